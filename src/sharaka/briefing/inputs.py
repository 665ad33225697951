"""What a page is made from: plain data, gathered before anything is drawn.

The page is a pure function of :class:`BriefInput`: no clock, no disk, no network.  Futures come in
as their own small views, so that drawing needs to know nothing of how a model is solved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sharaka.evidence import Record
from sharaka.reading.document import Document
from sharaka.weighing.measures import Measures

#: Display text by language (ISO 639-1), as in ``name.ar`` and ``name.en`` of a model file.
Names = Mapping[str, str]


def in_language(names: Names, language: str) -> str:
    """The text in ``language``, else in English, else whatever there is."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One state a descriptor can take."""

    id: str
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """One element of the system; ``now`` is the index of today's variant, if it is known."""

    id: str
    names: Names
    variants: tuple[Variant, ...]
    now: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A judgement's evidence: a document and the exact words in it."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How strongly one variant favours another, -3 … +3.

    ``source`` and ``target`` are (descriptor, variant) indices.  Without ``evidence`` it is an
    analyst's assumption, and is shown as one.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    value: float
    evidence: tuple[Citation, ...] = ()
    note: Names | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Critical:
    """The smallest change of one judgement (an index) that breaks a scenario."""

    judgement: int
    change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A consistent scenario: a variant index for each descriptor.

    ``supports`` are indices of the judgements that carry it, the strongest first; ``critical`` the
    ones whose smallest change breaks it.
    """

    variants: tuple[int, ...]
    tis: float
    supports: tuple[int, ...] = ()
    critical: tuple[Critical, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The consistent scenarios once some descriptors are pinned: ``pins`` as (descriptor, variant)."""

    pins: tuple[tuple[int, int], ...]
    scenarios: tuple[tuple[int, ...], ...]
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """A solved model.  ``complete`` is False when a time limit cut the search short."""

    descriptors: tuple[Descriptor, ...]
    judgements: tuple[Judgement, ...]
    scenarios: tuple[Scenario, ...]
    matrix_hash: str
    complete: bool = True
    nodes: int = 0
    today_consistent: bool | None = None
    what_ifs: tuple[WhatIf, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not be read: its place in the case, and the error's own words."""

    file: str
    message: str


def as_written(words: str, _language: str) -> str:
    """The plainest naming: codes and names as they are."""
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefInput:
    """Everything a page shows.

    ``generated`` is the date to print (EDTF day), given by the caller.  ``actor_name`` turns a code
    and a language into a display name, ``proper_name`` a person's, outlet's or office's name as
    written into that of the language.  ``futures`` is None when the case has no model yet.
    ``cites`` lists, by document id, what a source itself rests on.  ``digits`` is the numbering system for languages that have a choice: ``latn`` or ``arab``.
    """

    names: Names
    pair: tuple[str, str]
    documents: tuple[Document, ...]
    records: tuple[Record, ...]
    measures: Measures
    generated: str
    futures: Futures | None = None
    failures: tuple[Failure, ...] = ()
    cites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("ar", "en")
    digits: str = "latn"
    actor_name: Callable[[str, str], str] = field(default=as_written)
    proper_name: Callable[[str, str], str] = field(default=as_written)
