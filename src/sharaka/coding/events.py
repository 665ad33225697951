"""Events: who did what to whom, when (PLOVER types)."""

from __future__ import annotations

import functools

from sharaka.coding import arabic, english
from sharaka.coding.context import CODER, Context
from sharaka.coding.frames import Frame
from sharaka.coding.lexicon import Hit
from sharaka.coding.mention import Mention
from sharaka.coding.modality import modality_of
from sharaka.coding.needs import forbidden, need_token
from sharaka.coding.roles import PRONOUN_SUBJECT, Roles, is_finite
from sharaka.evidence import Event, EventDate, Modality, Party

#: What a state may do to its own people; the rest it does to others.
_WITHIN = frozenset({"PROTEST", "ASSAULT", "COERCE", "MOBILIZE", "ACCUSE"})
#: Joint happenings that say nothing of a state alone.
_WITH_ANOTHER = frozenset({"CONSULT", "COOPERATE", "ASSAULT"})


def events(context: Context) -> list[Event]:
    """Every event of the sentence, in order; one a trigger."""
    found: list[Event] = []
    covered: set[int] = set()
    for hit in context.view.of("event"):
        frame = hit.entry.frame
        if frame is None or hit.i in covered or _is_thing(context, hit):
            continue
        made = _event(context, hit)
        if made is not None and not _repeats(made, found):
            found.append(made)
            covered.update(range(hit.i, hit.j))
            need = need_token(context.view, context.lexicon, hit, frame)
            if need is not None:  # the «عقوبات» of «فرض عقوبات» are told
                covered.add(need)
    return found


def _beside(context: Context, hit: Hit, frame: Frame) -> bool:
    """Whether another word of the same type stands in the sentence («مقتل … في انفجار»)."""
    return any(
        other.entry.frame is not None
        and other.entry.frame.type == frame.type
        and not other.entry.frame.beside
        and not hit.i <= other.i < hit.j
        for other in context.view.of("event")
    )


def _is_thing(context: Context, hit: Hit) -> bool:
    """«طائرات مسيّرة» are aircraft, not marches: a named item covers the word."""
    return any(
        h.entry.kind == "item" and h.i <= hit.i < h.j
        and (h.j - h.i > hit.j - hit.i or "\u0651" in context.view.tokens[hit.i].surface)
        for h in context.view.hits
    )  # fmt: skip


def _event(context: Context, hit: Hit) -> Event | None:
    # frames that share a verb: the first of the file whose needs are met
    for other in context.view.by_start[hit.i]:
        if other.entry.kind == "event" and other.j == hit.j and other.entry.frame is not None:
            made = _try(context, other, other.entry.frame)
            if made is not None:
                return made
    return None


def _try(context: Context, hit: Hit, frame: Frame) -> Event | None:
    need = need_token(context.view, context.lexicon, hit, frame)
    if frame.needs and need is None:
        return None
    if forbidden(context.view, context.lexicon, hit, frame):
        return None
    if frame.beside and not _beside(context, hit, frame):
        return None
    rules = [f"event:{frame.id}"]
    doubt = 0.0
    if is_finite(hit) or hit.entry.part == "passive":
        roles = context.cast.of_verb(hit, frame)
        if roles.elided and not roles.agents and not roles.passive:
            doubt += 0.2
            above = context.cast.agent_before(hit.i)
            taken = {c for m in roles.patients for c in m.codes}
            if above is not None and not set(above.codes) & taken and _same_subject(context, hit):
                roles.agents = [above]
                rules.append("understood subject")
    else:
        told, doubt = _noun_roles(context, hit, frame, rules)
        if told is None:
            return None
        roles = told
    if hit.entry.part == "masdar" and not roles.agents and not hit.definite:
        owners = frozenset(c for m in roles.patients for c in m.codes)
        lead = context.cast.governing(hit.i, owners)
        if lead is not None:
            roles.agents = context.cast.group(lead)
            rules.append("governing agent")
            doubt += 0.05
    if frame.sides == 2 and not is_finite(hit) and not (roles.agents and roles.patients):
        return None
    if frame.mode == "visit" and not is_finite(hit) and not roles.agents:
        return None
    if frame.joint:
        return _joint(context, hit, frame, roles, rules, doubt)
    agents = [m for m in roles.agents if m.acts or m.kind == "adjective"]
    patients = list(roles.patients)
    if need is not None and not agents:
        agents = _adjective_after(context, need) or agents
    if frame.type not in _WITHIN:
        own = {c for m in agents for c in m.codes}
        patients = [m for m in patients if not m.codes or not set(m.codes) <= own]
    if not any(m.codes for m in agents + patients) and frame.type not in (
        "PROTEST",
        "ASSAULT",
        "COERCE",
    ):
        return None
    if not agents and not patients:
        return None
    if not any(m.codes for m in agents + patients):
        doubt += 0.25
    return _make(
        context, hit, frame, _parties(agents), _parties(patients), rules, doubt, agents + patients
    )


