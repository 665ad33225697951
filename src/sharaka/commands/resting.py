"""``sharaka basins``: where succession comes to rest, from everywhere or from one configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sharaka import foreseeing
from sharaka.commands import console, futures
from sharaka.commands.models import file_of, model_at, states
from sharaka.errors import UsageError
from sharaka.foreseeing import Attractor, Basins, Model
from sharaka.foreseeing.basins import MAX_EXACT
from sharaka.foreseeing.succession import Rule

#: As many states of a cycle are shown in the text.
STATES = 8

#: What ``--from`` takes for today's variants, all of them.
NOW = "now"


def basins(
    path: Path,
    *,
    rule: Rule,
    order: str | None,
    start: list[str],
    samples: int | None,
    seed: int | None,
    max_exact: int | None,
    limit: int,
    language: str,
    as_json: bool,
) -> None:
    """Print all attractors, or the path from one configuration to its own."""
    if order is not None and rule != "adiabatic":
        raise UsageError(
            f"--order says who moves first, and rule {rule} asks nobody",
            mend="Leave it, or add --rule adiabatic.",
        )
    drawn = {"samples": samples, "seed": seed, "max_exact": max_exact}
    given = {key: value for key, value in drawn.items() if value is not None}
    if start and given:
        options = ", ".join("--" + key.replace("_", "-") for key in given)
        raise UsageError(f"--from follows one path, {options} all", mend="Leave one of them.")
    model = model_at(path)
    turns = _order(order, model, path)
    if start:
        _follow(model, _start(start, model, path), rule, turns, language, as_json=as_json)
        return
    found = foreseeing.basins(
        model,
        rule,
        order=turns,
        samples=100_000 if samples is None else samples,
        seed=seed or 0,
        max_exact=MAX_EXACT if max_exact is None else max_exact,
    )
    if as_json:
        console.emit_json(_plain(model, found, seed or 0, turns))
        return
    for line in _said(model, found, seed or 0, limit, language):
        console.emit(line)


def _order(order: str | None, model: Model, path: Path) -> list[str] | None:
    """The descriptors of ``--order``; raises UsageError unless each is named once."""
    if order is None:
        return None
    there = [descriptor.id for descriptor in model.descriptors]
    by = {own.strip(): own for own in there}
    named = [by.get(part.strip(), part.strip()) for part in order.split(",")]
    if sorted(named) != sorted(there):
        raise UsageError(
            f"--order {order!r} does not name each descriptor once",
            place=str(file_of(path)),
            mend=f"Put these in order: {','.join(there)}",
        )
    return named


def _start(texts: list[str], model: Model, path: Path) -> tuple[int, ...]:
    """The configuration to start from: what ``--from`` names, and today's variants."""
    named = states("--from", [text for text in texts if text.strip() != NOW], model, path)
    today = dict(zip((d.id for d in model.descriptors), model.now(), strict=True))
    missing = [key for key, variant in today.items() if variant is None and key not in named]
    if missing:
        raise UsageError(
            f"--from does not say where these start, and the model says no 'now': "
            f"{', '.join(missing)}",
            place=str(file_of(path)),
            mend=f"Add --from {missing[0]}=VARIANT, or write now = in model.toml.",
        )
    return tuple(
        model.variant(key, named[key]) if key in named else int(variant or 0)
        for key, variant in today.items()
    )


