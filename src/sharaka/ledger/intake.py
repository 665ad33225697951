"""Take the sources of a case into its ledger: read, code, keep what has not changed."""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from sharaka.errors import CaseError, SharakaError
from sharaka.ledger.case import Case, Source
from sharaka.ledger.documents import Shelf
from sharaka.ledger.judgements import now
from sharaka.ledger.rows import dump
from sharaka.ledger.store import Ledger
from sharaka.ledger.tools import Tools
from sharaka.reading.document import Metadata

#: Called after each source with how many are done, how many there are, and the source's id.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeReport:
    """What was done, by document id, sorted.

    ``read`` and ``coded`` were done anew, ``unchanged`` reused; ``errors`` are (id, message) of
    documents that could not be taken in (what the ledger held of them is kept); ``gone`` have no
    file any more; ``warnings`` are (id, message) of those taken in; ``records`` counts the
    evidence; ``changed`` lists documents with decisions that no longer fit their text.
    """

    read: tuple[str, ...]
    coded: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    errors: tuple[tuple[str, str], ...]
    warnings: tuple[tuple[str, str], ...]
    records: int
    seconds: float


def take_in(
    case: Case,
    ledger: Ledger,
    *,
    progress: Progress | None = None,
    again: bool = False,
    tools: Tools | None = None,
) -> IntakeReport:
    """Read and code every source; a source that fails is reported and the others go on.

    A file is read again only when its bytes, its metadata or the program changed, and coded again
    only when its text, the coder or the pair changed; ``again`` does both anyway.

    Raises CaseError when there is no source, LedgerError when the ledger cannot be used.
    """
    begun = time.monotonic()
    tools = tools or Tools.usual()
    sources = case.sources()
    shelves = {shelf.id: shelf for shelf in ledger.shelves()}
    work = _Work(case, ledger, tools, again)
    for number, source in enumerate(sources, start=1):
        work.take(source, shelves.get(source.id))
        if progress is not None:
            progress(number, len(sources), source.id)
    here = {source.id for source in sources}
    gone = sorted(set(shelves) - here)
    ledger.mark_gone(gone, now())
    work.warnings.extend(case.passed_over())
    for missing in case.missing():
        work.warnings.append((missing, "case.toml describes it, but it is not in sources/"))
    judged = ledger.holdings(decided=True)
    changed = {h.record.document for h in judged if h.standing == "source changed"}
    report = IntakeReport(
        read=tuple(work.read),
        coded=tuple(work.coded),
        unchanged=tuple(work.unchanged),
        gone=tuple(gone),
        changed=tuple(sorted(changed)),
        errors=tuple(work.errors),
        warnings=tuple(sorted(work.warnings)),
        records=ledger.count(),
        seconds=time.monotonic() - begun,
    )
    if report.read or report.coded or report.errors or set(gone) - _gone_before(shelves):
        ledger.log_run("code", coder=tools.coder, details=dataclasses.asdict(report))
    return report


class _Work:
    """One run over the sources, and what has come of it so far."""

    def __init__(self, case: Case, ledger: Ledger, tools: Tools, again: bool) -> None:
        self.case, self.ledger, self.tools, self.again = case, ledger, tools, again
        self.read: list[str] = []
        self.coded: list[str] = []
        self.unchanged: list[str] = []
        self.errors: list[tuple[str, str]] = []
        self.warnings: list[tuple[str, str]] = []

    def take(self, source: Source, shelf: Shelf | None) -> None:
        try:
            self._take(source, shelf)
        except SharakaError as error:
            self.errors.append((source.id, str(error)))
        except Exception as error:  # one bad document must not cost the others
            kind = type(error).__name__
            message = f"an error in Sharaka itself ({kind}: {error}). Please report it"
            self.errors.append((source.id, message))

    def _take(self, source: Source, shelf: Shelf | None) -> None:
        metadata = self.case.metadata(source.id)
        read_key = self._read_key(source, metadata)
        code_key = _digest(
            read_key, self.tools.coder, self.tools.code_version, dump(self.case.between)
        )
        fresh = shelf is not None and shelf.read_key == read_key and not self.again
        coded = fresh and shelf is not None and shelf.coded_key == code_key
        if shelf is not None and shelf.gone_at is not None and fresh:
            self.ledger.mark_found(source.id)
        if coded:
            self.unchanged.append(source.id)
            return
        if fresh:
            document = self.ledger.document(source.id)
        else:
            document = self.tools.read(source.path, id=source.id, metadata=metadata)
            self.ledger.put_document(document, key=read_key)
            self.read.append(source.id)
        found = self.tools.code(document, pair=self.case.between)
        self.ledger.replace_proposals(source.id, found.records, self.tools.coder, key=code_key)
        self.coded.append(source.id)
        self.warnings.extend((source.id, warning) for warning in found.warnings)

    def _read_key(self, source: Source, metadata: Metadata | None) -> str:
        try:
            with source.path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError as error:
            gone = not source.path.is_symlink()
            raise CaseError(
                "the file is gone" if gone else "the link leads nowhere",
                place=str(source.path),
                mend="Put the document itself there, or take the name out of the folder.",
            ) from error
        except OSError as error:
            raise CaseError(
                f"cannot be read ({error.strerror})",
                place=str(source.path),
                mend="Check its permissions.",
            ) from error
        said = dataclasses.asdict(metadata) if metadata else None
        return _digest(sha256, dump(said), self.tools.read_version)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def _gone_before(shelves: dict[str, Shelf]) -> set[str]:
    return {shelf.id for shelf in shelves.values() if shelf.gone_at is not None}
