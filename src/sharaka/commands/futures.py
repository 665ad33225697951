"""A solved model as the briefing shows it: scenarios, what each rests on, what-ifs."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from sharaka import briefing, foreseeing
from sharaka.briefing.inputs import Names
from sharaka.foreseeing import Model, Name

#: Seconds the search may take for a page; a page from a search cut short says so.
SECONDS = 5.0
#: Scenarios kept for a page, and those of them told in detail.
LISTED, TOLD = 10_000, 20
#: What-ifs shown.
WHAT_IFS = 6


def futures(model: Model, faulty: Collection[tuple[str, str]] = ()) -> briefing.Futures:
    """The futures of a model.

    ``faulty`` are citations (document, quote) that do not hold; a judgement left without a
    citation is an analyst's assumption.
    """
    solution = foreseeing.solve(model, time_limit=SECONDS, limit=LISTED)
    number = {(one.source, one.target): place for place, one in enumerate(model.judgements)}
    ranked = sorted(solution.scenarios, key=lambda scenario: (-scenario.tis, scenario.variants))
    scenarios = [
        _scenario(model, scenario, number, told=place < TOLD)
        for place, scenario in enumerate(ranked)
    ]
    now = [variant for variant in model.now() if variant is not None]
    known = len(now) == len(model.descriptors)
    return briefing.Futures(
        descriptors=tuple(map(_descriptor, model.descriptors, model.now())),
        judgements=tuple(_judgement(model, one, faulty) for one in model.judgements),
        scenarios=tuple(scenarios),
        matrix_hash=solution.matrix_hash,
        complete=solution.complete,
        nodes=solution.nodes,
        today_consistent=foreseeing.consistency_value(model, now) >= 0 if known else None,
        what_ifs=tuple(_what_if(model, solution, pin) for pin in _levers(model)),
    )


def _names(name: Name) -> Names:
    return {"ar": name.ar, "en": name.en}


def _descriptor(given: foreseeing.Descriptor, now: int | None) -> briefing.Descriptor:
    variants = tuple(briefing.Variant(id=v.id, names=_names(v.name)) for v in given.variants)
    return briefing.Descriptor(id=given.id, names=_names(given.name), variants=variants, now=now)


def _judgement(
    model: Model, given: foreseeing.Judgement, faulty: Collection[tuple[str, str]]
) -> briefing.Judgement:
    return briefing.Judgement(
        source=_place(model, given.source),
        target=_place(model, given.target),
        value=given.value,
        evidence=tuple(
            briefing.Citation(document=cited.document, quote=cited.quote)
            for cited in given.evidence
            if (cited.document, cited.quote) not in faulty
        ),
        note=_names(given.note) if given.note else None,
    )


def _place(model: Model, variant: int) -> tuple[int, int]:
    """The (descriptor, variant) of a row or column of the matrix."""
    for descriptor, (start, stop) in enumerate(itertools.pairwise(model.offsets)):
        if variant < stop:
            return descriptor, variant - start
    raise AssertionError(variant)


def _scenario(
    model: Model,
    scenario: foreseeing.Scenario,
    number: dict[tuple[int, int], int],
    *,
    told: bool,
) -> briefing.Scenario:
    if not told:
        return briefing.Scenario(variants=scenario.variants, tis=scenario.tis)
    grounds = [ground for s in foreseeing.supports(model, scenario) for ground in s.holds]
    grounds.sort(key=lambda ground: -ground.strength)
    supports = dict.fromkeys(number[g.judgement.source, g.judgement.target] for g in grounds)
    critical = [
        briefing.Critical(judgement=number[one.source, one.target], change=one.change)
        for one in foreseeing.critical(model, scenario)
    ]
    return briefing.Scenario(
        variants=scenario.variants,
        tis=scenario.tis,
        supports=tuple(supports),
        critical=tuple(critical),
    )


def _levers(model: Model) -> Sequence[tuple[int, int]]:
    """What to ask about: other variants than today's of the drivers, the strongest first.

    A driver gives more than it takes: its active sum (what it judges, all signs alike) is above
    its passive sum (what judges it), as in the system grid of impact analysis.
    """
    now = model.now()
    drivers = []
    for place, (start, stop) in enumerate(itertools.pairwise(model.offsets)):
        active = float(abs(model.matrix[start:stop]).sum())
        passive = float(abs(model.matrix[:, start:stop]).sum())
        if active > passive and now[place] is not None:
            drivers.append((-active, place))
    found = [
        (place, variant)
        for _, place in sorted(drivers)
        for variant in range(len(model.descriptors[place].variants))
        if variant != now[place]
    ]
    return found[:WHAT_IFS]


def _what_if(model: Model, base: foreseeing.Solution, pin: tuple[int, int]) -> briefing.WhatIf:
    """One descriptor held from outside, whatever the model says of it."""
    asked = foreseeing.what_if(model, dict([pin]), base=base, time_limit=SECONDS / WHAT_IFS)
    return briefing.WhatIf(
        pins=(pin,),
        scenarios=tuple(scenario.variants for scenario in asked.pinned.scenarios[:LISTED]),
        complete=asked.pinned.complete,
    )
