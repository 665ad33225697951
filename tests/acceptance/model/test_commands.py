"""The commands on the model, on small models whose answers are worked out by hand."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.conftest import Sharaka, make_case, run
from tests.acceptance.model_texts import ON_MODEL, SPACED, judged, solved
from tests.acceptance.texts import MODEL

from sharaka.commands.console import cells

# MODEL: see conftest.py.


def test_a_hinge_breaks_its_scenario_and_a_point_less_does_not(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    found = sharaka("hinges", model, "--scenario", 1, "--json").json()
    (one,) = found["scenarios"]
    assert one["states"] == {"libya": "calm", "ties": "warm"}
    told = [(it["from"], it["to"], it["value"], it["after"], it["by"]) for it in one["critical"]]
    assert told == [
        ("ties=warm", "libya=calm", 1, -1, "libya=fight"),
        ("libya=calm", "ties=warm", 2, -1, "ties=cold"),
    ]
    assert [it["basis"] for it in one["critical"]] == ["analyst's assumption", "evidence"]
    (cited,) = one["critical"][1]["evidence"]
    assert cited["quote"] == "signed a defence industry memorandum in Ankara"
    changed = tmp_path / "changed.toml"
    for source, target, _, after, _ in told:
        changed.write_text(judged(source, target, after), encoding="utf-8")
        assert [0, 0] not in solved(sharaka, changed)
        changed.write_text(judged(source, target, after + 1), encoding="utf-8")
        assert [0, 0] in solved(sharaka, changed)


def test_what_holds_a_scenario_up_adds_up_to_its_margins(sharaka: Sharaka, model: Path) -> None:
    for one in sharaka("hinges", model, "--json").json()["scenarios"]:
        margins = []
        for support in one["supports"]:
            grounds = support["holds"] + support["against"]
            assert sum(ground["strength"] for ground in grounds) == support["margin"]
            margins.append(support["margin"])
        assert min(margins) == one["consistency_value"]


def test_hinges_in_words(sharaka: Sharaka, model: Path) -> None:
    words = sharaka("hinges", model).out
    assert "Libya = Calm → Ties = Warm: from +2 to -1" in words
    assert '"Cold" overtakes' in words
    assert "02-cost.txt: «signed a defence industry memorandum in Ankara»" in words
    assert "analyst's assumption" in words
    assert words.count("Scenario ") == 2
    arabic = sharaka("hinges", model, "--language", "ar", "--pin", "libya=fight").out
    assert "ليبيا = قتال" in arabic
    assert arabic.count("Scenario ") == 1
    # the mark keeps the arrow between two Arabic names from pointing the wrong way
    assert "ليبيا = قتال\u200e → العلاقات = باردة\u200e: from +3" in arabic
    # numbers are those of solve with the same pins
    pinned = sharaka("hinges", model, "--pin", "libya=fight", "--scenario", 1, "--json").json()
    assert pinned["scenarios"][0]["variants"] == [1, 1]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # (calm, cold) and (fight, warm) turn into each other when both move at once
        (["--rule", "global"], {((0, 0),): 1, ((1, 1),): 1, ((0, 1), (1, 0)): 2}),
        (["--rule", "incremental"], {((0, 0),): 1, ((1, 1),): 1, ((0, 1), (1, 0)): 2}),
        # ties is the more inconsistent one in both, and follows libya
        (["--rule", "local"], {((0, 0),): 2, ((1, 1),): 2}),
        (["--rule", "adiabatic", "--order", "libya,ties"], {((0, 0),): 2, ((1, 1),): 2}),
    ],
)
def test_basins_of_every_rule(
    sharaka: Sharaka, model: Path, options: list[str], expected: dict[Any, int]
) -> None:
    found = sharaka("basins", model, *options, "--json").json()
    assert found["exact"]
    weights = {
        tuple(tuple(state["variants"]) for state in one["cycle"]): one["weight"]
        for one in found["attractors"]
    }
    assert weights == expected
    assert all(one["share"] == one["low"] == one["high"] for one in found["attractors"])
    cyclic = sum(weight for cycle, weight in weights.items() if len(cycle) > 1) / 4
    assert found["cyclic_share"] == cyclic


def test_sampled_basins_say_so_and_hold_the_truth(sharaka: Sharaka, model: Path) -> None:
    options = ("--max-exact", 0, "--samples", 4000, "--seed", 7)
    found = sharaka("basins", model, *options, "--json").json()
    assert not found["exact"]
    assert (found["samples"], found["seed"]) == (4000, 7)
    assert sum(one["weight"] for one in found["attractors"]) == 4000
    for one in found["attractors"]:
        truth = 0.5 if one["kind"] == "cycle" else 0.25
        # four standard errors of a share of 4,000 draws: a fixed seed keeps it there
        assert abs(one["share"] - truth) < 4 * math.sqrt(truth * (1 - truth) / 4000)
        assert one["low"] < one["share"] < one["high"]
    words = sharaka("basins", model, *options).out
    assert "Sampled: 4,000 configurations, drawn alike from 4 (seed 7)" in words
    assert "95 % interval" in words
    assert "Exact: every one of 4 configurations" in sharaka("basins", model).out
    assert "None of them ends in a cycle" in sharaka("basins", model, "--rule", "local").out
    assert found == sharaka("basins", model, *options, "--json").json()


def test_the_path_from_a_configuration(sharaka: Sharaka, model: Path) -> None:
    cold = ("--from", "ties=cold")  # libya is calm now
    path = sharaka("basins", model, *cold, "--json").json()
    assert [one["variants"] for one in path["path"]] == [[0, 1], [1, 0]]
    assert (path["cycle_start"], path["consistent"]) == (0, False)
    slow = ("--rule", "adiabatic", "--order")
    path = sharaka("basins", model, *cold, *slow, "ties,libya", "--json").json()
    assert [one["variants"] for one in path["path"]] == [[0, 1], [0, 0]]
    path = sharaka("basins", model, *cold, *slow, "libya,ties", "--json").json()
    assert [one["variants"] for one in path["path"]] == [[0, 1], [1, 1]]
    assert path["consistent"]
    words = sharaka("basins", model, *cold, *slow, "libya,ties").out
    assert "Libya: Calm → Fighting" in words
    assert "comes to rest after 1 step" in words
    assert "cycle of 2 states" in sharaka("basins", model, *cold).out
    assert "It stays there" in sharaka("basins", model, "--from", "now").out


def test_from_needs_every_descriptor(sharaka: Sharaka, model: Path) -> None:
    model.write_text(MODEL.replace('now = "warm"\n', ""), encoding="utf-8")
    ran = sharaka("basins", model, "--from", "libya=calm")
    assert ran.code == 2
    assert "ties" in ran.err
    assert str(model) in ran.err
    assert sharaka("basins", model, "--from", "libya=calm", "--from", "ties=warm").code == 0


def test_an_attractor_that_is_forbidden_is_marked(sharaka: Sharaka, model: Path) -> None:
    """Succession does not ask what is forbidden; solve does."""
    barred = MODEL + '\n[[forbidden]]\na = "libya=calm"\nb = "ties=warm"\n'
    model.write_text(barred, encoding="utf-8")
    assert solved(sharaka, model) == [[1, 1]]
    found = sharaka("basins", model, "--json").json()["attractors"]
    assert [one["forbidden"] for one in found if one["kind"] == "scenario"] == [True, False]
    assert "forbidden pair" in sharaka("basins", model).out


def test_the_chance_of_a_scenario_worked_out_by_hand(sharaka: Sharaka, model: Path) -> None:
    """A value off by k points is as likely as 4^-|k|, inside the scale: what confidence is that?

    Around 1, from -3 to 3, the weights are 1 + 2/4 + 2/16 + 1/64 + 1/256 = 421/256, so 256/421.
    (calm, warm) holds while warm→calm is not below 0, that is, unless it is off by -2 to -4:
    (16 + 4 + 1) / 421 of the weights.  (fight, cold) does not hang on it.
    """
    holds = 400 / 421
    text = judged("ties=warm", "libya=calm", 1, more=f"confidence = {256 / 421}")
    model.write_text(text, encoding="utf-8")
    found = sharaka("robust", model, "--draws", 2000, "--json").json()
    first, second = found["scenarios"]
    assert first["probability"] == pytest.approx(holds)
    assert first["weakest"] == "libya"
    assert first["descriptors"] == pytest.approx({"libya": holds, "ties": 1})
    (decisive,) = first["decisive"]
    assert (decisive["from"], decisive["low"], decisive["high"]) == ("ties=warm", 0, 1)
    assert second["probability"] == 1
    shares = {tuple(one["variants"]): one for one in found["ensemble"]["members"]}
    assert shares[1, 1]["share"] == 1
    assert abs(shares[0, 0]["share"] - holds) < 4 * math.sqrt(holds * (1 - holds) / 2000)
    # around 2 the weights are 1 + 2/4 + 1/16 + … + 1/1024 = 1621/1024; off by -3 to -5 are 21/1621
    others = ("--confidence", 1024 / 1621)
    every = sharaka("robust", model, *others, "--scenario", 1, "--json").json()
    (alone,) = every["scenarios"]
    assert alone["probability"] == pytest.approx(holds * 1600 / 1621)
    words = sharaka("robust", model, *others).out
    assert "Libya = Calm → Ties = Warm: +2" in words
    assert "«signed a defence industry memorandum in Ankara»" in words
    assert "93.8%" in words


def test_experts_who_differ(sharaka: Sharaka, model: Path, tmp_path: Path) -> None:
    """Two cells differ, each way alike: (fight, warm) needs both as the second expert has them."""
    other = tmp_path / "other.toml"
    text = judged("ties=warm", "libya=calm", -1)
    other.write_text(judged("libya=fight", "ties=cold", 0, text=text), encoding="utf-8")
    ran = sharaka("robust", model, "--expert", other, "--draws", 4000, "--json")
    found = ran.json()
    assert [one["probability"] for one in found["scenarios"]] == [0.5, 1]
    members = {tuple(one["variants"]): one for one in found["ensemble"]["members"]}
    assert set(members) == {(0, 0), (1, 1), (1, 0)}
    assert [members[place]["number"] for place in ((0, 0), (1, 1), (1, 0))] == [1, 2, None]
    assert abs(members[1, 0]["share"] - 0.25) < 4 * math.sqrt(0.25 * 0.75 / 4000)
    words = sharaka("robust", model, "--expert", other, "--draws", 400).out
    assert "not consistent in the model's own: 1 scenario\n" in words
    strange = tmp_path / "strange.toml"
    strange.write_text(MODEL.replace("calm", "quiet"), encoding="utf-8")
    ran = sharaka("robust", model, "--expert", strange)
    assert ran.code == 1
    assert str(strange) in ran.err


def test_where_nothing_is_uncertain_there_is_nothing_to_tell(sharaka: Sharaka, model: Path) -> None:
    for options in ([], ["--confidence", 1], ["--expert", model]):
        ran = sharaka("robust", model, *options)
        assert ran.code == 2
        assert ran.out == ""
    assert "--confidence" in sharaka("robust", model).err


def by_hand(beta: float) -> dict[tuple[int, int], float]:
    """exp(beta · score) of the four configurations, made to sum to one."""
    scores = {(0, 0): 3, (0, 1): 0, (1, 0): 0, (1, 1): 4}
    total = sum(math.exp(beta * score) for score in scores.values())
    return {place: math.exp(beta * score) / total for place, score in scores.items()}


def test_probabilities_and_their_notice(sharaka: Sharaka, model: Path) -> None:
    ran = sharaka("likely", model, "--beta", 0.5, "--given", "libya=calm", "--json")
    found, hand = ran.json(), by_hand(0.5)
    assert next(iter(found)) == "notice"
    calm = hand[0, 0] + hand[0, 1]
    assert found["marginals"]["libya"] == pytest.approx({"calm": calm, "fight": 1 - calm})
    assert found["given_probability"] == pytest.approx(calm)
    assert found["conditionals"]["ties"] == pytest.approx(
        {"warm": hand[0, 0] / calm, "cold": hand[0, 1] / calm}
    )
    assert [one["variants"] for one in found["configurations"]] == [[0, 0], [0, 1]]
    assert [one["consistent"] for one in found["configurations"]] == [True, False]
    for one in found["configurations"]:
        assert one["probability"] == pytest.approx(hand[tuple(one["variants"])])
    words = sharaka("likely", model).out
    assert words.startswith("These probabilities are a further assumption")
    assert "multiplies the odds by 2.72" in words
    assert sharaka("likely", model, "--language", "ar").out.startswith("هذه الاحتمالات")
    top = sharaka("likely", model, "--limit", 1, "--json").json()["configurations"]
    assert [one["variants"] for one in top] == [[1, 1]]


def test_a_prior_moves_what_hangs_together_with_it(sharaka: Sharaka, model: Path) -> None:
    """One prior scales the configurations of each variant alike; the one left out takes the rest."""
    hand = by_hand(1)
    cold = hand[0, 1] + hand[1, 1]
    fitted = hand[0, 1] * 0.2 / cold + hand[0, 0] * 0.8 / (1 - cold)
    for prior in (["ties=cold:0.2"], ["ties=cold:0.2", "ties=warm:0.8"]):
        options = [part for text in prior for part in ("--prior", text)]
        found = sharaka("likely", model, *options, "--json").json()
        assert found["marginals"]["ties"] == pytest.approx({"warm": 0.8, "cold": 0.2})
        assert found["marginals"]["libya"]["calm"] == pytest.approx(fitted)


@pytest.mark.parametrize("objective", ["points", "cells"])
def test_the_least_to_change_does_it(
    sharaka: Sharaka, model: Path, tmp_path: Path, objective: str
) -> None:
    """(calm, cold) is a point short in libya and two in ties: three points, in two cells or more."""
    fewest = ["--fewest"] if objective == "cells" else []
    wants = ("--want", "libya=calm", "--want", "ties=cold")
    found = sharaka("reach", model, *wants, *fewest, "--json").json()
    assert found["variants"] == [0, 1]
    assert found["exact"]
    assert (found["points"], found["cost"]) == (3, 2 if fewest else 3)
    text = MODEL
    for one in found["changes"]:
        assert abs(one["after"]) <= 3
        text = judged(one["from"], one["to"], one["after"], text=text)
    changed = tmp_path / "changed.toml"
    changed.write_text(text, encoding="utf-8")
    assert [0, 1] in solved(sharaka, changed)
    words = sharaka("reach", model, *wants, *fewest, "--language", "ar").out
    assert "by 3 points in all" in words
    assert "ليبيا: هدوء" in words


def test_what_is_within_reach_already_and_what_never_is(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    found = sharaka("reach", model, "--want", "ties=cold", "--json").json()
    assert (found["states"], found["cost"]) == ({"libya": "fight", "ties": "cold"}, 0)
    assert "Nothing has to change" in sharaka("reach", model, "--want", "ties=cold").out
    # a descriptor that judges itself, and nobody else to be argued with
    alone = tmp_path / "alone.json"
    names = {"descriptors": ["D"], "variants": [["a", "b"]]}
    alone.write_text(json.dumps({**names, "matrix": [[0, 1], [0, 0]]}), encoding="utf-8")
    ran = sharaka("reach", alone, "--want", "D=a")
    assert ran.code == 0
    assert "No change" in ran.out
    assert sharaka("reach", alone, "--want", "D=a", "--json").json()["variants"] is None


def test_a_matrix_goes_out_and_comes_back(sharaka: Sharaka, model: Path, tmp_path: Path) -> None:
    csv, scw = tmp_path / "matrix.csv", tmp_path / "matrix.scw"
    ran = sharaka("convert", model, csv, "--json")
    assert ran.code == 0
    assert ran.json()["left"]["quotes"] == 1
    known = sharaka("solve", model, "--json").json()
    back = sharaka("solve", csv, "--json").json()
    assert back == known  # headed by ids, so it is the same matrix to the letter
    words = sharaka("convert", model, scw, "--language", "ar")
    assert words.code == 0
    assert "Stays behind" in words.out
    assert "&ليبيا" in scw.read_text(encoding="utf-8")
    named = sharaka("solve", scw, "--json").json()
    assert named["scenarios"] == known["scenarios"]


def test_a_matrix_that_would_not_come_back_is_not_written(
    sharaka: Sharaka, model: Path, tmp_path: Path
) -> None:
    alike = MODEL.replace('name = {ar = "العلاقات"', 'name = {ar = "ليبيا"')
    model.write_text(alike, encoding="utf-8")
    out = tmp_path / "matrix.csv"
    # two neighbours of one name would be one descriptor: they are numbered
    assert sharaka("convert", model, out, "--language", "ar").code == 0
    assert "ليبيا (2)" in out.read_text(encoding="utf-8")
    assert solved(sharaka, out) == solved(sharaka, model)
    out.unlink()
    spaced = tmp_path / "spaced.json"
    spaced.write_text(SPACED, encoding="utf-8")
    ran = sharaka("convert", spaced, out)
    assert ran.code == 1
    assert "would not read back: ' B '" in ran.err
    assert not out.exists()
    assert sharaka("convert", model, out).code == 0
    model.write_text(MODEL.replace("value = 3", "value = 2.5"), encoding="utf-8")
    ran = sharaka("convert", model, tmp_path / "matrix.scw")
    assert ran.code == 1
    assert "whole" in ran.err
    assert not (tmp_path / "matrix.scw").exists()


def test_solutions_go_out_and_are_checked(sharaka: Sharaka, model: Path, tmp_path: Path) -> None:
    out = tmp_path / "solutions.sl"
    ran = sharaka("solve", model, "--out", out)
    assert ran.code == 0
    assert str(out) in ran.out
    same = sharaka("solve", model, "--check", out, "--json").json()["check"]
    assert (same["consistent"], same["inconsistent"], same["missing"]) == (
        [[0, 0], [1, 1]], [], [],
    )  # fmt: skip
    assert "The same scenarios" in sharaka("solve", model, "--check", out).out
    # one found and one a point off: (calm, cold) has margins -1 and -2, and score 0
    some = tmp_path / "some.sl"
    some.write_text(
        '$ ScenarioWizard 3.0\nSolution set\n 2 \n\n" 1 1",0,1,0,3,""\n" 1 2",0,0,2,0,""\n',
        encoding="utf-8",
    )
    found = sharaka("solve", model, "--check", some, "--json").json()["check"]
    assert found["consistent"] == [[0, 0]]
    assert [(one["variants"], one["inconsistency"]) for one in found["inconsistent"]] == [
        ([0, 1], 2)
    ]
    assert found["missing"] == [[1, 1]]
    words = sharaka("solve", model, "--check", some).out
    assert "inconsistent by 2" in words
    assert "not in the file" in words
    tolerant = sharaka("solve", model, "--check", some, "--tolerance", 2, "--json").json()["check"]
    assert tolerant["consistent"] == [[0, 0], [0, 1]]
    # another matrix gives the scenarios other scores
    model.write_text(judged("libya=calm", "ties=warm", 1), encoding="utf-8")
    ran = sharaka("solve", model, "--check", out)
    assert ran.code == 1
    assert f"{out}:5" in ran.err
    assert ran.out == ""


def test_a_model_that_never_comes_to_rest(sharaka: Sharaka, tmp_path: Path) -> None:
    """Matching pennies: one follows the other, who flees; all four configurations go round."""
    pennies = tmp_path / "pennies.json"
    names = {"descriptors": ["A", "B"], "variants": [["h", "t"], ["h", "t"]]}
    rows = [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]]
    pennies.write_text(json.dumps({**names, "matrix": rows}), encoding="utf-8")
    assert sharaka("hinges", pennies, "--json").json()["scenarios"] == []
    assert "No scenario among 4 combinations" in sharaka("hinges", pennies).out
    assert sharaka("hinges", pennies, "--scenario", 1).code == 2
    (round_,) = sharaka("basins", pennies, "--json").json()["attractors"]
    assert [one["variants"] for one in round_["cycle"]] == [[0, 0], [1, 0], [1, 1], [0, 1]]
    assert round_["weight"] == 4
    ran = sharaka("robust", pennies, "--confidence", 0.5, "--draws", 50, "--json")
    assert ran.code == 0
    assert ran.json()["scenarios"] == []
    members = ran.json()["ensemble"]["members"]
    assert members
    assert {one["number"] for one in members} == {None}
    assert "A: h" in sharaka("robust", pennies, "--confidence", 0.5, "--draws", 50).out
    # to stay at (h, h) the one who flees must flee by a point less, or a point more must hold him
    found = sharaka("reach", pennies, "--want", "A=h", "--want", "B=h", "--json").json()
    assert (found["points"], len(found["changes"])) == (1, 1)


LEANING = """\
Western sanctions increase Egypt's dependence on Turkey. Sanctions reduce trade between the two \
countries.

