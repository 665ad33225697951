"""A small case with every kind of record and hostile text, and visitors to its desk."""

from __future__ import annotations

from pathlib import Path

import pytest
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
