"""model.toml: the analyst's own file.  Its format is described in docs/model.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from sharaka.errors import ModelError
from sharaka.foreseeing._text import shown, too_long
from sharaka.foreseeing.model import (
    Citation,
    Descriptor,
    Judgement,
    Model,
    Name,
    Variant,
    check_ids,
    check_size,
    filled_diagonal,
    name,
)

_TOP = {"title", "scale", "descriptor", "judgement", "forbidden"}
_DESCRIPTOR = {"id", "name", "variants", "now", "factors"}
_VARIANT = {"id", "name"}
_JUDGEMENT = {"from", "to", "value", "confidence", "evidence", "note"}
_CITATION = {"document", "quote"}
_FORBIDDEN = {"a", "b"}


#: What can hold brackets or line ends that mean nothing, and the heads of tables themselves.
_PIECES = re.compile(
    r"""
      ^[ \t]*\[\[[ \t]*(?P<quote>["']?)(?P<table>[\w-]+)(?P=quote)[ \t]*\]\][ \t]*(?=\#|\r?$)
    | \#[^\n]*
    | \"{3} (?:[^"\\]++|\\[\s\S]|"(?!""))*+ \"{3,5}
    | '{3} [\s\S]*? '{3,5}
    | "(?:\\.|[^"\\\n])*"
    | '[^'\n]*'
    | (?P<open>[\[{])
    | (?P<close>[\]}])
    """,
    re.MULTILINE | re.VERBOSE,
)


def parse(text: str, path: Path | str = "model.toml") -> Model:
    """A Model from the text of a model.toml; raises ModelError naming file, line and mend."""
    return built(text, decoded(text, path), path)


def decoded(text: str, path: Path | str = "model.toml") -> dict[str, Any]:
    """The tables of a TOML text; raises ModelError naming file, line and mend where it is none."""
    mend = "Mend the line; docs/model.md shows the format."
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        at = f":{found[1]}:{found[2]}" if found else f":{text.rstrip().count(chr(10)) + 1}"
        raise ModelError(
            f"not TOML ({re.sub(r' *[(]at .*[)]$', '', str(error))})",
            place=f"{path}{at}",
            mend=mend,
        ) from error
    except RecursionError as error:
        raise ModelError(
            "not a model: lists or tables nested too deep", place=str(path), mend=mend
        ) from error
    except ValueError as error:  # what only looks like a number or a date
        line = too_long(text)
        at = "" if line is None else f":{line}"
        what = f"not TOML ({error})" if line is None else "a number has too many digits to be read"
        raise ModelError(what, place=f"{path}{at}", mend=mend) from error


def built(text: str, plain: Mapping[str, Any], path: Path | str) -> Model:
    """The Model of a ``decoded`` text; raises ModelError naming file, line and mend."""
    return _Reader(text, plain, str(path)).model(plain)


def _heads(text: str) -> dict[str, list[int]]:
    """The lines on which each list's tables begin, those inside texts and lists not counted."""
    found: dict[str, list[int]] = {}
    depth, line, start = 0, 1, 0
    for piece in _PIECES.finditer(text):
        if piece["open"] or piece["close"]:
            depth += 1 if piece["open"] else -1
        elif piece["table"] and depth == 0:
            line += text.count("\n", start, piece.start())
            start = piece.start()
            found.setdefault(piece["table"], []).append(line)
    return found