def _joint(
    context: Context, hit: Hit, frame: Frame, roles: Roles, rules: list[str], doubt: float
) -> Event | None:
    mentions = list(roles.agents)
    mentions += [m for m in roles.patients if m not in mentions]
    subject = context.discourse.subject
    codes = {c for m in mentions for c in m.codes}
    if (
        roles.patients
        and not roles.agents
        and not hit.definite
        and subject
        and subject.code
        and subject.code not in codes
        and not is_finite(hit)
    ):
        return _make(
            context,
            hit,
            frame,
            (_elsewhere(subject), *_parties(mentions)),
            (_elsewhere(subject), *_parties(mentions)),
            [*rules, "understood subject"],
            doubt + 0.15,
            mentions,
        )
    for mention in context.cast.after(hit.j):
        if mention.prep in frame.partner and mention.i - hit.j <= 10 and mention not in mentions:
            mentions += [m for m in context.cast.group(mention) if m not in mentions]
    between = [
        m for m in context.cast.after(hit.j)
        if m.prep == "بين" or m.prep == "between"
    ]  # fmt: skip
    mentions += [m for m in between if m not in mentions]
    parties = _parties(mentions)
    codes = {p.code for p in parties if p.code}
    if len(codes) < 2:
        alone = next(iter(codes), None)
        other = _pronoun_partner(context, hit, alone)
        if other is not None:
            parties = (*parties, other)
            return _make(context, hit, frame, parties, parties, rules, doubt + 0.1, mentions)
        if alone is None or not frame.partner or (not is_finite(hit) and doubt > 0):
            return None
        if frame.type in _WITH_ANOTHER and not any(m.name and not m.codes for m in mentions):
            return None  # «met Egypt's minister»: who met him is not known
        return _make(context, hit, frame, parties, (), rules, doubt + 0.15, mentions)
    return _make(context, hit, frame, parties, parties, rules, doubt, mentions)


def _same_subject(context: Context, hit: Hit) -> bool:
    """Whether a verb without a subject goes on with the one above: joined to it, or by a pronoun."""
    word, before = context.view.word(hit.i), context.view.word(hit.i - 1)
    return word[:1] in ("و", "ف") or before in PRONOUN_SUBJECT or before in ("قد", "وقد", "فقد")


def _elsewhere(party: Party) -> Party:
    """A party understood from an earlier sentence: no place in this one."""
    return Party(
        code=party.code, name=party.name, role=party.role, sector=party.sector, text=party.text
    )


def _pronoun_partner(context: Context, hit: Hit, code: str | None) -> Party | None:
    """«وقعت موسكو معها»: the other of the pair, when it is named in the sentence."""
    pair = context.discourse.pair
    near = {context.view.word(k) for k in range(hit.j, hit.j + 5)}
    if len(pair) != 2 or code not in pair or not near & {"معها", "معه", "بينهما"}:
        return None
    other = pair[1 - pair.index(code)]
    named = any(other in m.codes for m in context.mentions)
    return Party(code=other, text="") if named else None


def _noun_roles(
    context: Context, hit: Hit, frame: Frame, rules: list[str]
) -> tuple[Roles | None, float]:
    """Roles of an event noun, or None when it only refers back to what was told already."""
    view = context.view
    roles = context.cast.of_noun(hit, frame)
    helper = context.cast.supporting(hit, _support(frame, context.language))
    if helper is not None:
        rules.append("support verb")
        rules.append(f"at:{helper.i}")
        side = _support(frame, context.language).get(view.word(helper.i).removeprefix("و"), "")
        _add_support(context, helper, frame, roles, side)
    dated = context.date_for(hit.i).edtf is not None
    demonstrative = any(h.entry.kind == "demonstrative" for h in view.by_start.get(hit.i - 1, ()))
    if demonstrative or (hit.after and not dated):
        return None, 0.0
    sides = bool(roles.agents) + bool(roles.patients)
    if frame.joint:
        sides = len({c for m in [*roles.agents, *roles.patients] for c in m.codes})
    if helper is None and hit.entry.part == "masdar" and hit.definite and not sides:
        return None, 0.0
    if helper is None and hit.entry.part == "noun":
        told = [*roles.agents, *roles.patients]
        if hit.definite and not (dated and sides and not (frame.agent and not roles.agents)):
            return None, 0.0
        if _in_construct(hit, roles) and not (sides >= 2 or (dated and sides)):
            return None, 0.0
        if not dated and told and all(m.kind == "pair" for m in told):
            return None, 0.0  # «لقاء الرئيسين»: told before
        if not sides:
            return None, 0.0
    return roles, 0.05 if helper is not None else 0.1


