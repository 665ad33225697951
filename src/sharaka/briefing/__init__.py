"""Everything → one offline page, Arabic and English, every figure linked to its quotes."""

from sharaka.briefing.assemble import from_ledger
from sharaka.briefing.inputs import (
    BriefInput,
    Citation,
    Critical,
    Descriptor,
    Failure,
    Futures,
    Judgement,
    Scenario,
    Variant,
    WhatIf,
)
from sharaka.briefing.page import brief

__all__ = [
    "BriefInput",
    "Citation",
    "Critical",
    "Descriptor",
    "Failure",
    "Futures",
    "Judgement",
    "Scenario",
    "Variant",
    "WhatIf",
    "brief",
    "from_ledger",
]
