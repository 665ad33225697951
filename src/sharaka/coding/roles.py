"""Who does it to whom: agent and patient of a trigger, by word order, particles and construct.

Arabic puts subjects after the verb or before it, drops them, and marks other roles with
particles; English puts subjects before, and turns the passive with "by".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sharaka.coding.frames import Frame
from sharaka.coding.lexicon import Hit
from sharaka.coding.mention import Mention
from sharaka.coding.view import FINITE, View, is_opening_quote

_NEAR = 5
#: Tokens from a verb to the nationality of its object, with a particle and without.
_OBJECT, _BARE = 9, 5
_FAR = 14
_THAT = frozenset({"ان", "بان", "انه", "انها", "بانه", "بانها"})
_LIGHT = frozenset(
    {"قد", "لقد", "كان", "كانت", "كانوا", "“", "”", '"', "لا", "لم", "لن", "سوف", "ايضا", "قبل"}
)
PRONOUN_SUBJECT = frozenset(
    {
        "انها",
        "انه",
        "انهم",
        "انهما",
        "بانها",
        "بانه",
        "لانها",
        "لانه",
        "لكنها",
        "لكنه",
        "وانها",
        "وانه",
        "انهن",
        "بانهم",
    }
)
_AUXILIARIES = frozenset({"was", "were", "been", "being", "be", "is", "are", "got"})


@dataclass(slots=True)
class Roles:
    """Mentions in each role; ``passive`` when the trigger's subject is its patient."""

    agents: list[Mention] = field(default_factory=list)
    patients: list[Mention] = field(default_factory=list)
    passive: bool = False
    elided: bool = False


def _plural(key: str) -> bool:
    """«حمّلوا», «يريدون»: verbs that never take a subject after them."""
    return len(key) > 4 and key.endswith(("وا", "ون"))


