"""Marked text: nothing lost, nothing invented, every quote whole, whatever overlaps."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from sharaka.briefing.highlight import Quote, passages
from sharaka.reading.document import Block, Document

LETTERS = st.text(alphabet="ابتثج abc<&>\"'.،1-", min_size=1, max_size=60)


class Reader(HTMLParser):
    """Reads marked text back: plain text, text by key, ids, and whether marks nest well."""

    def __init__(self) -> None:
        super().__init__()
        self.plain, self.by_key, self.ids = "", Counter[str](), list[str]()
        self.stack: list[str] = []
        self.quoted: dict[str, str] = {}
        self._number = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "mark":
            self.stack.append(given["data-q"] or "")
            if "id" in given:
                self.ids.append(given["id"] or "")
        elif tag == "a":
            self._number = True
        else:
            assert tag == "bdi"

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.stack.pop()
        elif tag == "a":
            self._number = False

    def handle_data(self, data: str) -> None:
        if self._number:
            return
        self.plain += data
        for key in self.stack:
            self.quoted[key] = self.quoted.get(key, "") + data


def document(blocks: list[str]) -> Document:
    text, made = "", []
    for words in blocks:
        made.append(Block(start=len(text), end=len(text) + len(words), language="ar"))
        text += words + "\n"
    return Document(id="d", text=text, blocks=tuple(made), sentences=(), origins=())


def quotes(spans: list[tuple[int, int]]) -> list[Quote]:
    return [
        Quote(anchor=f"q-{n}", key=str(n), number=str(n), css="k", start=a, end=b, register=f"r-{n}")
        for n, (a, b) in enumerate(spans)
    ]  # fmt: skip


@st.composite
def marked(draw: st.DrawFn) -> tuple[Document, list[Quote]]:
    made = document(draw(st.lists(LETTERS, min_size=1, max_size=4)))
    place = st.integers(0, len(made.text))
    pairs = draw(st.lists(st.tuples(place, place), max_size=12))
    spans = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    return made, quotes(spans)


@given(marked())
def test_marking_loses_nothing_and_every_quote_is_whole(
    case: tuple[Document, list[Quote]],
) -> None:
    made, wanted = case
    reader = Reader()
    drawn = passages(made, wanted)
    for passage in drawn:
        reader.feed(str(passage.html))
        reader.close()
        assert reader.stack == []
        reader.reset()
    assert reader.plain == "".join(made.text[b.start : b.end] for b in made.blocks)
    for quote in wanted:
        inside = "".join(
            made.text[max(b.start, quote.start) : min(b.end, quote.end)]
            for b in made.blocks
            if b.start < quote.end and b.end > quote.start
        )
        assert reader.quoted.get(quote.key, "") == inside
    shown = [q for q in wanted if any(b.start < q.end and b.end > q.start for b in made.blocks)]
    assert sorted(reader.ids) == sorted(quote.anchor for quote in shown)


def test_words_outside_every_block_are_still_shown() -> None:
    made = Document(
        id="d", text="قبل\nداخل\nبعد", blocks=(Block(start=4, end=8),), sentences=(), origins=()
    )
    assert [str(p.html) for p in passages(made, [])] == ["قبل", "داخل", "بعد"]


def test_an_iso_date_in_arabic_text_is_isolated() -> None:
    made = document(["نُفّذت في 2025-10-02 رسميًّا"])
    assert "<bdi>2025-10-02</bdi>" in passages(made, [])[0].html


def test_a_nested_quote_is_a_nested_mark() -> None:
    made = document(["abcdef"])
    html = str(passages(made, quotes([(0, 6), (2, 4)]))[0].html)
    assert html.index('id="q-0"') < html.index('id="q-1"')
    assert html.count("<mark") == 2
