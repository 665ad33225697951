"""A case: a folder of sources with ``case.toml``, ``model.toml`` and the ledger beside them.

>>> case = Case.create("relations", between=("RUS", "IRN"))      # doctest: +SKIP
>>> [source.id for source in case.sources()]                      # doctest: +SKIP
['001.txt', 'reports/002.pdf']
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from sharaka.errors import CaseError
from sharaka.ledger.casefile import CaseFile, SourceFile, load
from sharaka.ledger.scaffold import write_scaffold
from sharaka.reading.document import Metadata

_TEMPORARY_ENDINGS = ("~", ".tmp", ".temp", ".part", ".crdownload", ".swp", ".swo", ".bak", ".lock")
_TEMPORARY_STARTS = (".", "~$", "#")
_LITTER = {"thumbs.db", "desktop.ini", "__macosx"}


@dataclass(frozen=True, slots=True)
class Source:
    """One file below ``sources/``: its id (relative POSIX path, NFC) and where it is."""

    id: str
    path: Path


@dataclass(frozen=True, slots=True)
class Case:
    """A case folder, opened.  ``between`` is None until it is given or inferred.

    ``name`` maps ``ar`` and ``en`` to the title; ``described`` is what ``case.toml`` says about
    each source, by source id.
    """

    folder: Path
    name: dict[str, str]
    between: tuple[str, str] | None
    described: dict[str, SourceFile]

    @classmethod
    def create(cls, folder: Path | str, between: tuple[str, str] | None = None) -> Case:
        """Make the folder and its files; nothing that is already there is overwritten.

        Raises CaseError when the folder is already a case or cannot be written.
        """
        folder = Path(folder)
        if (folder / "case.toml").exists():
            raise CaseError(
                "this folder is already a case",
                place=str(folder / "case.toml"),
                mend="Choose another folder, or edit this case.toml.",
            )
        if folder.exists() and not folder.is_dir():
            raise CaseError(
                "a file has this name", place=str(folder), mend="Choose another name for the case."
            )
        try:
            write_scaffold(folder, between)
        except OSError as error:
            raise CaseError(
                f"the case cannot be written ({error.strerror or error})",
                place=str(folder),
                mend="Choose a folder you may write to, with space left on it.",
            ) from error
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path | str) -> Case:
        """Read ``case.toml``.  Raises CaseError naming the file, the key or line, and the mend."""
        folder = Path(folder)
        path = folder / "case.toml"
        if not folder.exists():
            raise CaseError(
                "there is no such folder",
                place=str(folder),
                mend=f"Check the name, or make it with: sharaka new {_shell(folder)}",
            )
        if not folder.is_dir():
            raise CaseError(
                "this is a file, not a case folder",
                place=str(folder),
                mend="Give the folder that holds case.toml.",
            )
        if not path.is_file():
            raise _no_case(folder)
        content: CaseFile = load(path)
        said, fallback = content.case.name, folder.resolve().name
        name = {
            "ar": said.get("ar") or said.get("en") or fallback,
            "en": said.get("en") or said.get("ar") or fallback,
        }
        described = {_nfc(key): value for key, value in content.sources.items()}
        return cls(folder=folder, name=name, between=content.case.between, described=described)

    @property
    def ledger_path(self) -> Path:
        return self.folder / "ledger.sqlite"

    @property
    def model_path(self) -> Path:
        return self.folder / "model.toml"

    @property
    def derived(self) -> Path:
        """``.sharaka/``: files that can be made again; created when first asked for."""
        path = self.folder / ".sharaka"
        path.mkdir(exist_ok=True)
        return path

    def sources(self) -> list[Source]:
        """Files below ``sources/``, sorted by id; hidden and temporary files are skipped.

        Raises CaseError when the folder is missing or holds no file.
        """
        root = self.folder / "sources"
        found = sorted(_files(root, root), key=lambda source: source.id) if root.is_dir() else []
        if not found:
            raise CaseError(
                "there are no documents to read" if root.is_dir() else "the folder is missing",
                place=str(root),
                mend="Put the documents (txt, html, pdf, docx) there and run the command again.",
            )
        return found

    def metadata(self, source_id: str) -> Metadata | None:
        """What ``case.toml`` says about a source; None when it says nothing."""
        said = self.described.get(_nfc(source_id))
        return said.as_metadata() if said else None

    def missing(self) -> list[str]:
        """Sources that ``case.toml`` describes and the folder does not hold, sorted."""
        root = self.folder / "sources"
        return sorted(set(self.described) - {source.id for source in _files(root, root)})


def _files(folder: Path, root: Path) -> list[Source]:
    if not folder.is_dir():
        return []
    found: list[Source] = []
    for path in sorted(folder.iterdir()):
        name = path.name
        if (
            name.startswith(_TEMPORARY_STARTS)
            or name.lower().endswith(_TEMPORARY_ENDINGS)
            or name.lower() in _LITTER
        ):
            continue
        if path.is_dir() and not path.is_symlink():  # a linked folder may lead round in a ring
            found.extend(_files(path, root))
        elif path.is_file():
            found.append(Source(_nfc(path.relative_to(root).as_posix()), path))
    return found


def _no_case(folder: Path) -> CaseError:
    documents = _files(folder, folder)
    if documents:
        what = f"this folder has no case.toml (it holds {len(documents)} other files)"
        mend = (
            f"Make it a case with: sharaka new {_shell(folder)}, then move the documents into "
            f"{folder / 'sources'}"
        )
    else:
        what = "this folder has no case.toml"
        mend = f"Make it a case with: sharaka new {_shell(folder)}"
    return CaseError(what, place=str(folder), mend=mend)


def _shell(folder: Path) -> str:
    text = str(folder)
    return f'"{text}"' if " " in text else text


def _nfc(text: str) -> str:
    # macOS may store names decomposed, while case.toml is typed composed.
    return unicodedata.normalize("NFC", text)
