"""Gates on the project's own gold: exercise texts coded by hand before the rules that handle them.

``dev`` may steer the rules, ``held`` may not.  The scoring tool is the shared one.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.gates.conftest import tool

from sharaka.coding import code
from sharaka.evidence import check, to_dict
from sharaka.reading import read

GOLD = Path(__file__).with_name("gold")


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every exercise text coded, as JSON lines."""
    out = tmp_path_factory.mktemp("gold") / "evidence.jsonl"
    with out.open("w", encoding="utf-8") as lines:
        for path in sorted((GOLD / "texts").glob("*.txt")):
            document = read(path)
            for record in code(document).records:
                check(record, document.text)
                lines.write(json.dumps(to_dict(record), ensure_ascii=False) + "\n")
    return out


@pytest.mark.parametrize("part", ["dev", "held"])
def test_own_gold(
    part: str, evidence: Path, shared: Path, floors: dict[str, dict[str, float]]
) -> None:
    gold = GOLD / f"evidence_{part}.jsonl"
    scores = json.loads(tool(shared, "score_evidence.py", gold, evidence, "--json"))
    floor = floors[f"own_gold_{part}"]
    assert scores["mean_f1"] >= floor["mean_f1"], scores
    assert scores["mean_fields"] >= floor["mean_fields"], scores
