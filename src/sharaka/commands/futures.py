"""Futures in words and as JSON: what the commands of the model share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sharaka.commands import console
from sharaka.errors import UsageError
from sharaka.foreseeing import Judgement, Model, Scenario, Solution
from sharaka.foreseeing.balance import consistent_rows

#: Lines of prose and quotes are broken here even where the terminal is wider.
READABLE = 100

#: More scenarios than this are not shown in words, and not gone into without one.
MANY = 1_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """A consistent scenario and its number in the list that ``sharaka solve`` prints."""

    number: int
    scenario: Scenario


def numbered(solution: Solution, only: int | None) -> list[Numbered]:
    """The scenarios as ``sharaka solve`` numbers them, or the one of a number (UsageError)."""
    total = len(solution.table)
    if only is None:
        if total > MANY:
            console.warn(f"{total:,} scenarios will take a while: --scenario N takes one")
        return [Numbered(number, one) for number, one in enumerate(solution.scenarios, 1)]
    if not 1 <= only <= total:
        count = console.counted(total, "consistent scenario")
        raise UsageError(
            f"--scenario {only}: the model has {count} here",
            mend=f"Use a number from 1 to {total}."
            if total
            else "Ask sharaka solve, or allow inconsistency with --tolerance.",
        )
    return [Numbered(only, solution.first(only)[-1])]


def state(model: Model, variant: int, language: str) -> str:
    """``Descriptor = Variant`` of a global index, by their names."""
    descriptor, found = model.place(variant)
    return console.apart(f"{descriptor.name[language]} = {found.name[language]}")


def chosen(model: Model, descriptor: int, variant: int, language: str) -> str:
    """``Descriptor = Variant`` of a descriptor's variant (both 0-based), by their names."""
    return state(model, model.offsets[descriptor] + variant, language)


def cell(model: Model, judgement: Judgement, language: str) -> str:
    """``Descriptor = Variant → Descriptor = Variant`` of a judgement, by their names."""
    source, target = (
        state(model, place, language) for place in (judgement.source, judgement.target)
    )
    return f"{source} → {target}"


def quotes(judgement: Judgement, indent: str) -> Iterator[str]:
    """What a judgement rests on: a line or more for each quote, the document first."""
    if not judgement.evidence:
        yield f"{indent}{judgement.basis}"
    for cited in judgement.evidence:
        yield from wrapped(f"{cited.document}: «{cited.quote}»", indent)


def wrapped(text: str, indent: str = "", more: str | None = None) -> Iterator[str]:
    """The text in lines that fit the terminal; ``more`` indents those after the first."""
    width = min(console.terminal_width(), READABLE)
    line, start = indent, indent
    for word in text.split():
        if line != start and console.cells(f"{line} {word}") > width:
            yield line
            line = start = indent + "  " if more is None else more
        line = line + word if line == start else f"{line} {word}"
    yield line


def signed(value: float) -> str:
    """A judgement's value, always with its sign: +2, -1, 0."""
    return f"{value:+g}" if value else "0"


def percent(share: float) -> str:
    """A share in percent; what is not quite none or all is never shown as that."""
    if 0 < share < 0.000_001:
        return "<0.0001%"
    if 0 < share < 0.01:
        return f"{share * 100:.2g}%"
    return ">99.9%" if 0.999 < share < 1 else f"{share:.1%}"


def interval(low: float, high: float) -> str:
    """A 95 % interval of a share."""
    return f"{low * 100:.1f}-{high * 100:.1f}%"


def headline(solution: Solution) -> str:
    """How many consistent scenarios there are, and whether the search was ended early."""
    total = solution.model.configurations
    count = len(solution.table)
    if not solution.complete:
        why = {"time": "the time limit", "limit": "the limit on scenarios", "memory": "memory"}
        more = f"are at least {solution.count:,}" if solution.count > count else "may be more"
        return (
            f"{count:,} consistent scenarios found among {total:,} combinations before "
            f"{why[solution.stopped or 'limit']} ended the search; there {more}"
        )
    if count == 0:
        return f"No scenario among {total:,} combinations is consistent"
    return f"{console.counted(count, 'consistent scenario')} among {total:,} combinations"


