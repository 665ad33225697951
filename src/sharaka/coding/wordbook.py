"""The words of dates and quantities, from ``lexicons/*/dates.toml`` and ``units.toml``.

Each table of those files is a kind, each key a value, each list the forms.  One book holds Arabic
and English: their scripts do not meet, and Arabic reports quote English dates.  Persian is added
only for Persian text, since many of its short words are other words in Arabic.  Arabic forms are
written bare; the clitics a kind may carry (و ف, ب ل ك, ال) are put on here.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sharaka.coding.frames import lexicon_folder, load_table
from sharaka.coding.scan import WORD, Token, scan
from sharaka.errors import LexiconError

LANGUAGES = ("ar", "en")
PERSIAN = "fa"
_INT = r"-?\d{1,4}"
_NAME = r"[a-zA-Z][a-zA-Z0-9 /]{0,30}"
_PERIODS = "day|week|month|year|decade|century"
#: Every kind, and what its values look like; a key that does not fit is a mistake in the data.
KINDS: dict[str, dict[str, str]] = {
    "dates": {
        "month": r"[1-9]|1[0-2]", "hijri": r"[1-9]|1[0-2]", "solar": r"[1-9]|1[0-2]",
        "weekday": "[1-7]", "season": "2[1-4]", "ordinal": r"[1-9]|[12]\d|3[01]",
        "period": _PERIODS, "dual": _PERIODS, "cue": "one|many",
        "relation": "last|next|this|same|following|previous", "demonstrative": "this|same",
        "part": "early|mid|late", "role": "since|until|before|after|by", "opener": "span",
        "joiner": "to|and", "place": "in|of|on", "day": r"-?[0-2]", "decade": "[1-9]0",
        "century": "century", "portion": "quarter|half", "era": "hijri|gregorian|solar|before",
        "approx": "about", "equals": "date", "ago": "ago|later", "naming": "noun",
        "weak": "word", "blocks": "period|weekday|month|day", "distance": "from",
        "determiner": "the", "clock": "day",
    },
    "units": {
        "number": r"\d{1,3}", "tens": r"[2-9]0", "hundreds": "[1-9]00", "teen": "10",
        "scale": r"1000|1e6|1e9|1e12", "twice": r"1000|1e6|1e9|1e12", "scales": r"1000|1e6|1e9|1e12", "short": r"1000|1e6|1e9|1e12",
        "vague": r"\d{1,7}-\d{1,8}", "few": r"\d-\d{1,2}", "fraction": r"0\.\d{1,3}",
        "currency": "[A-Z]{3}", "money": _NAME, "nation": "[A-Z]{3}", "unit": _NAME,
        "per": _PERIODS + "|barrel|tonne|head|hour", "rate": _NAME, "bulk": r"1e\d{1,2} [a-z0-9]{1,12}",
        "each": "per|a", "bound": "about|above|below", "after": "about|above|below", "opens": "range",
        "label": "word", "never": "word", "designator": "word", "whole": "of",
    },
}  # fmt: skip
_ARTICLE = frozenset(
    (
        "month", "hijri", "solar", "weekday", "season", "ordinal", "period", "dual", "cue", "part",
        "decade", "century", "portion", "number", "tens", "hundreds", "teen", "scale", "twice",
        "scales", "vague", "fraction", "currency", "money", "unit", "relation", "weak",
    )
)  # fmt: skip
_PREPOSITION = _ARTICLE | {"few", "bound", "equals", "label"}


class Sense(NamedTuple):
    """What a phrase that starts at a token can mean: kind, value, tokens it takes, its clitics."""

    kind: str
    value: str
    width: int
    prefix: str = ""
    article: bool = False


Senses = Mapping[str, Sense]
_NOTHING: Senses = {}
_LONGEST = 8  # words of a phrase


class Book:
    """Phrases by their first word; :meth:`senses` is one look-up for a plain token."""

    def __init__(self) -> None:
        self._heads: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
        self._simple: dict[str, Senses] = {}

    def add(self, words: Sequence[str], sense: Sense) -> None:
        """Put a phrase in, its words folded."""
        self._heads.setdefault(words[0], []).append((tuple(words[1:]), sense))

    def close(self) -> None:
        """Sort what was added: plain forms before forms with clitics, longer before shorter."""
        for head, found in self._heads.items():
            if any(sense.kind == "never" for _, sense in found):
                self._simple[head] = _NOTHING
                continue
            found.sort(key=lambda pair: (-pair[1].width, len(pair[1].prefix) + pair[1].article))
            if not any(rest for rest, _ in found):
                senses: dict[str, Sense] = {}
                for _, sense in found:
                    senses.setdefault(sense.kind, sense)
                self._simple[head] = senses

    def read(self, tokens: Sequence[Token]) -> list[Senses]:
        """For each token, the longest phrase of each kind that starts on it."""
        simple, heads = self._simple, self._heads
        found: list[Senses] = []
        for index, (_, _, key, _) in enumerate(tokens):
            senses = simple.get(key)
            if senses is None:
                senses = self._longest(tokens, index) if key in heads else _NOTHING
            found.append(senses)
        return found

    def _longest(self, tokens: Sequence[Token], index: int) -> Senses:
        senses: dict[str, Sense] = {}
        following = tuple(token.key for token in tokens[index + 1 : index + _LONGEST])
        for rest, sense in self._heads[tokens[index].key]:
            if following[: len(rest)] == rest and sense.kind not in senses:
                senses[sense.kind] = sense
        return senses


@functools.cache
def book(persian: bool = False) -> Book:
    """The compiled book; raises LexiconError naming the file, the entry and the mend."""
    made = Book()
    languages = (*LANGUAGES, PERSIAN) if persian else LANGUAGES
    for language, stem in itertools.product(languages, KINDS):
        file = lexicon_folder(language) / f"{stem}.toml"
        place = f"lexicons/{language}/{stem}.toml"
        for kind, value, form in entries(load_table(file), stem, place):
            add_form(made, kind, value, form, place)
    made.close()
    return made


def entries(table: Mapping[str, Any], stem: str, place: str) -> Iterator[tuple[str, str, str]]:
    """Every (kind, value, form) of a file's tables, checked; raises LexiconError."""
    for kind, values in table.items():
        shape = KINDS[stem].get(kind)
        if shape is None or not isinstance(values, dict):
            raise LexiconError(
                f"[{kind}] is no kind of {stem}",
                place=place,
                mend=f"Use one of {', '.join(sorted(KINDS[stem]))}.",
            )
        seen: dict[str, str] = {}
        for value, forms in values.items():
            name = f"[{kind}] {value}"
            if not re.fullmatch(shape, value):
                raise LexiconError(
                    f"{name} is not a value of {kind}",
                    place=place,
                    mend=f"Write a key that fits {shape}.",
                )
            if not isinstance(forms, list) or not all(isinstance(f, str) and f for f in forms):
                raise LexiconError(
                    f"{name} is not a list of words",
                    place=place,
                    mend=f'Write "{value}" = ["…", …].',
                )
            for form in forms:
                if form in seen:
                    raise LexiconError(
                        f"{name}: {form!r} is already {seen[form]} in [{kind}]",
                        place=place,
                        mend="Keep it under one of the two.",
                    )
                seen[form] = value
                yield kind, value, form


