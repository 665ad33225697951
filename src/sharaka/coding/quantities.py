"""Quantities in Arabic and English text: counts, money, percentages, measures, with their bounds.

Money is ISO 4217, other units are words (``percent``, ``barrel/day``, ``m3``, ``article``); things
counted (aircraft, missiles) are items, not units.  Vague counts follow the conventions of
:mod:`sharaka.coding.number_words`.  What :func:`sharaka.coding.dates.find_dates` claims is no
quantity, nor are names with numbers (S-400, «القرار 2231»), scores and lists (1-1, 5+1).
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from sharaka.coding.dates import bare_prefix, claimed, read, unclitic
from sharaka.coding.number_names import DASHES, Measure, NumberReader
from sharaka.coding.number_words import Number, number_at
from sharaka.coding.scan import DIGITS, MARK, WORD
from sharaka.coding.wordbook import Sense


@dataclass(frozen=True, slots=True)
class QuantityHit:
    """A quantity as written, ``text == source[start:end]``, with the bounds it allows.

    An exact number has ``low == high``; "more than 5" has no ``high``, "up to 5" no ``low``.
    ``per`` is the period or thing a rate is counted by; a rate's ``unit`` names it too
    (``barrel/day``), money keeps its currency alone.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str | None
    currency: str | None
    approximate: bool
    per: str | None


def find_quantities(text: str, language: str) -> list[QuantityHit]:
    """Every quantity in ``text``, in order, disjoint; see :class:`QuantityHit`.

    ``language`` (``ar``, ``en``, ``fa``) decides only whether 1.200 is a thousand and more
    (Arabic print) or a decimal (English).  Linear in the length of ``text``.
    """
    tokens, senses = read(text, language)
    reader = _Reader(text, tokens, senses, language != "en", claimed(text, language))
    return reader.read()


_COUNTS = frozenset(
    (
        "number", "tens", "hundreds", "teen", "scale", "scales", "twice", "vague", "few", "dual",
        "fraction",
    )
)  # fmt: skip

#: ISO 4217 for currencies whose name several states use: (name, state) → code.
_NATIONAL: dict[tuple[str, str], str] = {
    ("rial", "IRN"): "IRR", ("rial", "SAU"): "SAR", ("rial", "QAT"): "QAR", ("rial", "OMN"): "OMR",
    ("rial", "YEM"): "YER", ("dinar", "KWT"): "KWD", ("dinar", "IRQ"): "IQD",
    ("dinar", "JOR"): "JOD", ("dinar", "BHR"): "BHD", ("dinar", "LBY"): "LYD",
    ("dinar", "DZA"): "DZD", ("dinar", "TUN"): "TND", ("pound", "EGY"): "EGP",
    ("pound", "SDN"): "SDG", ("lira", "TUR"): "TRY", ("lira", "SYR"): "SYP",
    ("lira", "LBN"): "LBP", ("rupee", "IND"): "INR", ("rupee", "PAK"): "PKR",
    ("dirham", "ARE"): "AED", ("dirham", "MAR"): "MAD", ("ruble", "BLR"): "BYN",
    ("ruble", "RUS"): "RUB", ("dollar", "CAN"): "CAD", ("dollar", "AUS"): "AUD",
    ("dollar", "USA"): "USD", ("krone", "SWE"): "SEK", ("krone", "NOR"): "NOK",
    ("pound", "SYR"): "SYP", ("pound", "LBN"): "LBP",
}  # fmt: skip


