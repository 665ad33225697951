"""What the model's commands say beside the answer itself: what is new, what is not judged, what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.acceptance.conftest import Sharaka, make_case
from tests.acceptance.model_texts import judged, solved
from tests.acceptance.texts import MODEL

# MODEL: see conftest.py.


def test_a_cell_nobody_judged_breaks_a_scenario_too(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    found = sharaka("hinges", model, "--scenario", 1, "--json").json()["scenarios"][0]
    # libya is ahead by 1 and ties by 2: warm on fighting at +2, calm on cold at +3
    assert found["unjudged"] == {
        "count": 2,
        "smallest": 2,
        "first": {
            "from": "ties=warm", "to": "libya=fight", "change": 2, "after": 2, "slack": 1,
            "overtaken": "libya", "by": "libya=fight",
        },
    }  # fmt: skip
    assert {(one["from"], one["to"]) for one in found["critical"]} == {
        ("ties=warm", "libya=calm"), ("libya=calm", "ties=warm"),
    }  # fmt: skip
    changed = tmp_path / "changed.toml"
    for value, stays in ((1, True), (2, False)):
        changed.write_text(judged("ties=warm", "libya=fight", value), encoding="utf-8")
        assert ([0, 0] in solved(sharaka, changed)) is stays
    words = sharaka("hinges", model, "--scenario", 1).out
    assert "2 cells nobody has judged would break it, the first by +2" in words


def test_where_every_cell_is_judged_none_is_left(sharaka: Sharaka, model: Path) -> None:
    text = MODEL
    for owner, own, other, theirs in (
        ("libya", ("calm", "fight"), "ties", ("warm", "cold")),
        ("ties", ("warm", "cold"), "libya", ("calm", "fight")),
    ):
        for source in own:
            for target in theirs:
                if f'from = "{owner}={source}"\nto = "{other}={target}"' not in text:
                    text = judged(f"{owner}={source}", f"{other}={target}", 0, text=text)
    model.write_text(text, encoding="utf-8")
    for one in sharaka("hinges", model, "--json").json()["scenarios"]:
        assert one["unjudged"] == {"count": 0, "smallest": None, "first": None}
    assert "nobody has judged" not in sharaka("hinges", model).out


def test_a_path_tells_its_cycle_as_all_attractors_do(sharaka: Sharaka, model: Path) -> None:
    every = sharaka("basins", model, "--json").json()["attractors"]
    for start in (("calm", "cold"), ("calm", "warm")):
        options = (f"libya={start[0]}", "--from", f"ties={start[1]}")
        path = sharaka("basins", model, "--from", *options, "--json").json()
        assert path["cycle"] in [one["cycle"] for one in every]
        assert path["cycle"] == path["path"][path["cycle_start"] :]


def test_robust_says_what_it_takes_as_certain(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(judged("ties=warm", "libya=calm", -1), encoding="utf-8")
    for options in (("--confidence", 0.5), ("--expert", other)):
        words = " ".join(sharaka("robust", model, *options).out.split())
        assert "cells nobody judged are taken as certainly zero" in words


@pytest.mark.parametrize(
    ("imposed", "new", "gone"),
    [
        # (fight, cold) is consistent by itself, and (calm, warm) lacks what is imposed
        (["libya=fight"], "Of these, 0 are new", "of the 2 consistent without it, 1 vanishes"),
        (
            ["libya=calm", "ties=cold"],
            "Of these, 1 is new",
            "of the 2 consistent without it, 2 vanish",
        ),
    ],
)
def test_what_an_imposition_makes_and_unmakes(
    sharaka: Sharaka, model: Path, imposed: list[str], new: str, gone: str
) -> None:
    options = [part for text in imposed for part in ("--impose", text)]
    words = " ".join(sharaka("solve", model, *options).out.split())
    assert new in words
    assert gone in words
    # with a pin, or a limit, the two would not be of the same kind
    for more in (("--limit", 5), ("--tolerance", 0)):
        shown = "new (not consistent" in sharaka("solve", model, *options, *more).out
        assert shown is (more[0] != "--limit")
    pinned = sharaka("solve", model, "--pin", "ties=warm", "--impose", "libya=fight").out
    assert "new (not consistent" not in pinned


def test_a_solution_file_that_differs_is_a_failure(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    whole, half, wrong = (tmp_path / f"{name}.sl" for name in ("whole", "half", "wrong"))
    assert sharaka("solve", model, "--out", whole).code == 0
    assert sharaka("solve", model, "--out", half, "--pin", "libya=calm").code == 0
    assert sharaka("solve", model, "--out", wrong, "--tolerance", 2).code == 0
    same = sharaka("solve", model, "--check", whole)
    assert (same.code, same.err) == (0, "")
    lacking = sharaka("solve", model, "--check", half)
    assert lacking.code == 1
    assert lacking.err == (
        f"error: {half}: does not agree with {model}: 1 scenario missing in it\n"
    )
    more = sharaka("solve", model, "--check", wrong, "--json")
    assert more.code == 1
    assert "not consistent here" in more.err
    assert more.json()["check"]["missing"] == []
    assert sharaka("solve", model, "--check", wrong, "--tolerance", 2).code == 0


def test_a_part_says_whether_it_was_searched_to_its_end(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    (part,) = sharaka("solve", model, "--json").json()["parts"]
    assert part == {"descriptors": ["libya", "ties"], "count": 2, "complete": True}
    (part,) = sharaka("solve", model, "--limit", 1, "--json").json()["parts"]
    assert (part["count"], part["complete"]) == (1, False)
    # nothing in time is not the same as nothing
    (part,) = sharaka("solve", model, "--time-limit", 0, "--json").json()["parts"]
    assert (part["count"], part["complete"]) == (0, False)


def test_of_three_variants_two_priors_leave_the_rest_to_the_third(
    sharaka: Sharaka, tmp_path: Path
) -> None:
    file = tmp_path / "three.json"
    matrix = [[0, 0, 0, 1, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 1, 0, 0]]
    names = {"descriptors": ["war", "oil"], "variants": [["on", "frozen", "over"], ["up", "down"]]}
    file.write_text(json.dumps({**names, "matrix": matrix}), encoding="utf-8")
    two = ("--prior", "war=on:0.2", "--prior", "war=frozen:0.5")
    found = sharaka("likely", file, *two, "--json").json()
    assert found["priors"]["war"] == pytest.approx({"on": 0.2, "frozen": 0.5, "over": 0.3})
    assert found["marginals"]["war"] == pytest.approx({"on": 0.2, "frozen": 0.5, "over": 0.3})
    one = sharaka("likely", file, *two[:2])
    assert one.code == 2
    assert "leave out war=frozen, war=over" in one.err


def test_convert_prints_both_matrices(sharaka: Sharaka, model: Path, tmp_path: Path) -> None:
    barred = MODEL + '\n[[forbidden]]\na = "libya=calm"\nb = "ties=cold"\n'
    for text, name, options, same in (
        (MODEL, "ids.csv", (), True),
        (MODEL, "names.csv", ("--language", "en"), False),
        (MODEL, "names.scw", (), False),
        (barred, "barred.csv", (), False),
    ):
        model.write_text(text, encoding="utf-8")
        out = tmp_path / name
        told = sharaka("convert", model, out, *options, "--json").json()
        hashes = [sharaka("solve", it, "--json").json()["matrix_hash"] for it in (model, out)]
        assert [told["matrix_hash"], told["file_matrix_hash"]] == hashes
        assert (hashes[0] == hashes[1]) is same
        words = sharaka("convert", model, out, *options).out
        assert f"matrix {hashes[0]} (the model's)" in words
        assert f"matrix {hashes[1]} (the file's{', as the model' if same else ')'}" in words


def test_a_folder_is_no_document(sharaka: Sharaka, tmp_path: Path) -> None:
    for folder in (tmp_path / "reports", tmp_path / "reports.pdf"):
        folder.mkdir()
        ran = sharaka("read", folder)
        assert ran.code == 1
        assert ran.err.startswith(f"error: {folder}: this is a folder. ")


MISSPELT = """\
[[descriptor]]
id = "sanctions"
factors = ["western_sanction", "zzzz", "dependence"]
variants = ["kept", "gone"]

