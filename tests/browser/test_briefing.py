"""The briefing in a real browser: both directions, with and without scripts, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

DIRECTIONS = {"ar": "rtl", "en": "ltr"}
SECTIONS = [
    "finding",
    "depth",
    "timeline",
    "exchange",
    "treaty",
    "causes",
    "voices",
    "futures",
    "method",
]

#: Where the characters of an element's text stand: [character, left edge].
PLACES = """element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const places = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let i = 0; i < node.data.length; i++) {
      const range = document.createRange();
      range.setStart(node, i); range.setEnd(node, i + 1);
      const box = range.getClientRects()[0];
      if (box && node.data[i].trim()) places.push([node.data[i], box.left, box.top]);
    }
  }
  return places;
}"""

#: Links among quotes that stand in no passage, or whose mark is not what they name.
ASTRAY = """() => [...document.querySelectorAll('a[href^="#q-"]')].filter(link => {
  const mark = document.getElementById(link.getAttribute('href').slice(1));
  return !mark || mark.tagName !== 'MARK' || !mark.closest('.source') || !mark.textContent.trim();
}).map(link => link.outerHTML)"""

#: What sticks out of the page and cannot be scrolled to inside its own box.
STICKING_OUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && !e.closest('.scroll') && !e.closest('.chooser') &&
    (box.right > innerWidth + 1 || box.left < -1);
}).map(e => e.tagName + '.' + e.className)"""

#: Pairs of labels of one picture that cover each other.
COVERED = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg.figure')) {
    if (!svg.getBoundingClientRect().width) continue;
    const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [a, b] = [boxes[i][1], boxes[j][1]];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && tall > Math.min(a.height, b.height) * 0.45)
        found.push(boxes[i][0] + ' / ' + boxes[j][0]);
    }
  }
  return found;
}"""


@pytest.fixture(params=["ar", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, page_file: Path, language: str) -> Iterator[Page]:
    """The page open in one language, failing on any error in its script."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    opened.goto(f"{page_file.as_uri()}#{language}")
    yield opened
    assert troubles == []
    context.close()


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def either(request: pytest.FixtureRequest, browser: Browser, page_file: Path) -> Iterator[Page]:
    """The page with scripts on, then off."""
    context = browser.new_context(java_script_enabled=request.param)
    opened = context.new_page()
    opened.goto(page_file.as_uri())
    yield opened
    context.close()


def test_no_request_leaves_the_file(browser: Browser, page_file: Path) -> None:
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(page_file.as_uri())
    for language in DIRECTIONS:
        page.locator(f'label[for="lang-{language}"]').click()
        page.locator(f"#{language}-finding a.ev").first.click()
        page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert asked == [page_file.as_uri()]
    context.close()


def test_the_policy_stops_what_is_not_the_pages_own(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text))
    page.goto(page_file.as_uri())
    page.evaluate("""() => { const s = document.createElement('script');
        s.textContent = 'document.title = "taken"'; document.body.append(s); }""")
    assert page.title() != "taken"
    assert "Content Security Policy" in "".join(refused)
    page.close()


def test_each_language_shows_alone_in_its_direction(either: Page) -> None:
    for language, direction in DIRECTIONS.items():
        either.locator(f'label[for="lang-{language}"]').click()
        for other in DIRECTIONS:
            shown = either.locator(f"article.edition#{other}")
            assert shown.is_visible() is (other == language)
        edition = either.locator(f"article.edition#{language}")
        assert edition.evaluate("e => getComputedStyle(e).direction") == direction
        assert (
            either.locator("#sources").evaluate("e => getComputedStyle(e).direction") == direction
        )
        for section in SECTIONS:
            assert either.locator(f"#{language}-{section} h2").is_visible()


def test_scripts_turn_the_whole_document(page: Page, language: str) -> None:
    for code in (language, "ar", "en"):
        page.locator(f'label[for="lang-{code}"]').click()
        turned = page.evaluate(
            "() => [document.documentElement.lang, document.documentElement.dir]"
        )
        assert turned == [code, DIRECTIONS[code]]
        headline = page.locator(f"#{code} h1").inner_text()
        assert page.title() == headline.strip()


def test_the_switch_keeps_the_readers_section(page: Page, language: str) -> None:
    other = "en" if language == "ar" else "ar"
    page.locator(f"#{language}-voices").evaluate("e => e.scrollIntoView()")
    box = page.locator(f'label[for="lang-{other}"]').bounding_box()
    assert box  # by the mouse itself: a driver's click would scroll first
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    top = page.locator(f"#{other}-voices").evaluate("e => e.getBoundingClientRect().top")
    assert -200 < top < 400


def test_every_evidence_link_names_a_marked_quote(page: Page) -> None:
    assert page.locator('a[href^="#q-"]').count() > 100
    assert page.evaluate(ASTRAY) == []


