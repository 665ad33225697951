"""Fixtures every test may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent


def shared_folder() -> Path | None:
    """The folder of shared data: $SHARAKA_SHARED, else ``shared`` beside the repository."""
    named = os.environ.get("SHARAKA_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Skips, and says so, where the shared data is missing."""
    folder = shared_folder()
    if folder is None:
        pytest.skip(
            "SHARED DATA MISSING: put it beside the repository as ../shared, "
            "or set SHARAKA_SHARED; the gates that need it were NOT run"
        )
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium: one for all tests of a process, for Playwright starts only once in it."""
    binary = shutil.which("chromium")
    if binary is None:
        pytest.skip("NO BROWSER: apt-get install chromium; the pages were NOT tried in one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        yield running
        running.close()
