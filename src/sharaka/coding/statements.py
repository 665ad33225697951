"""Statements: who says what, in whose words."""

from __future__ import annotations

from sharaka.coding.context import CODER, Context
from sharaka.coding.frames import Frame
from sharaka.coding.lexicon import Hit
from sharaka.coding.mention import Mention
from sharaka.coding.modality import modality_of
from sharaka.coding.needs import need_token
from sharaka.coding.postposed import postposed
from sharaka.coding.roles import PRONOUN_SUBJECT, Roles, is_finite
from sharaka.coding.titles import MentionFinder
from sharaka.coding.view import is_closing_quote, is_opening_quote
from sharaka.evidence import Party, Statement, Stretch

_THAT = frozenset({
    "ان", "بان", "انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم", "بانهما", "انهن", "باننا", "اننا", "لان",
    "that", "فان", "اني",
})  # fmt: skip
_ABOUT = frozenset({"عن", "علي", "الي", "من", "ب", "about", "of", "against"})
_NO_SPEAKER = frozenset({"demonstrative", "source_noun", "event", "factor", "treaty", "item"})
#: Acts whose verb takes what it is about as its object, with no "that".
_DIRECT = frozenset(
    {"deny", "condemn", "criticize", "welcome", "warn", "accuse", "promise", "threaten", "request"}
)
#: English frames whose content may follow with no "that": "said Russia was ready".
_NO_THAT = frozenset({"say", "add", "report", "predict", "admit"})
_RELATIVE = frozenset({"الذي", "التي", "الذين", "والذي", "والتي", "which"})
_MARKER_REACH = 22
#: Words after "according to X" too few to be what X says ("… officials on Monday.").
_TAIL = 2


def statements(context: Context) -> list[Statement]:
    """Every attributed claim of the sentence, in order."""
    found: list[Statement] = []
    taken: set[int] = set()
    for hit in context.view.of("report"):
        frame = hit.entry.frame
        if frame is None or hit.i in taken:
            continue
        made = _statement(context, hit, frame, found)
        if made is not None:
            found.append(made)
            taken.add(hit.i)
            if made.speaker.name or made.speaker.code:
                context.discourse.speaker = made.speaker
    return found


def _statement(
    context: Context, hit: Hit, frame: Frame, earlier: list[Statement]
) -> Statement | None:
    if frame.mode == "according":
        return _according(context, hit, frame)
    if frame.mode == "noun" or hit.entry.part == "masdar":
        return _nominal(context, hit, frame)
    if frame.mode == "continuation":
        if not earlier:
            return None
        marker = _marker(context, hit, reach=3)
        if marker is None:
            return None
        return _make(context, hit, frame, earlier[-1].speaker, marker, 0.1)
    if not is_finite(hit):
        return None
    told = postposed(context, hit)
    if told is not None:
        return _make(context, hit, frame, told[0], 0, 0.05, end=told[1])
    marker = _marker(context, hit)
    if marker is None:
        return None
    if frame.needs and need_token(context.view, context.lexicon, hit, frame) is None:
        return None
    modality, _ = modality_of(context.view, hit.i, hit.j, hit.entry.part)
    excepted = any(t.key in ("سوي", "الا", "غير") for t in context.view.tokens[hit.j : hit.j + 6])
    if modality == "conditional" or (modality == "negated" and not excepted):
        return None
    if context.view.word(hit.i - 1) in _RELATIVE:
        agents = [m for m in context.cast.actors if 0 <= hit.i - 1 - m.j <= 1]
        roles = Roles(agents=agents[-1:])
    else:
        roles = context.cast.of_verb(hit, frame)
    if earlier and context.view.word(hit.i)[:1] == "و" and all(m.i < hit.i for m in roles.agents):
        return _make(context, hit, frame, earlier[-1].speaker, marker, 0.1)
    speaker, doubt = _speaker(context, hit, marker, roles.agents, roles.passive)
    if speaker is None:
        return None
    return _make(context, hit, frame, speaker, marker, doubt)


