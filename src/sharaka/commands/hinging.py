"""``sharaka hinges``: the judgements each consistent scenario hangs on, and what holds it up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sharaka import foreseeing
from sharaka.commands import console, futures
from sharaka.commands.models import checked, keyed, model_at, states
from sharaka.foreseeing import Critical, Ground, Model, Support
from sharaka.foreseeing.balance import plain
from sharaka.foreseeing.search import Scenario

#: The strongest grounds of a descriptor that the text on one scenario shows.
GROUNDS = 3


def hinges(
    path: Path,
    *,
    pins: list[str],
    only: int | None,
    tolerance: float,
    limit: int,
    language: str,
    as_json: bool,
) -> None:
    """Print what breaks and what holds each scenario."""
    model = model_at(path)
    held = states("--pin", pins, model, path)
    solution = foreseeing.solve(model, pins=keyed(held), tolerance=tolerance)
    shown = futures.numbered(solution, only)
    model, failed = checked(path, model)
    found = [
        (
            one,
            *_critical(model, one.scenario, tolerance),
            foreseeing.supports(model, one.scenario),
        )
        for one in shown
    ]
    if as_json:
        console.emit_json(
            {
                "matrix_hash": model.matrix_hash,
                "complete": solution.complete,
                "scenarios": [
                    {
                        **futures.plain_scenario(model, one),
                        "critical": [_plain_critical(model, it) for it in critical],
                        "unjudged": _plain_unjudged(model, empty),
                        "supports": [_plain_support(model, it) for it in supports],
                    }
                    for one, critical, empty, supports in found
                ],
            }
        )
        console.finish(failed=failed)
        return
    if held:
        console.emit("Pinned: " + ", ".join(f"{d}={v}" for d, v in held.items()))
    console.emit(futures.headline(solution))
    for one, critical, empty, supports in found:
        console.emit()
        for line in futures.heading(model, one, language):
            console.emit(line)
        console.emit()
        for line in _breaks(model, critical, limit, language):
            console.emit(line)
        for line in _empty(model, empty, language):
            console.emit(line)
        console.emit()
        for line in _holds(model, supports, language, quoting=only is not None):
            console.emit(line)
    console.emit()
    console.emit(futures.matrix_line(model))
    console.finish(failed=failed)


def _critical(
    model: Model, scenario: Scenario, tolerance: float
) -> tuple[tuple[Critical, ...], tuple[Critical, ...]]:
    """The judgements that break a scenario alone, and the cells nobody judged that would."""
    every = foreseeing.critical(model, scenario, tolerance=tolerance, unjudged=True)
    made = [model.judgement(one.source, one.target) is not None for one in every]
    return (
        tuple(one for one, is_made in zip(every, made, strict=True) if is_made),
        tuple(one for one, is_made in zip(every, made, strict=True) if not is_made),
    )


def _breaks(
    model: Model, critical: tuple[Critical, ...], limit: int, language: str
) -> Iterator[str]:
    if not critical:
        yield "  No change of one judgement that was made breaks it."
        return
    count = console.counted(len(critical), "judgement")
    cut = f" (the {limit} smallest changes)" if len(critical) > limit else ""
    yield f"  {count} can each break it alone{cut}:"
    for number, one in enumerate(critical[:limit], 1):
        rival = _named(model, one.descriptor, one.rival, language)
        judged = one.judgement.value
        yield from futures.wrapped(
            f"{number}. {futures.cell(model, one.judgement, language)}: "
            f"from {futures.signed(judged)} to {futures.signed(after(one))}; "
            f"then {rival} overtakes",
            "  ", "     ",
        )  # fmt: skip
        yield from futures.quotes(one.judgement, "     ")


def _empty(model: Model, empty: tuple[Critical, ...], language: str) -> Iterator[str]:
    """What nobody has judged may break it as well: how often, and the smallest judgement."""
    if not empty:
        return
    first = empty[0]
    rival = _named(model, first.descriptor, first.rival, language)
    cells = console.counted(len(empty), "cell")
    yield from futures.wrapped(
        f"{cells} nobody has judged would break it, the first by "
        f"{futures.signed(first.change)}: {futures.cell(model, first.judgement, language)}; "
        f"then {rival} overtakes",
        "  ", "     ",
    )  # fmt: skip


def after(one: Critical) -> float:
    """The value at which the scenario breaks, without binary dust."""
    return plain(round(one.judgement.value + one.change, 9))


def _holds(
    model: Model, supports: tuple[Support, ...], language: str, *, quoting: bool
) -> Iterator[str]:
    """The margin of each descriptor and its strongest ground; of one scenario alone all of them
    that are strong, for and against, with their quotes."""
    yield "  What holds it up:"
    for one in supports:
        own = futures.chosen(model, one.descriptor, one.variant, language)
        yield from futures.wrapped(f"{own} {_margin(model, one, language)}", "  ", "     ")
        sides = (("in favour", one.holds), ("against", one.against))
        for sign, grounds in sides if quoting else sides[:1]:
            shown = grounds[: GROUNDS if quoting else 1]
            for ground in shown:
                yield from _ground(model, ground, sign, language)
                if quoting:
                    yield from futures.quotes(ground.judgement, "       ")
            if quoting and (left := grounds[len(shown) :]):
                others = console.counted(len(left), "weaker judgement")
                yield f"     {sign} by {sum(abs(it.strength) for it in left):g} in all: {others}"


def _margin(model: Model, one: Support, language: str) -> str:
    if one.rival is None:
        return "has no rival"
    rival = _named(model, one.descriptor, one.rival, language)
    if one.margin > 0:
        return f"is ahead of {rival} by {one.margin:g}"
    if one.margin < 0:
        return f"is behind {rival} by {-one.margin:g}"
    return f"is level with {rival}"


def _named(model: Model, descriptor: int, variant: int, language: str) -> str:
    return f'"{model.descriptors[descriptor].variants[variant].name[language]}"'


def _ground(model: Model, ground: Ground, sign: str, language: str) -> Iterator[str]:
    judged = ground.judgement
    yield from futures.wrapped(
        f"{sign} by {abs(ground.strength):g}: {futures.cell(model, judged, language)}: "
        f"{futures.signed(judged.value)}",
        "     ",
        "       ",
    )


def _plain_critical(model: Model, one: Critical) -> dict[str, Any]:
    return {**futures.plain_judgement(model, one.judgement), **_plain_change(model, one)}


def _plain_unjudged(model: Model, empty: tuple[Critical, ...]) -> dict[str, Any]:
    """Of an empty cell there is no judgement to tell, only where it is and what it would do."""
    first = None
    if empty:
        ends = {"from": model.label(empty[0].source), "to": model.label(empty[0].target)}
        first = ends | _plain_change(model, empty[0])
    return {
        "count": len(empty),
        "smallest": abs(empty[0].change) if empty else None,
        "first": first,
    }


def _plain_change(model: Model, one: Critical) -> dict[str, Any]:
    return {
        "change": one.change,
        "after": after(one),
        "slack": one.slack,
        "overtaken": model.descriptors[one.descriptor].id,
        "by": model.label(model.offsets[one.descriptor] + one.rival),
    }


def _plain_support(model: Model, one: Support) -> dict[str, Any]:
    own = model.descriptors[one.descriptor]

    def grounds(found: tuple[Ground, ...]) -> list[dict[str, Any]]:
        return [
            {"strength": it.strength, **futures.plain_judgement(model, it.judgement)}
            for it in found
        ]

    return {
        "descriptor": own.id,
        "variant": own.variants[one.variant].id,
        "rival": None if one.rival is None else own.variants[one.rival].id,
        "margin": one.margin,
        "holds": grounds(one.holds),
        "against": grounds(one.against),
    }
