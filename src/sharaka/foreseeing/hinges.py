"""What a scenario hangs on: the judgements whose change breaks it, and those that hold it up."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sharaka.errors import ModelError
from sharaka.foreseeing._problem import slack_units, whole_matrix
from sharaka.foreseeing.balance import balances, plain, rows
from sharaka.foreseeing.model import Citation, Judgement, Model
from sharaka.foreseeing.search import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Critical:
    """One cell whose change, alone, breaks the scenario.

    Changing ``judgement.value`` by ``change`` makes ``rival`` (0-based) overtake the chosen
    variant of ``descriptor``.  ``slack`` is how far the rival is behind now.
    """

    descriptor: int
    rival: int
    slack: float
    change: float
    judgement: Judgement
    cell: str

    @property
    def source(self) -> int:
        """The row: global index of the variant that judges."""
        return self.judgement.source

    @property
    def target(self) -> int:
        """The column: global index of the variant judged."""
        return self.judgement.target

    @property
    def evidence(self) -> tuple[Citation, ...]:
        return self.judgement.evidence

    @property
    def basis(self) -> str:
        """ "evidence" or "analyst's assumption"."""
        return self.judgement.basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A judgement's part in a descriptor's margin: positive strength holds the variant up."""

    judgement: Judgement
    strength: float
    cell: str

    @property
    def evidence(self) -> tuple[Citation, ...]:
        return self.judgement.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Why one descriptor takes its variant: the strengths add up to ``margin``.

    ``rival`` is the variant (0-based) nearest to overtaking, None where there is no other.
    ``holds`` favour the variant or hinder the rival; ``against`` do the opposite; both strongest
    first.
    """

    descriptor: int
    variant: int
    rival: int | None
    margin: float
    holds: tuple[Ground, ...]
    against: tuple[Ground, ...]


def critical(
    model: Model,
    scenario: Scenario | Sequence[int],
    *,
    tolerance: float = 0,
    unjudged: bool = False,
) -> tuple[Critical, ...]:
    """The cells whose smallest sufficient change breaks the scenario, smallest change first.

    A change must leave the cell inside the model's scale; each cell is listed once, with the rival
    that overtakes first.  ``unjudged`` also lists cells nobody judged (zero today).  For whole
    judgements changes are whole.  Raises ModelError when the scenario is not consistent within
    ``tolerance``, or holds a forbidden pair: there is nothing to break.
    """
    chosen = scenario_variants(scenario)
    refuse_clash(model, chosen)
    picked = rows(model, chosen)
    # in whole units, as the search reckons: what it lists can be asked about here
    matrix, units = whole_matrix(model)
    allowed = slack_units(tolerance, units)
    total = matrix[picked].sum(axis=0)
    found: dict[tuple[int, int], Critical] = {}
    for place, (start, size) in enumerate(zip(model.offsets, model.sizes, strict=False)):
        own = start + chosen[place]
        for rival in range(size):
            other = start + rival
            if other == own:
                continue
            ahead = int(total[own] - total[other])
            slack = ahead / units
            if ahead + allowed < 0:
                raise ModelError(
                    f"the scenario is not consistent: {model.label(other)} beats "
                    f"{model.label(own)} by {plain(round(-slack, 9))}",
                    place=model.source,
                    mend="Ask what would make it consistent instead.",
                )
            size_of_change = (ahead + allowed + 1) / units
            for column, change in ((own, -size_of_change), (other, size_of_change)):
                for source in (int(row) for row in picked):
                    judged = model.judgement(source, column)
                    if judged is None:
                        # nobody may judge a descriptor on itself
                        if not unjudged or start <= source < start + size:
                            continue
                        judged = Judgement(source=source, target=column, value=0)
                    if abs(judged.value + change) > model.scale + 1e-9:
                        continue
                    known = found.get((source, column))
                    if known is None or abs(change) < abs(known.change):
                        found[source, column] = Critical(
                            descriptor=place,
                            rival=rival,
                            slack=plain(round(slack, 9)),
                            change=plain(round(change, 9)),
                            judgement=judged,
                            cell=model.cell(source, column),
                        )
    return tuple(
        sorted(
            found.values(),
            key=lambda c: (abs(c.change), -abs(c.judgement.value), c.source, c.target),
        )
    )


def supports(model: Model, scenario: Scenario | Sequence[int]) -> tuple[Support, ...]:
    """For each descriptor, the judgements that hold its variant up, and those against it."""
    chosen = scenario_variants(scenario)
    picked = [int(row) for row in rows(model, chosen)]
    total = balances(model, chosen)
    found = []
    for place, (start, size) in enumerate(zip(model.offsets, model.sizes, strict=False)):
        own = start + chosen[place]
        others = [start + v for v in range(size) if start + v != own]
        rival = max(others, key=lambda v: (total[v], -v)) if others else None
        grounds = list(_grounds(model, picked, own, rival))
        grounds.sort(key=lambda g: (-abs(g.strength), g.judgement.source, g.judgement.target))
        margin = float(total[own] - (total[rival] if rival is not None else 0))
        found.append(
            Support(
                descriptor=place,
                variant=chosen[place],
                rival=None if rival is None else rival - start,
                margin=plain(round(margin, 9)),
                holds=tuple(g for g in grounds if g.strength > 0),
                against=tuple(g for g in grounds if g.strength < 0),
            )
        )
    return tuple(found)


def _grounds(model: Model, picked: list[int], own: int, rival: int | None) -> Iterator[Ground]:
    for source in picked:
        for column, sign in ((own, 1), (rival, -1)):
            judged = None if column is None else model.judgement(source, column)
            if judged is not None and judged.value:
                yield Ground(
                    judgement=judged,
                    strength=plain(sign * judged.value),
                    cell=model.cell(judged.source, judged.target),
                )


def refuse_clash(model: Model, variants: Sequence[int]) -> None:
    """ModelError for a scenario that holds a forbidden pair: no judgement makes or breaks it."""
    if (pair := model.clash(variants)) is not None:
        raise ModelError(
            f"the scenario holds the forbidden pair {model.label(pair[0])} and {model.label(pair[1])}",
            place=model.source,
            mend="Ask about another scenario, or lift the ban in the model.",
        )


def scenario_variants(scenario: Scenario | Sequence[int]) -> tuple[int, ...]:
    """The variants of a scenario, given as such or as plain numbers."""
    given: Any = scenario.variants if isinstance(scenario, Scenario) else scenario
    return tuple(operator.index(v) for v in given)
