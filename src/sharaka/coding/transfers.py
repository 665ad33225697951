"""Transfers: what moved or was promised, from whom to whom, and whether it really did."""

from __future__ import annotations

from typing import cast

from sharaka.coding.context import CODER, Context
from sharaka.coding.frames import Frame
from sharaka.coding.lexicon import Hit
from sharaka.coding.mention import Mention
from sharaka.coding.modality import modality_of
from sharaka.coding.needs import need_token
from sharaka.coding.quantities import QuantityHit
from sharaka.coding.roles import is_finite
from sharaka.evidence import Item, Money, Party, Quantity, Transfer, TransferStatus

_RELATIVE = frozenset({"الذي", "التي", "والتي", "والذي", "which", "that"})
_ANTECEDENT = 4
_TO_IT = frozenset({"لها", "له", "لهم", "اليها", "اليه"})
_ITEM_REACH = 22
_OBLIGED = 8
_NEXT_ITEM = 9
_BEHIND = 12
_STATUS: dict[str, TransferStatus] = {
    "planned": "planned", "possible": "planned", "conditional": "planned", "requested": "requested",
    "offered": "offered", "threatened": "threatened", "reported": "reported", "alleged": "alleged",
    "denied": "denied", "negated": "denied",
}  # fmt: skip


def transfers(context: Context) -> list[Transfer]:
    """Every transfer of the sentence; several items of one verb are several transfers."""
    found: list[Transfer] = []
    used: set[int] = set()
    for hit in _triggers(context):
        frame = hit.entry.frame
        if frame is None:
            continue
        if _other_reading(context, hit):
            continue
        if frame.needs and need_token(context.view, context.lexicon, hit, frame) is None:
            continue
        items = _items(context, hit, used)
        if not items:
            continue
        made = _transfer(context, hit, frame, items)
        if made:
            used.update(item.i for item in items)
            found.extend(made)
    return found


def _triggers(context: Context) -> list[Hit]:
    """Transfer words, each token once a reading."""
    return [h for h in context.view.hits if h.entry.kind == "transfer"]


def _other_reading(context: Context, hit: Hit) -> bool:
    """«تسلّم»: he received, or she delivers?  It delivers when somebody stands after إلى or ل."""
    frames = {
        h.entry.frame.direction
        for h in context.view.by_start[hit.i]
        if h.entry.kind == "transfer" and h.j == hit.j and h.entry.frame is not None
    }
    if len(frames) < 2 or hit.entry.frame is None:
        return False
    following = [m for m in context.cast.after(hit.j) if m.codes]
    given = any(m.prep in ("الي", "ل") for m in following)
    given = given or context.view.word(hit.i - 1) in ("ان", "لن", "لم", "الا")  # the present
    given = given or len([m for m in following[:2] if not m.prep and not m.conj]) == 2
    return (hit.entry.frame.direction == "receive") == given


def _items(context: Context, hit: Hit, used: set[int]) -> list[Hit]:
    """Named items after the trigger in its clause (or before it, in a relative clause)."""
    view = context.view
    reach = hit.j + _ITEM_REACH
    last = _next_trigger(context, hit)
    hits = []
    for h in view.of("item"):
        if hit.i - _BEHIND <= h.i < last and h.i not in used and h.i not in context.cast.titled:
            hits.append(h)
            if hit.j <= h.i <= reach:  # a list of items goes on as long as the next one is near
                reach = max(reach, h.j + _NEXT_ITEM)
    after = [
        h for h in hits
        if hit.j <= h.i <= reach and view.clause[h.i] - view.clause[hit.i] <= 1
        and not _crossed(context, hit.j, h.i)
    ]  # fmt: skip
    if not after and any(view.word(k) in _RELATIVE for k in (hit.i - 1, hit.i - 2)):
        after = [h for h in hits if 0 < hit.i - h.j <= _ANTECEDENT]  # «الصواريخ التي سلّمتها»
    named = [h for h in after if not (h.entry.data or {}).get("generic")]
    chosen = named or after[:1]
    return _without_wider(context, chosen)


