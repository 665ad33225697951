"""Model files: what is read, what is refused and how it is said, and the way out and back."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import time
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.foreseeing.model_texts import GOOD, PLAIN, matrix_file, written

from sharaka.errors import ModelError
from sharaka.foreseeing import (
    Name,
    check_evidence,
    files,
    from_matrix,
    load,
    save,
    solve,
    tomlmodel,
)


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
        # numbers that are no floats, or that Python does not write out
        ("value = -2", "value = 1" + "0" * 400, "is 10{39}….", 17),
        ("value = -2", "value = 0x" + "f" * 6000, "number of some 7,225 digits", 17),
        ("value = -2", "value = " + "9" * 5000, "too many digits to be read", 20),
        ("confidence = 0.7", "confidence = 1" + "0" * 400, "confidence of .* is 1000", 17),
        ("title =", "scale = -1" + "0" * 400 + "\ntitle =", "scale is -10{38}…", None),
        ("title =", "scale = 0x" + "f" * 6000 + "\ntitle =", "scale is a number of some", None),
        ('id = "deal"', 'id = " deal"', "begins or ends with a space", 3),
        ('id = "dependence"', 'id = "dependence "', "begins or ends with a space", 13),
        ("value = -2", "value = [[1]]", "is \\[…\\]", 17),
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
        ({"matrix": [[0] * 4, [0] * 3, [0] * 4, [0] * 4]}, r"row 2 \(A=a2\) has 3 cells, not 4"),
        ({"matrix": [[0, 0, math.nan, 0], *[[0] * 4] * 3]}, "A=a1 → B=b1 is nan"),
        ({"matrix": [*[[0] * 4] * 3, [0, 0, 0, math.inf]]}, "B=b2 → B=b2 is inf"),
        ({"matrix": [*[[0] * 4] * 3, [0, "2", 0, 0]]}, "B=b2 → A=a2 is '2'"),
        ({"matrix": [*[[0] * 4] * 3, [0, None, 0, 0]]}, "B=b2 → A=a2 is None"),
        ({"matrix": [*[[0] * 4] * 3, [0, 10**400, 0, 0]]}, "B=b2 → A=a2 is 1000"),
        ({"matrix": [*[[0] * 4] * 3, [0, 1e300, 0, 0]]}, "B=b2 → A=a2 is 1e"),
        ({"matrix": [1, 2, 3, 4]}, "row 1 .* is 1, no list"),
        ({"matrix": [{"a": 1}] * 4}, "row 1 .* is {…}, no list"),
        ({"matrix": ["abcd"] * 4}, "row 1 .* is 'abcd', no list"),
        ({"matrix": [None] * 4}, "row 1 .* is None, no list"),
        ({"descriptors": ["\ud800", "B"]}, "half a character"),
        ({"variants": [["a1", "\udfff"], ["b1", "b2"]]}, "half a character"),
        ({"title": "\ud800"}, "half a character"),
        ({"matrix_orientation": [1]}, "matrix_orientation is"),
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
        ("m.json", b'{"a":' * 100_000, "nested too deep|not JSON"),
        (
            "m.json",
            b'\n{"matrix": [[' + b"9" * 5000 + b"]]}",
            "m.json:2: a number has too many digits",
        ),
        ("m.toml", b"a = " + b"[" * 100_000, "nested too deep"),
        ("m.toml", b"a = " + b"{a=" * 20_000, "nested too deep"),
        ("m.toml", b".".join([b"a"] * 2_000) + b" = 1", "unknown key 'a'"),
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


def test_published_models_as_scenariowizard_files(shared: Path, tmp_path: Path) -> None:
    for path in sorted((shared / "data" / "cib").glob("*.json")):
        model = load(path)
        save(model, tmp_path / "m.scw")
        assert np.array_equal(load(tmp_path / "m.scw").matrix, model.matrix)
        save(model, tmp_path / "m.csv")
        assert load(tmp_path / "m.csv").matrix_hash == model.matrix_hash


NOTED = GOOD.replace(
    'note = {ar = "حاجة أقل", en = "less need"}',
    '''note = """
[[judgement]]
[[descriptor]] # not one
a \\""" quote
[[judgement]]""""''',
)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("value = 1.5", "value = 9", 29),
        ('b = "dependence=high"', 'b = "dependence=x"', 34),
        ("value = 1.5", "value = 1.5\n# [[judgement]]\nnote = '''\n[[forbidden]]'''\nb = 1", 29),
        ("value = 1.5", 'value = 9\nevidence = [\n[["judgement"]]\n]', 29),
    ],
)
def test_the_line_named_is_that_of_a_table_and_not_of_a_text_like_one(
    old: str, new: str, line: int
) -> None:
    assert tomlmodel.parse(NOTED).judgements[0].note is not None
    with pytest.raises(ModelError) as caught:
        tomlmodel.parse(NOTED.replace(old, new))
    assert caught.value.place == f"model.toml:{line}"


@pytest.mark.parametrize("head", ["[[judgement]]", "[['judgement']]", '[[ "judgement" ]] # two'])
def test_a_cell_judged_twice_under_any_way_to_write_a_table(head: str) -> None:
    again = f'{head}\nfrom = "us_russia=deal"\nto = "dependence=low"\nvalue = 1\n'
    with pytest.raises(ModelError, match=r"judged twice .first at line 33") as caught:
        tomlmodel.parse(GOOD + again + again)
    assert caught.value.place == "model.toml:37"


