"""Faults inside words and numbers: kashida, invented shadda, mirrored numbers and brackets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sharaka.reading.draft import Piece
from sharaka.reading.repair.words import Word, between, cut, renamed

_NO_JOIN_AFTER = frozenset("اأإآٱدذرزوؤةىء")
_LETTERS = re.compile(r"([\u0621-\u064a\u0671-\u06d3])([\u064b-\u0652\u0670]*)")
_ARABIC_WORD = re.compile(r"[\u0621-\u0652\u0670-\u06d3]+")
_VOWELS = re.compile(r"[\u064e\u064f\u0650\u0652]")
_KASHIDA = re.compile(r"(?<=[\u0621-\u0652])ـ+(?=[\u0621-\u0652])|(?<=\S)ـ+\Z|\Aـ+(?=\S)")
_DOUBLED = re.compile(r"([\u064b-\u0652])\1+")
_SHADDA = "\u0651"
#: "،1979" and "12.)2024": punctuation and numbers left in visual order.
_LED_BY_PUNCTUATION = re.compile(r"([،؛,;:.؟!]+)(\d[\d.,]*)\Z")
_NOTE_BEFORE_YEAR = re.compile(r"(\d{1,3})([.)(\]»\"”،]+)((?:19|20)\d\d)\Z")
_BRACKETS = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")
_OPENERS = "([{«‹"


def font_map_faults(words: Iterable[str]) -> frozenset[tuple[str, str]]:
    """(letter, form) pairs to which a font map adds a shadda wherever they stand.

    A shadda that follows one letter form before almost any letter, in text that is not vocalised,
    is the font's and not the author's.
    """
    shown: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    marked: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    vowels = letters = 0
    for word in words:
        vowels += len(_VOWELS.findall(word))
        for letter, form, following, marks in _forms(word):
            letters += 1
            if following:
                shown[letter, form][following] += 1
                if _SHADDA in marks:
                    marked[letter, form][following] += 1
    if vowels > 0.12 * letters:
        return frozenset()
    faults = set()
    for key, counts in shown.items():
        with_mark = marked.get(key, Counter())
        total = sum(counts.values())
        kinds = sum(1 for following in counts if with_mark[following] >= 0.8 * counts[following])
        if (
            total >= 12
            and sum(with_mark.values()) >= 0.6 * total
            and kinds >= 4
            and kinds >= 0.6 * len(counts)
        ):
            faults.add(key)
    return frozenset(faults)


def _forms(word: str) -> Iterable[tuple[str, str, str, str]]:
    """(letter, initial or medial, following letter, its marks) for each letter of a word."""
    for part in _ARABIC_WORD.findall(word.replace("ـ", "")):
        found = _LETTERS.findall(part)
        for index, (letter, marks) in enumerate(found):
            joined = index > 0 and found[index - 1][0] not in _NO_JOIN_AFTER
            following = found[index + 1][0] if index + 1 < len(found) else ""
            yield letter, "medial" if joined else "initial", following, marks


def without_invented(word: Word, faults: frozenset[tuple[str, str]]) -> Word:
    """The word without the font's shaddas and without marks written twice."""
    if _SHADDA not in word.text and not _DOUBLED.search(word.text):
        return word
    drop: set[int] = set()
    letters = list(_LETTERS.finditer(word.text))
    for index, found in enumerate(letters):
        letter, marks = found.groups()
        joined = (
            index > 0
            and letters[index - 1].end() == found.start()
            and letters[index - 1].group(1) not in _NO_JOIN_AFTER
        )
        last = index + 1 == len(letters) or letters[index + 1].start() != found.end()
        place = found.start(2)
        if (
            (letter, "medial" if joined else "initial") in faults
            and not last
            and set(marks) == {_SHADDA}
        ):
            drop.add(place + marks.index(_SHADDA))
            marks = marks.replace(_SHADDA, "\0", 1)
        for doubled in _DOUBLED.finditer(marks):
            drop.update(range(place + doubled.start() + 1, place + doubled.end()))
    return without(word, drop, "unmarked") if drop else word


def without_kashida(word: Word) -> Word:
    """The word without the tatweels that justification put in."""
    drop = {i for found in _KASHIDA.finditer(word.text) for i in range(*found.span())}
    return without(word, drop, "unstretched") if drop else word


def without(word: Word, drop: set[int], how: str) -> Word:
    """The word without the characters at these places of its text."""
    pieces: list[Piece] = []
    at = 0
    for piece in word.pieces:
        start = 0
        for place in range(len(piece.text) + 1):
            if place == len(piece.text) or at + place in drop:
                if place > start:
                    pieces.append(cut(piece, start, place))
                start = place + 1
        at += len(piece.text)
    return Word(renamed(pieces, how), word.gap, word.torn)


def straight_number(word: Word) -> Word:
    """A number with its punctuation in reading order ("،1979" → "1979،")."""
    led = _LED_BY_PUNCTUATION.match(word.text)
    if led:
        return _rearranged(word, [led.span(2), led.span(1)])
    noted = _NOTE_BEFORE_YEAR.match(word.text)
    if noted:
        marks = [(i, i + 1) for i in range(noted.end(2) - 1, noted.start(2) - 1, -1)]
        return _rearranged(word, [noted.span(3), *marks, noted.span(1)])
    return word


def _rearranged(word: Word, spans: Sequence[tuple[int, int]]) -> Word:
    pieces = [piece for start, end in spans for piece in between(word.pieces, start, end)]
    return Word([p._replace(how="reordered") for p in pieces], word.gap)


def facing_brackets(words: Sequence[Word]) -> list[Word]:
    """Words with brackets that face their contents, where the line had them mirrored.

    A bracket before a letter or digit, at the start of a word, opens; one after, closes.
    """
    if not any(char in word.text for word in words for char in "()[]{}«»‹›"):
        return list(words)
    return [_facing(word) for word in words]


def _facing(word: Word) -> Word:
    text = word.text
    wrong: set[int] = set()
    for index, char in enumerate(text):
        mirrored = char.translate(_BRACKETS)
        if mirrored == char:
            continue
        before = any(c.isalnum() for c in text[:index])
        after = any(c.isalnum() for c in text[index + 1 :])
        if before and after:
            touches = text[index - 1].isalnum(), text[index + 1].isalnum()
            if touches[0] == touches[1]:
                continue  # inside a word: no telling
            before = touches[0]
        elif not before and not after:
            continue
        opens = not before
        if (char in _OPENERS) != opens:
            wrong.add(index)
    if not wrong:
        return word
    pieces: list[Piece] = []
    at = 0
    for piece in word.pieces:
        for place, char in enumerate(piece.text):
            one = cut(piece, place, place + 1)
            if at + place in wrong:
                pieces.append(one._replace(text=char.translate(_BRACKETS), how="mirrored"))
            elif pieces and place and at + place - 1 not in wrong:
                left = pieces[-1]
                pieces[-1] = left._replace(text=left.text + one.text, end=one.end)
            else:
                pieces.append(one)
        at += len(piece.text)
    return Word(pieces, word.gap, word.torn)
