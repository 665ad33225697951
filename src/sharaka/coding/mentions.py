"""Tokens → actor mentions, in order, with what governs each.

«وزير الخارجية الروسي سيرغي لافروف» is one mention, not three; a bare adjective on a noun that
cannot act («الغاز الروسي») is kept apart as ``adjective``, for event nouns to take as their agent.
"""

from __future__ import annotations

from sharaka.coding.discourse import Discourse
from sharaka.coding.mention import Mention
from sharaka.coding.prepositions import preposition_before
from sharaka.coding.titles import MentionFinder
from sharaka.coding.view import View


def find_mentions(view: View, text: str, discourse: Discourse) -> list[Mention]:
    """Every mention in the sentence, in order, none overlapping another."""
    finder = MentionFinder(view, text, discourse)
    mentions: list[Mention] = []
    i = 0
    while i < len(view.tokens):
        mention = finder.at(i)
        if mention is None:
            i += 1
            continue
        _place(view, mention, mentions)
        mentions.append(mention)
        if mention.acts and len(mention.codes) == 1:
            finder.last_code = mention.codes[0]
        if mention.name and mention.kind in ("person", "office", "unknown"):
            finder.last_person = mention
        i = mention.j
    return mentions


def _place(view: View, mention: Mention, earlier: list[Mention]) -> None:
    """Fill in the governing preposition and whether it is joined to the mention before."""
    hit = next((h for h in view.by_start.get(mention.i, ()) if h.before), None)
    before = hit.before if hit and not view.word(mention.i).startswith("ال") else ""
    mention.conj = before.startswith(("و", "ف"))
    clitic = before.lstrip("وف")
    if view.language == "en":
        mention.conj = view.word(mention.i - 1) in ("and", ",", "or") or (
            view.word(mention.i - 1) == "the" and view.word(mention.i - 2) == "and"
        )
    elif mention.i and view.word(mention.i - 1) == "و":
        mention.conj = True
    if clitic:
        mention.prep = clitic
        return
    prep = preposition_before(view, mention.i) or _according(view, mention.i)
    if prep:
        mention.prep = prep
    elif (
        mention.conj
        and earlier
        and view.words_between(earlier[-1].j, mention.i) <= (1 if view.language == "ar" else 2)
    ):
        mention.prep = earlier[-1].prep
    elif mention.conj:  # «على الخليج وإسرائيل»: joined to a noun that is no actor
        for k in range(mention.i - 1, max(-1, mention.i - 4), -1):
            if view.tokens[k].kind == "punct" or k in view.finite:
                break
            hit = view.first("preposition", k)
            if hit:
                mention.prep = view.word(k)
                break


def _according(view: View, i: int) -> str:
    """«وفق تحليل CSIS»: a source is governed by the words that name it as one."""
    k = i - 1
    while k >= 0 and view.first("source_noun", k):
        k -= 1
    for start in (k, k - 1, k - 2):
        hit = view.first("report", start) if start >= 0 else None
        frame = hit.entry.frame if hit else None
        if hit and frame and frame.mode == "according" and hit.j == k + 1:
            return "وفق"
    return ""
