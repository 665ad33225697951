"""A matrix as a CSV table: a row and a column for each variant.

The first two rows name the target descriptor and variant of each column, the first two columns
the source descriptor and variant of each row; a descriptor's name may stand only at its first
variant, as spreadsheets are drawn.  Cells are parted by commas, or by semicolons, and then numbers
may have a decimal comma.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing._text import distinct, flat, lines, number
from sharaka.foreseeing.model import MAX_VARIANTS, Model, check_size, from_matrix

#: No row of a model that is taken has so many of these, even in its names; a longer one is not read.
_MOST_MARKS = 100 * MAX_VARIANTS

#: A row: the line it begins in, and its cells.
_Row = tuple[int, list[str]]


def parse(text: str, path: Path | str = "matrix.csv") -> Model:
    """A Model from CSV text (comma or semicolon); raises ModelError naming the line or cell."""
    place = str(path)
    table, delimiter = _table(text, place)
    if len(table) < 3 or any(len(row) < 3 for _, row in table):
        raise ModelError(
            "not a matrix: it needs two header rows, two header columns and numbers",
            place=place,
            mend="See docs/model.md for the layout.",
        )
    (line, owners), (below, variants_of) = table[:2]
    if len(owners) != len(variants_of):
        raise ModelError(
            f"the header row of variants has {len(variants_of)} cells, that of descriptors "
            f"{len(owners)}",
            place=f"{place}:{below}",
            mend="Give both header rows a cell for each column.",
        )
    columns = _heads(
        [
            (line, owner, variant)
            for owner, variant in zip(owners[2:], variants_of[2:], strict=True)
        ],
        "column",
        place,
    )
    if len(table) - 2 != len(columns):
        raise ModelError(
            f"{len(table) - 2} rows and {len(columns)} columns of judgements: not square",
            place=place,
            mend="Give a row and a column for each variant.",
        )
    rows = _heads([(line, row[0], row[1]) for line, row in table[2:]], "row", place)
    for at, (row, column) in enumerate(zip(rows, columns, strict=True), 1):
        if row != column:
            raise ModelError(
                f"row {at} of judgements is {'='.join(row)} but column {at} {'='.join(column)}",
                place=f"{place}:{table[at + 1][0]}",
                mend="Put rows and columns in the same order.",
            )
    descriptors: list[str] = []
    variants: list[list[str]] = []
    for owner, variant in rows:
        if not descriptors or descriptors[-1] != owner:
            descriptors.append(owner)
            variants.append([])
        variants[-1].append(variant)
    sizes = [len(row) for row in variants]
    check_size(sizes, place)
    return from_matrix(
        sizes,
        [[_number(cell, delimiter) for cell in row[2:]] for _, row in table[2:]],
        descriptors=descriptors,
        variants=variants,
        source=place,
        lines=[line for line, _ in table[2:]],
    )


def _table(text: str, place: str) -> tuple[list[_Row], str]:
    """(rows, delimiter), the delimiter being the one that makes the better table.

    A square one is better than one of equal rows, and that better than none; a count in the first line
    would be misled by names.
    """
    first = text.split("\n", 1)[0]
    best: tuple[int, int, list[_Row], str] | None = None
    wrong: list[tuple[int, ModelError]] = []
    for delimiter in ",;":
        marks = first.count(delimiter)
        try:
            rows = _rows(text, delimiter, place)
        except ModelError as error:
            wrong.append((marks, error))
            continue
        if best is None or (_fit(rows), marks) > best[:2]:
            best = (_fit(rows), marks, rows, delimiter)
    if best is None:
        raise max(wrong, key=lambda one: one[0])[1]
    return best[2], best[3]


def _fit(rows: list[_Row]) -> int:
    widths = {len(cells) for _, cells in rows}
    if len(widths) != 1 or min(widths) < 3:
        return 0
    return 2 if widths == {len(rows)} else 1


def _rows(text: str, delimiter: str, place: str) -> list[_Row]:
    """The rows that are not empty; no more than a model may have, and one."""
    found: list[_Row] = []
    reader = csv.reader(_short(text, delimiter, place), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                found.append((line, cells))
            line = reader.line_num + 1
            if len(found) > MAX_VARIANTS + 2:
                raise ModelError(
                    f"more rows than the {MAX_VARIANTS:,} variants a model may have",
                    place=f"{place}:{line - 1}",
                    mend="Split it into models that do not influence each other.",
                )
    except csv.Error as error:
        raise ModelError(
            f"not CSV ({error})", place=f"{place}:{line}", mend="Export it again."
        ) from error
    return found


def _short(text: str, delimiter: str, place: str) -> Iterator[str]:
    """The lines, none of them of more cells than can be held."""
    for at, line in lines(text, ends=True):
        if line.count(delimiter) > _MOST_MARKS:
            raise ModelError(
                f"a row of more cells than the {MAX_VARIANTS:,} variants a model may have",
                place=f"{place}:{at}",
                mend="Split it into models that do not influence each other.",
            )
        yield line


def _heads(written: list[tuple[int, str, str]], kind: str, place: str) -> list[tuple[str, str]]:
    """(descriptor, variant) of each row or column, from its line and the two names there."""
    found, owner = [], ""
    for at, (line, name, variant) in enumerate(written, 1):
        owner = name or owner
        if not owner or not variant:
            raise ModelError(
                f"{kind} {at} of judgements names no {'variant' if owner else 'descriptor'}",
                place=f"{place}:{line}",
                mend="Name it; only a descriptor's name may be left out, after its first variant.",
            )
        found.append((owner, variant))
    return found


def _number(cell: str, delimiter: str) -> float | str:
    """An empty cell is no influence; what is no number goes on as it is, to be named."""
    if delimiter == ";" and re.fullmatch(r"[-+−]?\d*,\d+", cell):
        cell = cell.replace(",", ".")
    try:
        return number(cell) if cell else 0.0
    except ValueError:
        return cell


def render(model: Model, *, language: str | None = None) -> str:
    """The matrix as CSV, headed by ids, or by names in a ``language``.

    Names that are alike are numbered: two neighbours of one name would be read as one descriptor.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = [
        (owner, variant)
        for owner, variants in zip(*headed(model, language), strict=True)
        for variant in variants
    ]
    writer.writerow(["", "", *(owner for owner, _ in heads)])
    writer.writerow(["", "", *(variant for _, variant in heads)])
    for head, row in zip(heads, model.matrix.tolist(), strict=True):
        writer.writerow([*head, *row])
    return out.getvalue()


def headed(model: Model, language: str | None) -> tuple[list[str], list[list[str]]]:
    """The names a file has: descriptors, and variants a descriptor."""
    if language is None:
        return [d.id for d in model.descriptors], [
            [v.id for v in d.variants] for d in model.descriptors
        ]
    return distinct([flat(d.name[language]) for d in model.descriptors]), [
        distinct([flat(v.name[language]) for v in d.variants]) for d in model.descriptors
    ]
