"""A small model of written Arabic: how likely a word is, and how likely it follows another.

Only repair asks it, and only to choose between readings of the same characters, so it is coarse:
frequencies of folded words, and association between word classes (frequent words stand for
themselves, others for their prefix and ending), all in log10.  The data are made by
``scripts/make_arabic_lexicon.py``; ``arabic_lexicon.txt`` beside them says from what.
"""

from __future__ import annotations

import functools
import gzip
import re
from collections.abc import Mapping
from importlib import resources

from sharaka.reading.normalise import fold

DATA = "arabic_lexicon.gz"
#: log10 probability of a word the model does not know.
UNKNOWN = -8.8
#: What a clitic analysis costs against a word known whole.
_CLITIC = 1.5
_LEAST_STEM = 26  # zipf × 10 a stem needs before clitics may be stripped to find it
_PREFIXES = (
    "وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "وب", "ول", "وس", "فس", "و", "ف",
    "ب", "ل", "ك", "س",
)  # fmt: skip
_ENDINGS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ه", "ي", "ا", "ات", "ين", "ون", "ان", "يه")
_CLASS_PREFIX = re.compile(r"(?:[وف]?(?:بال|كال|لل|ال))")
_CLASS_ENDING = re.compile(r"(?:يات|ات|ين|ون|ان|يها|ها|هم|يه|ه|ي|ا)$")
_NUMBER = re.compile(r"\d")
_EDGES = "".join(map(chr, range(0x21, 0x30))) + ":;<=>?@[\\]^_`{|}~«»“”‘’،؛؟…–—"


def bare(token: str) -> str:
    """A token's folded word, without the punctuation round it."""
    return fold(token).strip(_EDGES)


def word_class(word: str, itself: Mapping[str, int] | frozenset[str]) -> str:
    """The class of a folded, bare word."""
    if word in itself:
        return word
    if not word:
        return "<punct>"
    if _NUMBER.search(word):
        return "<year>" if re.fullmatch(r"(?:19|20)\d\d", word) else "<number>"
    if not "ء" <= word[0] <= "ي":
        return "<foreign>"
    prefix = _CLASS_PREFIX.match(word) if len(word) > 4 else None
    head = prefix.group() if prefix else word[0] if len(word) > 3 and word[0] in "يتوبل" else ""
    tail = _CLASS_ENDING.search(word) if len(word) > 3 else None
    return f"{head}-{tail.group() if tail else ''}"


class ArabicModel:
    """Word frequencies and class associations; immutable once made."""

    def __init__(
        self,
        words: dict[str, int],
        classes: Mapping[str, float],
        pairs: Mapping[tuple[str, str], float],
        word_pairs: Mapping[tuple[str, str], float],
    ) -> None:
        self._words = words
        self._unseen = classes
        self._pairs = pairs
        self._word_pairs = word_pairs
        self._class = functools.lru_cache(maxsize=50_000)(self._class_of)
        self._frequency = functools.lru_cache(maxsize=50_000)(self._frequency_of)

    def knows(self, word: str) -> bool:
        """Whether a folded word is in the lexicon as it stands."""
        return word in self._words

    def zipf(self, word: str) -> float:
        """log10 occurrences in 10⁹ words of a folded word; 0 when not in the lexicon."""
        return self._words.get(word, 0) / 10

    def word(self, word: str) -> float:
        """log10 probability of a folded word, its clitics analysed when needed."""
        return self._frequency(word)

    def follows(self, before: str, word: str) -> float:
        """log10 of how much likelier ``word`` is after ``before`` than anywhere (classes)."""
        known = self._word_pairs.get((before, word))
        if known is not None:
            return known
        first = self._class(before)
        return self._pairs.get((first, self._class(word)), self._unseen.get(first, 0.0))

    def _class_of(self, word: str) -> str:
        return word if word in self._unseen else word_class(word, frozenset())

    def _frequency_of(self, word: str) -> float:
        known = self._words.get(word)
        if known is not None:
            return known / 10 - 9
        if not word or not "ء" <= word[0] <= "ي":
            return -5.0 if word and not _NUMBER.search(word) else -4.0
        best = UNKNOWN
        for prefix in ("", *_PREFIXES):
            if not word.startswith(prefix) or len(word) - len(prefix) < 3:
                continue
            stem = word[len(prefix) :]
            for ending in ("", *_ENDINGS):
                core = stem[: len(stem) - len(ending)]
                if not stem.endswith(ending) or len(core) < 3:
                    continue
                cost = _CLITIC * (bool(prefix) + bool(ending))
                for form in (core, core + "ه") if ending else (core,):
                    frequency = self._words.get(form, 0)
                    if frequency >= _LEAST_STEM:
                        best = max(best, frequency / 10 - 9 - cost)
        return best


@functools.cache
def arabic_model() -> ArabicModel:
    """The shipped model, loaded on first use."""
    packed = resources.files(__package__).joinpath(DATA).read_bytes()
    return unpack(gzip.decompress(packed))


def unpack(data: bytes) -> ArabicModel:
    """The model in ``data``: sections apart by NUL; in each, names by line, then one byte each.

    Words: zipf × 10.  Classes, class pairs (indices, tab-separated), word pairs: association × 20
    + 128.
    """
    heads = data.split(b"\x00\x00\x00\x00")
    words = dict(zip(heads[0].decode().split("\n"), heads[1], strict=True))
    names = heads[2].decode().split("\n")
    classes = {name: (value - 128) / 20 for name, value in zip(names, heads[3], strict=True)}
    pairs: dict[tuple[str, str], float] = {}
    for line, value in zip(heads[4].decode().split("\n"), heads[5], strict=True):
        first, second = line.split("\t")
        pairs[names[int(first)], names[int(second)]] = (value - 128) / 20
    word_pairs: dict[tuple[str, str], float] = {}
    for line, value in zip(heads[6].decode().split("\n"), heads[7], strict=True):
        first, second = line.split("\t")
        word_pairs[first, second] = (value - 128) / 20
    return ArabicModel(words, classes, pairs, word_pairs)
