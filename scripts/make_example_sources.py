"""Make the built-in case's sources from its plain texts.

    python scripts/make_example_sources.py            write examples/russia-iran/sources/
    python scripts/make_example_sources.py --check    say which written file is out of date

Each ``examples/russia-iran/text/NN-name.LANG.md`` holds one text: TOML between ``+++`` lines
(file, title, byline, published, language, section, furniture), then paragraphs apart by an empty
line, ``## headings``, ``- lists`` and ``| tables |``.  The ending of ``file`` chooses the form.
Pages and one text file get the furniture (menus, share boxes, related links) that saved web
pages carry, from ``text/page.*``, so that reading has something to cut.

Output does not depend on the clock: docx parts are stamped 1980-01-01 and documents with their
own date.  A PDF also depends on WeasyPrint and the installed Noto fonts, so ``--check`` leaves
PDFs out.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import html
import io
import json
import string
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

CASE = Path(__file__).resolve().parent.parent / "examples" / "russia-iran"
TEXTS = CASE / "text"
SOURCES = CASE / "sources"

BlockKind = Literal["heading", "paragraph", "list", "table"]
MONTHS_AR = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One block: its kind and its lines (list items, table rows; one line otherwise)."""

    kind: BlockKind
    lines: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One source text: what its head says, and its blocks."""

    file: str
    title: str
    byline: str
    published: datetime.date
    language: str
    blocks: tuple[Block, ...]
    section: str = ""
    furniture: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def long_date(self) -> str:
        day = self.published
        if self.language == "ar":
            return f"{day.day} {MONTHS_AR[day.month - 1]} {day.year}"
        return f"{day.day} {day:%B} {day.year}"


def parse(source: str) -> Text:
    """A text from its head and body."""
    _, head, body = source.split("+++\n", 2)
    fields: dict[str, Any] = tomllib.loads(head)
    fields["published"] = datetime.date.fromisoformat(fields["published"])
    return Text(**fields, blocks=tuple(_block(part) for part in body.strip().split("\n\n")))


def _block(part: str) -> Block:
    lines = part.strip().split("\n")
    if lines[0].startswith("## "):
        return Block("heading", (lines[0][3:],))
    if lines[0].startswith("- "):
        return Block("list", tuple(line[2:] for line in lines))
    if lines[0].startswith("|"):
        return Block("table", tuple(line for line in lines if not line.startswith("|---")))
    return Block("paragraph", (" ".join(lines),))


def cells(row: str) -> list[str]:
    """The cells of a ``| table |`` row."""
    return [cell.strip() for cell in row.strip("|").split("|")]


def as_txt(text: Text) -> bytes:
    """Plain text: a title, byline and date, then blocks apart by an empty line."""
    body = "\n\n".join("\n".join(_plain_lines(block)) for block in text.blocks)
    if text.furniture:
        page = string.Template((TEXTS / f"page.{text.language}.txt").read_text("utf-8"))
        return page.substitute(_fields(text), body=body).encode()
    head = f"{text.title}\n\n{text.byline}\n{text.long_date}\n\n"
    return f"{head}{body}\n".encode()


def _plain_lines(block: Block) -> list[str]:
    return [f"- {line}" if block.kind == "list" else line for line in block.lines]


def _fields(text: Text) -> dict[str, str]:
    return {
        "title": text.title,
        "byline": text.byline,
        "section": text.section,
        "published": text.published.isoformat(),
        "long_date": text.long_date,
    }


def as_html(text: Text) -> bytes:
    """A page as a news site would serve it, with its metadata and its furniture."""
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.title,
        "datePublished": text.published.isoformat(),
        "inLanguage": text.language,
        "author": {"@type": "Organization", "name": text.byline},
        "publisher": {"@type": "Organization", "name": text.byline},
    }
    page = string.Template((TEXTS / f"page.{text.language}.html").read_text("utf-8"))
    escaped = {name: html.escape(value) for name, value in _fields(text).items()}
    jsonld = json.dumps(linked, ensure_ascii=False, indent=1)
    return page.substitute(escaped, jsonld=jsonld, body=_html_body(text)).encode()


def _html_body(text: Text) -> str:
    return "\n".join(_html_block(block) for block in text.blocks)


def _html_block(block: Block) -> str:
    lines = [html.escape(line, quote=False) for line in block.lines]
    if block.kind == "heading":
        return f"<h2>{lines[0]}</h2>"
    if block.kind == "list":
        return "<ul>\n" + "\n".join(f"<li>{line}</li>" for line in lines) + "\n</ul>"
    if block.kind == "table":
        rows = ("".join(f"<td>{cell}</td>" for cell in cells(line)) for line in lines)
        return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"
    return f"<p>{lines[0]}</p>"


def as_docx(text: Text) -> bytes:
    """A Word document: built-in styles, right-to-left paragraphs for Arabic, core properties."""
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    properties = document.core_properties
    stamp = datetime.datetime.combine(text.published, datetime.time(8))
    properties.title, properties.author, properties.language = (
        text.title, text.byline, text.language,
    )  # fmt: skip
    properties.created = properties.modified = stamp
    properties.last_modified_by, properties.comments = text.byline, ""

    def add(line: str, style: str) -> None:
        paragraph = document.add_paragraph(style=style)
        run = paragraph.add_run(line)
        if text.direction == "rtl":
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))

    add(text.title, "Title")
    add(f"{text.byline} - {text.long_date}", "Subtitle")
    for block in text.blocks:
        if block.kind == "table":
            _docx_table(document, block)
            continue
        style = {"heading": "Heading 1", "list": "List Bullet"}.get(block.kind, "Normal")
        for line in block.lines:
            add(line, style)
    buffer = io.BytesIO()
    document.save(buffer)
    return _stamped_zip(buffer.getvalue())


def _docx_table(document: Any, block: Block) -> None:
    rows = [cells(line) for line in block.lines]
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word


def _stamped_zip(data: bytes) -> bytes:
    """The same parts with one fixed time, so that writing twice gives the same bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


