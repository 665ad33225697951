"""Documents as plain data (for JSON and for passing between processes), and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sharaka.errors import ReadingError
from sharaka.reading.document import Block, Diagnostic, Document, Metadata, Origin


def document_to_dict(document: Document) -> dict[str, Any]:
    """Lists, strings, numbers and None only; fields in the order of the contract."""
    return {
        "id": document.id,
        "text": document.text,
        "blocks": [_plain(block) for block in document.blocks],
        "sentences": [list(span) for span in document.sentences],
        "origins": [_plain(origin) for origin in document.origins],
        "metadata": _plain(document.metadata),
        "diagnostics": [_plain(diagnostic) for diagnostic in document.diagnostics],
        "sha256": document.sha256,
        "media_type": document.media_type,
    }


def document_from_dict(plain: Mapping[str, Any]) -> Document:
    """The inverse of :func:`document_to_dict`; raises ReadingError for data that is not one."""
    try:
        return Document(
            id=plain["id"],
            text=plain["text"],
            blocks=tuple(Block(**block) for block in plain["blocks"]),
            sentences=tuple((int(start), int(end)) for start, end in plain["sentences"]),
            origins=tuple(_origin(origin) for origin in plain["origins"]),
            metadata=Metadata(**plain.get("metadata", {})),
            diagnostics=tuple(Diagnostic(**item) for item in plain.get("diagnostics", ())),
            sha256=plain.get("sha256", ""),
            media_type=plain.get("media_type", "text/plain"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ReadingError(
            f"not a stored document ({error!r})",
            mend="Read the source again to store it anew.",
        ) from error


def _plain(record: Any) -> dict[str, Any]:
    plain = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
    return {key: list(v) if isinstance(v, tuple) else v for key, v in plain.items()}


def _origin(plain: Mapping[str, Any]) -> Origin:
    box = plain.get("box")
    return Origin(**{**plain, "box": None if box is None else tuple(box)})
