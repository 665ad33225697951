"""Frames: what a word does to the words round it.  Data in ``lexicons/<language>/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from sharaka.errors import LexiconError
from sharaka.reading.normalise import fold


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """One lexicon entry that can fire: its words and how it introduces its roles.

    ``verbs`` hold "past present" (Arabic) or "base past participle" (English, irregular parts
    optional); ``masdars`` are verbal nouns, ``nouns`` event nouns, ``participles`` active ones,
    ``passives`` passive ones.  ``needs`` are words one of which must follow in the clause;
    ``without`` words that forbid it.  ``patient``, ``agent``, ``partner`` and ``item`` list the
    particles that introduce the role; ``""`` is the bare object.  ``genitive`` says what a
    noun in construct with the trigger is; ``sides = 2`` asks a noun for both agent and patient;
    ``beside`` asks for another trigger of the same type in the sentence.  ``joint`` frames have parties, not sides.
    """

    id: str
    kind: str
    type: str = ""
    mode: str = ""
    act: str = ""
    sign: int = 0
    contexts: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    masdars: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    patient: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    genitive: str = ""
    joint: bool = False
    transitive: bool = False
    modality: str = ""
    status: str = ""
    confidence: float = 0.7
    support: tuple[str, ...] = ()
    sides: int = 0
    beside: bool = False
    direction: str = ""


_ALLOWED = {f.name: f.type for f in fields(Frame)}
_TYPES: dict[str, type[Any]] = {
    "str": str, "int": int, "float": float, "bool": bool, "tuple[str, ...]": list,
}  # fmt: skip
#: Keys whose words are compared with folded tokens.
_PARTICLES = frozenset({"agent", "patient", "partner", "item"})
_KINDS = {
    "events": "event", "reporting": "report", "transfers": "transfer", "influences": "cause",
}  # fmt: skip


def lexicon_folder(language: str) -> Traversable:
    """The folder of a language's data files."""
    return resources.files("sharaka.coding") / "lexicons" / language


def load_table(file: Traversable) -> dict[str, Any]:
    """A TOML file as data; raises LexiconError naming the file and the place."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(
            f"not valid TOML ({error})", place=str(file), mend="Mend the line it names."
        ) from error


def frames(language: str) -> Iterator[Frame]:
    """Every frame of a language; raises LexiconError naming file, entry and mend."""
    folder = lexicon_folder(language)
    seen: set[str] = set()
    for stem, kind in _KINDS.items():
        file = folder / f"{stem}.toml"
        for entry in load_table(file).get("frame", []):
            frame = _frame(entry, kind, str(file))
            if f"{kind}:{frame.id}" in seen:
                raise LexiconError(
                    f"entry {frame.id!r} is there twice",
                    place=str(file),
                    mend="Give each frame an id of its own.",
                )
            seen.add(f"{kind}:{frame.id}")
            yield frame


def _frame(entry: Mapping[str, Any], kind: str, place: str) -> Frame:
    name = entry.get("id")
    value: Any
    if not isinstance(name, str) or not name:
        raise LexiconError("a frame has no id", place=place, mend='Add id = "…".')
    unknown = sorted(set(entry) - set(_ALLOWED))
    if unknown:
        raise LexiconError(
            f"entry {name!r} has unknown keys {', '.join(unknown)}",
            place=place,
            mend=f"Use only {', '.join(sorted(set(_ALLOWED) - {'kind'}))}.",
        )
    values: dict[str, Any] = {}
    for key, value in entry.items():
        wanted = _TYPES[str(_ALLOWED[key])]
        listed = isinstance(value, list)
        if not isinstance(value, wanted) or (listed and not all(isinstance(v, str) for v in value)):
            raise LexiconError(
                f"entry {name!r}: {key} is not {'a list of words' if wanted is list else wanted.__name__}",
                place=place,
                mend=f"Write {key} as the other entries do.",
            )
        values[key] = tuple(value) if listed else value
        if key in _PARTICLES:
            values[key] = tuple(fold(word) for word in value)
    frame = Frame(kind=kind, **values)
    if not (frame.verbs or frame.masdars or frame.nouns or frame.participles or frame.passives):
        raise LexiconError(
            f"entry {name!r} has no words", place=place, mend="Add verbs, masdars or nouns."
        )
    return frame
