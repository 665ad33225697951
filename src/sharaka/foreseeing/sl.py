"""ScenarioWizard's solution files (.sl): scenarios in and out.

As published files have it: a header, ``Solution set``, the number of scenarios, then a line each:
``" 2 3 1",weight,consistency value,inconsistency,total impact score,"note"``; variants count
from 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing._text import lines, number
from sharaka.foreseeing.balance import consistency_value, total_impact_score
from sharaka.foreseeing.model import Model
from sharaka.foreseeing.search import Scenario

_LINE = re.compile(r'^\s*"([0-9\s]+)"\s*,([^",]*),([^",]*),([^",]*),([^",]*)(?:,|$)')


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario of a .sl file: 0-based variants and the figures the file gives."""

    variants: tuple[int, ...]
    weight: float
    consistency_value: float
    inconsistency: float
    tis: float


def parse(text: str, model: Model, path: Path | str = "solutions.sl") -> tuple[Listed, ...]:
    """The scenarios of a .sl file, refused when they are not this model's.

    Raises ModelError naming the line: no solution file, a scenario that does not fit the
    descriptors, or figures that the model's matrix does not give.
    """
    place = str(path)
    rest = lines(text)
    head = [next(rest, (at, ""))[1] for at in range(1, 4)]
    if not head[0].lstrip().startswith("$") or "solution" not in head[1].lower():
        raise ModelError(
            "not a ScenarioWizard solution file", place=f"{place}:1", mend="Save it again."
        )
    stated = re.fullmatch(r"\s*([0-9]{1,18})\s*", head[2])
    if stated is None:
        raise ModelError(
            "the number of scenarios does not stand in the third line",
            place=f"{place}:3",
            mend="Save it again.",
        )
    found = []
    for at, line in rest:
        if not line.strip():
            continue
        matched = _LINE.match(line)
        try:
            if matched is None:
                raise ValueError
            variants = tuple(int(part) - 1 for part in matched[1].split())
            weight, value, inconsistency, tis = (number(matched[k]) for k in (2, 3, 4, 5))
            if not all(map(math.isfinite, (weight, value, inconsistency, tis))):
                raise ValueError
        except ValueError as error:
            raise ModelError(
                "not a scenario line", place=f"{place}:{at}", mend="Save it again."
            ) from error
        _check(model, variants, value - inconsistency, tis, f"{place}:{at}")
        found.append(Listed(variants, weight, value, inconsistency, tis))
    if int(stated[1]) != len(found):
        raise ModelError(
            f"the file says {stated[1]} scenarios and has {len(found)}",
            place=f"{place}:3",
            mend="It was cut short: save it again.",
        )
    return tuple(found)


def _check(model: Model, variants: tuple[int, ...], margin: float, tis: float, at: str) -> None:
    """Refuse a scenario the model's matrix does not bear out.

    The file gives a margin as consistency value (above zero) and inconsistency (below).
    """
    mend = "Use the .sl file saved with this matrix."
    sizes = model.sizes
    if len(variants) != len(sizes) or not all(
        0 <= v < size for v, size in zip(variants, sizes, strict=True)
    ):
        raise ModelError("the scenario does not fit the descriptors", place=at, mend=mend)
    score, value = total_impact_score(model, variants), consistency_value(model, variants)
    # where no descriptor has a rival there is no margin, and any that is not negative is right
    other = margin < -0.01 if math.isinf(value) else abs(value - margin) > 0.01
    if abs(score - tis) > 0.01 or other:
        raise ModelError(
            f"the file gives the scenario score {figure(tis)} and margin {figure(margin)}, "
            f"the matrix {figure(score)} and {figure(value)}",
            place=at,
            mend=mend,
        )


def render(
    scenarios: Iterable[Scenario], weight: Callable[[tuple[int, ...]], float] | None = None
) -> str:
    """The text of a .sl file; ``weight`` gives each scenario's (0 without).

    Figures are written in full.  Raises ModelError for a weight that is not finite.
    """
    listed = list(scenarios)
    written = ["$ ScenarioWizard 3.0", "Solution set", f" {len(listed)} ", ""]
    for one in listed:
        variants = " " + " ".join(str(v + 1) for v in one.variants)
        heavy = weight(one.variants) if weight else 0
        if not math.isfinite(heavy):
            raise ModelError(
                f"the weight of scenario {variants.strip()} is {heavy}", mend="Give a number."
            )
        # none where no descriptor has a rival: infinity is no figure of these files
        margin = one.consistency_value
        value = max(0, margin) if math.isfinite(margin) else 0
        figures = ",".join(map(figure, (heavy, value, one.inconsistency, one.tis)))
        written.append(f'"{variants}",{figures},""')
    return "\n".join(written) + "\n"


def figure(value: float) -> str:
    """A number with all its digits; ``:g`` would keep six."""
    if not math.isfinite(value):
        return str(value)
    return str(int(value)) if float(value).is_integer() else repr(float(value))
