"""The page: views of the case, drawn through templates into one self-contained file.

The Content-Security-Policy lets nothing in: no request, no foreign script or style; the page's own
style and script are named by their SHA-256.  Both languages are in the file, and a radio button
chooses between them, so that a reader without scripts has both.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from sharaka.briefing import (
    causes,
    cite,
    disputes,
    finding,
    method,
    sources,
    tableau,
    treaties,
    voices,
    words,
)
from sharaka.briefing.figures import causal, deeds, exchange, timeline
from sharaka.briefing.inputs import BriefInput, in_language
from sharaka.briefing.translate import Translator, isolate
from sharaka.errors import UsageError

SECTIONS = (
    "finding", "depth", "timeline", "exchange", "treaty",
    "causes", "voices", "futures", "method", "sources",
)  # fmt: skip


def brief(given: BriefInput) -> str:
    """The briefing of a case as one HTML file: same input, same bytes.

    Raises EvidenceError when a measure names a record the ledger does not hold, UsageError for a
    language without a catalogue or a page without a language.
    """
    if not given.languages:
        raise UsageError("a page needs a language", mend="Name at least one, for example ar.")
    register = cite.register(given)
    voicing = [
        Translator(code, given.actor_name, given.digits, given.pair, given.proper_name)
        for code in given.languages
    ]
    editions = [_edition(given, t, register) for t in voicing]
    drawn = sources.sources(given, register)
    style = _static("page.css") + _switch(voicing)
    script = _static("page.js")
    html = (
        _templates()
        .get_template("page.html")
        .render(
            given=given,
            voicing=voicing,
            first=voicing[0],
            editions=editions,
            sources=drawn,
            register=register,
            say=functools.partial(_say, voicing),
            record_words=words.record_words,
            language_name=sources.language_name,
            title=finding.headline(given, voicing[0]),
            style=Markup(style),
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
            isolate=isolate,
        )
    )
    return html


@dataclass(frozen=True)
class _Edition:
    """One language's part of the page, drawn."""

    t: Translator
    html: Markup


def _edition(given: BriefInput, t: Translator, register: cite.Register) -> _Edition:
    more = str(t.gettext("all quotes"))
    html = _templates().get_template("edition.html").render(
        given=given, t=t, _=t.gettext, gettext=t.gettext, ngettext=t.ngettext,
        refs=lambda keys: cite.links(register, keys, more),
        counted=lambda count, groups, key: cite.counted(register, t.number(count), dict(groups).get(key, ())),
        isolate=isolate, names=in_language, **_views(given, t, register),
    )  # fmt: skip
    return _Edition(t, Markup(html))


def _views(given: BriefInput, t: Translator, register: cite.Register) -> dict[str, Any]:
    measures, pair = given.measures, given.pair
    dated, undated = timeline.rows(measures.timeline, pair)
    between, others = exchange.items(measures.exchange, pair)
    return {
        "headline": finding.headline(given, t),
        "confidence": finding.confidence(given, t),
        "finding": finding.finding(given, t, register),
        "deeds": [row for row in measures.deeds if row.records],
        "deeds_svg": deeds.draw(measures.deeds, t, register),
        "deeds_words": functools.partial(deeds.sentence, t=t),
        "own_treaty": finding.pair_treaty(measures.treaties, pair),
        "timeline_svg": timeline.draw(dated, pair, t, register),
        "dated": dated,
        "undated": undated,
        "entry_words": functools.partial(words.entry_words, t=t),
        "quad": words.quad,
        "modality_words": functools.partial(words.modality_words, t=t),
        "between": between,
        "others": others,
        "exchange_svg": exchange.draw(between, pair, t, register),
        "quantity": functools.partial(words.quantity, t=t),
        "treaties": treaties.comparison(measures.treaties, pair, t),
        "treaty_name": functools.partial(words.treaty_name, t=t),
        "causal_svg": causal.draw(measures.links, t, register),
        "links_apart": causes.apart(measures.links),
        "loops": causes.loops(measures.links),
        "link_words": functools.partial(causal.sentence, t=t),
        "voices": voices.voices(measures.words),
        "speaker": functools.partial(voices.speaker, t=t),
        "disputes": disputes.disputes(given, t, register),
        "tableau": tableau.tableau(given.futures, t, register) if given.futures else None,
        "method": method.method(given, register),
        "sections": SECTIONS,
    }


def _say(voicing: list[Translator], message: str) -> Markup:
    """A message in every language of the page; the switch shows one."""
    return Markup("").join(
        Markup('<span data-edition="{0}" lang="{0}" dir="{1}">{2}</span>').format(
            t.language, t.direction, t.gettext(message)
        )
        for t in voicing
    )


def _switch(voicing: list[Translator]) -> str:
    """The style that shows one language at a time and turns what they share."""
    rules = []
    for t in voicing:
        chosen = f"#lang-{t.language}:checked ~"
        others = f'[data-edition]:not([data-edition="{t.language}"])'
        rules.append(f"{chosen} :is(.page, .panel) {others}{{display:none}}")
        rules.append(f"{chosen} .page .shared, {chosen} .panel{{direction:{t.direction}}}")
        label = f'.page .switch label[for="lang-{t.language}"]'
        rules.append(f"{chosen} {label}{{background:var(--ink);color:var(--paper)}}")
        rules.append(
            f"#lang-{t.language}:focus-visible ~ {label}{{outline:3px solid var(--focus)}}"
        )
    return "\n".join(rules) + "\n"


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("sharaka.briefing"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _static(name: str) -> str:
    return (resources.files("sharaka.briefing") / "static" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
