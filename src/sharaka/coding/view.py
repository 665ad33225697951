"""A sentence as the coder sees it: tokens, lexicon hits, clause breaks."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from sharaka.coding.lexicon import Hit, Lexicon
from sharaka.coding.tokens import LONGEST, Token, tokenise

_HARD = frozenset(".!؟?;؛…")
_OPENING = frozenset('“«"‘”')
_CLOSING = frozenset('”»"’“')
_FRAMES = frozenset({"report", "event", "transfer", "cause"})
FINITE = frozenset({"past", "present", "base", "pp", "ing"})


@dataclass(slots=True)
class View:
    """Tokens of one sentence with everything the lexicon found on them.

    ``by_start`` maps a token index to its hits, longest first; ``clause`` gives each token's
    clause number (raised at hard stops, colons and clause openers).
    """

    language: str
    tokens: list[Token]
    hits: list[Hit]
    by_start: dict[int, list[Hit]]
    clause: list[int] = field(default_factory=list)
    finite: set[int] = field(default_factory=set)
    _of: dict[tuple[str, ...], list[Hit]] = field(default_factory=dict)
    _words: list[int] = field(default_factory=list)

    def first(self, kind: str, i: int) -> Hit | None:
        """The longest hit of a kind that starts at token i."""
        for hit in self.by_start.get(i, ()):
            if hit.entry.kind == kind:
                return hit
        return None

    def of(self, *kinds: str) -> list[Hit]:
        """Hits of the kinds, in order; shorter ones inside a longer one of the kind left out."""
        chosen = self._of.get(kinds)
        if chosen is not None:
            return chosen
        chosen = []
        reach: dict[str, int] = {}
        for hit in self.hits:
            kind = hit.entry.kind
            if kind in kinds and hit.i >= reach.get(kind, -1):
                chosen.append(hit)
                reach[kind] = hit.j
        self._of[kinds] = chosen
        return chosen

    def word(self, i: int) -> str:
        """Folded key of token i, or "" outside the sentence."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Document offsets of tokens i:j."""
        return self.tokens[i].start, self.tokens[j - 1].end

    def words_between(self, i: int, j: int) -> int:
        """How many words stand in tokens i:j."""
        if not self._words:  # a running count, so that asking often stays cheap
            self._words = [0, *itertools.accumulate(t.kind != "punct" for t in self.tokens)]
        last = len(self._words) - 1
        low, high = max(0, min(i, last)), max(0, min(j, last))
        return max(0, self._words[high] - self._words[low])


