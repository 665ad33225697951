"""The ledger's documents: their text, and whether they must be read or coded again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sharaka.errors import LedgerError, ReadingError
from sharaka.ledger.connection import guarded, writing
from sharaka.ledger.rows import dump, edition_of
from sharaka.reading.document import Document
from sharaka.reading.storage import document_from_dict, document_to_dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where a document stands: what it was read and coded with; when its file went missing."""

    id: str
    sha256: str
    read_key: str | None
    coded_key: str | None
    gone_at: str | None


class Documents:
    """The half of the ledger that keeps documents; see :class:`sharaka.ledger.Ledger`."""

    path: Path
    _connection: sqlite3.Connection

    def put_document(self, document: Document, *, key: str | None = None) -> None:
        """Store a document, in the place of the former one of its id.

        When its text changed, proposals nobody decided on are dropped and the decided ones stand
        as ``source changed``.  ``key`` tells later whether the file must be read again.
        """
        edition = edition_of(document.text)
        with writing(self._connection, self.path):
            self._connection.execute(
                "INSERT INTO documents (id, sha256, media_type, edition, read_key, payload)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                " sha256 = excluded.sha256, media_type = excluded.media_type,"
                " edition = excluded.edition, read_key = excluded.read_key, coded_key = NULL,"
                " gone_at = NULL, payload = excluded.payload",
                (
                    document.id, document.sha256, document.media_type, edition, key,
                    dump(document_to_dict(document)),
                ),
            )  # fmt: skip
            self._connection.execute(
                "DELETE FROM records WHERE document = ? AND edition <> ? AND NOT EXISTS"
                " (SELECT 1 FROM decisions AS c"
                "  WHERE c.record = records.id AND c.edition = records.edition)",
                (document.id, edition),
            )

    def documents(self, *, gone: bool = False) -> list[Document]:
        """The documents by id; with ``gone`` also those whose file is missing."""
        where = "" if gone else " WHERE gone_at IS NULL"
        with guarded(self.path):
            rows = self._connection.execute(
                f"SELECT id, payload FROM documents{where} ORDER BY id"
            ).fetchall()
        return [self._document(row) for row in rows]

    def document(self, document_id: str) -> Document:
        """One document, also when its file is missing.  Raises LedgerError when unknown."""
        return self._document(self._row(document_id, "id, payload"))

    def shelves(self) -> list[Shelf]:
        """Where every document stands, by id."""
        with guarded(self.path):
            rows = self._connection.execute(
                "SELECT id, sha256, read_key, coded_key, gone_at FROM documents ORDER BY id"
            ).fetchall()
        return [Shelf(**dict(row)) for row in rows]

    def mark_gone(self, document_ids: Iterable[str], at: str) -> None:
        """Mark documents whose file is missing; their records and decisions stay."""
        with writing(self._connection, self.path):
            self._connection.executemany(
                "UPDATE documents SET gone_at = ? WHERE id = ? AND gone_at IS NULL",
                [(at, document_id) for document_id in document_ids],
            )

    def mark_found(self, document_id: str) -> None:
        """Its file is there again."""
        with writing(self._connection, self.path):
            self._connection.execute(
                "UPDATE documents SET gone_at = NULL WHERE id = ?", (document_id,)
            )

    def _set_coded_key(self, document_id: str, key: str) -> None:
        self._connection.execute(
            "UPDATE documents SET coded_key = ? WHERE id = ?", (key, document_id)
        )

    def _document(self, row: sqlite3.Row) -> Document:
        try:
            return document_from_dict(json.loads(row["payload"]))
        except (ValueError, ReadingError) as error:
            raise LedgerError(
                f"the stored document {row['id']} cannot be read ({error})",
                place=str(self.path),
                mend="Code the case again; the file is read anew.",
            ) from error

    def _text(self, document_id: str) -> str:
        return self.document(document_id).text

    def _edition(self, document_id: str) -> str:
        return str(self._row(document_id, "edition")["edition"])

    def _row(self, document_id: str, columns: str) -> sqlite3.Row:
        with guarded(self.path):
            row = self._connection.execute(
                f"SELECT {columns} FROM documents WHERE id = ?", (document_id,)
            ).fetchone()
        if row is None:
            raise LedgerError(
                f"there is no document {document_id}",
                place=str(self.path),
                mend="Put the file into sources/ and code the case.",
            )
        found: sqlite3.Row = row
        return found