[[descriptor]]
id = "reliance"
factors = ["dependence"]
variants = ["high", "low"]

[[judgement]]
from = "sanctions=kept"
to = "reliance=high"
value = 2
evidence = [{document = "a.txt", quote = "Western sanctions increase Egypt's dependence on Turkey"}]

[[judgement]]
from = "reliance=high"
to = "sanctions=kept"
value = 1
"""


@pytest.fixture
def misspelt(tmp_path: Path, sharaka: Sharaka) -> Path:
    """A coded case whose one influence no descriptor takes, because its factor is misspelt."""
    case = make_case(tmp_path, model=MISSPELT, between="EGY,TUR")
    for source in (case / "sources").iterdir():
        source.unlink()
    (case / "sources" / "a.txt").write_text(
        "Western sanctions increase Egypt's dependence on Turkey.\n", encoding="utf-8"
    )
    assert sharaka("code", case).code == 0
    return case


def test_judge_warns_of_factors_the_coder_does_not_know(sharaka: Sharaka, misspelt: Path) -> None:
    ran = sharaka("judge", misspelt)
    assert ran.code == 0
    first, second = ran.err.splitlines()
    assert first.startswith(f"warning: {misspelt / 'model.toml'}: descriptor 'sanctions'")
    assert "'western_sanction'" in first
    assert "Nearest: western_sanctions" in first
    assert "'zzzz'" in second
    assert "docs/model.md" in second
    text = MISSPELT.replace("western_sanction", "western_sanctions").replace('"zzzz", ', "")
    (misspelt / "model.toml").write_text(text, encoding="utf-8")
    assert sharaka("judge", misspelt).err == ""


def test_judge_tells_a_quoted_judgement_from_one_nothing_speaks_to(
    sharaka: Sharaka, misspelt: Path
) -> None:
    ran = sharaka("judge", misspelt, "--json").json()
    assert ran["pairs"] == []
    assert len(ran["unplaced"]) == 1
    assert [one["from"] for one in ran["quoted_elsewhere"]] == ["sanctions=kept"]
    assert [one["from"] for one in ran["unspoken"]] == ["reliance=high"]
    words = sharaka("judge", misspelt).out
    assert "lies elsewhere, or in no cell: 1 judgement in 1 block:\n  1: sanctions → rel" in words
    assert "says nothing of 1 judgement in 1 block:\n  1: reliance → sanctions" in words
