"""Ledger → measures: exchange, words and deeds, treaties, conflicts, links, a timeline.

>>> from sharaka.weighing import infer_pair, weigh
"""

from sharaka.weighing.infer import infer_pair, pair_counts
from sharaka.weighing.measures import (
    Account,
    Conflict,
    ConflictSide,
    Deeds,
    Entry,
    ExchangeRow,
    Link,
    Measures,
    ProvisionRow,
    SpeakerRow,
    Treaty,
)
from sharaka.weighing.tables import tables, to_dict
from sharaka.weighing.weigh import weigh, weigh_records

__all__ = [
    "Account",
    "Conflict",
    "ConflictSide",
    "Deeds",
    "Entry",
    "ExchangeRow",
    "Link",
    "Measures",
    "ProvisionRow",
    "SpeakerRow",
    "Treaty",
    "infer_pair",
    "pair_counts",
    "tables",
    "to_dict",
    "weigh",
    "weigh_records",
]
