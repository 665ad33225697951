"""Provisions: what a treaty obliges, and what it leaves out."""

from __future__ import annotations

import dataclasses
import itertools

from sharaka.coding.context import CODER, Context
from sharaka.coding.lexicon import Entry, Hit
from sharaka.coding.modality import modality_of
from sharaka.coding.treaties import follow_treaty
from sharaka.evidence import OBLIGATIONS, Obligation, Provision, Record

_MEMORY = 5
_NEAR = 8
_CUE_REACH = 26
_GOVERNS = 3
#: Duties not to do something: a negation inside them is their own.
_FORBEARANCES = frozenset({
    "neutrality", "nonaggression", "non-use of territory", "sanctions resistance",
})  # fmt: skip
_NOT = frozenset({"لا", "لم", "لن", "ليس", "ليست", "ليسا", "not", "nor", "no", "neither"})
#: Nouns for a part of a treaty: they say where an obligation stands, not that there is one.
_CLAUSE_NOUNS = frozenset({
    "بند", "بندا", "بنود", "بنودا", "احكام", "ماده", "الماده", "مواد", "article", "articles",
    "clause",
})  # fmt: skip


def provisions(context: Context) -> list[Provision]:
    """Every obligation the sentence says a treaty holds or lacks."""
    follow_treaty(context)
    discourse = context.discourse
    if discourse.treaty is None or discourse.treaty_age > _MEMORY:
        return []
    clauses = context.view.of("clause")
    lacks = context.view.of("lack")
    if not clauses and not lacks:
        return []
    found: dict[tuple[str, bool], Provision] = {}
    for hit in _widest([*context.view.of("obligation"), *_together(context)]):
        name = hit.entry.id
        if name not in OBLIGATIONS or _only_wanted(context, hit):
            continue
        cue, present = _cue(context, hit, clauses, lacks)
        if cue is None:
            continue
        made = _make(context, hit, cue, name, present)
        found.setdefault((name, present), made)
    return list(found.values())


def _widest(hits: list[Hit]) -> list[Hit]:
    """Without the hits that lie within a wider one: «مساعدة عسكرية» in «مساعدة … للمعتدي»."""
    return [
        h for h in hits
        if not any(o.i <= h.i and h.j <= o.j and (o.j - o.i) > (h.j - h.i) and o.entry.id != h.entry.id for o in hits)
    ]  # fmt: skip


def _together(context: Context) -> list[Hit]:
    """Obligations told by two words within eight tokens: «تتبادل أجهزة الاستخبارات»."""
    tokens = context.view.tokens
    places: dict[str, list[int]] = {}
    wanted = {stem for stems, _ in context.lexicon.together for stem in stems}
    for k, token in enumerate(tokens):
        for analysis in context.lexicon.analyses(token.key):
            if analysis.stem in wanted:
                places.setdefault(analysis.stem, []).append(k)
    found = []
    for stems, name in context.lexicon.together:
        if not all(stem in places for stem in stems):
            continue
        spots = sorted(k for stem in stems for k in places[stem])
        near = [
            (a, b)
            for a, b in itertools.pairwise(spots)
            if 0 < b - a <= _NEAR and not any(t.kind == "punct" for t in tokens[a:b])
        ]
        if near:
            i, j = near[0]
            found.append(Hit(Entry("obligation", name), i, j + 1, "", False, ""))
    return found


def _only_wanted(context: Context, hit: Hit) -> bool:
    """«سعى إلى إدراج بند دفاعي»: what was asked for is not what the treaty holds."""
    modality, _ = modality_of(context.view, hit.i, hit.j, "noun")
    return modality in ("requested", "offered", "planned")


