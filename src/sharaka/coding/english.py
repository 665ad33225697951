"""English words: verb and noun forms made from data."""

from __future__ import annotations

import functools

from sharaka.coding.arabic import Analysis


@functools.lru_cache(maxsize=1 << 16)
def analyses(key: str) -> tuple[Analysis, ...]:
    """English tokens stand for themselves."""
    return (Analysis(key),)


def verb_forms(base: str, past: str | None = None, participle: str | None = None) -> dict[str, str]:
    """Surface forms of a verb → ``present``, ``past``, ``pp`` (past participle), ``ing``.

    A form that is both past and participle is ``past``; the passive is told by its auxiliary.
    """
    words = base.split()
    head, tail = words[0], words[1:]
    regular = _ed(head)
    forms = {head: "base", _s(head): "present", _ing(head): "ing"}
    forms[participle or past or regular] = "pp"
    forms[past or regular] = "past"
    return {" ".join([form, *tail]): tense for form, tense in forms.items()}


def noun_forms(word: str) -> list[str]:
    """Singular and plural of a noun or phrase (the last word bends)."""
    word = word.lower()
    return [word, _s(word)] if word[-1:] != "s" else [word]


def _s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ied"
    return _doubled(word) + "ed"


def _ing(word: str) -> str:
    if word.endswith("e") and not word.endswith(("ee", "ye")):
        return word[:-1] + "ing"
    return _doubled(word) + "ing"


_DOUBLING = frozenset(
    {"ban", "bar", "plan", "ship", "cut", "hit", "admit", "commit", "trim", "curb"}
)


def _doubled(word: str) -> str:
    return word + word[-1] if word in _DOUBLING - {"curb"} else word
