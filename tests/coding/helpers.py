"""Code a few sentences and look at what came out."""

from __future__ import annotations

from sharaka.coding import code
from sharaka.evidence import (
    Event,
    Indicator,
    Influence,
    Party,
    Provision,
    Record,
    Statement,
    Transfer,
    check,
)
from sharaka.reading import from_text

PAIR = ("RUS", "IRN")


def records(text: str, pair: tuple[str, str] = PAIR) -> tuple[Record, ...]:
    """Every record of a text, each checked against it."""
    document = from_text(text, "t.txt")
    coded = code(document, pair=pair)
    for record in coded.records:
        check(record, document.text)
    return coded.records


def events(text: str, pair: tuple[str, str] = PAIR) -> list[Event]:
    return [r for r in records(text, pair) if isinstance(r, Event)]


def statements(text: str, pair: tuple[str, str] = PAIR) -> list[Statement]:
    return [r for r in records(text, pair) if isinstance(r, Statement)]


def transfers(text: str, pair: tuple[str, str] = PAIR) -> list[Transfer]:
    return [r for r in records(text, pair) if isinstance(r, Transfer)]


def provisions(text: str, pair: tuple[str, str] = PAIR) -> list[Provision]:
    return [r for r in records(text, pair) if isinstance(r, Provision)]


def influences(text: str, pair: tuple[str, str] = PAIR) -> list[Influence]:
    return [r for r in records(text, pair) if isinstance(r, Influence)]


def indicators(text: str, pair: tuple[str, str] = PAIR) -> list[Indicator]:
    return [r for r in records(text, pair) if isinstance(r, Indicator)]


def codes(parties: tuple[Party, ...]) -> set[str | None]:
    return {party.code for party in parties}


def one(found: list) -> object:  # type: ignore[type-arg]
    assert len(found) == 1, [r.quote for r in found]
    return found[0]
