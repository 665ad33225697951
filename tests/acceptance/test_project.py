"""The project's own files: locks, and the commands its pages tell people to type."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tests.acceptance.conftest import Sharaka


def pinned(root: Path, name: str) -> dict[str, str]:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s\\]+)", text, re.MULTILINE))


def canonical(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_locks_hold_names_versions_and_hashes_only(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        assert re.fullmatch(
            r"[a-z0-9._-]+==[^\s\\/]+( ; [^/]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?"
            r"|# The following packages .*|",
            line,
        ), line
    assert "://" not in text
    assert not re.search(r"(^|[\s='\"])/\w", text)


def test_locks_hold_what_the_project_needs(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, dev = pinned(root, "runtime"), pinned(root, "dev")
    needs = project["project"]["dependencies"] + project["build-system"]["requires"]
    assert {canonical(need) for need in needs} <= runtime.keys(), "run: make lock"
    extra = project["project"]["optional-dependencies"]["dev"]
    assert {canonical(need) for need in extra} <= dev.keys(), "run: make lock"
    assert {name: dev.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("page", ["README.md", "README.ar.md", "CONTRIBUTING.md"])
def test_pages_name_only_what_there_is(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)|src=\"([^\":]+)\"", text):
        path = link[0] or link[1]
        assert (root / path).exists(), f"{page} names {path}"
    for path in re.findall(r"`((?:src|tests|docs|examples|scripts|benchmarks)/[^`*<>{} ]+)`", text):
        if path.endswith("/briefing.html"):  # what `make brief` writes: its case must be there
            path = path.removesuffix("briefing.html") + "case.toml"
        assert (root / path).exists(), f"{page} names {path}"


def test_the_architecture_lists_the_layers_in_their_order(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    layers = [name.removeprefix("sharaka.") for name in contract["layers"]]
    text = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", text, re.MULTILINE)
    assert rooms == layers[::-1]
    assert ", ".join(f"`{name}`" for name in layers) in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("page", ["README.md", "README.ar.md", "docs/commands.md", "help"])
def test_the_pins_people_are_told_to_type_are_those_of_a_new_case(
    root: Path, sharaka: Sharaka, tmp_path: Path, page: str
) -> None:
    text = sharaka("solve", "--help").out if page == "help" else (root / page).read_text("utf-8")
    pins = re.findall(r"solve gulf .*?--pin (\w+=\w+)", text)
    assert pins
    assert sharaka("new", tmp_path / "gulf").code == 0
    model = tmp_path / "gulf" / "model.toml"
    commented = model.read_text(encoding="utf-8").splitlines()
    lines = [line.removeprefix("#").strip() for line in commented]
    start, end = lines.index("[[descriptor]]"), len(lines) - lines[::-1].index("")
    model.write_text("\n".join(lines[start:end]), encoding="utf-8")
    for pin in pins:
        ran = sharaka("solve", tmp_path / "gulf", "--pin", pin, "--json")
        assert ran.code == 0, ran.err
        assert ran.json()["scenarios"]


def test_every_command_is_in_the_tour_of_both_pages(root: Path, sharaka: Sharaka) -> None:
    commands = set(re.findall(r"^  (\w+)  ", sharaka("--help").out, re.MULTILINE))
    assert {"new", "brief", "review"} <= commands
    for page in ("README.md", "README.ar.md"):
        text = (root / page).read_text(encoding="utf-8")
        assert set(re.findall(r"^sharaka (\w+) ", text, re.MULTILINE)) == commands, page


def test_the_example_is_uncommented_as_the_page_says(
    root: Path, sharaka: Sharaka, tmp_path: Path
) -> None:
    """Only lines below the line of dashes lose their mark; that line and those above it stay."""
    readme = re.sub(r"\s+", " ", (root / "README.md").read_text(encoding="utf-8"))
    assert "Leave that rule, and all above it, as it is" in readme
    assert sharaka("new", tmp_path / "gulf").code == 0
    model = tmp_path / "gulf" / "model.toml"
    lines = model.read_text(encoding="utf-8").splitlines()
    (rule,) = (at for at, line in enumerate(lines) if re.fullmatch("# -{20,}", line))
    below = [line.removeprefix("# ") for line in lines[rule + 1 :]]
    model.write_text("\n".join([*lines[: rule + 1], *below]) + "\n", encoding="utf-8")
    ran = sharaka("solve", tmp_path / "gulf")
    assert ran.code == 0, ran.err


def test_the_factors_of_the_coder_are_listed(root: Path) -> None:
    known: set[str] = set()
    for language in ("ar", "en"):
        file = root / "src" / "sharaka" / "coding" / "lexicons" / language / "factors.toml"
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        known |= {one["id"] for kind in ("factor", "dyad") for one in table[kind]}
    text = (root / "docs" / "model.md").read_text(encoding="utf-8")
    section = re.search(r"^### Factors\n.*?(?=^##)", text, re.MULTILINE | re.DOTALL)
    assert section
    rows = re.findall(r"^\| `(\w+)` \| \S.*? \|$", section[0], re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == known
