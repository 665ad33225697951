"""ScenarioWizard's project files (.scw): matrix in and out.

The format is not documented by its maker; this follows published files (SEI's cibsa samples,
ScenarioWizard 4).  Line-oriented, sections parted by lines of ``#``:

1. header ``$ ScenarioWizard …``, a title line, then ``&descriptor`` and `` -variant`` lines;
2. long texts: ``&text`` a descriptor, one line a variant; 3. and 5. are empty; 4. one colour code
a variant; 6. the matrix, one comma-separated row a variant, rows being sources;
7. notes, each ``# place`` and a quoted text.

Long texts and notes are not read; a written file leaves them empty.  Names are written as UTF-8;
reading takes UTF-8, else the Windows code page of Arabic when the high letters are Arabic, else
that of western Europe.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing.model import Model, check_size, from_matrix

_HEAD = "$ ScenarioWizard"


def decode(raw: bytes) -> str:
    """The text of a ScenarioWizard file, whichever code page it was saved in."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        arabic = raw.decode("cp1256")
        high = [letter for letter in arabic if ord(letter) > 127]
        mostly = sum("\u0600" <= letter <= "\u06ff" for letter in high) > len(high) / 2
        return arabic if mostly else raw.decode("cp1252", errors="replace")


def parse(text: str, path: Path | str = "model.scw") -> Model:
    """A Model from the text of a .scw file; raises ModelError naming the line."""
    place = str(path)
    lines = text.splitlines()
    if not lines or not lines[0].lstrip().startswith(_HEAD):
        raise ModelError(
            "not a ScenarioWizard project: the first line is not '$ ScenarioWizard …'",
            place=f"{place}:1",
            mend="Save the project from ScenarioWizard again.",
        )
    sections: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(lines[1:], 2):
        if line.startswith("#") and len(sections) < 7:
            sections.append([])
        else:
            sections[-1].append((number, line))
    if len(sections) < 6:
        raise ModelError(
            f"the file ends in section {len(sections)}; the matrix is in section 6",
            place=place,
            mend="Save the project from ScenarioWizard again.",
        )
    names, variants = _names(sections[0], place)
    sizes = [len(row) for row in variants]
    check_size(sizes, place)
    matrix = [_row(number, line, place) for number, line in sections[5] if line.strip()]
    title = next((line.strip() for _, line in sections[0] if line.strip()), None)
    is_title = title is not None and not title.startswith(("&", "-"))
    return from_matrix(
        sizes,
        matrix,
        descriptors=_distinct(names),
        variants=[_distinct(row) for row in variants],
        title=title if is_title else None,
        source=place,
    )


def _names(lines: list[tuple[int, str]], place: str) -> tuple[list[str], list[list[str]]]:
    names: list[str] = []
    variants: list[list[str]] = []
    for number, line in lines:
        bare = line.strip()
        if bare.startswith("&"):
            names.append(bare[1:].strip())
            variants.append([])
        elif bare.startswith("-") and line[:1] in " -":
            if not variants:
                raise ModelError(
                    "a variant stands before any descriptor",
                    place=f"{place}:{number}",
                    mend="Begin descriptors with '&'.",
                )
            variants[-1].append(bare[1:].strip())
    return names, variants


def _row(number: int, line: str, place: str) -> list[float]:
    row = []
    for cell in line.split(","):
        try:
            row.append(float(cell))
        except ValueError as error:
            raise ModelError(
                f"{cell.strip()!r} in the matrix is not a number",
                place=f"{place}:{number}",
                mend="Save the project from ScenarioWizard again.",
            ) from error
    return row


def _distinct(names: list[str]) -> list[str]:
    """Names as ids: empty ones get their number, repeated ones theirs behind (files have both)."""
    found: list[str] = []
    taken = set(names)
    for number, label in enumerate(names, 1):
        unique = label or f"#{number}"
        while unique in found or (unique != label and unique in taken):
            unique = f"{unique} ({number})"
        found.append(unique)
    return found


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
    yield _flat(model.title[language]) if model.title else "model.scw"
    for descriptor in model.descriptors:
        yield f"&{_flat(descriptor.name[language])}"
        for variant in descriptor.variants:
            yield f" -{_flat(variant.name[language])}"
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


def _flat(label: str) -> str:
    """A name on one line."""
    return " ".join(label.split())
