"""What the gates measure: one case of the five seeds, made as a user would make it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FLOORS = Path(__file__).with_name("floors.toml")


@pytest.fixture(scope="session")
def floors() -> dict[str, dict[str, float]]:
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class SeedCase:
    """The briefed case of the five seeds: its folder, and what making the page took and said."""

    folder: Path
    seconds: float
    code: int
    err: str


def sharaka(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sharaka", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def seed_case(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> SeedCase:
    folder = tmp_path_factory.mktemp("seeds") / "case"
    assert sharaka("new", folder).returncode == 0
    for seed in sorted((shared / "seeds").glob("*.txt")):
        shutil.copy(seed, folder / "sources")
    started = time.monotonic()
    done = sharaka("brief", folder)
    return SeedCase(folder, time.monotonic() - started, done.returncode, done.stderr)


def tool(shared: Path, name: str, *arguments: object) -> Any:
    """A scoring tool's output; it must not fail."""
    done = subprocess.run(
        [sys.executable, str(shared / "tools" / name), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
