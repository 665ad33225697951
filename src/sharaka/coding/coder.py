"""Document → records: every sentence looked at once, all six kinds read off it."""

from __future__ import annotations

import collections
import dataclasses
from dataclasses import dataclass

from sharaka.coding.context import Context
from sharaka.coding.dates import find_dates
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

_LANGUAGES = {"ar": "ar", "en": "en"}


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
    position = 0
    for block in document.blocks:
        back_to_pair(discourse)
        language = _LANGUAGES.get(block.language)
        inside = []
        while position < len(document.sentences) and document.sentences[position][0] < block.end:
            inside.append(document.sentences[position])
            position += 1
        if language is None:
            skipped[block.language] += len(inside)
            continue
        if block.kind == "note" or block.start in repeated:
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
    dates = [
        dataclasses.replace(hit, start=hit.start + start, end=hit.end + start)
        for hit in find_dates(body, language, anchor)
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
