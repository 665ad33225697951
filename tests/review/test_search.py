"""Search: the word as a reader means it, in which document and paragraph."""

from __future__ import annotations

import dataclasses

import pytest
from tests.review.example import ARABIC, ARABIC_TEXT, HOSTILE, documents
from tests.review.visitor import Visitor

from sharaka.ledger import Case, Ledger
from sharaka.reading.document import Block
from sharaka.reading.normalise import fold
from sharaka.review.match import pattern
from sharaka.review.texts import hits_in, search


def found(query: str, text: str) -> bool:
    sought = pattern(query)
    return sought is not None and sought.search(fold(text)) is not None


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("معاهدة", "نصّت المعاهدة على ذلك"),
        ("المعاهدة", "بموجب معاهدة سابقة"),
        ("معاهدة", "وبالمعاهدة نفسها"),
        ("المعاهدة", "للمعاهدة أثر"),
        ("روسيا", "إيران وروسيا"),
        ("إيران", "من ايران"),
        ("ايران", "إيـــران"),
        ("استراتيجية", "شراكة إستراتيجيّةٌ"),
        ("شراكة استراتيجية", "الشراكة الإستراتيجية"),
        ("بزشكیان", "بزشكيان"),
        ("2025", "في ٢٠٢٥"),
        ("Treaty", "the treaty's"),
        ("café", "CAFE"),
    ],
)
def test_spelling_and_clitics_do_not_hide_a_word(query: str, text: str) -> None:
    assert found(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("روس", "بيلاروسيا"),
        ("روس", "فاروس"),
        ("art", "the heart"),
        ("شراكة استراتيجية", "استراتيجية الشراكة"),
        ("", "anything"),
        ("!؟", "anything!؟"),
    ],
)
def test_a_hit_begins_where_a_word_begins(query: str, text: str) -> None:
    assert not found(query, text)


def test_hits_are_places_in_the_text(case: Case) -> None:
    ar, _ = documents()
    hits = hits_in(ar, "معاهدة")
    assert [hit.words for hit in hits] == ["معاهدةً", "المعاهدة", "المعاهدة"]
    assert all(ARABIC_TEXT[hit.start : hit.end] == hit.words for hit in hits)
    assert hits[0].before.endswith("روسيا وإيران ")


def test_the_paragraph_is_said(case: Case) -> None:
    ar, _ = documents()
    cut = ARABIC_TEXT.index("سلّمت")
    blocks = (Block(start=0, end=cut - 1), Block(start=cut, end=len(ARABIC_TEXT)))
    hits = hits_in(dataclasses.replace(ar, blocks=blocks), "معاهدة")
    assert [hit.paragraph for hit in hits] == [1, 1, 2]


def test_search_goes_over_all_documents(case: Case) -> None:
    both = search(case, "2024")
    assert [(one.document.id, one.count) for one in both.found] == [(ARABIC, 2)]
    assert search(case, "met").documents == 1
    assert search(case, "في").hits == 3  # too short for trigrams
    assert search(case, 'a" OR b*').documents == 0
    assert search(case, " ").documents == 0


def test_the_index_follows_the_documents(case: Case) -> None:
    assert search(case, "Sputnik").documents == 0
    _, evil = documents()
    with Ledger.open(case.ledger_path) as ledger:
        ledger.put_document(
            dataclasses.replace(evil, text="Sputnik wrote.", blocks=(), sentences=(), sha256="new")
        )
        ledger.mark_gone([ARABIC], "2025-01-01T00:00:00+00:00")
    assert search(case, "Sputnik").documents == 1
    assert search(case, "معاهدة").documents == 0


def test_a_damaged_index_is_made_again(case: Case) -> None:
    search(case, "met")
    (case.derived / "search.sqlite").write_bytes(b"not a database at all" * 99)
    assert search(case, "met").documents == 1


def test_the_page_leads_to_the_place(desk: Visitor) -> None:
    page = desk.page("/search", q="met")
    links = [given["href"] or "" for tag, given in page.elements if tag == "a"]
    (place,) = [link for link in links if "#h-" in link]
    answer = desk.get(place.partition("#")[0])
    assert f'id="{place.partition("#")[2]}"' in answer.text
    assert HOSTILE in page.text or "notes" in page.text
