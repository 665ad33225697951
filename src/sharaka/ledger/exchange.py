"""Evidence as JSON lines: one record a line, exactly the fields of ``evidence.to_dict``."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from sharaka.errors import EvidenceError, SharakaError
from sharaka.evidence import Record, to_dict
from sharaka.ledger.boundary import record_from_plain
from sharaka.ledger.rows import family, fit
from sharaka.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """``added`` and ``decided`` count records and decisions; ``refused`` are (line, message)."""

    added: int
    decided: int
    refused: tuple[tuple[int, str], ...]


def export_jsonl(ledger: Ledger, out: IO[str], *, rejected: bool = False) -> int:
    """Write the evidence to ``out``, by document and place; returns how many lines.

    Rejected records are left out unless asked for.
    """
    count = 0
    for record in ledger.records():
        if record.state != "rejected" or rejected:
            out.write(json.dumps(to_dict(record), ensure_ascii=False) + "\n")
            count += 1
    return count


def import_jsonl(ledger: Ledger, lines: Iterable[str], *, by: str = "import") -> ImportReport:
    """Add records from JSON lines to documents the ledger holds.

    Lines that are no record, or do not quote a document that is held, are refused by line number
    and the others go on.  A record's state is kept as a decision by ``by``.  Doing it again
    changes nothing.  An id that another coder or document holds is replaced by one derived from all
    three.
    """
    refused: list[tuple[int, str]] = []
    groups: dict[tuple[str, str], dict[str, Record]] = defaultdict(dict)
    texts = {document.id: document.text for document in ledger.documents()}
    owners = {
        holding.record.id: (holding.record.document, family(holding.record.coder))
        for holding in ledger.holdings()
        if holding.standing in ("current", "withdrawn")
    }
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = _record(line)
            if record.document not in texts:
                raise EvidenceError(
                    f"the ledger holds no document {record.document!r}",
                    mend="Put the file into sources/ and code the case first.",
                )
            fit(record, record.document, texts[record.document])
        except SharakaError as error:
            refused.append((number, str(error)))
            continue
        owner = (record.document, family(record.coder))
        if owners.setdefault(record.id, owner) != owner:
            record = dataclasses.replace(record, id=_own_id(record))
        group = groups[record.document, record.coder]
        if record.id in group:
            refused.append((number, f"record {record.id} stands in the file twice"))
        else:
            group[record.id] = record
    added, decided = 0, 0
    with ledger.together():
        for (document, coder), group in sorted(groups.items()):
            proposals = [dataclasses.replace(record, state="proposed") for record in group.values()]
            ledger.add_proposals(document, proposals, coder)
            added += len(proposals)
            for record in group.values():
                decided += _decide(ledger, record, by)
    return ImportReport(added=added, decided=decided, refused=tuple(refused))


def _record(line: str) -> Record:
    try:
        plain = json.loads(line)
    except ValueError as error:
        raise EvidenceError(f"not JSON ({error})", mend="Write one JSON object a line.") from error
    if not isinstance(plain, dict):
        raise EvidenceError("not a JSON object", mend="Write one JSON object a line.")
    return record_from_plain(plain)


def _own_id(record: Record) -> str:
    key = f"{record.id}\x1f{record.document}\x1f{family(record.coder)}"
    return hashlib.blake2b(key.encode(), digest_size=8).hexdigest()


def _decide(ledger: Ledger, record: Record, by: str) -> int:
    """Keep the state the file gives, unless the ledger has a decision already."""
    if record.state == "proposed" or ledger.record(record.id).state != "proposed":
        return 0
    note = "edited before the import" if record.state == "edited" else None
    ledger.decide(record.id, "reject" if record.state == "rejected" else "accept", by, note=note)
    return 1
