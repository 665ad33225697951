"""HTML → Draft: the article, without the page round it.

resiliparse (Bevendorff et al., ECIR 2018) says which text is the article.  The text itself is
taken from the markup, so that every character keeps its place there, and blocks that the
heuristic drops inside the article (lists, quotations) are put back.
"""

from __future__ import annotations

import re

from sharaka.errors import ReadingError
from sharaka.reading.decode import decode
from sharaka.reading.document import Diagnostic
from sharaka.reading.draft import Draft, Line
from sharaka.reading.furniture import without_furniture
from sharaka.reading.markup import Run, runs_of
from sharaka.reading.page_metadata import page_metadata

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,40})""", re.I)
_XML_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_\-]{2,40})""", re.I
)
_DEEPEST = 1_000
_BLANK = re.compile(r"\s+")


def load(data: bytes, place: str) -> Draft:
    """The article of a page.  Raises ReadingError for a page without text."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    head = data[:4096]
    declared = _DECLARED.search(head) or _XML_DECLARED.search(head)
    decoded = decode(data, place, declared.group(1).decode() if declared else None)
    markup = decoded.text.encode("utf-8", "replace").decode()
    runs, depth = runs_of(markup)
    try:
        tree = HTMLTree.parse(markup)
        metadata = page_metadata(tree)
        # on absurdly deep pages the heuristic takes quadratic time
        article = "" if depth > _DEEPEST else extract_plain_text(
            tree, main_content=True, list_bullets=False, alt_texts=False, comments=False,
            post_meta=False,
        )  # fmt: skip
    except (ValueError, RuntimeError) as error:
        raise ReadingError(
            f"the page cannot be parsed ({error})",
            place=place,
            mend="Open it in a browser and save it again.",
        ) from error
    diagnostics = list(decoded.diagnostics)
    chosen = _chosen(runs, article)
    if not chosen:
        chosen = [run for run in runs if not run.apart] or runs
        note = "no article was found on the page; all of its text was taken"
        diagnostics.append(Diagnostic(code="no-article", message=note, severity="review"))
    if not chosen:
        raise ReadingError(
            "the page holds no text",
            place=place,
            mend="If a script writes it, print the page to PDF from a browser and read that.",
        )
    lines = [Line(run.pieces, run.kind) for run in chosen]
    draft = Draft(lines, metadata, diagnostics, "text/html", decoded.byte_offsets)
    return without_furniture(draft)


def _chosen(runs: list[Run], article: str) -> list[Run]:
    """The runs whose words the extracted ``article`` has, and what stands between them."""
    stream: list[str] = []
    bounds: list[int] = []
    total = 0
    for run in runs:
        words = _BLANK.sub("", run.text)
        stream.append(words)
        bounds.append(total)
        total += len(words)
    whole = "".join(stream)
    ends = [*bounds[1:], total]
    taken: set[int] = set()
    at, index = 0, 0
    for line in article.splitlines():
        words = _BLANK.sub("", line)
        if not words:
            continue
        found = whole.find(words, at)
        if found < 0:
            continue
        at = found + len(words)
        while index < len(runs) and ends[index] <= found:
            index += 1
        while index < len(runs) and bounds[index] < at:
            taken.add(index)
            index += 1
        index = max(0, index - 1)
    if not taken:
        return []
    return [run for i, run in enumerate(runs) if i in taken or _belongs(run, i, taken)]


def _belongs(run: Run, index: int, taken: set[int]) -> bool:
    """Whether a run the heuristic dropped stands inside the article and is not links."""
    inside = min(taken) < index < max(taken)
    return inside and not run.apart and run.linked * 2 <= len(run.text)
