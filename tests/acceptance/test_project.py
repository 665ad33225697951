"""The project's own files: locks, and the commands its pages tell people to type."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest


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
        assert (root / path).exists(), f"{page} names {path}"