def look(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[View, bool]:
    """The view of ``text[start:end]``; the flag says that an over-long sentence was cut."""
    cut = end - start > LONGEST
    tokens = tokenise(text, start, min(end, start + LONGEST))
    hits = [hit for hit in lexicon.match(tokens) if _sound(hit, tokens)]
    ends = {hit.j for hit in hits if hit.entry.kind in _NAMES}
    if lexicon.language == "ar":
        hits = [hit for hit in hits if _verb_here(hit, tokens, ends)]
    else:
        things = {hit.i for hit in hits if hit.entry.part == "noun" or hit.entry.kind in _THINGS}
        hits = [hit for hit in hits if _english_verb_here(hit, tokens, ends, things)]
    by_start: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_start[hit.i].append(hit)
    plain = {h.i for h in hits if h.entry.kind == "not_verb" and h.i not in _vowelled(tokens)}
    if plain:
        hits = [h for h in hits if not (h.i in plain and h.entry.part in FINITE)]
        for k in plain:
            by_start[k] = [h for h in by_start[k] if h.entry.part not in FINITE]
    view = View(lexicon.language, tokens, hits, dict(by_start))
    _names_not_prepositions(view)
    view.clause = _clauses(view)
    view.finite = {hit.i for hit in hits if hit.entry.kind in _FRAMES and hit.entry.part in FINITE}
    return view, cut


def _sound(hit: Hit, tokens: list[Token]) -> bool:
    """Whether the clitics found fit what the entry is: no article on a finite verb, and so on."""
    part = hit.entry.part
    if tokens[hit.i].surface.isascii() and not _english_word(hit, tokens):
        return False
    if hit.after == "ه" and tokens[hit.j - 1].surface.endswith("ة"):
        return False
    if hit.entry.kind == "cause" and part == "noun" and hit.after:
        return False
    if part in ("masdar", "noun") and hit.before.endswith("س"):
        return False  # «ستسلم» is a verb
    if part in ("past", "present"):
        if hit.definite and not hit.after:
            return False
        prep = hit.before.lstrip("وف")
        if part == "past" and prep:
            return False
        if hit.after in ("ك", "ي", "نا", "كم"):
            return False  # «هناك» is no «هنأ» with a pronoun
        if part == "present" and prep not in ("", "س", "ل"):
            return False
        if hit.i and tokens[hit.i - 1].key in _BEFORE_NOUN and not prep:
            return False
    if hit.entry.kind in ("modal", "preposition", "opener") and hit.before not in ("", "و", "ف"):
        return False
    bound = hit.definite or bool(hit.after)
    if hit.entry.kind == "modal":
        if (
            hit.entry.data["modality"] == "negated"
            and hit.j < len(tokens)
            and tokens[hit.j].key in _STILL
        ):
            return False
        # «نفيها», «تأكيده» govern as «نفي» does
        return not bound or (bool(hit.after) and len(tokens[hit.i].key) > 5)
    return not (hit.entry.kind in ("opener", "demonstrative") and bound)


#: «لا يزال» is no negation.
_STILL = frozenset({
    "يزال", "تزال", "يزالان", "تزالان", "يزالون", "زال", "زالت", "زالا", "زالوا",
})  # fmt: skip
_BEFORE_NOUN = frozenset(
    {"من", "في", "علي", "الي", "عن", "بعد", "قبل", "خلال", "مع", "ضد", "هذا", "هذه"}
)


_DETERMINERS = frozenset({
    "the", "a", "an", "its", "their", "his", "her", "this", "no", "into", "of", "in", "by", "on",
    "for", "from", "with", "at", "any", "our", "'s",
})  # fmt: skip


def _english_word(hit: Hit, tokens: list[Token]) -> bool:
    """No verb or modal where the writing says noun: «United States», «17 May», «the supply»."""
    if hit.entry.kind != "modal" and hit.entry.part not in ("base", "present", "past", "pp"):
        return True
    if hit.i and tokens[hit.i].surface[:1].isupper():
        return False
    before = tokens[hit.i - 1].key if hit.i else ""
    return hit.entry.part not in ("base", "present", "past") or before not in _DETERMINERS


#: What a subject before its verb ends with.
_NAMES = frozenset({"state", "person", "demonym", "people", "org", "outlet", "pair"})
_BEFORE_VERB = frozenset(
    {
        "قد",
        "لقد",
        "فقد",
        "وقد",
        "كان",
        "كانت",
        "وكان",
        "وكانت",
        "الذي",
        "التي",
        "ما",
        "مما",
        "والتي",
        "والذي",
        "كما",
        "ثم",
        "حيث",
        "بينما",
        "فيما",
        "عندما",
        "بعدما",
        "اذ",
        "الذين",
        "لكنه",
        "لكنها",
        "انه",
        "انها",
    }
)


_THINGS = frozenset({"item", "body"})
_BEFORE_BASE = frozenset({
    "to", "will", "would", "may", "might", "can", "could", "shall", "should", "must", "not", "do",
    "does", "did", "and", "or", "they", "we", "you", "who", "that", "which", "it", "he", "she", "n't",
    "cannot", "also", "both", "all", "then", "help", "helped", "let",
})  # fmt: skip


def _english_verb_here(hit: Hit, tokens: list[Token], ends: set[int], things: set[int]) -> bool:
    """Whether a form that may be a noun («a dispute», «strikes») stands where a verb can."""
    part = hit.entry.part
    if part not in ("base", "present") or (part == "present" and hit.i not in things):
        return True
    before = tokens[hit.i - 1].key if hit.i else ""
    if hit.i in ends or before in _BEFORE_BASE or before.endswith("ly"):
        return True
    return part == "base" and before.endswith("s") and hit.i not in things and len(before) > 3


def _verb_here(hit: Hit, tokens: list[Token], ends: set[int]) -> bool:
    """Whether a three-letter past form is the verb and not its verbal noun (دعم، قصف، طلب).

    Unvowelled, the two are written alike; the verb stands at the head of its clause, after a
    particle that asks for a verb, or after its subject.
    """
    if hit.entry.part != "past" or hit.j - hit.i != 1:
        return True
    token = tokens[hit.i]
    bare = token.key.removeprefix("و").removeprefix("ف") if len(token.key) > 3 else token.key
    stem = bare[: len(bare) - len(hit.after)] if hit.after else bare
    if len(stem) != 3 or "\u0651" in token.surface:
        return True
    before = tokens[hit.i - 1] if hit.i else None
    if before is not None and before.key in _BEFORE_VERB:
        return True
    if hit.after:
        return False
    if before is None or before.kind == "punct":
        return True
    if token.key != bare:  # joined by و inside a clause: a verb takes a particle or a name next
        following = tokens[hit.j].key if hit.j < len(tokens) else ""
        return hit.i in ends or following.startswith("ال") or following in _BEFORE_NOUN
    return hit.i in ends


def _vowelled(tokens: list[Token]) -> set[int]:
    """Tokens with a written vowel or shadda: their writer meant one reading."""
    return {k for k, t in enumerate(tokens) if any("\u064b" <= c <= "\u0652" for c in t.surface)}


def _names_not_prepositions(view: View) -> None:
    """«قال علي واعظ»: with a dotted ya right after a verb of saying, علي is a man."""
    for k, token in enumerate(view.tokens):
        if (
            token.surface == "علي"
            and k
            and any(h.entry.kind == "report" and h.j == k for h in view.by_start.get(k - 1, ()))
        ):
            view.hits = [h for h in view.hits if not (h.i == k and h.entry.kind == "preposition")]
            view.by_start[k] = [
                h for h in view.by_start.get(k, []) if h.entry.kind != "preposition"
            ]


def _clauses(view: View) -> list[int]:
    number, numbers = 0, []
    openers = {hit.i for hit in view.hits if hit.entry.kind == "opener"}
    for index, token in enumerate(view.tokens):
        if index in openers and index:
            number += 1
        numbers.append(number)
        if token.kind == "punct" and (token.surface in _HARD or token.surface == ":"):
            number += 1
    return numbers


def is_opening_quote(token: Token) -> bool:
    """Whether a token can open a quotation (Arabic web text mixes the marks)."""
    return token.kind == "punct" and token.surface in _OPENING


def is_closing_quote(token: Token) -> bool:
    """Whether a token can close a quotation."""
    return token.kind == "punct" and token.surface in _CLOSING
