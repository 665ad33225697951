"""All words of a language in one trie, and the matching of tokens against it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sharaka.coding import arabic, english
from sharaka.coding.arabic import Analysis
from sharaka.coding.frames import Frame, frames, lexicon_folder, load_table
from sharaka.coding.tokens import Token, tokenise
from sharaka.errors import LexiconError
from sharaka.reading.normalise import fold

#: Keys of a word entry that say which words it has; the rest is its data.
_SHAPES = frozenset({"id", "words", "verbs", "together"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or phrase means to the coder: a kind, an id, and its data."""

    kind: str
    id: str
    part: str = ""
    frame: Frame | None = None
    data: Any = None
    capital: bool = False
    #: The surface to match to the letter, "" for folded matching («إثر» is not «أثر»).
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found on tokens ``i:j``, with the clitics on its first word."""

    entry: Entry
    i: int
    j: int
    before: str
    definite: bool
    after: str


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Lexicon:
    """The compiled words of one language."""

    language: str
    analyses: Callable[[str], tuple[Analysis, ...]]
    root: _Node = field(default_factory=_Node)
    #: Obligations told by two words near each other: (folded stems, obligation).
    together: list[tuple[frozenset[str], str]] = field(default_factory=list)
    #: Factors that are a relation between two actors: (codes, factor).
    dyads: list[tuple[frozenset[str], str]] = field(default_factory=list)
    _first: dict[str, tuple[tuple[Analysis, _Node], ...]] = field(default_factory=dict)

    def add(self, phrase: str, entry: Entry) -> None:
        """Put a phrase in; its words are tokenised and folded as text is."""
        node = self.root
        phrase = phrase.removeprefix("=")
        words = tokenise(phrase, 0, len(phrase))
        if not words:
            raise LexiconError(
                f"entry {entry.id!r} has an empty word",
                place=f"lexicons/{self.language}",
                mend="Take the empty string out.",
            )
        for token in words:
            node = node.next.setdefault(token.key, _Node())
        if entry not in node.entries:
            node.entries.append(entry)

    def match(self, tokens: list[Token]) -> list[Hit]:
        """Every entry found anywhere, overlaps and all, in order of start, longest first."""
        hits: list[Hit] = []
        for i, token in enumerate(tokens):
            for analysis, node in self._starts(token.key):
                self._walk(tokens, i, i + 1, node, analysis, hits)
        hits.sort(key=lambda hit: (hit.i, -hit.j))
        return hits

    def _starts(self, key: str) -> tuple[tuple[Analysis, _Node], ...]:
        found = self._first.get(key)
        if found is None:
            nodes = self.root.next
            found = tuple((a, nodes[a.stem]) for a in self.analyses(key) if a.stem in nodes)
            if len(self._first) < 1 << 17:
                self._first[key] = found
        return found

    def _walk(
        self, tokens: list[Token], i: int, j: int, node: _Node, first: Analysis, hits: list[Hit]
    ) -> None:
        for entry in node.entries:
            if entry.capital and not tokens[i].surface[:1].isupper():
                continue
            if entry.exact and not tokens[i].surface.endswith(entry.exact):
                continue
            hits.append(Hit(entry, i, j, first.before, first.definite, first.after))
        if node.next and j < len(tokens):
            for analysis in self.analyses(tokens[j].key):
                following = node.next.get(analysis.stem)
                if following is not None and not analysis.before:
                    last = Analysis(
                        first.stem,
                        first.before,
                        first.definite or analysis.definite,
                        analysis.after or first.after,
                    )
                    self._walk(tokens, i, j + 1, following, last, hits)


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The compiled lexicon of ``ar`` or ``en``; raises LexiconError for a mistake in the data."""
    from sharaka.coding.actor_lexicon import add_actors

    analyse = arabic.analyses if language == "ar" else english.analyses
    made = Lexicon(language, analyse)
    for frame in frames(language):
        for phrase, part in _frame_words(frame, language):
            exact = phrase[1:] if phrase.startswith("=") else ""
            made.add(phrase, Entry(frame.kind, frame.id, part, frame, exact=exact))
    folder = lexicon_folder(language)
    for stem in ("offices", "items", "modality", "provisions", "factors", "themes", "function"):
        _add_words(made, load_table(folder / f"{stem}.toml"), stem)
    add_actors(made)
    return made


def _verb_forms(verb: str, language: str, name: str) -> dict[str, str]:
    """Forms of "past present" (Arabic) or "base, past, participle" (English), with a fixed tail."""
    head, _, tail = verb.partition(" + ")
    if language == "ar":
        words = head.split()
        if len(words) != 2:
            raise LexiconError(
                f"entry {name!r}: verb {verb!r} is not «past present»",
                place="lexicons/ar",
                mend="Write both, third person masculine singular, e.g. «وقع يوقع».",
            )
        forms = arabic.verb_forms(words[0], words[1])
    else:
        base, *irregular = (part.strip() for part in head.split(","))
        forms = english.verb_forms(base, *irregular[:2])
    return {f"{form} {tail}" if tail else form: part for form, part in forms.items()}


def _frame_words(frame: Frame, language: str) -> Iterable[tuple[str, str]]:
    for verb in frame.verbs:
        yield from _verb_forms(verb, language, frame.id).items()
    nouns = arabic.noun_forms if language == "ar" else english.noun_forms
    for part, words_of in (("masdar", frame.masdars), ("noun", frame.nouns)):
        for word in words_of:
            for form in nouns(word):
                yield form, part
    for word in frame.participles:
        for form in arabic.participle_forms(word) if language == "ar" else [word]:
            yield form, "participle"
    for word in frame.passives:
        for form in arabic.participle_forms(word) if language == "ar" else [word]:
            yield form, "passive"


def _add_words(made: Lexicon, table: Mapping[str, Any], stem: str) -> None:
    nouns = arabic.noun_forms if made.language == "ar" else english.noun_forms
    for kind, entries in table.items():
        for entry in entries:
            if kind == "dyad":
                made.dyads.append((frozenset(entry["between"]), entry["id"]))
                continue
            name = entry.get("id")
            words = entry.get("words")
            if not isinstance(name, str) or not isinstance(words, list) or not words:
                raise LexiconError(
                    f"[[{kind}]] {name!r} needs an id and words",
                    place=f"lexicons/{made.language}/{stem}.toml",
                    mend='Write id = "…" and words = ["…", …].',
                )
            data = {k: v for k, v in entry.items() if k not in _SHAPES}
            for words_together in entry.get("together", ()):
                made.together.append((frozenset(fold(w) for w in words_together.split()), name))
            for verb in entry.get("verbs", ()):
                for form in _verb_forms(verb, made.language, name):
                    made.add(form, Entry(kind, name, "", None, data or None))
            for word in words:
                exact = made.language == "ar" or kind == "modal"
                surface = word[1:] if word.startswith("=") else ""
                for form in [word] if exact else nouns(word):
                    made.add(form, Entry(kind, name, "", None, data or None, exact=surface))
