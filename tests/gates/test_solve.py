"""Gates on the solver: published solutions, exactly."""

from __future__ import annotations

import json
from pathlib import Path

from tests.gates.conftest import sharaka


def test_somewhereland_has_its_ten_published_scenarios(shared: Path) -> None:
    matrix = shared / "data" / "cib" / "somewhereland.json"
    published = json.loads(matrix.read_text(encoding="utf-8"))
    done = sharaka("solve", matrix, "--json")
    assert done.returncode == 0, done.stderr
    solution = json.loads(done.stdout)
    assert solution["complete"] is True
    key = ("variants", "consistency_value", "tis")
    ours = [{name: scenario[name] for name in key} for scenario in solution["scenarios"]]
    assert len(ours) == 10
    assert sorted(ours, key=lambda s: s["variants"]) == sorted(
        ({name: scenario[name] for name in key} for scenario in published["consistent_scenarios"]),
        key=lambda s: s["variants"],
    )
    labels = {
        " ".join(
            published["variants"][place][variant].split()[0]
            for place, variant in enumerate(scenario["variants"])
        )
        for scenario in ours
    }
    assert labels == set(published["published_labels"])
    words = sharaka("solve", matrix).stdout
    assert "10 consistent scenarios among 486 combinations" in words
