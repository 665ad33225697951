"""A small case with every kind of record and hostile text, and visitors to its desk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.review.example import make_case
from tests.review.visitor import Visitor

from sharaka.ledger import Case


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path / "case")


@pytest.fixture
def desk(case: Case) -> Visitor:
    """A reviewer named Samia, at the desk."""
    return Visitor(case, by="Samia")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of the desk."""
    binary = shutil.which("chromium")
    if binary is None:
        pytest.skip("NO BROWSER: apt-get install chromium; the desk was NOT tried in one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        yield running
        running.close()
