"""File → Document: load, repair, segment, normalise.

>>> from sharaka.reading import from_text, read
"""

from sharaka.reading.document import Block, Diagnostic, Document, Metadata, Origin

__all__ = ["Block", "Diagnostic", "Document", "Metadata", "Origin"]
