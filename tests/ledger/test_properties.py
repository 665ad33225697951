"""Whatever is done in whatever order, quotes are true and decisions are kept."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from tests.ledger.helpers import document, event

from sharaka.errors import EvidenceError, LedgerError
from sharaka.evidence import check, from_dict, to_dict
from sharaka.ledger import Ledger
from sharaka.ledger.rows import fit

TEXTS = ("Alpha met Beta. Gamma left. Delta signed.", "Alpha met Beta. Gamma stayed. Delta signed.")
WORDS = ("Alpha", "met", "Beta", "Gamma", "Delta", "signed")
TYPES = ("AGREE", "CONSULT", "AID")


class Interleaving(RuleBasedStateMachine):
    """Coding, changing the source and deciding in any order; a plain model beside it."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = Ledger.open(self.folder / "ledger.sqlite")
        self.text = 0
        self.proposed: dict[tuple[int, str], str] = {}  # (text, word): type proposed now
        # (text, word): decisions in force, each ("accept" | "reject", None) or ("edit", type)
        self.stack: dict[tuple[int, str], list[tuple[str, str | None]]] = {}
        self.held: dict[tuple[int, str], str] = {}  # the type a decision was taken on
        self.made = 0
        self.ledger.put_document(self.doc())

    def doc(self):
        return document("a.txt", TEXTS[self.text])

    def id_of(self, word: str) -> str:
        return event(self.doc(), word, "AGREE").id

    @rule(found=st.dictionaries(st.sampled_from(WORDS), st.sampled_from(TYPES)))
    def code(self, found: dict[str, str]) -> None:
        records = [event(self.doc(), word, type_) for word, type_ in found.items()]
        self.ledger.replace_proposals("a.txt", records, "rules/1")
        self.proposed = {k: v for k, v in self.proposed.items() if k[0] != self.text}
        self.proposed |= {(self.text, word): type_ for word, type_ in found.items()}

    @rule()
    def change_source(self) -> None:
        self.text = 1 - self.text
        self.ledger.put_document(self.doc())
        self.proposed = {k: v for k, v in self.proposed.items() if self.known(k)}

    def known(self, key: tuple[int, str]) -> bool:
        """Rows that survive a change of text: of the present one, or ever decided on."""
        return key[0] == self.text or key in self.stack

    @precondition(lambda self: any(k[0] == self.text for k in self.proposed))
    @rule(data=st.data(), action=st.sampled_from(["accept", "reject", "edit", "note"]))
    def decide(self, data: st.DataObject, action: str) -> None:
        key = data.draw(st.sampled_from(sorted(k for k in self.proposed if k[0] == self.text)))
        record = self.ledger.record(self.id_of(key[1]))
        after = None
        if action == "edit":
            after = {"type": data.draw(st.sampled_from([t for t in TYPES if t != record.type]))}
        self.ledger.decide(record.id, action, "H", after=after, note="n")  # type: ignore[arg-type]
        stack = self.stack.setdefault(key, [])
        if action != "note":
            if not stack:
                self.held[key] = self.proposed[key]
            stack.append((action, after["type"] if after else None))
        self.made += 1

    @precondition(lambda self: any(k[0] == self.text and s for k, s in self.stack.items()))
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        keys = sorted(k for k, s in self.stack.items() if k[0] == self.text and s)
        key = data.draw(st.sampled_from(keys))
        self.ledger.undo(self.id_of(key[1]), "H")
        self.stack[key].pop()
        self.made += 1

    @rule()
    def open_again(self) -> None:
        self.ledger.close()
        self.ledger = Ledger.open(self.folder / "ledger.sqlite")

    @rule(word=st.sampled_from(WORDS))
    def fail_to_code(self, word: str) -> None:
        good = event(self.doc(), word, "AID")
        bad = from_dict(to_dict(good) | {"id": "x", "quote": good.quote[::-1] + "!"})
        try:
            self.ledger.replace_proposals("a.txt", [good, bad], "rules/1")
        except EvidenceError:
            return
        raise AssertionError("a false quote was let in")

    @invariant()
    def evidence_is_what_was_proposed_and_decided(self) -> None:
        expected = {}
        for text, word in {*self.proposed, *self.stack}:
            if text != self.text:
                continue
            stack = self.stack.get((text, word), [])
            edits = [type_ for action, type_ in stack if action == "edit"]
            if not stack:
                if (text, word) in self.proposed:
                    expected[word] = ("proposed", self.proposed[text, word])
                continue
            state = "rejected" if stack[-1][0] == "reject" else "edited" if edits else "accepted"
            if state == "rejected" and (text, word) not in self.proposed:
                continue
            expected[word] = (state, (edits or [self.held[text, word]])[-1])
        found = {r.quote: (r.state, r.type) for r in self.ledger.records()}
        assert found == expected
        assert self.ledger.count() == sum(state != "rejected" for state, _ in found.values())

    @invariant()
    def every_quote_is_in_the_text(self) -> None:
        for record in self.ledger.records():
            check(record, self.ledger.document(record.document).text)

    @invariant()
    def no_decision_is_ever_lost(self) -> None:
        assert len(self.ledger.decisions()) == self.made

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()
            shutil.rmtree(self.folder, ignore_errors=True)


Interleaving.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestInterleaving = Interleaving.TestCase


@settings(deadline=None)
@given(
    text=st.text(min_size=1, max_size=40),
    start=st.integers(-2, 45),
    end=st.integers(-2, 45),
    quote=st.text(max_size=10),
)
def test_only_true_quotes_fit(text: str, start: int, end: int, quote: str) -> None:
    doc = document("a.txt", "Alpha met Beta.")
    record = from_dict(
        to_dict(event(doc, "met", "CONSULT"))
        | {"start": start, "end": end, "quote": quote}
        | {"sentence": {"start": 0, "end": len(text), "text": text}}
    )
    true = 0 <= start < end <= len(text) and text[start:end] == quote
    try:
        fit(record, "a.txt", text)
    except EvidenceError:
        assert not true
    else:
        assert true


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    doc = document("ملف.txt", text)
    whole = {"sentence": {"start": 0, "end": len(text), "text": text}}
    there = {"start": 0, "end": len(text), "quote": text}
    sample = to_dict(event(document("ملف.txt", "met"), "met", "AGREE"))
    record = from_dict(sample | whole | there)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.sqlite") as ledger:
        ledger.put_document(doc)
        ledger.replace_proposals(doc.id, [record], "rules/1")
        assert ledger.records() == [record]
        assert ledger.document(doc.id) == doc


@settings(deadline=None)
@given(st.text(max_size=20))
def test_an_author_must_have_a_name(name: str) -> None:
    doc = document("a.txt", TEXTS[0])
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "l.sqlite") as ledger:
        ledger.put_document(doc)
        record = event(doc, "met", "CONSULT")
        ledger.replace_proposals("a.txt", [record], "rules/1")
        try:
            decision = ledger.decide(record.id, "accept", name)
        except LedgerError:
            assert not name.strip()
        else:
            assert decision.by == name.strip()
