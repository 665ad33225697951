"""``case.toml`` at the boundary: parsed, checked key by key, errors with file, line and mend.

[case]
name = {ar = "روسيا وإيران", en = "Russia and Iran"}
between = ["RUS", "IRN"]

[sources."001.txt"]
title = "…"
published = 2024-10-11
"""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sharaka.errors import CaseError
from sharaka.ledger.codes import fault
from sharaka.ledger.edtf import bounds
from sharaka.reading.document import Metadata


def _actor_code(value: str) -> str:
    if wrong := fault(value):
        raise ValueError(wrong)
    return value


def _two_sides(value: tuple[str, str] | None) -> tuple[str, str] | None:
    if value is not None and value[0] == value[1]:
        raise ValueError("the two sides must differ")
    return value


def _edtf(value: Any) -> Any:
    """TOML may give a date or a bare year where we keep EDTF text."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value


def _known_date(value: str | None) -> str | None:
    if value is not None and bounds(value) is None:
        raise ValueError(f"{value!r} is not an EDTF date: write 2024-10-11, 2024-10 or 2024")
    return value


_Edtf = Annotated[str | None, BeforeValidator(_edtf), AfterValidator(_known_date)]
_Code = Annotated[str, AfterValidator(_actor_code)]
_Pair = Annotated[tuple[_Code, _Code] | None, AfterValidator(_two_sides)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceFile(_Strict):
    """What the analyst says about one source; overrides what the file says of itself."""

    title: str | None = None
    publisher: str | None = None
    published: _Edtf = None
    language: str | None = None
    author: str | None = None
    url: str | None = None
    cites: tuple[str, ...] = ()

    def as_metadata(self) -> Metadata:
        return Metadata(**self.model_dump(exclude={"cites"}))


class CaseTable(_Strict):
    name: dict[Literal["ar", "en"], str] = Field(default_factory=dict)
    between: _Pair = None


class CaseFile(_Strict):
    case: CaseTable = CaseTable()
    sources: dict[str, SourceFile] = Field(default_factory=dict)


def load(path: Path) -> CaseFile:
    """Read and check ``case.toml``; raises CaseError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError(
            f"not UTF-8 text (byte {error.start})", place=str(path), mend="Save the file as UTF-8."
        ) from error
    except OSError as error:
        raise CaseError(
            f"cannot be read ({error.strerror})", place=str(path), mend="Check its permissions."
        ) from error
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = found[1] if found else str(len(text.splitlines()) or 1)
        raise CaseError(
            f"not valid TOML ({error})",
            place=f"{path}:{line}",
            mend="Mend that line: text stands in double quotes, lists in [ ], tables in { }.",
        ) from error
    except (ValueError, RecursionError) as error:
        # TOML's own grammar allows numbers and depths that Python does not
        raise CaseError(
            "a number too long, or tables nested too deep",
            place=str(path),
            mend="A case file needs neither: see the one that sharaka new writes.",
        ) from error
    try:
        return CaseFile.model_validate(plain)
    except ValidationError as error:
        raise _case_error(path, text, error) from error


def _case_error(path: Path, text: str, error: ValidationError) -> CaseError:
    """The first fault, by key and, where the key stands in the file, by line.

    Faults of one pair are told together: both codes are to be mended at once.
    """
    first, *others = error.errors()
    keys = [str(part) for part in first["loc"] if part != "[key]"]
    if keys[:2] == ["case", "between"]:
        keys = keys[:2]
    same = [each for each in others if list(each["loc"])[:2] == keys == ["case", "between"]]
    dotted = ".".join(f'"{key}"' if "." in key else key for key in keys)
    line = _line_of(text, keys)
    left = len(others) - len(same)
    more = f" (and {left} more)" if left else ""
    if first["type"] == "extra_forbidden":
        what, mend = f"unknown key {dotted}", f"Use one of: {', '.join(_known(keys))}."
    else:
        reasons = [each["msg"].removeprefix("Value error, ") for each in (first, *same)]
        reason = "; ".join(reasons)
        what, mend = f"{dotted}: {reason}", f"Mend the value of {dotted}."
    return CaseError(what + more, place=f"{path}:{line}" if line else str(path), mend=mend)


def _known(keys: list[str]) -> list[str]:
    model: type[BaseModel] = CaseFile
    if keys[0] == "case" and len(keys) > 1:
        model = CaseTable
    elif keys[0] == "sources" and len(keys) > 2:
        model = SourceFile
    return list(model.model_fields)


def _line_of(text: str, keys: list[str]) -> int | None:
    """The line a dotted key stands on: the last of its parts found, searched in order."""
    lines, found = text.splitlines(), None
    start = 0
    for key in keys:
        name = re.escape(key)
        pattern = re.compile(
            rf"""^\s*{name}\s*=|^\s*"{name}"\s*=|\[.*\b{name}\b.*\]|["']{name}["']"""
        )
        for number in range(start, len(lines)):
            if pattern.search(lines[number]):
                found, start = number + 1, number
                break
    return found
