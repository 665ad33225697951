"""What every kind's coder works on: one sentence, looked at once."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from sharaka.coding.dates import DateHit
from sharaka.coding.discourse import Discourse
from sharaka.coding.lexicon import Lexicon
from sharaka.coding.mention import Mention
from sharaka.coding.quantities import QuantityHit
from sharaka.coding.roles import Cast
from sharaka.coding.view import View
from sharaka.evidence import Attribution, EventDate, Kind, Stretch, record_id

#: Named in every record the rules make; raised when their output may change.
CODER = "rules/1"

_UNDATED = EventDate(edtf=None, basis="unknown")
_PAST_COMMA = 8
#: Characters past which no date belongs to a trigger.
_FAR = 400
_ANOTHER = 9


@dataclass(slots=True)
class Context:
    """One sentence with its tokens, mentions, dates and quantities, and the document's memory."""

    document: str
    text: str
    language: str
    lexicon: Lexicon
    sentence: Stretch
    view: View
    mentions: list[Mention]
    cast: Cast
    dates: list[DateHit]
    quantities: list[QuantityHit]
    discourse: Discourse
    _ordinals: dict[tuple[Kind, int, int], int] = field(default_factory=dict)
    _verbs: list[int] | None = None

    def id(self, kind: Kind, start: int, end: int) -> str:
        """A stable id for the next record of this kind on this quote."""
        ordinal = self._ordinals.get((kind, start, end), 0)
        self._ordinals[kind, start, end] = ordinal + 1
        return record_id(self.document, kind, start, end, ordinal)

    def quote(self, start: int, end: int) -> tuple[int, int, str]:
        """The stretch with outer space and commas trimmed: (start, end, words)."""
        while start < end and (self.text[start].isspace() or self.text[start] in "،,؛;:"):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in "،,؛;:"):
            end -= 1
        return start, end, self.text[start:end]

    def near(self, *tokens: int) -> tuple[int, int]:
        """Offsets of the comma-free stretch that holds the tokens, for quoting."""
        low, high = min(tokens), max(tokens)
        view = self.view
        while low > 0 and not _breaks(view, low - 1):
            low -= 1
        while high + 1 < len(view.tokens) and not _breaks(view, high + 1):
            high += 1
        return view.tokens[low].start, view.tokens[high].end

    def date_for(self, i: int, *, named: bool = False) -> EventDate:
        """The date that belongs to the trigger at token i: the nearest, commas counting against.

        ``named`` also takes a date that is part of a name («لعام 2023»), as a measure's period is.
        """
        best: tuple[int, DateHit] | None = None
        place = self.view.tokens[i].start
        for hit in self.dates:
            if (hit.role == "name" and not named) or abs(hit.start - place) > _FAR:
                continue
            between = self.text[min(place, hit.start) : max(place, hit.start)]
            cost = between.count(" ") + _PAST_COMMA * (between.count("،") + between.count(","))
            cost += 40 * sum(between.count(stop) for stop in "؛;")
            cost += 4 if hit.start < place else 0
            cost += _ANOTHER * self._triggers_between(place, hit.start)
            if cost <= 34 and (best is None or cost < best[0]):
                best = (cost, hit)
        if best is None:
            return _UNDATED
        hit = best[1]
        if hit.edtf is None:
            return EventDate(edtf=None, basis="unknown", text=hit.text)
        edtf = hit.edtf
        if hit.start - hit.reach <= place < hit.start:
            pass  # the trigger stands inside «منذ انتخابه في يوليو»: it happened on the date
        elif hit.role in ("before", "until") and "/" not in edtf:
            edtf = f"../{edtf}"
        elif hit.role in ("after", "since") and "/" not in edtf:
            edtf = f"{edtf}/.."
        return EventDate(edtf=edtf, basis=hit.basis, text=hit.text)

    def _triggers_between(self, place: int, other: int) -> int:
        """How many other finite verbs stand between a trigger and a date: each has a better claim."""
        if self._verbs is None:
            self._verbs = sorted(
                self.view.tokens[k].start
                for k in self.view.finite
                if self.view.first("cause", k) is None
            )
        low, high = min(place, other), max(place, other)
        return bisect.bisect_left(self._verbs, high) - bisect.bisect_right(self._verbs, low)

    def outlet(self) -> Attribution | None:
        """The news outlet the sentence names, if it names one."""
        for mention in self.mentions:
            if mention.kind == "outlet":
                return Attribution(code=None, name=mention.name, text=mention.text)
        return None


def _breaks(view: View, k: int) -> bool:
    token = view.tokens[k]
    return token.kind == "punct" and token.surface in ".،؛;!؟?…"
