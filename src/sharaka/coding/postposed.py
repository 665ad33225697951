"""English reports that follow their words: "Israel will answer, warned the minister"."""

from __future__ import annotations

from sharaka.coding.context import Context
from sharaka.coding.lexicon import Hit
from sharaka.coding.titles import MentionFinder
from sharaka.coding.view import is_closing_quote
from sharaka.evidence import Party

_FEWEST = 3
#: What opens a second piece of the words reported: "…," he said, "…".
_OPENERS = frozenset({":", '"', "“", "«"})


def postposed(context: Context, hit: Hit) -> tuple[Party, int] | None:
    """The speaker and the token where the content before the report ends; None if it does not.

    Either the verb stands right after the comma or quote with its speaker after it, or the
    speaker stands between comma and verb with nothing said after.
    """
    view = context.view
    if context.language != "en" or hit.i < _FEWEST:
        return None
    before = view.tokens[hit.i - 1]
    if before.surface == "," or is_closing_quote(before):
        speaker = _after(context, hit.j)
        return (speaker, hit.i - 1) if speaker is not None else None
    for mention in context.cast.actors:
        if mention.j == hit.i and mention.i >= _FEWEST:
            comma = mention.i - 1 - (view.word(mention.i - 1) == "the")
            if _closes(context, comma, hit) and (mention.codes or mention.name):
                return mention.parties()[0], comma
    return None


def _closes(context: Context, k: int, hit: Hit) -> bool:
    """Whether the words reported end at ``k``, and nothing is reported after the verb."""
    view = context.view
    if view.tokens[k].surface != "," and not is_closing_quote(view.tokens[k]):
        return False
    rest = view.tokens[hit.j :]
    return not any(token.key == "that" or token.surface in _OPENERS for token in rest) and not any(
        k in view.finite for k in range(hit.j, len(view.tokens))
    )


def _after(context: Context, j: int) -> Party | None:
    for mention in context.cast.actors:
        if j <= mention.i <= j + 2 and not mention.prep and (mention.codes or mention.name):
            return mention.parties()[0]
    start = j + (context.view.word(j) in ("the", "a", "an"))
    unknown = MentionFinder(context.view, context.text, context.discourse).unknown_name(start)
    return unknown.parties()[0] if unknown is not None and unknown.j - unknown.i >= 2 else None
