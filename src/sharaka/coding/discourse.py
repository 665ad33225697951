"""What a document has said so far: the memory that pronouns and short names lean on."""

from __future__ import annotations

from dataclasses import dataclass, field

from sharaka.evidence import Party
from sharaka.reading.normalise import fold


@dataclass(slots=True)
class Discourse:
    """State carried from sentence to sentence of one document.

    ``pair`` is what "the two sides" means; ``anchor`` the last full date stated in the text, on
    which relative dates may rest; ``met`` maps a folded surname to the person it was given for.
    """

    pair: tuple[str, ...] = ()
    anchor: str | None = None
    #: The latest date stated so far: what a new paragraph starts from.
    latest: str | None = None
    published: str | None = None
    speaker: Party | None = None
    subject: Party | None = None
    treaty: tuple[str, tuple[str, ...]] | None = None
    treaty_age: int = 99
    treaty_years: dict[frozenset[str], str] = field(default_factory=dict)
    met: dict[str, Party] = field(default_factory=dict)

    def remember(self, party: Party) -> None:
        """Keep a named person for later mention by surname."""
        for name in (party.name, party.text.strip('،,“”" ')):
            words = fold(name or "").split()
            if words and len(words[-1]) >= 3:
                self.met.setdefault(words[-1], party)