class _Reader:
    """Reads one file, remembering where each table starts so that messages can name the line."""

    def __init__(self, text: str, plain: Mapping[str, Any], path: str) -> None:
        self.path = path
        heads = _heads(text)
        # tables written in another way have no lines of their own: better none than a wrong one
        self.lines = {
            table: heads.get(table, [])
            for table, listed in plain.items()
            if isinstance(listed, list) and len(listed) == len(heads.get(table, []))
        }

    def fail(self, what: str, mend: str, table: str = "", place: int = 0) -> NoReturn:
        lines = self.lines.get(table, [])
        at = f":{lines[place]}" if place < len(lines) else ""
        raise ModelError(what, place=f"{self.path}{at}", mend=mend)

    def keys(self, plain: Any, allowed: set[str], what: str, table: str = "", at: int = 0) -> None:
        if not isinstance(plain, Mapping):
            self.fail(f"{what} is not a table", "See docs/model.md for its form.", table, at)
        for key in plain:
            if key not in allowed:
                known = ", ".join(sorted(allowed))
                self.fail(f"{what} has an unknown key {shown(key)}", f"Use: {known}.", table, at)

    def text(self, value: Any, what: str, table: str, at: int) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fail(f"{what} is missing or not a text", "Write it in quotes.", table, at)
        return value

    def key(self, value: Any, what: str, table: str, at: int) -> str:
        own = self.text(value, what, table, at)
        if own != own.strip():
            # in "descriptor = variant" spaces mean nothing, so nothing could name it
            self.fail(
                f"{what}, {shown(own)}, begins or ends with a space", "Take it away.", table, at
            )
        return own

    def label(self, value: Any, fallback: str | None, what: str, table: str, at: int) -> Name:
        if value is None and fallback is not None:
            return name(fallback)
        if isinstance(value, str) and value:
            return name(value)
        fits = isinstance(value, Mapping) and value and set(value) <= {"ar", "en"}
        if not fits or not all(isinstance(part, str) and part for part in value.values()):
            self.fail(f"{what} is not a name", 'Write {ar = "…", en = "…"}.', table, at)
        return name(value)

    def tables(self, plain: Mapping[str, Any], key: str) -> list[Any]:
        found = plain.get(key, [])
        if not isinstance(found, list):
            self.fail(f"{key} is not a list of tables", f"Write [[{key}]] before each.")
        return found

    def model(self, plain: Mapping[str, Any]) -> Model:
        self.keys(plain, _TOP, "the model")
        scale = plain.get("scale", 3)
        if isinstance(scale, bool) or not isinstance(scale, (int, float)) or not 0 < scale <= 1000:
            self.fail(
                f"scale is {shown(scale)}", "Write a number above 0, at most 1000 (3 is usual)."
            )
        descriptors = tuple(
            self.descriptor(table, at) for at, table in enumerate(self.tables(plain, "descriptor"))
        )
        check_size((len(d.variants) for d in descriptors), self.path)
        check_ids(descriptors, self.path)
        self.places = {
            f"{d.id}={v.id}": (at, d_at)
            for at, (d_at, d, v) in enumerate(
                (d_at, d, v) for d_at, d in enumerate(descriptors) for v in d.variants
            )
        }
        self.descriptors = descriptors
        judgements = self.judgements(self.tables(plain, "judgement"), float(scale))
        size = len(self.places)
        matrix: Any = np.zeros((size, size), dtype=np.float64)
        for one in judgements:
            matrix[one.source, one.target] = one.value
        if (np.rint(matrix) == matrix).all():
            matrix = matrix.astype(np.int64)
        return Model(
            descriptors=descriptors,
            matrix=matrix,
            judgements=judgements,
            forbidden=self.forbidden(self.tables(plain, "forbidden")),
            title=self.label(plain["title"], None, "title", "", 0) if "title" in plain else None,
            source=self.path,
            filled_diagonal=filled_diagonal(matrix, [len(d.variants) for d in descriptors]),
            scale=scale,
        )

    def descriptor(self, plain: Any, at: int) -> Descriptor:
        table = "descriptor"
        self.keys(plain, _DESCRIPTOR, f"descriptor {at + 1}", table, at)
        own = self.key(plain.get("id"), f"the id of descriptor {at + 1}", table, at)
        if "=" in own:
            self.fail(f"descriptor id {own!r} holds '='", "Leave '=' out of ids.", table, at)
        listed = plain.get("variants")
        if not isinstance(listed, list) or not listed:
            self.fail(f"descriptor {own!r} has no variants", "List at least one.", table, at)
        variants = []
        for number, variant in enumerate(listed, 1):
            what = f"variant {number} of {own!r}"
            if isinstance(variant, str):
                variant = {"id": variant}
            self.keys(variant, _VARIANT, what, table, at)
            key = self.key(variant.get("id"), f"the id of {what}", table, at)
            variants.append(Variant(key, self.label(variant.get("name"), key, what, table, at)))
        now = plain.get("now")
        if now is not None and now not in [v.id for v in variants]:
            known = ", ".join(v.id for v in variants)
            self.fail(f"{own!r} has no variant {shown(now)} to be now", f"Use: {known}.", table, at)
        factors = plain.get("factors", [])
        if not isinstance(factors, list) or not all(isinstance(f, str) for f in factors):
            self.fail(f"factors of {own!r} is not a list of texts", "Write [].", table, at)
        return Descriptor(
            id=own,
            name=self.label(plain.get("name"), own, f"the name of {own!r}", table, at),
            variants=tuple(variants),
            now=now,
            factors=tuple(factors),
        )

    def ends(self, value: Any, key: str, table: str, at: int) -> tuple[int, int]:
        """(global variant index, descriptor index) of ``descriptor=variant``."""
        what = f"{table} {at + 1}: {key!r}"
        written = self.text(value, what, table, at)
        parts = re.split(r"\s*=\s*", written.strip(), maxsplit=1)
        if len(parts) != 2:
            self.fail(f"{what} is {written!r}", "Write descriptor=variant.", table, at)
        found = self.places.get("=".join(parts))
        if found is None:
            owner = next((d for d in self.descriptors if d.id == parts[0]), None)
            if owner is None:
                known = ", ".join(d.id for d in self.descriptors)
                self.fail(f"{what} names no descriptor {parts[0]!r}", f"Use: {known}.", table, at)
            known = ", ".join(v.id for v in owner.variants)
            self.fail(
                f"{what}: {owner.id!r} has no variant {parts[1]!r}", f"Use: {known}.", table, at
            )
        return found

    def judgements(self, tables: list[Any], scale: float) -> tuple[Judgement, ...]:
        found: dict[tuple[int, int], Judgement] = {}
        first: dict[tuple[int, int], int] = {}
        table = "judgement"
        for at, plain in enumerate(tables):
            self.keys(plain, _JUDGEMENT, f"judgement {at + 1}", table, at)
            source, source_owner = self.ends(plain.get("from"), "from", table, at)
            target, target_owner = self.ends(plain.get("to"), "to", table, at)
            cell = f"{plain['from']} → {plain['to']}"
            if source_owner == target_owner:
                own = self.descriptors[source_owner].id
                self.fail(
                    f"{cell} judges the descriptor {own!r} on itself",
                    "Remove it: a descriptor cannot favour its own variants.",
                    table,
                    at,
                )
            if (source, target) in found:
                line = self.lines.get(table)
                where = f" (first at line {line[first[source, target]]})" if line else ""
                self.fail(
                    f"{cell} is judged twice{where}", "Keep one, with all evidence.", table, at
                )
            value = self.number(plain.get("value"), f"the value of {cell}", -scale, scale, at)
            confidence = plain.get("confidence")
            if confidence is not None:
                confidence = self.number(confidence, f"the confidence of {cell}", 0, 1, at)
            note = plain.get("note")
            first[source, target] = at
            found[source, target] = Judgement(
                source=source,
                target=target,
                value=int(value) if float(value).is_integer() else value,
                confidence=confidence,
                evidence=self.evidence(plain.get("evidence", []), cell, at),
                note=None
                if note in (None, "")
                else self.label(note, None, f"the note of {cell}", table, at),
            )
        return tuple(found[cell] for cell in sorted(found))

    def number(self, value: Any, what: str, low: float, high: float, at: int) -> float:
        good = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not good or not low <= value <= high:  # nan is in no interval
            wider = " (a wider scale: write scale = … at the top)" if low < 0 else ""
            self.fail(
                f"{what} is {shown(value)}",
                f"Write a number from {low:g} to {high:g}{wider}.",
                "judgement",
                at,
            )
        return float(value)

    def evidence(self, listed: Any, cell: str, at: int) -> tuple[Citation, ...]:
        if not isinstance(listed, list):
            self.fail(
                f"the evidence of {cell} is not a list",
                'Write [{document = "…", quote = "…"}].',
                "judgement",
                at,
            )
        found = []
        for number, plain in enumerate(listed, 1):
            what = f"citation {number} of {cell}"
            self.keys(plain, _CITATION, what, "judgement", at)
            found.append(
                Citation(
                    self.text(plain.get("document"), f"the document of {what}", "judgement", at),
                    self.text(plain.get("quote"), f"the quote of {what}", "judgement", at),
                )
            )
        return tuple(found)

    def forbidden(self, tables: list[Any]) -> tuple[tuple[int, int], ...]:
        found = []
        for at, plain in enumerate(tables):
            self.keys(plain, _FORBIDDEN, f"forbidden pair {at + 1}", "forbidden", at)
            a, owner_a = self.ends(plain.get("a"), "a", "forbidden", at)
            b, owner_b = self.ends(plain.get("b"), "b", "forbidden", at)
            if owner_a == owner_b:
                self.fail(
                    f"forbidden pair {at + 1} lies inside one descriptor",
                    "Name variants of two descriptors: one descriptor never takes two at once.",
                    "forbidden",
                    at,
                )
            found.append((min(a, b), max(a, b)))
        return tuple(sorted(set(found)))