class Cast:
    """Finds roles in one sentence."""

    def __init__(self, view: View, mentions: list[Mention]) -> None:
        self.view = view
        self.mentions = mentions
        self.adjectives = [m for m in mentions if m.kind == "adjective"]
        self.actors = [m for m in mentions if m.kind != "adjective"]
        #: Tokens inside an actor's name or title: an "oil minister" moves no oil.
        self.titled = frozenset(k for m in self.actors for k in range(m.i, m.j))

    # -- neighbourhoods -----------------------------------------------------------------------

    def after(self, j: int, reach: int = _FAR) -> list[Mention]:
        """Actors after token j in the same clause, as far as a new finite verb or ``reach`` words."""
        clause = self.view.clause[j - 1] if 0 < j <= len(self.view.clause) else -1
        found = []
        for mention in self.actors:
            if mention.i < j:
                continue
            if self.view.clause[mention.i] != clause or mention.i - j > reach:
                break
            found.append(mention)
        return found

    def before(self, i: int, reach: int = _FAR) -> list[Mention]:
        """Actors before token i in the same clause, nearest first."""
        found = []
        for mention in reversed(self.actors):
            if mention.j > i:
                continue
            if (
                i >= len(self.view.clause)
                or self.view.clause[mention.i] != self.view.clause[i]
                or i - mention.j > reach
            ):
                break
            found.append(mention)
        return found

    def group(self, head: Mention) -> list[Mention]:
        """A mention with those joined to it: «روسيا وإيران والصين»."""
        group = [head]
        for mention in self.actors:
            if mention.i < group[-1].j:
                continue
            if not (mention.conj and self._adjoins(group[-1], mention)):
                break
            group.append(mention)
        return group

    def _adjoins(self, left: Mention, right: Mention) -> bool:
        gap = self.view.tokens[left.j : right.i]
        allowed = {"و", "and", ",", "،", "the", "”", "“", '"'}
        return all(token.key in allowed for token in gap)

    def head_of(self, mention: Mention) -> Mention:
        """The first of the group a joined mention belongs to."""
        head = mention
        for earlier in reversed(self.actors):
            if earlier.j <= head.i and head.conj and self._adjoins(earlier, head):
                head = earlier
        return head

    # -- finite verbs -------------------------------------------------------------------------

    def of_verb(self, hit: Hit, frame: Frame) -> Roles:
        """Agent and patient of a finite verb."""
        if self.view.language == "en":
            return self._of_english_verb(hit, frame)
        roles = Roles()
        following = [m for m in self.after(hit.j) if m.acts]
        bare = [m for m in following if not m.prep and not m.conj and not self._owned(m)]
        direct = [m for m in bare if self._open_way(hit.j, m.i)]
        earlier = [m for m in self.before(hit.i) if not m.prep and m.acts]
        subject_before = self._fronted(hit, earlier)
        passive = self.view.tokens[hit.i].passive or hit.entry.part == "passive"
        pronoun = self.view.word(hit.i - 1) in PRONOUN_SUBJECT or (
            self.view.word(hit.i - 1) == "قد" and self.view.word(hit.i - 2) in PRONOUN_SUBJECT
        )
        first = direct[0] if direct and self._clear(hit.j, direct[0].i) else None
        if first is not None and subject_before is not None and self._distance(hit.j, first.i) <= 1:
            # a subject right after its verb, unless another stands right before it
            between = (self.view.word(k) for k in range(subject_before.j, hit.i))
            if any(word not in _LIGHT for word in between if word) and not hit.after:
                subject_before = None
        if passive:
            roles.passive = True
            target = first or subject_before
            roles.patients = self.group(target) if target else []
            roles.agents = self._by(hit.j)
            return roles
        object_possible = "" in frame.patient
        if pronoun or (_plural(self.view.word(hit.i)) and subject_before is None):
            # a plural verb carries its subject: what follows is no subject
            roles.elided = True
            if object_possible and first is not None:
                roles.patients = self.group(first)
        elif (
            hit.after in ("ها", "ه", "هم", "هما")
            and object_possible
            and first is not None
            and subject_before is not None
        ):  # «إسرائيل هاجمتها إيران»: the object stands before, its pronoun on the verb
            roles.agents = self.group(first)
            roles.patients = self.group(self.head_of(subject_before))
        elif first is not None and subject_before is None:
            end = self.group(first)[-1].j
            second = next((m for m in bare if m.i >= end and self._one_phrase(end, m.i)), None)
            if (
                object_possible
                and frame.transitive
                and second is None
                and self._no_object(first, following, frame)
            ):
                roles.passive = not frame.joint
                if roles.passive:
                    roles.patients = self.group(first)
                    joined = self._joined_agent(hit, roles.patients)
                    if joined is not None:  # «…، واتهمت القاهرة بـ»: the subject above goes on
                        roles.passive, roles.agents = False, [joined]
                    return roles
            roles.agents = self.group(first)
            if (
                object_possible
                and second is not None
                and self._distance(first.j, second.i) <= _NEAR + 2
            ):
                roles.patients = self.group(second)
        elif subject_before is not None:
            roles.agents = self.group(self.head_of(subject_before))
            if object_possible and first is not None:
                roles.patients = self.group(first)
        else:
            roles.elided = True
            if object_possible and first is not None:
                roles.patients = self.group(first)
        if not roles.patients:
            roles.patients = self._particled(following, frame)
        if not roles.patients:
            roles.patients = self._by_adjective(hit, frame, roles.agents)
        return roles

    def _by_adjective(self, hit: Hit, frame: Frame, agents: list[Mention]) -> list[Mention]:
        """«فرضت عقوبات على مصرفين روسيين»: the nationality of the object is the patient's.

        The adjective stands after a particle of the frame, or right after the bare object.
        """
        taken = {code for mention in agents for code in mention.codes}
        wanted = {particle for particle in frame.patient if particle}
        for mention in self.adjectives:
            if mention.i < hit.j or set(mention.codes) & taken:
                continue
            if (
                mention.i - hit.j > _OBJECT
                or self.view.clause[mention.i] != self.view.clause[hit.i]
            ):
                break
            gap = range(hit.j, mention.i)
            if any(k in self.view.finite or self.view.tokens[k].surface in "،,؛" for k in gap):
                break
            particle = next(
                (self.view.word(k) for k in reversed(gap) if self.view.first("preposition", k)), ""
            )
            if particle in wanted or (
                not particle and "" in frame.patient and mention.i - hit.j <= _BARE
            ):
                return [mention]
        return []

    def _joined_agent(self, hit: Hit, patients: list[Mention]) -> Mention | None:
        """The agent above, when the verb is joined to it by و or ف and drops its subject."""
        if self.view.word(hit.i)[:1] not in ("و", "ف") or hit.i == 0:
            return None
        above = self.agent_before(hit.i)
        taken = {c for m in patients for c in m.codes}
        return above if above is not None and not set(above.codes) & taken else None

    def _owned(self, mention: Mention) -> bool:
        """Whether a mention belongs to the noun before it («بتزويد روسيا»): no free argument."""
        k = mention.i - 1
        if k < 0 or k in self.view.finite:
            return False
        return any(
            hit.entry.part in ("masdar", "noun") and hit.j == mention.i
            for start in (k, k - 1) for hit in self.view.by_start.get(start, ())
        )  # fmt: skip

    def governing(self, i: int, not_codes: frozenset[str]) -> Mention | None:
        """Who governs a verbal noun at token i that names no agent of its own."""
        for mention in self.before(i, 10):
            if (
                mention.acts
                and mention.codes
                and not mention.prep
                and not set(mention.codes) & not_codes
                and not self._owned(mention)
            ):
                return self.head_of(mention)
        above = self.agent_before(i)
        if above is not None and not set(above.codes) & not_codes:
            return above
        return None

    def agent_before(self, i: int) -> Mention | None:
        """The agent of the nearest finite verb before token i: whom an elided subject means."""
        for k in sorted((k for k in self.view.finite if k < i), reverse=True):
            if any(token.surface in ":؛;" for token in self.view.tokens[k:i]):
                return None
            hit = next(h for h in self.view.by_start[k] if h.entry.part in FINITE and h.entry.frame)
            frame = hit.entry.frame
            if frame is None:
                continue
            roles = self.of_verb(hit, frame)
            accused = frame.act == "accuse" or frame.type == "ACCUSE"
            pronoun = self.view.word(i - 1) in PRONOUN_SUBJECT
            sides = roles.patients if accused and pronoun else roles.agents
            for mention in sides:  # «اتهم … بكين بأنها زودت»: the accused is who did it
                if mention.codes and mention.acts:
                    return mention
        return None

    def _fronted(self, hit: Hit, earlier: list[Mention]) -> Mention | None:
        """A subject before its verb: no other finite verb, and at most an apposition, between."""
        for mention in earlier:
            between = range(mention.j, hit.i)
            if any(k in self.view.finite for k in between):
                return None
            if self.view.words_between(mention.j, hit.i) <= _NEAR:
                return mention
        return None

    def _open_way(self, j: int, i: int) -> bool:
        """Whether tokens j:i hold no other finite verb (a clause of its own)."""
        return not any(k in self.view.finite and k >= j for k in range(j, i))

    def _one_phrase(self, j: int, i: int) -> bool:
        """Whether no comma parts tokens j:i: what is set off is an aside, not the object."""
        return not any(t.surface in "،,؛" for t in self.view.tokens[j:i])

    def _clear(self, j: int, i: int) -> bool:
        """Whether only adverbs, numbers and quotes stand in j:i, so that i can be the subject."""
        k = j
        while k < i:
            token = self.view.tokens[k]
            light = [
                h for h in self.view.by_start.get(k, ()) if h.entry.kind in ("adverb", "quantifier")
            ]
            if token.kind != "word" and token.surface not in "،,:؛":
                k += 1
            elif light:
                k = light[0].j
            else:
                return False
        return True

    def _no_object(self, subject: Mention, following: list[Mention], frame: Frame) -> bool:
        """A transitive verb with one noun phrase and nothing that could be its object: passive."""
        if any(m.prep != "ب" for m in self._particled(following, frame)):
            return False
        end = self.group(subject)[-1].j
        after = self.view.word(end)
        if not after or self.view.tokens[end].kind == "punct":
            return not after or self.view.tokens[end].surface not in "،,"
        if after.startswith("ب") and len(after) > 3:
            return True
        kinds = {hit.entry.kind for hit in self.view.by_start.get(end, ())}
        return bool(kinds & {"preposition", "adverb", "opener", "modal"}) and after not in _THAT

    def _distance(self, j: int, i: int) -> int:
        return self.view.words_between(j, i)

    def _particled(self, following: list[Mention], frame: Frame) -> list[Mention]:
        wanted = [p for p in frame.patient if p]
        for mention in following:
            if mention.prep in wanted:
                return self.group(mention)
        return []

    def _by(self, j: int) -> list[Mention]:
        for mention in self.after(j):
            if mention.prep in ("من قبل", "من جانب", "علي يد", "علي ايدي", "by"):
                return self.group(mention)
        return []

    # -- English ------------------------------------------------------------------------------

    def _of_english_verb(self, hit: Hit, frame: Frame) -> Roles:
        roles = Roles()
        view = self.view
        before = [m for m in self.before(hit.i, 10) if m.acts and m.prep in ("", "of", "between")]
        following = [m for m in self.after(hit.j, 12) if m.acts]
        auxiliary = any(view.word(k) in _AUXILIARIES for k in range(max(0, hit.i - 3), hit.i))
        passive = hit.entry.part in ("past", "pp") and auxiliary
        subject = next(
            (m for m in before if not any(k in view.finite for k in range(m.j, hit.i))), None
        )
        if subject is None and before:
            subject = before[-1] if view.word(hit.i - 1) in ("and", "to", "for", "of") else None
        if passive:
            roles.passive = True
            roles.patients = self.group(self.head_of(subject)) if subject else []
            roles.agents = self._by(hit.j)
            return roles
        if subject is not None:
            roles.agents = self.group(self.head_of(subject))
        else:
            inverted = next(
                (m for m in following if not m.prep and self._distance(hit.j, m.i) <= 1), None
            )
            if inverted is not None and frame.kind == "report":
                roles.agents = self.group(inverted)
            elif view.word(hit.i - 1) in ("and", "then", "but", "or", "later") and hit.i > 1:
                above = self.agent_before(hit.i)  # "confirmed the talks, then denied"
                roles.agents = [above] if above else []
                roles.elided = above is None
            else:
                roles.elided = True
        if "" in frame.patient:
            target = next(
                (
                    m
                    for m in following
                    if not m.prep and not m.conj and self._distance(hit.j, m.i) <= _NEAR
                ),
                None,
            )
            if target is not None:
                roles.patients = self.group(target)
        if not roles.patients:
            roles.patients = self._particled(following, frame)
        if not roles.patients:
            roles.patients = self._by_adjective(hit, frame, roles.agents)
        return roles

    # -- nouns --------------------------------------------------------------------------------

    def of_noun(self, hit: Hit, frame: Frame) -> Roles:
        """Agent and patient of an event noun or verbal noun: construct, adjective, particles."""
        roles = Roles()
        following = self.after(hit.j)
        construct = self._construct(hit)
        adjective = self._adjective(hit)
        wanted = {p for p in frame.patient if p}
        partners = set(frame.partner)
        for mention in following:
            if not self._open_way(hit.j, mention.i):
                break  # a verb of its own: what follows is not the noun's
            if (
                not roles.patients
                and mention.prep in wanted
                and self._distance(hit.j, mention.i) <= 8
            ):
                roles.patients = self.group(mention)
            elif (
                not roles.agents
                and mention.prep in (frame.agent or ("من قبل", "من جانب", "by"))
                and self._distance(hit.j, mention.i) <= 8
            ):
                roles.agents = self.group(mention)
            elif frame.joint and mention.prep in partners and self._distance(hit.j, mention.i) <= 8:
                roles.patients = roles.patients or self.group(mention)
        if construct is not None:
            self._give_construct(construct, frame, roles)
        if adjective is not None and not roles.agents:
            roles.agents = [adjective]
        return roles

    def _give_construct(self, mention: Mention, frame: Frame, roles: Roles) -> None:
        group = self.group(mention)
        match frame.genitive:
            case "patient":
                if roles.patients:  # «غزو روسيا لأوكرانيا»: the particle names the patient
                    roles.agents = roles.agents or group
                else:
                    roles.patients = group
            case "visitor" if mention.kind in ("state", "city", "org") and not roles.patients:
                roles.patients = group
            case "joint":
                roles.agents = roles.agents or group
            case "item" | "object":
                pass
            case _:
                roles.agents = roles.agents or group

    def _construct(self, hit: Hit) -> Mention | None:
        """The mention right after a noun with nothing between (إضافة); in English, "of" or "X's"."""
        if self.view.language == "en":
            for mention in self.actors:
                if mention.prep == "of" and 0 < mention.i - hit.j <= 3:
                    return mention
                if mention.j == hit.i and self.view.word(hit.i) != "by":
                    return mention
                if mention.j + 1 == hit.i and self.view.word(mention.j) == "'s":
                    return mention
            return None
        for mention in self.actors:
            if mention.i < hit.j:
                continue
            gap = self.view.tokens[hit.j : mention.i]
            if all(is_opening_quote(token) for token in gap) and not mention.prep:
                return mention
            return None
        return None

    def _adjective(self, hit: Hit) -> Mention | None:
        """«الهجمات الصاروخية الإيرانية»: a nationality within two words, agreeing by position."""
        for mention in self.adjectives:
            if self.view.language == "en":
                if 0 <= hit.i - mention.j <= 2 and all(
                    t.is_word for t in self.view.tokens[mention.j : hit.i]
                ):
                    return mention
                continue
            if mention.i < hit.j:
                continue
            gap = self.view.tokens[hit.j : mention.i]
            if len(gap) <= 2 and all(token.is_word for token in gap) and not mention.conj:
                blocked = any(self.view.first("preposition", k) for k in range(hit.j, mention.i))
                return None if blocked else mention
            return None
        return None

    def supporting(self, hit: Hit, support: dict[str, str]) -> Hit | None:
        """A support verb near an event noun: «شنت … هجمات», «الهجمات التي شنتها …»."""
        tokens = self.view.tokens
        low, high = max(0, hit.i - 8), min(len(tokens), hit.j + 6)
        best: tuple[int, Hit] | None = None
        for k in (*range(hit.i - 1, low - 1, -1), *range(hit.j, high)):
            if k < hit.i and self.view.clause[k] != self.view.clause[hit.i]:
                continue
            word = tokens[k].key
            for form in (word, word[1:] if word[:1] in "وف" else word):
                base = form
                for suffix in ("", "ها", "هما", "ه", "هم"):
                    stem = (
                        base[: len(base) - len(suffix)]
                        if suffix and base.endswith(suffix)
                        else base
                    )
                    if stem in support:
                        distance = hit.i - k if k < hit.i else k - hit.j + 3
                        if best is None or distance < best[0]:
                            synthetic = Hit(hit.entry, k, k + 1, "", False, suffix)
                            best = (distance, synthetic)
        return best[1] if best else None


def is_finite(hit: Hit) -> bool:
    """Whether a hit is a finite verb form."""
    return hit.entry.part in FINITE
