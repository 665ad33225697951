"""Which treaty a text is speaking of: its parties and year, kept from sentence to sentence."""

from __future__ import annotations

import re

from sharaka.coding.context import Context
from sharaka.coding.discourse import Discourse
from sharaka.coding.lexicon import Hit

_YEAR = re.compile(r"(1[5-9]|20)\d\d")
#: Codes of states only: a treaty's parties here are two states.
_STATE = 3
_GROUPS = frozenset({"UNO", "SCO", "GCC"})
#: Tokens round the treaty's word in which its parties are looked for.
_ROUND = 24
#: Characters between a treaty and the year that is part of its name.
_NAME_REACH = 24
#: Sentences after which "the treaty" with no name may be another one.
FADES = 12
_WITH = frozenset({"مع", "with", "بين", "between"})


def follow_treaty(context: Context) -> None:
    """Update the discourse's treaty from one sentence.

    A treaty is named by its parties and year: «معاهدة 2001», the date of a signing told in the
    sentence, or the year known for these parties from before.
    """
    discourse = context.discourse
    discourse.treaty_age += 1
    hits = context.view.of("treaty_strong", "treaty")
    if not hits:
        return
    strong = [h for h in hits if h.entry.kind == "treaty_strong"]
    head = (strong or hits)[0]
    if _pointed_at(context, head) and discourse.treaty is not None:
        discourse.treaty_age = 0
        return
    parties = _parties(context, head)
    if parties is not None:
        same = discourse.treaty is not None and set(discourse.treaty[1]) == set(parties)
        if strong or same:
            _turn_to(context, head, parties)
        return
    pair = discourse.pair
    if strong and len(pair) == 2 and (discourse.treaty is None or discourse.treaty_age > FADES):
        _turn_to(context, head, pair)
    elif discourse.treaty is not None and (strong or any(h.definite for h in hits)):
        own = _own_year(context, head)
        if own and set(discourse.treaty[1]) == set(pair):
            _turn_to(context, head, discourse.treaty[1])
        discourse.treaty_age = 0


def back_to_pair(discourse: Discourse) -> None:
    """At a new paragraph: a treaty with a third state was an aside, "the treaty" is the pair's again."""
    pair = discourse.pair
    year = discourse.treaty_years.get(frozenset(pair))
    if discourse.treaty and year and set(discourse.treaty[1]) != set(pair):
        discourse.treaty = (f"{'-'.join(pair)} {year}", pair)


def _turn_to(context: Context, head: Hit, parties: tuple[str, ...]) -> None:
    discourse = context.discourse
    key = frozenset(parties)
    known = discourse.treaty_years.get(key)
    year = _own_year(context, head) or known or _nearest_year(context, head)
    if year is not None:
        discourse.treaty_years[key] = year
    discourse.treaty = (f"{'-'.join(parties)} {year}" if year else "-".join(parties), parties)
    discourse.treaty_age = 0


def _pointed_at(context: Context, head: Hit) -> bool:
    """«هذه الاتفاقية»: the one just spoken of."""
    return any(
        h.entry.kind == "demonstrative"
        for k in (head.i - 1, head.i - 2)
        for h in context.view.by_start.get(k, ())
    )


def _parties(context: Context, head: Hit) -> tuple[str, ...] | None:
    """The two states named round the treaty; the pair in its own order when it is they."""
    pair = context.discourse.pair
    codes: list[str] = []
    for mention in context.mentions:
        if mention.kind in ("city", "outlet", "pronoun") or abs(mention.i - head.i) > _ROUND:
            continue
        codes += [
            c for c in mention.codes
            if c not in codes and len(c) == _STATE and c not in _GROUPS
        ]  # fmt: skip
    if len(codes) < 2:
        return None
    third = next((c for c in codes if c not in pair), None)
    if third and pair and pair[0] in codes and _with(context, third):
        return (pair[0], third)
    return pair if pair and set(pair) <= set(codes) else (codes[0], codes[1])


def _with(context: Context, code: str) -> bool:
    """«التي وقعتها روسيا مع كوريا الشمالية»: the treaty with a third state is now spoken of."""
    return any(code in m.codes and m.prep in _WITH for m in context.mentions)


def _own_year(context: Context, head: Hit) -> str | None:
    """The year in the treaty's name, or that of a signing told close by."""
    place = context.view.tokens[head.j - 1].end
    dates = [d for d in context.dates if d.edtf and _YEAR.match(d.edtf)]
    for date in dates:
        if date.edtf and 0 <= date.start - place <= _NAME_REACH:
            return date.edtf[:4]
    for hit in context.view.of("event"):
        if hit.entry.id not in ("sign", "sign.noun"):
            continue
        signed = context.view.tokens[hit.i].start
        for date in dates:
            between = context.text[min(signed, date.start) : max(signed, date.start)]
            commas = between.count("،") + between.count(",")
            if date.edtf and date.role == "on" and commas <= 1:
                return date.edtf[:4]
    return None


def _nearest_year(context: Context, head: Hit) -> str | None:
    place = context.view.tokens[head.i].start
    years = [
        (abs(d.start - place), d.edtf[:4])
        for d in context.dates
        if d.edtf and _YEAR.match(d.edtf) and d.role in ("on", "name")
    ]
    return min(years)[1] if years else None
