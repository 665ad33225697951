"""The reader and the coder that taking in uses, and when their work must be done again."""

from __future__ import annotations

import hashlib
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol

import sharaka
from sharaka.evidence import Record
from sharaka.reading.document import Document, Metadata

#: Files of a package that change what it does.
_SUFFIXES = (".py", ".toml", ".json", ".gz", ".xz", ".npz", ".bin", ".txt")


class Coded(Protocol):
    """What coding a document gives."""

    @property
    def records(self) -> tuple[Record, ...]: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...


class Reader(Protocol):
    def __call__(self, path: Path, *, id: str, metadata: Metadata | None) -> Document: ...  # noqa: A002


class Coder(Protocol):
    def __call__(self, document: Document, *, pair: tuple[str, str] | None) -> Coded: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """``coder`` is the name records carry; the two versions change when the work would."""

    read: Reader
    code: Coder
    coder: str
    read_version: str = sharaka.__version__
    code_version: str = sharaka.__version__

    @classmethod
    def usual(cls) -> Tools:
        """The project's own reader and rules."""
        # Imported here: opening a ledger should load neither PDF engines nor lexicons.
        from sharaka import coding, reading

        return cls(
            read=reading.read,
            code=typing.cast(Coder, coding.code),
            coder=coding.CODER,
            read_version=fingerprint("sharaka.reading"),
            code_version=fingerprint("sharaka.coding"),
        )


def fingerprint(package: str) -> str:
    """A digest of a package's code and data.

    A corrected lexicon is thus taken up by the next run, without anybody raising a version number.
    """
    digest = hashlib.blake2b(digest_size=16)
    for name, content in _files(resources.files(package), ""):
        digest.update(f"{name}\x1f{len(content)}\x1f".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        name = f"{prefix}{part.name}"
        if part.is_dir():
            yield from _files(part, f"{name}/")
        elif part.name.endswith(_SUFFIXES):
            yield name, part.read_bytes()
