"""The finding: sentences computed from the measures, each with the records it rests on.

A sentence says what was counted in the documents, never more; one is left out when there is
nothing to count.  Arabic wordings avoid agreement with a name whose gender is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sharaka.briefing.causes import focus
from sharaka.briefing.cite import Register, live
from sharaka.briefing.inputs import BriefInput, Futures, in_language
from sharaka.briefing.translate import Translator
from sharaka.briefing.words import standing, treaty_name
from sharaka.weighing.deeds import cooperation, happened
from sharaka.weighing.measures import ExchangeRow, Link, ProvisionRow, Treaty

LINES = 5
#: Words and deeds are set against each other from this many happenings and this ratio on: below,
#: one report more or less would turn the sentence round.
_FEW, _MUCH = 6, 1.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of analysis, the keys of its quotes, and the section that tells more."""

    text: Markup
    records: tuple[str, ...]
    section: str
    assumed: bool = False


def finding(given: BriefInput, t: Translator, register: Register) -> list[Sentence]:
    """At most five sentences, the weightiest first."""
    tellers: tuple[Callable[[BriefInput, Translator, Register], Sentence | None], ...] = (
        _treaty, _deeds, _exchange, _causes, _futures, _conflicts, _base,
    )  # fmt: skip
    told = (tell(given, t, register) for tell in tellers)
    return [sentence for sentence in told if sentence][:LINES]


def headline(given: BriefInput, t: Translator) -> Markup:
    """The title: the pair, and what the treaty's defence clause makes of them."""
    a, b = t.name(given.pair[0]), t.name(given.pair[1])
    treaty = pair_treaty(given.measures.treaties, given.pair)
    row = _row(treaty, "defense") if treaty else None
    if row and not row.disputed:
        if row.present:
            return t.gettext("%(a)s and %(b)s: a partnership with a defence clause", a=a, b=b)
        return t.gettext("%(a)s and %(b)s: a partnership without a defence clause", a=a, b=b)
    return t.gettext("%(a)s and %(b)s: what binds them, what holds them apart", a=a, b=b)


def confidence(given: BriefInput, t: Translator) -> Markup:
    """What the page rests on, and how much of it a person has looked at."""
    records = live(given.records)
    reviewed = sum(record.state in ("accepted", "edited") for record in records)
    quotes = t.ngettext("%(n)s quote", "%(n)s quotes", len(records))
    documents = t.ngettext("%(n)s document", "%(n)s documents", len(given.documents))
    if reviewed == 0:
        return t.gettext("Rests on %(quotes)s from %(documents)s, coded by machine and not yet reviewed by an analyst.", quotes=quotes, documents=documents)  # fmt: skip
    if reviewed == len(records):
        return t.gettext("Rests on %(quotes)s from %(documents)s, all of them reviewed by an analyst.", quotes=quotes, documents=documents)  # fmt: skip
    return t.gettext("Rests on %(quotes)s from %(documents)s; %(share)s of them reviewed by an analyst, the rest coded by machine and not yet reviewed.", quotes=quotes, documents=documents, share=t.percent(reviewed / len(records)))  # fmt: skip


def pair_treaty(treaties: Iterable[Treaty], pair: tuple[str, str]) -> Treaty | None:
    """The latest treaty between the two sides, the deepest of its year."""
    own = [treaty for treaty in treaties if set(pair) <= set(treaty.parties)]
    return max(own, key=lambda k: (k.year or "", k.depth, k.id), default=None)


def _row(treaty: Treaty, obligation: str) -> ProvisionRow | None:
    return next((row for row in treaty.provisions if row.obligation == obligation), None)


def _treaty(given: BriefInput, t: Translator, _: Register) -> Sentence | None:
    treaty = pair_treaty(given.measures.treaties, given.pair)
    if treaty is None:
        return None
    bound = [row for row in treaty.provisions if row.present and not row.disputed]
    name = treaty_name(treaty.id, treaty.parties, treaty.year, t)
    if bound:
        kinds = t.ngettext(
            "to %(n)s kind of obligation", "to %(n)s kinds of obligation", len(bound)
        )
        if len(treaty.parties) == 2:
            text = t.gettext("By the documents, the %(treaty)s binds its two parties %(kinds)s.", treaty=name, kinds=kinds)  # fmt: skip
        else:
            text = t.gettext("By the documents, the %(treaty)s binds its parties %(kinds)s.", treaty=name, kinds=kinds)  # fmt: skip
    else:
        text = t.gettext(
            "The documents name no obligation laid down by the %(treaty)s.", treaty=name
        )
    defence = _row(treaty, "defense")
    text += " " + _on_defence(defence, t)
    records = [record for row in bound for record in row.records]
    lead = defence.records if defence else ()
    return Sentence(text, (*lead, *records) or treaty.records, "treaty")


