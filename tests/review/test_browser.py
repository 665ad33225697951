"""The desk in a real browser and a real server: keyboard, selection, restart, both directions."""

from __future__ import annotations

import json
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.review.example import ARABIC, ARABIC_TEXT, EVIL, HOSTILE, make_case, records

from sharaka.ledger import Case, Ledger

SERVE = """
import sys
from sharaka.ledger import Case
from sharaka.review import serve
serve(Case.open(sys.argv[1]), port=0, by=sys.argv[2] or None, language=sys.argv[3],
      ready=lambda address: print(address, flush=True))
"""
Open = Callable[..., Page]


@contextmanager
def serving(case: Case, by: str = "", language: str = "ar") -> Iterator[str]:
    """A desk in a process of its own, as the command starts it; killed without a farewell."""
    command = [sys.executable, "-c", SERVE, str(case.folder), by, language]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        ready, _, _ = select.select([server.stdout], [], [], 30)
        assert ready, "the desk did not start"
        yield server.stdout.readline().strip()
    finally:
        server.kill()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


@contextmanager
def looking(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """A page at the desk; fails on an error in its script or a refusal of its policy."""
    context = browser.new_context(
        viewport={"width": 1400, "height": 850},
        reduced_motion="reduce",
        **options,  # type: ignore[arg-type]
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security" in said.text else None,
    )
    page.goto(address)
    yield page
    context.close()
    assert faults == []


ARABIC_LAYOUT = """() => document.body.dispatchEvent(
  new KeyboardEvent('keydown', { key: 'ش', code: 'KeyA', bubbles: true }))"""


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-ready]")


def chosen(page: Page) -> str:
    return page.locator("#record-form input[name=record]").input_value()


def press(page: Page, key: str) -> None:
    """Press a key and wait until the desk has taken it in."""
    page.keyboard.press(key)
    page.wait_for_selector("#panes:not([aria-busy=true])")


def decisions(case: Case) -> list[tuple[str, str, str]]:
    with Ledger.open(case.ledger_path) as ledger:
        return [(d.record, d.action, d.by) for d in ledger.decisions()]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Case, str]]:
    """One desk for the tests that decide nothing."""
    case = make_case(tmp_path_factory.mktemp("desk") / "case")
    with serving(case, by="Samia") as address:
        yield case, address


def test_five_records_by_keyboard_one_undone_and_all_there_after_a_restart(
    browser: Browser, case: Case
) -> None:
    order = [record.id for record in records()[ARABIC]]
    with serving(case) as address, looking(browser, address) as page:
        page.keyboard.type("سامية حداد")  # the name is asked first, its field has the focus
        page.keyboard.press("Enter")
        ready(page)
        assert chosen(page) == order[0]
        press(page, "a")
        expect(page.locator(f"#r-{order[1]}.here")).to_be_visible()
        press(page, "r")
        expect(page.locator("#record-form input[name=record]")).to_have_value(order[2])
        page.evaluate(ARABIC_LAYOUT)  # the key of a while an Arabic layout is on
        expect(page.locator("#record-form input[name=record]")).to_have_value(order[3])
        press(page, "e")
        page.keyboard.press("Tab")
        page.locator("#record-form select[name=status]").focus()
        page.keyboard.press("o")
        page.keyboard.press("Escape")
        page.locator("[name='quantity.high']").focus()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("6")
        page.keyboard.press("Enter")
        expect(page.locator(".done")).to_be_visible()
        expect(page.locator(".was").first).to_be_visible()
        page.locator("#record h2").click()
        press(page, "j")
        press(page, "r")
        press(page, "u")
        assert chosen(page) == order[4]
    by = "سامية حداد"
    expected = [
        (order[0], "accept", by), (order[1], "reject", by), (order[2], "accept", by),
        (order[3], "edit", by), (order[4], "reject", by), (order[4], "undo", by),
    ]  # fmt: skip
    assert decisions(case) == expected
    with serving(case, by=by) as address, looking(browser, f"{address}desk?state=all") as page:
        ready(page)
        states = [
            page.locator(f"#r-{key} .state").first.get_attribute("class") for key in order[:5]
        ]
        assert [re.findall(r"s-(\w+)", state or "")[0] for state in states] == [
            "accepted", "rejected", "accepted", "edited", "proposed",
        ]  # fmt: skip
        page.locator(f"#r-{order[3]} a").click()
        expect(page.locator(".history .act-edit")).to_contain_text(by)
        press(page, "u")  # the latest step that holds is the edit, also after a restart
        assert decisions(case)[-1] == (order[3], "undo", by)


