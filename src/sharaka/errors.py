"""The one exception tree.

    SharakaError                      anything Sharaka raises on purpose
    ├── UsageError                    the command was wrong (exit code 2)
    ├── ReadingError                  a document could not be read
    ├── CodingError                   a lexicon or a documents table is wrong
    │   └── LexiconError
    ├── EvidenceError                 a record does not fit its document
    ├── LedgerError                   the ledger or the case folder cannot be used
    │   └── CaseError
    └── ModelError                    a model or matrix is wrong

Every message says what happened, where, and what to do about it.
"""

from __future__ import annotations


class SharakaError(Exception):
    """What happened, the place it happened in, and the mend.

    ``place`` is a file, or a file and a position in it; ``mend`` is one imperative sentence.
    """

    def __init__(self, what: str, *, place: str | None = None, mend: str | None = None) -> None:
        self.what = what
        self.place = place
        self.mend = mend
        super().__init__(self.__str__())

    def __str__(self) -> str:
        head = f"{self.place}: {self.what}" if self.place else self.what
        return f"{head}. {self.mend}" if self.mend else head

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.place, self.mend))


def _rebuild(
    kind: type[SharakaError], what: str, place: str | None, mend: str | None
) -> SharakaError:
    """Make the exception again on the other side of a process boundary."""
    return kind(what, place=place, mend=mend)


class UsageError(SharakaError):
    """The command was called in a way that cannot work."""


class ReadingError(SharakaError):
    """A document could not be read; the others go on."""


class CodingError(SharakaError):
    """Coding could not start or go on."""


class LexiconError(CodingError):
    """A lexicon file holds a mistake."""


class EvidenceError(SharakaError):
    """A record does not fit the document it quotes."""


class LedgerError(SharakaError):
    """The ledger cannot be opened, read or written."""


class CaseError(LedgerError):
    """The case folder or its case.toml is wrong."""


class ModelError(SharakaError):
    """A model or matrix is wrong; the message names the cell."""
