"""Method, limits and what is not known: counted, not confessed in general."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sharaka.briefing.cite import Register
from sharaka.briefing.inputs import BriefInput
from sharaka.evidence import KINDS
from sharaka.reading.document import Diagnostic


@dataclass(frozen=True, slots=True)
class Method:
    """Counts by kind and state, who coded, what is undated, what reading noticed."""

    kinds: tuple[tuple[str, tuple[int, ...]], ...]
    states: tuple[str, ...]
    coders: tuple[tuple[str, int], ...]
    undated: int
    datable: int
    unattributed: int
    noticed: tuple[tuple[str, Diagnostic], ...]
    uncited: tuple[tuple[str, str], ...]


_STATES = ("proposed", "accepted", "edited", "rejected")


def method(given: BriefInput, register: Register) -> Method:
    """What a careful reader asks before believing a page."""
    counts = Counter((record.kind, record.state) for record in given.records)
    states = tuple(s for s in _STATES if any(counts[kind, s] for kind in KINDS))  # type: ignore[index]
    kept = [record for record in given.records if record.state != "rejected"]
    datable = [record for record in kept if hasattr(record, "date")]
    coders = Counter(record.coder for record in kept)
    return Method(
        kinds=tuple((kind, tuple(counts[kind, s] for s in states)) for kind in KINDS),  # type: ignore[index]
        states=states,
        coders=tuple(sorted(coders.items(), key=lambda pair: (-pair[1], pair[0]))),
        undated=sum(record.date.edtf is None for record in datable),
        datable=len(datable),
        unattributed=sum(record.attribution is None for record in kept),
        noticed=tuple(
            (document.id, diagnostic)
            for document in given.documents
            for diagnostic in document.diagnostics
            if diagnostic.severity != "info"
        ),
        uncited=tuple((citation.document, citation.quote) for citation in register.missing),
    )
