"""The page's words in one language: catalogue, plurals, numbers, dates, names.

Catalogues are gettext ``.po`` files (``locale/<language>/LC_MESSAGES/briefing.po``), compiled when
first used, so an edited translation shows at once.  A third language is one more folder.
"""

from __future__ import annotations

import functools
import gettext
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from unicodedata import bidirectional

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape

from sharaka.briefing import dates
from sharaka.briefing.inputs import as_written
from sharaka.errors import UsageError

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@functools.cache
def _catalogue(language: str) -> gettext.GNUTranslations:
    path = resources.files("sharaka.briefing") / "locale" / language / "LC_MESSAGES" / "briefing.po"
    try:
        source = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the briefing has no catalogue for the language {language!r}",
            place=f"briefing/locale/{language}/LC_MESSAGES/briefing.po",
            mend="Translate the catalogue, or brief in a language that has one (ar, en).",
        ) from error
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def isolate(text: object) -> Markup:
    """``text`` in ``<bdi>``: its direction touches nothing around it.

    What holds no right-to-left letter says so, because a sign before a number has no direction.
    """
    leads_left = any(bidirectional(char) in ("R", "AL") for char in str(text))
    return Markup("<bdi>{}</bdi>" if leads_left else '<bdi dir="ltr">{}</bdi>').format(text)


def plain(text: Markup) -> str:
    """Markup as the text it shows, for where there are no elements: titles, labels of a picture."""
    return text.striptags()


@dataclass(frozen=True)
class Translator:
    """One language's voice.

    ``actor`` names actors by code; ``digits`` is ``latn`` or ``arab``; ``pair`` are the sides of the
    case, named first and in this order wherever parties are listed.
    """

    language: str
    actor: Callable[[str, str], str]
    digits: str = "latn"
    pair: tuple[str, ...] = ()
    proper: Callable[[str, str], str] = as_written

    @property
    def locale(self) -> Locale:
        return Locale(self.language)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"

    def gettext(self, message: str, /, **values: object) -> Markup:
        """The message in this language, its values escaped and put in."""
        return Markup(_catalogue(self.language).gettext(message)) % _safe(values)

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        """As :meth:`gettext`, in the plural form for ``n``; ``%(n)s`` is the number, written."""
        text = _catalogue(self.language).ngettext(one, many, n)
        return Markup(text) % _safe({"n": self.number(n)} | values)

    def label(self, vocabulary: str, code: str | None) -> str:
        """A code of a vocabulary in words; an unknown code stands for itself.

        Vocabularies are message contexts: ``event type``, ``obligation``, ``status`` …
        """
        if not code:
            return ""
        words = _catalogue(self.language).pgettext(vocabulary, code)
        return words if words != code else code.replace("_", " ")

    def headed(self, vocabulary: str, code: str | None) -> str:
        """:meth:`label` as it stands at the head of a row, a column or a box."""
        words = self.label(vocabulary, code)
        return words[:1].upper() + words[1:]

    def knows(self, vocabulary: str, code: str) -> bool:
        """Whether the catalogue has the code (an identical translation counts as known)."""
        return (f"{vocabulary}\x04{code}") in _catalogue(self.language)._catalog  # type: ignore[attr-defined]

    def name(self, code: str | None) -> str:
        """An actor's display name."""
        return self.actor(code, self.language) if code else str(self.gettext("not named"))

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """The sides of the case first, the others as they come."""
        listed = list(dict.fromkeys(codes))
        return [c for c in self.pair if c in listed] + [c for c in listed if c not in self.pair]

    def said(self, words: str) -> str:
        """A person, outlet or office as this language writes it, where it is known how."""
        return self.proper(words, self.language)

    def names(self, codes: Iterable[str]) -> str:
        """Several actors, joined as the language joins."""
        return self.listed([self.name(code) for code in codes])

    def listed(self, words: Iterable[str]) -> Markup:
        """``a, b and c`` as the language writes it; words are escaped unless they are markup."""
        return Markup(format_list([str(escape(word)) for word in words], locale=self.locale))

    def listed_plainly(self, words: Iterable[str]) -> str:
        """``a, b``: what is there of the words, with the language's comma."""
        return str(self.gettext(", ")).join(word for word in words if word)

    def number(self, value: float, digits: int = 1) -> str:
        """A number, at most ``digits`` decimals."""
        pattern = "#,##0." + "#" * digits
        return self._digits(format_decimal(value, format=pattern, locale=self.locale))

    def signed(self, value: float) -> str:
        """A number with its sign, a true minus."""
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return sign + self.number(abs(value))

    def percent(self, share: float) -> str:
        """A share of one as a percentage without decimals."""
        return self._digits(format_percent(share, format="#,##0%", locale=self.locale))

    def date(self, edtf: str | None) -> str:
        """An EDTF date in words, at its own precision; what is not understood stands as written."""
        span = dates.stretch(edtf)
        if span is None or not span.parts:
            return edtf or str(self.gettext("date not known"))
        words = [self._part(part) if part else None for part in span.parts]
        if len(words) == 1:
            return words[0] or ""
        if words[0] and words[1]:
            return str(self.gettext("%(start)s to %(end)s", start=words[0], end=words[1]))
        if words[0]:
            return str(self.gettext("from %(start)s", start=words[0]))
        return str(self.gettext("until %(end)s", end=words[1]))

    def _part(self, part: dates.Part) -> str:
        first, _ = part.bounds()
        if part.month is None:
            text = str(part.year)
        elif part.month > 12:
            season = self.label("season", str(part.month))
            text = str(self.gettext("%(season)s %(year)s", season=season, year=str(part.year)))
        elif part.day is None:
            text = format_skeleton("yMMMM", first, locale=self.locale)
        else:
            text = format_date(first, format="d MMMM y", locale=self.locale)
        # Babel puts invisible direction marks in some Arabic formats; <bdi> does that work here.
        text = self._digits(text.replace("\u200f", ""))
        return str(self.gettext("about %(date)s", date=text)) if part.hedged else text

    def _digits(self, text: str) -> str:
        arabic = self.digits == "arab" and self.language in {"ar", "fa", "ur"}
        return text.translate(_ARABIC_INDIC) if arabic else text


def _safe(values: dict[str, object]) -> dict[str, Markup]:
    return {
        key: isolate(value) if isinstance(value, (int, float)) else escape(value)
        for key, value in values.items()
    }
