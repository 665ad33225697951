"""Whether the quotes a model rests on stand in the documents it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sharaka.foreseeing.model import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One citation that does not hold: judgement (from → to), document, quote and the mend."""

    judgement: str
    document: str
    quote: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.judgement}: {self.what} ({self.document}: «{self.quote}»). {self.mend}"


def check_evidence(model: Model, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Every citation whose quote is not, code point for code point, in its document's text.

    ``texts`` maps document ids to canonical texts.  Problems come in the order of the cells.
    """
    found = []
    for judgement in model.judgements:
        for cited in judgement.evidence:
            text = texts.get(cited.document)
            if text is None:
                known = ", ".join(sorted(texts)) or "none"
                what = "the cited document is not among the sources"
                mend = f"Add it, or cite one of: {known}."
            elif cited.quote not in text:
                what = "the quote is not in the document"
                near = _longest_start(cited.quote, text)
                mend = (
                    f"Copy it from the canonical text; it departs after «{near}»."
                    if near
                    else "Copy it from the canonical text."
                )
            else:
                continue
            found.append(
                Problem(
                    judgement=model.cell(judgement.source, judgement.target),
                    document=cited.document,
                    quote=cited.quote,
                    what=what,
                    mend=mend,
                )
            )
    return tuple(found)


def _longest_start(quote: str, text: str) -> str:
    """The longest beginning of the quote that the text holds (bisection: prefixes are nested)."""
    low, high = 0, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if quote[:middle] in text else (low, middle - 1)
    return quote[:low].strip()
