"""Talking to the person: results on stdout, progress and messages on stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import typer

from sharaka.errors import SharakaError, UsageError


def emit(text: str = "") -> None:
    """A line of the result."""
    typer.echo(text)


def emit_json(plain: Any) -> None:
    """The result as JSON, Arabic as it is; on one line where a program reads it."""
    indent = 2 if sys.stdout.isatty() else None
    typer.echo(json.dumps(plain, ensure_ascii=False, indent=indent))


def warn(text: str) -> None:
    """Something to look at that is no failure."""
    typer.echo(f"warning: {text}", err=True)


def fail(text: str) -> None:
    """A part of the work that failed while the rest went on."""
    typer.echo(f"error: {text}", err=True)


def finish(*, failed: bool) -> None:
    """End with exit code 1 when a part of the work failed."""
    if failed:
        raise typer.Exit(1)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr, only when a person is looking; called with done, total and what was done."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _what: None
        return
    # Imported here: drawing a bar is all that rich is for, and it takes a while to load.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, what="")
        yield lambda done, total, what: bar.update(task, completed=done, total=total, what=what)


@contextmanager
def output(path: Path | None) -> Iterator[IO[str]]:
    """A file to write a result to, whole or not at all; stdout for None and ``-``."""
    if path is None or str(path) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    if path.is_dir():
        raise SharakaError(
            "cannot be written: a folder has this name",
            place=str(path),
            mend=f"Name a file, for example in it: {path / 'FILE'}",
        )
    try:
        file = tempfile.NamedTemporaryFile(  # noqa: SIM115
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        )
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(file.name)
    try:
        with file:
            yield file
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)  # temporary files are private, results are not
        temporary.replace(path)
    except OSError as error:
        # Only what went wrong with our own file is about the path that was asked for.
        own = error.filename in (None, str(temporary))
        if own and not isinstance(error, BrokenPipeError):
            raise _unwritable(path, error) from error
        raise
    finally:
        temporary.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> SharakaError:
    return SharakaError(
        f"cannot be written ({error.strerror or error})",
        place=str(path),
        mend="Choose a file in a folder that is there and that you may write to.",
    )


def counted(count: int, one: str, many: str | None = None) -> str:
    """``1 document``, ``2 documents``; ``many`` where it is not the singular with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def pair_from(text: str | None) -> tuple[str, str] | None:
    """``RUS,IRN`` as two known codes.  Raises UsageError, with every fault, for anything else."""
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    codes = [part.upper() for part in parts]
    if len(codes) != 2 or not all(codes) or codes[0] == codes[1]:
        raise UsageError(
            f"--between {text!r} does not name two different sides",
            mend="Write two codes with a comma between them: --between RUS,IRN",
        )
    # Imported here: the known codes are a gazetteer, which no other command needs yet.
    from sharaka.ledger.codes import fault

    faults = [fault(part) for part, code in zip(parts, codes, strict=True) if fault(code)]
    if faults:
        raise UsageError(
            f"--between {text}: " + "; ".join(filter(None, faults)),
            mend="Write two codes with a comma between them: --between RUS,IRN",
        )
    return codes[0], codes[1]


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, clip: int | None = None
) -> list[str]:
    """Lines of an aligned table, columns two spaces apart; cells wider than ``clip`` are cut."""
    rows = [[_clipped(cell, clip) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(head, *rows, strict=True)]
    lines = (head, ["-" * width for width in widths], *rows)
    return ["  ".join(map(_padded, line, widths)).rstrip() for line in lines]


#: Of no width: keeps a column of Arabic from changing places with its neighbour, and an arrow
#: between two Arabic names from pointing the wrong way, in terminals that lay Arabic out.
_LEFT_TO_RIGHT = "\u200e"


def apart(text: str) -> str:
    """The text so that what follows on the line stays on its right, if the text is Arabic."""
    arabic = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return text + _LEFT_TO_RIGHT * arabic


def _padded(cell: str, width: int) -> str:
    return apart(cell) + " " * (width - cells(cell))


def _clipped(cell: str, width: int | None) -> str:
    cell = " ".join(cell.split())
    if width is None or cells(cell) <= width:
        return cell
    taken = 0
    for place, letter in enumerate(cell):
        taken += cells(letter)
        if taken >= width:
            return cell[:place].rstrip() + "…"
    return cell


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: marks take none, wide letters two."""
    return sum(
        0 if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
        else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )  # fmt: skip


def terminal_width() -> int:
    """Columns to write in; wide when the output is no terminal (a file, a pipe)."""
    return shutil.get_terminal_size((200, 40)).columns
