"""From a posted form to the fields of a record; words are taken from the document by offset."""

from __future__ import annotations

import dataclasses
import math
import re
import typing
from collections.abc import Mapping
from typing import Any, Literal

from sharaka.errors import EvidenceError
from sharaka.evidence import Record
from sharaka.ledger.edtf import bounds
from sharaka.reading.document import Document
from sharaka.review import vocabulary
from sharaka.review.fields import KEPT, Shape, anchored, line, shapes
from sharaka.review.form import Form

#: A list that is longer than this is no record of one sentence.
_MANY = 60


def fields_of(
    kind: type[Record], form: Form, document: Document, before: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of a form as plain data; what it does not ask for is as in ``before``.

    Raises EvidenceError naming the field that does not hold what it should.
    """
    reader = _Reader(form, document)
    found = {
        name: reader.value(name, name, shape, before.get(name))
        for name, shape in shapes(kind).items()
        if name not in KEPT
    }
    return found | reader.quote(before)


def changes_of(
    kind: type[Record], form: Form, document: Document, before: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of a form that differ from ``before`` (as from ``to_dict``)."""
    found = fields_of(kind, form, document, before)
    # Compared as Python compares: 47 and 47.0 are one number, whichever way it was written.
    return {name: value for name, value in found.items() if value != before.get(name)}


class _Reader:
    """Reads one form; each method gives a value in plain data, or None for what is left empty."""

    def __init__(self, form: Form, document: Document) -> None:
        self._form = form
        self._document = document

    def quote(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The quote and the sentence round it."""
        if "quote.start" not in self._form:
            return {}
        place = self._place("quote", "quote")
        if place is None:
            raise self._fault("quote", "left empty", "Select the words in the text.")
        start, end = place
        if (start, end) == (before.get("start"), before.get("end")):
            return {}
        text = self._document.text
        around = [(a, b) for a, b in self._document.sentences if a < end and b > start]
        first = min([start, *(a for a, _ in around)])
        last = max([end, *(b for _, b in around)])
        sentence = {"start": first, "end": last, "text": text[first:last]}
        return {"quote": text[start:end], "start": start, "end": end, "sentence": sentence}

    def value(self, path: str, name: str, shape: Shape, before: Any) -> Any:
        hint, origin = shape.hint, typing.get_origin(shape.hint)
        if origin is tuple:
            return self._list(path, typing.get_args(hint)[0], before or [])
        if dataclasses.is_dataclass(hint):
            return self._group(path, typing.cast(type[Any], hint), shape, before)
        if path not in self._form:
            return before
        text = self._form.one(path).strip()
        if text == line(before):
            return before
        if not text:
            if shape.optional:
                return None
            raise self._fault(path, "left empty", "Choose or write a value.")
        if origin is Literal and text not in typing.get_args(hint):
            raise self._fault(path, "not in the list", "Choose one of the list.")
        if hint is bool:
            return {"yes": True, "no": False}.get(text, text)
        if name == "sign" and text not in ("1", "-1"):
            raise self._fault(path, "not in the list", "Choose one of the list.")
        if hint in (int, float):
            return self._number(path, text, hint)
        codes = vocabulary.closed(name)
        if codes is not None and text not in codes:
            raise self._fault(path, "not in the list", "Choose one of the list.")
        if name == "edtf" and bounds(text) is None:
            raise self._fault(path, "no EDTF date", "Write 2024-10-11, 2025-06 or 2025.")
        return text

    def _list(self, path: str, inner: Any, before: list[Any]) -> Any:
        if dataclasses.is_dataclass(inner):
            kind = typing.cast(type[Any], inner)
            rows = []
            for i in range(min(len(before) + 1, _MANY)):
                old = before[i] if i < len(before) else None
                shape = Shape(kind, optional=True)
                row = self._group(f"{path}.{i}", kind, shape, old)
                if row is not None:
                    rows.append(row)
            return rows
        if path not in self._form:
            return before
        given = [part.strip() for text in self._form.all(path) for part in re.split("[,،؛;]", text)]
        return list(dict.fromkeys(part for part in given if part))[:_MANY]

    def _group(self, path: str, kind: type[Any], shape: Shape, before: Any) -> Any:
        """A dataclass as a mapping; None when it may be missing and every input of it is empty."""
        if not any(field.startswith(f"{path}.") for field in self._form.fields):
            return before
        old = before or {}
        made: dict[str, Any] = {}
        if anchored(kind):
            made |= self._words(path, old)
        parts = {n: s for n, s in shapes(kind).items() if n not in made}
        empty = not any(v not in (None, "") for v in made.values()) and not any(
            self._form.one(f"{path}.{part}").strip() for part in parts if part != "basis"
        )
        if empty and shape.optional:
            return None
        for part, inner in parts.items():
            loose = Shape(inner.hint, optional=True) if _may_be_blank(kind, part) else inner
            value = self.value(f"{path}.{part}", part, loose, old.get(part))
            made[part] = "" if value is None and loose is not inner else value
        if made.get("basis") == "unknown" and made.get("edtf"):
            raise self._fault(path, "a date, but not how it is known", "Choose the basis.")
        if "basis" in made and not made.get("edtf"):
            made["basis"] = "unknown"
        # In the order of the dataclass, as to_dict writes it.
        return {field: made[field] for field in shapes(kind)}

    def _words(self, path: str, old: Mapping[str, Any]) -> dict[str, Any]:
        place = self._place(f"{path}.words", path)
        before = (old.get("start"), old.get("end"))
        if place == before or (place is None and before == (None, None)):
            return {"start": before[0], "end": before[1], "text": old.get("text") or ""}
        if place is None:
            return {"start": None, "end": None, "text": ""}
        start, end = place
        return {"start": start, "end": end, "text": self._document.text[start:end]}

    def _place(self, path: str, shown: str) -> tuple[int, int] | None:
        first, last = self._form.one(f"{path}.start"), self._form.one(f"{path}.end")
        if not first and not last:
            return None
        length = len(self._document.text)
        if not (first.isascii() and first.isdecimal() and last.isascii() and last.isdecimal()):
            raise self._fault(shown, "offsets that are no numbers", "Select the words again.")
        if len(first) > 12 or len(last) > 12 or not 0 <= int(first) < int(last) <= length:
            raise self._fault(shown, "outside the document", "Select the words again.")
        start, end = int(first), int(last)
        said = self._form.one(f"{path}.text")
        # The page says what was selected; if that is not what stands there, its count is wrong.
        if said and "".join(said.split()) != "".join(self._document.text[start:end].split()):
            raise self._fault(shown, "not the text that was selected", "Load the page again.")
        return start, end

    def _number(self, path: str, text: str, hint: type[Any]) -> float | int:
        try:
            number = float(text)
            if not math.isfinite(number) or (hint is int and not number.is_integer()):
                raise ValueError(text)
        except ValueError as error:
            raise self._fault(path, "no number", "Write digits.") from error
        return int(number) if hint is int else number

    def _fault(self, path: str, what: str, mend: str) -> EvidenceError:
        return EvidenceError(f"{path}: {what}", place=self._document.id, mend=mend)


def _may_be_blank(kind: type[Any], part: str) -> bool:
    """Whether an empty text is a value of the field: where ``""`` is its default, or its words."""
    field = next(field for field in dataclasses.fields(kind) if field.name == part)
    return field.default == "" or part == "text"
