"""Content words of a text as stems, for telling how alike two texts are.

Arabic is stemmed lightly (prefixes and suffixes only; Larkey, Ballesteros & Connell 2002,
"light10"), English by its plural; both only for comparing, never for quoting.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from sharaka.reading.normalise import fold

_WORD = re.compile(r"[^\W_]+(?:[-–‑][^\W_]+)*")
#: A model: letters and a number, written together or with a dash (S-300, Su-35, ياك-130).
_MODEL = re.compile(r"([^\W\d_]{1,9})[\s\-–‑]?(\d{2,4})(?!\d)")
_PREFIXES = ("وال", "فال", "بال", "كال", "ولل", "ال", "لل", "و")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "يا", "ه", "ي")
_COMMON = frozenset(
    fold(
        "من في على عن إلى مع بين بعد قبل قد لقد كان كانت يكون تكون أن إن أنه أنها هذا هذه ذلك تلك "
        "التي الذي الذين كما أو ثم لم لن لا ما هو هي هم حول خلال عبر ضد كل بعض أي أكثر غير حيث منذ "
        "عند بما مما وقد وكان وهو وهي فقد الجانب الجانبان الطرفان البلدين البلدان الدولتين يتم تم "
        "the a an of in on at to for from by with and or as is are was were be been has have had it "
        "its that this these those which who whom their his her they he she not no but also than "
        "between after before during over under into about two both "
        "يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر "
        "كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين عام العام سنة شهر يوم "
        "january february march april may june july august september october november december "
        "year month day"
    ).split()
)


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word."""
    if "\u0600" <= word[0] <= "\u06ff":
        # Again and again, so that a word that begins like a prefix (باليستي) loses the same
        # letters with the article as without it.
        while found := next((p for p in _PREFIXES if _longer(word, p) and word.startswith(p)), ""):
            word = word[len(found) :]
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and _longer(word, suffix):
                word = word[: -len(suffix)]
                break
        return word
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word


@functools.lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """The stems of the content words of a text: no numbers, no months (dates are told apart)."""
    return frozenset(stem_list(text))


def stem_list(text: str) -> list[str]:
    """As :func:`stems`, in the order of the text."""
    words = (word for word in _WORD.findall(fold(text)) if len(word) > 1 and not word.isdigit())
    return [stem(word) for word in words if word not in _COMMON]


@functools.lru_cache(maxsize=16384)
def models(text: str) -> frozenset[str]:
    """Model names in a designation, spelt one way: ``S-300`` and ``s300`` give ``s300``.

    Years are not models.  Arabic and Latin spellings of one model stay apart here; the number is
    what :func:`same_model` compares.
    """
    found = _MODEL.findall(fold(text))
    return frozenset(f"{letters}{number}" for letters, number in found if not _year(number))


def same_model(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two sets of models share one, across scripts by the number alone."""
    if left & right:
        return True
    numbers = ({re.sub(r"\D", "", name) for name in names} for names in (left, right))
    scripts = [{name.isascii() for name in names} for names in (left, right)]
    return scripts[0] != scripts[1] and bool(set.intersection(*numbers))


def rarity(texts: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """How telling each stem is: the smoothed logarithm of one over its share of the texts."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        counts.update(text)
        total += 1
    return {word: math.log(1 + total / count) for word, count in counts.items()}


def likeness(left: frozenset[str], right: frozenset[str], weights: Mapping[str, float]) -> float:
    """The weight of the shared stems over that of the smaller side, 0–1 (overlap coefficient).

    Sides of fewer than three stems say too little and are alike at most by half.
    """
    if not left or not right:
        return 0.0
    # fsum rounds once, so the order in which a set is walked does not show.
    shared = math.fsum(weights.get(word, 1.0) for word in left & right)
    if not shared:
        return 0.0
    sums = [math.fsum(weights.get(word, 1.0) for word in side) for side in (left, right)]
    if min(sums) <= 0:
        return 0.0
    alike = min(1.0, shared / min(sums))
    return alike if min(len(left), len(right)) >= 3 else alike / 2


def _longer(word: str, affix: str) -> bool:
    return len(word) - len(affix) >= 3


def _year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")
