"""The futures as a tableau: descriptors down, consistent scenarios across, today beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from markupsafe import Markup

from sharaka.briefing.cite import Register
from sharaka.briefing.grid import Grid, grid, sums
from sharaka.briefing.inputs import Futures, Judgement, Scenario, in_language
from sharaka.briefing.translate import Translator

#: Futures drawn as columns, this many a table; past ``SHOWN`` they are counted only.
ACROSS, SHOWN = 6, 24
_CRITICAL, _OTHERS = 3, 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A variant in a future: its name, its place among the variants, whether it is today's."""

    name: str
    index: int
    now: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """A judgement in words, with its quotes; without them an analyst's assumption."""

    text: Markup
    value: str
    records: tuple[str, ...]
    quote: str
    note: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Future:
    """One consistent scenario told: its outcome, what changes from today, what it rests on."""

    number: int
    outcome: str
    title: Markup
    now: bool
    tis: str
    changes: tuple[Markup, ...]
    supports: tuple[Ground, ...]
    critical: tuple[Ground, ...]

    @property
    def told(self) -> bool:
        """Whether it is known what it rests on: that is worked out for the strongest only."""
        return bool(self.supports or self.critical)


@dataclass(frozen=True, slots=True)
class Supposed:
    """A what-if beside the base: how many futures, and what becomes possible or impossible."""

    name: str
    count: int
    new: int
    gone: int
    complete: bool
    possible: tuple[tuple[Cell, ...], ...]
    differs: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Tableau:
    """``rows`` are (descriptor, today's variant or "", a cell for each of ``futures``)."""

    grid: Grid | None
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]
    futures: tuple[Future, ...]
    blocks: tuple[tuple[int, int], ...]
    hidden: int
    base: Supposed
    what_ifs: tuple[Supposed, ...]
    assumptions: int
    judged: int


def tableau(given: Futures, t: Translator, register: Register) -> Tableau:
    """Everything the futures section shows, in one language.

    Futures have the numbers of the search; of too many the strongest are shown.
    """
    chosen = {s.variants for s in strongest(given.scenarios)}
    numbered = [(n, s) for n, s in enumerate(given.scenarios, 1) if s.variants in chosen]
    shown = [scenario for _, scenario in numbered]
    end = outcome(given)
    rows = tuple(
        (
            in_language(descriptor.names, t.language),
            "" if descriptor.now is None else _cell(given, i, descriptor.now, t).name,
            tuple(_cell(given, i, scenario.variants[i], t) for scenario in shown),
        )
        for i, descriptor in enumerate(given.descriptors)
    )
    base = _supposed(given, t.gettext("Base"), [s.variants for s in given.scenarios], True, None, t)
    what_ifs = tuple(
        _supposed(given, _pins(given, w.pins, t), w.scenarios, w.complete, base, t)
        for w in given.what_ifs
    )
    return Tableau(
        grid=grid(given, numbered, end, t.language),
        rows=rows,
        futures=tuple(_future(given, end, n, s, t, register) for n, s in numbered),
        blocks=tuple((at, min(at + ACROSS, len(shown))) for at in range(0, len(shown), ACROSS)),
        hidden=len(given.scenarios) - len(shown),
        base=base,
        what_ifs=what_ifs,
        assumptions=sum(not j.evidence for j in given.judgements),
        judged=len(given.judgements),
    )


class Scored(Protocol):
    """A scenario with its total impact score."""

    @property
    def variants(self) -> tuple[int, ...]: ...
    @property
    def tis(self) -> float: ...


S = TypeVar("S", bound=Scored)


def strongest(scenarios: Sequence[S]) -> list[S]:
    """Those the page shows: of largest total impact score, at most :data:`SHOWN`."""
    return sorted(scenarios, key=lambda s: (-s.tis, s.variants))[:SHOWN]


def outcome(given: Futures) -> int:
    """The descriptor the others act on most (the passive sum): what is to be foreseen."""
    _, passive = sums(given)
    return max(range(len(passive)), key=lambda d: (passive[d], -d))


def _cell(given: Futures, descriptor: int, variant: int, t: Translator) -> Cell:
    owner = given.descriptors[descriptor]
    name = in_language(owner.variants[variant].names, t.language)
    return Cell(name, variant, owner.now == variant)


def _future(
    given: Futures, end: int, number: int, scenario: Scenario, t: Translator, register: Register
) -> Future:
    """One future in words; ``end`` is the descriptor that says what it leads to."""
    changes = tuple(
        t.gettext("%(descriptor)s: %(variant)s", descriptor=in_language(d.names, t.language),
            variant=in_language(d.variants[variant].names, t.language))
        for d, variant in zip(given.descriptors, scenario.variants, strict=True)
        if d.now is not None and d.now != variant
    )  # fmt: skip
    judged = given.judgements
    critical = scenario.critical[:_CRITICAL]
    others = [i for i in scenario.supports if i not in {c.judgement for c in critical}]
    ends = _cell(given, end, scenario.variants[end], t).name
    return Future(
        number,
        ends,
        t.gettext(
            "%(descriptor)s: %(variant)s",
            descriptor=in_language(given.descriptors[end].names, t.language),
            variant=ends,
        ),
        all(d.now == v for d, v in zip(given.descriptors, scenario.variants, strict=True)),
        t.number(scenario.tis),
        changes,
        tuple(_ground(given, judged[i], t, register) for i in others[:_OTHERS]),
        tuple(
            _ground(given, judged[c.judgement], t, register, t.signed(c.change)) for c in critical
        ),
    )


def _ground(
    given: Futures, judgement: Judgement, t: Translator, register: Register, change: str = ""
) -> Ground:
    names = []
    for d, v in (judgement.source, judgement.target):
        owner = given.descriptors[d]
        names.append(
            t.gettext("%(descriptor)s (%(variant)s)", descriptor=in_language(owner.names, t.language),
                variant=in_language(owner.variants[v].names, t.language))
        )  # fmt: skip
    if judgement.value > 0:
        text = t.gettext("%(source)s favours %(target)s", source=names[0], target=names[1])
    else:
        text = t.gettext("%(source)s hinders %(target)s", source=names[0], target=names[1])
    keys = tuple(register.cited(judgement))
    quote = judgement.evidence[0].quote if keys else ""
    note = in_language(judgement.note, t.language) if judgement.note else ""
    return Ground(text, t.signed(judgement.value), keys, quote, note, change)


def _pins(given: Futures, pins: Sequence[tuple[int, int]], t: Translator) -> str:
    return t.listed(
        t.gettext("%(descriptor)s: %(variant)s",
            descriptor=in_language(given.descriptors[d].names, t.language),
            variant=in_language(given.descriptors[d].variants[v].names, t.language))
        for d, v in pins
    )  # fmt: skip


def _supposed(
    given: Futures, name: str, scenarios: Sequence[tuple[int, ...]], complete: bool,
    base: Supposed | None, t: Translator,
) -> Supposed:  # fmt: skip
    possible = tuple(
        tuple(_cell(given, i, v, t) for v in sorted({s[i] for s in scenarios}))
        for i in range(len(given.descriptors))
    )
    differs = tuple(
        base is not None and cells != before
        for cells, before in zip(possible, base.possible if base else possible, strict=True)
    )
    known = {s.variants for s in given.scenarios}
    now = set(scenarios)
    return Supposed(
        name, len(scenarios), len(now - known), len(known - now), complete, possible, differs
    )
