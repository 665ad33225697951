"""Models that the tests of the model's commands ask, and what each command needs besides."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.acceptance.conftest import Sharaka
from tests.acceptance.texts import MODEL

ON_MODEL: dict[str, list[str]] = {
    "solve": [],
    "hinges": [],
    "basins": [],
    "robust": ["--confidence", "0.5"],
    "likely": [],
    "reach": ["--want", "ties=cold"],
}

#: Ids that model.toml would not take, but imported files have.
SPACED = json.dumps(
    {
        "descriptors": ["A=x", " B "],
        "variants": [["a1", "=a2"], ["b 1", "b2 "]],
        "matrix": [[0, 0, 1, -1], [0, 0, -1, 1], [2, -2, 0, 0], [-2, 2, 0, 0]],
    }
)


def judged(source: str, target: str, value: float, *, more: str = "", text: str = MODEL) -> str:
    """The model with one judgement of another value."""
    old = re.compile(rf'(from = "{source}"\nto = "{target}"\nvalue = )(\S+)')
    if old.search(text):
        return old.sub(rf"\g<1>{value}\n{more}", text)
    return text + f'\n[[judgement]]\nfrom = "{source}"\nto = "{target}"\nvalue = {value}\n{more}'


def solved(sharaka: Sharaka, file: Path) -> list[list[int]]:
    return [one["variants"] for one in sharaka("solve", file, "--json").json()["scenarios"]]