def _on_defence(row: ProvisionRow | None, t: Translator) -> Markup:
    if row is None:
        return t.gettext("Whether it holds a mutual-defence clause they do not say.")
    if row.disputed:
        return t.gettext("Accounts differ on mutual defence.")
    if row.present:
        return t.gettext("Mutual defence is among its obligations.")
    return t.gettext("They say that it leaves out mutual defence.")


def _deeds(given: BriefInput, t: Translator, _: Register) -> Sentence | None:
    measures = given.measures
    told = happened(measures.timeline, measures.exchange, given.pair, live(given.records))
    words, matter = cooperation(told)
    verbal, material = len(words), len(matter)
    total = verbal + material
    if not total:
        return None
    acts = t.ngettext("%(n)s act of cooperation", "%(n)s acts of cooperation", total)
    values = {"acts": acts, "verbal": verbal, "material": material}
    apart = total >= _FEW and max(verbal, material) >= _MUCH * min(verbal, material)
    if total == 1:
        text = (
            t.gettext("The documents tell of one act of cooperation between the two, talks or an agreement, and of no deed.")
            if verbal
            else t.gettext("The documents tell of one act of cooperation between the two, a deed, and of no talks or agreement.")
        )  # fmt: skip
    elif not material:
        text = t.gettext("Of %(acts)s told between the two, all are talks and agreements; the documents tell of no deed.", acts=acts)  # fmt: skip
    elif not verbal:
        text = t.gettext("Of %(acts)s told between the two, all are deeds; the documents tell of no talks or agreements.", acts=acts)  # fmt: skip
    elif apart and verbal > material:
        text = t.gettext("More words than deeds: of %(acts)s told between the two, %(verbal)s are talks and agreements, %(material)s are deeds.", **values)  # fmt: skip
    elif apart:
        text = t.gettext("More deeds than words: of %(acts)s told between the two, %(material)s are deeds, %(verbal)s are talks and agreements.", **values)  # fmt: skip
    else:
        text = t.gettext("Of %(acts)s told between the two, %(verbal)s are talks and agreements, %(material)s are deeds.", **values)  # fmt: skip
    return Sentence(text, _joined(one.records for one in (*words, *matter)), "depth")


def tally(rows: Sequence[ExchangeRow], way: tuple[str, str]) -> dict[str, int]:
    """How many items of one direction stand how."""
    counts: dict[str, int] = {}
    for row in rows:
        if (row.supplier, row.recipient) == way:
            stands = standing(row)
            counts[stands] = counts.get(stands, 0) + 1
    return counts


def _exchange(given: BriefInput, t: Translator, _: Register) -> Sentence | None:
    rows = given.measures.exchange
    a, b = given.pair
    ways = [(way, tally(rows, way)) for way in ((a, b), (b, a))]
    if not any(counts for _, counts in ways):
        return None
    parts = [
        t.gettext("from %(a)s to %(b)s %(delivered)s and %(open)s", a=t.name(way[0]), b=t.name(way[1]),
            delivered=t.ngettext("%(n)s item delivered", "%(n)s items delivered", counts.get("delivered", 0)),
            open=t.ngettext("%(n)s item not settled", "%(n)s items not settled", sum(counts.values()) - counts.get("delivered", 0)))
        for way, counts in ways
    ]  # fmt: skip
    used = [row for row in rows if {row.supplier, row.recipient} == {a, b}]
    text = t.gettext("In the exchange told by the documents: %(first)s; %(second)s. Not settled means promised, asked for, alleged, denied, or told differently.", first=parts[0], second=parts[1])  # fmt: skip
    return Sentence(text, _joined(row.records for row in used), "exchange")


