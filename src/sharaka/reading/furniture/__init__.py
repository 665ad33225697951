"""Furniture: what a web page puts round an article, cut from copied text.

Cues are data (one toml a language); the rest is structure: before the first paragraph and after
the last one, what stands beyond a cue is the page's.  Everything cut is reported.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sharaka.reading.document import Diagnostic, Metadata
from sharaka.reading.draft import Draft, Line
from sharaka.reading.furniture.cues import Cues, all_cues, key
from sharaka.reading.furniture.dates import date_of

__all__ = ["without_furniture"]

_SHORT = 200
_BREADCRUMB = re.compile(r"\s*[»›>/|«‹←→]+\s*")
_URL = re.compile(r"https?://\S+")
_STOP = re.compile(r"[.!…؛:،]['\"”’»)\]]*\s*\Z")
_DASHES = re.compile(r"\s*[ـ\-–—|:]\s+|\s+[ـ\-–—|:]\s*")
_BULLET = re.compile(r"\s*[•‣▪●*\-–—\d]")
_MENU_WORDS = 3
_MENU_LINES = 5
_LONGEST_CUE_LINE = 14
_TITLE_WORDS = 4


@dataclass(slots=True)
class _Page:
    """The lines of a page while it is being cleared."""

    lines: Sequence[Line]
    cues: Cues
    cut: set[int] = field(default_factory=set)
    found: dict[str, str] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def learn(self, name: str, value: str | None) -> None:
        if value and name not in self.found:
            self.found[name] = value


def without_furniture(draft: Draft) -> Draft:
    """The draft's article: menus, boxes, share links and tails cut, bylines and dates learnt."""
    lines = draft.lines
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    body = [index for index in filled if _is_paragraph(lines[index].text)]
    if not body or len(filled) < 2:
        return draft
    page = _Page(lines, all_cues())
    page.keys = [key(line.text) if len(line.text) <= _SHORT else "" for line in lines]
    first, last = body[0], body[-1]
    head = [index for index in filled if index < first]
    tail = [index for index in filled if index > last]
    _clear_head(page, head)
    _clear_tail(page, tail)
    for index in filled:
        if first < index < last and index not in page.cut and page.keys[index]:
            _clear_inside(page, index)
    _learn_title(page, [index for index in head if index not in page.cut])
    return _result(draft, page)


def _is_paragraph(text: str) -> bool:
    return len(text) >= 160 or (len(text) >= 80 and _STOP.search(text) is not None)


def _clear_head(page: _Page, head: Sequence[int]) -> None:
    """Cut what stands before the last cue of the head, then breadcrumbs, sections and dates."""
    _cut_menus(page, head)
    crumbs: list[str] = []
    last_cue = -1
    for place, index in enumerate(head):
        line = page.keys[index]
        if _is_cue(page, index):
            last_cue = place
        elif _is_breadcrumb(page, index):
            crumbs = [key(part) for part in _BREADCRUMB.split(page.lines[index].text)]
            page.cut.add(index)
        elif crumbs and any(part and line.startswith(part) for part in crumbs[1:-1]):
            page.cut.add(index)  # the section's name, said again
        elif _date_line(page, index) or _special(page, index):
            page.cut.add(index)
    later = [index for index in head[last_cue + 1 :] if index not in page.cut]
    title = None
    if not any(_words(page, index) >= _TITLE_WORDS for index in later):
        named = [index for index in head if index not in page.cut and not _is_cue(page, index)]
        title = max(named, key=lambda index: _words(page, index), default=None)
    for index in head[: last_cue + 1]:
        byline = title is not None and index > title and _is_byline(page, index)
        if index != title and not byline and not _date_line(page, index):
            page.cut.add(index)
    if len(crumbs) > 1 and crumbs[-1]:
        for index in head:
            if page.keys[index] == crumbs[-1]:
                page.cut.discard(index)


def _clear_tail(page: _Page, tail: Sequence[int]) -> None:
    """Cut from the first tail cue on, and single cues, sources, links and dates before it."""
    beyond = False
    for index in tail:
        line = page.keys[index]
        if beyond or _is_cue(page, index) or page.cues.begins("tail", line):
            beyond = True
            page.cut.add(index)
        elif _source(page, index) or _link(page, index) or _date_line(page, index):
            page.cut.add(index)
    _cut_menus(page, [index for index in tail if index not in page.cut])


def _clear_inside(page: _Page, index: int) -> None:
    line = page.keys[index]
    words = line.count(" ") + 1
    leads_away = page.cues.begins("inline", line) is not None and words <= 25
    follow = page.cues.begins("starts", line) is not None and words <= 8
    if (page.cues.equals("exact", line) and words > 1) or leads_away or follow:
        page.cut.add(index)


def _is_cue(page: _Page, index: int) -> bool:
    line = page.keys[index]
    if not line:
        return bool(page.lines[index].text.strip()) and len(page.lines[index].text) < _SHORT
    words = line.count(" ") + 1
    return page.cues.equals("exact", line) or (
        words <= _LONGEST_CUE_LINE and page.cues.begins("starts", line) is not None
    )


