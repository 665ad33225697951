"""Every published case, exactly: scenarios, scores, inconsistencies, basins, the printed balance."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sharaka.foreseeing import balances, basins, consistency_value, load, margins, solve

CASES = (
    "bench_50x50", "bench_medium", "bench_typical", "cib_global", "cib_nested",
    "cib_nested_simplified_standardized", "lloyd_schweizer_2014", "somewhereland",
)  # fmt: skip


def published(shared: Path, case: str) -> tuple[Path, dict[str, Any]]:
    path = shared / "data" / "cib" / f"{case}.json"
    if not path.exists():
        pytest.skip(f"PUBLISHED CASE MISSING: {path.name}; it was NOT checked")
    return path, json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_exactly_the_published_scenarios(shared: Path, case: str, engine: Any) -> None:
    path, plain = published(shared, case)
    model = load(path)
    solution = solve(model, engine=engine)
    base = plain["index_base"]
    expected = {
        tuple(v - base for v in s["variants"]): (s["tis"], s["consistency_value"])
        for s in plain["consistent_scenarios"]
    }
    found = {s.variants: (s.tis, s.consistency_value) for s in solution.scenarios}
    assert found == expected
    assert solution.complete
    assert all(s.inconsistency == 0 for s in solution.scenarios)
    assert model.configurations == plain["n_configurations"]


@pytest.mark.parametrize("case", ["bench_50x50", "bench_typical"])
def test_scores_printed_by_scenariowizard(shared: Path, case: str) -> None:
    path, plain = published(shared, case)
    printed = plain["published_tis_scenariowizard"]
    found = {" ".join(str(v + 1) for v in s.variants): s.tis for s in solve(load(path)).scenarios}
    assert found == printed


def test_somewhereland_labels(shared: Path) -> None:
    path, plain = published(shared, "somewhereland")
    model = load(path)
    found = {" ".join(name.split()[0] for name in s.ids) for s in solve(model).scenarios}
    assert found == set(plain["published_labels"])


def test_somewhereland_printed_balance(shared: Path) -> None:
    path, plain = published(shared, "somewhereland")
    model, printed = load(path), plain["published_impact_balance"]
    assert balances(model, printed["scenario"]).tolist() == printed["balance"]
    worst = margins(model, printed["scenario"])
    assert model.descriptors[int(worst.argmin())].id.startswith("D")
    assert consistency_value(model, printed["scenario"]) == -14


def test_somewhereland_by_inconsistency(shared: Path) -> None:
    path, plain = published(shared, "somewhereland")
    model, counted = load(path), plain["count_by_inconsistency"]
    all_of_them = solve(model, tolerance=max(map(int, counted)))
    found = Counter(str(s.inconsistency) for s in all_of_them.scenarios)
    assert found == Counter(counted)
    for tolerance in (1, 3, 7):
        expected = sum(n for k, n in counted.items() if int(k) <= tolerance)
        assert solve(model, tolerance=tolerance).count == expected


@pytest.mark.parametrize(
    "case", ["bench_medium", "bench_typical", "cib_global", "lloyd_schweizer_2014", "somewhereland"]
)
@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_basins_and_cycles(shared: Path, case: str, engine: Any) -> None:
    path, plain = published(shared, case)
    found, known = basins(load(path), engine=engine), plain["global_succession"]
    weights = [found.weight(s["variants"]) for s in plain["consistent_scenarios"]]
    cycles = [a for a in found.attractors if len(a.cycle) > 1]
    assert found.exact
    assert weights == known["fixed_point_basins"]
    assert len(cycles) == known["n_cyclic_attractors"]
    assert sorted(len(a.cycle) for a in cycles) == sorted(known["cycle_lengths"])
    assert sum(a.weight for a in cycles) == known["configs_ending_in_cycles"]
    assert sum(a.weight for a in found.attractors) == plain["n_configurations"]
    assert math.isclose(
        found.cyclic_share, known["configs_ending_in_cycles"] / plain["n_configurations"]
    )


def test_sampled_basins_cover_the_exact_ones(shared: Path) -> None:
    path, plain = published(shared, "cib_nested")
    model = load(path)
    found = basins(model, samples=20_000, max_exact=1_000_000, seed=7)
    assert not found.exact
    assert found.samples == 20_000
    total = plain["n_configurations"]
    exact = {
        tuple(s["variants"]): weight / total
        for s, weight in zip(
            plain["consistent_scenarios"],
            plain["global_succession"]["fixed_point_basins"],
            strict=True,
        )
    }
    heavy = [a for a in found.attractors if len(a.cycle) == 1 and a.share > 0.01]
    assert len(heavy) >= 5
    covered = sum(a.low <= exact[a.cycle[0]] <= a.high for a in heavy)
    # 95 % intervals: at most one of these few may miss
    assert covered >= len(heavy) - 1


def test_filled_diagonal_is_kept_and_reported(shared: Path) -> None:
    path, _ = published(shared, "cib_nested_simplified_standardized")
    model = load(path)
    assert [model.descriptors[i].id for i in model.filled_diagonal] == ["WSCEN"]
