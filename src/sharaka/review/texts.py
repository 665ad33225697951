"""Search over the text of every document of a case.

Folded text stands in an SQLite FTS5 table of trigrams below ``.sharaka/``, made again whenever
documents changed.  It only proposes documents; what counts as found is decided by
:mod:`sharaka.review.match`, and a map leads from the folded letters back to the text.
"""

from __future__ import annotations

import contextlib
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sharaka.errors import LedgerError
from sharaka.ledger import Case, Ledger
from sharaka.ledger.documents import Shelf
from sharaka.reading.document import Document
from sharaka.reading.normalise import fold, fold_with_map
from sharaka.review.match import pattern, words_of

#: Documents whose hits are shown, and hits shown of each.
SHOWN_DOCUMENTS = 20
SHOWN_HITS = 8
#: Code points of context on each side of a hit.
_AROUND = 60
_TABLES = """
    CREATE TABLE IF NOT EXISTS indexed (document TEXT PRIMARY KEY, key TEXT NOT NULL);
    CREATE VIRTUAL TABLE IF NOT EXISTS texts
        USING fts5(document UNINDEXED, folded, tokenize = 'trigram');
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words stand (code points), in which paragraph (from 1), and what is round them."""

    start: int
    end: int
    paragraph: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """A document with its first hits and how many it has."""

    document: Document
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Search:
    """The documents shown, and how many there are with how many hits."""

    query: str
    found: tuple[Found, ...]
    documents: int
    hits: int


def search(case: Case, query: str) -> Search:
    """The query's words in a row, in every document of the case; most hits first.

    Raises LedgerError when the index can be neither used nor made.
    """
    sought = pattern(query)
    if sought is None:
        return Search(query, (), 0, 0)
    with _index(case.derived / "search.sqlite") as index, Ledger.open(case.ledger_path) as ledger:
        _renew(index, ledger)
        counted = [
            (sum(1 for _ in sought.finditer(folded)), document)
            for document, folded in _proposed(index, query)
        ]
        kept = sorted((-count, document) for count, document in counted if count)
        found = [
            Found(text := ledger.document(name), hits_in(text, query, SHOWN_HITS), -count)
            for count, name in kept[:SHOWN_DOCUMENTS]
        ]
    return Search(query, tuple(found), len(kept), -sum(count for count, _ in kept))


def hits_in(document: Document, query: str, most: int | None = None) -> tuple[Hit, ...]:
    """Where a document has the query's words, in order; at most ``most``."""
    sought = pattern(query)
    if sought is None:
        return ()
    folded, places = fold_with_map(document.text)
    starts = [block.start for block in document.blocks]
    hits = []
    for match in sought.finditer(folded):
        start, end = places[match.start()], _after_marks(document.text, places[match.end() - 1])
        before = _from_word(document.text[max(0, start - _AROUND) : start])
        after = _from_word(document.text[end : end + _AROUND][::-1])[::-1]
        paragraph = max(1, bisect_right(starts, start))
        hits.append(Hit(start, end, paragraph, before, document.text[start:end], after))
        if len(hits) == most:
            break
    return tuple(hits)


def _after_marks(text: str, last: int) -> int:
    """The end of what the letter at ``last`` is written with: its vowel signs belong to it."""
    end = last + 1
    while end < len(text) and not fold(text[end]):
        end += 1
    return end


def _from_word(text: str) -> str:
    """Without the piece of a word it begins with, if it was cut there."""
    return text.partition(" ")[2] if len(text) == _AROUND and " " in text else text


def _proposed(index: sqlite3.Connection, query: str) -> list[tuple[str, str]]:
    """(id, folded text) of documents that hold the trigrams; of all, for very short words."""
    long = [f'"{word}"' for word in words_of(query) if len(word) >= 3]
    if not long:
        return index.execute("SELECT document, folded FROM texts").fetchall()
    return index.execute(
        "SELECT document, folded FROM texts WHERE texts MATCH ?", (" AND ".join(long),)
    ).fetchall()


def _renew(index: sqlite3.Connection, ledger: Ledger) -> None:
    """Index what is new or changed, forget what is gone."""
    wanted = {shelf.id: _key(shelf) for shelf in ledger.shelves() if shelf.gone_at is None}
    held = dict(index.execute("SELECT document, key FROM indexed").fetchall())
    if wanted == held:
        return
    index.execute("BEGIN IMMEDIATE")
    for document in held.keys() | wanted.keys():
        if held.get(document) == wanted.get(document):
            continue
        index.execute("DELETE FROM texts WHERE document = ?", (document,))
        index.execute("DELETE FROM indexed WHERE document = ?", (document,))
        if document in wanted:
            folded = fold(ledger.document(document).text)
            index.execute("INSERT INTO texts VALUES (?, ?)", (document, folded))
            index.execute("INSERT INTO indexed VALUES (?, ?)", (document, wanted[document]))
    index.execute("COMMIT")


def _key(shelf: Shelf) -> str:
    return f"{shelf.sha256} {shelf.read_key}"


@contextlib.contextmanager
def _index(path: Path) -> Iterator[sqlite3.Connection]:
    """The index, open; one that is damaged is thrown away and made again."""
    try:
        connection = _open(path)
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        connection = _open(path)
    try:
        yield connection
    except sqlite3.Error as error:
        raise LedgerError(
            f"the search index cannot be used ({error})",
            place=str(path),
            mend="Delete the file; it is made again.",
        ) from error
    finally:
        connection.close()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=20, isolation_level=None)
    try:
        connection.executescript(_TABLES)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