def heading(model: Model, one: Numbered, language: str) -> Iterator[str]:
    """A scenario in full: its number and figures, then a line for each descriptor."""
    found = one.scenario
    yield (
        f"Scenario {one.number}: impact score {found.tis:g}, consistency {found.consistency_value:g}"
    )
    yield from listed(model, found.variants, language)


def listed(model: Model, variants: Sequence[int], language: str) -> Iterator[str]:
    """A line for each descriptor of a configuration."""
    for descriptor, variant in zip(model.descriptors, variants, strict=True):
        named = descriptor.variants[variant].name[language]
        yield from wrapped(f"{descriptor.name[language]}: {named}", "  ")


def compared(
    model: Model,
    rows: Sequence[tuple[str, Sequence[int], Mapping[str, str]]],
    language: str,
    *,
    noun: str = "scenario",
    cut: bool = False,
) -> Iterator[str]:
    """Configurations beside each other: what all share first, then where they differ.

    Each row is a label, the variants, and the figures by their heads.  A table where it fits the
    terminal, else one block a configuration.  ``cut`` says that there are more than are shown.
    """
    names = [descriptor.name[language] for descriptor in model.descriptors]
    table = [
        [d.variants[v].name[language] for d, v in zip(model.descriptors, variants, strict=True)]
        for _, variants, _ in rows
    ]
    same = [
        place for place in range(len(names)) if len(rows) > 1
        and len({variants[place] for _, variants, _ in rows}) == 1
    ]  # fmt: skip
    if same:
        yield f"In every {noun} shown:" if cut else f"In every {noun}:"
        yield from (f"  {names[place]}: {table[0][place]}" for place in same)
        yield ""
    if not rows:
        return
    varying = [place for place in range(len(names)) if place not in same]
    figures = rows[0][2]
    lines = console.table(
        ["#", *(names[place] for place in varying), *figures],
        [
            [label, *(row[place] for place in varying), *values.values()]
            for (label, _, values), row in zip(rows, table, strict=True)
        ],
    )
    if max(map(console.cells, lines)) <= console.terminal_width():
        yield from lines
        yield ""
        return
    for (label, _, values), row in zip(rows, table, strict=True):
        said = ", ".join(f"{head} {value}" for head, value in values.items() if value)
        yield f"{noun.capitalize()} {label}: {said}" if said else f"{noun.capitalize()} {label}"
        yield from (f"  {names[place]}: {row[place]}" for place in varying)
        yield ""


def fitted(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table, its widest cells cut as far as the terminal asks."""
    lines = console.table(head, rows)
    clip = max((console.cells(cell) for row in rows for cell in row), default=0)
    while max(map(console.cells, lines)) > console.terminal_width() and clip > 8:
        clip -= 1
        lines = console.table(head, rows, clip=clip)
    return lines


def matrix_line(model: Model) -> str:
    """Which matrix a result belongs to."""
    return f"matrix {model.matrix_hash}"


def ids(model: Model, variants: Sequence[int]) -> dict[str, str]:
    """A configuration by ids, as model.toml has them."""
    return {
        descriptor.id: descriptor.variants[variant].id
        for descriptor, variant in zip(model.descriptors, variants, strict=True)
    }


def plain_scenario(model: Model, one: Numbered) -> dict[str, Any]:
    """A scenario as JSON: as ``sharaka solve`` gives it, with its number and its ids."""
    given = one.scenario.to_dict()
    return {"number": one.number, "states": ids(model, one.scenario.variants), **given}


def plain_judgement(model: Model, judgement: Judgement) -> dict[str, Any]:
    """A judgement as JSON, in the words of model.toml."""
    note = judgement.note
    return {
        "from": model.label(judgement.source),
        "to": model.label(judgement.target),
        "value": judgement.value,
        "confidence": judgement.confidence,
        "basis": judgement.basis,
        "evidence": [{"document": c.document, "quote": c.quote} for c in judgement.evidence],
        "note": None if note is None else {"ar": note.ar, "en": note.en},
    }


def consistent(model: Model, variants: Sequence[int], tolerance: float = 0) -> bool:
    """Whether ``sharaka solve`` would list a configuration."""
    (good,) = consistent_rows(model, np.asarray([variants]), tolerance)
    return bool(good) and model.clash(variants) is None
