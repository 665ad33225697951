"""Foreseeing: all consistent futures of a cross-impact model, exactly, each with its evidence."""

from sharaka.foreseeing.audit import Audit, audit
from sharaka.foreseeing.balance import (
    balances,
    consistency_value,
    margins,
    total_impact_score,
)
from sharaka.foreseeing.basins import Attractor, Basins, basins
from sharaka.foreseeing.citations import Problem, check_evidence
from sharaka.foreseeing.files import load
from sharaka.foreseeing.hinges import Critical, Ground, Support, critical, supports
from sharaka.foreseeing.model import (
    Citation,
    Descriptor,
    Judgement,
    Model,
    Name,
    Variant,
    from_matrix,
)
from sharaka.foreseeing.search import Part, Scenario, Solution, solve
from sharaka.foreseeing.succession import Path, succession
from sharaka.foreseeing.whatif import WhatIf, what_if

__all__ = [
    "Attractor",
    "Audit",
    "Basins",
    "Citation",
    "Critical",
    "Descriptor",
    "Ground",
    "Judgement",
    "Model",
    "Name",
    "Part",
    "Path",
    "Problem",
    "Scenario",
    "Solution",
    "Support",
    "Variant",
    "WhatIf",
    "audit",
    "balances",
    "basins",
    "check_evidence",
    "consistency_value",
    "critical",
    "from_matrix",
    "load",
    "margins",
    "solve",
    "succession",
    "supports",
    "total_impact_score",
    "what_if",
]