تزيد العقوبات الغربية من اعتماد القاهرة على أنقرة. وتقلل العقوبات الغربية من التبادل التجاري بين البلدين.
"""
FREEING = "Western sanctions reduce Egypt's dependence on Turkey.\n"

LINKS = """\
[[descriptor]]
id = "sanctions"
name = {ar = "العقوبات", en = "Sanctions"}
factors = ["western_sanctions"]
variants = [{id = "kept", name = {ar = "باقية", en = "Kept"}}, {id = "gone", name = {ar = "مرفوعة", en = "Gone"}}]

[[descriptor]]
id = "reliance"
name = {ar = "الاعتماد", en = "Reliance"}
factors = ["dependence"]
variants = [{id = "high", name = {ar = "مرتفع", en = "High"}}, {id = "low", name = {ar = "منخفض", en = "Low"}}]

[[judgement]]
from = "sanctions=kept"
to = "reliance=high"
value = 2
evidence = [{document = "a.txt", quote = "Western sanctions increase Egypt's dependence on Turkey"}]

[[judgement]]
from = "sanctions=kept"
to = "reliance=low"
value = -1

[[judgement]]
from = "reliance=high"
to = "sanctions=kept"
value = 1
"""


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coded case whose sources pull in opposite directions; tests only look at it."""
    case = tmp_path_factory.mktemp("linked") / "case"
    assert run("new", case, "--between", "EGY,TUR").code == 0
    (case / "sources" / "a.txt").write_text(LEANING, encoding="utf-8")
    (case / "sources" / "b.txt").write_text(FREEING, encoding="utf-8")
    (case / "model.toml").write_text(LINKS, encoding="utf-8")
    assert run("code", case).code == 0
    return case


