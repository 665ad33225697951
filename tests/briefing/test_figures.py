"""Figures: well-formed, mirrored for Arabic, every mark opening its quotes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup
from tests.briefing.example import GIVEN, MEASURES, PAIR, actor_name

from sharaka.briefing import causes, cite, words
from sharaka.briefing.dates import Stretch, stretch
from sharaka.briefing.figures import causal, deeds, exchange, timeline
from sharaka.briefing.figures.canvas import Canvas, width_of, wrapped
from sharaka.briefing.figures.scale import axis
from sharaka.briefing.translate import Translator
from sharaka.weighing.measures import Link

VOICES = {code: Translator(code, actor_name, pair=PAIR) for code in ("ar", "en")}
NAMES = ("timeline", "exchange", "causal", "deeds")


def picture(name: str, language: str) -> ET.Element:
    t, register = VOICES[language], cite.register(GIVEN)
    svg: Markup | None
    if name == "timeline":
        svg = timeline.draw(timeline.rows(MEASURES.timeline, PAIR)[0], PAIR, t, register)
    elif name == "exchange":
        svg = exchange.draw(exchange.items(MEASURES.exchange, PAIR)[0], PAIR, t, register)
    elif name == "causal":
        svg = causal.draw(MEASURES.links, t, register)
    else:
        svg = deeds.draw(MEASURES.deeds, t, register)
    assert svg is not None
    return ET.fromstring(svg)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_has_a_title_a_description_and_marks_that_open_quotes(
    name: str, language: str
) -> None:
    root = picture(name, language)
    described = (root.get("aria-labelledby") or "").split()
    assert {e.get("id") for e in root if e.tag in ("title", "desc") and e.text} == set(described)
    marks = root.findall(".//a")
    assert marks
    known = {place.key for place in cite.register(GIVEN).places}
    for mark in marks:
        assert not re.search("[<&]", mark.findtext("title") or "<")
        assert set((mark.get("data-set") or "").split()) <= known
        assert (mark.get("href") or "").startswith(("#q-", "#e-"))


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_isolated_in_their_languages_direction(name: str) -> None:
    for language, opening in (("ar", "\u2067"), ("en", "\u2066")):
        for label in picture(name, language).iter("text"):
            words = label.text or ""
            assert words[-1] == "\u2069"
            assert words[0] == opening or (words[0] == "\u2066" and not re.search("[ء-ي]", words))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_outside_the_picture(name: str) -> None:
    for language in VOICES:
        root = picture(name, language)
        _, _, width, height = map(float, (root.get("viewBox") or "").split())
        for box in root.iter("rect"):
            x, y, w, h = (float(box.get(k) or 0) for k in ("x", "y", "width", "height"))
            if box.get("class") not in ("hatch", "dot"):
                assert -1 <= x <= x + w <= width + 1
                assert -1 <= y <= y + h <= height + 1


def first_mark(language: str, label: str) -> float:
    for mark in picture("timeline", language).iter("a"):
        if (mark.findtext("title") or "").startswith(label):
            shape = next(e for e in mark if e.tag in ("circle", "rect", "polygon"))
            points = (shape.get("points") or "").replace(",", " ").split()
            return float(shape.get("cx") or shape.get("x") or points[0])
    raise AssertionError(label)


def test_time_runs_right_to_left_in_arabic_and_left_to_right_in_english() -> None:
    assert first_mark("en", "1.") < first_mark("en", "5.") < first_mark("en", "9.")
    assert first_mark("ar", "1.") > first_mark("ar", "5.") > first_mark("ar", "9.")


def test_each_happening_is_in_the_figure_or_among_the_undated() -> None:
    dated, undated = timeline.rows(MEASURES.timeline, PAIR)
    assert len(dated) + len(undated) == len(MEASURES.timeline)
    assert [row.number for row in (*dated, *undated)] == list(range(1, len(MEASURES.timeline) + 1))
    assert len(picture("timeline", "ar").findall(".//a")) == len(dated)


def test_lanes_keep_each_side_the_joint_and_the_third_parties_apart() -> None:
    base = MEASURES.timeline[0]
    lanes = [
        timeline.lane_of(replace(base, type=kind, actors=actors, recipients=recipients), PAIR)
        for kind, actors, recipients in (
            ("AID", ("RUS",), ("IRN",)),
            ("CONSULT", ("RUS",), ("IRN",)),
            ("REQUEST", ("IRN",), ("RUS",)),
            ("ASSAULT", ("ISR",), ("IRN",)),
        )
    ]
    assert lanes == [0, 1, 2, 3]


def test_one_block_for_each_item_of_exchange_drawn_as_it_stands() -> None:
    blocks = [
        (e.get("class") or "").split()[1]
        for a in picture("exchange", "en").iter("a")
        for e in a.iter("rect")
        if (e.get("class") or "").startswith("unit ")
    ]
    # what one tells and another denies is drawn as such, whatever the strongest status
    assert sorted(blocks) == ["delivered", "delivered", "disputed", "disputed", "withheld"]


@given(
    st.lists(st.tuples(st.integers(1900, 2030), st.integers(1, 12), st.integers(1, 28)), min_size=1)
)
def test_the_time_axis_never_turns_back(days: list[tuple[int, int, int]]) -> None:
    spans: list[Stretch] = []
    for y, m, d in days:
        span = stretch(f"{y}-{m:02}-{d:02}")
        assert span
        spans.append(span)
    line = axis(spans, 100, 900)
    low, high = min(s.first for s in spans), max(s.last for s in spans)
    steps = [line.at(day) for day in range(low.toordinal(), high.toordinal() + 1, 37)]
    assert steps == sorted(steps)
    assert all(100 - 1e-6 <= x <= 900 + 1e-6 for x in steps)
    assert line.at(date(high.year, 12, 31).toordinal() + 1) == pytest.approx(900)


def test_a_canvas_turns_round_its_width() -> None:
    left = Canvas("x", 100, 10, rtl=False, title="t", description="d")
    right = Canvas("x", 100, 10, rtl=True, title="t", description="d")
    for canvas in (left, right):
        canvas.rect(10, 0, 20, 5, "r")
        canvas.text(10, 5, "نص", anchor="start")
    a, b = ET.fromstring(left.markup()), ET.fromstring(right.markup())
    assert (a.find("rect").get("x"), b.find("rect").get("x")) == ("10", "70")  # type: ignore[union-attr]
    assert (a.find("text").get("text-anchor"), b.find("text").get("text-anchor")) == ("start", "end")  # type: ignore[union-attr]  # fmt: skip


@given(st.text(alphabet="ابجد abcd", max_size=80), st.integers(20, 200))
@example("aaaaa aa aaaaa a a", 44)
def test_wrapping_keeps_to_its_lines(text: str, room: int) -> None:
    lines = wrapped(text, 12, room, 3)
    assert len(lines) <= 3
    for line in lines:
        assert width_of(line, 12) <= room or len(line.rstrip("…").split()) == 1


def test_causes_stand_on_the_side_of_what_they_act_through() -> None:
    base = MEASURES.links[0]
    plan = causes.chart(
        [
            replace(base, cause="a", effect="b", sign=1),
            replace(base, cause="b", effect="end", sign=-1),
            replace(base, cause="c", effect="end", sign=1),
            replace(base, cause="d", effect="c", sign=-1),
        ]
    )
    assert plan is not None
    assert plan.centre == "end"
    assert plan.columns == {"b": 1, "c": -1, "a": 2, "d": -2}
    # what weakens a driver stands behind it, and limits in the end
    assert plan.drives == {"a": False, "b": False, "c": True, "d": False}
    assert plan.apart == 0


def test_a_loop_with_one_negative_link_is_balancing() -> None:
    base = MEASURES.links[0]
    links = [
        replace(base, cause="a", effect="b", sign=1),
        replace(base, cause="b", effect="a", sign=-1),
        replace(base, cause="b", effect="c", sign=1),
        replace(base, cause="c", effect="b", sign=1),
    ]
    found = {loop.factors: loop.reinforcing for loop in causes.loops(links)}
    assert found == {("a", "b"): False, ("b", "c"): True}


def test_links_the_map_leaves_out_are_counted() -> None:
    drawn = len(picture("causal", "en").findall(".//a"))
    assert drawn + causes.apart(MEASURES.links) == len(MEASURES.links)
    base = MEASURES.links[0]
    stray = replace(base, cause="x", effect="y")
    assert causes.apart([*MEASURES.links, stray]) == causes.apart(MEASURES.links) + 1


def test_nothing_to_draw_draws_nothing() -> None:
    t, register = VOICES["ar"], cite.register(GIVEN)
    assert timeline.draw([], PAIR, t, register) is None
    assert exchange.draw([], PAIR, t, register) is None
    assert causal.draw([], t, register) is None
    assert deeds.draw([], t, register) is None


def test_a_loop_is_built_of_uncontested_links_told_as_fact() -> None:
    def link(cause: str, effect: str, **other: object) -> Link:
        plain = Link(
            cause=cause, effect=effect, sign=1, contested=False, actual=1, conditional=0, records=("r",)
        )  # fmt: skip
        return replace(plain, **other)  # type: ignore[arg-type]

    there = link("a", "b")
    assert len(causes.loops([there, link("b", "a")])) == 1
    assert causes.loops([there, link("b", "a", contested=True)]) == []
    assert causes.loops([there, link("b", "a", actual=0, conditional=2)]) == []


def test_a_link_told_only_as_possible_is_not_asserted() -> None:
    told = replace(MEASURES.links[0], actual=0, conditional=1)
    t = Translator("en", actor_name)
    assert causal.sentence(told, t).startswith("It is said that")
    assert "يُروى أنه قد" in causal.sentence(told, Translator("ar", actor_name))


@pytest.mark.parametrize(("language", "word"), [("ar", "تخفيف قيود"), ("en", "Easing")])
def test_an_easing_is_not_called_a_retreat(language: str, word: str) -> None:
    entry = replace(MEASURES.timeline[0], type="RETREAT", mode="ease")
    assert word in words.entry_words(entry, Translator(language, actor_name))
