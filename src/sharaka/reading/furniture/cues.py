"""The cue lists of all languages, folded, loaded once."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from sharaka.errors import LexiconError
from sharaka.reading.normalise import fold

LANGUAGES = ("ar", "en", "fa", "ru")
LISTS = (
    "home", "exact", "starts", "tail", "inline", "short_link", "source", "special", "author",
    "published", "not_a_name", "weekdays",
)  # fmt: skip
_EDGE = " \t.،؛,;:!؟?…|»«›‹>/\\-–—ـ_*#•·()[]\"“”'"
_SPACE = re.compile(r"\s+")


def key(line: str) -> str:
    """A line as cues are compared: folded, single-spaced, without punctuation at its ends."""
    return _SPACE.sub(" ", fold(line)).strip(_EDGE)


@dataclass(frozen=True, slots=True)
class Cues:
    """Folded cues of every list, and month name → number."""

    lists: dict[str, frozenset[str]]
    months: dict[str, int]

    def equals(self, name: str, line: str) -> bool:
        """Whether a folded line is one of the cues."""
        return line in self.lists[name]

    def begins(self, name: str, line: str) -> str | None:
        """The longest cue that a folded line begins with, as whole words."""
        words = line.split(" ")
        for count in range(min(6, len(words)), 0, -1):
            head = " ".join(words[:count]).rstrip(_EDGE)
            if head in self.lists[name]:
                return head
        return None


@functools.cache
def all_cues() -> Cues:
    """Cues of all languages.  Raises LexiconError for a list that is missing or misspelt."""
    lists: dict[str, set[str]] = {name: set() for name in LISTS}
    months: dict[str, int] = {}
    for language in LANGUAGES:
        file = resources.files(__package__).joinpath(f"{language}.toml")
        data = tomllib.loads(file.read_text("utf-8"))
        unknown = set(data) ^ {*LISTS, "months"}
        if unknown:
            raise LexiconError(
                f"lists missing or not known: {', '.join(sorted(unknown))}",
                place=f"reading/furniture/{language}.toml",
                mend=f"It must hold exactly {', '.join(LISTS)} and months.",
            )
        for name in LISTS:
            lists[name].update(key(cue) for cue in data[name])
        for number, names in data["months"].items():
            months.update({key(name): int(number) for name in names})
    return Cues({name: frozenset(cues) for name, cues in lists.items()}, months)
