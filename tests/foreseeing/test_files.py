"""Model files: what is read, what is refused and how it is said, and the way out and back."""

from __future__ import annotations

import json
import math
import time
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.foreseeing.support import random_model

from sharaka.errors import ModelError
from sharaka.foreseeing import (
    check_evidence,
    from_matrix,
    load,
    load_solutions,
    save,
    save_solutions,
    scw,
    solve,
    tomlmodel,
)

GOOD = """\
title = {ar = "نموذج للتجربة", en = "A model for trial"}

[[descriptor]]
id = "us_russia"
name = {ar = "العلاقة مع واشنطن", en = "Relations with Washington"}
now = "confrontation"
factors = ["us_russia_relations"]
variants = [
    {id = "deal", name = {ar = "صفقة", en = "A deal"}},
    {id = "confrontation", name = {ar = "مواجهة", en = "Confrontation"}},
]

[[descriptor]]
id = "dependence"
variants = ["high", "low"]

[[judgement]]
from = "us_russia=deal"
to = "dependence=high"
value = -2
confidence = 0.7
note = {ar = "حاجة أقل", en = "less need"}
evidence = [{document = "a.txt", quote = "قد يتراجع الاعتماد"}]

[[judgement]]
from = "us_russia = confrontation"
to = "dependence=high"
value = 1.5

[[forbidden]]
a = "us_russia=deal"
b = "dependence=high"
"""


def written(tmp_path: Path, text: str, name: str = "model.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_model(tmp_path: Path) -> None:
    model = load(written(tmp_path, GOOD))
    assert load(tmp_path).matrix_hash == model.matrix_hash
    assert model.title is not None
    assert model.title["ar"] == "نموذج للتجربة"
    first = model.descriptors[0]
    assert (first.now, first.factors, first.name.en) == (
        "confrontation", ("us_russia_relations",), "Relations with Washington",
    )  # fmt: skip
    assert model.descriptors[1].name.ar == "dependence"
    assert model.now() == (1, None)
    assert model.matrix.shape == (4, 4)
    assert model.matrix[0, 2] == -2
    assert model.matrix[1, 2] == 1.5
    judged = model.judgement(0, 2)
    assert judged is not None
    assert (judged.confidence, judged.note and judged.note.ar) == (0.7, "حاجة أقل")
    assert judged.basis == "evidence"
    assert model.forbidden == ((0, 2),)
    assert model.cell(1, 2) == "us_russia=confrontation → dependence=high"
    assert not model.matrix.flags.writeable


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ("value = -2", "value = ", "not TOML", 20),
        ("value = -2", "value = -4", "is -4.*scale = …", 17),
        ("value = -2", "value = nan", "is nan", 17),
        ("value = -2", 'value = "much"', "is 'much'", 17),
        ("value = -2", "value = true", "is True", 17),
        ("value = -2\n", "", "is None", 17),
        ("confidence = 0.7", "confidence = 7", "confidence of us_russia=deal.* is 7", 17),
        ('to = "dependence=high"\nvalue = -2', 'to = "dependence=hi"\nvalue = -2',
         "'dependence' has no variant 'hi'. Use: high, low", 17),
        ('from = "us_russia=deal"', 'from = "us_rusia=deal"', "no descriptor 'us_rusia'", 17),
        ('from = "us_russia=deal"', 'from = "deal"', "Write descriptor=variant", 17),
        ('from = "us_russia=deal"', 'from = "dependence=low"', "judges .*'dependence' on itself", 17),
        ('from = "us_russia = confrontation"', 'from = "us_russia=deal"',
         "is judged twice .first at line 17", 25),
        ('id = "dependence"', 'id = "us_russia"', "two descriptors are called 'us_russia'", None),
        ('["high", "low"]', '["high", "high"]', "two variants called 'high'", None),
        ('["high", "low"]', "[]", "has no variants", 13),
        ('["high", "low"]', '[{name = "x"}]', "id of variant 1", 13),
        ('now = "confrontation"', 'now = "war"', "no variant 'war'.*Use: deal, confrontation", 3),
        ("confidence", "confidance", "unknown key 'confidance'", 17),
        ('b = "dependence=high"', 'b = "us_russia=confrontation"', "inside one descriptor", 30),
        ('{document = "a.txt", quote', '{quote', "document of citation 1", 17),
        ('"قد يتراجع الاعتماد"', '""', "quote of citation 1", 17),
        ("title =", "scale = -1\ntitle =", "scale is -1", None),
        ("title =", "titel =", "unknown key 'titel'", None),
    ],
)  # fmt: skip
def test_bad_models_are_named(
    tmp_path: Path, old: str, new: str, words: str, line: int | None
) -> None:
    assert old in GOOD
    with pytest.raises(ModelError, match=words) as caught:
        load(written(tmp_path, GOOD.replace(old, new, 1)))
    assert caught.value.mend
    assert caught.value.place is not None
    assert "model.toml" in caught.value.place
    if line is not None:
        assert f"model.toml:{line}" in caught.value.place


