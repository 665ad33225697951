"""Influences: what raises or lowers what, and whether it does or might."""

from __future__ import annotations

from typing import cast

from sharaka.coding.context import CODER, Context
from sharaka.coding.factors import factor_of
from sharaka.coding.frames import Frame
from sharaka.coding.lexicon import Hit
from sharaka.coding.modality import modality_of
from sharaka.coding.needs import folded, need_token
from sharaka.coding.roles import is_finite
from sharaka.evidence import Influence, Modality

_LONG = 26
_THAT = frozenset({"ان", "بان", "that"})
#: «غياب الآلية شجّع …»: an absence or a failure can cause.
_NO_NEGATION = frozenset({"absent", "failed", "asserted", "requested", "threatened"})


def influences(context: Context) -> list[Influence]:
    """Every causal claim of the sentence whose cause or effect is about a known factor."""
    found: list[Influence] = []
    hits = context.view.of("cause")
    # conditions first: what stands inside one is told by it
    hits.sort(key=lambda h: h.entry.frame is not None and h.entry.frame.direction != "conditional")
    for hit in hits:
        frame = hit.entry.frame
        if frame is None or not _fits(context, hit, frame) or _told(context, hit, found):
            continue
        made = _influence(context, hit, frame)
        if made is not None and not _repeats(made, found):
            found.append(made)
    return found


def _told(context: Context, hit: Hit, found: list[Influence]) -> bool:
    """Whether the trigger stands inside the cause or the effect of a condition already coded."""
    place = context.view.tokens[hit.i].start
    return any(
        side.start is not None and side.end is not None and side.start <= place < side.end
        for other in found
        if other.modality == "conditional"
        for side in (other.cause, other.effect)
    )


def _fits(context: Context, hit: Hit, frame: Frame) -> bool:
    view = context.view
    if hit.entry.part == "masdar" or view.word(hit.j) in ("علي", "عن"):
        return False  # «ما يزيد على مليون» is a quantity
    if frame.item and is_finite(hit) and "" not in frame.item:
        # the particle that introduces the effect must follow
        words = [view.tokens[k] for k in range(hit.j, min(hit.j + 24, len(view.tokens)))]
        particles = set(frame.item)
        return any(t.key in particles or (t.key[:1] in particles and len(t.key) > 3) for t in words)
    if frame.needs:
        ahead = need_token(view, context.lexicon, hit, frame)
        return ahead is not None or _need_before(context, hit, frame)
    return True


def _need_before(context: Context, hit: Hit, frame: Frame) -> bool:
    wanted = folded(frame.needs)
    return any(
        t.key in wanted or t.key.lstrip("وف") in wanted for t in context.view.tokens[: hit.i]
    )


def _influence(context: Context, hit: Hit, frame: Frame) -> Influence | None:
    sides = _sides(context, hit, frame)
    if sides is None:
        return None
    (cause_i, cause_j), (effect_i, effect_j) = sides
    cause = factor_of(context, cause_i, cause_j)
    effect = factor_of(context, effect_i, effect_j)
    if cause is None or effect is None:
        return None
    known = (cause.factor is not None) + (effect.factor is not None)
    if known == 0 and (frame.confidence < 0.6 or not context.mentions):
        return None
    if known == 1 and frame.confidence < 0.55:
        return None
    sign = frame.sign or _direction(context, effect_i, effect_j)
    modality, cue = _modality(context, hit, frame)
    if modality == "negated":
        return None
    start, end, quote = context.quote(
        min(cast(int, cause.start), cast(int, effect.start), context.view.tokens[hit.i].start),
        max(cast(int, cause.end), cast(int, effect.end), context.view.tokens[hit.j - 1].end),
    )
    return Influence(
        id=context.id("influence", start, end), document=context.document, coder=CODER,
        confidence=round(frame.confidence - (0.0, 0.1, 0.25)[2 - known], 2),
        sentence=context.sentence, quote=quote, start=start, end=end, attribution=context.outlet(),
        rules=(f"cause:{frame.id}", *((f"modal:{cue}",) if cue else ())),
        cause=cause, effect=effect, sign=sign, modality=modality,
    )  # fmt: skip