def _in_construct(hit: Hit, roles: Roles) -> bool:
    """«هجمات إسرائيل»: a noun that its owner makes definite, so known already."""
    return any(m.i == hit.j and m.kind != "adjective" for m in [*roles.agents, *roles.patients])


def _add_support(context: Context, helper: Hit, frame: Frame, roles: Roles, side: str) -> None:
    carrier = Frame(id="support", kind="event", patient=("",), transitive=False)
    found = context.cast.of_verb(helper, carrier)
    subjects = [m for m in found.agents if m.acts]
    if helper.after and not subjects:
        subjects = [m for m in found.patients if m.acts]
    if not subjects:
        return
    if (side or frame.direction) == "patient":
        roles.patients = roles.patients or subjects
    else:
        roles.agents = roles.agents or subjects


@functools.cache
def _support(frame: Frame, language: str) -> dict[str, str]:
    """Folded forms of a frame's support verbs → the side their subject is on ("" agent)."""
    table: dict[str, str] = {}
    for verb in frame.support:
        words, _, side = verb.partition("=")
        if language == "ar":
            past, present = words.split()
            forms = arabic.verb_forms(past, present)
        else:
            base, *irregular = (part.strip() for part in words.split(","))
            forms = english.verb_forms(base, *irregular[:2])
        table |= dict.fromkeys(forms, side)
    return table


def _adjective_after(context: Context, k: int) -> list[Mention]:
    for mention in context.cast.adjectives:
        if 0 < mention.i - k <= 2:
            return [mention]
    return []


def _parties(mentions: list[Mention]) -> tuple[Party, ...]:
    seen: dict[tuple[str | None, int], Party] = {}
    for mention in mentions:
        for party in mention.parties():
            seen.setdefault((party.code, mention.i if party.code is None else -1), party)
    return tuple(seen.values())


def _make(
    context: Context, hit: Hit, frame: Frame, actors: tuple[Party, ...],
    recipients: tuple[Party, ...], rules: list[str], doubt: float, mentions: list[Mention],
) -> Event:  # fmt: skip
    modality: Modality
    if frame.modality:
        modality, cue = frame.modality, ""  # type: ignore[assignment]
    else:
        at = next((int(r[3:]) for r in rules if r.startswith("at:")), None)
        if (
            at is not None and at > hit.i
        ):  # «الهجمات التي شنتها»: the verb of the relative clause decides
            modality, cue = modality_of(context.view, at, at + 1, "past")
        else:
            modality, cue = modality_of(context.view, hit.i, hit.j, hit.entry.part)
    if modality == "actual" and not is_finite(hit) and hit.before.endswith("ل"):
        modality, cue = "planned", "purpose"  # «دعاه لزيارة …»: what something is done for
    rules = [r for r in rules if not r.startswith("at:")]
    if cue:
        rules.append(f"modal:{cue}")
    starts = [m.start for m in mentions] + [context.view.tokens[hit.i].start]
    ends = [m.end for m in mentions] + [context.view.tokens[hit.j - 1].end]
    date: EventDate = context.date_for(hit.i)
    start, end, quote = context.quote(min(starts), max(ends))
    return Event(
        id=context.id("event", start, end), document=context.document, coder=CODER,
        confidence=round(max(0.1, frame.confidence - doubt), 2), sentence=context.sentence,
        quote=quote, start=start, end=end, attribution=context.outlet(), rules=tuple(rules),
        type=frame.type, mode=frame.mode or None, contexts=frame.contexts, actors=actors,
        recipients=recipients, date=date, modality=modality,
    )  # fmt: skip


def _repeats(made: Event, found: list[Event]) -> bool:
    """The same type and parties told twice in one sentence is one event."""
    key = (made.type, made.modality, _codes(made.actors), _codes(made.recipients))
    return any((e.type, e.modality, _codes(e.actors), _codes(e.recipients)) == key for e in found)


def _codes(parties: tuple[Party, ...]) -> frozenset[str | None]:
    return frozenset(p.code for p in parties)
