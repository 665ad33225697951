"""Gates on what is read and coded from the five seeds (skipped, loudly, where they are missing)."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.gates.conftest import SeedCase, sharaka, tool

Floors = dict[str, dict[str, float]]


def test_a_briefing_of_the_seeds_in_time(seed_case: SeedCase, floors: Floors) -> None:
    assert seed_case.code == 0, seed_case.err
    assert seed_case.seconds <= floors["brief"]["seconds"]


def test_the_page_shows_evidence_from_every_seed(seed_case: SeedCase, floors: Floors) -> None:
    records = [json.loads(line) for line in sharaka("export", seed_case.folder).stdout.splitlines()]
    documents = {record["document"] for record in records}
    assert len(documents) >= floors["brief"]["documents"]
    page = (seed_case.folder / "briefing.html").read_text(encoding="utf-8")
    for document in documents:
        ids = [record["id"] for record in records if record["document"] == document]
        assert any(id_ in page for id_ in ids), f"nothing of {document} is on the page"


def test_evidence_against_gold(
    seed_case: SeedCase, shared: Path, floors: Floors, tmp_path: Path
) -> None:
    out = tmp_path / "evidence.jsonl"
    assert sharaka("export", seed_case.folder, "--out", out).returncode == 0
    gold = shared / "gold" / "evidence_dev.jsonl"
    scores = json.loads(tool(shared, "score_evidence.py", gold, out, "--json"))
    assert scores["mean_f1"] >= floors["evidence"]["mean_f1"], scores
    assert scores["mean_fields"] >= floors["evidence"]["mean_fields"], scores


def test_lines_in_visual_order_are_put_right(shared: Path, floors: Floors, tmp_path: Path) -> None:
    seed = next((shared / "seeds").glob("004_*.txt"))
    text = tmp_path / "004.txt"
    read = sharaka("read", seed)
    assert read.returncode == 0, read.stderr
    text.write_text(read.stdout, encoding="utf-8")
    said = tool(shared, "score_repair.py", shared / "gold" / "repair_dev_004_intro.txt", text)
    score = re.search(r"in order ([\d.]+)", said)
    assert score
    assert float(score[1]) >= floors["repair"]["in_order"], said
