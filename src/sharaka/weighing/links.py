"""The network of factors: what the documents say raises or lowers what."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from sharaka.evidence import Influence, Record
from sharaka.weighing.measures import Link

_AGAINST = frozenset({"denied", "negated"})


def links(records: Iterable[Record]) -> tuple[Link, ...]:
    """Links between named factors, the most told first, then by name.

    Influences whose cause or effect is no named factor stay in the ledger and are not merged:
    two phrasings are not made one factor by likeness.  A factor is not linked to itself.
    """
    groups: dict[tuple[str, str], list[Influence]] = defaultdict(list)
    for record in records:
        if not isinstance(record, Influence):
            continue
        cause, effect = record.cause.factor, record.effect.factor
        if cause and effect and cause != effect:
            groups[cause, effect].append(record)
    found = [_link(*factors, told) for factors, told in groups.items()]
    return tuple(sorted(found, key=lambda link: (-len(link.records), link.cause, link.effect)))


def _link(cause: str, effect: str, told: list[Influence]) -> Link:
    held = [influence for influence in told if influence.modality not in _AGAINST]
    # A tie is broken by how sure the coding is, then for the positive sign.
    weight = {
        sign: (
            sum(i.sign == sign for i in held),
            math.fsum(sorted(i.confidence for i in held if i.sign == sign)),
        )
        for sign in (1, -1)
    }
    majority = 1 if weight[1] >= weight[-1] else -1
    sign = majority if held else told[0].sign
    with_it = [influence for influence in held if influence.sign == sign]
    against = [influence for influence in told if influence not in with_it]
    actual = tuple(sorted(i.id for i in with_it if i.modality == "actual"))
    conditional = tuple(sorted(i.id for i in with_it if i.modality != "actual"))
    return Link(
        cause=cause,
        effect=effect,
        sign=sign,
        contested=bool(against),
        actual=len(actual),
        conditional=len(conditional),
        records=tuple(sorted(influence.id for influence in told)),
        actual_records=actual,
        conditional_records=conditional,
        against_records=tuple(sorted(influence.id for influence in against)),
    )