def test_without_scripts_a_link_lands_on_its_highlighted_quote(
    browser: Browser, page_file: Path
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    hrefs = page.locator("#ar a.ev[href^='#q-']:visible")
    for n in range(0, hrefs.count(), max(1, hrefs.count() // 6)):
        link = hrefs.nth(n)
        anchor = (link.get_attribute("href") or "")[1:]
        link.click()
        mark = page.locator(f"[id='{anchor}']")
        box = mark.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 800
        assert mark.evaluate("e => e.matches(':target')")
        lit = mark.evaluate("e => getComputedStyle(e).backgroundColor")
        plain = page.locator("mark[data-q]:not(:target)").first
        assert lit != plain.evaluate("e => getComputedStyle(e).backgroundColor")
    context.close()


def test_without_scripts_a_set_of_quotes_is_listed_whole(browser: Browser, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    more = page.locator("#ar-finding a.more").first
    keys = (more.get_attribute("data-set") or "").split()
    more.click()
    listed = page.locator("li:target a.ev")
    assert [a.get_attribute("data-set") for a in listed.all()] == keys
    assert listed.first.is_visible()
    context.close()


def test_with_scripts_a_link_opens_the_quote_in_its_context(page: Page, language: str) -> None:
    link = page.locator(f"#{language}-finding a.ev:not(.more)").first
    key = link.get_attribute("data-set") or ""
    words = page.locator(f"[id='q-{key}']").evaluate(
        "e => { const c = e.cloneNode(true); c.querySelectorAll('.n').forEach(n => n.remove()); return c.textContent; }"
    )
    link.click()
    panel = page.locator("#panel")
    assert panel.is_visible()
    shown = panel.locator("mark.here").evaluate_all(
        "marks => marks.map(m => { const c = m.cloneNode(true); c.querySelectorAll('.n').forEach(n => n.remove()); return c.textContent; }).join('')"
    )
    assert shown == words
    assert panel.evaluate("e => getComputedStyle(e).direction") == DIRECTIONS[language]
    other = "en" if language == "ar" else "ar"
    assert panel.locator(f'[data-edition="{other}"]:visible').count() == 0
    assert panel.locator(".evidence-card .state:visible").count() == 1
    panel.locator(".evidence-go").click()
    assert panel.is_hidden()
    assert page.locator(f"[id='q-{key}']").evaluate(
        "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight && e.classList.contains('here'); }"
    )


def test_a_set_of_quotes_opens_whole(page: Page, language: str) -> None:
    more = page.locator(f"#{language}-finding a.more").first
    keys = (more.get_attribute("data-set") or "").split()
    more.click()
    assert page.locator("#panel .evidence").count() == len(keys) > 4


def test_the_panel_closes_by_keyboard_and_gives_the_focus_back(page: Page, language: str) -> None:
    link = page.locator(f"#{language}-finding a.ev").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert link.evaluate("e => document.activeElement === e")


def test_marks_of_a_figure_are_reached_by_keyboard(page: Page, language: str) -> None:
    mark = page.locator(f"#{language} svg.timeline a.ev").first
    mark.focus()
    assert mark.evaluate("e => document.activeElement === e")
    page.keyboard.press("Enter")
    assert page.locator("#panel .evidence").count() >= 1


def test_dates_and_signed_numbers_read_left_to_right_in_arabic(
    browser: Browser, page_file: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{page_file.as_uri()}#ar")
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    isolated = page.locator("#ar bdi, .source bdi")
    everything: list[list[list[Any]]] = isolated.evaluate_all(f"all => all.map({PLACES})")
    numbers = [
        places
        for places in everything
        if len(places) > 1 and all(char in "0123456789-–−+/.," for char, _, _ in places)
    ]
    assert len(numbers) > 10
    for places in numbers:
        lefts = [left for _, left, _ in places]
        assert lefts == sorted(lefts), "".join(char for char, _, _ in places)
    # a date in words reads the other way: the day stands to the right of its month and year
    dateline = page.locator("#ar .dateline bdi")
    assert dateline.inner_text() == "21 نوفمبر 2025"
    places = dateline.evaluate(PLACES)
    assert places[0][1] > places[-1][1]
    digits = [left for char, left, _ in places if char in "2025"][-4:]
    assert digits == sorted(digits)
    page.close()


def test_an_iso_date_inside_an_arabic_source_is_not_turned_round(page: Page) -> None:
    date = page.locator(".source .text[lang=ar] bdi", has_text="2025-10-02")
    lefts = [left for _, left, _ in date.evaluate(PLACES)]
    assert lefts == sorted(lefts)


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_nothing_sticks_out_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate(STICKING_OUT) == []


def test_no_label_of_a_figure_covers_another(page: Page) -> None:
    assert page.evaluate(COVERED) == []


def test_headings_do_not_skip_a_level_and_tables_have_heads(page: Page, language: str) -> None:
    levels = page.locator(f"#{language} :is(h1, h2, h3, h4, h5)").evaluate_all(
        "heads => heads.map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator("table:not(:has(thead th[scope=col]))").count() == 0


CONTRAST = """() => {
  const value = c => { const p = c.match(/[\\d.]+/g).map(Number); return p; };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => {
    for (let up = e; up; up = up.parentElement) {
      const c = value(getComputedStyle(up).backgroundColor);
      if (c.length < 4 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  for (const e of document.querySelectorAll('body *:not(svg *)')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    if (!e.getBoundingClientRect().width) continue;
    const [a, b] = [light(value(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...low];
}"""


def test_text_has_the_contrast_of_wcag_aa(page: Page) -> None:
    assert page.evaluate(CONTRAST) == []


def test_print_shows_what_was_folded_and_drops_what_is_for_the_screen(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator(".contents").first.is_hidden()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not(.records):not([open])").count() == 0
