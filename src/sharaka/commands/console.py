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

from sharaka.errors import UsageError


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
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        try:
            yield file
        except BaseException:
            file.close()
            Path(file.name).unlink()
            raise
    umask = os.umask(0)
    os.umask(umask)
    Path(file.name).chmod(0o666 & ~umask)  # temporary files are private, results are not
    Path(file.name).replace(path)


def pair_from(text: str | None) -> tuple[str, str] | None:
    """``RUS,IRN`` as two codes.  Raises UsageError for anything else."""
    if text is None:
        return None
    codes = [part.strip().upper() for part in text.split(",")]
    if len(codes) != 2 or not all(codes) or codes[0] == codes[1]:
        raise UsageError(
            f"--between {text!r} does not name two different sides",
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


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cells(cell))


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
