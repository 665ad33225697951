"""Reading and writing models and solutions, the format told by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing import csvmodel, jsonmodel, scw, sl, tomlmodel
from sharaka.foreseeing.model import Model
from sharaka.foreseeing.search import Solution

#: A larger file is refused unread: a full matrix of MAX_VARIANTS takes under 30 MB.
MAX_BYTES = 64 * 1024 * 1024

_PARSERS: dict[str, Callable[[str, Path], Model]] = {
    ".toml": tomlmodel.parse,
    ".json": jsonmodel.parse,
    ".scw": scw.parse,
    ".csv": csvmodel.parse,
}


def load(path: Path) -> Model:
    """The model in a ``.toml``, ``.json``, ``.scw`` or ``.csv`` file, or a folder's ``model.toml``.

    Raises ModelError naming file, place and mend when it cannot be read or is wrong.
    """
    path = Path(path)
    if path.is_dir():
        path = path / "model.toml"
    parser = _PARSERS.get(path.suffix.lower())
    if parser is None:
        raise ModelError(
            f"no model format has the suffix {path.suffix!r}",
            place=str(path),
            mend=f"Use one of: {', '.join(_PARSERS)}.",
        )
    return parser(_text(path), path)


def load_solutions(path: Path, model: Model) -> tuple[sl.Listed, ...]:
    """The scenarios of a ScenarioWizard ``.sl`` file; refused when they are not this model's."""
    path = Path(path)
    return sl.parse(_text(path), model, path)


def save(model: Model, path: Path, *, language: str | None = None) -> None:
    """Write a model's matrix as ``.scw`` or ``.csv``; evidence stays in model.toml.

    Names are those of ``language`` ("ar" or "en"; a .csv without it is headed by ids).  Raises
    ModelError for another suffix, decimals in a .scw, or a file that cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".scw":
        text = scw.render(model, language=language or "en")
    elif suffix == ".csv":
        text = csvmodel.render(model, language=language)
    else:
        raise ModelError(
            f"no matrix is written as {path.suffix!r}", place=str(path), mend="Use .scw or .csv."
        )
    _write(path, text)


def save_solutions(
    solution: Solution, path: Path, weight: Callable[[tuple[int, ...]], float] | None = None
) -> None:
    """Write the listed scenarios as a ScenarioWizard ``.sl`` file, with weights if given."""
    _write(Path(path), sl.render(solution.scenarios, weight))


def _text(path: Path) -> str:
    """The file's text; ModelError where it cannot be had."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ModelError(
                f"the file has {size:,} bytes; models of at most {MAX_BYTES:,} are read",
                place=str(path),
                mend="Split the model.",
            )
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"cannot be read ({error.strerror})", place=str(path), mend="Check the path."
        ) from error
    if path.suffix.lower() in (".scw", ".sl"):
        return scw.decode(raw)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ModelError(
            f"not UTF-8 (byte {error.start})",
            place=f"{path}:{line}",
            mend="Save the file as UTF-8.",
        ) from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ModelError(
            f"cannot be written ({error.strerror})", place=str(path), mend="Check the folder."
        ) from error