def test_judge_lays_the_ledger_beside_the_model(sharaka: Sharaka, linked: Path) -> None:
    found = sharaka("judge", linked, "--json").json()
    influences = [one for one in sharaka("export", linked).lines() if one["kind"] == "influence"]
    on = {
        one["id"]: (one["cause"]["factor"], one["effect"]["factor"], one["sign"])
        for one in influences
    }
    raising = {key for key, told in on.items() if told == ("western_sanctions", "dependence", 1)}
    lowering = {key for key, told in on.items() if told == ("western_sanctions", "dependence", -1)}
    assert len(raising) == 2
    assert len(lowering) == 1
    (pair,) = found["pairs"]
    assert (pair["from"], pair["to"], pair["contested"]) == ("sanctions", "reliance", True)
    assert {one["id"] for one in pair["raising"]} == raising
    assert {one["id"] for one in pair["lowering"]} == lowering
    quoted = "Western sanctions increase Egypt's dependence on Turkey"
    assert set(pair["uncited"]) == {
        one["id"] for one in pair["raising"] + pair["lowering"] if one["quote"] != quoted
    }
    assert [one["value"] for one in pair["judgements"]] == [2, -1]
    assert {one["id"] for one in found["unplaced"]} == set(on) - raising - lowering
    assert len(found["unplaced"]) == 2  # sanctions on trade, which no descriptor stands for
    assert [one["from"] for one in found["unspoken"]] == ["reliance=high"]


