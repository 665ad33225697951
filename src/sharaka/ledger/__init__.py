"""Evidence and decisions at rest: the case folder, the store, merging, exchange.

>>> from sharaka.ledger import Case, Ledger, take_in
"""

from sharaka.ledger.case import Case, Source
from sharaka.ledger.decisions import Decision
from sharaka.ledger.exchange import ImportReport, export_jsonl, import_jsonl
from sharaka.ledger.holding import Holding
from sharaka.ledger.intake import IntakeReport, Tools, take_in
from sharaka.ledger.store import Ledger

__all__ = [
    "Case",
    "Decision",
    "Holding",
    "ImportReport",
    "IntakeReport",
    "Ledger",
    "Source",
    "Tools",
    "export_jsonl",
    "import_jsonl",
    "take_in",
]
