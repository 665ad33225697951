"""Dates in Arabic, English and simple Persian text, as EDTF (levels 0 and 1).

Standard: Extended Date/Time Format, Library of Congress 2019 (ISO 8601-2:2019).  What the words
leave unsaid (a year, a week, «الماضي») is filled only from the anchor the caller gives; a
publication date is never used here by itself.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from sharaka.coding.calendars import Anchor, Meaning, Moment, Offset, Span, anchor_of
from sharaka.coding.date_grammar import Grammar
from sharaka.coding.date_reader import Found
from sharaka.coding.scan import BREAK, DIGITS, MARK, Token, scan
from sharaka.coding.wordbook import PERSIAN, Sense, Senses, book
from sharaka.reading.normalise import SKIP, fold_chars

Basis = Literal["stated", "relative", "unknown"]
#: ``name``: the date is part of a thing's name («الاتفاق النووي لعام 2015»); no event is dated by it.
Role = Literal["on", "since", "until", "before", "after", "by", "name"]


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date as written and as EDTF; ``text == source[start:end]``, prepositions left out.

    ``edtf`` is None, and ``basis`` ``unknown``, when the words need an anchor that was not given or
    is too coarse.  ``role`` says how the date bears on what the sentence tells.  ``reach`` is 0
    when the role word stands on the date itself; when it governs a noun phrase that holds the date
    («منذ انتخابه في يوليو 2024»), ``reach`` is how many code points before ``start`` that word
    begins: what lies between happened ``on`` the date, the rest of the sentence in ``role`` to it.
    """

    start: int
    end: int
    text: str
    edtf: str | None
    basis: Basis
    role: Role
    reach: int = 0


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    meaning: Meaning
    role: Role
    reach: int
    unyeared_name: bool


def find_dates(text: str, language: str, anchor: str | None = None) -> list[DateHit]:
    """Every date in ``text``, in order, disjoint.

    ``language`` is ``ar``, ``en`` or ``fa`` and decides only what print leaves open: the order of
    3/4/2025 (unreadable in English: only its year is given) and the calendar of «سال ۱۴۰۳».
    ``anchor`` is an EDTF day, month or year (an interval counts from its start): the date stated
    earlier in the text, or the day the document was written.  Linear in the length of ``text``.
    """
    known = anchor_of(anchor)
    hits = []
    seen: Anchor | None = None
    for mention in _mentions(text, language):
        meaning = mention.meaning
        base = seen or known if meaning.points_back else known
        if mention.unyeared_name:
            base = None
        edtf = _on_its_side(meaning, mention.role, base).edtf(base)
        if edtf is not None and mention.role != "name":
            seen = anchor_of(edtf) or seen
        basis: Basis = "unknown" if edtf is None else "stated" if meaning.stated else "relative"
        hits.append(
            DateHit(
                mention.start,
                mention.end,
                text[mention.start : mention.end],
                edtf,
                basis,
                mention.role,
                mention.reach,
            )
        )
    return hits


def _on_its_side(meaning: Meaning, role: Role, anchor: Anchor | None) -> Meaning:
    """«منذ سبتمبر» is a September past, «بحلول مارس» one to come; else the anchor's own year."""
    if not isinstance(meaning, Moment) or anchor is None or anchor.month is None:
        return meaning
    if meaning.stated or not meaning.month or meaning.relation or meaning.year_shift is not None:
        return meaning
    if role == "since" and meaning.month > anchor.month:
        return replace(meaning, year_shift=-1)
    if role in ("by", "until") and meaning.month < anchor.month:
        return replace(meaning, year_shift=1)
    return meaning


@functools.lru_cache(maxsize=32)  # a sentence is read for dates, then for quantities
def read(text: str, language: str) -> tuple[tuple[Token, ...], list[Senses]]:
    """The tokens of ``text`` and what each may mean in dates and quantities."""
    tokens = scan(text)
    return tokens, book(language == PERSIAN).read(tokens)


def bare_prefix(sense: Sense) -> str:
    """The clitics to leave out: those of «للعام» are written into the word, so ل stays."""
    return sense.prefix.removesuffix("ل") if sense.article else sense.prefix


def unclitic(text: str, token: Token, prefix: str) -> int:
    """Where a word starts in ``text`` when the clitics ``prefix`` are left out of it."""
    place, left = token.start, len(prefix)
    while place < token.end and (left or fold_chars(text[place]) == SKIP):
        left -= fold_chars(text[place]) != SKIP
        place += 1
    return place if place < token.end else token.start


