"""Files in other programs' formats: ``sharaka convert``, and ``sharaka solve --out``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sharaka import foreseeing
from sharaka.commands import console
from sharaka.commands.futures import matrix_line, wrapped
from sharaka.commands.models import file_of, model_at
from sharaka.errors import UsageError
from sharaka.foreseeing import Model


def convert(path: Path, file: Path, *, language: str | None, as_json: bool) -> None:
    """Write a model's matrix, and say what of the model the file cannot hold."""
    suffixed("FILE", file, (".scw", ".csv"))
    if os.path.realpath(file) == os.path.realpath(file_of(path)):
        raise UsageError("FILE is the model itself", mend="Name another file.")
    model = model_at(path)
    again = ""

    def write(part: Path) -> None:
        nonlocal again
        foreseeing.save(model, part, language=language)
        again = foreseeing.load(part).matrix_hash

    written(file, write)
    left = _left(model)
    if as_json:
        console.emit_json(
            {
                "file": str(file),
                "matrix_hash": model.matrix_hash,
                "file_matrix_hash": again,
                "descriptors": len(model.descriptors),
                "variants": len(model.owners),
                "left": left,
            }
        )
        return
    descriptors = console.counted(len(model.descriptors), "descriptor")
    console.emit(f"Written: {file} ({descriptors}, {len(model.owners):,} variants)")
    behind = ", ".join(f"{what} {count:,}" for what, count in left.items() if count)
    if behind:
        for line in wrapped(f"Stays behind in {file_of(path)}: {behind}"):
            console.emit(line)
    same = ", as the model's" if again == model.matrix_hash else ""
    console.emit(f"{matrix_line(model)} (the model's)")
    console.emit(f"matrix {again} (the file's{same})")


def _left(model: Model) -> dict[str, int]:
    """What only model.toml holds, by how often it is there."""
    judgements, descriptors = model.judgements, model.descriptors
    return {
        "quotes": sum(len(one.evidence) for one in judgements),
        "notes": sum(one.note is not None for one in judgements),
        "confidences": sum(one.confidence is not None for one in judgements),
        "forbidden pairs": len(model.forbidden),
        "today's variants": sum(one.now is not None for one in descriptors),
        "factors": sum(len(one.factors) for one in descriptors),
    }


def suffixed(option: str, file: Path, suffixes: Sequence[str]) -> None:
    """Raises UsageError for a file whose name does not end in one of the suffixes."""
    if file.suffix.lower() not in suffixes:
        raise UsageError(
            f"{option} {file}: the name must end in {' or '.join(suffixes)}",
            mend=f"For example: {file.with_suffix(suffixes[0]) if file.name else 'matrix.csv'}",
        )


def written(file: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make a file of the same suffix, and put it in its place whole or not at all."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / f"part{file.suffix.lower()}"
        write(part)
        text = part.read_text(encoding="utf-8")
    with console.output(file) as out:
        out.write(text)
