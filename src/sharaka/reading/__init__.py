"""File → Document: load, repair, segment, normalise.

>>> from sharaka.reading import from_text, read
>>> from_text("التقى بوتين نظيره. ثم غادر.", "a.txt").sentences
((0, 18), (19, 27))
"""

from sharaka.reading.assemble import from_text
from sharaka.reading.document import (
    Block,
    BlockKind,
    Diagnostic,
    Document,
    Metadata,
    Origin,
    Severity,
)
from sharaka.reading.normalise import SKIP, fold, fold_chars, fold_with_map
from sharaka.reading.read import SUFFIXES, read
from sharaka.reading.storage import document_from_dict, document_to_dict
from sharaka.reading.way_back import origin_at, origins_of

__all__ = [
    "SKIP",
    "SUFFIXES",
    "Block",
    "BlockKind",
    "Diagnostic",
    "Document",
    "Metadata",
    "Origin",
    "Severity",
    "document_from_dict",
    "document_to_dict",
    "fold",
    "fold_chars",
    "fold_with_map",
    "from_text",
    "origin_at",
    "origins_of",
    "read",
]
