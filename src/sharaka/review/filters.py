"""What the queue shows: filters read from the address, so that a view can be kept and shared."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from sharaka.errors import UsageError
from sharaka.evidence import KINDS
from sharaka.review.board import Row
from sharaka.review.match import pattern

#: ``stale`` are records whose source changed or is gone, and those the coder took back.
Show = Literal["proposed", "accepted", "edited", "rejected", "all", "stale"]
Order = Literal["place", "unsure", "sure"]

SHOWS: tuple[Show, ...] = get_args(Show)
ORDERS: tuple[Order, ...] = get_args(Order)
#: Rows on one page of the queue; a bulk decision never goes past them.
PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """``low`` and ``high`` bound the confidence (0–1, both included); ``page`` counts from 1."""

    kind: str = ""
    actor: str = ""
    document: str = ""
    state: Show = "proposed"
    low: float = 0.0
    high: float = 1.0
    q: str = ""
    order: Order = "place"
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Filters:
        """From the query of an address.  Raises UsageError naming a filter that cannot be meant."""
        values: dict[str, Any] = {}
        for field in dataclasses.fields(cls):
            text = given.get(field.name, "").strip()
            if text:
                values[field.name] = _value(field.name, text)
        return cls(**values)

    def query(self, **changed: object) -> str:
        """The address query with some filters (or further names, as ``record``) changed."""
        further = {k: v for k, v in changed.items() if k not in Filters.__slots__}
        own = {k: v for k, v in changed.items() if k in Filters.__slots__}
        made = dataclasses.replace(self, **own)  # type: ignore[arg-type]
        return urlencode(made.plain() | {k: v for k, v in further.items() if v})

    def plain(self) -> dict[str, Any]:
        """The filters that are set."""
        return {
            field.name: getattr(self, field.name)
            for field in dataclasses.fields(self)
            if getattr(self, field.name) != field.default
        }

    @property
    def first(self) -> int:
        """The number, from 1, of the page's first row among those found."""
        return (self.page - 1) * PAGE + 1

    def apply(self, rows: Sequence[Row], also: Row | None = None) -> list[Row]:
        """The rows that pass, in order, of all pages; with ``also`` where it would stand."""
        found = [row for row in rows if row is also or self._passes(row)]
        if self.order != "place":
            turn = 1 if self.order == "unsure" else -1
            found.sort(key=lambda row: turn * row.record.confidence)
        return found

    def visible(self, found: Sequence[Row]) -> Sequence[Row]:
        """The rows of the page, of those found."""
        return found[(self.page - 1) * PAGE : self.page * PAGE]

    def _passes(self, row: Row) -> bool:
        record = row.record
        if row.stale != (self.state == "stale"):
            return False
        if self.state not in ("all", "stale") and record.state != self.state:
            return False
        if self.kind and record.kind != self.kind:
            return False
        if self.document and record.document != self.document:
            return False
        if self.actor and self.actor not in row.codes:
            return False
        if not self.low <= record.confidence <= self.high:
            return False
        if not self.q:
            return True
        sought = pattern(self.q)
        return sought is not None and sought.search(row.folded) is not None


def _value(name: str, text: str) -> Any:
    allowed: dict[str, tuple[str, ...]] = {"kind": KINDS, "state": SHOWS, "order": ORDERS}
    if name in allowed and text not in allowed[name]:
        raise UsageError(
            f"there is no {name} {text!r}", mend=f"Use one of {', '.join(allowed[name])}."
        )
    try:
        if name == "page":
            return max(1, int(text))
        if name in ("low", "high"):
            number = float(text)
            if not 0 <= number <= 1:
                raise ValueError(text)
            return number
    except ValueError as error:
        raise UsageError(
            f"{name} {text!r} is not a number it could be",
            mend="Give a confidence from 0 to 1, or a page from 1.",
        ) from error
    return text