def test_judge_audits_the_matrix(sharaka: Sharaka, linked: Path) -> None:
    audit = sharaka("judge", linked, "--json").json()["audit"]
    assert audit["judged"] == 3
    assert audit["negative_share"] == pytest.approx(1 / 3)
    assert audit["evidence_share"] == pytest.approx(1 / 3)
    assert len(audit["without_evidence"]) == 2
    assert (audit["judged_blocks"], audit["blocks"]) == (2, 2)
    assert audit["unbalanced"] == 2  # kept on reliance sums to 1, high on sanctions to 1
    assert audit["active"] == {"sanctions": 3, "reliance": 1}
    assert audit["passive"] == {"sanctions": 1, "reliance": 3}
    assert audit["silent"] == []


def test_judge_in_words(sharaka: Sharaka, linked: Path) -> None:
    words = sharaka("judge", linked).out
    assert "1. Sanctions → Reliance CONTESTED" in words
    assert "2 raising, 1 lowering, 0 denied; 2 that no judgement quotes" in words
    uncited = words.index("b.txt: «Western sanctions reduce Egypt's dependence on Turkey")
    cited = words.index("quoted, a.txt: «Western sanctions increase Egypt's dependence on Turkey")
    assert uncited < cited
    assert "«تزيد العقوبات الغربية من اعتماد القاهرة على أنقرة" in words
    assert "Kept → Low: -1 (assumption)" in words
    assert "Evidence without a cell: 2 influences" in words
    assert "الاعتماد" in sharaka("judge", linked, "--language", "ar").out


