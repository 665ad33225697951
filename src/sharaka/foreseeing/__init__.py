"""Foreseeing: all consistent futures of a cross-impact model, exactly, each with its evidence.

The method is cross-impact balances (CIB), W. Weimer-Jehle, Technological Forecasting and Social
Change 73 (2006) 334-361.  docs/model.md describes the model file and the engine for users.
Importing this package loads numpy but not numba: small models are solved without it.
"""

from sharaka.foreseeing.audit import Audit, audit
from sharaka.foreseeing.balance import (
    balances,
    consistency_value,
    margins,
    total_impact_score,
)
from sharaka.foreseeing.basins import Attractor, Basins, basins
from sharaka.foreseeing.changes import Change, Changes, cheapest_changes
from sharaka.foreseeing.citations import Problem, check_evidence
from sharaka.foreseeing.ensemble import Ensemble, Member, ensemble
from sharaka.foreseeing.files import load, load_solutions, save, save_solutions
from sharaka.foreseeing.gibbs import Gibbs, gibbs
from sharaka.foreseeing.hinges import Critical, Ground, Support, critical, supports
from sharaka.foreseeing.judging import Proposal, Proposals, propose
from sharaka.foreseeing.model import (
    Citation,
    Descriptor,
    Judgement,
    Model,
    Name,
    Variant,
    from_matrix,
)
from sharaka.foreseeing.nearest import Nearest, nearest
from sharaka.foreseeing.search import Part, Scenario, Solution, solve
from sharaka.foreseeing.sl import Listed
from sharaka.foreseeing.succession import Path, succession
from sharaka.foreseeing.uncertainty import (
    Decisive,
    Uncertain,
    decisive,
    descriptor_probabilities,
    from_confidence,
    from_experts,
    monte_carlo,
    probability,
)
from sharaka.foreseeing.whatif import WhatIf, what_if

__all__ = [
    "Attractor",
    "Audit",
    "Basins",
    "Change",
    "Changes",
    "Citation",
    "Critical",
    "Decisive",
    "Descriptor",
    "Ensemble",
    "Gibbs",
    "Ground",
    "Judgement",
    "Listed",
    "Member",
    "Model",
    "Name",
    "Nearest",
    "Part",
    "Path",
    "Problem",
    "Proposal",
    "Proposals",
    "Scenario",
    "Solution",
    "Support",
    "Uncertain",
    "Variant",
    "WhatIf",
    "audit",
    "balances",
    "basins",
    "cheapest_changes",
    "check_evidence",
    "consistency_value",
    "critical",
    "decisive",
    "descriptor_probabilities",
    "ensemble",
    "from_confidence",
    "from_experts",
    "from_matrix",
    "gibbs",
    "load",
    "load_solutions",
    "margins",
    "monte_carlo",
    "nearest",
    "probability",
    "propose",
    "save",
    "save_solutions",
    "solve",
    "succession",
    "supports",
    "total_impact_score",
    "what_if",
]
