"""Which named factor a stretch of words is about."""

from __future__ import annotations

from sharaka.coding.context import Context
from sharaka.evidence import Factor

#: Words at the edges of a cause or an effect that say nothing of it.
_EDGE = frozenset({
    "و", "ثم", "كما", "شان", "ومن", "من", "ان", "قد", "وقد", "فقد", "لا", "سيما", "هذا", "ذلك", "وهذا",
    "and", "but", "then", "thus", "finally", "also", "has", "have", "had", "may", "might", "could",
    "would", "will", "can",
})  # fmt: skip
_EDGE_KINDS = frozenset({"opener", "modal", "past_be", "adverb"})
#: Words among which two states are said to come to terms, in the first words of a stretch.
_TERMS_REACH = 9


def factor_of(context: Context, i: int, j: int) -> Factor | None:
    """Tokens i:j as a cause or effect: words without edge particles, and the factor they name.

    The longest factor phrase names it; else the dyad of the actors in it; else, for a stretch that
    only points back («هذا التنافس»), the factor last named in the sentence.
    """
    tokens = context.view.tokens
    i, j = _trimmed(context, i, min(j, len(tokens)))
    if i >= j:
        return None
    start, end, words = context.quote(tokens[i].start, tokens[j - 1].end)
    if not words:
        return None
    named = _terms(context, i, j) or _longest(context, i, j) or _dyad(context, i, j)
    if named is None and _points_back(context, i, j):
        named = _before(context, i)
    return Factor(text=words, factor=named, start=start, end=end)


def _trimmed(context: Context, i: int, j: int) -> tuple[int, int]:
    view = context.view

    def idle(k: int) -> bool:
        kinds = {h.entry.kind for h in view.by_start.get(k, ()) if h.j == k + 1}
        return view.word(k) in _EDGE or bool(kinds & _EDGE_KINDS) or view.tokens[k].kind == "punct"

    low, high = i, j
    while low < high and idle(low):
        low += 1
    while high > low and idle(high - 1) and view.word(high - 1) not in ("هذا", "ذلك"):
        high -= 1
    return (low, high) if low < high else (i, j)


def _longest(context: Context, i: int, j: int) -> str | None:
    named, best = None, 0
    for hit in context.view.of("factor"):
        if i <= hit.i < j and hit.j - hit.i > best:
            named, best = hit.entry.id, hit.j - hit.i
    return named


def _codes(context: Context, i: int, j: int) -> set[str]:
    return {
        code
        for mention in context.mentions
        if i <= mention.i < j and mention.kind not in ("city", "outlet", "accord")
        for code in mention.codes
    }


def _dyad(context: Context, i: int, j: int) -> str | None:
    """Two states together are their relation: a named dyad, or the partnership of the pair."""
    codes = _codes(context, i, j)
    for between, name in context.lexicon.dyads:
        if between <= codes:
            return name
    pair = context.discourse.pair
    return "partnership_depth" if pair and set(pair) <= codes else None


def _terms(context: Context, i: int, j: int) -> str | None:
    """«توصلت موسكو وواشنطن إلى صفقة»: coming to terms is about the dyad, whatever is traded."""
    reach = min(j, i + _TERMS_REACH)
    if not any(context.view.first("terms", k) for k in range(i, reach)):
        return None
    codes = _codes(context, i, reach)
    return next((name for between, name in context.lexicon.dyads if between <= codes), None)


def _points_back(context: Context, i: int, j: int) -> bool:
    words = context.view.words_between(i, j)
    return words <= 4 and any(
        hit.entry.kind == "demonstrative" or hit.after
        for k in range(max(0, i - 1), j)
        for hit in context.view.by_start.get(k, ())
        if hit.entry.kind != "modal"
    )


def _before(context: Context, i: int) -> str | None:
    earlier = [hit for hit in context.view.of("factor") if hit.j <= i]
    return earlier[-1].entry.id if earlier else None
