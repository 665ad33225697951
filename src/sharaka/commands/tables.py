"""``sharaka code DOCS --out FILE``: a table of documents in, evidence out, line by line.

A documents table has one JSON object a line: ``id`` and ``text``, and if known ``language``,
``published`` (EDTF), ``title`` and ``url``.  The text is canonical as it is given.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sharaka.commands import console
from sharaka.errors import CodingError, SharakaError, UsageError
from sharaka.evidence import to_dict
from sharaka.reading import Document, Metadata, from_text

_KNOWN = ("language", "published", "title", "url", "author", "publisher")


def code(table: Path, out: Path, between: str | None, *, as_json: bool) -> None:
    """Code every document of a table; a bad line is reported and the others go on (exit code 1)."""
    pair = console.pair_from(between)
    if table.suffix.lower() != ".jsonl":
        raise UsageError(
            f"{table} is neither a case's folder nor a .jsonl table",
            mend="Write the table as JSON lines: one {id, text} object a line.",
        )
    if out.resolve() == table.resolve():
        raise UsageError("--out is the table itself", mend="Name another file.")
    # Imported late, so that wrong usage is said at once.
    from sharaka.coding.coder import code as code_document

    documents = records = failed = 0
    seen: set[str] = set()
    total = table.stat().st_size
    with (
        table.open("rb") as lines,
        console.output(out) as file,
        console.progress("Coding") as step,
    ):
        read = 0
        for number, line in enumerate(lines, 1):
            read += len(line)
            if not line.strip():
                continue
            place = f"{table}:{number}"
            try:
                document = _document(line, place, seen)
                coded = code_document(document, pair=pair)
            except SharakaError as error:
                failed += 1
                console.fail(str(error) if error.place == place else f"{place}: {error}")
                continue
            documents += 1
            records += len(coded.records)
            for warning in coded.warnings:
                console.warn(f"{place}: {warning}")
            for record in coded.records:
                file.write(json.dumps(to_dict(record), ensure_ascii=False) + "\n")
            step(read, total, document.id)
    summary = {"documents": documents, "records": records, "failed": failed, "out": str(out)}
    if str(out) == "-":
        pass  # stdout is the evidence; a summary would spoil it
    elif as_json:
        console.emit_json(summary)
    else:
        pieces = console.counted(records, "piece of evidence", "pieces of evidence")
        console.emit(f"Coded {console.counted(documents, 'document')}: {pieces} in {out}")
    console.finish(failed=failed > 0)


def _document(line: bytes, place: str, seen: set[str]) -> Document:
    try:
        plain: Any = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise CodingError(
            f"not a JSON object in UTF-8 ({error})", place=place, mend="Write one object a line."
        ) from error
    if not isinstance(plain, dict):
        raise CodingError("not a JSON object", place=place, mend='Write {"id": …, "text": …}.')
    name, text = plain.get("id"), plain.get("text")
    if not isinstance(name, str) or not name or not isinstance(text, str) or not text.strip():
        raise CodingError(
            "the id or the text is missing", place=place, mend='Write {"id": "…", "text": "…"}.'
        )
    if name in seen:
        raise CodingError(f"the id {name!r} is there twice", place=place, mend="Give it another.")
    seen.add(name)
    known = {key: plain[key] for key in _KNOWN if plain.get(key) is not None}
    for key, value in known.items():
        if not isinstance(value, str):
            raise CodingError(f"{key} is not a text", place=place, mend="Put it in quotes.")
    return from_text(text, name, metadata=Metadata(**known))
