"""ScenarioWizard's project files (.scw): matrix in and out.

The format is not documented by its maker; this follows published files (SEI's cibsa samples,
ScenarioWizard 4).  Line-oriented, sections parted by lines of ``#``:

1. header ``$ ScenarioWizard …``, a title line, then ``&descriptor`` and `` -variant`` lines;
2. long texts: ``&text`` a descriptor, one line a variant; 3. and 5. are empty; 4. one colour code
a variant; 6. the matrix, one comma-separated row a variant, rows being sources;
7. notes, each ``# place`` and a quoted text.

Long texts and notes are not read; a written file leaves them empty.  A title that would begin like
another line (``#``, ``&``, ``-``) is written behind a space.  Names are written as UTF-8;
reading takes UTF-8, else the Windows code page of Arabic when the high letters are Arabic, else
that of western Europe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing._text import distinct, flat, lines, number, shown
from sharaka.foreseeing.model import MAX_VARIANTS, Model, check_size, from_matrix

_HEAD = "$ ScenarioWizard"

#: What the lines after the title begin with.
_MARKS = ("#", "&", "-")

_ARABIC = frozenset(
    code for code in range(128, 256) if "\u0600" <= bytes([code]).decode("cp1256") <= "\u06ff"
)


def decode(raw: bytes) -> str:
    """The text of a ScenarioWizard file, whichever code page it was saved in."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        counted = Counter(raw)
        high = sum(count for code, count in counted.items() if code > 127)
        if sum(counted[code] for code in _ARABIC) > high / 2:
            return raw.decode("cp1256")
        return raw.decode("cp1252", errors="replace")


def parse(text: str, path: Path | str = "model.scw") -> Model:
    """A Model from the text of a .scw file; raises ModelError naming the line."""
    place = str(path)
    rest = lines(text)
    if not next(rest, (1, ""))[1].lstrip().startswith(_HEAD):
        raise ModelError(
            "not a ScenarioWizard project: the first line is not '$ ScenarioWizard …'",
            place=f"{place}:1",
            mend="Save the project from ScenarioWizard again.",
        )
    title, names, variants = _names(rest, place)
    sizes = [len(row) for row in variants]
    check_size(sizes, place)
    section = 2
    while section < 6 and (line := next(rest, None)) is not None:
        section += line[1].startswith("#")
    if section < 6:
        raise ModelError(
            f"the file ends in section {section}; the matrix is in section 6",
            place=place,
            mend="Save the project from ScenarioWizard again.",
        )
    rows = _rows(rest, sum(sizes), place)
    return from_matrix(
        sizes,
        [_row(at, line, sum(sizes), place) for at, line in rows],
        descriptors=distinct(names),
        variants=[distinct(row) for row in variants],
        title=title,
        source=place,
        lines=[at for at, _ in rows],
    )


def _names(
    rest: Iterator[tuple[int, str]], place: str
) -> tuple[str | None, list[str], list[list[str]]]:
    """(title, descriptors, variants a descriptor) of the first section, its end taken off."""
    title: str | None = None
    names: list[str] = []
    variants: list[list[str]] = []
    count = 0
    for at, line in rest:
        bare = line.strip()
        if line.startswith("#"):
            break
        if title is None and not names and bare and not line.startswith(_MARKS):
            title = bare
        elif bare.startswith("&"):
            names.append(bare[1:].strip())
            variants.append([])
        elif bare.startswith("-") and line[:1] in " -":
            if not variants:
                raise ModelError(
                    "a variant stands before any descriptor",
                    place=f"{place}:{at}",
                    mend="Begin descriptors with '&'.",
                )
            variants[-1].append(bare[1:].strip())
            count += 1
        if max(count, len(names)) > MAX_VARIANTS:
            raise ModelError(
                f"more than the {MAX_VARIANTS:,} variants a model may have",
                place=f"{place}:{at}",
                mend="Split it into models that do not influence each other.",
            )
    else:
        raise ModelError(
            "the file ends in section 1; the matrix is in section 6",
            place=place,
            mend="Save the project from ScenarioWizard again.",
        )
    return title, names, variants


def _rows(rest: Iterator[tuple[int, str]], size: int, place: str) -> list[tuple[int, str]]:
    """The lines of the matrix; refused as soon as there are more than the variants."""
    found: list[tuple[int, str]] = []
    for at, line in rest:
        if line.startswith("#"):
            break
        if line.strip():
            found.append((at, line))
        if len(found) > size:
            raise ModelError(
                f"the matrix has more rows than the model's {size} variants",
                place=f"{place}:{at}",
                mend="Give one row a variant.",
            )
    return found


def _row(at: int, line: str, size: int, place: str) -> list[float]:
    width = line.count(",") + 1
    if width != size:
        raise ModelError(
            f"a row of the matrix has {width} cells, not {size}",
            place=f"{place}:{at}",
            mend="Give each row one cell for each variant.",
        )
    row = []
    for cell in line.split(","):
        try:
            row.append(number(cell))
        except ValueError as error:
            raise ModelError(
                f"{shown(cell.strip())} in the matrix is not a number",
                place=f"{place}:{at}",
                mend="Save the project from ScenarioWizard again.",
            ) from error
    return row


def render(model: Model, *, language: str = "en") -> str:
    """The text of a .scw file; raises ModelError for judgements that are not whole numbers.

    Names are the model's in ``language`` ("ar" or "en").
    """
    if model.matrix.dtype.kind != "i":
        raise ModelError(
            "ScenarioWizard files hold whole judgements only",
            place=model.source,
            mend="Round the judgements, or save as .csv.",
        )
    return "\n".join(_lines(model, language)) + "\n"


def _lines(model: Model, language: str) -> Iterator[str]:
    total = sum(model.sizes)
    yield f"{_HEAD} 4.0"
    title = flat(model.title[language]) if model.title else "model.scw"
    yield f" {title}" if title.startswith(_MARKS) else title
    for descriptor in model.descriptors:
        yield f"&{flat(descriptor.name[language])}"
        for variant in descriptor.variants:
            yield f" -{flat(variant.name[language])}"
    yield "#"
    for descriptor in model.descriptors:
        yield "&"
        yield from (" " for _ in descriptor.variants)
    yield from ("#", "#")
    yield from ("FFFFFF" for _ in range(total))
    yield from ("#", "#")
    for row in model.matrix.tolist():
        yield ",".join(f"{value:>2} " for value in row)
    yield from ("#", "# 0-0", '""')
    for _ in range(total):
        yield from ("# ", '""')
    yield from ("#", "#")