def _cue(
    context: Context, hit: Hit, clauses: list[Hit], lacks: list[Hit]
) -> tuple[Hit | None, bool]:
    """The nearest cue before the obligation (or close after it); a lack wins a tie."""
    best: tuple[int, int, Hit, bool] | None = None
    for cues, present in ((lacks, False), (clauses, True)):
        for cue in cues:
            if cue.j <= hit.i:
                distance = hit.i - cue.j
                stops = sum(1 for t in context.view.tokens[cue.j : hit.i] if t.surface in "؛;.")
            elif cue.i >= hit.j:
                distance = cue.i - hit.j + 6
                stops = sum(1 for t in context.view.tokens[hit.j : cue.i] if t.surface in "؛;.،,")
            else:
                distance, stops = 0, 0
            if distance + 20 * stops > _CUE_REACH:
                continue
            if not present and distance > 12:
                continue
            key = (distance if present else max(0, distance - 4), int(present), cue, present)
            if best is None or key[:2] < best[:2]:
                best = key
    if best is None:
        return None, True
    cue, present = best[2], best[3]
    if present:
        if hit.entry.id not in _FORBEARANCES and _negated(context, hit, cue):
            return cue, False
        verb = _lack_above(context, cue, clauses, lacks)
        if verb is not None:
            return verb, False
    if not present and _qualified(context, hit):
        return None, False
    return (None, True) if _withheld(context, cue) else (cue, present)


def _negated(context: Context, hit: Hit, cue: Hit) -> bool:
    """«ليسا ملزمين بتقديم …», "trade, not mutual defence": a negation on the cue or before the field."""
    view = context.view
    at = [view.word(cue.i - 1)]
    if cue.j <= hit.i:
        at += [view.word(k).removeprefix("و") for k in range(cue.j, hit.i)]
    return any(word in _NOT for word in at)


def _lack_above(context: Context, cue: Hit, clauses: list[Hit], lacks: list[Hit]) -> Hit | None:
    """«لا تتضمن … بندًا»: a noun for a clause has the polarity of the verb above it."""
    word = context.view.word(cue.i)
    if word not in _CLAUSE_NOUNS and word[:-1] not in _CLAUSE_NOUNS:
        return None
    for lack in lacks:
        verbs = (
            c
            for c in clauses
            if lack.j <= c.i < cue.i and context.view.word(c.i) not in _CLAUSE_NOUNS
        )
        if (
            lack.j <= cue.i
            and context.view.clause[lack.i] == context.view.clause[cue.i]
            and not any(verbs)
        ):
            return lack
    return None


def _qualified(context: Context, hit: Hit) -> bool:
    """«استثمارات محددة المبلغ»: leaving out what is so qualified leaves the rest in."""
    return context.view.word(hit.j).startswith(("محدد", "معين", "specific", "binding", "fixed"))


def _withheld(context: Context, cue: Hit) -> bool:
    """ "If the treaty included", "should include": nobody says that it does."""
    near = range(max(0, cue.i - _GOVERNS), cue.i)
    return any(
        (h.entry.data or {}).get("modality") in ("possible", "conditional", "requested")
        for k in near for h in context.view.by_start.get(k, ())
        if h.entry.kind == "modal"
    )  # fmt: skip


def _make(context: Context, hit: Hit, cue: Hit, obligation: Obligation, present: bool) -> Provision:
    tokens = context.view.tokens
    start, end, quote = context.quote(
        min(tokens[hit.i].start, tokens[cue.i].start),
        max(tokens[hit.j - 1].end, tokens[cue.j - 1].end),
    )
    name, parties = context.discourse.treaty or ("", ())
    near = hit.i - cue.j <= 8
    return Provision(
        id=context.id("provision", start, end), document=context.document, coder=CODER,
        confidence=0.75 if near else 0.6, sentence=context.sentence, quote=quote, start=start,
        end=end, attribution=context.outlet(), rules=(f"obligation:{obligation}", f"{'clause' if present else 'lack'}:{cue.entry.id}"),
        treaty=name, parties=parties, obligation=obligation, present=present,
    )  # fmt: skip


def name_treaties(records: list[Record]) -> list[Record]:
    """Give a treaty told without its year the year it has elsewhere in the document, if only one."""
    years: dict[frozenset[str], set[str]] = {}
    for record in records:
        if isinstance(record, Provision) and record.treaty != "-".join(record.parties):
            years.setdefault(frozenset(record.parties), set()).add(record.treaty)
    named: list[Record] = []
    for record in records:
        if isinstance(record, Provision) and record.treaty == "-".join(record.parties):
            known = years.get(frozenset(record.parties), set())
            if len(known) == 1:
                named.append(dataclasses.replace(record, treaty=next(iter(known))))
                continue
        named.append(record)
    return named
