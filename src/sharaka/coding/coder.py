"""Document → records: every sentence looked at once, all six kinds read off it."""

from __future__ import annotations

import collections
import dataclasses
from dataclasses import dataclass

from sharaka.coding.context import Context
from sharaka.coding.dates import DateHit, find_dates
from sharaka.coding.discourse import Discourse
from sharaka.coding.events import events
from sharaka.coding.indicators import indicators
from sharaka.coding.influences import influences
from sharaka.coding.lexicon import lexicon
from sharaka.coding.mentions import find_mentions
from sharaka.coding.provisions import name_treaties, provisions
from sharaka.coding.quantities import find_quantities
from sharaka.coding.roles import Cast
from sharaka.coding.statements import statements
from sharaka.coding.transfers import transfers
from sharaka.coding.treaties import back_to_pair
from sharaka.coding.view import look
from sharaka.evidence import Record, Stretch
from sharaka.reading import Document
from sharaka.reading.normalise import fold

_LANGUAGES = {"ar": "ar", "en": "en"}
_HEADING = 60
#: Folded headings of reference lists.
_REFERENCES = frozenset({
    "المصادر", "مصادر", "المراجع", "الهوامش", "مصادر هذه الورقه", "ثبت المصادر", "مصادر النص",
    "sources", "references", "notes", "bibliography", "endnotes", "further reading",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """The records of one document, in text order, and what the coder could not do."""

    document: str
    records: tuple[Record, ...]
    warnings: tuple[str, ...]


def code(document: Document, *, pair: tuple[str, str] | None = None) -> CodedDocument:
    """Code a document into evidence.

    ``pair`` is whom "the two countries" means; without it the two states the document names most.
    Any text codes without an exception; blocks in other languages than Arabic and English are
    passed over, and said.
    """
    text = document.text
    discourse = Discourse(
        pair=pair or _likely_pair(document), published=document.metadata.published
    )
    records: list[Record] = []
    warnings: list[str] = []
    skipped: collections.Counter[str] = collections.Counter()
    #: Pull quotes say again what the body says.
    repeated = {d.start for d in document.diagnostics if d.code == "pull-quote"}
    references = False
    main = _main_language(document)
    position = 0
    for block in document.blocks:
        back_to_pair(discourse)
        discourse.anchor = discourse.latest
        language = _LANGUAGES.get(block.language)
        if language is None and block.end - block.start < _HEADING:
            language = main  # too short to tell: the document's own
        inside = []
        while position < len(document.sentences) and document.sentences[position][0] < block.end:
            inside.append(document.sentences[position])
            position += 1
        if language is None:
            skipped[block.language] += len(inside)
            continue
        if block.kind in ("note", "table") or block.start in repeated:
            continue
        if _heads_references(text[block.start : block.end]):
            references = True
        elif block.kind == "heading":
            references = False
        if references:
            continue
        for start, end in inside:
            records.extend(_sentence(document.id, text, start, end, language, discourse, warnings))
    for name, count in sorted(skipped.items()):
        if count:
            what = "sentence" if count == 1 else "sentences"
            warnings.append(f"not coded: {count} {what} in language {name!r}")
    return CodedDocument(document.id, tuple(name_treaties(records)), tuple(warnings))


def _sentence(
    document: str, text: str, start: int, end: int, language: str,
    discourse: Discourse, warnings: list[str],
) -> list[Record]:  # fmt: skip
    words = lexicon(language)
    view, cut = look(text, start, end, words)
    if cut:
        warnings.append(f"a sentence of {end - start} characters at {start} was cut")
    if not view.tokens:
        return []
    mentions = find_mentions(view, text, discourse)
    body = text[start:end]
    anchor = discourse.anchor or discourse.published
    found = _dates(body, language, anchor)
    dates = [
        dataclasses.replace(hit, start=hit.start + start, end=hit.end + start) for hit in found
    ]
    quantities = [
        dataclasses.replace(hit, start=hit.start + start, end=hit.end + start)
        for hit in find_quantities(body, language)
    ]
    context = Context(
        document=document, text=text, language=language, lexicon=words,
        sentence=Stretch(start, end, body), view=view, mentions=mentions,
        cast=Cast(view, mentions), dates=dates, quantities=quantities, discourse=discourse,
    )  # fmt: skip
    made: list[Record] = [
        *statements(context), *events(context), *transfers(context),
        *provisions(context), *influences(context), *indicators(context),
    ]  # fmt: skip
    for hit in dates:
        if (
            hit.edtf
            and hit.basis == "stated"
            and hit.role != "name"
            and len(hit.edtf) >= 7
            and "/" not in hit.edtf
        ):
            discourse.anchor = hit.edtf
            discourse.latest = max(discourse.latest or "", hit.edtf)
    first = next((m for m in mentions if m.acts and not m.prep and m.codes), None)
    if first is not None:
        discourse.subject = first.parties()[0]
    return made


def _likely_pair(document: Document) -> tuple[str, ...]:
    """The two states a document names most; what "the two sides" means unless told otherwise."""
    counts: collections.Counter[str] = collections.Counter()
    for block in document.blocks[:60]:
        language = _LANGUAGES.get(block.language)
        if language is None:
            continue
        view, _ = look(document.text, block.start, block.end, lexicon(language))
        for hit in view.of("state", "demonym"):
            if len(hit.entry.id) == 3 and hit.entry.part != "wary":
                counts[hit.entry.id] += 1
    top = [code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]]
    return tuple(top) if len(top) == 2 else ()


def _main_language(document: Document) -> str | None:
    """The language most of the document is in, if it can be coded."""
    counts: collections.Counter[str] = collections.Counter()
    for block in document.blocks:
        counts[block.language] += block.end - block.start
    return _LANGUAGES.get(counts.most_common(1)[0][0]) if counts else None


def _dates(body: str, language: str, anchor: str | None) -> list[DateHit]:
    """The dates of a sentence; one without a year leans first on the date stated before it."""
    hits = find_dates(body, language, anchor)
    stated = next(
        (
            h
            for h in hits
            if h.basis == "stated" and h.edtf and h.role != "name" and "/" not in h.edtf
        ),
        None,
    )
    if stated is None or all(h.basis == "stated" or h.start < stated.end for h in hits):
        return hits
    again = find_dates(body, language, stated.edtf)
    return [h for h in hits if h.start < stated.end] + [h for h in again if h.start >= stated.end]


def _heads_references(block: str) -> bool:
    """Whether a short block opens a list of references: titles in it tell no events."""
    return (
        len(block) <= _HEADING and fold(block).strip(" :.-\n").split("(")[0].strip() in _REFERENCES
    )
