"""Words a frame asks for, or forbids, round its trigger."""

from __future__ import annotations

import functools

from sharaka.coding.frames import Frame
from sharaka.coding.lexicon import Hit, Lexicon
from sharaka.coding.view import View
from sharaka.reading.normalise import fold

_REACH = 14
_BACK = 3


@functools.cache
def folded(words: tuple[str, ...]) -> frozenset[str]:
    """The words as folded keys."""
    return frozenset(fold(word) for word in words)


def need_token(view: View, lexicon: Lexicon, hit: Hit, frame: Frame) -> int | None:
    """The token after (or just before) the trigger that meets one of the frame's needs.

    A one-letter need (ب) is a clitic on the next words.
    """
    if not frame.needs:
        return None
    needs = folded(frame.needs)
    tokens = view.tokens
    clitics = {need for need in needs if len(need) == 1}
    ahead = range(hit.j, min(hit.j + _REACH, len(tokens)))
    places: tuple[int, ...] = (*ahead, *range(hit.i - 1, max(-1, hit.i - 1 - _BACK), -1))
    for k in places:
        if tokens[k].surface in ".؛;":
            if k > hit.i:
                break
            continue
        key = tokens[k].key
        if k >= hit.j and key[:1] in clitics and len(key) > 3:
            return k
        if any(analysis.stem in needs for analysis in lexicon.analyses(key)):
            return k
    return None


def forbidden(view: View, lexicon: Lexicon, hit: Hit, frame: Frame) -> bool:
    """Whether one of the words that rule the frame out follows within ten tokens."""
    if not frame.without:
        return False
    wanted = folded(frame.without)
    return any(
        analysis.stem in wanted
        for token in view.tokens[hit.j : hit.j + 10]
        for analysis in lexicon.analyses(token.key)
    )
