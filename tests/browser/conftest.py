"""What the briefing's tests in a browser open."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.briefing.example import GIVEN

from sharaka.briefing import brief


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefing of the hand-made case, on disk as a reader would have it."""
    path = tmp_path_factory.mktemp("briefing") / "briefing.html"
    path.write_text(brief(GIVEN), encoding="utf-8")
    return path