def _next_trigger(context: Context, hit: Hit) -> int:
    """Where the next verb of giving stands: what comes after it is its own."""
    for other in context.view.of("transfer"):
        if other.i >= hit.j and is_finite(other):
            return other.i
    return len(context.view.tokens)


def _crossed(context: Context, j: int, i: int) -> bool:
    """Whether another clause's verb stands between trigger and item."""
    return any(
        k in context.view.finite and context.view.clause[k] != context.view.clause[j - 1]
        for k in range(j, i)
    )


def _without_wider(context: Context, items: list[Hit]) -> list[Hit]:
    """«أنظمة الدفاع الجوي S-400»: the class beside its example is one item, the example."""
    kept: list[Hit] = []
    for n, item in enumerate(items):
        following = items[n + 1] if n + 1 < len(items) else None
        if following is not None:
            gap = context.view.words_between(item.j, following.i)
            category = (item.entry.data or {}).get("category")
            joined = following.before.startswith("و")
            if gap <= 3 and not joined and (following.entry.data or {}).get("category") == category:
                continue
        kept.append(item)
    return list({item.entry.id: item for item in reversed(kept)}.values())[::-1]


def _transfer(context: Context, hit: Hit, frame: Frame, items: list[Hit]) -> list[Transfer]:
    giver, taker, rules, doubt = _sides(context, hit, frame)
    supplier, recipient = (taker, giver) if frame.direction == "receive" else (giver, taker)
    part = hit.entry.part
    modality, cue = modality_of(context.view, hit.i, hit.j, part)
    if not is_finite(hit) and (
        modality in ("conditional", "negated") or _under_condition(context, hit)
    ):
        return []
    if _obliged(context, hit):
        return []
    status: TransferStatus = _STATUS.get(modality, "reported")
    if modality == "actual":
        status = cast(TransferStatus, frame.status) if is_finite(hit) else _nominal_status(frame)
    if modality == "possible" and part == "past":
        status = "reported"
    if cue:
        rules.append(f"modal:{cue}")
    made = []
    for number, item in enumerate(items):
        source, target, why = supplier, recipient, rules
        nearer = _own_side(context, hit, frame, items, number)
        if nearer is not None and number:
            source, target = (nearer, target) if frame.direction == "receive" else (source, nearer)
        source = source or _made_in(context, item)
        maker = (item.entry.data or {}).get("maker")
        if source is None and maker and (target is None or maker != target.code):
            source = Party(code=maker, name=None, text="")
            if status == "reported" and not is_finite(hit):
                continue  # «مثل الحصول على إس-400»: nobody says that it moved, or from whom
            why = [*rules, "maker of the item"]
        if source is None and target is None:
            continue
        if source is not None and target is not None and source.code == target.code:
            continue
        if source is None or target is None or (doubt and not is_finite(hit) and supplier is None):
            if (item.entry.data or {}).get("generic"):
                continue
            doubt = max(doubt, 0.2)
        made.append(_make(context, hit, frame, item, source, target, status, why, doubt))
    return made


def _own_side(
    context: Context, hit: Hit, frame: Frame, items: list[Hit], number: int
) -> Party | None:
    """«باع القمح لمصر والنفط للهند»: who stands between this item and the next."""
    stop = items[number + 1].i if number + 1 < len(items) else len(context.view.tokens)
    wanted = {p for p in frame.patient if p}
    for mention in context.cast.after(hit.j, reach=_ITEM_REACH + 8):
        gap = context.view.tokens[items[number].j : mention.i]
        aside = any(token.surface in "،,؛" for token in gap)
        if (
            items[number].j <= mention.i < stop
            and mention.prep in wanted
            and mention.codes
            and not aside
        ):
            return mention.parties()[0]
    return None


