"""From a solved model to what the page shows of it: views, supports, critical judgements, what-ifs."""

from __future__ import annotations

from collections.abc import Mapping

from sharaka import foreseeing
from sharaka.briefing.inputs import (
    Citation,
    Critical,
    Descriptor,
    Futures,
    Judgement,
    Scenario,
    Variant,
    WhatIf,
)
from sharaka.briefing.tableau import strongest
from sharaka.foreseeing.model import Name

#: Descriptors whose what-ifs are tried, and what-ifs shown.
_TRIED, _SHOWN = 6, 4
_BASE_SECONDS, _PIN_SECONDS = 20.0, 2.0
#: More consistent scenarios than this are not listed; the page then says that there are more.
_MOST = 50_000


def futures(model: foreseeing.Model, solution: foreseeing.Solution | None = None) -> Futures | None:
    """The futures of a model; None for one without descriptors, such as the scaffold.

    What-ifs pin, one at a time, the descriptors that act most on the others, and keep those that
    change the set of futures most.
    """
    if not model.descriptors:
        return None
    solution = solution or foreseeing.solve(model, time_limit=_BASE_SECONDS, limit=_MOST)
    index = {(j.source, j.target): n for n, j in enumerate(model.judgements)}
    # in the order of the search, whose numbers the commands use too
    listed = solution.scenarios
    told = {s.variants for s in strongest(listed)}
    now = model.now()
    known = all(variant is not None for variant in now)
    return Futures(
        descriptors=tuple(_descriptor(d) for d in model.descriptors),
        judgements=tuple(_judgement(model, j) for j in model.judgements),
        scenarios=tuple(
            _scenario(model, scenario, index, told=scenario.variants in told) for scenario in listed
        ),
        matrix_hash=solution.matrix_hash,
        complete=solution.complete,
        nodes=solution.nodes,
        today_consistent=any(s.variants == now for s in listed) if known else None,
        what_ifs=_what_ifs(model, solution),
    )


def _names(name: Name) -> dict[str, str]:
    return {"ar": name.ar, "en": name.en}


def _descriptor(given: foreseeing.Descriptor) -> Descriptor:
    variants = tuple(Variant(id=v.id, names=_names(v.name)) for v in given.variants)
    now = None if given.now is None else given.index(given.now)
    return Descriptor(id=given.id, names=_names(given.name), variants=variants, now=now)


def _judgement(model: foreseeing.Model, given: foreseeing.Judgement) -> Judgement:
    return Judgement(
        source=_local(model, given.source),
        target=_local(model, given.target),
        value=given.value,
        evidence=tuple(Citation(document=c.document, quote=c.quote) for c in given.evidence),
        note=_names(given.note) if given.note else None,
    )


def _local(model: foreseeing.Model, variant: int) -> tuple[int, int]:
    """(descriptor, variant inside it) of a global variant index."""
    place = max(i for i, start in enumerate(model.offsets[:-1]) if start <= variant)
    return place, variant - model.offsets[place]


def _scenario(
    model: foreseeing.Model,
    scenario: foreseeing.Scenario,
    index: Mapping[tuple[int, int], int],
    *,
    told: bool,
) -> Scenario:
    if not told:
        return Scenario(variants=scenario.variants, tis=scenario.tis)
    held = {
        index[ground.judgement.source, ground.judgement.target]: ground
        for support in foreseeing.supports(model, scenario)
        for ground in support.holds
        if (ground.judgement.source, ground.judgement.target) in index
    }
    firmest = sorted(held, key=lambda n: (-held[n].strength, not held[n].evidence, n))
    broken = [
        Critical(judgement=index[c.source, c.target], change=c.change)
        for c in foreseeing.critical(model, scenario)
        if (c.source, c.target) in index
    ]
    return Scenario(
        variants=scenario.variants,
        tis=scenario.tis,
        supports=tuple(firmest),
        critical=tuple(broken),
    )


def _what_ifs(model: foreseeing.Model, base: foreseeing.Solution) -> tuple[WhatIf, ...]:
    sums = foreseeing.audit(model)
    acting, acted_on = sums.active, sums.passive
    # what is to be foreseen is not what is to be supposed
    end = max(range(len(acting)), key=lambda d: (acted_on[d], -d))
    causes = [place for place in range(len(acting)) if place != end]
    order = sorted(causes, key=lambda d: (-acting[d], d))[:_TRIED]
    best: list[tuple[int, int, foreseeing.WhatIf]] = []
    for place in order:
        owner = model.descriptors[place]
        tried = [
            foreseeing.what_if(model, {owner.id: v.id}, base=base, time_limit=_PIN_SECONDS)
            for v in owner.variants
            if v.id != owner.now
        ]
        tried = [run for run in tried if run.pinned.scenarios]
        if tried:
            found = max(tried, key=_shift)
            best.append((-_shift(found), place, found))
    best.sort(key=lambda row: row[:2])
    return tuple(
        WhatIf(
            pins=run.pins,
            scenarios=tuple(s.variants for s in run.pinned.scenarios),
            complete=run.pinned.complete,
        )
        for _, _, run in best[:_SHOWN]
    )


def _shift(run: foreseeing.WhatIf) -> int:
    return len(run.appear) + len(run.vanish)
