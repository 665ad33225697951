"""What the model's commands are given: odd ids, wild numbers, spoiled files, and very much of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.acceptance.conftest import Sharaka, make_case
from tests.acceptance.model_texts import ON_MODEL, SPACED, judged
from tests.acceptance.texts import MODEL

from sharaka import foreseeing


@pytest.mark.parametrize(
    ("pin", "variants"),
    [
        ("A=x=a1", [0, 0]),
        ("A=x = a1", [0, 0]),
        ("A=x==a2", [1, 1]),
        (" B =b 1", [0, 0]),
        ("B=b2", [1, 1]),
        (" B =b2 ", [1, 1]),
    ],
)
def test_ids_of_any_letters_can_be_named(
    sharaka: Sharaka, tmp_path: Path, pin: str, variants: list[int]
) -> None:
    file = tmp_path / "spaced.json"
    file.write_text(SPACED, encoding="utf-8")
    for command, option in (("solve", "--pin"), ("solve", "--impose"), ("hinges", "--pin")):
        found = sharaka(command, file, option, pin, "--json").json()["scenarios"]
        assert [one["variants"] for one in found] == [variants]
    assert sharaka("reach", file, "--want", pin, "--json").json()["variants"] == variants
    likely = sharaka("likely", file, "--prior", f"{pin}:0.9", "--given", pin, "--json").json()
    assert likely["configurations"][0]["variants"] == variants
    assert likely["given_probability"] == pytest.approx(0.9)


def test_a_text_that_names_two_variants_is_wrong_usage(sharaka: Sharaka, tmp_path: Path) -> None:
    file = tmp_path / "two.json"
    file.write_text(SPACED.replace('" B "', '"A"').replace('"b 1"', '"x=a1"'), encoding="utf-8")
    ran = sharaka("solve", file, "--pin", "A=x=a1")
    assert ran.code == 2
    assert "more than one" in ran.err
    ran = sharaka("solve", file, "--pin", "A=x=a3")
    assert ran.code == 2
    assert "x=a1, b2" in ran.err


def test_a_result_says_what_was_asked(sharaka: Sharaka, model: Path) -> None:
    plain = sharaka("solve", model, "--json").json()
    assert (plain["pins"], plain["imposed"], plain["tolerance"]) == ({}, {}, 0)
    asked = sharaka(
        "solve", model, "--pin", "libya=calm", "--impose", "ties=cold", "--tolerance", 2.5, "--json"
    ).json()
    assert asked["matrix_hash"] == plain["matrix_hash"]
    assert asked["pins"] == {"libya": "calm"}
    assert asked["imposed"] == {"ties": "cold"}
    assert asked["tolerance"] == 2.5


def test_of_very_many_scenarios_the_first_are_shown(sharaka: Sharaka, tmp_path: Path) -> None:
    """Twelve descriptors that nothing influences: 4,096 scenarios."""
    file = tmp_path / "free.csv"
    names = [(f"d{number}", variant) for number in range(12) for variant in ("on", "off")]
    rows = [["", "", *(name for name, _ in names)], ["", "", *(variant for _, variant in names)]]
    rows += [[name, variant, *["0"] * 24] for name, variant in names]
    file.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    words = sharaka("solve", file).out
    assert "4,096 consistent scenarios" in words
    assert "3,096 more scenarios: --json prints them all; --limit N" in words
    assert len(re.findall(r"^\s*\d+  ", words, re.MULTILINE)) == 1_000 or (
        words.count("Scenario ") == 1_000
    )
    assert len(sharaka("solve", file, "--json").json()["scenarios"]) == 4096
    assert "more scenarios" not in sharaka("solve", file, "--limit", 1000).out


def test_drawing_ends_when_its_time_is_over(sharaka: Sharaka, model: Path) -> None:
    options = ("robust", model, "--confidence", 0.5, "--draws", 1_000_000, "--time-limit")
    found = sharaka(*options, 0.2, "--json").json()["ensemble"]
    assert found["wanted"] == 1_000_000
    assert 0 < found["matrices"] < 1_000_000
    assert not found["complete"]
    assert "The time limit ended the drawing: 1,000,000" in sharaka(*options, 0.2).out
    nothing = sharaka(*options, 0)
    assert nothing.code == 0
    assert "0 matrices drawn" in nothing.out


@pytest.mark.parametrize("value", ["1e19", "1000001", "inf", "nan", "-1"])
@pytest.mark.parametrize("command", ["solve", "hinges", "robust", "reach"])
def test_a_tolerance_beyond_reckoning_is_wrong_usage(
    sharaka: Sharaka, model: Path, command: str, value: str
) -> None:
    ran = sharaka(command, model, *ON_MODEL[command], "--tolerance", value)
    assert ran.code == 2
    assert ran.out == ""
    assert "--tolerance" in ran.err
    assert sharaka(command, model, *ON_MODEL[command], "--tolerance", "1000000").code == 0


def test_a_number_that_is_none_is_wrong_usage(sharaka: Sharaka, model: Path) -> None:
    for command, option, value in (
        ("solve", "--time-limit", "nan"),
        ("solve", "--time-limit", "inf"),
        ("reach", "--time-limit", "nan"),
        ("robust", "--confidence", "nan"),
        ("likely", "--beta", "nan"),
    ):
        ran = sharaka(command, model, *ON_MODEL[command], option, value)
        assert ran.code == 2
        assert option in ran.err


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("dict.json", json.dumps(json.loads(SPACED) | {"matrix": [{"a": 1}]}), "dict.json"),
        ("half.json", SPACED.replace(" B ", "\\ud800"), "half.json"),
        ("deep.json", "[" * 100_000, "deep.json"),
        ("digits.json", SPACED.replace("-1", "9" * 5000), "digits.json:1"),
        ("rows.csv", ",,A,A\n,,a\nA,a,0,0\nA,b,0,0\n", "rows.csv:2"),
        ("deep.toml", "a = " + "[" * 100_000, "deep.toml"),
        ("digits.toml", judged("libya=calm", "ties=warm", 1).replace("= 1\n", f"= {'9' * 5000}\n"), "digits.toml:"),
        ("big.toml", judged("libya=calm", "ties=warm", 1).replace("= 1\n", f"= {10**400}\n"), "big.toml:"),
    ],
    ids=lambda value: value if len(str(value)) < 20 else "",
)  # fmt: skip
def test_files_that_would_break_a_parser(
    sharaka: Sharaka, tmp_path: Path, name: str, text: str, place: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    for command in ("solve", "basins"):
        ran = sharaka(command, file)
        assert ran.code == 1
        assert ran.out == ""
        assert len(ran.err) < 1_000
        assert ran.err.startswith(f"error: {tmp_path / place}")
    if file.suffix == ".toml":
        # as the model of a case it goes the same way
        case = make_case(tmp_path, model=text)
        ran = sharaka("solve", case)
        assert ran.code == 1
        assert ran.err.startswith(f"error: {case / 'model.toml'}")


def test_a_solution_file_that_would_break_a_parser(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    good = tmp_path / "good.sl"
    assert sharaka("solve", model, "--out", good).code == 0
    text = good.read_text(encoding="utf-8")
    for number, count in enumerate(("²", "9" * 5000)):
        bad = tmp_path / f"bad{number}.sl"
        bad.write_text(text.replace("\n 2 \n", f"\n{count}\n"), encoding="utf-8")
        ran = sharaka("solve", model, "--check", bad)
        assert ran.code == 1
        assert ran.err.startswith(f"error: {bad}:3")


def test_a_model_that_is_no_file_is_said(sharaka: Sharaka, case: Path, tmp_path: Path) -> None:
    (case / "model.toml").unlink()
    (case / "model.toml").symlink_to("model.toml")
    zero = tmp_path / "zero.json"
    zero.symlink_to("/dev/zero")
    for path, place, words in ((case, case / "model.toml", "links"), (zero, zero, "regular file")):
        ran = sharaka("solve", path)
        assert ran.code == 1
        assert "no model yet" not in ran.err
        assert ran.err.startswith(f"error: {place}: ")
        assert words in ran.err
    ran = sharaka("convert", zero, tmp_path / "loop.csv")
    assert ran.code == 1


@pytest.mark.parametrize(("kind", "words"), [(MemoryError, "memory"), (RecursionError, "nested")])
def test_what_the_machine_cannot_do_is_an_error(
    sharaka: Sharaka,
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[Exception],
    words: str,
) -> None:
    def fall(*arguments: object, **options: object) -> None:
        raise kind

    monkeypatch.setattr(foreseeing, "solve", fall)
    ran = sharaka("solve", model)
    assert ran.code == 1
    assert ran.err.startswith("error: ")
    assert words in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hinges", "--scenario", "3"], "from 1 to 2"),
        (["hinges", "--scenario", "0"], "--scenario"),
        (["hinges", "--pin", "libya=peace"], "calm, fight"),
        (["basins", "--rule", "nonsense"], "adiabatic"),
        (["basins", "--order", "libya,ties"], "adiabatic"),
        (["basins", "--rule", "adiabatic", "--order", "libya"], "libya,ties"),
        (["basins", "--from", "libya"], "descriptor=variant"),
        (["basins", "--from", "libya=calm", "--from", "libya=fight"], "twice"),
        (["basins", "--from", "now", "--samples", "9"], "--samples"),
        (["robust", "--confidence", "1.5"], "--confidence"),
        (["robust", "--confidence", "0.5", "--scenario", "9"], "from 1 to 2"),
        (["robust", "--confidence", "0.5", "--seed", "1"], "--draws"),
        (["robust", "--confidence", "0.5", "--expert", "x.toml"], "Keep one"),
        (["likely", "--beta", "-1"], "--beta"),
        (["likely", "--beta", "inf"], "--beta"),
        (["likely", "--prior", "libya=calm"], "probability"),
        (["likely", "--prior", "libya=calm:2"], "probability"),
        (["likely", "--prior", "libya=peace:0.5"], "calm, fight"),
        (["likely", "--prior", "libya=calm:0.5", "--prior", "libya=fight:0.4"], "0.9"),
        (["likely", "--prior", "libya=calm:0.5", "--prior", "libya=calm:0.4"], "twice"),
        (["likely", "--given", "war=on"], "libya, ties"),
        (["reach"], "--want"),
        (["reach", "--want", "libya=peace"], "calm, fight"),
        (["convert", "matrix.xlsx"], ".csv"),
        (["solve", "--out", "list.txt"], ".sl"),
        (["solve", "--check", "list.sl", "--pin", "libya=calm"], "--pin"),
    ],
)
def test_wrong_usage_says_what_would_be_right(
    sharaka: Sharaka, coded: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    command, *options = arguments
    ran = sharaka(command, coded, *options, folder=tmp_path)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_is_an_error_and_not_a_traceback(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    absent = tmp_path / "absent.sl"
    for arguments, said in (
        (("solve", model, "--check", absent), "absent.sl"),
        (("solve", model, "--out", tmp_path / "nowhere" / "x.sl"), "nowhere"),
        (("convert", model, tmp_path / "nowhere" / "x.csv"), "nowhere"),
        (("robust", model, "--expert", tmp_path / "absent.toml"), "absent.toml"),
        (("hinges", tmp_path / "absent.toml"), "absent.toml"),
        (("basins", tmp_path / "gulff"), "sharaka new"),
    ):
        ran = sharaka(*arguments)
        assert ran.code == 1
        assert said in ran.err
    barred = MODEL + '\n[[forbidden]]\na = "libya=calm"\nb = "ties=warm"\n'
    model.write_text(barred, encoding="utf-8")
    ran = sharaka("likely", model, "--given", "libya=calm", "--given", "ties=warm")
    assert ran.code == 1
    assert "probability zero" in ran.err
