"""Indicators: measured quantities with unit and period."""

from __future__ import annotations

from sharaka.coding.context import CODER, Context
from sharaka.coding.quantities import QuantityHit
from sharaka.evidence import Indicator

_UNITS = frozenset({"percent", "barrel/day", "m3", "article", "tonne", "MW", "GW", "km"})
_WORDS = 5


def indicators(context: Context) -> list[Indicator]:
    """Every money sum, rate and measured amount of the sentence; counts of arms are transfers."""
    found = []
    for quantity in context.quantities:
        if _value(quantity) is None or not (quantity.currency or quantity.unit in _UNITS):
            continue
        found.append(_make(context, quantity))
    return found


def _value(quantity: QuantityHit) -> float | None:
    """The number said: the lower bound, or the upper one of «ما دون 400 ألف»."""
    return quantity.low if quantity.low is not None else quantity.high


def _make(context: Context, quantity: QuantityHit) -> Indicator:
    measure_start, measure = _measure(context, quantity)
    start, end, quote = context.quote(measure_start, quantity.end)
    index = next((k for k, t in enumerate(context.view.tokens) if t.end > quantity.start), 0)
    unit = quantity.currency or quantity.unit or ""
    return Indicator(
        id=context.id("indicator", start, end), document=context.document, coder=CODER,
        confidence=0.85 if measure else 0.7, sentence=context.sentence, quote=quote, start=start,
        end=end, attribution=context.outlet(), rules=(f"quantity:{unit}",),
        measure=measure or quantity.text, value=_value(quantity) or 0.0, unit=unit,
        date=context.date_for(index, named=True),
    )  # fmt: skip


def _measure(context: Context, quantity: QuantityHit) -> tuple[int, str]:
    """The words right before the number, back to a comma or five words: what is measured."""
    tokens = context.view.tokens
    index = next((k for k, t in enumerate(tokens) if t.end > quantity.start), len(tokens))
    low = index
    while low > 0 and index - low < _WORDS and tokens[low - 1].kind != "punct":
        low -= 1
    if low == index:
        return quantity.start, ""
    start = tokens[low].start
    return start, context.text[start : quantity.start].strip()