def _modality(context: Context, hit: Hit, frame: Frame) -> tuple[Modality, str]:
    if frame.modality:
        return cast(Modality, frame.modality), frame.id
    part = hit.entry.part if is_finite(hit) else "noun"
    if part == "noun":
        return "actual", ""
    modality, cue = modality_of(context.view, hit.i, hit.j, part, ignore=_NO_NEGATION)
    if modality == "actual" and _relative(context, hit.i):
        hedged = any(
            h.entry.id in ("possible", "possible.qad") and h.i < hit.i and hit.i - h.i <= 24
            for h in context.view.of("modal")
        )
        if hedged:  # «قد تشهد … زيادة؛ مما يسهم في»: what follows from a possibility is possible
            return "possible", "main clause"
    # a forecast with no hedge («سيؤدي إلى») is asserted
    return ("actual", "") if cue == "future" else (modality, cue)


def _sides(
    context: Context, hit: Hit, frame: Frame
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Token ranges of cause and effect."""
    left = _left(context, hit.i)
    right = _right(context, hit.j)
    if frame.direction == "conditional":
        return _conditional(context, hit)
    if frame.direction == "equative":
        return (left, right) if left and right else None
    if frame.direction == "backward":
        if right is None:
            return None
        if left is None or left[1] - left[0] < 2:
            left = _main_after(context, right[1])
        return (right, left) if left else None
    if left is None or _only_small(context, left) or _verb_first(context, hit):
        inverted = _inverted(context, hit)
        if inverted[0] is not None and inverted[1] is not None:
            left, right = inverted
        elif left is None or _only_small(context, left):
            return None
    return (left, right) if left and right else None


def _stop(context: Context, k: int) -> bool:
    token = context.view.tokens[k]
    return token.kind == "punct" and token.surface in ".؛;!؟?:…"


def _comma(context: Context, k: int) -> bool:
    return context.view.tokens[k].surface in "،,"


def _left(context: Context, i: int) -> tuple[int, int] | None:
    """From the trigger back to the start of its segment; over one comma when that is too short."""
    low, commas = i, 0
    while low > 0 and i - low < _LONG and not _stop(context, low - 1):
        if _comma(context, low - 1):
            if context.view.words_between(low, i) >= 3:
                break
            commas += 1
            if commas > 1:
                break
        low -= 1
    for k in range(i - 2, low, -1):  # «أقرّ بأن الجائحة أخّرت»: the clause of the verb, not above it
        if context.view.word(k) in _THAT and context.view.words_between(k + 1, i) >= 1:
            low = k + 1
            break
    return (low, i) if context.view.words_between(low, i) >= 1 else None


def _right(context: Context, j: int) -> tuple[int, int] | None:
    high = j
    tokens = context.view.tokens
    while high < len(tokens) and high - j < _LONG and not _stop(context, high):
        if _comma(context, high) and context.view.words_between(j, high) >= 2:
            break
        high += 1
    return (j, high) if context.view.words_between(j, high) >= 1 else None


def _main_after(context: Context, k: int) -> tuple[int, int] | None:
    """«نتيجة للعقوبات، تراجعت …»: the effect is the main clause after the comma."""
    tokens = context.view.tokens
    if k < len(tokens) and _comma(context, k):
        return _right(context, k + 1)
    return None


def _only_small(context: Context, side: tuple[int, int]) -> bool:
    """Whether a side holds no more than particles (كما، وقد، مما): then it names no cause."""
    content = [
        k for k in range(*side)
        if context.view.tokens[k].is_word and len(context.view.word(k)) > 3
        and not any(h.entry.kind in ("opener", "modal", "preposition", "past_be") for h in context.view.by_start.get(k, ()))
    ]  # fmt: skip
    return not content


def _verb_first(context: Context, hit: Hit) -> bool:
    """Whether the verb opens its clause with its subject after it (no particle follows at once)."""
    view = context.view
    k = hit.i - 1
    while k >= 0 and any(h.entry.kind in ("modal", "opener") for h in view.by_start.get(k, ())):
        k -= 1
    opens = (
        k < 0
        or view.tokens[k].kind == "punct"
        or _relative(context, hit.i)
        or (
            k < hit.i - 1
            and view.word(hit.i - 1) == "ان"
            and view.word(hit.i - 2) in ("يمكن", "شان", "يحتمل", "الممكن", "المحتمل", "المرجح")
        )
    )
    if not opens and view.language == "en":
        return False
    frame = hit.entry.frame
    particles = set(frame.item) if frame else set()
    following = view.word(hit.j)
    at_once = following in particles or (following[:1] in particles and len(following) > 3)
    return opens and not at_once


def _inverted(context: Context, hit: Hit) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Verb first: «وأدت الحرب إلى …» has its cause between verb and particle; «مما يؤدي إلى» before."""
    tokens = context.view.tokens
    frame = hit.entry.frame
    if _relative(context, hit.i):
        k = hit.i - 1
        while k > 0 and not _comma(context, k) and not _stop(context, k):
            k -= 1
        low = k
        while low > 0 and k - low < _LONG and not _stop(context, low - 1):
            low -= 1
        return ((low, k) if k - low >= 2 else None), _right(context, hit.j)
    particles = {p for p in frame.item if p} if frame else set()
    right = _right(context, hit.j)
    if right is None:
        return None, None
    limit = min(len(tokens), hit.j + _LONG)
    for k in range(hit.j + 1, limit):
        key = tokens[k].key
        if _stop(context, k):
            break
        if key in particles or (len(key) > 4 and key[0] in particles and key[1:3] == "ال"):
            effect = _right(context, k + (key in particles))
            return (hit.j, k), effect
    if "" in (frame.item if frame else ()):
        factors = [h for h in context.view.of("factor") if hit.j <= h.i < right[1]]
        if len(factors) >= 2:
            split = factors[1].i
            return (hit.j, split), (split, right[1])
    return None, None


def _relative(context: Context, i: int) -> bool:
    keys = {context.view.word(k) for k in (i - 1, i - 2, i - 3)}
    return bool(keys & {"مما", "ما", "وهو", "which", "وهذا", "الامر"})


def _conditional(context: Context, hit: Hit) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """«إذا …، فقد …» or «قد … إذا …»."""
    tokens = context.view.tokens
    comma = None
    for k in range(hit.j, min(len(tokens), hit.j + 60)):
        if _stop(context, k):
            break
        word = tokens[k].key
        if k > hit.j + 2 and _comma(context, k):
            nxt = tokens[k + 1].key if k + 1 < len(tokens) else ""
            if nxt.startswith(("ف", "قد", "ل", "س")) or comma is None:
                comma = k
                if nxt.startswith(("فقد", "فان", "فس", "قد", "فمن", "فلن", "ست", "سي", "then")):
                    break
        if k > hit.j + 2 and word.startswith(("فقد", "فسوف", "فست", "فسي", "then")):
            comma = k - 1 if _comma(context, k - 1) else k
            break
    if comma is not None:
        end = comma + 1
        while end < len(tokens) and end - comma < _LONG and not _stop(context, end):
            end += 1
        if end - comma > 3:
            return (hit.j, comma), (comma + 1 if _comma(context, comma) else comma, end)
    left = _left(context, hit.i)
    right = _right(context, hit.j)
    return (right, left) if left and right and left[1] - left[0] >= 3 else None


def _direction(context: Context, i: int, j: int) -> int:
    """The sign of the first word of change in the effect; +1 when it only comes about."""
    for hit in context.view.of("direction"):
        if i <= hit.i < j:
            return int((hit.entry.data or {}).get("sign", 1))
    return 1


def _repeats(made: Influence, found: list[Influence]) -> bool:
    return any(
        (min(other.end, made.end) - max(other.start, made.start) > 0.7 * (made.end - made.start)
        and (other.cause.factor == made.cause.factor or other.effect.factor == made.effect.factor)
        and other.rules[0] == made.rules[0])
        or (other.cause.start == made.cause.start and other.effect.start == made.effect.start)
        or (other.cause.factor == made.cause.factor and other.effect.factor == made.effect.factor
            and other.cause.factor is not None and other.effect.factor is not None)
        for other in found
    )  # fmt: skip
