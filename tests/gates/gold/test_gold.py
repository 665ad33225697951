"""The gold is well-formed: its anchors stand in its texts, its values are the contract's.

What is measured against it is another file's business; a gold that is itself wrong measures
nothing.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sharaka.evidence import EVENT_TYPES, KINDS, MODALITIES, OBLIGATIONS, TRANSFER_STATUSES

HERE = Path(__file__).parent
TEXTS = {path.name[:3]: path for path in sorted((HERE / "texts").glob("*.txt"))}
KEYS = {
    "event": {"type", "actor", "recipient", "date", "status"},
    "statement": {"speaker", "state", "act"},
    "transfer": {"supplier", "recipient", "item", "status", "quantity", "date", "value"},
    "provision": {"treaty", "obligation", "present"},
    "influence": {"cause", "effect", "sign", "modality"},
    "indicator": {"measure", "value", "unit", "date"},
}
ACTS = {
    "say", "report", "deny", "reject", "accuse", "criticize", "condemn", "warn", "threaten",
    "promise",
}  # fmt: skip
# The gold's word for a thing that happened is "occurred"; the rest are the contract's modalities.
EVENT_STATUSES = {"occurred", *MODALITIES} - {"actual"}
ORGANISATIONS = {"WEST", "UNO", "EU", "IAEA", "CSTO", "HOUTHIS"}
EDTF = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")
SENTENCE_END = re.compile(r"(?<=[.؟?!])\s+|\n+")


def load(name: str) -> tuple[set[str], list[dict[str, Any]]]:
    """The documents coded in full, and the records."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    scope, *records = [json.loads(line) for line in lines]
    assert scope["kind"] == "_scope"
    return set(scope["docs"]["*"]), records


def sentences(document: str) -> list[str]:
    text = TEXTS[document].read_text(encoding="utf-8")
    return [sentence for sentence in SENTENCE_END.split(text) if sentence.strip()]


def _event(r: dict[str, Any]) -> list[str]:
    assert r["type"] in EVENT_TYPES, r
    assert r["status"] in EVENT_STATUSES, r
    assert r["actor"] or r["recipient"], r
    return [*r["actor"], *r["recipient"]]


def _statement(r: dict[str, Any]) -> list[str]:
    assert r["act"] in ACTS, r
    assert r["speaker"], r
    return list(r["state"].split())


def _transfer(r: dict[str, Any]) -> list[str]:
    assert r["status"] in TRANSFER_STATUSES, r
    assert r["supplier"] != r["recipient"], r
    assert r["value"] is None or r["value"] > 0, r
    return [r["supplier"], r["recipient"]]


def _provision(r: dict[str, Any]) -> list[str]:
    assert r["obligation"] in OBLIGATIONS, r
    assert isinstance(r["present"], bool), r
    return []


def _influence(r: dict[str, Any]) -> list[str]:
    assert r["sign"] in (1, -1), r
    assert r["modality"] in MODALITIES, r
    assert r["cause"] != r["effect"], r
    return []


def _indicator(r: dict[str, Any]) -> list[str]:
    assert r["value"] > 0, r
    assert r["unit"], r
    return []


# Each checks the values of its kind and returns the codes of states and organisations in it.
CHECKS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "event": _event,
    "statement": _statement,
    "transfer": _transfer,
    "provision": _provision,
    "influence": _influence,
    "indicator": _indicator,
}


SCOPE, RECORDS = load("evidence.jsonl")


def of(document: str) -> list[dict[str, Any]]:
    return [record for record in RECORDS if record["doc"] == document]


@pytest.mark.parametrize("document", sorted(TEXTS))
def test_each_anchor_stands_in_one_sentence(document: str) -> None:
    text = sentences(document)
    for record in of(document):
        anchor = record["anchor"]
        words = set(anchor.split())
        assert len(words) >= 3, anchor
        assert sum(anchor in sentence for sentence in text) == 1, anchor
        # The scorer takes a sentence with four fifths of the anchor's words: no other may have them.
        for sentence in text:
            if anchor not in sentence:
                assert len(words & set(sentence.split())) < 0.8 * len(words), (anchor, sentence)


@pytest.mark.parametrize("document", sorted(TEXTS))
def test_values_are_the_contract_s(document: str) -> None:
    for record in of(document):
        kind = record["kind"]
        assert set(record) == KEYS[kind] | {"doc", "kind", "anchor"}
        codes = CHECKS[kind](record)
        assert all(len(code) == 3 or code in ORGANISATIONS for code in codes), record
        assert all(code.isupper() for code in codes), record
        assert record.get("date") is None or EDTF.fullmatch(record["date"]), record


def test_no_record_twice() -> None:
    seen = Counter(json.dumps(record, sort_keys=True) for record in RECORDS)
    assert max(seen.values()) == 1


def test_every_text_is_coded_and_of_the_stated_size() -> None:
    assert set(TEXTS) == SCOPE == {record["doc"] for record in RECORDS}
    assert len(TEXTS) == len(list((HERE / "texts").iterdir())), "two files share three characters"
    assert Counter(document[0] for document in TEXTS) == {"a": 10, "e": 4}
    for document in TEXTS:
        assert 12 <= len(sentences(document)) <= 22, document


def test_there_is_enough_of_each_kind() -> None:
    counts = Counter(record["kind"] for record in RECORDS)
    least = {
        "event": 60, "statement": 45, "transfer": 25,
        "provision": 15, "influence": 40, "indicator": 15,
    }  # fmt: skip
    assert set(least) == set(KINDS)
    assert all(counts[kind] >= floor for kind, floor in least.items()), counts


def test_every_event_type_and_modality_is_somewhere() -> None:
    events = [record for record in RECORDS if record["kind"] == "event"]
    assert {event["type"] for event in events} == set(EVENT_TYPES)
    said = {record.get("status") or record.get("modality") for record in RECORDS}
    assert set(MODALITIES) | {"occurred", "delivered", "ordered"} <= said


def test_the_halves_are_a_partition_and_alike() -> None:
    dev, in_dev = load("evidence_dev.jsonl")
    held, in_held = load("evidence_held.jsonl")
    assert not dev & held
    assert dev | held == SCOPE
    assert Counter(d[0] for d in dev) == Counter(d[0] for d in held)
    assert {json.dumps(r) for r in in_dev + in_held} == {json.dumps(r) for r in RECORDS}
    assert len(in_dev) + len(in_held) == len(RECORDS)
    both = Counter(r["kind"] for r in in_dev), Counter(r["kind"] for r in in_held)
    for kind in KINDS:
        few, many = sorted(half[kind] for half in both)
        assert few >= 0.75 * many, kind