def _speaker(
    context: Context, hit: Hit, marker: int, agents: list[Mention], passive: bool
) -> tuple[Party | None, float]:
    if passive and not agents:
        return None, 0.0
    usable = [m for m in agents if m.i < marker or m.j <= hit.i]
    if usable:
        named = usable[0]
        parties = named.parties()
        party = parties[0]
        if not party.code and not party.name and not party.role:
            return None, 0.0
        return party, 0.0 if party.code or party.name else 0.3
    institution = _institution(context, hit, marker) if not passive else None
    if institution is not None:
        return institution, 0.15
    unknown = _unknown_speaker(context, hit, marker)
    if unknown is not None:
        party = unknown.parties()[0]
        context.discourse.remember(party)
        return party, 0.1
    if _can_be_elided(context, hit) and _subjectless(context, hit, marker):
        return context.discourse.speaker, 0.15
    return None, 0.0


def _can_be_elided(context: Context, hit: Hit) -> bool:
    """«وأضاف» with nobody named: at the head of its sentence or after its own quotation."""
    view = context.view
    words = view.words_between(0, hit.i)
    if words <= 1 or view.word(hit.i - 1) in PRONOUN_SUBJECT:
        return True
    return hit.i > 0 and (
        is_closing_quote(view.tokens[hit.i - 1]) or view.tokens[hit.i].key[:1] == "و"
    )


def _subjectless(context: Context, hit: Hit, marker: int) -> bool:
    """Whether nothing between verb and content could be a subject: at most an aside."""
    if context.view.words_between(hit.j, marker) == 0:
        return True
    if context.view.tokens[hit.j].surface in "،,":
        return True
    kinds = {h.entry.kind for h in context.view.by_start.get(hit.j, ())}
    return bool(kinds & {"preposition", "adverb"})


def _institution(context: Context, hit: Hit, marker: int) -> Party | None:
    """«وتقول الصناعات الدفاعية التركية»: a definite noun with a nationality speaks for the state."""
    kinds = {h.entry.kind for k in (hit.j, hit.j + 1) for h in context.view.by_start.get(k, ())}
    if kinds & _NO_SPEAKER:
        return None  # «هذا الخطاب الروسي» is what was said, not who said it
    for mention in context.cast.adjectives:
        if hit.j < mention.i <= min(hit.j + 3, marker):
            start, end = context.view.span(hit.j, mention.j)
            return Party(
                code=mention.codes[0], name=context.text[start:end], text=context.text[start:end],
                start=start, end=end,
            )  # fmt: skip
    return None


def _unknown_speaker(context: Context, hit: Hit, marker: int) -> Mention | None:
    finder = MentionFinder(context.view, context.text, context.discourse)
    start = hit.j
    if start >= marker and context.language == "ar":
        return None
    mention = finder.unknown_name(start)
    if mention is None or mention.j - mention.i < (1 if context.language == "ar" else 2):
        return None
    stop = context.view.tokens[mention.j] if mention.j < len(context.view.tokens) else None
    closed = stop is None or stop.kind == "punct" or stop.key in _THAT or stop.key in ("of", "from")
    if not closed:
        return None
    if stop is None:
        return mention if mention.j - mention.i >= 2 else None
    return mention if mention.j - mention.i >= 2 or stop.key in _THAT else None


