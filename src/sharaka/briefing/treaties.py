"""The treaty beside others: what each binds, leaves out, or is told both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sharaka.briefing.finding import pair_treaty
from sharaka.briefing.translate import Translator
from sharaka.briefing.words import treaty_name
from sharaka.evidence import OBLIGATIONS
from sharaka.weighing.measures import Treaty

_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """``binds``, ``leaves out``, ``disputed`` or ``silent``; with its records."""

    standing: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A treaty as a column: name, depth on its scale, whether it is the pair's own."""

    name: Markup
    treaty: Treaty
    own: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """``rows`` are (obligation, one cell a column)."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    left_out: int


def comparison(treaties: Sequence[Treaty], pair: tuple[str, str], t: Translator) -> Comparison:
    """The pair's own treaty first, then the deepest; rows in the order of the vocabulary."""
    own = pair_treaty(treaties, pair)
    ranked = sorted(
        treaties,
        key=lambda k: (k is not own, not set(pair) <= set(k.parties), -k.depth, k.id),
    )
    shown = ranked[:_COLUMNS]
    columns = tuple(
        Column(treaty_name(k.id, k.parties, k.year, t), k, set(pair) <= set(k.parties))
        for k in shown
    )
    told = {row.obligation for treaty in shown for row in treaty.provisions}
    rows = tuple(
        (obligation, tuple(_cell(treaty, obligation) for treaty in shown))
        for obligation in OBLIGATIONS
        if obligation in told
    )
    return Comparison(columns, rows, len(ranked) - len(shown))


def _cell(treaty: Treaty, obligation: str) -> Cell:
    for row in treaty.provisions:
        if row.obligation == obligation:
            standing = "disputed" if row.disputed else "binds" if row.present else "leaves out"
            return Cell(standing, row.records)
    return Cell("silent", ())
