"""The page as a file: self-contained, the same every time, safe against what it quotes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.briefing.example import FUTURES, GIVEN, RECORDS
from tests.briefing.test_finding import EMPTY

from sharaka.briefing import BriefInput, brief
from sharaka.errors import UsageError
from sharaka.evidence import Statement
from sharaka.reading.document import Block, Document, Metadata

PAGE = brief(GIVEN)


class Outline(HTMLParser):
    """The ids, links, attributes and visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids, self.links = Counter[str](), list[tuple[str, str]]()
        self.attributes, self.tags = set[str](), Counter[str]()
        self.sources: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        self.attributes |= set(given)
        if given.get("id"):
            self.ids[given["id"] or ""] += 1
        if given.get("href"):
            self.links.append((given.get("class") or "", given["href"] or ""))
        if given.get("src"):
            self.sources.append(given["src"] or "")

    handle_startendtag = handle_starttag


OUTLINE = Outline(PAGE)


def test_the_same_case_gives_the_same_bytes() -> None:
    assert brief(GIVEN) == PAGE


def test_every_id_is_there_once_and_every_inner_link_leads_to_one() -> None:
    assert [name for name, count in OUTLINE.ids.items() if count > 1] == []
    dead = {href for _, href in OUTLINE.links if href.startswith("#") and href[1:] not in OUTLINE.ids}  # fmt: skip
    assert dead <= {"#"}  # the panel's template link, filled when it opens


def test_every_live_record_has_its_quote_and_its_entry() -> None:
    for record in RECORDS:
        there = record.state != "rejected"
        assert (f"q-{record.id}" in OUTLINE.ids) is there
        assert (f"r-{record.id}" in OUTLINE.ids) is there


def test_nothing_is_loaded_and_the_policy_names_what_runs() -> None:
    assert OUTLINE.sources == []
    assert OUTLINE.tags["link"] == OUTLINE.tags["img"] == OUTLINE.tags["iframe"] == 0
    assert "@import" not in PAGE
    assert not re.search(r"url\((?!#)", PAGE)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', PAGE)
    assert policy
    assert policy.group(1).startswith("default-src 'none'")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", PAGE, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content.group(1).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy.group(1)


def test_no_attribute_carries_style_or_script() -> None:
    assert "style" not in OUTLINE.attributes
    assert not {name for name in OUTLINE.attributes if name.startswith("on")}


def test_what_documents_say_stays_text() -> None:
    assert "<script>alert" not in PAGE
    assert "&lt;script&gt;alert" in PAGE
    assert not [href for _, href in OUTLINE.links if href.startswith("javascript:")]


def test_hostile_names_and_titles_stay_text() -> None:
    evil = '"><img src=x onerror=alert(1)>'
    document = replace(
        GIVEN.documents[0], metadata=Metadata(title=evil, publisher=evil, author=evil, url=evil)
    )
    given = replace(
        GIVEN,
        names={"ar": evil, "en": evil},
        documents=(document, *GIVEN.documents[1:]),
        records=tuple(
            replace(r, speaker=replace(r.speaker, name=evil)) if isinstance(r, Statement) else r
            for r in RECORDS
        ),
        measures=replace(
            GIVEN.measures, words=tuple(replace(w, name=evil) for w in GIVEN.measures.words)
        ),
    )
    assert Outline(brief(given)).tags["img"] == 0


def test_both_languages_are_whole_and_the_first_one_leads() -> None:
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        assert f'id="{language}"' in PAGE
        assert f'data-edition="{language}" lang="{language}" dir="{direction}"' in PAGE
    assert PAGE.startswith('<!DOCTYPE html>\n<html lang="ar" dir="rtl">')
    turned = brief(replace(GIVEN, languages=("en", "ar")))
    assert turned.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">')


def test_one_language_alone_has_no_switch() -> None:
    page = brief(replace(GIVEN, languages=("ar",)))
    assert 'class="switch"' not in page
    assert 'lang="en" dir="ltr"><' not in page


def test_a_page_without_a_language_is_refused() -> None:
    with pytest.raises(UsageError):
        brief(replace(GIVEN, languages=()))


def test_what_no_analyst_reviewed_says_so() -> None:
    assert "machine-proposed, not yet reviewed" in PAGE
    reviewed = tuple(replace(r, state="accepted") for r in RECORDS)
    assert "machine-proposed, not yet reviewed" not in brief(replace(GIVEN, records=reviewed))


def test_a_case_without_a_model_says_how_to_write_one() -> None:
    page = brief(replace(GIVEN, futures=None))
    assert "model.toml" in page
    assert "tableau" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_a_search_cut_short_is_said() -> None:
    page = brief(replace(GIVEN, futures=replace(FUTURES, complete=False)))
    assert "The search was cut short" in page
    assert "The search was cut short" not in PAGE


def test_an_empty_case_is_a_page_that_says_what_is_missing() -> None:
    given = BriefInput(
        names={"en": "Nothing"}, pair=("RUS", "IRN"), documents=(), records=(), measures=EMPTY,
        generated="2025-01-01",
    )  # fmt: skip
    page = brief(given)
    for said in ("The documents gave nothing to count", "no treaty", "No statement was coded"):
        assert said in page


def test_failures_and_remarks_are_told() -> None:
    assert "scan.pdf: every page is a picture" in PAGE
    assert "two engines read this page differently" in PAGE


def test_a_document_nobody_quotes_is_shown_all_the_same() -> None:
    silent = Document(id="silent.txt", text="لا أحد يستشهد بهذا النص.", blocks=(Block(start=0, end=24),), sentences=(), origins=())  # fmt: skip
    page = brief(replace(GIVEN, documents=(*GIVEN.documents, silent)))
    assert silent.text in page


def test_the_sources_a_document_rests_on_are_listed() -> None:
    cited = {"ar-treaty.txt": ("مركز بحوث، «ورقة», 2025",)}
    assert "مركز بحوث، «ورقة», 2025" in brief(replace(GIVEN, cites=cited))
