"""The model's commands, run inside this process: they are many, and starting one takes a while."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.acceptance.conftest import Sharaka, inside
from tests.acceptance.texts import MODEL


@pytest.fixture
def sharaka(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sharaka:
    return inside(monkeypatch, capsys)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """MODEL in a file: libya (calm, fight) and ties (warm, cold); calm→warm 2, fight→cold 3,
    warm→calm 1, cold→fight 1.  Consistent are (calm, warm), of score 3, and (fight, cold), of 4."""
    file = tmp_path / "model.toml"
    file.write_text(MODEL, encoding="utf-8")
    return file
