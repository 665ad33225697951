"""Influences of the ledger laid beside the model's blocks."""

from __future__ import annotations

from typing import Any

from sharaka.evidence import Factor, Influence, Stretch
from sharaka.foreseeing import propose, tomlmodel

MODEL = """
[[descriptor]]
id = "deal"
variants = ["yes", "no"]
factors = ["us_russia_relations"]
[[descriptor]]
id = "reliance"
variants = ["high", "low"]
factors = ["dependence", "arms_need"]
[[descriptor]]
id = "war"
variants = ["on", "off"]
factors = ["ukraine_war"]
[[judgement]]
from = "deal=yes"
to = "reliance=high"
value = -2
evidence = [{document = "a.txt", quote = "a deal lowers reliance"}]
[[judgement]]
from = "reliance=low"
to = "war=off"
value = 1
"""


def influence(
    number: int, cause: str | None, effect: str | None, sign: int, **more: Any
) -> Influence:
    words = more.pop("words", f"sentence {number}")
    return Influence(
        id=str(number), document=more.pop("document", "a.txt"), coder="rules/1", confidence=0.9,
        sentence=Stretch(0, len(words), words), quote=words, start=0, end=len(words),
        cause=Factor(text="c", factor=cause), effect=Factor(text="e", factor=effect), sign=sign,
        **more,
    )  # fmt: skip


def test_influences_are_laid_beside_their_blocks() -> None:
    model = tomlmodel.parse(MODEL)
    told = propose(
        model,
        [
            influence(
                1, "us_russia_relations", "dependence", -1, words="so a deal lowers reliance"
            ),
            influence(2, "us_russia_relations", "arms_need", +1, document="b.txt"),
            influence(3, "us_russia_relations", "arms_need", -1, modality="denied"),
            influence(4, "ukraine_war", "dependence", +1),
            influence(5, "ukraine_war", "oil_price", +1),
            influence(6, "dependence", "arms_need", +1),
            influence(7, None, "dependence", +1),
            influence(8, "ukraine_war", "dependence", -1, state="rejected"),
        ],
    )
    first, second = told.pairs
    assert (first.source, first.target, first.count) == (0, 1, 3)
    assert first.contested
    assert [[i.id for i in side] for side in (first.raising, first.lowering, first.denied)] == [
        ["2"], ["1"], ["3"],
    ]  # fmt: skip
    assert first.documents == ("a.txt", "b.txt")
    assert [j.value for j in first.judgements] == [-2]
    assert [i.id for i in first.uncited] == ["2", "3"]
    assert (second.source, second.target, second.contested) == (2, 1, False)
    assert second.judgements == ()
    assert [i.id for i in told.unplaced] == ["5", "6", "7"]
    assert [model.cell(j.source, j.target) for j in told.unspoken] == ["reliance=low → war=off"]


def test_a_factor_of_two_descriptors_lies_beside_both() -> None:
    model = tomlmodel.parse(MODEL.replace('"ukraine_war"', '"dependence"'))
    told = propose(model, [influence(1, "us_russia_relations", "dependence", -1)])
    assert {(pair.source, pair.target) for pair in told.pairs} == {(0, 1), (0, 2)}
    # between the two themselves it says nothing of itself
    assert propose(model, [influence(2, "dependence", "dependence", 1)]).pairs[0].count == 1


QUOTED = """
[[judgement]]
from = "war=on"
to = "deal=no"
value = 1
evidence = [{document = "a.txt", quote = "the war ends the talks"}]
"""


def test_a_judgement_that_quotes_an_influence_is_not_unspoken() -> None:
    """Its influence has no factor, or lies in another block, or speaks of another document."""
    model = tomlmodel.parse(MODEL + QUOTED)
    words = "and so the war ends the talks"

    def told(*given: Influence) -> tuple[list[str], list[str]]:
        found = propose(model, given)
        quoted, silent = (
            [model.cell(one.source, one.target) for one in side]
            for side in (found.quoted_elsewhere, found.unspoken)
        )
        return quoted, silent

    nothing = ["deal=yes → reliance=high", "reliance=low → war=off"]
    cell = "war=on → deal=no"
    assert told(influence(1, None, None, 1, words=words)) == ([cell], nothing)
    assert told(influence(1, "ukraine_war", "dependence", 1, words=words)) == ([cell], nothing)
    for silent in (
        influence(1, None, None, 1, words=words, document="b.txt"),
        influence(1, None, None, 1, words=words, state="rejected"),
        influence(1, None, None, 1),
    ):
        assert told(silent) == ([], [*nothing, cell])
    # where it lies in the judgement's own block it is what speaks to it
    own = influence(1, "ukraine_war", "us_russia_relations", 1, words=words)
    assert told(own) == ([], nothing)
