"""Names with their titles, adjectives and bodies gathered into one mention."""

from __future__ import annotations

from sharaka.coding.actor_data import Person, affiliation, office_at
from sharaka.coding.discourse import Discourse
from sharaka.coding.lexicon import Hit
from sharaka.coding.mention import Mention
from sharaka.coding.prepositions import preposition_before
from sharaka.coding.view import FINITE, View, is_closing_quote

_TITLE_WORDS = 7
_ACTOR_KINDS = frozenset({"office", "body", "person", "state", "org", "demonym", "people"})
#: Words of these kinds are no part of an unknown person's name.
_NO_NAME = frozenset({
    "opener", "preposition", "office", "body", "state", "org", "modal", "event", "cause",
    "demonym", "demonstrative", "report", "transfer", "past_be", "adverb", "quantifier", "item",
    "treaty", "factor", "not_name", "source_noun",
})  # fmt: skip
_THAT = frozenset({"ان", "بان", "انه", "انها", "that"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_NAME_WORDS = 4


class MentionFinder:
    """One pass over a sentence's tokens."""

    def __init__(self, view: View, text: str, discourse: Discourse) -> None:
        self.view, self.text, self.discourse = view, text, discourse
        #: The code of the last actor found in this sentence, for «بلاده».
        self.last_code: str | None = None
        #: The last named person in this sentence, for "he said".
        self.last_person: Mention | None = None

    def at(self, i: int) -> Mention | None:
        view = self.view
        person = view.first("person", i)
        office = view.first("office", i)
        body = view.first("body", i)
        org = view.first("org", i)
        state = view.first("state", i)
        people = view.first("people", i)
        longest = max((h.j for h in (person, office, body, org, state) if h), default=0)
        if person and person.j == longest:
            return self._with_apposition(self._person(person))
        if org and org.j == longest:
            return self._org(org)
        accord = view.first("accord", i)
        if accord and accord.j >= longest:
            return self._make(i, accord.j, "accord", (accord.entry.id,))
        outlet = view.first("outlet", i)
        if outlet and outlet.j >= longest:
            return self._make(i, outlet.j, "outlet", (), name=outlet.entry.id, sector="MED")
        pair = view.first("pair", i)
        if pair and self.discourse.pair:
            return self._make(i, pair.j, "pair", self.discourse.pair)
        home = self._homeland(i)
        if home:
            return home
        title = office or body
        if title:
            made = self._titled(title)
            if made:
                return made
        if state and not self._wary(state):
            return self._state(state)
        if people:
            return self._make(i, people.j, "people", (people.entry.id,))
        demonym = view.first("demonym", i)
        if demonym and demonym.entry.part != "wary":
            return self._demonym(demonym)
        city = view.first("city", i)
        if city:
            return self._make(i, city.j, "city", (city.entry.id,))
        return self._met(i) or self._named_speaker(i) or self._pronoun(i)

    def _pronoun(self, i: int) -> Mention | None:
        """English «he», «it» as a subject: the last speaker, or whoever was spoken of last."""
        word = self.view.word(i)
        if self.view.language != "en" or word not in _PRONOUNS:
            return None
        verb = any(k in self.view.finite for k in range(i + 1, i + 5))
        party = self.discourse.speaker if word in ("he", "she") else self.discourse.subject
        if word in ("he", "she") and self.last_person is not None:
            party = self.last_person.parties()[0]
        if not verb or party is None:
            return None
        codes = (party.code,) if party.code else ()
        return self._make(
            i, i + 1, "pronoun", codes, name=party.name, role=party.role, sector=party.sector
        )

    def _homeland(self, i: int) -> Mention | None:
        """«بلاده»: the country of whoever was named last in the sentence, else of the speaker."""
        hit = self.view.first("homeland", i)
        if hit is None or hit.after not in ("ه", "ها", "نا", "هم"):
            return None
        code = self.last_code or (self.discourse.speaker.code if self.discourse.speaker else None)
        return self._make(i, hit.j, "state", (code,)) if code else None

    def _named_speaker(self, i: int) -> Mention | None:
        """A name in no list where a speaker must stand: right after a verb of saying."""
        spoken = self.view.first("report", i - 1) if i else None
        if spoken is None or spoken.j != i or spoken.entry.part not in FINITE:
            return None
        words = self._unknown(i)
        tokens = self.view.tokens
        if not words or i + words >= len(tokens):
            return None
        after = tokens[i + words]
        closed = after.surface in "،,:" or after.key in _THAT
        if not closed or (words == 1 and after.key not in _THAT):
            return None
        mention = self.unknown_name(i)
        if mention is not None:
            self.discourse.remember(mention.parties()[0])
        return mention

    # -- single words -------------------------------------------------------------------------

    def _make(
        self, i: int, j: int, kind: str, codes: tuple[str, ...], *,
        name: str | None = None, role: str | None = None, sector: str | None = None,
    ) -> Mention:  # fmt: skip
        start, end = self.view.span(i, j)
        return Mention(i, j, start, end, self.text[start:end], kind, codes, name, role, sector)

    def _wary(self, hit: Hit) -> bool:
        """A name that is also a word counts only after a preposition or beside another actor."""
        if hit.entry.part != "wary":
            return False
        if self.view.language == "en":
            return not self.view.tokens[hit.i].surface[:1].isupper()
        spoken = hit.i - 1 in self.view.finite
        return not (preposition_before(self.view, hit.i) or hit.before or spoken)

    def _state(self, hit: Hit) -> Mention:
        mention = self._make(hit.i, hit.j, "state", (hit.entry.id,))
        if self.view.language == "en":  # "Moscow's foreign minister Sergei Lavrov", "US officials"
            return self._english_title(mention)
        return mention

    def _org(self, hit: Hit) -> Mention:
        data = hit.entry.data
        codes = (
            (data.state,)
            if data.state
            else ()
            if data.kind in ("institute", "media", "company")
            else (data.code,)
        )
        return self._make(
            hit.i, hit.j, "org", codes, name=self._words(hit.i, hit.j), sector=_sector(data.kind)
        )

    def _words(self, i: int, j: int) -> str:
        start, end = self.view.span(i, j)
        return self.text[start:end]

    def _person(self, hit: Hit) -> Mention:
        person: Person = hit.entry.data
        date = self.discourse.anchor or self.discourse.published
        office, state = office_at(person, date), affiliation(person, date)
        names = person.names.get("en") or person.names.get("ar") or (person.id,)
        return self._make(
            hit.i, hit.j, "person", (state,) if state else (), name=names[0],
            role=office.role.get("en") if office else None,
            sector=office.sector if office else None,
        )  # fmt: skip

    def _met(self, i: int) -> Mention | None:
        token = self.view.tokens[i]
        if not token.is_word:
            return None
        for analysis in (
            ((token.key, ""),) if self.view.language == "en" else _unprefixed(token.key)
        ):
            party = self.discourse.met.get(analysis[0])
            if party is not None and not (self.view.by_start.get(i) and analysis[0] != token.key):
                return self._make(
                    i, i + 1, "person", (party.code,) if party.code else (),
                    name=party.name, role=party.role, sector=party.sector,
                )  # fmt: skip
        return None

    def _demonym(self, hit: Hit) -> Mention:
        if self.view.language == "en":
            return self._english_title(self._make(hit.i, hit.j, "adjective", (hit.entry.id,)))
        return self._make(hit.i, hit.j, "adjective", (hit.entry.id,))

    # -- titles -------------------------------------------------------------------------------

    def _titled(self, title: Hit) -> Mention | None:
        """An office or a body with what follows: adjective, organisation, state, name."""
        view = self.view
        is_office = title.entry.kind == "office"
        if not is_office and title.after:  # «من جانبه»: nobody new
            return None
        codes: list[str] = []
        weak: list[str] = []
        name: str | None = None
        sector = (title.entry.data or {}).get("sector")
        k, end, loose = title.j, title.j, 0
        while k < len(view.tokens) and k - title.i <= 14:
            token = view.tokens[k]
            demonym = view.first("demonym", k) or view.first("people", k)
            if demonym and demonym.before == "و" and codes and k == end:
                codes.append(demonym.entry.id)  # «وزيرا الخارجية المصري والإثيوبي»
                k = end = demonym.j
                continue
            org = view.first("org", k)
            person, body = view.first("person", k), view.first("body", k) or view.first("office", k)
            if person and is_office and not _clitic(person):
                who = self._person(person)
                codes = codes or list(who.codes)
                name, k = who.name, person.j
                end = k
                break
            if (
                org
                and (not _clitic(org) or org.before in ("ب", "ل"))
                and (org.j - org.i > 1 or not demonym)
            ):
                data = org.entry.data
                weak += [data.state] if data.state else []
                if not data.state and data.kind in ("igo", "alliance", "armed group", "bloc"):
                    weak.append(data.code)
                k = end = org.j
                loose = 0
            elif demonym and not _clitic(demonym) and loose <= 2:
                codes.append(demonym.entry.id)
                k = end = demonym.j
            elif body and not _clitic(body) and k - title.i <= _TITLE_WORDS:
                sector = (
                    (body.entry.data or {}).get("sector") or sector if not is_office else sector
                )
                k = end = body.j
            elif (
                (state := view.first("state", k))
                and not _clitic(state)
                and (
                    k == end
                    or (
                        is_office
                        and loose <= 2
                        and title.entry.id in ("expert", "director", "official")
                    )
                )
            ):
                if k == end and not weak:
                    weak.append(state.entry.id)
                k = end = state.j
                loose = 0
            elif state and state.before == "ل" and is_office and title.entry.id == "envoy":
                weak.append(state.entry.id)
                k = end = state.j
            elif token.kind == "punct" and token.surface in '،,“"«' and is_office:
                k, name = self._name_after(k, codes or weak)
                if name is not None:
                    end = k
                break
            elif is_office and view.first("ever", k) and k == end:  # السابق، الحالي، الراحل
                k = end = k + 1
            elif (
                is_office
                and not codes
                and not weak
                and token.is_word
                and loose < 3
                and not self._stops(k)
            ) or (
                is_office
                and not codes
                and (view.first("preposition", k) is not None)
                and token.key in ("في", "ل")
                and loose < 3
                and title.entry.id in ("expert", "director", "official", "legislator")
            ):
                k, loose = k + 1, loose + 1
            else:
                break
        if is_office and name is None and end < len(view.tokens):
            ever = view.first("ever", end)
            if ever:
                end = ever.j
            words = self._unknown(end) if end < len(view.tokens) else 0
            if words and words <= 3 and (codes or words > 1):
                name = self._words(end, end + words)
                end += words
        chosen = codes or weak[:1]
        if not chosen and name is None and title.after and self.discourse.subject and is_office:
            return None
        if not chosen and name is None and is_office:
            placed = self._seated(title)
            if placed:
                return placed
            return self._untitled(title)
        if not chosen and not is_office and title.entry.id == "government":
            placed = self._seated(title)
            if placed:
                return placed
        if not chosen and not is_office:
            if any(h.entry.kind == "item" and h.i <= title.i < h.j for h in view.hits):
                return None  # «مقاتلات» with nobody's name on them are things, not actors
            near = self._bearer(title)
            return self._make(title.i, title.j, "body", near, sector=sector)
        if not is_office and not codes and weak and end == title.j:
            return None
        made = self._make(
            title.i,
            end,
            "office" if is_office else "body",
            tuple(dict.fromkeys(chosen)),
            name=name,
            role=(title.entry.data or {}).get("role"),
            sector=sector,
        )
        if name and is_office:
            self.discourse.remember(made.parties()[0])
        return made

    def _seated(self, title: Hit) -> Mention | None:
        """«مصدر برلماني في طهران»: an unnamed official is of the state whose capital he sits in."""
        if title.entry.id not in ("official", "envoy", "legislator", "government"):
            return None
        for k in range(title.j, min(title.j + 4, len(self.view.tokens) - 1)):
            if self._stops(k) and self.view.word(k) not in ("في", "in"):
                return None
            state = self.view.first("state", k + 1)
            if self.view.word(k) in ("في", "in") and state and state.entry.part == "capital":
                data = title.entry.data or {}
                return self._make(
                    title.i, state.j, title.entry.kind, (state.entry.id,),
                    role=data.get("role"), sector=data.get("sector"),
                )  # fmt: skip
        return None

    def _untitled(self, title: Hit) -> Mention | None:
        """«الرئيس» alone: whoever bore the title last, if one did."""
        role = (title.entry.data or {}).get("role")
        for party in (self.discourse.speaker, self.discourse.subject):
            if party and party.role and role and title.definite and role in party.role:
                return self._make(
                    title.i,
                    title.j,
                    "office",
                    (party.code,) if party.code else (),
                    name=party.name,
                    role=party.role,
                    sector=party.sector,
                )
        sector = (title.entry.data or {}).get("sector")
        return self._make(title.i, title.j, "office", (), role=role, sector=sector)

    def _bearer(self, title: Hit) -> tuple[str, ...]:
        """Whose «وزارة الخارجية» or «الجيش» it is, when nothing says: the state last named."""
        if title.entry.id not in ("government", "military", "intelligence") or (
            not title.definite and title.j - title.i < 2
        ):
            return ()
        if title.j - title.i < 2 and title.entry.id == "government":
            return ()
        for hit in reversed(self.view.hits):
            if hit.i < title.i and hit.entry.kind in ("state", "demonym"):
                return (hit.entry.id,)
        subject = self.discourse.subject
        return (subject.code,) if subject and subject.code else ()

    def _stops(self, k: int) -> bool:
        """Whether a word ends a title: it is a verb, a clause opener or a preposition."""
        if k in self.view.finite:
            return True
        if any(
            hit.before[:1] in ("و", "ف") and hit.entry.kind in _ACTOR_KINDS
            for hit in self.view.by_start.get(k, ())
        ):
            return True
        return any(
            hit.entry.kind
            in ("opener", "preposition", "demonstrative", "modal", "pair", "outlet", "past_be")
            for hit in self.view.by_start.get(k, ())
        )

    def _name_after(self, k: int, known: list[str]) -> tuple[int, str | None]:
        """A name in apposition after a comma or a quote: one from the lists, or unknown words."""
        view = self.view
        n = k
        while n < len(view.tokens) and view.tokens[n].kind == "punct" and n - k < 2:
            n += 1
        person = view.first("person", n)
        if person:
            codes = self._person(person).codes
            if not known:
                known.extend(codes)
            end = person.j
            if end < len(view.tokens) and is_closing_quote(view.tokens[end]):
                end += 1
            return end if is_closing_quote(view.tokens[end - 1]) else person.j, self._person(
                person
            ).name
        words = self._unknown(n)
        if words and (
            n + words == len(view.tokens)
            or view.tokens[n + words].kind == "punct"
            or (n + words) in view.finite
        ):
            return n + words, self._words(n, n + words)
        return k, None

    def _unknown(self, n: int) -> int:
        """How many words from token n could be an unknown person's name."""
        view = self.view
        count = 0
        while count < _NAME_WORDS and n + count < len(view.tokens):
            token = view.tokens[n + count]
            if not token.is_word or n + count in view.finite:
                break
            kinds = {hit.entry.kind for hit in view.by_start.get(n + count, ())}
            if kinds & _NO_NAME:
                break
            if (
                view.language == "ar"
                and token.key.startswith(("ال", "وال", "بال", "لل"))
                and count == 0
            ):
                break
            if view.language == "en" and not token.surface[:1].isupper():
                break
            count += 1
        return count

    def unknown_name(self, n: int) -> Mention | None:
        """A person in no list, at token n (the caller knows that a speaker must stand here)."""
        words = self._unknown(n)
        if not words:
            return None
        mention = self._make(n, n + words, "unknown", (), name=self._words(n, n + words))
        return self._with_apposition(mention)

    def _with_apposition(self, mention: Mention) -> Mention:
        """«أندريه باكلانوف، المتخصص في … سفيرا لروسيا»: take role and state from what follows."""
        if mention.codes or mention.kind != "unknown":
            return mention
        k = mention.j
        view = self.view
        if k >= len(view.tokens) or view.tokens[k].surface not in "،,":
            return mention
        title = view.first("office", k + 1)
        if title is None:
            return mention
        apposed = self._titled(title)
        if apposed:
            mention.role, mention.sector, mention.codes = (
                apposed.role,
                apposed.sector,
                apposed.codes,
            )
            k = apposed.j
        while not mention.codes and k < len(view.tokens) and view.tokens[k].surface not in ".:؛“«":
            envoy, org = view.first("office", k), view.first("org", k)
            if envoy and envoy.entry.id in ("envoy", "minister", "foreign.minister"):
                state = view.first("state", envoy.j)
                mention.codes = (state.entry.id,) if state and state.before == "ل" else ()
            elif org and org.entry.data.state:
                mention.codes = (org.entry.data.state,)
            k += 1
        return mention

    def _english_title(self, head: Mention) -> Mention:
        """ "Russian Foreign Minister Sergei Lavrov", "US officials", "Iran's president"."""
        view, k = self.view, head.j
        if view.word(k) == "'s":
            k += 1
        start_words = k
        title: Hit | None = None
        while k < len(view.tokens) and k - start_words < 3:
            title = view.first("office", k) or view.first("body", k)
            if title:
                break
            if not view.tokens[k].is_word or self._stops(k) or k in view.finite:
                return head
            k += 1
        if title is None:
            return head
        made = self._make(
            head.i,
            title.j,
            title.entry.kind,
            head.codes,
            role=(title.entry.data or {}).get("role"),
            sector=(title.entry.data or {}).get("sector"),
        )
        person = view.first("person", title.j)
        if person:
            made = self._make(
                head.i,
                person.j,
                "office",
                head.codes,
                name=self._person(person).name,
                role=made.role,
                sector=made.sector,
            )
        else:
            words = self._unknown(title.j)
            if words and title.entry.kind == "office":
                made = self._make(
                    head.i,
                    title.j + words,
                    "office",
                    head.codes,
                    name=self._words(title.j, title.j + words),
                    role=made.role,
                    sector=made.sector,
                )
        if made.name:
            self.discourse.remember(made.parties()[0])
        return made


def _clitic(hit: Hit) -> bool:
    """Whether a hit is joined by و or governed by a clitic: then it starts a new phrase."""
    return bool(hit.before)


def _unprefixed(key: str) -> list[tuple[str, str]]:
    found = [(key, "")]
    if len(key) > 4 and key[0] in "ولبف":
        found.append((key[1:], key[0]))
    return found


def _sector(kind: str) -> str | None:
    return {
        "armed group": "REB", "alliance": "IGO", "igo": "IGO", "bloc": "IGO",
        "company": "BUS", "media": "MED", "institute": "EDU", "party": "PTY",
    }.get(kind)  # fmt: skip
