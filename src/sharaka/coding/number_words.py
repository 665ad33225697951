"""Numbers as written: digits in three scripts, words, scales, fractions and vague counts.

Vague counts are ranges by convention, not measurement: "dozens" and عشرات 20–99, "hundreds" and
مئات 200–999, "thousands" 2,000–9,999 and so on, "several", عدة and بضع 3–9 (the Arabic grammarians'
range of بضع).  The words and their ranges are data in ``units.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sharaka.coding.scan import DIGITS, MARK, Token, adjoin
from sharaka.coding.wordbook import Senses


class Number(NamedTuple):
    """``low`` ≤ the number ≤ ``high``; ``end`` is the token after it.

    ``scale`` is the scale word's factor (1 without one), ``spelled`` whether it is all words,
    ``article`` whether it carries ال.
    """

    low: float
    high: float
    end: int
    scale: float = 1.0
    spelled: bool = True
    vague: bool = False
    article: bool = False


class _Term(NamedTuple):
    low: float
    high: float
    end: int
    spelled: bool = True
    vague: bool = False


_LONGEST = 15  # digits: what a float holds exactly


def number_at(
    tokens: Sequence[Token], senses: Sequence[Senses], start: int, arabic: bool
) -> Number | None:
    """The longest number that starts at token ``start``; None if there is none.

    ``arabic`` says how to read 1.200: a thousand and more in Arabic print, a decimal in English.
    """
    term = _first_term(tokens, senses, start, arabic)
    if term is None:
        return None
    article = start < len(senses) and any(
        sense.article
        for kind, sense in senses[start].items()
        if kind in ("number", "tens", "hundreds", "scale", "vague", "scales")
    )
    low, high, end = term.low, term.high, term.end
    scale, end = _scale(tokens, senses, end, term.vague)
    low, high = low * scale, high * scale
    if term.vague and scale > 1:
        high += scale - 1
    spelled, limit, mantissa = term.spelled, scale, scale
    if term.end > start and scale == 1 and term.spelled and not term.vague:
        limit = _implied(senses, start, term)
    while limit > 1 and not term.vague:
        more = _joined(tokens, senses, end, limit, arabic)
        if more is None:
            break
        low, high, end, limit = low + more.low, high + more.low, more.end, more.scale
    return Number(low, high, end, mantissa, spelled, term.vague, article)


def digits_at(tokens: Sequence[Token], start: int, arabic: bool, scaled: bool) -> _Term | None:
    """A number in digits, its separators read by the rules of print; see the module's tests."""
    groups, marks, end = [tokens[start].key], "", start + 1
    while (
        end + 1 < len(tokens)
        and tokens[end].key in ",.،٬٫'’"
        and tokens[end + 1].kind == DIGITS
        and adjoin(tokens[end - 1], tokens[end])
        and adjoin(tokens[end], tokens[end + 1])
        and len(groups) < 6
    ):
        marks += tokens[end].key
        groups.append(tokens[end + 1].key)
        end += 2
    if not marks:
        return _plain(groups[0], start + 1)
    thousands = [len(group) == 3 for group in groups[1:]]
    whole = 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    last = marks[-1]
    if len(set(marks)) == 1:
        many = len(marks) > 1
        point = last == "٫" or (last == "." and (not arabic or scaled))
        if whole and all(thousands) and (many or not point):
            return _plain("".join(groups), end)
        if not many and last not in "٬'’" and len(groups[1]) <= (3 if last == "." else 2):
            return _decimal(groups, end)
        if not many and last == "٫":
            return _decimal(groups, end)
    elif whole and all(thousands[:-1]) and len(set(marks[:-1])) == 1 and last in ".,٫":
        return _decimal(["".join(groups[:-1]), groups[-1]], end)
    return _plain(groups[0], start + 1)  # a footnote mark or a list stands after the number


def _plain(digits: str, end: int) -> _Term | None:
    if len(digits) > _LONGEST:
        return None
    value = float(digits)
    return _Term(value, value, end, spelled=False)


def _decimal(groups: list[str], end: int) -> _Term | None:
    if len(groups[0]) > _LONGEST or len(groups[1]) > _LONGEST:
        return None
    value = float(f"{groups[0]}.{groups[1]}")
    return _Term(value, value, end, spelled=False)