def test_wider_scale() -> None:
    wider = tomlmodel.parse(GOOD.replace("title", "scale = 5\ntitle", 1).replace("= -2", "= -5"))
    assert (wider.scale, wider.matrix.min()) == (5, -5)


def test_citations_are_checked_against_the_texts() -> None:
    model = tomlmodel.parse(GOOD)
    assert check_evidence(model, {"a.txt": "قيل إنه قد يتراجع الاعتماد قريبًا"}) == ()
    (wrong,) = check_evidence(model, {"a.txt": "قد يتراجع التعاون"})
    assert wrong.judgement == "us_russia=deal → dependence=high"
    assert (wrong.document, wrong.quote) == ("a.txt", "قد يتراجع الاعتماد")
    assert "«قد يتراجع ال»" in wrong.mend
    (missing,) = check_evidence(model, {"b.txt": ""})
    assert "not among the sources" in missing.what
    assert "b.txt" in missing.mend


def matrix_file(tmp_path: Path, **changes: Any) -> Path:
    plain = {
        "descriptors": ["A", "B"],
        "variants": [["a1", "a2"], ["b1", "b2"]],
        "matrix": [[0, 0, 1, -1], [0, 0, -1, 1], [2, -2, 0, 0], [0, 0, 0, 0]],
    }
    return written(tmp_path, json.dumps(plain | changes), "m.json")


def test_json_orientation(tmp_path: Path) -> None:
    rows = load(matrix_file(tmp_path))
    told = json.loads((tmp_path / "m.json").read_text())["matrix"]
    columns = load(
        matrix_file(
            tmp_path,
            matrix=np.transpose(told).tolist(),
            matrix_orientation="rows=target variant, columns=source variant",
        )
    )
    assert rows.matrix_hash == columns.matrix_hash
    assert rows.matrix[2, 0] == 2
    with pytest.raises(ModelError, match="matrix_orientation is 'sideways'"):
        load(matrix_file(tmp_path, matrix_orientation="sideways"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"matrix": [[0] * 4] * 3}, "3 rows but the model 4 variants"),
        ({"matrix": [[0] * 4, [0] * 3, [0] * 4, [0] * 4]}, r"row 1 \(A=a2\) has 3 cells, not 4"),
        ({"matrix": [[0, 0, math.nan, 0], *[[0] * 4] * 3]}, "A=a1 → B=b1 is 'nan'"),
        ({"matrix": [*[[0] * 4] * 3, [0, 0, 0, math.inf]]}, "B=b2 → B=b2 is 'inf'"),
        ({"matrix": [*[[0] * 4] * 3, [0, "2", 0, 0]]}, "B=b2 → A=a2 is '2'"),
        ({"matrix": [*[[0] * 4] * 3, [0, None, 0, 0]]}, "B=b2 → A=a2 is 'None'"),
        ({"matrix": [*[[0] * 4] * 3, [0, 10**400, 0, 0]]}, "B=b2 → A=a2 is '1000"),
        ({"matrix": [*[[0] * 4] * 3, [0, 1e300, 0, 0]]}, "B=b2 → A=a2 is 1e"),
        ({"matrix": [1, 2, 3, 4]}, "has 1 cells, not 4"),
        ({"matrix": "none"}, "'matrix' is not a list"),
        ({"descriptors": ["A", "A"]}, "two descriptors are called 'A'"),
        ({"descriptors": ["A"]}, "names do not fit"),
        ({"descriptors": None}, "'descriptors' is not"),
        ({"variants": [["a1", "a1"], ["b1", "b2"]]}, "two variants called 'a1'"),
        ({"variants": [["a1", "a2"], []]}, "at least one variant"),
        ({"variants": []}, "a model needs descriptors"),
    ],
)
def test_bad_matrices_are_named(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words) as caught:
        load(matrix_file(tmp_path, **changes))
    assert caught.value.mend
    assert "m.json" in str(caught.value.place)


