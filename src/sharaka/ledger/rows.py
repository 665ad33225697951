"""Records and documents as text in a row, and back."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sharaka.errors import EvidenceError, LedgerError
from sharaka.evidence import Record, check, from_dict, to_dict


def dump(plain: Any) -> str:
    """JSON, compact, Arabic as it is."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def edition_of(text: str) -> str:
    """What offsets hold for: a digest of the canonical text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def record_text(record: Record) -> str:
    """A proposal's fields; the state is not among them, decisions give it."""
    plain = to_dict(record)
    plain["state"] = "proposed"
    return dump(plain)


def record_from(text: str, place: str) -> Record:
    """Raises LedgerError when the row does not hold a record."""
    try:
        return from_dict(json.loads(text))
    except (ValueError, EvidenceError) as error:
        raise LedgerError(
            f"a record in the ledger cannot be read ({error})",
            place=place,
            mend="Code the document again.",
        ) from error


def family(coder: str) -> str:
    """The coder without its version: ``rules/2`` takes the place of ``rules/1``."""
    return coder.partition("/")[0]


def fit(record: Record, document: str, text: str) -> None:
    """Refuse a record that is not of this document or does not quote it.

    Raises EvidenceError naming the record and the field.
    """
    if record.document != document:
        raise EvidenceError(
            f"{record.kind} {record.id} is of {record.document!r}, not of this document",
            place=document,
            mend="Give each document its own records.",
        )
    numbers = (record.start, record.end, record.sentence.start, record.sentence.end)
    if not all(isinstance(number, int) for number in numbers):
        raise EvidenceError(
            f"{record.kind} {record.id}: offsets are not whole numbers",
            place=document,
            mend="Count offsets in code points of the canonical text.",
        )
    confidence = record.confidence
    if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise EvidenceError(
            f"{record.kind} {record.id}: confidence {confidence!r} is not between 0 and 1",
            place=document,
            mend="Give a number from 0 to 1.",
        )
    check(record, text)
