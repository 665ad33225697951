"""Glyphs → lines in reading order: baselines, columns, then letters by the bidirectional rule.

Where glyphs stand is the one thing every producer gets right: the order in which a PDF draws
Arabic, or an extractor hands it out, is not to be relied on.  So lines are rebuilt from positions
and turned into logical order by undoing the Unicode bidirectional algorithm (UAX #9) for the plain
cases: numbers and Latin runs inside right-to-left lines, and the other way round.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sharaka.reading.pdf.glyphs import Glyph, PageGlyphs

Box = tuple[float, float, float, float]
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_NUMBER_SEPARATOR = frozenset(".,:/٫٬،%")
_SIGNS = frozenset("%$€£")
_AFTER_LAM = frozenset("اأإآى")
_DRAWN_SPACE = 0.12  # of the font size: a gap that is a space where one was drawn
_SPACE = 0.28  # of the font size: a gap that is a space even when none was drawn
_LATIN_SPACE = 0.17
_WIDE = 1.0  # of the font size: a gap that may part two columns


@dataclass(slots=True)
class TextLine:
    """A line in logical order: words with their boxes, and its place on the page."""

    words: list[tuple[str, Box]]
    left: float
    right: float
    base: float
    size: float
    rtl: bool
    column: int = 0

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.words)


@dataclass(slots=True)
class _Fragment:
    """Glyphs on one baseline without a wide gap."""

    glyphs: list[Glyph]
    marks: list[Glyph] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)


def text_lines(page: PageGlyphs) -> list[TextLine]:
    """The lines of a page in reading order: bands top to bottom, columns right to left if RTL."""
    letters = [glyph for glyph in page.glyphs if not glyph.mark]
    if not letters:
        return []
    rtl = 2 * sum(bool(_RTL.search(g.text)) for g in letters) > sum(
        bool(_LETTER.search(g.text)) for g in letters
    )
    rows = _without_notes(_rows(letters), page.notes)
    fragments = [fragment for row in rows for fragment in _fragments(row)]
    _attach_marks(fragments, [glyph for glyph in page.glyphs if glyph.mark])
    lines: list[TextLine] = []
    for column, group in enumerate(_columns(fragments, rtl, 0)):
        for row in _merged(group):
            line = _line(row, rtl, column)
            if line.words:
                lines.append(line)
    return lines


def _rows(letters: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs by baseline, from the top; a superscript goes with the line it touches."""
    rows: list[list[Glyph]] = []
    bases: list[float] = []
    for glyph in sorted(letters, key=lambda glyph: (-glyph.base, glyph.left)):
        if rows and bases[-1] - glyph.base <= 0.35 * min(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
            continue
        rows.append([glyph])
        bases.append(glyph.base)
    for row in rows:
        row.sort(key=lambda glyph: glyph.middle)
    return rows


def _without_notes(rows: Sequence[list[Glyph]], notes: list[int]) -> list[list[Glyph]]:
    """Rows without superscript numbers, which go to ``notes``."""
    kept: list[list[Glyph]] = []
    for place, row in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below is not None and len(row) <= 3 and _is_raised(row, below[0]):
            notes.append(int("".join(glyph.text for glyph in row)))
            continue
        size = max(glyph.size for glyph in row)
        usual = [glyph for glyph in row if glyph.size >= 0.85 * size]
        small = [glyph for glyph in row if glyph.size < 0.85 * size]
        if small and usual and len(small) <= 3 and _is_raised(small, usual[0]):
            notes.append(int("".join(glyph.text for glyph in small)))
            row = [glyph for glyph in row if glyph.size >= 0.85 * size]
        kept.append(row)
    return kept


def _is_raised(glyphs: Sequence[Glyph], line: Glyph) -> bool:
    """Whether glyphs are a small number standing higher than a line."""
    return all(
        glyph.text.isdecimal()
        and glyph.size < 0.9 * line.size
        and 0.1 * line.size < glyph.base - line.base < 0.75 * line.size
        for glyph in glyphs
    )


def _fragments(row: Sequence[Glyph]) -> list[_Fragment]:
    found = [_Fragment([row[0]])]
    for left, right in itertools.pairwise(row):
        if right.left - left.right > _WIDE * max(left.size, right.size):
            found.append(_Fragment([]))
        found[-1].glyphs.append(right)
    return found


def _attach_marks(fragments: Sequence[_Fragment], marks: Sequence[Glyph]) -> None:
    """Give each mark to the fragment it stands over or under."""
    places = [(fragment, fragment.left, fragment.right, fragment.base) for fragment in fragments]
    for mark in marks:
        best, nearest = None, 1.2 * mark.size
        slack = 0.3 * mark.size
        for fragment, left, right, base in places:
            # an accent's own origin is near the base line, its ink a little above
            if abs(mark.base - base) < nearest and left - slack <= mark.middle <= right + slack:
                best, nearest = fragment, abs(mark.base - base)
        if best is not None:
            best.marks.append(mark)


def _columns(fragments: list[_Fragment], rtl: bool, depth: int) -> list[list[_Fragment]]:
    """Groups of fragments in reading order, each one column of one band."""
    gutter = _gutter(fragments) if depth < 4 and len(fragments) >= 6 else None
    if gutter is None:
        return [fragments]
    groups: list[list[_Fragment]] = []
    band: list[_Fragment] = []

    def close() -> None:
        sides = (
            [f for f in band if (f.left + f.right) / 2 < gutter],
            [f for f in band if (f.left + f.right) / 2 >= gutter],
        )
        for side in reversed(sides) if rtl else sides:
            if side:
                groups.extend(_columns(side, rtl, depth + 1))
        band.clear()

    wide: list[_Fragment] = []
    for fragment in sorted(fragments, key=lambda fragment: -fragment.base):
        if fragment.left < gutter - 1 and fragment.right > gutter + 1:
            if band:
                close()
            wide.append(fragment)
            continue
        if wide:
            groups.append(wide)
            wide = []
        band.append(fragment)
    if band:
        close()
    if wide:
        groups.append(wide)
    return groups


def _gutter(fragments: Sequence[_Fragment]) -> float | None:
    """The x of white space that parts two columns, or None.

    A fifth of the lines may cross it (headings); each side must hold four lines, and the sides
    must stand beside each other for most of the shorter one.
    """
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    width = right - left
    if width <= 0:
        return None
    cover = [0] * (int(width) + 2)
    for fragment in fragments:
        for x in range(int(fragment.left - left) + 1, int(fragment.right - left)):
            cover[x] += 1
    rows = len({round(f.base) for f in fragments})
    size = sorted(f.size for f in fragments)[len(fragments) // 2]
    best, widest = None, 0.6 * size
    run = 0
    for x in range(int(0.12 * width), int(0.88 * width) + 1):
        if cover[x] <= 0.2 * rows:
            run += 1
            if run >= widest:
                middle = left + x - run / 2
                if _beside(fragments, middle):
                    best, widest = middle, run + 1
        else:
            run = 0
    return best


def _beside(fragments: Sequence[_Fragment], gutter: float) -> bool:
    lefts = sorted(f.base for f in fragments if f.right <= gutter + 1)
    rights = sorted(f.base for f in fragments if f.left >= gutter - 1)
    if len(lefts) < 4 or len(rights) < 4:
        return False
    shared = min(lefts[-1], rights[-1]) - max(lefts[0], rights[0])
    shorter = min(lefts[-1] - lefts[0], rights[-1] - rights[0])
    return shared > 0.5 * shorter


def _merged(fragments: Sequence[_Fragment]) -> list[_Fragment]:
    """Fragments of one column with those on the same baseline put together, from the top."""
    rows: list[_Fragment] = []
    for fragment in sorted(fragments, key=lambda fragment: (-fragment.base, fragment.left)):
        if rows and rows[-1].base - fragment.base <= 0.35 * min(rows[-1].size, fragment.size):
            rows[-1].glyphs.extend(fragment.glyphs)
            rows[-1].marks.extend(fragment.marks)
        else:
            rows.append(_Fragment(list(fragment.glyphs), list(fragment.marks)))
    for row in rows:
        row.glyphs.sort(key=lambda glyph: glyph.middle)
    return rows


def _line(row: _Fragment, page_rtl: bool, column: int) -> TextLine:
    letters = [glyph for glyph in row.glyphs if _LETTER.search(glyph.text)]
    arabic = sum(bool(_RTL.search(glyph.text)) for glyph in letters)
    rtl = page_rtl if not letters else (arabic > 0 if page_rtl else 2 * arabic > len(letters))
    tokens = _tokens(row, rtl)
    words = _words(_logical(tokens, rtl))
    return TextLine(words, row.left, row.right, row.base, row.size, rtl, column)


@dataclass(slots=True)
class _Token:
    """A glyph with its marks, or a space; ``kind`` is R, L, N (number) or O (other)."""

    text: str
    kind: str
    glyph: Glyph | None


def _tokens(row: _Fragment, rtl: bool) -> list[_Token]:
    """The line's glyphs as seen from the side reading begins, spaces put in."""
    glyphs = list(row.glyphs)
    _lam_before_alef(glyphs)
    borne = _borne_marks(glyphs, row.marks)
    tokens: list[_Token] = []
    for place, glyph in enumerate(glyphs):
        if place:
            before = glyphs[place - 1]
            gap = glyph.left - before.right
            if gap > _least_space(before, glyph) * min(glyph.size, before.size):
                tokens.append(_Token(" ", "O", None))
        tokens.append(_Token(glyph.text + borne.get(place, ""), _kind(glyph.text), glyph))
    return tokens[::-1] if rtl else tokens


def _least_space(left: Glyph, right: Glyph) -> float:
    """The least gap that is a space, in font sizes."""
    if left.by_space or right.by_space:
        return _DRAWN_SPACE
    return _SPACE if _RTL.search(left.text + right.text) else _LATIN_SPACE


def _lam_before_alef(glyphs: list[Glyph]) -> None:
    """In a ligature both letters share one box: as seen, alef stands left of lam."""
    for place in range(len(glyphs) - 1):
        left, right = glyphs[place], glyphs[place + 1]
        if (
            left.text == "ل"
            and right.text in _AFTER_LAM
            and left.right - right.left > 0.6 * (right.right - right.left)
        ):
            glyphs[place], glyphs[place + 1] = right, left


def _borne_marks(glyphs: Sequence[Glyph], marks: Sequence[Glyph]) -> dict[int, str]:
    """Index of glyph → the marks over or under it, shadda first."""
    borne: dict[int, list[Glyph]] = {}
    for mark in marks:
        bearers = [place for place, glyph in enumerate(glyphs) if _LETTER.search(glyph.text)]
        if not bearers:
            continue
        nearest = min(bearers, key=lambda place: _off(glyphs[place], mark))
        borne.setdefault(nearest, []).append(mark)
    return {
        place: "".join(m.text for m in sorted(found, key=lambda m: m.text != "\u0651"))
        for place, found in borne.items()
    }


def _off(glyph: Glyph, mark: Glyph) -> float:
    """How far a mark's middle is outside a glyph; inside, how far from its middle, slightly."""
    outside = max(glyph.left - mark.middle, mark.middle - glyph.right, 0.0)
    return outside * 10 + abs(mark.middle - glyph.middle)


def _kind(text: str) -> str:
    if _RTL.search(text) and not _DIGIT.search(text):
        return "R" if _LETTER.search(text) else "O"
    if _DIGIT.search(text):
        return "N"
    return "L" if _LETTER.search(text) else "O"


def _logical(tokens: list[_Token], rtl: bool) -> list[_Token]:
    """Tokens in logical order: runs against the line's direction turned round."""
    if not rtl:
        return _turned(tokens, _arabic_runs(tokens))
    return _turned(tokens, _foreign_runs(tokens))


def _turned(tokens: list[_Token], runs: Sequence[tuple[int, int]]) -> list[_Token]:
    for start, end in runs:
        tokens[start:end] = tokens[start:end][::-1]
    return tokens


def _arabic_runs(tokens: Sequence[_Token]) -> list[tuple[int, int]]:
    """Runs from the first to the last of neighbouring R tokens (spaces between them inside)."""
    return _runs(tokens, lambda token: token.kind == "R", lambda token: token.kind == "O")


def _foreign_runs(tokens: Sequence[_Token]) -> list[tuple[int, int]]:
    """Latin runs with what stands between them, and numbers with their separators."""
    latin = _runs(tokens, lambda token: token.kind in "LN", lambda token: token.kind == "O")
    runs: list[tuple[int, int]] = []
    for start, end in _within_brackets(tokens, latin):
        if any(token.kind == "L" for token in tokens[start:end]):
            runs.append((start, end))
        else:
            runs.extend(_numbers(tokens, start, end))
    return runs


def _within_brackets(
    tokens: Sequence[_Token], runs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Runs cut where a bracket has its mate outside: it goes with the line (UAX #9, N0)."""
    result: list[tuple[int, int]] = []
    for start, end in runs:
        text = [token.text for token in tokens[start:end]]
        if sum(text.count(c) for c in "([{«") == sum(text.count(c) for c in ")]}»"):
            result.append((start, end))
            continue
        part = list(tokens[start:end])
        for token in part:
            if token.text in "()[]{}«»":
                token.kind = "B"
        inner = _runs(part, lambda token: token.kind in "LN", lambda token: token.kind == "O")
        for first, last in inner:
            numeric = all(token.kind != "L" for token in part[first:last])
            led = numeric and start + first > 0 and tokens[start + first - 1].text in _SIGNS
            result.append((start + first - led, start + last))
    return result


def _numbers(tokens: Sequence[_Token], start: int, end: int) -> list[tuple[int, int]]:
    """Numbers of a run without Latin letters.

    After Arabic letters a hyphen between numbers does not join them (UAX #9, W2–W4), so that
    "2025-01-17" is seen as 17-01-2025; a dot, comma, colon or slash does.
    """
    runs: list[tuple[int, int]] = []
    at = start
    while at < end:
        if tokens[at].kind != "N":
            at += 1
            continue
        stop = at + 1
        while stop < end and (
            tokens[stop].kind == "N"
            or (
                tokens[stop].text in _NUMBER_SEPARATOR
                and stop + 1 < end
                and tokens[stop + 1].kind == "N"
            )
        ):
            stop += 1
        sign = at > start and tokens[at - 1].text in _SIGNS and _after_latin(tokens, at - 1)
        runs.append((at - sign, stop))
        at = stop
    return runs


def _after_latin(tokens: Sequence[_Token], place: int) -> bool:
    """Whether the last strong letter before ``place`` is Latin: there "3.5%" stays together."""
    kinds = (token.kind for token in reversed(tokens[:place]) if token.kind in "LR")
    return next(kinds, "R") == "L"


def _runs(tokens, inside, between) -> list[tuple[int, int]]:  # type: ignore[no-untyped-def]
    """Maximal runs that begin and end with an ``inside`` token, others ``between`` them."""
    runs: list[tuple[int, int]] = []
    start = last = -1
    for place, token in enumerate(tokens):
        if inside(token):
            start = place if start < 0 else start
            last = place
        elif not between(token):
            if start >= 0:
                runs.append((start, last + 1))
            start = -1
    if start >= 0:
        runs.append((start, last + 1))
    return runs


def _words(tokens: Sequence[_Token]) -> list[tuple[str, Box]]:
    words: list[tuple[str, Box]] = []
    text: list[str] = []
    glyphs: list[Glyph] = []
    for token in [*tokens, _Token(" ", "O", None)]:
        if token.glyph is not None:
            text.append(token.text)
            glyphs.append(token.glyph)
        elif glyphs:
            box = (
                round(min(g.left for g in glyphs), 2),
                round(min(g.bottom for g in glyphs), 2),
                round(max(g.right for g in glyphs), 2),
                round(max(g.top for g in glyphs), 2),
            )
            words.append(("".join(text), box))
            text, glyphs = [], []
    return words
