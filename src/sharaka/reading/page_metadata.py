"""What a page says about itself: JSON-LD (schema.org), Open Graph, Dublin Core, meta, title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sharaka.reading.document import Metadata

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_ARTICLE = re.compile(r"Article|Posting|Report|WebPage", re.IGNORECASE)
_DEEPEST = 8

_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title")
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author")
_PUBLISHER = (
    "og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher",
    "application-name",
)  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "dc.date", "dcterms.date",
    "dcterms.created", "dc.date.issued", "citation_publication_date", "date", "pubdate",
)  # fmt: skip


def page_metadata(tree: Any) -> Metadata:
    """The metadata of a parsed page (a resiliparse ``HTMLTree``)."""
    meta = _meta_tags(tree)
    linked = _json_ld(tree)
    root = tree.document.query_selector("html")
    canonical = tree.document.query_selector('link[rel="canonical"]')
    language = (root.getattr("lang") if root else None) or meta.get("og:locale")
    return Metadata(
        title=_text(linked.get("headline")) or _first(meta, _TITLE) or _text(tree.title),
        author=_names(linked.get("author")) or _person(_first(meta, _AUTHOR)),
        publisher=_names(linked.get("publisher")) or _first(meta, _PUBLISHER),
        published=_date(_text(linked.get("datePublished"))) or _date(_first(meta, _PUBLISHED)),
        language=re.split(r"[-_]", language.strip())[0].lower() or None if language else None,
        url=(canonical.getattr("href") if canonical else None) or meta.get("og:url"),
    )


def _meta_tags(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.document.query_selector_all("meta"):
        name = tag.getattr("property") or tag.getattr("name") or tag.getattr("itemprop")
        content = _text(tag.getattr("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(tree: Any) -> dict[str, Any]:
    """The first article-like object of the page's JSON-LD."""
    for script in tree.document.query_selector_all('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data, 0):
            if _ARTICLE.search(str(item.get("@type", ""))) and (
                "headline" in item or "datePublished" in item
            ):
                return item
    return {}


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph", []), depth + 1)


def _names(value: Any) -> str | None:
    values = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in values]
    return "، ".join(name for name in names if name) or None


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return re.sub(r"\s+", " ", value).strip() or None


def _person(value: str | None) -> str | None:
    """An author's name; the address of a profile is not one."""
    return None if value is None or value.startswith(("http://", "https://")) else value


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _date(value: str | None) -> str | None:
    """EDTF from an ISO date or time."""
    found = _DATE.search(value.replace("/", "-")) if value else None
    return "-".join(part for part in found.groups() if part) if found else None