def _words(page: _Page, index: int) -> int:
    return len(page.keys[index].split())


def _is_byline(page: _Page, index: int) -> bool:
    return page.cues.begins("author", page.keys[index]) is not None or _is_name(page, index)


def _is_breadcrumb(page: _Page, index: int) -> bool:
    parts = _BREADCRUMB.split(page.lines[index].text.strip())
    return len(parts) >= 2 and page.cues.equals("home", key(parts[0]))


def _cut_menus(page: _Page, indices: Sequence[int]) -> None:
    """Cut runs of five or more lines of one to three words: no article is written so."""
    run: list[int] = []
    for index in [*indices, -1]:
        text = page.lines[index].text if index >= 0 else ""
        if index >= 0 and len(text.split()) <= _MENU_WORDS and not _BULLET.match(text):
            run.append(index)
            continue
        if len(run) >= _MENU_LINES:
            page.cut.update(run)
        run = []


def _date_line(page: _Page, index: int) -> bool:
    date = date_of(page.keys[index], page.cues)
    page.learn("published", date)
    return date is not None


def _special(page: _Page, index: int) -> bool:
    """«خاص ـ name of the house ـ city»: the publisher."""
    line = page.lines[index].text.strip()
    parts = [part.strip() for part in _DASHES.split(line) if part.strip()]
    if len(parts) < 2 or not page.cues.equals("special", key(parts[0])) or _STOP.search(line):
        return False
    page.learn("publisher", parts[1])
    return True


def _source(page: _Page, index: int) -> bool:
    line = page.lines[index].text.strip()
    head, colon, rest = line.partition(":")
    if not colon or not page.cues.equals("source", key(head)) or len(rest.split()) > 12:
        return False
    link = _URL.search(rest)
    if link:
        page.learn("url", link.group())
    page.learn("publisher", _URL.sub("", rest).strip(" .،-–—") or None)
    return True


def _link(page: _Page, index: int) -> bool:
    """A short link, or a line that is only an address."""
    line = page.lines[index].text.strip()
    link = _URL.search(line)
    if link is None:
        return page.cues.begins("short_link", page.keys[index]) is not None
    rest = key(line.replace(link.group(), ""))
    if rest and page.cues.begins("short_link", rest) is None:
        return False
    page.learn("url", link.group())
    return True


def _learn_title(page: _Page, head: Sequence[int]) -> None:
    """The first line left of the head is the title; a name right below it the author."""
    for place, index in enumerate(head):
        line = page.lines[index]
        led = page.cues.begins("author", page.keys[index])
        if led is not None and len(line.text.split()) <= 8:
            words = line.text.split()[len(led.split()) :]
            page.learn("author", " ".join(words).strip(" :،-–—ـ") or None)
            line.kind = "note"
        elif place == 0:
            page.learn("title", _balanced(line.text.strip()))
            line.kind = "heading"
        elif place == 1 and _is_name(page, index):
            page.learn("author", line.text.strip())
            line.kind = "note"


def _balanced(title: str) -> str:
    """A title without a quotation mark that has lost its mate."""
    for opens, closes in ("“”", "«»", '""'):
        if title.count(opens) + title.count(closes) * (opens != closes) == 1:
            title = title.strip(opens + closes)
    return title


def _is_name(page: _Page, index: int) -> bool:
    text = page.lines[index].text.strip()
    words = page.keys[index].split(" ")
    return (
        2 <= len(words) <= 4
        and all(word.isalpha() and len(word) > 1 for word in words)
        and not _STOP.search(text)
        and not text.endswith(("؟", "?", "!"))
        and not any(page.cues.equals("not_a_name", word) for word in words)
        and not words[0].startswith(("ال", "وال", "بال", "لل"))
        and (text.istitle() or not text.isascii())
    )


def _result(draft: Draft, page: _Page) -> Draft:
    known = dataclasses.asdict(draft.metadata)
    learnt = {name: known.get(name) or value for name, value in page.found.items()}
    metadata: Metadata = dataclasses.replace(draft.metadata, **learnt)
    if not page.cut:
        return dataclasses.replace(draft, metadata=metadata)
    kept: list[Line] = []
    dropped = [page.lines[index].text.strip() for index in sorted(page.cut)]
    for index, line in enumerate(page.lines):
        if index in page.cut:
            continue
        blank = not line.text.strip()
        if blank and index - 1 in page.cut and (not kept or not kept[-1].text.strip()):
            page.cut.add(index)  # the blank line that went with what was cut
            continue
        if blank and not kept:
            continue
        kept.append(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    note = Diagnostic(
        code="furniture",
        message=f"{len(dropped)} lines of page furniture cut: "
        + " | ".join(text[:60] for text in dropped[:20]),
    )
    return dataclasses.replace(
        draft, lines=kept, metadata=metadata, diagnostics=[*draft.diagnostics, note]
    )