def test_a_filled_diagonal_is_kept_in_an_imported_matrix(tmp_path: Path) -> None:
    matrix = [[3, 0, 1, -1], [0, 0, -1, 1], [2, -2, 0, 0], [0, 0, 0, 0]]
    model = load(matrix_file(tmp_path, matrix=matrix))
    assert model.filled_diagonal == (0,)
    assert model.matrix[0, 0] == 3
    assert model.scale == 3


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("m.xlsx", b"", "no model format has the suffix"),
        ("m.json", b"{", "not JSON"),
        ("m.json", b"[1]", "not a JSON object"),
        ("m.json", b"[" * 100_000, "nested too deep|not JSON"),
        ("m.toml", b'title = "\xff"', "not UTF-8"),
        ("m.toml", b"", "a model needs descriptors"),
        ("m.toml", b"descriptor = 3", "is not a list of tables"),
        ("m.toml", b"[[descriptor]]\nid = 3", "id of descriptor 1"),
        ("m.csv", b"a,b\n", "not a matrix"),
        ("m.scw", b"hello", "not a ScenarioWizard project"),
        ("m.scw", b"$ ScenarioWizard 4.0\nx\n&A\n -a\n#\n", "matrix is in section 6"),
    ],
)
def test_files_that_are_no_models(tmp_path: Path, name: str, raw: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(ModelError, match=words) as caught:
        load(path)
    assert name in str(caught.value)
    assert caught.value.mend


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.toml"):
        load(tmp_path / "nowhere.toml")


def test_a_model_too_big_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    started = time.monotonic()
    try:
        with pytest.raises(ModelError, match="100,000 variants"):
            from_matrix([2] * 50_000, [])
        many = ", ".join(f'"v{k}"' for k in range(100_000))
        toml = f'[[descriptor]]\nid = "a"\nvariants = [{many}]\n'
        with pytest.raises(ModelError, match="100,000 variants"):
            load(written(tmp_path, toml))
        variants = [[f"v{k}"] for k in range(100_000)]
        with pytest.raises(ModelError, match="100,000 variants"):
            load(
                matrix_file(
                    tmp_path, descriptors=[str(k) for k in range(100_000)], variants=variants
                )
            )
        wide = from_matrix([500, 500], np.zeros((1000, 1000), dtype=int))
        with pytest.raises(ModelError, match="would need a table"):
            solve(wide)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 500_000_000
    assert time.monotonic() - started < 30


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


def test_solution_files_there_and_back(tmp_path: Path) -> None:
    model = random_model([3, 3, 2], 3)
    solution = solve(model, tolerance=2)
    save_solutions(solution, tmp_path / "m.sl", weight=lambda variants: 7)
    listed = load_solutions(tmp_path / "m.sl", model)
    assert [(s.variants, s.tis, s.inconsistency) for s in listed] == [
        (s.variants, s.tis, s.inconsistency) for s in solution.scenarios
    ]
    assert {s.weight for s in listed} == {7}


def test_a_foreign_solution_file_is_refused(tmp_path: Path) -> None:
    model = random_model([3, 3, 2], 3)
    save_solutions(solve(model, tolerance=2), tmp_path / "m.sl")
    other = random_model([3, 3, 2], 4)
    with pytest.raises(ModelError, match=r"the matrix .* and") as caught:
        load_solutions(tmp_path / "m.sl", other)
    assert ".sl:5" in str(caught.value.place)
    with pytest.raises(ModelError, match="does not fit the descriptors"):
        load_solutions(tmp_path / "m.sl", random_model([3, 3], 4))
    text = (tmp_path / "m.sl").read_text()
    cut = written(tmp_path, "\n".join(text.splitlines()[:-1]), "cut.sl")
    with pytest.raises(ModelError, match="the file says"):
        load_solutions(cut, model)
    with pytest.raises(ModelError, match="not a ScenarioWizard solution file"):
        load_solutions(written(tmp_path, "hello", "no.sl"), model)
    with pytest.raises(ModelError, match="not a scenario line"):
        load_solutions(written(tmp_path, text + '" 1 x",0\n', "odd.sl"), model)


def test_published_models_as_scenariowizard_files(shared: Path, tmp_path: Path) -> None:
    for path in sorted((shared / "data" / "cib").glob("*.json")):
        model = load(path)
        save(model, tmp_path / "m.scw")
        assert np.array_equal(load(tmp_path / "m.scw").matrix, model.matrix)
        save(model, tmp_path / "m.csv")
        assert load(tmp_path / "m.csv").matrix_hash == model.matrix_hash


def test_csv_as_a_spreadsheet_draws_it(tmp_path: Path) -> None:
    text = ";;A;;B\n;;a1;a2;b1\nA;a1;;;2\n;a2;;;−1\nB;b1;1;;\n"
    model = load(written(tmp_path, text, "m.csv"))
    assert [len(d.variants) for d in model.descriptors] == [2, 1]
    assert model.matrix.tolist() == [[0, 0, 2], [0, 0, -1], [1, 0, 0]]
    with pytest.raises(ModelError, match="A=a2 → B=b1 is 'x'"):
        load(written(tmp_path, text.replace("−1", "x"), "m.csv"))
    with pytest.raises(ModelError, match="row 4 is A=a3 but column 4 A=a2"):
        load(written(tmp_path, text.replace("\n;a2", "\n;a3"), "m.csv"))
    with pytest.raises(ModelError, match="not square"):
        load(written(tmp_path, text.replace("B;b1;1;;\n", ""), "m.csv"))
