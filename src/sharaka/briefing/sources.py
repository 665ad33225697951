"""The sources drawn: every document's text, its quotes marked, its records listed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from sharaka.briefing.cite import Place, Register
from sharaka.briefing.highlight import Passage, Quote, passages
from sharaka.briefing.inputs import BriefInput
from sharaka.briefing.translate import Translator
from sharaka.reading.document import Document


@dataclass(frozen=True, slots=True)
class Source:
    """A document with its passages, its places, and a link only when it is plain http(s)."""

    number: int
    document: Document
    language: str
    direction: str
    link: str | None
    passages: tuple[Passage, ...]
    places: tuple[Place, ...]


def sources(given: BriefInput, register: Register) -> list[Source]:
    """Every document of the case, quoted or not."""
    by_document: dict[str, list[Place]] = {document.id: [] for document in given.documents}
    for place in register.places:
        by_document[place.document].append(place)
    return [
        _source(number, document, by_document[document.id])
        for number, document in enumerate(given.documents, 1)
    ]


def _source(number: int, document: Document, places: list[Place]) -> Source:
    language = document.metadata.language or _commonest(document)
    return Source(
        number,
        document,
        language,
        "rtl" if language in {"ar", "fa", "ur", "he", "ckb", "ps"} else "ltr",
        _plain_link(document.metadata.url),
        tuple(passages(document, [_quote(place) for place in places])),
        tuple(places),
    )


def _quote(place: Place) -> Quote:
    record = place.record
    kind = record.kind if record else "judgement"
    proposed = " proposed" if record and record.state == "proposed" else ""
    return Quote(
        anchor=f"q-{place.key}", key=place.key, number=str(place.number),
        css=f"k-{kind}{proposed}", start=place.start, end=place.end, register=f"r-{place.key}",
    )  # fmt: skip


def _commonest(document: Document) -> str:
    sizes: dict[str, int] = {}
    for block in document.blocks:
        sizes[block.language] = sizes.get(block.language, 0) + block.end - block.start
    return max(sorted(sizes), key=lambda language: sizes[language], default="und")


def _plain_link(url: str | None) -> str | None:
    """The address when it can be a link: a document may claim any scheme, ``javascript:`` too."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def language_name(code: str, t: Translator) -> str:
    """A language's name in the reader's language; the code itself when unknown."""
    try:
        return Locale.parse(code).get_language_name(t.language) or code
    except (ValueError, UnknownLocaleError):
        return code
