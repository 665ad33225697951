"""Codes of states and organisations as an analyst types them: known, or which was meant."""

from __future__ import annotations

import difflib
import functools

from sharaka.reading.normalise import fold

#: What a code looks like, for messages.
KINDS = "an ISO 3166-1 alpha-3 code such as RUS, or an organisation's such as EU, NATO, GCC"
#: How alike (0 to 1, difflib's ratio) a word must be to a code or name to be offered for it.
_ALIKE = 0.75


def fault(code: str) -> str | None:
    """None for a code of a known state or organisation, else what is wrong and which was meant."""
    if code in _known():
        return None
    meant = nearest(code)
    if meant is None:
        return f"{code!r} is not a known code: use {KINDS}"
    return f"{code!r} is not a known code: use {meant}"


def nearest(text: str) -> str | None:
    """The known code a word stands for: its own in capitals, that of a name, or one spelt alike."""
    if text.upper() in _known():
        return text.upper()
    words = _words()
    if found := words.get(fold(text)):
        return found
    alike = difflib.get_close_matches(fold(text), words, n=1, cutoff=_ALIKE)
    return words[alike[0]] if alike else None


# Both load the gazetteer, a fifth of a second, and only for a case that says its sides.


@functools.cache
def _known() -> frozenset[str]:
    from sharaka.coding import actor_data

    return frozenset(a.code for a in (*actor_data.states(), *actor_data.organisations()))


@functools.cache
def _words() -> dict[str, str]:
    """Codes, names and demonyms, folded, to codes; states before organisations."""
    from sharaka.coding import actor_data

    words: dict[str, str] = {}
    known = [(a.code, a.names, a.demonym) for a in actor_data.states()]
    known += [(a.code, a.names, a.demonym) for a in actor_data.organisations()]
    for code, *kinds in known:
        words.setdefault(fold(code), code)
        for form in (f for kind in kinds for x in ("ar", "en") for f in kind.get(x, ())):
            words.setdefault(fold(form), code)
    return words
