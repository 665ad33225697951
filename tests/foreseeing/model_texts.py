"""Small models as files of every format, for tests to spoil."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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

#: The matrix of the files below, two descriptors of two variants.
MATRIX = [[0, 0, 1, -1], [0, 0, -1, 1], [2, -2, 0, 0], [0, 0, 0, 0]]

PLAIN = {"descriptors": ["A", "B"], "variants": [["a1", "a2"], ["b1", "b2"]], "matrix": MATRIX}

CSV = ",,A,,B,\n,,a1,a2,b1,b2\nA,a1,0,0,1,-1\n,a2,0,0,-1,1\nB,b1,2,-2,0,0\n,b2,0,0,0,0\n"

SCW = """\
$ ScenarioWizard 4.0
trial.scw
&A
 -a1
 -a2
&B
 -b1
 -b2
#
&
#
#
FFFFFF
#
#
 0 , 0 , 1 ,-1
 0 , 0 ,-1 , 1
 2 ,-2 , 0 , 0
 0 , 0 , 0 , 0
#
"""

SL = '$ ScenarioWizard 3.0\nSolution set\n 1 \n\n" 1 1",0,2,0,3,""\n'


def written(tmp_path: Path, text: str, name: str = "model.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def matrix_file(tmp_path: Path, **changes: Any) -> Path:
    return written(tmp_path, json.dumps(PLAIN | changes), "m.json")