def _first_term(
    tokens: Sequence[Token], senses: Sequence[Senses], start: int, arabic: bool
) -> _Term | None:
    if tokens[start].kind == DIGITS:
        after = start + 1
        while after < len(tokens) and tokens[after].kind in (DIGITS, MARK) and after < start + 12:
            after += 1
        scaled = after < len(tokens) and "scale" in senses[after]
        term = digits_at(tokens, start, arabic, scaled)
        if term and _word(tokens, term.end, "and") and "fraction" in _at(senses, term.end + 1):
            return _fraction_after(senses, term, term.end + 1)
        return term
    here = senses[start]
    if not here:
        return None
    if "few" in here:
        return _few(senses, start)
    if "fraction" in here:
        after = start + here["fraction"].width
        if "scale" in _at(senses, after) and not _at(senses, after)["scale"].prefix:
            value = float(here["fraction"].value)
            return _Term(value, value, after)
        return None
    if "vague" in here:
        low, _, high = here["vague"].value.partition("-")
        return _Term(float(low), float(high), start + here["vague"].width, vague=True)
    found = _below_thousand(tokens, senses, start)
    if found is not None:
        term = _Term(found[0], found[0], found[1])
        if _word(tokens, term.end, "and") and "fraction" in _at(senses, term.end + 1):
            return _fraction_after(senses, term, term.end + 1)
        return term
    if "twice" in here:
        value = 2 * float(here["twice"].value)
        return _Term(value, value, start + 1)
    if "scales" in here:  # «آلاف» with no number before it
        scale = float(here["scales"].value)
        return _Term(2 * scale, 10 * scale - 1, start + here["scales"].width, vague=True)
    if "scale" in here:
        value = float(here["scale"].value)
        return _Term(value, value, start + here["scale"].width)
    return None


def _few(senses: Sequence[Senses], start: int) -> _Term:
    sense = senses[start]["few"]
    low, high = (float(part) for part in sense.value.split("-"))
    after = _at(senses, start + sense.width)
    for kind in ("vague", "hundreds"):  # «عدة مئات», "several hundred"
        if kind in after and not after[kind].prefix:
            least = after[kind].value.partition("-")[0]
            base = 10.0 ** (len(least) - 1)
            end = start + sense.width + after[kind].width
            return _Term(low * base, high * base + base - 1, end, vague=True)
    return _Term(low, high, start + sense.width, vague=True)


def _fraction_after(senses: Sequence[Senses], term: _Term, place: int) -> _Term:
    """Two and a half (million)."""
    sense = senses[place]["fraction"]
    value = term.low + float(sense.value)
    return _Term(value, value, place + sense.width, term.spelled)


def _scale(
    tokens: Sequence[Token], senses: Sequence[Senses], end: int, vague: bool
) -> tuple[float, int]:
    """The product of the scale words at ``end``, and the token after them."""
    place = end
    if vague and place < len(tokens) and tokens[place].key in ("of", "من"):
        place += 1  # "tens of thousands"
    here = _at(senses, place)
    sense = here.get("scale") or here.get("scales")
    if sense is None or sense.prefix or (sense.article and not vague):
        return 1.0, end
    place += sense.width
    again = _at(senses, place).get("scale")  # «ألف مليار»
    if again and not again.prefix and not again.article:
        return float(sense.value) * float(again.value), place + again.width
    return float(sense.value), place


def _implied(senses: Sequence[Senses], start: int, term: _Term) -> float:
    """The scale inside a term that is itself a scale word: «ألف», «مليونين»."""
    here = senses[start]
    sense = here.get("twice") or here.get("scale")
    plain = "number" not in here and "tens" not in here and "hundreds" not in here
    return float(sense.value) if sense and plain and term.low >= 1000 else 1.0


