"""Records from outside (a file, a form): every field of the right type, or refused by name."""

from __future__ import annotations

import functools
import typing
from collections.abc import Hashable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sharaka.errors import EvidenceError
from sharaka.evidence import Record, from_dict
from sharaka.ledger.rows import dump


def record_from_plain(plain: Mapping[str, Any]) -> Record:
    """As :func:`sharaka.evidence.from_dict`, with the type of every field checked.

    Raises EvidenceError naming the field.
    """
    try:
        record = from_dict(plain)
        # As JSON, because strict checking takes a list for a tuple there.
        _adapter(typing.cast(Hashable, type(record))).validate_json(
            dump({name: value for name, value in plain.items() if name != "kind"}), strict=True
        )
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(str(part) for part in fault["loc"])
        raise EvidenceError(
            f"{plain.get('kind')} record: {field}: {fault['msg']}",
            place=str(plain.get("document", "")) or None,
            mend="Compare it with the evidence-record contract.",
        ) from error
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise EvidenceError(
            f"not a record ({error})", mend="Compare it with the evidence-record contract."
        ) from error
    return record


@functools.cache
def _adapter(cls: Hashable) -> TypeAdapter[Record]:
    return TypeAdapter(typing.cast(type[Record], cls))
