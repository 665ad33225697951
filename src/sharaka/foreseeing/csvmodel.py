"""A matrix as a CSV table: a row and a column for each variant.

The first two rows name the target descriptor and variant of each column, the first two columns
the source descriptor and variant of each row; a descriptor's name may stand only at its first
variant, as spreadsheets are drawn.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing.model import Model, check_size, from_matrix


def parse(text: str, path: Path | str = "matrix.csv") -> Model:
    """A Model from CSV text (comma or semicolon); raises ModelError naming the row or cell."""
    place = str(path)
    first_line = text.split("\n", 1)[0]
    semicolons = first_line.count(";") > first_line.count(",")
    try:
        table = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text), delimiter=";" if semicolons else ",")
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise ModelError(f"not CSV ({error})", place=place, mend="Export it again.") from error
    if len(table) < 3 or any(len(row) < 3 for row in table):
        raise ModelError(
            "not a matrix: it needs two header rows, two header columns and numbers",
            place=place,
            mend="See docs/model.md for the layout.",
        )
    columns = _heads(table[0][2:], table[1][2:])
    if len(table) - 2 != len(columns):
        raise ModelError(
            f"{len(table) - 2} rows and {len(columns)} columns of judgements: not square",
            place=place,
            mend="Give a row and a column for each variant.",
        )
    lines = _heads([row[0] for row in table[2:]], [row[1] for row in table[2:]])
    for number, (line, column) in enumerate(zip(lines, columns, strict=True)):
        if line != column:
            raise ModelError(
                f"row {number + 3} is {'='.join(line)} but column {number + 3} {'='.join(column)}",
                place=place,
                mend="Put rows and columns in the same order.",
            )
    descriptors: list[str] = []
    variants: list[list[str]] = []
    for owner, variant in lines:
        if not descriptors or descriptors[-1] != owner:
            descriptors.append(owner)
            variants.append([])
        variants[-1].append(variant)
    sizes = [len(row) for row in variants]
    check_size(sizes, place)
    return from_matrix(
        sizes,
        [[_number(cell) for cell in row[2:]] for row in table[2:]],
        descriptors=descriptors,
        variants=variants,
        source=place,
    )


def _heads(owners: list[str], variants: list[str]) -> list[tuple[str, str]]:
    found, owner = [], ""
    for name, variant in zip(owners, variants, strict=True):
        owner = name or owner
        found.append((owner, variant))
    return found


def _number(cell: str) -> float | str:
    """An empty cell is no influence; what is no number goes on as it is, to be named."""
    try:
        return float(cell.replace("−", "-")) if cell else 0.0
    except ValueError:
        return cell


def render(model: Model, *, language: str | None = None) -> str:
    """The matrix as CSV, headed by ids, or by names in a ``language``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = [
        (d.name[language], v.name[language]) if language else (d.id, v.id)
        for d in model.descriptors
        for v in d.variants
    ]
    writer.writerow(["", "", *(owner for owner, _ in heads)])
    writer.writerow(["", "", *(variant for _, variant in heads)])
    for head, row in zip(heads, model.matrix.tolist(), strict=True):
        writer.writerow([*head, *row])
    return out.getvalue()
