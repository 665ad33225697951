"""A record as a form: its dataclass fields become inputs, whatever the kind.

Nothing here knows the kinds.  A path like ``actors.0.code`` names an input on the page, in the
posted form and in the comparison of a record with what it was.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sharaka.evidence import Record
from sharaka.review import vocabulary

#: ``words`` is a stretch of the document: offsets that lead to text, never text itself.
Widget = Literal["choice", "checks", "text", "codes", "number", "words"]

#: Fields of every record that no form changes; the quote has an input of its own.
KEPT = frozenset(
    {"id", "document", "coder", "confidence", "sentence", "quote", "start", "end", "state", "rules"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input with the value it shows (for ``words`` a mapping with start, end and text)."""

    path: str
    name: str
    widget: Widget
    value: Any
    choices: tuple[str, ...] = ()
    optional: bool = False
    suggest: str = ""

    @property
    def context(self) -> str:
        """The label context of its codes."""
        return vocabulary.CONTEXTS.get(self.name, self.name)

    @property
    def blank(self) -> bool:
        """Whether nothing is in it."""
        if self.widget == "words":
            return self.value.get("start") in (None, "") and not self.value.get("text")
        return not self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Inputs that belong together; one of ``many`` when the field holds a list."""

    path: str
    name: str
    parts: tuple[Input | Group, ...]
    many: bool = False
    optional: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is in any of its inputs."""
        return all(part.blank for part in self.parts)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field's type asks for."""

    hint: Any
    optional: bool


def inputs(kind: type[Record], plain: Mapping[str, Any]) -> tuple[Input | Group, ...]:
    """The form of a record of a kind; ``plain`` as from ``to_dict``, missing fields empty."""
    quote = {"start": plain.get("start"), "end": plain.get("end"), "text": plain.get("quote", "")}
    made: list[Input | Group] = [Input(path="quote", name="quote", widget="words", value=quote)]
    for name, shape in shapes(kind).items():
        if name not in KEPT:
            made.append(_part(name, name, shape, plain.get(name)))
    # Whom it is according to is asked last, after what it says.
    made.sort(key=lambda part: part.name == "attribution")
    return tuple(made)


@functools.cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def shapes(kind: type[Any]) -> dict[str, Shape]:
    """The fields of a dataclass, by name, in order."""
    hints = _hints(typing.cast(Hashable, kind))
    return {field.name: _shape(hints[field.name]) for field in dataclasses.fields(kind)}


def _shape(hint: Any) -> Shape:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        return Shape(inner[0], optional=True)
    return Shape(hint, optional=False)


def anchored(kind: Any) -> bool:
    """Whether a dataclass carries a stretch of the text with its offsets."""
    return dataclasses.is_dataclass(kind) and {"start", "end", "text"} <= {
        field.name for field in dataclasses.fields(kind)
    }


def _part(path: str, name: str, shape: Shape, value: Any) -> Input | Group:
    hint, origin = shape.hint, typing.get_origin(shape.hint)
    make = functools.partial(Input, path=path, name=name, optional=shape.optional)
    if origin is Literal:
        return make(widget="choice", value=value, choices=typing.get_args(hint))
    if origin is tuple:
        return _list(path, name, _shape(typing.get_args(hint)[0]), value or [])
    if dataclasses.is_dataclass(hint):
        return _group(path, name, typing.cast(type[Any], hint), value, shape.optional)
    if hint is bool:
        return make(widget="choice", value=_text(value), choices=("yes", "no"))
    if name == "sign":
        return make(widget="choice", value=_text(value), choices=("1", "-1"))
    if hint in (int, float):
        return make(widget="number", value=_text(value))
    codes = vocabulary.closed(name)
    if codes is not None:
        # A code the list does not know stays: opening a form must not change a record.
        known = codes if not value or value in codes else (*codes, value)
        return make(widget="choice", value=value or "", choices=known)
    return make(widget="text", value=line(value), suggest=vocabulary.suggested(name))


def _list(path: str, name: str, inner: Shape, value: list[Any]) -> Input | Group:
    if not dataclasses.is_dataclass(inner.hint):
        codes = vocabulary.closed(name)
        if codes is None:
            return Input(
                path=path,
                name=name,
                widget="codes",
                value=value,
                suggest=vocabulary.suggested(name),
            )
        known = (*codes, *(code for code in value if code not in codes))
        return Input(path=path, name=name, widget="checks", value=value, choices=known)
    kind = typing.cast(type[Any], inner.hint)
    rows = [_group(f"{path}.{i}", str(i), kind, one) for i, one in enumerate(value)]
    rows.append(_group(f"{path}.{len(value)}", str(len(value)), kind, None, optional=True))
    return Group(path=path, name=name, parts=tuple(rows), many=True)


def _group(path: str, name: str, kind: type[Any], value: Any, optional: bool = False) -> Group:
    given = value or {}
    parts: list[Input | Group] = []
    for field, shape in shapes(kind).items():
        if anchored(kind) and field in ("start", "end", "text"):
            continue
        parts.append(_part(f"{path}.{field}", field, shape, given.get(field)))
    if anchored(kind):
        place = {part: given.get(part) for part in ("start", "end", "text")}
        parts.append(
            Input(path=f"{path}.words", name="words", widget="words", value=place, optional=True)
        )
    return Group(path=path, name=name, parts=tuple(parts), optional=optional)


def line(value: Any) -> str:
    """Text as an input shows it: on one line."""
    return " ".join(str(value).split()) if value else ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def leaves(plain: Any, path: str = "") -> dict[str, Any]:
    """Every value that is no list and no mapping, by its path."""
    if isinstance(plain, Mapping):
        parts = [(str(name), part) for name, part in plain.items()]
    elif isinstance(plain, list | tuple) and any(isinstance(part, Mapping) for part in plain):
        parts = [(str(i), part) for i, part in enumerate(plain)]
    else:
        return {path: plain}
    found: dict[str, Any] = {}
    for name, part in parts:
        found |= leaves(part, f"{path}.{name}" if path else name)
    return found
