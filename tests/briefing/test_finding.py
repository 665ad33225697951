"""The finding: says what was counted, with its records, and nothing when there is nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.briefing.example import GIVEN, MEASURES, PAIR, RECORDS, actor_name, records

from sharaka.briefing import cite, finding
from sharaka.briefing.inputs import BriefInput
from sharaka.briefing.translate import Translator
from sharaka.evidence import Record
from sharaka.weighing.measures import Measures

EMPTY = Measures(
    pair=PAIR, timeline=(), exchange=(), words=(), treaties=(), conflicts=(), links=(), deeds=()
)


def said(given: BriefInput, language: str = "en") -> list[finding.Sentence]:
    t = Translator(language, actor_name, pair=PAIR)
    return finding.finding(given, t, cite.register(given))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_five_lines_each_with_its_quotes(language: str) -> None:
    lines = said(GIVEN, language)
    assert len(lines) == finding.LINES
    assert all(line.records for line in lines)
    known = {record.id for record in RECORDS} | {p.key for p in cite.register(GIVEN).places}
    assert all(set(line.records) <= known for line in lines)


def test_the_treaty_line_rests_on_the_defence_clause_first() -> None:
    line = said(GIVEN)[0]
    assert "its two parties to 5 kinds of obligation" in line.text
    assert "leaves out mutual defence" in line.text
    assert line.records[0] == records("no_defence")[0]


def test_joint_acts_are_counted_once_in_words_against_deeds() -> None:
    plain = said(GIVEN)[1].text
    # two agreements and one accession; drills, a launch and a supply of drones: these two are told
    # as an event and as an item delivered, and are one deed each
    assert "6 acts of cooperation" in plain
    assert plain.startswith("Of 6 acts")


def depth(entries: list[str], rows: int = 0, language: str = "en") -> str:
    """The sentence on words and deeds for agreements and drills, and for items delivered."""
    made = tuple(
        replace(MEASURES.timeline[0], id=f"{n}", type=kind, records=(RECORDS[0].id,))
        for n, kind in enumerate(entries)
    )
    delivered = tuple(MEASURES.exchange[:1]) * rows
    given = replace(GIVEN, measures=replace(EMPTY, timeline=made, exchange=delivered))
    return str(next(line.text for line in said(given, language) if line.section == "depth"))


@pytest.mark.parametrize(
    ("agreed", "drilled", "words"),
    [
        (9, 3, "More words than deeds"),
        (3, 9, "More deeds than words"),
        (4, 3, "Of 7 acts"),  # too near each other
        (4, 1, "Of 5 acts"),  # too few
        (4, 0, "the documents tell of no deed"),
        (1, 0, "one act of cooperation between the two, talks or an agreement, and of no deed"),
        (0, 4, "no talks or agreements"),
    ],
)
def test_words_are_set_above_deeds_only_when_the_gap_is_wide(
    agreed: int, drilled: int, words: str
) -> None:
    text = depth(["AGREE"] * agreed + ["COOPERATE"] * drilled)
    assert words in text
    assert ("More" in text) == words.startswith("More")


def test_an_item_delivered_is_a_deed_and_arabic_tells_deeds_from_happenings() -> None:
    assert "one act of cooperation between the two, a deed" in depth([], rows=1)
    text = depth(["AGREE"] * 6, rows=1, language="ar")
    assert "الأقوال أكثر من الأفعال: من أصل 7 وقائع تعاون" in text
    assert "الأعمال" in text


def test_an_item_of_which_accounts_differ_is_never_called_delivered() -> None:
    row = replace(MEASURES.exchange[0], disputed=True)
    counts = finding.tally([row], (row.supplier, row.recipient))
    assert counts == {"disputed": 1}
    given = replace(GIVEN, measures=replace(EMPTY, exchange=(row,)))
    (line,) = [line for line in said(given) if line.section == "exchange"]
    assert "0 items delivered and 1 item not settled" in line.text


def test_what_the_documents_dispute_is_not_asserted() -> None:
    treaty = MEASURES.treaties[0]
    doubted = replace(treaty, provisions=(replace(treaty.provisions[0], disputed=True),))
    given = replace(GIVEN, measures=replace(MEASURES, treaties=(doubted,)))
    assert "Accounts differ on mutual defence" in said(given)[0].text
    t = Translator("en", actor_name, pair=PAIR)
    assert "defence clause" not in finding.headline(given, t)


def test_silence_on_defence_is_not_absence() -> None:
    treaty = MEASURES.treaties[0]
    silent = replace(treaty, provisions=treaty.provisions[1:])
    given = replace(GIVEN, measures=replace(MEASURES, treaties=(silent,)))
    assert "they do not say" in said(given)[0].text


def test_consistency_is_never_called_probability() -> None:
    line = next(line for line in said(GIVEN) if line.section == "futures")
    assert "does not make it likely" in line.text


def test_nothing_measured_gives_only_what_was_read() -> None:
    given = replace(GIVEN, measures=EMPTY, futures=None)
    assert [line.section for line in said(given)] == ["sources"]


def test_nothing_at_all_gives_no_sentence() -> None:
    given = replace(GIVEN, measures=EMPTY, futures=None, records=())
    assert said(given) == []


@pytest.mark.parametrize(
    ("state", "words"),
    [("proposed", "not yet reviewed"), ("accepted", "all of them reviewed")],
)
def test_the_standfirst_says_how_much_was_reviewed(state: str, words: str) -> None:
    turned: tuple[Record, ...] = tuple(replace(record, state=state) for record in RECORDS)  # type: ignore[type-var]
    t = Translator("en", actor_name)
    assert words in finding.confidence(replace(GIVEN, records=turned), t)


def test_a_rejected_record_is_not_counted_or_marked() -> None:
    t = Translator("en", actor_name)
    assert f"{len(RECORDS) - 1} quotes" in finding.confidence(GIVEN, t)
    keys = {place.key for place in cite.register(GIVEN).places}
    assert records("rejected")[0] not in keys
