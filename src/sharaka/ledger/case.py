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

        A link that leads nowhere is among them, so that reading it says so.  Raises CaseError
        when the folder is missing or holds no file.
        """
        root = self.folder / "sources"
        walked = _walk(root, root)
        if not walked.sources:
            what = "there are no documents to read" if root.is_dir() else "the folder is missing"
            over = "; ".join(f"{name}: {why}" for name, why in walked.passed_over)
            raise CaseError(
                f"{what} ({over})" if over else what,
                place=str(root),
                mend="Put the documents (txt, html, pdf, docx) there and run the command again.",
            )
        return sorted(walked.sources, key=lambda source: source.id)

    def passed_over(self) -> list[tuple[str, str]]:
        """What below ``sources/`` is no document though it may look like one: (id, why), by id."""
        root = self.folder / "sources"
        return sorted(_walk(root, root).passed_over)

    def metadata(self, source_id: str) -> Metadata | None:
        """What ``case.toml`` says about a source; None when it says nothing."""
        said = self.described.get(_nfc(source_id))
        return said.as_metadata() if said else None

    def missing(self) -> list[str]:
        """Sources that ``case.toml`` describes and the folder does not hold, sorted."""
        root = self.folder / "sources"
        return sorted(set(self.described) - {source.id for source in _walk(root, root).sources})


@dataclass(frozen=True, slots=True)
class _Walked:
    """What a folder holds: its documents, and what is passed over (id, why)."""

    sources: list[Source]
    passed_over: list[tuple[str, str]]


def _walk(folder: Path, root: Path) -> _Walked:
    found = _Walked([], [])
    if not folder.is_dir():
        return found
    for path in sorted(folder.iterdir()):
        name = path.name
        if (
            name.startswith(_TEMPORARY_STARTS)
            or name.lower().endswith(_TEMPORARY_ENDINGS)
            or name.lower() in _LITTER
        ):
            continue
        name = _nfc(path.relative_to(root).as_posix())
        if path.is_dir() and path.is_symlink():  # it may lead round in a ring
            found.passed_over.append(
                (name, "a link to a folder is not followed; copy the folder's documents instead")
            )
        elif path.is_dir():
            inner = _walk(path, root)
            found.sources.extend(inner.sources)
            found.passed_over.extend(inner.passed_over)
            if not (inner.sources or inner.passed_over):
                found.passed_over.append((name, "this is a folder, and holds no document"))
        elif path.is_file() or path.is_symlink():
            found.sources.append(Source(name, path))
        else:
            found.passed_over.append((name, "this is neither a file nor a folder"))
    return found


def _no_case(folder: Path) -> CaseError:
    documents = _walk(folder, folder).sources
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