def _marker(context: Context, hit: Hit, reach: int = _MARKER_REACH) -> int | None:
    """The token where the content begins: after أن, a colon or an opening quote; None if none."""
    tokens = context.view.tokens
    named = hit.entry.frame
    bare_allowed = context.language == "en" and named is not None and named.id in _NO_THAT
    k = hit.j
    while k < len(tokens) and k - hit.j <= reach:
        token = tokens[k]
        if token.key in _THAT:
            return k
        if token.surface == ":":
            return k
        if is_opening_quote(token) and k + 4 < len(tokens):
            inside = _quote_length(context, k)
            if inside >= 4:
                return k
        if k > hit.j and token.surface in ".؛;!؟?":
            break
        if (
            k > hit.j
            and k in context.view.finite
            and token.key not in _THAT
            and not _is_report(context, k)
        ):
            if bare_allowed:
                return hit.j
            break
        k += 1
    colon = next(
        (k for k in range(hit.j + reach, min(hit.j + 3 * reach, len(tokens) - 1))
         if tokens[k].surface == ":" and is_opening_quote(tokens[k + 1])), None,
    )  # fmt: skip
    if colon is not None and hit.i == 0:
        return colon
    frame = hit.entry.frame
    if frame is not None and frame.act in _DIRECT and hit.j < len(tokens):
        return _object_start(context, hit)
    first = tokens[hit.j].key if hit.j < len(tokens) else ""
    if first in _ABOUT or (bare_allowed and first):
        return hit.j
    for k in range(hit.j, min(hit.j + 9, len(tokens))):
        if tokens[k].key in _ABOUT and any(m.j <= k and m.i >= hit.j for m in context.cast.actors):
            return k
    return None


def _object_start(context: Context, hit: Hit) -> int:
    """Where the object of «نفت طهران ذلك» begins: after the verb and a subject that follows it."""
    for mention in context.cast.actors:
        if mention.i >= hit.j and mention.i - hit.j <= 1 and not mention.prep:
            return min(mention.j, len(context.view.tokens) - 1)
    return hit.j


def _is_report(context: Context, k: int) -> bool:
    return context.view.first("report", k) is not None


def _quote_length(context: Context, k: int) -> int:
    tokens = context.view.tokens
    for n in range(k + 1, len(tokens)):
        if is_closing_quote(tokens[n]) and tokens[n].surface != "“":
            return n - k - 1
    return len(tokens) - k - 1


def _according(context: Context, hit: Hit, frame: Frame) -> Statement | None:
    """«وفقًا لـ…», "according to …"."""
    for mention in context.mentions:
        if mention.i < hit.i or mention.kind in ("adjective", "city", "pair"):
            continue
        gap = context.view.words_between(hit.j, mention.i) if mention.i > hit.j else 0
        if gap > 3 or mention.i - hit.j > 5:
            break
        party = mention.parties()[0]
        if party.code or party.name:
            if mention.kind in ("state", "people") and gap > 1:
                return None
            if party.name:
                context.discourse.remember(party)
            return _told_beside(context, hit, frame, party, mention.j, 0.0)
    finder = MentionFinder(context.view, context.text, context.discourse)
    start = hit.j
    while context.view.first("source_noun", start):  # «بحسب موجز فلان»
        start += 1
    unknown = finder.unknown_name(start)
    if unknown is not None and unknown.j - unknown.i >= 2:
        party = unknown.parties()[0]
        context.discourse.remember(party)
        return _told_beside(context, hit, frame, party, unknown.j, 0.15)
    return None


def _told_beside(
    context: Context, hit: Hit, frame: Frame, party: Party, j: int, doubt: float
) -> Statement | None:
    """What stands after "according to X", or before it where it closes the sentence."""
    last = len(context.view.tokens)
    if context.view.words_between(j, last) > _TAIL:
        return _make(context, hit, frame, party, min(j, last - 1), doubt)
    end = hit.i - 1 if context.view.tokens[hit.i - 1].surface in "،," else hit.i
    if context.view.words_between(0, max(end, 0)) == 0:
        return None
    return _make(context, hit, frame, party, 0, doubt + 0.05, end=end)


