"""How likely two tellings speak of one happening: a score, with what it is made of.

Hand-set weights, chosen so that no single weak sign is enough: a wrong merge hides a fact, a
missed one only shows it twice.  Two accounts that name different days, models, instruments or
stages are never one.
"""

from __future__ import annotations

from collections.abc import Mapping

from sharaka.evidence import Event, Transfer
from sharaka.ledger.edtf import overlap, precision
from sharaka.ledger.telling import JOINT, Telling
from sharaka.ledger.words import likeness, same_model

#: Scores from here on are taken as one happening.
ENOUGH = 0.6

#: Neither for nor against: two tellings that do not exclude each other and share nothing sure.
FAINT = 0.01

#: Item categories so wide that naming the same one says little ("military support").
_GENERIC = frozenset({"arms", "support", "technology", "intelligence", "aid"})

_DAY, _MONTH, _YEAR = 0.6, 0.35, 0.15
_WIDE = "agreement"
#: Types of which a second mention beside the first is the same happening.
_MEETINGS = frozenset({"AGREE", "CONSULT"})
#: The room one long sentence between two others takes, in characters.
_SENTENCE = 300


def score(left: Telling, right: Telling, weights: Mapping[str, float]) -> float:
    """0 when they cannot be one happening, else 0–1; symmetric."""
    if not _one_group(left, right) or not _dates_agree(left, right):
        return 0.0
    if left.group != right.group and _when(left, right) < _DAY:
        return FAINT
    if left.stage != right.stage and not _kept_appointment(left, right):
        return 0.0
    if isinstance(left.record, Transfer) and isinstance(right.record, Transfer):
        return _transfers(left, right, left.record, right.record, weights)
    if isinstance(left.record, Event) and isinstance(right.record, Event):
        return _events(left, right, left.record, right.record, weights)
    return 0.0


def _events(
    left: Telling, right: Telling, one: Event, two: Event, weights: Mapping[str, float]
) -> float:
    if one.mode and two.mode and one.mode != two.mode and one.type != "CONSULT":
        return 0.0
    if one.place and two.place and one.place != two.place:
        return 0.0
    if left.instruments and right.instruments:
        specific = (left.instruments - {_WIDE}, right.instruments - {_WIDE})
        if all(specific) and not specific[0] & specific[1]:
            return 0.0
    total = _when(left, right)
    total += 0.5 * _words(left, right, weights)
    if (left.instruments & right.instruments) - {_WIDE}:
        total += 0.3
    if _one_title(left.title, right.title):
        total += 0.15
    if left.persons and right.persons:
        total += 0.2 if left.persons & right.persons else -0.2
    if _said_again(left, right):
        total += 0.6 if _at_once(left, right) else 0.3
    if _one_treaty(left, right):
        total += 0.3
    if one.place and one.place == two.place:
        total += 0.1
    if one.mode and one.mode == two.mode:
        total += 0.05
    if set(one.contexts) & set(two.contexts):
        total += 0.05
    return max(FAINT, min(total, 1.0))


def _transfers(
    left: Telling, right: Telling, one: Transfer, two: Transfer, weights: Mapping[str, float]
) -> float:
    if one.item.category and two.item.category and one.item.category != two.item.category:
        return 0.0
    if left.models and right.models:
        if not same_model(left.models, right.models):
            return 0.0
        total = 0.45
    else:
        shared = likeness(left.item, right.item, dict.fromkeys(left.item | right.item, 1.0))
        if not shared and not (one.item.category and one.item.category == two.item.category):
            return 0.0
        # Short designations are whole names here, not too few words.
        shared = shared * 2 if min(len(left.item), len(right.item)) < 3 else shared
        wide = one.item.category in _GENERIC or two.item.category in _GENERIC
        total = 0.15 + (0.15 if wide else 0.35) * min(shared, 1.0)
    total += {_DAY: 0.4, _MONTH: 0.3, _YEAR: 0.25}.get(_when(left, right), 0.1)
    total += 0.1 * (one.status == two.status)
    total += 0.2 * _words(left, right, weights)
    if one.quantity and two.quantity:
        total += 0.15 if _counts_agree(one, two) else -0.1
    if one.value and two.value:
        total += 0.2 if one.value == two.value else -0.1
    return max(0.0, min(total, 1.0))


def _said_again(left: Telling, right: Telling) -> bool:
    """A meeting or a signing that a text comes back to without its date is mostly the one dated."""
    one, two = left.record, right.record
    return (
        one.document == two.document
        and one.sentence.start != two.sentence.start
        and left.group == right.group
        and left.group[1] in JOINT
        and (left.bounds is None) != (right.bounds is None)
    )


def _at_once(left: Telling, right: Telling) -> bool:
    """Within two sentences: the signs of a document do not number its sentences, so by length."""
    one, two = sorted((left.record.sentence, right.record.sentence), key=lambda s: s.start)
    return left.group[1] in _MEETINGS and two.start - one.end <= _SENTENCE


def _one_treaty(left: Telling, right: Telling) -> bool:
    """A named treaty without its date is the one of that name that has one."""
    if (left.bounds is None) == (right.bounds is None):
        return False
    specific = (left.instruments & right.instruments) - {_WIDE}
    return bool(specific) and len(left.title & right.title) >= 2


def _one_title(left: frozenset[str], right: frozenset[str]) -> bool:
    """Two words shared, or all of the shorter: the window may catch words beside the title."""
    shared = len(left & right)
    return shared >= 2 or bool(shared and shared == min(len(left), len(right)))


def _one_group(left: Telling, right: Telling) -> bool:
    """The same parties; or some of them, where one telling leaves the others out."""
    if left.group == right.group:
        return True
    if not (left.partial or right.partial) or left.group[:2] != right.group[:2]:
        return False
    nested = left.parties <= right.parties or right.parties <= left.parties
    return nested and bool(left.instruments & right.instruments)


def _when(left: Telling, right: Telling) -> float:
    if left.bounds is None or right.bounds is None:
        return 0.0
    days = max(precision(left.date.edtf), precision(right.date.edtf))
    return _DAY if days == 0 else _MONTH if days <= 31 else _YEAR if days <= 366 else 0.0


def _dates_agree(left: Telling, right: Telling) -> bool:
    if left.bounds is None or right.bounds is None:
        return True
    return overlap(left.date.edtf, right.date.edtf)


def _kept_appointment(left: Telling, right: Telling) -> bool:
    """A signing planned for a day and one done that day are one; without the day they may not."""
    stages = {left.stage, right.stage}
    return stages == {"happened", "intended"} and _when(left, right) == _DAY


def _words(left: Telling, right: Telling, weights: Mapping[str, float]) -> float:
    """Likeness of the sentences; two records of one sentence share it whatever they speak of."""
    one, two = left.record, right.record
    if one.document == two.document and one.sentence.start == two.sentence.start:
        return 0.0
    return likeness(left.words, right.words, weights)


def _counts_agree(one: Transfer, two: Transfer) -> bool:
    a, b = one.quantity, two.quantity
    if a is None or b is None:
        return False
    if (a.low, a.high) == (None, None) or (b.low, b.high) == (None, None):
        return a.text == b.text
    low = max(a.low or 0.0, b.low or 0.0)
    return all(high is None or low <= high for high in (a.high, b.high))