def test_tables_written_in_line_have_no_line_of_their_own() -> None:
    text = 'judgement = [{from = "a=x", to = "b=u", value = 9}]\n'
    text += 'descriptor = [{id = "a", variants = ["x"]}, {id = "b", variants = ["u"]}]\n'
    with pytest.raises(ModelError, match="is 9") as caught:
        tomlmodel.parse(text)
    assert caught.value.place == "model.toml"


def test_a_line_break_that_is_none_moves_no_line() -> None:
    text = GOOD.replace("less need", "less\u2028need\x85").replace("value = 1.5", "value = 9")
    with pytest.raises(ModelError) as caught:
        tomlmodel.parse(text)
    assert caught.value.place == "model.toml:25"


def test_what_is_no_file_is_said_and_not_waited_for(tmp_path: Path) -> None:
    pipe, zero, loop = (tmp_path / name for name in ("pipe.json", "zero.json", "loop.toml"))
    os.mkfifo(pipe)
    zero.symlink_to("/dev/zero")
    loop.symlink_to(loop)
    for path, words in ((pipe, "no regular file"), (zero, "no regular file"), (loop, "links")):
        with pytest.raises(ModelError, match=words) as caught:
            load(path)
        assert caught.value.place == str(path)
    assert load(written(tmp_path, json.dumps(PLAIN), "m.json")).sizes == (2, 2)


def test_no_more_is_read_than_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    path = written(tmp_path, json.dumps(PLAIN), "m.json")
    with pytest.raises(ModelError, match="at most 100 bytes"):
        load(path)
    monkeypatch.setattr(files, "MAX_BYTES", path.stat().st_size)
    assert load(path).sizes == (2, 2)


def test_a_model_begun_is_told_from_one_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    assert files.load_begun(path) is None
    assert files.load_begun(written(tmp_path, "# nothing yet\n")) is None
    begun = files.load_begun(written(tmp_path, GOOD))
    assert begun is not None
    assert begun.matrix_hash == load(path).matrix_hash
    path.unlink()
    path.symlink_to(path)
    with pytest.raises(ModelError, match="links"):
        files.load_begun(path)


def test_what_no_parser_foresaw_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, json.dumps(PLAIN), "m.json")
    for kind in (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):

        def fall(text: str, path: Path, kind: type[Exception] = kind) -> None:
            raise kind("some depth of a parser")

        monkeypatch.setitem(files._PARSERS, ".json", fall)
        with pytest.raises(ModelError, match="some depth") as caught:
            load(path)
        assert caught.value.place == str(path)


def test_a_file_that_would_not_read_back_is_not_written(tmp_path: Path) -> None:
    spaced = from_matrix([1, 1], [[0, 1], [0, 0]], descriptors=[" x", "y"])
    with pytest.raises(ModelError, match="' x' would come back as another name") as caught:
        save(spaced, tmp_path / "m.csv")
    assert caught.value.mend
    save(spaced, tmp_path / "named.csv", language="en")  # names are put on one line
    assert load(tmp_path / "named.csv").descriptors[0].id == "x"
    # such a name comes from no file, but a program can make it
    torn = dataclasses.replace(spaced, title=Name("\ud800", "\ud800"))
    with pytest.raises(ModelError, match="half a character"):
        save(torn, tmp_path / "m.scw")
    assert [path.name for path in tmp_path.iterdir()] == ["named.csv"]


@pytest.mark.parametrize(
    "changes",
    [
        {"matrix": None}, {"matrix": 3}, {"matrix": np.zeros((4, 4, 1))}, {"matrix": {}},
        {"matrix": np.zeros((4, 4)) + 1j}, {"matrix": np.full((4, 4), None)},
        {"sizes": None}, {"sizes": [2, 2.5]}, {"sizes": [math.nan, 2]}, {"sizes": [-2, 2]},
        {"sizes": 4}, {"descriptors": [1, 2]}, {"descriptors": 3}, {"descriptors": ["A", " "]},
        {"variants": [None, None]}, {"variants": [["a", "b"], ["c", ""]]}, {"title": 5},
        {"descriptors": [None, "A"]},
    ],
)  # fmt: skip
def test_numbers_and_names_that_are_none_are_refused(changes: dict[str, Any]) -> None:
    given: dict[str, Any] = {"sizes": [2, 2], "matrix": np.zeros((4, 4))}
    assert from_matrix(**given).sizes == (2, 2)
    given |= changes
    with pytest.raises(ModelError) as caught:
        from_matrix(**given)
    assert caught.value.mend


def test_an_index_may_be_of_any_library() -> None:
    model = from_matrix(np.array([2, 2]), np.eye(4, k=2))
    assert model.descriptor(np.int64(1)) == model.descriptor("D2") == 1
    assert model.variant(np.int16(1), np.uint8(1)) == 1
    pinned = solve(model, pins={np.int64(0): np.int64(1)})  # type: ignore[dict-item]
    assert {one.variants[0] for one in pinned.scenarios} == {1}
    for key in (2, -1, 0.0, None, np.float64(0)):
        with pytest.raises(ModelError, match="D1, D2"):
            model.descriptor(key)  # type: ignore[arg-type]
        with pytest.raises(ModelError, match="from 0 to 1"):
            model.variant(0, key)  # type: ignore[arg-type]