def test_judge_needs_a_coded_case_and_a_model(
    sharaka: Sharaka, case: Path, tmp_path: Path, model: Path
) -> None:
    ran = sharaka("judge", case)
    assert ran.code == 1
    assert f"sharaka code {case}" in ran.err
    assert sharaka("code", case).code == 0
    ran = sharaka("judge", case)
    assert ran.code == 1
    assert "no model yet" in ran.err
    assert sharaka("judge", model).code == 1


def test_words_that_are_not_there_are_not_shown_as_evidence(
    sharaka: Sharaka, tmp_path: Path
) -> None:
    """As solve does, the commands say what is misquoted; and they do not repeat it as a quote."""
    wrong = MODEL.replace("signed a defence industry memorandum in Ankara", "signed a defence pact")
    case = make_case(tmp_path, model=wrong)
    assert "not checked" in sharaka("hinges", case).err
    sharaka("code", case)
    for command in (
        ("judge", case),
        ("hinges", case),
        ("robust", case, "--confidence", 0.5),
        ("reach", case, "--want", "ties=cold"),
    ):
        ran = sharaka(*command)
        assert ran.code == 1
        assert "signed a defence pact" in ran.err
        assert ran.out
        assert "signed a defence pact" not in ran.out


@pytest.mark.parametrize("command", sorted(ON_MODEL))
def test_every_result_names_its_matrix_and_takes_a_case_or_a_file(
    sharaka: Sharaka, coded: Path, command: str
) -> None:
    known = sharaka("solve", coded, "--json").json()["matrix_hash"]
    of_case = sharaka(command, coded, *ON_MODEL[command], "--json")
    of_file = sharaka(command, coded / "model.toml", *ON_MODEL[command], "--json")
    assert of_case.code == 0, of_case.err
    assert of_case.json() == of_file.json()
    assert of_case.json()["matrix_hash"] == known
    words = sharaka(command, coded, *ON_MODEL[command])
    assert known in words.out
    assert words.err == ""


def test_no_line_of_prose_is_wider_than_the_terminal(
    sharaka: Sharaka, linked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command, language in itertools.product(
        (
            ["judge", linked],
            ["hinges", linked],
            ["robust", linked, "--confidence", "0.5"],
            ["likely", linked],
            ["reach", linked, "--want", "sanctions=gone"],
        ),
        ("ar", "en"),
    ):
        for line in sharaka(*command, "--language", language).out.splitlines():
            assert cells(line) <= 80, line