class _Reader(NumberReader):
    """Numbers with what stands before and after them."""

    def read(self) -> list[QuantityHit]:
        hits: list[QuantityHit] = []
        place = floor = 0
        while place < len(self.tokens):
            if not self.senses[place] and self.tokens[place].kind != DIGITS:
                place += 1
                continue
            found = self._at(place, floor)
            if found is None:
                place += 1
                continue
            hit, place = found
            if hit is not None:
                hits.append(hit)
                floor = place
        return hits

    def _at(self, place: int, floor: int) -> tuple[QuantityHit | None, int] | None:
        """(the hit or None for a number that counts nothing, the token after it), or None."""
        token = self.tokens[place]
        here = self.senses[place]
        if token.kind == DIGITS:
            if self._in_date(token.start):
                return None, place + 1
            if self._bound_name(place):
                return None, self._past_name(place)
        elif self._in_date(token.start):
            return None
        elif _COUNTS.isdisjoint(here):
            return self._single(place, floor) if "period" in here else None
        if "dual" in here and token.kind == WORD and self.arabic:
            return self._dual(place, floor)
        number = self._number(place)
        if number is None:
            return None
        return self._quantity(place, number, floor)

    def _number(self, place: int) -> Number | None:
        if self.tokens[place].kind != DIGITS and not self._may_count(place):
            return None
        if place and "ordinal" in self.senses[place - 1] and self._ordinal_tail(place):
            return None
        return number_at(self.tokens, self.senses, place, self.arabic)

    def _may_count(self, place: int) -> bool:
        """Words that are numbers only sometimes: "one", «واحد», «عدّه», «الف» the letter, "a"."""
        here = self.senses[place]
        token = self.tokens[place]
        if "few" in here and token.key.endswith("عده"):
            return "ة" in self.text[token.start : token.end]
        return not _COUNTS.isdisjoint(here)

    def _quantity(
        self, place: int, number: Number, floor: int
    ) -> tuple[QuantityHit | None, int] | None:
        first, currency = self._currency_before(place, floor)
        number = self._short_scale(number) if currency else number
        low, high = number.low, number.high
        measure = self._measure(number.end, currency)
        if first < place and currency is None:
            measure = measure._replace(unit="percent")
        end = measure.end
        ranged = self._range(place, number, measure, floor)
        approximate = number.vague
        if ranged is not None:
            low, high, measure, end = ranged
        elif self._lonely(place, number, measure, currency):
            return None, number.end
        elif measure.end == number.end and self._score(number.end):
            return None, number.end + 2
        half = self._sense(end, "fraction")
        plain = measure.unit and measure.per is None and ranged is None and not number.vague
        if half is not None and half.prefix == "و" and plain:  # «ثلاث سنوات ونصف»
            low, high = low + float(half.value), high + float(half.value)
            end += half.width
        low, high = low * measure.factor, high * measure.factor
        lower, upper = low, high
        opens = self._phrase_before(first, floor, "opens") if ranged is not None else None
        if opens is not None:
            first = opens[0]
        low_or_none: float | None = lower
        high_or_none: float | None = upper
        while True:
            before = self._phrase_before(first, floor, "bound")
            if before is None:
                break
            first, how = before
            approximate = approximate or how == "about"
            low_or_none, high_or_none = _bounded(how, low_or_none, high_or_none)
        if number.article and measure.unit is None and first == place:
            noun = self._noun_before(place, floor)
            if noun is not None:
                first, measure = noun[0], measure._replace(unit=noun[1])
        after = self._sense(end, "after")
        if after is not None:
            end += after.width
            approximate = approximate or after.value == "about"
            low_or_none, high_or_none = _bounded(after.value, low_or_none, high_or_none)
        start = self._start(first)
        stop = self.tokens[end - 1].end
        unit = measure.unit
        if unit is not None and measure.per is not None and "/" not in unit:
            unit = f"{unit}/{measure.per}"
        hit = QuantityHit(
            start,
            stop,
            self.text[start:stop],
            low_or_none,
            high_or_none,
            unit,
            measure.currency or currency,
            approximate,
            measure.per,
        )
        return hit, end

    def _dual(self, place: int, floor: int) -> tuple[QuantityHit | None, int] | None:
        """«عامين»: two years in one word."""
        sense = self.senses[place]["dual"]
        return None if sense.article else self._span(place, sense, 2.0, floor)

    def _single(self, place: int, floor: int) -> tuple[QuantityHit | None, int] | None:
        """«أكثر من عقد», "less than a year": one, when a bound stands before it."""
        sense = self.senses[place]["period"]
        if sense.article or sense.prefix or self.tokens[place].key not in _SINGULAR:
            return None
        if place + 1 < len(self.tokens) and self.tokens[place + 1].kind == DIGITS:
            return None
        stop = place - 1 if self._key(place - 1) == "a" else place
        before = self._phrase_before(stop, floor, "bound")
        if before is None or before[1] == "about" or self._key(before[0]) in ("حتي", "دون", "فوق"):
            return None
        return self._span(place, sense, 1.0, floor, stop)

    def _span(
        self, place: int, sense: Sense, count: float, floor: int, stop: int | None = None
    ) -> tuple[QuantityHit | None, int]:
        first, approximate = place, False
        low_or_none: float | None = count
        high_or_none: float | None = count
        before = self._phrase_before(place if stop is None else stop, floor, "bound")
        if before is not None:
            first, how = before
            approximate = how == "about"
            low_or_none, high_or_none = _bounded(how, low_or_none, high_or_none)
        start, end = self._start(first), place + sense.width
        last = self.tokens[end - 1].end
        hit = QuantityHit(
            start, last, self.text[start:last], low_or_none, high_or_none, sense.value, None,
            approximate, None,
        )  # fmt: skip
        return hit, end

    def _currency_before(self, place: int, floor: int) -> tuple[int, str | None]:
        for width in (3, 2, 1):
            start = place - width
            if start < floor:
                continue
            sense = self._sense(start, "currency")
            if sense is None or sense.width != width or "\u0600" <= self._key(start)[0] <= "\u06ff":
                continue  # an Arabic currency word stands after its number
            if width == 1 and self._key(start) in _SPELT:
                continue
            if self.tokens[place - 1].kind == MARK and width > 1 and not self._touching(start + 1):
                continue  # "A$" is Australian, "a $" is not
            return start, sense.value
        sign = place > floor and self._key(place - 1) in ("%", "٪") and self._touching(place)
        if sign and not (place > 1 and self.tokens[place - 2].kind == DIGITS):  # «%5»
            return place - 1, None
        return place, None

    def _short_scale(self, number: Number) -> Number:
        """$800m."""
        short = self._sense(number.end, "short")
        if short is None or number.scale != 1:
            return number
        factor = float(short.value)
        return number._replace(
            low=number.low * factor, high=number.high * factor, end=number.end + 1, scale=factor
        )

    def _noun_before(self, place: int, floor: int) -> tuple[int, str] | None:
        """«السنوات العشرين»: the unit before a number that follows it as an adjective."""
        before = place - 1
        if before < floor or self._in_date(self.tokens[before].start):
            return None
        for kind in ("period", "unit"):
            sense = self._sense(before, kind)
            if sense is not None and sense.width == 1 and sense.article:
                return before, sense.value
        return None

    def _measure(self, place: int, currency: str | None) -> Measure:
        whole = self._sense(place, "whole")
        after = place
        if whole is not None and not whole.prefix:
            after += whole.width
        elif self._key(place) in DASHES and self._touching(place) and self._touching(place + 1):
            after += 1  # "a 20-year treaty"
        here = self.senses[after] if after < len(self.tokens) else {}
        if not here and after != place:
            here, after = (self.senses[place] if place < len(self.tokens) else {}), place
        if currency is not None:
            end, per = self._per(place)
            return Measure(end, None, currency, 1.0, per)
        name, money = here.get("money"), here.get("currency")
        if name is not None and (money is None or money.width == name.width):
            nation = self._sense(after + name.width, "nation")
            if nation is not None and (name.value, nation.value) in _NATIONAL:
                code = _NATIONAL[name.value, nation.value]
                end, per = self._per(after + name.width + nation.width)
                return Measure(end, None, code, 1.0, per)
        if money is not None:
            end, per = self._per(after + money.width)
            return Measure(end, None, money.value, 1.0, per)
        if name is not None:
            end, per = self._per(after + name.width)
            return Measure(end, name.value, None, 1.0, per)
        for kind in ("rate", "bulk", "unit", "period"):
            sense = here.get(kind)
            if sense is None or (sense.prefix and sense.value != "percent"):
                continue
            if kind == "rate":
                unit, _, per_name = sense.value.partition("/")
                return Measure(after + sense.width, f"{unit}/{per_name}", None, 1.0, per_name)
            if kind == "bulk":
                factor, _, unit = sense.value.partition(" ")
                end, per = self._per(after + sense.width)
                return Measure(end, unit, None, float(factor), per)
            end, per = self._per(after + sense.width)
            return Measure(end, sense.value, None, 1.0, per)
        return Measure(place)

    def _per(self, place: int) -> tuple[int, str | None]:
        sense = self._sense(place, "per")
        if sense is not None:
            return place + sense.width, sense.value
        return place, None

    def _range(
        self, place: int, number: Number, measure: Measure, floor: int
    ) -> tuple[float, float, Measure, int] | None:
        """«بين 3 و5 مليارات», "3-5", "from 10 to 20": (low, high, measure, token after it)."""
        if number.vague:
            return None
        opened = self._phrase_before(place, floor, "opens") is not None
        end = measure.end
        after = end
        key = self._key(end)
        joiner = self._sense(end, "joiner")
        if key in DASHES:
            after = end + 1
            kind = self.tokens[after].kind if after < len(self.tokens) else MARK
            if kind not in (MARK, self.tokens[place].kind):
                return None  # "$5-$7" may go on, «صفر - 1» is a score
            touching = self._touching(end) and self._touching(after)
            if not touching and measure.end != number.end:
                return None
        elif joiner is not None and (opened or joiner.value == "to"):
            after = end + joiner.width
        elif not (opened and self._and_word(end)):
            return None
        if after >= len(self.tokens) or self._in_date(self.tokens[after].start):
            return None
        sign = self._sense(after, "currency")
        if sign is not None and self.tokens[after].kind == MARK:
            after += sign.width
        if after >= len(self.tokens):
            return None
        other = self._number(after)
        if other is None or other.vague:
            return None
        if measure.currency:
            other = self._short_scale(other)
        last = self._measure(other.end, measure.currency)
        low, high = number.low, other.high
        if number.scale == 1 and other.scale > 1 and low < high / other.scale:
            low *= other.scale
        if not low < high or (joiner is None and key not in DASHES and not opened):
            return None
        if last.unit is None and last.currency is None:
            last = measure._replace(end=last.end)
        return low, high, last, last.end

    def _and_word(self, place: int) -> bool:
        if place >= len(self.tokens):
            return False
        return any(
            sense.prefix == "و" for kind, sense in self.senses[place].items() if kind in _COUNTS
        )

    def _in_date(self, offset: int) -> bool:
        index = bisect.bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]

    def _start(self, place: int) -> int:
        token = self.tokens[place]
        prefixes = [
            bare_prefix(sense)
            for kind, sense in self.senses[place].items()
            if kind in _COUNTS or kind in ("bound", "opens")
        ]
        prefix = min(prefixes, key=len, default="")
        return unclitic(self.text, token, prefix) if prefix else token.start


_SINGULAR = frozenset(
    (
        "يوم",
        "اسبوع",
        "شهر",
        "عام",
        "سنه",
        "عقد",
        "قرن",
        "day",
        "week",
        "month",
        "year",
        "decade",
        "century",
    )
)
_SPELT = frozenset(
    ("dollar", "dollars", "euro", "euros", "yuan", "yen", "ruble", "rubles", "rouble", "roubles")
)


def _bounded(how: str, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Bounds after "more than" (above) or "up to" (below)."""
    if how == "above":
        return low, None
    if how == "below":
        return None, high
    return low, high
