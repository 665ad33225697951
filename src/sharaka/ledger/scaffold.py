"""What a new case starts with: ``case.toml``, ``model.toml``, ``sources/`` and ``.sharaka/``."""

from __future__ import annotations

import json
from pathlib import Path

from sharaka.errors import CaseError
from sharaka.ledger.codes import fault

_CASE = """\
# A case of Sharaka: which relation it is about, and what is known of its sources.

[case]
name = {{ar = {ar}, en = {en}}}
{between}

# One table a file below sources/, where the file itself does not say or is wrong:
# [sources."001.txt"]
# title = ""
# author = ""
# publisher = ""
# published = 2024-10-11     # or "2024-10", "2024"
# language = "ar"
# url = ""
# cites = []                 # addresses the source itself rests on
"""

_MODEL = """\
# The cross-impact model: what may turn out how (descriptors and their variants), and how strongly
# one variant favours or hinders another (judgements, -3 ... +3), each with the words it rests on.
# A judgement without evidence is shown everywhere as an analyst's assumption.
# docs/model.md tells the whole format.  Write below, or take the "# " off every line below the rule.
# ----------------------------------------------------------------------------------------------
# [[descriptor]]
# id = "deal"
# name = {ar = "اتفاق مع طرف ثالث", en = "Deal with a third party"}
# variants = [
#   {id = "none", name = {ar = "لا اتفاق", en = "No deal"}},
#   {id = "deal", name = {ar = "اتفاق", en = "Deal"}},
# ]
# now = "none"
#
# [[descriptor]]
# id = "partnership"
# name = {ar = "شكل الشراكة", en = "Form of the partnership"}
# variants = [
#   {id = "loose", name = {ar = "صفقات متفرقة", en = "Transactional"}},
#   {id = "deep", name = {ar = "شراكة عميقة", en = "Deep"}},
# ]
# now = "deep"
#
# [[judgement]]
# from = "deal=deal"
# to = "partnership=deep"
# value = -2
# confidence = 0.6
# evidence = []    # such as: [{document = "001.txt", quote = "the exact words"}]
"""


def write_scaffold(folder: Path, between: tuple[str, str] | None) -> None:
    """Write the files that are not there yet.  Raises CaseError for a pair that cannot be one."""
    if between is not None:
        faults = [wrong for code in between if (wrong := fault(code))]
        if not faults and between[0] == between[1]:
            faults = ["the two sides must differ"]
        if faults:
            raise CaseError(
                f"the pair {','.join(between)} cannot be used: {'; '.join(faults)}",
                mend="Give two different actor codes, such as RUS,IRN.",
            )
    for part in (folder, folder / "sources", folder / ".sharaka"):
        part.mkdir(parents=True, exist_ok=True)
    names = _names(folder, between)
    line = (
        f"between = {json.dumps(list(between))}"
        if between
        else '# between = ["RUS", "IRN"]    # without this line it is inferred from the documents'
    )
    text = _CASE.format(ar=_toml(names["ar"]), en=_toml(names["en"]), between=line)
    model = folder / "model.toml"
    if not model.exists():
        model.write_text(_MODEL, encoding="utf-8")
    # Last, because it is what makes the folder a case.
    (folder / "case.toml").write_text(text, encoding="utf-8")


def _toml(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _names(folder: Path, between: tuple[str, str] | None) -> dict[str, str]:
    if between is None:
        return dict.fromkeys(("ar", "en"), folder.resolve().name)
    # Imported here: naming the actors loads the coder's lexicons, opening a case should not.
    from sharaka.coding import actor_name

    left, right = between
    return {
        "ar": f"{actor_name(left, 'ar')} و{actor_name(right, 'ar')}",
        "en": f"{actor_name(left, 'en')} and {actor_name(right, 'en')}",
    }