def _joined(
    tokens: Sequence[Token], senses: Sequence[Senses], end: int, limit: float, arabic: bool
) -> Number | None:
    """What و or "and" adds to a number after a scale word, smaller than that scale."""
    if end >= len(tokens):
        return None
    here = senses[end]
    if "fraction" in here and here["fraction"].prefix == "و":
        after = end + here["fraction"].width
        same = _at(senses, after).get("scale")
        if same and float(same.value) == limit:
            after += same.width  # «مليار ونصف المليار»
        value = float(here["fraction"].value) * limit
        return Number(value, value, after)
    if tokens[end].key == "و" and end + 1 < len(tokens) and tokens[end + 1].kind == DIGITS:
        term = digits_at(tokens, end + 1, arabic, True)
        if term is None:
            return None
        scale, after = _scale(tokens, senses, term.end, False)
        if not 1 < scale < limit:
            return None
        return Number(term.low * scale, term.low * scale, after, scale)
    place = end + 1 if _word(tokens, end, "and") else end
    joined = [sense for sense in _at(senses, place).values() if sense.kind in _COUNTING]
    if not joined or (arabic_word(tokens[place]) and joined[0].prefix != "و"):
        return None
    if "scale" in here and here["scale"].prefix == "و" and "number" not in here:
        value = float(here["scale"].value)
        return Number(value, value, end + here["scale"].width, value) if value < limit else None
    if "twice" in here and here["twice"].prefix == "و":
        value = float(here["twice"].value)
        return Number(2 * value, 2 * value, end + 1, value) if value < limit else None
    found = _below_thousand(tokens, senses, place)
    if found is None:
        return None
    scale, after = _scale(tokens, senses, found[1], False)
    if scale >= limit:
        return None
    return Number(found[0] * scale, found[0] * scale, after, scale)


_COUNTING = frozenset(("number", "tens", "hundreds", "scale", "twice"))


def arabic_word(token: Token) -> bool:
    """Whether the token is written in Arabic letters."""
    return "\u0600" <= token.key[0] <= "\u06ff"


def _below_thousand(
    tokens: Sequence[Token], senses: Sequence[Senses], start: int
) -> tuple[float, int] | None:
    here = senses[start]
    if "hundreds" in here:
        sense = here["hundreds"]
        return _and_tens(tokens, senses, float(sense.value), start + sense.width)
    if "number" in here:
        sense = here["number"]
        value, end = int(sense.value), start + sense.width
        after = _at(senses, end)
        hundred = after.get("hundreds")
        if value < 10 and hundred is not None and hundred.value == "100" and not hundred.prefix:
            return _and_tens(tokens, senses, value * 100.0, end + hundred.width)
        return _units(tokens, senses, start)
    return _units(tokens, senses, start)


def _units(
    tokens: Sequence[Token], senses: Sequence[Senses], start: int
) -> tuple[float, int] | None:
    """1–99."""
    here = _at(senses, start)
    if "number" in here:
        value, end = int(here["number"].value), start + here["number"].width
        after = _at(senses, end)
        if value < 10 and "teen" in after and not after["teen"].prefix:
            return value + 10.0, end + after["teen"].width
        if value < 10 and "tens" in after and after["tens"].prefix == "و":
            return value + float(after["tens"].value), end + after["tens"].width
        return float(value), end
    if "tens" in here:
        value, end = int(here["tens"].value), start + here["tens"].width
        if arabic_word(tokens[start]):  # Arabic writes the units first
            return float(value), end
        place = end + 1 if _word(tokens, end, "-") else end
        unit = _at(senses, place).get("number")
        if unit is not None and int(unit.value) < 10 and not arabic_word(tokens[place]):
            return value + float(unit.value), place + unit.width
        return float(value), end
    if "teen" in here:
        return 10.0, start + here["teen"].width
    return None


def _and_tens(
    tokens: Sequence[Token], senses: Sequence[Senses], value: float, end: int
) -> tuple[float, int]:
    place = end + 1 if _word(tokens, end, "and") else end
    here = _at(senses, place)
    sense = here.get("number") or here.get("tens") or here.get("teen")
    if sense is None or (place == end and arabic_word(tokens[place]) and sense.prefix != "و"):
        return value, end
    found = _units(tokens, senses, place)
    return (value + found[0], found[1]) if found else (value, end)


def _at(senses: Sequence[Senses], place: int) -> Senses:
    return senses[place] if place < len(senses) else {}


def _word(tokens: Sequence[Token], place: int, key: str) -> bool:
    return place < len(tokens) and tokens[place].key == key
