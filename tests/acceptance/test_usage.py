"""Help, wrong usage, start-up, and the written reference."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from tests.acceptance.conftest import Sharaka

from sharaka.cli import app

_ROOT = typer.main.get_command(app)
COMMANDS = dict(_ROOT.commands)  # type: ignore[attr-defined]


def options(name: str) -> set[str]:
    return {
        option
        for parameter in COMMANDS[name].params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    }


def section(root: Path, name: str) -> str:
    """What docs/commands.md says about one command."""
    text = (root / "docs" / "commands.md").read_text(encoding="utf-8")
    found = re.search(rf"^## sharaka {name}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/commands.md has no section '## sharaka {name}'"
    return found[0]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(root: Path, name: str) -> None:
    written = set(re.findall(r"--[a-z][a-z-]*", section(root, name)))
    known = options(name) | {"--help"}
    assert written >= options(name) - {"--help"}, "undocumented options"
    assert written <= known, "documented options that do not exist"


def test_no_documented_command_is_missing(root: Path) -> None:
    text = (root / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## sharaka (\w+)", text, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_shows_an_example(sharaka: Sharaka, name: str) -> None:
    ran = sharaka(name, "--help")
    assert ran.code == 0
    assert f"Example:  sharaka {name} " in ran.out


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"export", "review"}))
def test_every_command_that_prints_a_result_has_json(name: str) -> None:
    # what export prints is JSON lines already; the desk's pages have .json twins
    assert "--json" in options(name)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["new"],
        ["new", "somewhere", "--between", "EGY"],
        ["new", "somewhere", "--between", "EGY,EGY"],
        ["new", "somewhere", "--between", "EGY,ZZZ"],
        ["solve", "model.toml", "--tolerance", "-1"],
        ["solve", "model.toml", "--out", "solutions.txt"],
        ["judge"],
        ["hinges", "model.toml", "--scenario", "0"],
        ["basins", "model.toml", "--rule", "nonsense"],
        ["robust", "model.toml", "--confidence", "2"],
        ["likely", "model.toml", "--beta", "-1"],
        ["reach", "model.toml"],
        ["convert", "model.toml", "matrix.xlsx"],
        ["export", "somewhere", "--format", "nonsense"],
        ["code", "table.jsonl"],
        ["code", "table.csv", "--out", "evidence.jsonl"],
        ["brief", "--nonsense"],
    ],
)
def test_wrong_usage_exits_2(sharaka: Sharaka, tmp_path: Path, arguments: list[str]) -> None:
    ran = sharaka(*arguments, folder=tmp_path)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_malformed_pin_is_wrong_usage(sharaka: Sharaka, coded: Path) -> None:
    for pins in (["libya"], ["libya="], ["libya=calm", "libya=fight"]):
        ran = sharaka("solve", coded, *(part for pin in pins for part in ("--pin", pin)))
        assert ran.code == 2
        assert "pin" in ran.err


def test_every_side_that_is_not_known_is_said(sharaka: Sharaka, tmp_path: Path) -> None:
    ran = sharaka("new", "x", "--between", "saudi,zzz", folder=tmp_path)
    assert ran.code == 2
    assert "'saudi' is not a known code: use SAU" in ran.err
    assert "'zzz' is not a known code" in ran.err
    assert list(tmp_path.iterdir()) == []
    assert sharaka("new", "x", "--between", "sau, gcc", folder=tmp_path).code == 0


@pytest.mark.parametrize("option", ["--pin", "--impose"])
@pytest.mark.parametrize(("pin", "known"), [("foo=1", "libya, ties"), ("libya=x", "calm, fight")])
def test_a_pin_the_model_does_not_have_is_wrong_usage(
    sharaka: Sharaka, coded: Path, option: str, pin: str, known: str
) -> None:
    ran = sharaka("solve", coded, option, pin)
    assert ran.code == 2
    assert ran.out == ""
    assert str(coded / "model.toml") in ran.err
    assert f"{option} {pin}" in ran.err
    assert known in ran.err


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys, sharaka.cli; from typer.main import get_command; get_command(sharaka.cli.app);"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}"
        " | {name for name in sys.modules if name.startswith('sharaka')}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    heavy = {"numpy", "numba", "pydantic", "networkx", "jinja2", "rich", "resiliparse", "babel"}
    assert not loaded & heavy
    assert {name for name in loaded if name.startswith("sharaka.")} == {
        "sharaka.cli",
        "sharaka.cli_model",
        "sharaka.cli_options",
        "sharaka.errors",
    }


def test_a_reader_that_stops_early_is_no_error(coded: Path) -> None:
    """``sharaka export CASE | head -1`` must not end in a traceback."""
    with subprocess.Popen(
        [sys.executable, "-m", "sharaka", "export", str(coded)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