def _under_condition(context: Context, hit: Hit) -> bool:
    """Whether the sentence opened a condition before the trigger."""
    return any(
        h.j <= hit.i and (h.entry.data or {}).get("modality") == "conditional"
        for h in context.view.of("modal")
    )


def _obliged(context: Context, hit: Hit) -> bool:
    """«تُلزم كل طرف بأن يقدّم للآخر عونًا»: what a treaty obliges is a provision, not a transfer."""
    return any(
        0 <= hit.i - h.j <= _OBLIGED and context.view.words_between(h.j, hit.i) <= _OBLIGED
        for h in context.view.of("clause")
    )


def _sides(
    context: Context, hit: Hit, frame: Frame
) -> tuple[Party | None, Party | None, list[str], float]:
    """Agent and other side of the trigger as parties, with what was inferred."""
    rules = [f"transfer:{frame.id}"]
    cast = context.cast
    doubt = 0.0
    if is_finite(hit):
        roles = cast.of_verb(hit, frame)
        agent = _party(roles.agents)
        other = _party(roles.patients)
        if roles.passive and other is not None and "" in frame.patient and agent is None:
            agent = None
        if agent is None and not roles.passive:
            agent = context.discourse.subject if hit.i == 0 else _understood(context, hit)
            doubt = 0.15
            if agent is not None:
                rules.append("understood subject")
    else:
        roles = cast.of_noun(hit, frame)
        # an adjective further on is the item's («شراء طائرات إيرانية»)
        own = [m for m in roles.agents if m.kind != "adjective" or m.i == hit.j]
        agent = _party(own)
        other = _party(roles.patients)
        if agent is None:
            agent = _governing(context, hit, other)
            doubt = 0.1
    if other is None and hit.after and is_finite(hit) and frame.direction != "receive":
        subject = context.discourse.subject  # «باعتها الهند»: the pronoun is whom the text is about
        if subject is not None and (agent is None or subject.code != agent.code):
            other, doubt = subject, 0.2
            rules.append("understood object")
    if other is None and agent is not None and context.view.word(hit.j) in _TO_IT:
        other = _pointed_to(context, hit, agent)
    if other is None:
        other = _resorted_to(context, hit) if frame.direction == "receive" else None
    return agent, other, rules, doubt


def _pointed_to(context: Context, hit: Hit, agent: Party) -> Party | None:
    """«أن تبيع لها»: the actor named last before the verb, other than who gives."""
    for mention in reversed(context.cast.actors):
        named = len(mention.codes) == 1 and mention.kind not in ("city", "outlet", "accord")
        if mention.j <= hit.i and named and mention.codes[0] != agent.code:
            return mention.parties()[0]
    return None


def _party(mentions: list[Mention]) -> Party | None:
    for mention in mentions:
        if mention.codes and mention.kind not in ("outlet", "pair"):
            return mention.parties()[0]
    return None


def _governing(context: Context, hit: Hit, other: Party | None) -> Party | None:
    """The actor who governs a verbal noun: «تسعى إيران إلى الحصول», «اتُّهمت إيران بتزويد»."""
    view = context.view
    codes = {other.code} if other else set()
    best: Mention | None = None
    for mention in reversed(context.cast.actors):
        if mention.j > hit.i or not mention.codes or mention.kind in ("city", "outlet"):
            continue
        if view.clause[hit.i] - view.clause[mention.i] > 1 or set(mention.codes) & codes:
            continue
        if mention.prep in ("", "ل"):
            best = mention
            break
    if best is not None and best.kind == "pair":
        return None
    if best is not None:
        return context.cast.head_of(best).parties()[0]
    subject = context.discourse.subject
    return subject if subject and subject.code not in codes else None


def _resorted_to(context: Context, hit: Hit) -> Party | None:
    """«الذهاب إلى الإيرانيين للحصول على …»: whom one goes to is the supplier."""
    for mention in reversed(context.cast.actors):
        if (
            mention.j <= hit.i
            and hit.i - mention.j <= 3
            and mention.prep in ("الي", "to")
            and mention.codes
        ):
            return mention.parties()[0]
    return None


