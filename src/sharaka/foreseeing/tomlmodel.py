"""model.toml: the analyst's own file.  Its format is described in docs/model.md."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from sharaka.errors import ModelError
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


def parse(text: str, path: Path | str = "model.toml") -> Model:
    """A Model from the text of a model.toml; raises ModelError naming file, line and mend."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        at = f":{found[1]}:{found[2]}" if found else f":{len(text.splitlines())}"
        raise ModelError(
            f"not TOML ({re.sub(r' *[(]at .*[)]$', '', str(error))})",
            place=f"{path}{at}",
            mend="Mend the line; docs/model.md shows the format.",
        ) from error
    return _Reader(text, str(path)).model(plain)


class _Reader:
    """Reads one file, remembering where each table starts so that messages can name the line."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.lines: dict[str, list[int]] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if found := re.match(r"\s*\[\[\s*\"?(\w+)\"?\s*\]\]", line):
                self.lines.setdefault(found[1], []).append(number)

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
                self.fail(f"{what} has an unknown key {key!r}", f"Use: {known}.", table, at)

    def text(self, value: Any, what: str, table: str, at: int) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fail(f"{what} is missing or not a text", "Write it in quotes.", table, at)
        return value

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
            self.fail(f"scale is {scale!r}", "Write a number above 0, at most 1000 (3 is usual).")
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
        own = self.text(plain.get("id"), f"the id of descriptor {at + 1}", table, at)
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
            key = self.text(variant.get("id"), f"the id of {what}", table, at)
            variants.append(Variant(key, self.label(variant.get("name"), key, what, table, at)))
        now = plain.get("now")
        if now is not None and now not in [v.id for v in variants]:
            known = ", ".join(v.id for v in variants)
            self.fail(f"{own!r} has no variant {now!r} to be now", f"Use: {known}.", table, at)
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
                line = self.lines.get(table, [])
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
        if not good or not math.isfinite(value) or not low <= value <= high:
            wider = " (a wider scale: write scale = … at the top)" if low < 0 else ""
            self.fail(
                f"{what} is {value!r}",
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
