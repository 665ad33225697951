"""Reading a model file of any kind known here, by its suffix."""

from __future__ import annotations

from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing import jsonmodel, tomlmodel
from sharaka.foreseeing.model import Model

#: A larger file is refused unread: a full matrix of MAX_VARIANTS takes under 30 MB.
MAX_BYTES = 64 * 1024 * 1024

_PARSERS = {".toml": tomlmodel.parse, ".json": jsonmodel.parse}


def load(path: Path) -> Model:
    """The model in a ``.toml`` or ``.json`` file, or in a folder's ``model.toml``.

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
    return parser(read_text(path), path)


def read_text(path: Path) -> str:
    """The file's text (UTF-8, with or without mark); ModelError where it cannot be had."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ModelError(
                f"the file has {size:,} bytes; models of at most {MAX_BYTES:,} are read",
                place=str(path),
                mend="Split the model.",
            )
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ModelError(
            f"cannot be read ({error.strerror})", place=str(path), mend="Check the path."
        ) from error
    except UnicodeDecodeError as error:
        raise ModelError(
            f"not UTF-8 (byte {error.start})", place=str(path), mend="Save the file as UTF-8."
        ) from error
