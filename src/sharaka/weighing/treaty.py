"""Treaties: what they oblige to and leave out, and how deep that goes.

The obligations are the ATOP types (Leeds, Ritter, Mitchell & Long 2002, "Alliance Treaty
Obligations and Provisions, 1815-1944", International Interactions 28) and economic fields of our
own.  ATOP itself gives no depth score; the weights below are Sharaka's convention and stand in
every formula: 3 for an obligation to fight for the other, 2 for one that binds the conduct of
war and peace, 1 for cooperation in a field.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sharaka.evidence import OBLIGATIONS, Obligation, Provision, Record
from sharaka.weighing.measures import ProvisionRow, Treaty

_FIELDS: tuple[Obligation, ...] = (
    "intelligence sharing", "joint exercises", "defence industry and training",
    "sanctions resistance", "trade", "national currencies", "energy", "transport", "investment",
    "culture", "science",
)  # fmt: skip
WEIGHTS: Mapping[Obligation, float] = {
    "defense": 3.0, "offense": 3.0,
    "neutrality": 2.0, "nonaggression": 2.0, "consultation": 2.0, "non-use of territory": 2.0,
    **dict.fromkeys(_FIELDS, 1.0),
}  # fmt: skip
SOURCE = (
    "obligation types after ATOP (Leeds et al. 2002) and economic fields; "
    "weights 3/2/1 are Sharaka's convention, not ATOP's"
)


def treaties(records: Iterable[Record], pair: tuple[str, str]) -> tuple[Treaty, ...]:
    """Every treaty the documents describe: the pair's first, the latest first."""
    groups: dict[str, list[Provision]] = defaultdict(list)
    for record in records:
        if isinstance(record, Provision):
            groups[record.treaty].append(record)
    found = [_treaty(name, provisions) for name, provisions in groups.items()]
    return tuple(
        sorted(found, key=lambda t: (set(t.parties) != set(pair), -int(t.year or 0), t.id))
    )


def _treaty(name: str, provisions: list[Provision]) -> Treaty:
    by_obligation: dict[Obligation, list[Provision]] = defaultdict(list)
    for provision in provisions:
        by_obligation[provision.obligation].append(provision)
    rows = tuple(
        _row(obligation, by_obligation[obligation])
        for obligation in OBLIGATIONS
        if obligation in by_obligation
    )
    terms = tuple((row.obligation, WEIGHTS[row.obligation], _share(row)) for row in rows)
    depth = sum(weight * share for _, weight, share in terms)
    depth_max = sum(WEIGHTS.values())
    year = re.search(r"\b(1[89]|20)\d{2}\b", name)
    return Treaty(
        id=name,
        parties=tuple(sorted({party for provision in provisions for party in provision.parties})),
        year=year[0] if year else None,
        provisions=rows,
        depth=depth,
        depth_max=depth_max,
        formula=_formula(terms, depth, depth_max),
        records=tuple(sorted(provision.id for provision in provisions)),
        terms=terms,
    )


def _row(obligation: Obligation, told: list[Provision]) -> ProvisionRow:
    """Told both ways it is shown as disputed, and present by the majority."""
    present = sum(provision.present for provision in told)
    return ProvisionRow(
        obligation=obligation,
        present=2 * present > len(told),
        disputed=0 < present < len(told),
        records=tuple(sorted(provision.id for provision in told)),
    )


def _share(row: ProvisionRow) -> float:
    return 0.5 if row.disputed else float(row.present)


def _formula(terms: tuple[tuple[str, float, float], ...], depth: float, depth_max: float) -> str:
    parts = " + ".join(f"{weight:g}×{share:g} ({name})" for name, weight, share in terms)
    return f"{parts} = {depth:g} of {depth_max:g}; {SOURCE}"
