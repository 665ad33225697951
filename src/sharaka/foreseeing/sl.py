"""ScenarioWizard's solution files (.sl): scenarios in and out.

As published files have it: a header, ``Solution set``, the number of scenarios, then a line each:
``" 2 3 1",weight,consistency value,inconsistency,total impact score,"note"``; variants count
from 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sharaka.errors import ModelError
from sharaka.foreseeing.balance import consistency_value, total_impact_score
from sharaka.foreseeing.model import Model
from sharaka.foreseeing.search import Scenario

_LINE = re.compile(r'^\s*"([\d\s]+)"\s*,([^",]*),([^",]*),([^",]*),([^",]*)(?:,|$)')


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
    lines = text.splitlines()
    if (
        len(lines) < 3
        or not lines[0].lstrip().startswith("$")
        or "solution" not in lines[1].lower()
    ):
        raise ModelError(
            "not a ScenarioWizard solution file", place=f"{place}:1", mend="Save it again."
        )
    found = []
    for number, line in enumerate(lines[3:], 4):
        if not line.strip():
            continue
        at = f"{place}:{number}"
        matched = _LINE.match(line)
        try:
            if matched is None:
                raise ValueError
            variants = tuple(int(part) - 1 for part in matched[1].split())
            weight, value, inconsistency, tis = (float(matched[k]) for k in (2, 3, 4, 5))
        except ValueError as error:
            raise ModelError("not a scenario line", place=at, mend="Save it again.") from error
        _check(model, variants, value - inconsistency, tis, at)
        found.append(Listed(variants, weight, value, inconsistency, tis))
    stated = lines[2].strip()
    if stated.isdigit() and int(stated) != len(found):
        raise ModelError(
            f"the file says {stated} scenarios and has {len(found)}",
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
    if abs(score - tis) > 0.01 or abs(value - margin) > 0.01:
        raise ModelError(
            f"the file gives the scenario score {tis:g} and margin {margin:g}, "
            f"the matrix {score:g} and {value:g}",
            place=at,
            mend=mend,
        )


def render(
    scenarios: Iterable[Scenario], weight: Callable[[tuple[int, ...]], float] | None = None
) -> str:
    """The text of a .sl file; ``weight`` gives each scenario's (0 without)."""
    listed = list(scenarios)
    lines = ["$ ScenarioWizard 3.0", "Solution set", f" {len(listed)} ", ""]
    for one in listed:
        variants = " " + " ".join(str(v + 1) for v in one.variants)
        value = max(0, one.consistency_value)
        heavy = weight(one.variants) if weight else 0
        lines.append(f'"{variants}",{heavy:g},{value:g},{one.inconsistency:g},{one.tis:g},""')
    return "\n".join(lines) + "\n"
