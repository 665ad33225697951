"""Matrices as CSV tables: what spreadsheets write, what is refused, and the way out and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.foreseeing.model_texts import CSV, MATRIX, written

from sharaka.errors import ModelError
from sharaka.foreseeing import csvmodel, from_matrix, load, save, tomlmodel


def test_csv_as_a_spreadsheet_draws_it(tmp_path: Path) -> None:
    text = ";;A;;B\n;;a1;a2;b1\nA;a1;;;2\n;a2;;;−1\nB;b1;1;;\n"
    model = load(written(tmp_path, text, "m.csv"))
    assert [len(d.variants) for d in model.descriptors] == [2, 1]
    assert model.matrix.tolist() == [[0, 0, 2], [0, 0, -1], [1, 0, 0]]
    with pytest.raises(ModelError, match="A=a2 → B=b1 is 'x'"):
        load(written(tmp_path, text.replace("−1", "x"), "m.csv"))
    with pytest.raises(ModelError, match="row 2 of judgements is A=a3 but column 2 A=a2"):
        load(written(tmp_path, text.replace("\n;a2", "\n;a3"), "m.csv"))
    with pytest.raises(ModelError, match="not square"):
        load(written(tmp_path, text.replace("B;b1;1;;\n", ""), "m.csv"))


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        (",,a1,a2,b1,b2", ",,a1,a2,b1", "variants has 5 cells, that of descriptors 6", 2),
        ("2,-2,0,0", "2,-2,0", r"row 3 \(B=b1\) has 3 cells, not 4", 5),
        ("2,-2,0,0", "2,-2,0,0,0", r"row 3 \(B=b1\) has 5 cells, not 4", 5),
        ("2,-2", "nan,-2", "B=b1 → A=a1 is nan", 5),
        ("2,-2", "1e400,-2", "B=b1 → A=a1 is inf", 5),
        ("2,-2", "2_0,-2", "B=b1 → A=a1 is '2_0'", 5),
        ("2,-2", "2,-1e300", "B=b1 → A=a2 is -1e", 5),
        ("A,a1", ",a1", "row 1 of judgements names no descriptor", 3),
        (",,A,", ",,,", "column 1 of judgements names no descriptor", 1),
        (",a2,0", ",,0", "row 2 of judgements names no variant", 4),
        (",a2,0", ",a3,0", "row 2 of judgements is A=a3 but column 2 A=a2", 4),
        ('A,a1,0', 'A,"a\n1",0', "row 1 of judgements is A=a\n1", 3),
    ],
)  # fmt: skip
def test_a_bad_table_is_named_by_its_line(old: str, new: str, words: str, line: int) -> None:
    assert old in CSV
    with pytest.raises(ModelError, match=words) as caught:
        csvmodel.parse(CSV.replace(old, new, 1))
    assert caught.value.place == f"matrix.csv:{line}"
    # a row is counted where it stands in the file, whatever stands before
    with pytest.raises(ModelError, match=words) as caught:
        csvmodel.parse("\n,,,\n" + CSV.replace(old, new, 1))
    assert caught.value.place == f"matrix.csv:{line + 2}"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_the_delimiter_is_what_makes_a_table(delimiter: str, end: str) -> None:
    """Names may be full of the other one; only a count in the first line would be misled."""
    other = ",;".replace(delimiter, "")
    text = CSV.replace(",", delimiter).replace("\n", end)
    for name in ("A", "B"):
        text = text.replace(name, f'"{name}{other * 9}"')
    model = csvmodel.parse(text)
    assert [d.id for d in model.descriptors] == [f"A{other * 9}", f"B{other * 9}"]
    assert model.matrix.tolist() == MATRIX


def test_a_decimal_comma_is_one_only_between_semicolons() -> None:
    text = CSV.replace(",", ";").replace("2;-2", "0,5;−1,25")
    assert csvmodel.parse(text).matrix[2].tolist() == [0.5, -1.25, 0, 0]
    with pytest.raises(ModelError, match="is '1,2,3'"):
        csvmodel.parse(text.replace("0,5", "1,2,3"))
    quoted = CSV.replace("2,-2", '"0,5",-2')
    with pytest.raises(ModelError, match="B=b1 → A=a1 is '0,5'"):
        csvmodel.parse(quoted)


def test_names_of_every_kind_come_back(tmp_path: Path) -> None:
    for names in (["x;;;;;;;", "y"], ['"x"', "'y,"], ["x\ny", "z\r\nq"], ["#", "&-"], ["1", "2"]):
        model = from_matrix([2, 2], MATRIX, descriptors=names, variants=[names, names[::-1]])
        save(model, tmp_path / "m.csv")
        assert load(tmp_path / "m.csv").matrix_hash == model.matrix_hash


def test_descriptors_of_one_name_stay_two(tmp_path: Path) -> None:
    text = '[[descriptor]]\nid = "{0}"\nname = "Policy"\nvariants = [{1}]\n'
    alike = '{id = "x", name = "up"}, {id = "y", name = "up"}'
    judged = '[[judgement]]\nfrom = "p=x"\nto = "q=y"\nvalue = 2\n'
    model = tomlmodel.parse(text.format("p", alike) + text.format("q", alike) + judged)
    for suffix in ("csv", "scw"):
        save(model, tmp_path / f"m.{suffix}", language="en")
        again = load(tmp_path / f"m.{suffix}")
        assert again.sizes == (2, 2)
        assert again.matrix.tolist() == model.matrix.tolist()
        assert [d.id for d in again.descriptors] == ["Policy", "Policy (2)"]
        assert [v.id for v in again.descriptors[1].variants] == ["up", "up (2)"]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_too_long_or_too_wide_is_not_read_to_its_end(delimiter: str) -> None:
    with pytest.raises(ModelError, match="more rows than the 1,000") as caught:
        csvmodel.parse(f"a{delimiter}b{delimiter}c\n" * 5_000)
    assert caught.value.place == "matrix.csv:1003"
    with pytest.raises(ModelError, match="more cells than the 1,000"):
        csvmodel.parse(delimiter * 1_000_000)