def _nominal(context: Context, hit: Hit, frame: Frame) -> Statement | None:
    """«نفي طهران لذلك», «وتأكيدها أنها …»: a verbal noun with its speaker."""
    roles = context.cast.of_noun(hit, frame)
    if roles.agents and roles.agents[0].codes:
        speaker: Party | None = roles.agents[0].parties()[0]
    elif hit.after and _that_follows(context, hit):
        speaker = context.discourse.speaker or context.discourse.subject
    else:
        return None
    if speaker is None:
        return None
    if frame.act != "deny" and not _that_follows(context, hit):
        return None
    first = min(roles.agents[0].j if roles.agents else hit.j, len(context.view.tokens) - 1)
    return _make(context, hit, frame, speaker, first, 0.1, to_comma=not _that_follows(context, hit))


def _that_follows(context: Context, hit: Hit) -> bool:
    tokens = context.view.tokens
    return any(tokens[k].key in _THAT for k in range(hit.j, min(hit.j + 4, len(tokens))))


def _make(
    context: Context, hit: Hit, frame: Frame, speaker: Party, marker: int, doubt: float,
    *, to_comma: bool = False, end: int | None = None,
) -> Statement:  # fmt: skip
    tokens = context.view.tokens
    first = marker + 1 if tokens[marker].key in _THAT or tokens[marker].surface == ":" else marker
    quoted = False
    end = len(tokens) if end is None else end
    if to_comma:  # «نفي طهران لذلك، …»: the object of a noun ends with its clause
        end = next((k for k in range(first, end) if tokens[k].surface in "،,؛"), end)
    probe = first
    while probe < len(tokens) and probe - first < 2 and not is_opening_quote(tokens[probe]):
        probe += 1
    if (
        probe < len(tokens)
        and is_opening_quote(tokens[probe])
        and _quote_length(context, probe) >= 3
    ):
        quoted = True
        first = probe + 1
        for n in range(probe + 2, len(tokens)):
            if is_closing_quote(tokens[n]) and tokens[n].surface not in "“«":
                end = n
                break
    if first >= end:
        first = min(marker, end - 1)
    content: Stretch | None = None
    if first < end:
        start_at, end_at, words = context.quote(tokens[first].start, tokens[end - 1].end)
        if words:
            content = Stretch(start_at, end_at, words)
    act = frame.act
    committing = (
        range(marker + 1, min(marker + 3, len(tokens))) if tokens[marker].key == "عن" else ()
    )
    if act == "say" and any(context.view.first("commitment", k) for k in committing):
        act = "promise"
    begin = tokens[hit.i].start
    if speaker.start is not None and context.sentence.start <= speaker.start < begin:
        begin = speaker.start
    if content is not None:
        begin = min(begin, content.start)
    close = content.end if content else tokens[hit.j - 1].end
    if speaker.end is not None and speaker.end <= context.sentence.end:
        close = max(close, speaker.end)
    start, stop, quote = context.quote(begin, max(close, tokens[hit.j - 1].end))
    return Statement(
        id=context.id("statement", start, stop), document=context.document, coder=CODER,
        confidence=round(max(0.1, frame.confidence - doubt), 2), sentence=context.sentence,
        quote=quote, start=start, end=stop, attribution=context.outlet(),
        rules=(f"report:{frame.id}",), act="report" if speaker.sector in ("MED", "SPY") and act == "say" else act,
        speaker=_in_place(speaker, context), content=content, quoted=quoted,
        themes=_themes(context, content), date=context.date_for(hit.i),
    )  # fmt: skip


def _in_place(party: Party, context: Context) -> Party:
    """A speaker remembered from elsewhere is understood here, not written."""
    if party.start is not None and context.sentence.start <= party.start < context.sentence.end:
        return party
    return Party(
        code=party.code, name=party.name, role=party.role, sector=party.sector, text=party.text
    )


def _themes(context: Context, content: Stretch | None) -> tuple[str, ...]:
    if content is None:
        return ()
    found = {
        hit.entry.id: None
        for hit in context.view.of("theme")
        if content.start <= context.view.tokens[hit.i].start < content.end
    }
    return tuple(found)
