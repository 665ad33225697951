"""The language of a stretch of text: script first, then letters, then function words.

Knows ar, fa, ur, ru, uk, en, fr, de, es, tr, he, zh; anything else, and text too short to tell,
is ``und`` (or ``ar``/``en``/``ru`` when only the script speaks and that is the likely reading).
"""

from __future__ import annotations

import functools
import re

_SAMPLE = 400
_SCRIPTS = {
    "arab": re.compile(r"[\u0620-\u064a\u0671-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"),
    "latn": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "cyrl": re.compile(r"[\u0400-\u04ff]"),
    "hebr": re.compile(r"[\u05d0-\u05ea]"),
    "hani": re.compile(r"[\u4e00-\u9fff]"),
}
#: Text in Arabic letters, with an Arabic function word and no sign of a neighbour language.
_ARABIC_ONLY = re.compile(
    r"(?=[^\n]*?(?<![\u0620-\u06ff])(?:في|من|على|إلى|التي|الذي|هذا|هذه|ذلك|أن)(?![\u0620-\u06ff]))"
    r"[^پچژگکیٹڈڑںےہA-Za-z\u0400-\u04ff]+"
)
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_PERSIAN_LETTER = re.compile(r"[پچژگکی]")
_ARABIC_SHAPE = re.compile(r"(?<![\u0620-\u06ff])[وبف]?ال\w{3,}|ة(?![\u0620-\u06ff])")
_URDU_LETTER = re.compile(r"[ٹڈڑںےہ]")
_UKRAINIAN_LETTER = re.compile(r"[іїєґІЇЄҐ]")
_OTHER_CYRILLIC = re.compile(r"[јљњћђџўқғәөүұҳҷ]", re.IGNORECASE)

_FUNCTION_WORDS = {
    "ar": "في من على إلى الى أن إن التي الذي الذين عن مع هذا هذه ذلك كما لا ما بين قد كان كانت و أو "
    "ثم بعد قبل حيث كل لم لن هو هي منذ خلال حتى غير بما عند لكن وفي ومن وقد بأن لدى أي",
    "fa": "است می را که این در به از با برای آن بود شد های شده یک تا کرد نیز هم خود بر ها یا اما "
    "باید هستند کرده خواهد نمی ما ای دو وی او پس اگر",
    "ur": "کے کی ہے میں سے کو کا نے اور پر یہ ہیں کہ تھا بھی",
    "ru": "и в на не что с по это как из для за от его о к у но а то или при был между",
    "uk": "і в на не що з та до від як це для за його про але або",
    "en": "the of and to in a is that for on with as by it was from be are at this which has have "
    "not its an or were their will had but he she they",
    "fr": "le la les des de et en un une du que qui dans pour sur est par au avec ne pas plus",
    "de": "der die das und in den von zu mit ist des auf für nicht ein eine dem im sich auch",
    "es": "el la los las de y en que un una del por con para no se es al su lo como más",
    "tr": "ve bir bu için ile da de olarak olan çok daha en ise gibi kadar sonra",
}
_LATIN = ("en", "fr", "de", "es", "tr")


@functools.cache
def _words(language: str) -> frozenset[str]:
    return frozenset(_FUNCTION_WORDS[language].split())


def language_of(text: str) -> str:
    """The ISO 639-1 code of ``text`` by its first 400 characters, or ``und``."""
    sample = text[:_SAMPLE]
    if _ARABIC_ONLY.fullmatch(sample):
        return "ar"
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    script = max(counts, key=counts.__getitem__)
    if not counts[script]:
        return "und"
    if script == "arab":
        return _arabic_script(sample)
    if script == "cyrl":
        return _cyrillic_script(sample)
    if script == "latn":
        return _latin_script(sample)
    return "he" if script == "hebr" else "zh"


def hits(text: str, language: str) -> int:
    """How many words of ``text`` are function words of ``language``."""
    known = _words(language)
    return sum(word in known for word in _WORD.findall(text.lower()))


def _arabic_script(sample: str) -> str:
    urdu = len(_URDU_LETTER.findall(sample))
    persian = len(_PERSIAN_LETTER.findall(sample))
    score = {
        "ar": hits(sample, "ar") + len(_ARABIC_SHAPE.findall(sample)) / 2,
        "fa": hits(sample, "fa") + persian / 6,
        "ur": hits(sample, "ur") + urdu / 3,
    }
    best = max(score, key=score.__getitem__)
    return best if score[best] > score["ar"] else "ar"


def _cyrillic_script(sample: str) -> str:
    if len(_UKRAINIAN_LETTER.findall(sample)) * 40 > len(sample) or (
        hits(sample, "uk") > hits(sample, "ru")
    ):
        return "uk"
    return "und" if len(_OTHER_CYRILLIC.findall(sample)) * 60 > len(sample) else "ru"


def _latin_script(sample: str) -> str:
    score = {language: hits(sample, language) for language in _LATIN}
    best = max(score, key=score.__getitem__)
    if not score[best]:
        return "en" if sample.isascii() and len(sample) < 200 else "und"
    return best
