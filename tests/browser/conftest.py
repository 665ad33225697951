"""Debian's Chromium, driven through Playwright; skipped loudly where it is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.briefing.example import GIVEN

from sharaka.briefing import brief


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    binary = shutil.which("chromium")
    if binary is None:
        pytest.skip("NO BROWSER: apt-get install chromium; the page was NOT tried in one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefing of the hand-made case, on disk as a reader would have it."""
    path = tmp_path_factory.mktemp("briefing") / "briefing.html"
    path.write_text(brief(GIVEN), encoding="utf-8")
    return path