@functools.lru_cache(maxsize=32)
def _mentions(text: str, language: str) -> tuple[_Mention, ...]:
    tokens, senses = read(text, language)
    grammar = Grammar(text, tokens, senses, language)
    found = grammar.read()
    mentions = []
    for index, hit in enumerate(found):
        before = found[index - 1].end if index else 0
        role, word = _role(grammar, hit, before)
        first = tokens[hit.first]
        start = unclitic(text, first, _prefix(grammar, hit))
        unyeared = hit.named and not hit.meaning.stated
        reach = 0 if word is None else start - tokens[word].start
        mentions.append(
            _Mention(start, tokens[hit.end - 1].end, hit.meaning, role, reach, unyeared)
        )
    return tuple(mentions)


def _prefix(grammar: Grammar, hit: Found) -> str:
    """The clitics on the first word, by the sense the date was read in: the plainest one."""
    kinds = grammar.senses[hit.first]
    prefixes = [bare_prefix(sense) for kind, sense in kinds.items() if kind in _OPENING]
    if isinstance(hit.meaning, Offset) and "role" in kinds and not hit.meaning.period:
        return bare_prefix(kinds["role"])
    return min(prefixes, key=len, default="")


_OPENING = frozenset(
    (
        "month", "hijri", "solar", "weekday", "season", "ordinal", "period", "dual", "cue", "part",
        "day", "decade", "century", "portion", "demonstrative", "number", "tens",
    )
)  # fmt: skip
_REACH = 9  # tokens between a role word and the date in the phrase it governs


def _role(grammar: Grammar, hit: Found, floor: int) -> tuple[Role, int | None]:
    """The role of a date, and the token of the word that gives it when that is not on the date."""
    place = hit.first - 1
    meaning = hit.meaning
    if isinstance(meaning, Offset) and not meaning.period:
        own = grammar.sense(hit.first, "role")
        if own is not None and own.value == "since":
            return "since", None
    direct = _skip_back(grammar, place, floor)
    sense = _role_word(grammar, direct, floor)
    opens = isinstance(meaning, Span) and sense is not None and sense.value == "since"
    if sense is not None and not opens and grammar.key(direct) != "الي":
        return cast(Role, sense.value), None
    word = _governing(grammar, place, floor)
    if word is not None:
        return cast(Role, grammar.senses[word]["role"].value), word
    return ("name" if hit.named else "on"), None


def _skip_back(grammar: Grammar, place: int, floor: int) -> int:
    """Back over «في», «شهر», «نحو», "the" … to the word that may be a role."""
    while place >= floor:
        kinds = grammar.senses[place]
        light = "approx" in kinds or "period" in kinds or "cue" in kinds or "determiner" in kinds
        if not light and not ("place" in kinds and kinds["place"].value == "in"):
            break
        if "role" in kinds:
            break
        place -= 1
    return place


def _role_word(grammar: Grammar, place: int, floor: int) -> Sense | None:
    for width in (1, 2, 3):
        start = place - width + 1
        if start < floor:
            return None
        sense = grammar.sense(start, "role")
        if sense is not None and sense.width == width:
            return None if _noon(grammar, place + 1) else sense
    return None


def _noon(grammar: Grammar, place: int) -> bool:
    """«بعد ظهر أمس», «بعد منتصف الليل»: an hour, no order of events."""
    midnight = grammar.key(place) == "منتصف" and grammar.key(place + 1) in ("الليل", "ليل")
    return midnight or grammar.key(place) in ("ظهر", "الظهر")


def _governing(grammar: Grammar, place: int, floor: int) -> int | None:
    """«قبل بدء العملية في عام 2022»: the role word a few words back, within the same phrase."""
    for back in range(place, max(floor, place - _REACH) - 1, -1):
        token = grammar.tokens[back]
        if token.kind in (MARK, BREAK) and token.key not in "«»“”\"'’‘-–":
            return None
        if token.kind == DIGITS:
            continue
        sense = grammar.sense(back, "role")
        if sense is not None and sense.value in ("since", "before", "after") and back < place:
            if grammar.key(back) in ("من", "از", "from", "following", "starting", "اثر"):
                continue
            if _noon(grammar, back + 1):
                continue
            if grammar.key(back - 1) in ("ما", "من", "لم"):  # «ما بعد الحرب الباردة», «من قبل»
                return None
            return back
    return None


def claimed(text: str, language: str) -> Sequence[tuple[int, int]]:
    """The stretches of ``text`` that are dates: what no quantity may take."""
    return [(mention.start, mention.end) for mention in _mentions(text, language)]
