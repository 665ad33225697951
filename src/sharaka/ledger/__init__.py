"""Evidence and decisions at rest: the case folder, the store, merging, exchange.

>>> from sharaka.ledger import Case, Ledger, take_in
"""

from sharaka.ledger.case import Case, Source
from sharaka.ledger.decisions import Decision
from sharaka.ledger.entries import Account, Entry
from sharaka.ledger.exchange import ImportReport, export_jsonl, import_jsonl
from sharaka.ledger.holding import Holding
from sharaka.ledger.intake import IntakeReport, take_in
from sharaka.ledger.merge import merge
from sharaka.ledger.store import Ledger
from sharaka.ledger.tools import Tools

__all__ = [
    "Account",
    "Case",
    "Decision",
    "Entry",
    "Holding",
    "ImportReport",
    "IntakeReport",
    "Ledger",
    "Source",
    "Tools",
    "export_jsonl",
    "import_jsonl",
    "merge",
    "take_in",
]
