"""Reading and writing models and solutions, the format told by the file's suffix."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing import csvmodel, jsonmodel, scw, sl, tomlmodel
from sharaka.foreseeing._text import flat, whole
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
    with _named(path):
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


def load_begun(path: Path) -> Model | None:
    """The model in a ``model.toml``; None where that is not there, or says nothing yet.

    Raises ModelError as :func:`load` does.
    """
    path = Path(path)
    if not os.path.lexists(path):
        return None
    with _named(path):
        text = _text(path)
        plain = tomlmodel.decoded(text, path)
        return tomlmodel.built(text, plain, path) if plain else None


def load_solutions(path: Path, model: Model) -> tuple[sl.Listed, ...]:
    """The scenarios of a ScenarioWizard ``.sl`` file; refused when they are not this model's."""
    path = Path(path)
    with _named(path):
        return sl.parse(_text(path), model, path)


def save(model: Model, path: Path, *, language: str | None = None) -> None:
    """Write a model's matrix as ``.scw`` or ``.csv``; evidence stays in model.toml.

    Names are those of ``language`` ("ar" or "en"; a .csv without it is headed by ids), those that
    are alike being numbered.  What would not read back as the same matrix and names is not
    written.  Raises ModelError for that, another suffix, decimals in a .scw, or a file that cannot
    be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".scw":
        language = language or "en"
        text = scw.render(model, language=language)
    elif suffix == ".csv":
        text = csvmodel.render(model, language=language)
    else:
        raise ModelError(
            f"no matrix is written as {path.suffix!r}", place=str(path), mend="Use .scw or .csv."
        )
    whole(text, model.source)
    _check(model, text, path, language)
    _write(path, text)


def save_solutions(
    solution: Solution, path: Path, weight: Callable[[tuple[int, ...]], float] | None = None
) -> None:
    """Write the listed scenarios as a ScenarioWizard ``.sl`` file, with weights if given."""
    _write(Path(path), sl.render(solution.scenarios, weight))


def _check(model: Model, text: str, path: Path, language: str | None) -> None:
    """Refuse a text that does not read back as the model's matrix, under the names meant."""
    try:
        with _named(path):
            again = _PARSERS[path.suffix.lower()](text, path)
    except ModelError as error:
        why = error.what
    else:
        if again.sizes != model.sizes or not (again.matrix == model.matrix).all():
            why = "it would give another matrix"
        elif (named := _unlike(again, model, language)) is not None:
            why = f"{named} would come back as another name"
        elif _retitled(again, model, path, language):
            why = "its title would come back as another"
        else:
            return
    raise ModelError(
        f"the file would not read back: {why}",
        place=model.source,
        mend="Give the descriptors and variants other names.",
    )


def _retitled(again: Model, model: Model, path: Path, language: str | None) -> bool:
    """Whether a project file, which alone holds one, has another title than the model."""
    if path.suffix.lower() != ".scw" or not model.title:
        return False
    meant = flat(model.title[language or "en"])
    return bool(meant) and (again.title is None or again.title.en != meant)


def _unlike(again: Model, model: Model, language: str | None) -> str | None:
    """A name that a file's model has otherwise than it was meant, if there is one."""
    meant = zip(*csvmodel.headed(model, language), strict=True)
    for (owner, variants), found in zip(meant, again.descriptors, strict=True):
        for wanted, own in zip(
            [owner, *variants], [found.id, *(v.id for v in found.variants)], strict=True
        ):
            if wanted != own:
                return repr(wanted)
    return None


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Whatever a parser did not foresee becomes an error that names the file, not a traceback."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
        raise ModelError(
            f"cannot be understood ({type(error).__name__}: {str(error)[:200]})",
            place=str(path),
            mend="See docs/model.md for its form.",
        ) from error


def _text(path: Path) -> str:
    """The file's text; ModelError where it cannot be had."""
    try:
        # not blocking: a named pipe would let us wait for ever
        flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        number = os.open(path, os.O_RDONLY | flags)
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise ModelError(
                    "cannot be read (no regular file)", place=str(path), mend="Name a file."
                )
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ModelError(
            f"cannot be read ({error.strerror})", place=str(path), mend="Check the path."
        ) from error
    if len(raw) > MAX_BYTES:
        raise ModelError(
            f"the file is too big; models of at most {MAX_BYTES:,} bytes are read",
            place=str(path),
            mend="Split the model.",
        )
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
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise ModelError(
            f"cannot be written ({error.strerror})", place=str(path), mend="Check the folder."
        ) from error
