"""What a field may hold, for the form: closed lists to choose from, and words to suggest.

The lists are those of the records and of the coder's lexicons; nothing is listed here again.
"""

from __future__ import annotations

import functools
from typing import get_args

from sharaka.coding.actor_data import Sector, organisations, states
from sharaka.coding.frames import frames, lexicon_folder, load_table
from sharaka.evidence import EVENT_TYPES

#: The label context of a field's codes, where it is not the field's own name.
CONTEXTS = {"type": "event type", "themes": "theme"}


def closed(field: str) -> tuple[str, ...] | None:
    """The codes a text field chooses from; None when it is free."""
    match field:
        case "type":
            return EVENT_TYPES
        case "act":
            return _acts()
        case "category":
            return _of_table("items", "item", "category")
        case "factor":
            return _of_table("factors", "factor", "id")
        case "sector":
            return get_args(Sector)
        case "themes":
            return _of_table("themes", "theme", "id")
        case _:
            return None


def suggested(field: str) -> str:
    """The name of the list of suggestions a free field has, or nothing."""
    return {"code": "codes", "parties": "codes", "designation": "items"}.get(field, "")


@functools.cache
def items() -> tuple[str, ...]:
    """Designations the coder knows."""
    return _of_table("items", "item", "id")


@functools.cache
def codes() -> tuple[str, ...]:
    """Every actor code: organisations, then states."""
    return tuple(actor.code for actor in (*organisations(), *states()))


@functools.cache
def _acts() -> tuple[str, ...]:
    return tuple(dict.fromkeys(frame.act for frame in frames("en") if frame.act))


@functools.cache
def _of_table(stem: str, kind: str, key: str) -> tuple[str, ...]:
    entries = load_table(lexicon_folder("en") / f"{stem}.toml")[kind]
    return tuple(dict.fromkeys(entry[key] for entry in entries if entry.get(key)))
