"""The command line: thin, parse, call, print.

Results go to stdout, progress and messages to stderr.  Exit codes: 0 ok, 1 the work or a part of
it failed, 2 wrong usage.  What a command does lives in :mod:`sharaka.commands`, imported when the
command runs, so that ``sharaka --help`` answers at once.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sharaka import cli_model
from sharaka.cli_options import Again, Case, Json, Language, Names
from sharaka.errors import SharakaError, UsageError

#: What is taken for a table of documents even where there is no such file; only .jsonl is read.
TABLE_SUFFIXES = (".jsonl", ".json", ".csv", ".parquet")

app = typer.Typer(
    name="sharaka",
    help="Relations between states as an executable model: every number opens to its sentence.",
    epilog="Start with:  sharaka new CASE, copy documents into CASE/sources, sharaka brief CASE",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class ExportFormat(StrEnum):
    """The exchange formats of ``sharaka export``."""

    jsonl = "jsonl"


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        import sharaka

        typer.echo(f"sharaka {sharaka.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


@app.command()
def new(
    case: Case,
    between: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="The two sides; without it they are inferred."),
    ] = None,
    json: Json = False,
) -> None:
    """Make an empty case: sources/, case.toml, model.toml.

    Example:  sharaka new gulf --between SAU,IRN
    """
    from sharaka.commands import cases

    cases.new(case, between, as_json=json)


@app.command()
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A txt, html, pdf or docx file.")],
    json: Json = False,
) -> None:
    """Print the canonical text of one document.

    With --json also its metadata, diagnostics, and the map back to the file.

    Example:  sharaka read report.pdf > report.txt
    """
    from sharaka.commands import cases

    cases.read(file, as_json=json)


@app.command()
def code(
    source: Annotated[
        Path, typer.Argument(metavar="CASE|DOCS", help="A case, or a .jsonl table of documents.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where a table's evidence goes ('-' for stdout)."),
    ] = None,
    between: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="The two sides of a table of documents."),
    ] = None,
    again: Again = False,
    json: Json = False,
) -> None:
    """Read and code documents into quoted evidence.

    A case keeps its evidence in its ledger; what has not changed is not done again.

    Example:  sharaka code gulf

    Example:  sharaka code articles.jsonl --out evidence.jsonl
    """
    table = source.is_file() or source.suffix.lower() in TABLE_SUFFIXES
    if not table:
        if out is not None or between is not None:
            raise UsageError(
                "--out and --between are for tables of documents",
                mend="A case keeps its evidence (see: sharaka export) and its sides (case.toml).",
            )
        from sharaka.commands import cases

        cases.code(source, again=again, as_json=json)
        return
    if out is None:
        raise UsageError(
            "a table of documents needs --out", mend="For example: --out evidence.jsonl"
        )
    from sharaka.commands import tables

    tables.code(source, out, between, as_json=json)


@app.command()
def weigh(case: Case, json: Json = False) -> None:
    """Show the measures computed from the evidence.

    Exchange, words and deeds, treaties, conflicting accounts, drivers and limits.

    Example:  sharaka weigh gulf
    """
    from sharaka.commands import cases

    cases.weigh(case, as_json=json)


cli_model.add(app)


@app.command()
def brief(
    case: Case,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The page; CASE/briefing.html if not given.")
    ] = None,
    again: Again = False,
    json: Json = False,
) -> None:
    """Write the briefing page of a case.

    Codes what changed, weighs it, and solves model.toml if it holds a model.

    Example:  sharaka brief gulf --out gulf.html
    """
    from sharaka.commands import briefs

    briefs.brief(case, out, again=again, as_json=json)


@app.command()
def review(
    case: Case,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who reviews; asked on the page if not given."),
    ] = None,
    host: Annotated[
        str,
        typer.Option(
            help="The address to listen on; another than this machine's own needs a password."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 takes any free one.")
    ] = 8765,
    password: Annotated[
        str | None,
        typer.Option(
            envvar="SHARAKA_PASSWORD", help="What visitors must know.", show_default=False
        ),
    ] = None,
    language: Names = Language.ar,
) -> None:
    """Open the desk: accept, reject, correct and add evidence in a browser.

    Codes what changed first, then serves the desk until it is interrupted.

    Example:  sharaka review gulf --by "Samia Haddad"
    """
    from sharaka.commands import desks

    desks.review(case, by=by, host=host, port=port, password=password, language=language.value)


@app.command()
def export(
    case: Case,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="The exchange format.", show_default=True)
    ] = ExportFormat.jsonl,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; stdout if not given.")
    ] = None,
    rejected: Annotated[
        bool, typer.Option("--rejected", help="Rejected evidence too, marked as such.")
    ] = False,
) -> None:
    """Write the evidence in an exchange format.

    jsonl: one record a line, its fields are listed in docs/commands.md.

    Example:  sharaka export gulf --format jsonl --out evidence.jsonl
    """
    from sharaka.commands import cases

    cases.export(case, form.value, out, rejected=rejected)


def main() -> None:
    """Run the command line and exit; errors of ours become lines on stderr, never a traceback."""
    _speak_utf8()
    try:
        app()
    except UsageError as error:
        _say(error)
        sys.exit(2)
    except SharakaError as error:
        _say(error)
        sys.exit(1)
    except (MemoryError, RecursionError) as error:
        memory = isinstance(error, MemoryError)
        _say(
            SharakaError(
                "there is not enough memory for this" if memory else "the input is nested too deep",
                mend="Use a smaller input, or bounds such as --limit, where the command has them."
                if memory
                else "Look for lists in lists, or tables in tables, in the file given.",
            )
        )
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output (head, less) has had enough; nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.filename is None:
            raise
        _say(
            SharakaError(
                f"{error.strerror or error}",
                place=str(error.filename),
                mend="Check the path, its permissions and the space left.",
            )
        )
        sys.exit(1)


def _say(error: SharakaError) -> None:
    typer.echo(f"error: {error}", err=True)


def _speak_utf8() -> None:
    """Evidence is Arabic; a terminal set to another encoding must not make the work fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