def _follow(
    model: Model,
    start: tuple[int, ...],
    rule: Rule,
    order: list[str] | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    found = foreseeing.succession(model, start, rule, order=order)
    if as_json:
        console.emit_json(
            {
                "matrix_hash": model.matrix_hash,
                "rule": rule,
                "order": order,
                "path": [_plain_state(model, one) for one in found.states],
                "cycle_start": found.cycle_start,
                "cycle": [_plain_state(model, one) for one in found.cycle],
                "consistent": len(found.cycle) == 1,
                "forbidden": _forbidden(model, found.cycle),
            }
        )
        return
    console.emit(f"Succession by the rule {rule}, from:")
    for line in futures.listed(model, start, language):
        console.emit(line)
    console.emit()
    for number, (before, now) in enumerate(zip(found.states, found.states[1:], strict=False), 1):
        console.emit(f"Step {number}")
        for line in _moves(model, before, now, language):
            console.emit(line)
    for line in _rest(model, found, language):
        console.emit(line)
    console.emit()
    console.emit(futures.matrix_line(model))


def _moves(
    model: Model, before: tuple[int, ...], now: tuple[int, ...], language: str
) -> Iterator[str]:
    for descriptor, old, new in zip(model.descriptors, before, now, strict=True):
        if old != new:
            names = [descriptor.variants[variant].name[language] for variant in (old, new)]
            yield f"  {descriptor.name[language]}: {console.apart(names[0])} → {names[1]}"


def _rest(model: Model, found: foreseeing.Path, language: str) -> Iterator[str]:
    steps = console.counted(found.cycle_start, "step")
    if len(found.cycle) == 1:
        if found.cycle_start == 0:
            yield "It stays there: it is a consistent scenario" + _barred(model, found.cycle)
            return
        yield f"It comes to rest after {steps}, in a consistent scenario{_barred(model, found.cycle)}:"
        yield from futures.listed(model, found.cycle[0], language)
        return
    yield f"Step {len(found.states)}, back to where it was after {steps}"
    yield from _moves(model, found.states[-1], found.cycle[0], language)
    yield f"It never comes to rest: it goes round in a cycle of {len(found.cycle):,} states"


def _said(model: Model, found: Basins, seed: int, limit: int, language: str) -> Iterator[str]:
    count = console.counted(len(found.attractors), "attractor")
    yield f"{count} by the rule {found.rule}"
    if found.exact:
        yield f"Exact: every one of {found.configurations:,} configurations was followed"
    else:
        yield (
            f"Sampled: {found.samples:,} configurations, drawn alike from {found.configurations:,} "
            f"(seed {seed}), were followed;"
        )
        yield "shares have a 95 % interval, and rare attractors may be missing"
    cycles = sum(len(one.cycle) > 1 for one in found.attractors)
    if cycles:
        share = futures.percent(found.cyclic_share)
        yield f"{share} of them end in a cycle ({console.counted(cycles, 'cycle')})"
    else:
        yield "None of them ends in a cycle"
    yield ""
    rows: list[tuple[str, tuple[int, ...], Mapping[str, str]]] = []
    for number, one in enumerate(found.attractors[:limit], 1):
        rows += _rows(model, number, one, found.exact)
    yield from futures.compared(
        model, rows, language, noun="attractor", cut=len(found.attractors) > limit
    )
    if len(found.attractors) > limit:
        yield f"{len(found.attractors) - limit:,} more attractors: see --limit, or --json"
    for number, one in enumerate(found.attractors[:limit], 1):
        if len(one.cycle) > STATES:
            yield f"Attractor {number} has {len(one.cycle) - STATES:,} more states: see --json"
    yield futures.matrix_line(model)


def _rows(
    model: Model, number: int, one: Attractor, exact: bool
) -> Iterator[tuple[str, tuple[int, ...], Mapping[str, str]]]:
    """A consistent scenario is one row, a cycle one for each of its states (2.1, 2.2, …)."""
    share = futures.percent(one.share)
    kind = f"cycle of {len(one.cycle)}" if len(one.cycle) > 1 else "scenario"
    figures = {"kind": kind + _barred(model, one.cycle), "ending there": f"{one.weight:,}"}
    figures["share"] = share
    if not exact:
        figures["95 % interval"] = futures.interval(one.low, one.high)
    for place, variants in enumerate(one.cycle[:STATES], 1):
        label = str(number) if len(one.cycle) == 1 else f"{number}.{place}"
        yield label, variants, figures if place == 1 else dict.fromkeys(figures, "")


def _barred(model: Model, cycle: tuple[tuple[int, ...], ...]) -> str:
    """Succession does not ask what is forbidden; the person is told."""
    return " (forbidden pair)" if _forbidden(model, cycle) else ""


def _forbidden(model: Model, cycle: Sequence[tuple[int, ...]]) -> bool:
    return any(model.clash(one) is not None for one in cycle)


def _plain(model: Model, found: Basins, seed: int, order: list[str] | None) -> dict[str, Any]:
    return {
        "matrix_hash": found.matrix_hash,
        "rule": found.rule,
        "order": order,
        "configurations": found.configurations,
        "exact": found.exact,
        "samples": None if found.exact else found.samples,
        "seed": None if found.exact else seed,
        "cyclic_share": found.cyclic_share,
        "attractors": [
            {
                "kind": "scenario" if len(one.cycle) == 1 else "cycle",
                "weight": one.weight,
                "share": one.share,
                "low": one.low,
                "high": one.high,
                "forbidden": _forbidden(model, one.cycle),
                "cycle": [_plain_state(model, it) for it in one.cycle],
            }
            for one in found.attractors
        ],
    }


def _plain_state(model: Model, variants: tuple[int, ...]) -> dict[str, Any]:
    return {"variants": list(variants), "states": futures.ids(model, variants)}