def _causes(given: BriefInput, t: Translator, _: Register) -> Sentence | None:
    centre = focus(given.measures.links)
    if centre is None:
        return None
    direct = [link for link in given.measures.links if link.effect == centre]
    driver = _strongest([k for k in direct if k.sign > 0])
    limit = _strongest([k for k in direct if k.sign < 0])
    about = t.label("factor", centre)
    told = [_attested(link, t) for link in (driver, limit) if link]
    if driver and limit:
        text = t.gettext("On %(about)s the documents name most often %(driver)s as a driver and %(limit)s as a limit.", about=about, driver=told[0], limit=told[1])  # fmt: skip
    elif driver:
        text = t.gettext("On %(about)s the documents name most often %(driver)s as a driver; they name no limit.", about=about, driver=told[0])  # fmt: skip
    elif limit:
        text = t.gettext("On %(about)s the documents name most often %(limit)s as a limit; they name no driver.", about=about, limit=told[0])  # fmt: skip
    else:
        return None
    return Sentence(text, _joined(k.records for k in (driver, limit) if k), "causes")


def _strongest(links: Sequence[Link]) -> Link | None:
    return min(
        links, key=lambda k: (-(k.actual + k.conditional), k.contested, k.cause), default=None
    )


def _attested(link: Link, t: Translator) -> Markup:
    """A cause and how many quotes tell of it; that others differ is said too."""
    count = link.actual + link.conditional
    cause = t.label("factor", link.cause)
    if link.contested:
        told = t.ngettext(
            "(%(n)s quote; accounts differ)", "(%(n)s quotes; accounts differ)", count
        )
    elif not link.actual:
        told = t.ngettext(
            "(%(n)s quote, told only as possible)", "(%(n)s quotes, told only as possible)", count
        )
    else:
        told = t.ngettext("(%(n)s quote)", "(%(n)s quotes)", count)
    return Markup("{} {}").format(cause, told)


def _futures(given: BriefInput, t: Translator, register: Register) -> Sentence | None:
    futures = given.futures
    if futures is None:
        return None
    count = len(futures.scenarios)
    if not count:
        text = t.gettext("By the model's judgements no combination of its variants is consistent: the judgements pull apart.")  # fmt: skip
        return Sentence(text, (), "futures", assumed=True)
    said = t.ngettext("%(n)s consistent future", "%(n)s consistent futures", count)
    if futures.today_consistent is None:
        text = t.gettext("By the model's judgements there are %(futures)s.", futures=said)
    elif futures.today_consistent:
        text = t.gettext("By the model's judgements there are %(futures)s, today's state among them.", futures=said)  # fmt: skip
    else:
        text = t.gettext("By the model's judgements there are %(futures)s; today's state is not among them.", futures=said)  # fmt: skip
    fixed = _common(futures, t)
    if fixed and count > 1:
        text += " " + t.gettext("Common to all: %(what)s.", what=fixed)
    text += " " + t.gettext("That a future is consistent does not make it likely.")
    keys = [
        key
        for scenario in futures.scenarios
        for index in scenario.supports
        for key in register.cited(futures.judgements[index])
    ]
    return Sentence(text, tuple(dict.fromkeys(keys)), "futures", assumed=not keys)


def _common(futures: Futures, t: Translator, most: int = 2) -> str:
    """What is the same in every future and is not what holds today: the surest news."""
    same = []
    for i, descriptor in enumerate(futures.descriptors):
        seen = {scenario.variants[i] for scenario in futures.scenarios}
        if len(seen) == 1:
            (only,) = seen
            words = t.gettext("%(descriptor)s: %(variant)s", descriptor=in_language(descriptor.names, t.language), variant=in_language(descriptor.variants[only].names, t.language))  # fmt: skip
            same.append((only == descriptor.now, words))
    same.sort(key=lambda pair: pair[0])
    return t.listed(str(words) for _, words in same[:most])


def _conflicts(given: BriefInput, t: Translator, _: Register) -> Sentence | None:
    conflicts = given.measures.conflicts
    if not conflicts:
        return None
    points = t.ngettext("%(n)s point", "%(n)s points", len(conflicts))
    text = t.gettext("On %(points)s the accounts cannot all be true.", points=points)
    return Sentence(text, _joined(c.records for c in conflicts), "voices")


def _base(given: BriefInput, t: Translator, _: Register) -> Sentence | None:
    records = live(given.records)
    if not records:
        return None
    quotes = t.ngettext("%(n)s quote", "%(n)s quotes", len(records))
    documents = t.ngettext("%(n)s document", "%(n)s documents", len(given.documents))
    text = t.gettext("The documents were coded into %(quotes)s (%(documents)s); what they do not say, this page does not say.", quotes=quotes, documents=documents)  # fmt: skip
    return Sentence(text, tuple(record.id for record in records), "sources")


def _joined(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(record for group in groups for record in group))
