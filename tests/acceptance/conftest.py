"""Whole commands, run as a person runs them: a process of their own, on folders of the tests' own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.texts import MODEL, SOURCES

from sharaka.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Sharaka = Callable[..., Ran]


def run(*arguments: object, folder: Path | None = None) -> Ran:
    """Run ``sharaka`` with the arguments; none of them may end in a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "sharaka", *map(str, arguments)],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "default"},
        timeout=120,
        check=False,
    )
    ran = Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in ran.err, ran.err
    assert "Warning" not in ran.err, ran.err
    return ran


@pytest.fixture
def sharaka() -> Sharaka:
    return run


def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Sharaka:
    """The commands in this process: where they are many, starting each takes half a second."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: object, folder: Path | None = None) -> Ran:
        monkeypatch.setattr(sys, "argv", ["sharaka", *map(str, arguments)])
        if folder is not None:
            monkeypatch.chdir(folder)
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Ran(code, *capsys.readouterr())

    return call


def make_case(folder: Path, *, model: str | None = None, between: str | None = None) -> Path:
    """A case made through ``sharaka new`` and a copy of the small texts."""
    case = folder / "case"
    sides = ["--between", between] if between else []
    assert run("new", case, *sides).code == 0
    for name, text in SOURCES.items():
        (case / "sources" / name).write_text(text, encoding="utf-8")
    if model is not None:
        (case / "model.toml").write_text(model, encoding="utf-8")
    return case


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case of the small texts, not coded yet, with no model and no sides said."""
    return make_case(tmp_path)


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coded case with a model, its sides said; tests only look at it."""
    case = make_case(tmp_path_factory.mktemp("coded"), model=MODEL, between="EGY,TUR")
    ran = run("code", case)
    assert ran.code == 0, ran.err
    return case