def add_form(made: Book, kind: str, value: str, form: str, place: str) -> None:
    """Add a form and the clitics its kind may carry; raises LexiconError for a form of no words."""
    words = [token.key for token in scan(form)]
    if not words:
        raise LexiconError(
            f"[{kind}] {value}: {form!r} holds no word", place=place, mend="Take it out."
        )
    if len(words) > _LONGEST:
        raise LexiconError(
            f"[{kind}] {value}: {form!r} has more than {_LONGEST} words",
            place=place,
            mend="Shorten it.",
        )
    head, rest = words[0], words[1:]
    made.add(words, Sense(kind, value, len(words)))
    if scan(form)[0].kind != WORD or not "\u0600" <= head[0] <= "\u06ff":
        return
    articles = ("", "ال") if kind in _ARTICLE and not form.startswith("ال") else ("",)
    prepositions = ("", "ب", "ل", "ك") if kind in _PREPOSITION else ("",)
    for conjunction, preposition, article in itertools.product(
        ("", "و", "ف"), prepositions, articles
    ):
        stem = article + head
        prefix = conjunction + preposition
        if not prefix and not article:
            continue
        if preposition == "ل" and (article or form.startswith("ال")):
            stem = "ل" + stem[2:]  # ل + ال is written لل
        made.add([prefix + stem, *rest], Sense(kind, value, len(words), prefix, bool(article)))
