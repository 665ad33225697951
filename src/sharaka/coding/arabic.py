"""Arabic words: clitics split for matching, verb and noun forms made from data.

Nothing here touches the text: a token keeps its surface, and gets the list of stems it may stand
for.  Lexicon entries are written without clitics; one written with ال matches only when definite.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from sharaka.reading.normalise import fold

_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "كم", "ه", "ي", "ك")


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to read a token: stem, the clitics before it, definiteness, the pronoun after it."""

    stem: str
    before: str = ""
    definite: bool = False
    after: str = ""


@functools.lru_cache(maxsize=1 << 16)
def analyses(key: str) -> tuple[Analysis, ...]:
    """Every split of a folded token into clitics and stem, the plainest first."""
    found: dict[str, Analysis] = {}

    def add(stem: str, before: str, definite: bool, after: str = "") -> None:
        if len(stem) >= 2 and stem not in found:
            found[stem] = Analysis(stem, before, definite, after)

    heads = [("", key)]
    if len(key) > 2 and key[0] in "وف":
        heads.append((key[0], key[1:]))
    stems: list[tuple[str, str, bool]] = []
    for conjunction, rest in heads:
        splits = [("", rest)]
        if len(rest) > 3 and rest[0] in "بلكس":
            splits.append((rest[0], rest[1:]))
            if rest.startswith("لل"):
                splits.append(("ل", "ال" + rest[2:]))
        for preposition, stem in splits:
            stems.append((stem, conjunction + preposition, False))
            if stem.startswith("ال") and len(stem) > 4:
                stems.append((stem[2:], conjunction + preposition, True))
    for stem, before, definite in stems:
        add(stem, before, definite)
    for stem, before, definite in stems:
        if len(stem) > 3 and stem[-1] == "ا" and not definite and not stem.startswith("ال"):
            add(stem[:-1], before, definite)  # the accusative: نفطا، اتفاقا
    for stem, before, definite in stems:
        if definite or stem.startswith("ال"):
            continue
        for suffix in _SUFFIXES:
            if stem.endswith(suffix) and len(stem) - len(suffix) >= 3:
                base = stem[: -len(suffix)]
                add(base, before, True, suffix)
                if base.endswith("ت"):
                    add(base[:-1] + "ه", before, True, suffix)
    return tuple(found.values())


def verb_forms(past: str, present: str) -> dict[str, str]:
    """Folded surface forms of a verb → ``past``, ``present``.

    ``past`` and ``present`` are third person masculine singular.  Third person, singular to
    plural; weak final radicals bend.
    """
    hamza = past[-1] in "أؤئء"  # بدأ is not weak: بدأت
    past, present = fold(past), fold(present)
    forms: dict[str, str] = {}
    if not hamza and past[-1] in "اي" and len(past) > 2 and present[-1] in "ويا":
        stem = past[:-1]
        weak_ends = ["ت", "تا", "وا"] + (["يا"] if past[-1] == "ي" else [])
        forms |= dict.fromkeys([past, *(stem + end for end in weak_ends)], "past")
    else:
        forms |= dict.fromkeys((past + end for end in ("", "ت", "ا", "تا", "وا")), "past")
    body = present[1:]
    weak = not hamza and body[-1] in "يوا" and len(body) > 2
    ends = ("", "ان", "ون", "وا", "ا", "ن")
    bodies = [body + end for end in ends]
    if weak:
        bodies = [body, body[:-1], body[:-1] + "يان", body[:-1] + "ون", body[:-1] + "وا"]
    for prefix in "يت":
        for form in bodies:
            forms.setdefault(prefix + form, "present")
    return forms


def noun_forms(word: str) -> list[str]:
    """Forms of a noun or phrase as given (numbers and cases are listed in the data)."""
    return [word]


def participle_forms(word: str) -> list[str]:
    """Forms of a participle: مشدد → مشدد، مشددا، مشدده، مشددين …"""
    word = fold(word)
    if word.endswith("ي"):  # weak: مضي
        return [word, word + "ا", word + "ه"]
    return [word + end for end in ("", "ا", "ه", "ين", "ون", "تين", "ان", "ات")]