def _understood(context: Context, hit: Hit) -> Party | None:
    """«وأكدت طهران أنها زودت …»: the agent of the verb above, else the actor last named."""
    above = context.cast.agent_before(hit.i)
    if above is not None:
        return above.parties()[0]
    for mention in reversed(context.cast.actors):
        if (
            mention.j <= hit.i
            and mention.codes
            and mention.prep in ("", "ل")
            and mention.kind not in ("city", "outlet")
        ):
            return mention.parties()[0]
    return context.discourse.subject


def _made_in(context: Context, item: Hit) -> Party | None:
    """«طائرات مسيرة إيرانية الصنع»: an adjective on the item names its maker."""
    for mention in context.cast.adjectives:
        gap = context.view.tokens[item.j : mention.i]
        named = 0 <= mention.i - item.j <= 7 and not any(
            t.surface in "،,.؛" or k in context.view.finite for k, t in enumerate(gap, item.j)
        )
        if (
            named
            and not any(context.view.first("preposition", k) for k in range(item.j + 4, mention.i))
        ) or (context.language == "en" and 0 <= item.i - mention.j <= 1):
            return mention.parties()[0]
    return None


def _nominal_status(frame: Frame) -> TransferStatus:
    """A verbal noun with no cue says that it was spoken of, not that it happened."""
    return "requested" if frame.status == "requested" else "reported"


def _make(
    context: Context, hit: Hit, frame: Frame, item: Hit, supplier: Party | None,
    recipient: Party | None, status: TransferStatus, rules: list[str], doubt: float,
) -> Transfer:  # fmt: skip
    view = context.view
    data = item.entry.data or {}
    start_at, end_at = view.span(item.i, item.j)
    starts = [start_at, view.tokens[hit.i].start]
    ends = [end_at, view.tokens[hit.j - 1].end]
    for party in (supplier, recipient):
        if (
            party
            and party.start is not None
            and party.end is not None
            and context.sentence.start <= party.start < context.sentence.end
        ):
            starts.append(party.start)
            ends.append(party.end)
    quantity, value = _amounts(context, hit, item)
    start, end, quote = context.quote(min(starts), max(ends))
    return Transfer(
        id=context.id("transfer", start, end), document=context.document, coder=CODER,
        confidence=round(max(0.1, frame.confidence - doubt), 2), sentence=context.sentence,
        quote=quote, start=start, end=end, attribution=context.outlet(), rules=tuple(rules),
        supplier=_here(supplier, context), recipient=_here(recipient, context),
        item=Item(designation=item.entry.id, category=data.get("category")),
        quantity=quantity, value=value, date=context.date_for(hit.i), status=status,
    )  # fmt: skip


def _here(party: Party | None, context: Context) -> Party | None:
    if (
        party is None
        or party.start is None
        or context.sentence.start <= party.start < context.sentence.end
    ):
        return party
    return Party(
        code=party.code, name=party.name, role=party.role, sector=party.sector, text=party.text
    )


def _amounts(context: Context, hit: Hit, item: Hit) -> tuple[Quantity | None, Money | None]:
    """A count right before the item, and a sum of money in the clause."""
    view = context.view
    place = view.tokens[item.i].start
    quantity: Quantity | None = None
    value: Money | None = None
    low = view.tokens[min(hit.i, item.i)].start
    for q in context.quantities:
        if (
            q.currency
            and q.low is not None
            and context.sentence.start <= q.start
            and q.start - place < 160
            and q.start >= low
        ):
            value = value or Money(amount=q.low, currency=q.currency)
        elif _counts(q, place, low, context.text):
            quantity = Quantity(text=q.text, low=q.low, high=q.high)
    return quantity, value


def _counts(q: QuantityHit, place: int, low: int, text: str) -> bool:
    if q.unit or q.currency or q.end > place or q.start < low:
        return False
    return len(text[q.end : place].split()) <= 3
