"""ScenarioWizard's project files: as published, as spoiled, and the way out and back."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from tests.foreseeing.model_texts import MATRIX, SCW
from tests.foreseeing.support import random_model

from sharaka.errors import ModelError
from sharaka.foreseeing import from_matrix, load, save, scw, tomlmodel

ARABIC = """\
[[descriptor]]
id = "war"
name = {ar = "الحرب", en = "War"}
variants = [{id = "on", name = {ar = "مستمرة", en = "goes on"}}, {id = "off", name = {ar = "تسوية", en = "settled"}}]
[[descriptor]]
id = "trade"
name = {ar = "التجارة", en = "Trade"}
variants = [{id = "up", name = {ar = "نمو", en = "growth"}}, {id = "down", name = {ar = "ركود", en = "stagnation"}}]
[[judgement]]
from = "war=on"
to = "trade=up"
value = 2
[[judgement]]
from = "trade=down"
to = "war=off"
value = -1
"""


def test_scenariowizard_files_there_and_back(tmp_path: Path) -> None:
    model = tomlmodel.parse(ARABIC)
    save(model, tmp_path / "m.scw", language="ar")
    again = load(tmp_path / "m.scw")
    assert [d.id for d in again.descriptors] == ["الحرب", "التجارة"]
    assert [v.id for v in again.descriptors[1].variants] == ["نمو", "ركود"]
    assert np.array_equal(again.matrix, model.matrix)
    # as a Windows machine set to Arabic would save it
    path = tmp_path / "windows.scw"
    path.write_bytes(scw.render(model, language="ar").replace("\n", "\r\n").encode("cp1256"))
    assert load(path).descriptors[0].id == "الحرب"


def test_scenariowizard_layout_as_published() -> None:
    """Sections of notes, long texts and colours stand where published files have them."""
    text = (
        "$ ScenarioWizard 4.0\ntrial.scw\n&A\n -a1\n -a2\n&B\n -b1\n -\n -\n#\n"
        "&long text of A\n \n-5 is no variant here\n&\n \n \n \n#\n#\nFFFFFF\nFFFFFF\nFFFFFF\nFFFFFF\nFFFFFF\n"
        "#\n#\n 0 , 0 , 1 ,-1 , 0 \n 0 , 0 , 0 , 2 ,-2 \n 1 , 0 , 0 , 0 , 0 \n 0 , 1 , 0 , 0 , 0 \n-10 , 10 , 0 , 0 , 0 \n"
        '#\n# 0-0\n""\n# A -> B\n"a note, with 1 , 2"\n#\n#\n'
    )
    model = scw.parse(text)
    assert [d.id for d in model.descriptors] == ["A", "B"]
    assert [v.id for v in model.descriptors[1].variants] == ["b1", "#2", "#3"]
    assert model.title is not None
    assert model.title.en == "trial.scw"
    assert model.matrix[4].tolist() == [-10, 10, 0, 0, 0]
    assert model.scale == 10
    with pytest.raises(ModelError, match="'x' in the matrix is not a number") as caught:
        scw.parse(text.replace("-10 , 10", "x , 10"))
    assert str(caught.value.place).endswith(":31")


def test_decimals_do_not_go_into_a_scenariowizard_file(tmp_path: Path) -> None:
    model = random_model([2, 2], 1, decimals=1)
    with pytest.raises(ModelError, match="whole judgements only"):
        save(model, tmp_path / "m.scw")
    save(model, tmp_path / "m.csv")
    assert load(tmp_path / "m.csv").matrix_hash == model.matrix_hash
    with pytest.raises(ModelError, match=r"Use \.scw or \.csv"):
        save(model, tmp_path / "m.json")


@pytest.mark.parametrize("title", ["#1 of ours", "&c.", "-", "- a dash", "$ 5", "x", "مستقبل"])
def test_a_title_of_any_beginning_comes_back(tmp_path: Path, title: str) -> None:
    names = ["#a", "&b"]
    model = from_matrix(
        [2, 2], MATRIX, descriptors=names, variants=[["-a", "--b"], ["#", "&"]], title=title
    )
    save(model, tmp_path / "m.scw")
    again = load(tmp_path / "m.scw")
    assert again.matrix_hash == model.matrix_hash
    assert again.title == model.title


def test_a_project_without_a_title_is_read() -> None:
    bare = scw.parse(SCW.replace("trial.scw\n", ""))
    assert bare.title is None
    assert bare.matrix_hash == scw.parse(SCW).matrix_hash


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        (" 2 ,-2 , 0 , 0", " 2 ,-2 , 0", "has 3 cells, not 4", 18),
        (" 2 ,-2 , 0 , 0", " 2 ,-2 , 0 , 0 ,", "has 5 cells, not 4", 18),
        (" 2 ,-2", " nan ,-2", "B=b1 → A=a1 is nan", 18),
        (" 2 ,-2", " 2_0 ,-2", "'2_0' in the matrix is not a number", 18),
        (" 2 ,-2", " 2e9 ,-2", "B=b1 → A=a1 is 2e", 18),
        ("&A\n", "", "before any descriptor", 3),
        (" 0 , 0 , 0 , 0\n", " 0 , 0 , 0 , 0\n" * 2, "more rows than the model's 4", 20),
    ],
)
def test_a_bad_line_is_named(old: str, new: str, words: str, line: int) -> None:
    assert old in SCW
    with pytest.raises(ModelError, match=words) as caught:
        scw.parse(SCW.replace(old, new, 1))
    assert caught.value.place == f"model.scw:{line}"


def test_a_project_cut_short_says_where() -> None:
    for count, words in ((8, "ends in section 1"), (10, "ends in section 2"), (17, "2 rows but")):
        with pytest.raises(ModelError, match=words):
            scw.parse("\n".join(SCW.splitlines()[:count]))


def test_a_matrix_too_long_is_not_read_to_its_end() -> None:
    """Lines are taken one by one, and cells counted before they are parsed."""
    head = SCW.replace(" -a2\n", "").replace(" -b1\n -b2\n", " -b1\n").split(" 0 , 0 , 1")[0]
    long, wide = head + "0,0\n" * 2_000_000, head + "0," * 4_000_000 + "0\n"
    for text, words in ((long, "more rows than"), (wide, "4000001 cells, not 2")):
        tracemalloc.start()
        with pytest.raises(ModelError, match=words):
            scw.parse(text)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 3 * len(text)