def test_moving_with_j_and_k_keeps_the_quote_in_view(
    browser: Browser, served: tuple[Case, str]
) -> None:
    with looking(browser, served[1]) as page:
        ready(page)
        order = [record.id for record in records()[ARABIC]]
        for key in ("j", "j", "k", "j"):
            press(page, key)
            mark = page.locator("mark.here").first
            expect(mark).to_be_in_viewport()
            assert mark.get_attribute("data-q") == chosen(page)
        assert chosen(page) == order[2]
        page.locator(".scroller").evaluate("e => { e.scrollTop = 0; }")
        press(page, "g")
        expect(page.locator("mark.here").first).to_be_in_viewport()
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        press(page, "a")  # not while the list of keys is open
        page.keyboard.press("Escape")
        assert decisions(served[0]) == []


def test_letters_typed_in_a_field_are_letters(browser: Browser, served: tuple[Case, str]) -> None:
    with looking(browser, served[1]) as page:
        ready(page)
        field = page.locator("#record-form input[name=place]")
        field.focus()
        page.keyboard.type("area jungle?")
        expect(field).to_have_value("area jungle?")
        expect(page.locator(".unsaved")).to_be_visible()
        page.keyboard.press("Escape")
        press(page, "a")  # refused: the field was not saved
        expect(page.locator(".refusal")).to_be_visible()
        expect(page.locator("#record-form input[name=place]")).to_have_value("area jungle?")
        assert decisions(served[0]) == []


def test_a_selection_becomes_a_record_with_its_exact_words(browser: Browser, case: Case) -> None:
    words = "قمرًا صناعيًّا بصاروخ روسي"
    with serving(case, by="Samia") as address, looking(browser, address) as page:
        ready(page)
        page.evaluate(SELECT, [ARABIC_TEXT.index(words), len(words)])
        expect(page.locator("#selection q")).to_have_text(words)
        page.select_option("#selection select", "transfer")
        page.locator("#selection button").click()
        page.fill("[name='item.designation']", "satellites")
        page.locator("[name='item.designation']").press("Enter")
        page.wait_for_url("**/desk?**")
    with Ledger.open(case.ledger_path) as ledger:
        (added,) = [r for r in ledger.records() if r.coder == "analyst:Samia"]
    # The text begins with a sign outside the Basic Multilingual Plane: a count of UTF-16 units
    # would be one too high.
    assert added.quote == words
    assert ARABIC_TEXT[added.start : added.end] == words


#: Select letters of the first document by their number in UTF-16 units, as a mouse would.
SELECT = """([points, length]) => {
  const nodes = [];
  const walker = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => node.parentElement.closest('.n') || !node.parentElement.closest('.block')
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
  const place = (wanted, atEnd) => {
    let count = 0;
    for (const node of nodes) {
      for (let unit = 0; unit < node.data.length; ) {
        if (count === wanted && !atEnd) return [node, unit];
        unit += node.data.codePointAt(unit) > 0xffff ? 2 : 1;
        count += 1;
        if (count === wanted && atEnd) return [node, unit];
      }
    }
    throw new Error('no such place');
  };
  const [first, from] = place(points, false);
  const [last, to] = place(points + length, true);
  getSelection().setBaseAndExtent(first, from, last, to);
}"""


#: Latin, signs of two units, flags of four, a lone half, marks, invisible controls, old Persian.
TEXTS = ["", "abc", "🚀", "a🚀b", "🚀🚀", "لا\u064b🇮🇷", "\ud83d lone", "\u200f\u200cن", "𐎠 x 𝒜"]


