"""The floors may only rise."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest
from tests.gates.conftest import FLOORS

#: Floors that are ceilings: less is better.
CEILINGS = {("brief", "seconds")}


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, encoding="utf-8", check=True
    ).stdout


def test_floors_never_fell(root: Path, floors: dict[str, dict[str, float]]) -> None:
    path = FLOORS.relative_to(root).as_posix()
    try:
        commits = _git(root, "log", "--format=%H", "--", path).split()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"NO HISTORY HERE: floors NOT compared with earlier ones ({error})")
    for commit in commits:
        earlier = tomllib.loads(_git(root, "show", f"{commit}:{path}"))
        for gate, values in earlier.items():
            for name, value in values.items():
                now = floors.get(gate, {}).get(name)
                assert now is not None, f"{gate}.{name} of {commit[:9]} is gone"
                fell = now > value if (gate, name) in CEILINGS else now < value
                assert not fell, f"{gate}.{name} was {value} in {commit[:9]}"
