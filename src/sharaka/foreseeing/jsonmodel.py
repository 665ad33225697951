"""A bare matrix in JSON: descriptors, variants, matrix.

Keys read: ``descriptors`` (names), ``variants`` (names a descriptor), ``matrix`` (rows),
``matrix_orientation`` ("rows=source …", the default, or "rows=target …"), ``title``.  Others, such
as published solutions, are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sharaka.errors import ModelError
from sharaka.foreseeing._text import shown, too_long
from sharaka.foreseeing.model import Model, check_size, from_matrix


def parse(text: str, path: Path | str = "matrix.json") -> Model:
    """A Model from JSON text; raises ModelError naming file, place and mend."""
    place = str(path)
    try:
        plain: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise ModelError(
            f"not JSON ({error.msg})",
            place=f"{place}:{error.lineno}:{error.colno}",
            mend="Mend the file, or export the matrix again.",
        ) from error
    except RecursionError as error:
        raise ModelError(
            "not a matrix: nested too deep", place=place, mend="Export the matrix again."
        ) from error
    except ValueError as error:
        line = too_long(text)
        raise ModelError(
            f"not JSON ({error})" if line is None else "a number has too many digits to be read",
            place=place if line is None else f"{place}:{line}",
            mend="Mend the line, or export the matrix again.",
        ) from error
    if not isinstance(plain, Mapping):
        raise ModelError("not a JSON object", place=place, mend="See docs/model.md for the form.")
    descriptors, variants = plain.get("descriptors"), plain.get("variants")
    if not _texts(descriptors):
        raise ModelError(
            "'descriptors' is not a list of names", place=place, mend="See docs/model.md."
        )
    if not isinstance(variants, list) or not all(_texts(row) for row in variants):
        raise ModelError(
            "'variants' is not a list of lists of names", place=place, mend="See docs/model.md."
        )
    sizes = [len(row) for row in variants]
    check_size(sizes, place)
    matrix = plain.get("matrix")
    if not isinstance(matrix, list):
        raise ModelError("'matrix' is not a list of rows", place=place, mend="See docs/model.md.")
    written = plain.get("matrix_orientation", "rows=source")
    orientation = written.replace(" ", "").lower() if isinstance(written, str) else ""
    if orientation.startswith("rows=target"):
        if any(not isinstance(row, list) or len(row) != len(matrix) for row in matrix):
            raise ModelError("the matrix is not square", place=place, mend="Give every cell.")
        matrix = [list(column) for column in zip(*matrix, strict=True)]
    elif not orientation.startswith("rows=source"):
        raise ModelError(
            f"matrix_orientation is {shown(written)}",
            place=place,
            mend='Write "rows=source variant, columns=target variant", or the other way round.',
        )
    title = plain.get("title") or plain.get("name")
    return from_matrix(
        sizes,
        matrix,
        descriptors=descriptors,
        variants=variants,
        title=title if isinstance(title, str) else None,
        source=place,
    )


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) and part for part in value)