def test_offsets_are_code_points_at_every_place(browser: Browser, served: tuple[Case, str]) -> None:
    with looking(browser, served[1]) as page:
        for text in TEXTS:
            places = range(len(text) + 1)
            units = [len(text[:n].encode("utf-16-le", "surrogatepass")) // 2 for n in places]
            counted = page.evaluate(
                "async ([text, units]) => { const m = await import('/static/offsets.js');"
                " return units.map((unit) => m.codePoints(JSON.parse(text), unit)); }",
                [json.dumps(text), units],
            )
            assert counted == list(places), text


def test_selections_across_marks_and_numbers_are_exact(
    browser: Browser, served: tuple[Case, str]
) -> None:
    places = [(0, 1), (0, 12), (2, 30), (10, 80), (45, 120), (100, 60), (0, len(ARABIC_TEXT))]
    with looking(browser, served[1]) as page:
        ready(page)
        for start, length in places:
            page.evaluate(SELECT, [start, length])
            found = page.evaluate(
                "async () => { const m = await import('/static/offsets.js');"
                " return m.selectedStretch(document.querySelector('#source .text')); }"
            )
            assert ARABIC_TEXT[found["start"] : found["end"]] == found["text"]
            assert found["text"] == ARABIC_TEXT[start : start + length].strip()


def test_hostile_text_does_nothing_in_a_browser(browser: Browser, served: tuple[Case, str]) -> None:
    paths = (f"search?q={quote(EVIL)}", "documents", "timeline", f"document?id={quote(HOSTILE)}")
    with looking(browser, f"{served[1]}desk?document={quote(HOSTILE)}") as page:
        for path in paths:
            assert page.locator("main script, main img").count() == 0
            expect(page.locator("main")).to_be_visible()
            page.goto(served[1] + path)


def test_everything_works_without_scripts(browser: Browser, case: Case) -> None:
    order = [record.id for record in records()[ARABIC]]
    with (
        serving(case, by="Samia", language="en") as address,
        looking(browser, address, java_script_enabled=False) as page,
    ):
        page.locator(f"#r-{order[2]} a").click()
        page.locator("#record-form .accept").click()
        expect(page.locator(".done")).to_be_visible()
        page.locator("#undo-step button").click()
        page.locator(".bulk a").click()
        page.locator("button.reject").click()
        expect(page.locator("#queue .nothing")).to_be_visible()
        page.locator("#undo-step button").click()
    actions = [action for _, action, _ in decisions(case)]
    total = sum(map(len, records().values()))
    assert actions == ["accept", "undo", *["reject"] * total, *["undo"] * total]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_panes_stand_in_reading_order_and_nothing_sticks_out(
    browser: Browser, served: tuple[Case, str], language: str
) -> None:
    with looking(browser, served[1]) as page:
        if language == "en":
            page.locator(".switch button").click()
        ready(page)
        boxes = [page.locator(pane).bounding_box() for pane in ("#queue", "#source", "#record")]
        left = [box["x"] for box in boxes if box]
        assert left == sorted(left, reverse=language == "ar")
        for width in (1400, 700, 390):
            page.set_viewport_size({"width": width, "height": 850})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, width
        for path in ("documents", "actors", "timeline", "search?q=معاهدة"):
            page.goto(served[1] + path)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_a_date_reads_left_to_right_inside_arabic(
    browser: Browser, served: tuple[Case, str]
) -> None:
    agreed = records()[ARABIC][1].id
    with looking(browser, f"{served[1]}desk?record={agreed}") as page:
        field = page.locator("[name='date.edtf']")
        expect(field).to_have_value("2025-01-17")
        assert field.evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_a_port_that_is_taken_is_said(case: Case, served: tuple[Case, str]) -> None:
    from sharaka.errors import UsageError
    from sharaka.review import serve

    port = int(served[1].rstrip("/").rpartition(":")[2])
    with pytest.raises(UsageError, match=f"port {port}"):
        serve(case, port=port)


def test_importing_the_room_loads_no_server() -> None:
    code = "import sys, sharaka.review; print([m for m in ('starlette', 'uvicorn', 'jinja2') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_case_that_was_not_coded_is_said(tmp_path: Path) -> None:
    from sharaka.errors import CaseError
    from sharaka.review import serve

    with pytest.raises(CaseError, match="not been coded"):
        serve(Case.create(tmp_path / "empty"))
