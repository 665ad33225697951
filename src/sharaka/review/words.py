"""The desk's words: its own catalogue, and the briefing's for what both say."""

from __future__ import annotations

import functools
import gettext
import io
from collections.abc import Mapping
from datetime import datetime
from importlib import resources

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

from sharaka.briefing.translate import Translator
from sharaka.review.vocabulary import CONTEXTS


@functools.cache
def _catalogue(language: str) -> gettext.GNUTranslations:
    path = resources.files("sharaka.review") / "locale" / language / "LC_MESSAGES" / "review.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Voice(Translator):
    """A :class:`Translator` that looks into the desk's catalogue first."""

    def gettext(self, message: str, /, **values: object) -> Markup:
        # What the desk's catalogue gives is no message of the briefing's, which lets it pass.
        return super().gettext(_catalogue(self.language).gettext(message), **values)

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        text = _catalogue(self.language).ngettext(one, many, n)
        if text in (one, many):
            return super().ngettext(one, many, n, **values)
        return super().gettext(text, n=self.number(n), **values)

    def label(self, vocabulary: str, code: str | None) -> str:
        words = _catalogue(self.language).pgettext(vocabulary, code or "")
        return words if words != (code or "") else super().label(vocabulary, code)

    def said(self, text: str | None) -> str:
        """An error's words: translated where the catalogue has them, never filled in.

        ``date.edtf: no EDTF date`` names a field first, which is said in words too.
        """
        if not text:
            return ""
        field, mark, rest = text.partition(": ")
        own = _catalogue(self.language)
        if mark and own.gettext(rest) != rest:
            return f"{self.path(field)}: {own.gettext(rest)}"
        return own.gettext(text)

    def path(self, path: str) -> str:
        """A field's path in words: ``actors.0.code`` becomes "actors 1, code"."""
        words: list[str] = []
        for part in path.split("."):
            if part.isdecimal() and words:
                words[-1] += f" {self.number(int(part) + 1)}"
            else:
                words.append(self.label("field", part))
        return self.listed_plainly(words)

    def value(self, path: str, value: object) -> str:
        """A field's value in words; an em dash for none."""
        name = [part for part in path.split(".") if not part.isdecimal()][-1]
        if value is None or value == "" or value == []:
            return "—"
        if isinstance(value, list | tuple):
            return self.listed_plainly(self.value(path, part) for part in value)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        elif isinstance(value, float) and value.is_integer():
            value = int(value)
        return self.label(CONTEXTS.get(name, name), str(value))

    def moment(self, at: str) -> Markup:
        """A decision's time (ISO 8601, UTC) to the minute."""
        when = datetime.fromisoformat(at)
        return self.gettext(
            "%(date)s, %(time)s UTC", date=self.date(at[:10]), time=Markup("<bdi>{}</bdi>").format(f"{when:%H:%M}")
        )  # fmt: skip


def codes_listed(codes: Mapping[str, int], t: Translator) -> list[tuple[str, str, int]]:
    """Actor codes as (code, name, count), by name in the language's letters."""
    named = [(code, t.name(code), count) for code, count in codes.items()]
    return sorted(named, key=lambda item: item[1])