_PRINT_CSS = """
@page { size: A4; margin: 2.2cm; @bottom-center { content: counter(page); font-size: 9pt } }
body { font-family: "Noto Naskh Arabic", "Noto Serif", serif; font-size: 11.5pt;
       line-height: 1.7; text-align: start }
ul { list-style: none; padding: 0 }
h1 { font-size: 18pt } h2 { font-size: 13pt } .by { color: #555 }
"""


def as_pdf(text: Text) -> bytes:
    """A printed note: one column, page numbers, the title and author in its properties."""
    import weasyprint

    page = (
        f'<html lang="{text.language}" dir="{text.direction}"><head>'
        f"<title>{html.escape(text.title)}</title>"
        f'<meta name="author" content="{html.escape(text.byline)}">'
        f'<meta name="dcterms.created" content="{text.published.isoformat()}">'
        f"<style>{_PRINT_CSS}</style></head><body><h1>{html.escape(text.title)}</h1>"
        f'<p class="by">{html.escape(text.byline)} – {text.long_date}</p>'
        f"{_html_body(text)}</body></html>"
    )
    pdf: bytes = weasyprint.HTML(string=page).write_pdf()
    return pdf


FORMS: dict[str, Callable[[Text], bytes]] = {
    ".txt": as_txt, ".html": as_html, ".docx": as_docx, ".pdf": as_pdf,
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Write, or with ``--check`` compare; the exit code says whether something differed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when out of date")
    check = parser.parse_args(arguments).check
    stale = []
    for path in sorted(TEXTS.glob("*.md")):
        text = parse(path.read_text("utf-8"))
        target = SOURCES / text.file
        if check and target.suffix == ".pdf":
            continue
        data = FORMS[target.suffix](text)
        if not check:
            SOURCES.mkdir(exist_ok=True)
            target.write_bytes(data)
        elif not target.exists() or target.read_bytes() != data:
            stale.append(target.name)
    for name in stale:
        print(f"out of date: {name}; run scripts/make_example_sources.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
