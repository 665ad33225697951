"""What every language's data must hold, and how mistakes in it are refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sharaka.coding.frames import frames, lexicon_folder, load_table
from sharaka.coding.lexicon import lexicon
from sharaka.errors import LexiconError
from sharaka.evidence import EVENT_TYPES, MODALITIES, OBLIGATIONS, TRANSFER_STATUSES

LANGUAGES = ("ar", "en")
FILES = (
    "reporting", "events", "transfers", "influences", "offices", "items", "modality",
    "provisions", "factors", "themes", "function", "dates", "units",
)  # fmt: skip


def table(language: str, stem: str) -> dict[str, Any]:
    return load_table(lexicon_folder(language) / f"{stem}.toml")


def ids(language: str, stem: str, kind: str) -> set[str]:
    return {entry["id"] for entry in table(language, stem).get(kind, [])}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", FILES)
def test_every_language_has_every_file(language: str, stem: str) -> None:
    assert table(language, stem)


@pytest.mark.parametrize(
    ("stem", "kind"),
    [("factors", "factor"), ("themes", "theme"), ("items", "item"), ("factors", "direction")],
)
def test_languages_name_the_same_things(stem: str, kind: str) -> None:
    arabic, english = ids("ar", stem, kind), ids("en", stem, kind)
    assert english <= arabic, english - arabic


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_the_fields_own_terms(language: str) -> None:
    assert {f.type for f in frames(language) if f.kind == "event"} == set(EVENT_TYPES)
    assert ids(language, "provisions", "obligation") <= set(OBLIGATIONS)
    modalities = {entry["modality"] for entry in table(language, "modality")["modal"]}
    assert modalities <= set(MODALITIES)
    statuses = {f.status for f in frames(language) if f.kind == "transfer"}
    assert statuses <= set(TRANSFER_STATUSES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_type_can_fire(language: str) -> None:
    made = lexicon(language)
    assert made.root.next


def _mistakes() -> Iterator[tuple[str, str]]:
    yield '[[frame]]\ntype = "AGREE"\nverbs = ["وقع يوقع"]\n', "no id"
    yield '[[frame]]\nid = "x"\ntype = "AGREE"\n', "no words"
    yield '[[frame]]\nid = "x"\nverb = ["وقع يوقع"]\n', "unknown keys"
    yield '[[frame]]\nid = "x"\nverbs = "وقع يوقع"\n', "list of words"
    yield '[[frame]\nid = "x"\n', "not valid TOML"


@pytest.mark.parametrize(("content", "what"), list(_mistakes()))
def test_a_mistake_is_refused_with_file_and_mend(
    content: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stem in ("events", "reporting", "transfers", "influences"):
        (tmp_path / f"{stem}.toml").write_text("", encoding="utf-8")
    (tmp_path / "events.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr("sharaka.coding.frames.lexicon_folder", lambda language: tmp_path)
    with pytest.raises(LexiconError) as caught:
        list(frames("ar"))
    assert what in str(caught.value)
    assert "events.toml" in str(caught.value)
    assert caught.value.mend
