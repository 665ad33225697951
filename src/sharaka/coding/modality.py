"""Whether a thing happened: the words that govern a trigger decide.

The nearest governing cue wins, except that denial, allegation and condition outrank hedges
further in.  A bare past tense is ``actual``; قد before a past tense confirms it, before a present
tense makes it ``possible``.
"""

from __future__ import annotations

import bisect
from typing import cast

from sharaka.coding.lexicon import Hit
from sharaka.coding.view import View
from sharaka.evidence import Modality

#: Tokens (words and marks) within which a cue can govern.
_FARTHEST = 30
_RANK = {
    "denied": 0, "alleged": 1, "negated": 2, "conditional": 3, "threatened": 4, "requested": 5,
    "offered": 6, "planned": 7, "possible": 8, "reported": 9,
}  # fmt: skip


def modality_of(
    view: View, i: int, j: int, part: str, *, ignore: frozenset[str] = frozenset()
) -> tuple[Modality, str]:
    """The modality of the trigger on tokens i:j with the cue that decides it ("" for none).

    ``ignore`` names cues that say nothing about this trigger («غياب» as a cause).
    """
    best: tuple[int, int, str, str] | None = None
    asserted = 99
    token = view.tokens[i]
    for hit in _cues_near(view, i):
        data = hit.entry.data or {}
        if (hit.i == i and hit.j >= j) or hit.entry.id in ignore:
            continue
        distance = view.words_between(hit.j, i)
        if hit.j > i or distance > int(data.get("reach", 6)):
            continue
        if data.get("part") and data["part"] != part:
            continue
        modality = str(data["modality"])
        if not _same_stretch(view, hit, i, modality):
            continue
        if modality != "conditional" and _new_clause(view, hit.j, i):
            continue
        if modality == "negated" and any(t.kind == "punct" for t in view.tokens[hit.j : i]):
            continue
        if modality == "actual":
            asserted = min(asserted, distance)
            continue
        key = (_RANK.get(modality, 9), distance, modality, hit.entry.id)
        if best is None or key < best:
            best = key
    if best is not None and best[1] > asserted:
        best = None  # «رغم نفي …، وتأكيدها أنها زودت»: the assertion is nearer than the denial
    after = _after_cue(view, j)
    if best is None and after:
        return cast(Modality, after), "after"
    if best is not None:
        return cast(Modality, best[2]), best[3]
    if view.language == "ar" and part == "present" and token.key.lstrip("وف").startswith("سي"):
        return "planned", "future"
    if view.language == "ar" and part == "present" and token.key.lstrip("وف").startswith("ست"):
        return "planned", "future"
    if _unasserted(view, i, part):
        return "possible", "unasserted"
    return "actual", ""


#: What a verb after "to" is asserted by: "managed to deliver" happened, "wants to" did not.
_IMPLICATIVE = frozenset({
    "managed", "began", "started", "continued", "continues", "went", "proceeded", "came", "used",
})  # fmt: skip
_SUBORDINATING = frozenset({"ان", "بان", "لان", "الا", "لكي", "كي", "لئلا", "كاد", "كادت"})
_MUST = frozenset({"should", "must", "shall"})
_AWAY = frozenset({"from", "of", "without", "avoided", "stopped", "considered", "for"})


def _unasserted(view: View, i: int, part: str) -> bool:
    """Whether syntax alone withholds assertion: a question, a subjunctive, an infinitive.

    أنّ never stands right before a verb, so أن with a present verb after it is the subjunctive.
    """
    last = next((t.surface for t in reversed(view.tokens) if t.surface not in '”»"’)'), "")
    if last in "?؟" and last:
        return True
    before, second = view.word(i - 1), view.word(i - 2)
    if view.language == "ar":
        negated = part == "past" and before in ("ما", "وما") and not second
        return negated or (part == "present" and before in _SUBORDINATING)
    if part == "base" and before == "to":
        return second not in _IMPLICATIVE
    return (part == "base" and before in _MUST) or (part == "ing" and before in _AWAY)


def _cues_near(view: View, i: int) -> list[Hit]:
    """Modal cues that could reach token i: none governs further than :data:`_FARTHEST` tokens."""
    cues = view.of("modal")
    low = bisect.bisect_left(cues, i - _FARTHEST, key=lambda hit: hit.i)
    high = bisect.bisect_right(cues, i, key=lambda hit: hit.i)
    return cues[low:high]


def _new_clause(view: View, j: int, i: int) -> bool:
    """«توعدت بالرد، ثم نفذت غارات»: after a comma, another finite verb is on its own."""
    comma = next((k for k in range(j, i) if view.tokens[k].surface in "،,"), None)
    if comma is None:
        return False
    following = view.word(comma + 1)
    return following in ("ثم", "then", "and", "but") or (
        following[:1] in ("و", "ف") and comma + 1 in view.finite
    )


def _same_stretch(view: View, hit: Hit, i: int, modality: str) -> bool:
    """Whether the cue governs token i: same clause, or an attribution cue one clause up."""
    gap = view.clause[i] - view.clause[hit.i]
    if gap == 0:
        return not any(t.surface in "؛;" for t in view.tokens[hit.j : i])
    return gap == 1 and modality in (
        "denied",
        "alleged",
        "possible",
        "planned",
        "reported",
        "offered",
        "requested",
        "conditional",
        "actual",
        "threatened",
    )


def _after_cue(view: View, j: int) -> str:
    """«هجوم محتمل», «الزيارة المرتقبة»: an adjective right after the noun."""
    for k in range(j, min(j + 3, len(view.tokens))):
        for hit in view.by_start.get(k, ()):
            if hit.entry.kind == "modal" and (hit.entry.data or {}).get("modality") in (
                "possible",
                "planned",
            ):
                word = view.word(k)
                if word.startswith(
                    (
                        "محتمل",
                        "المحتمل",
                        "مرتقب",
                        "المرتقب",
                        "مزمع",
                        "المزمع",
                        "مقرر",
                        "المقرر",
                        "مقبل",
                        "المقبل",
                        "planned",
                        "possible",
                        "potential",
                        "expected",
                    )
                ):
                    return str(hit.entry.data["modality"])
    return ""
