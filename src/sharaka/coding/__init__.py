"""Document → evidence: actors, dates, quantities, then one module a kind; lexicons as data.

>>> from sharaka.coding import code
"""

from __future__ import annotations

from sharaka.coding.context import CODER

__all__ = ["CODER", "CodedDocument", "actor_name", "code", "person_name"]


def __getattr__(name: str) -> object:
    """Load the coder's machinery only when it is used: importing the package stays cheap."""
    if name in ("CodedDocument", "code"):
        from sharaka.coding import coder

        return getattr(coder, name)
    raise AttributeError(name)


def actor_name(code: str, language: str) -> str:
    """The name of an actor code in ``ar`` or ``en``; the code itself when it is not known."""
    from sharaka.coding.actor_data import display_name

    return display_name(code, language)


def person_name(name: str, language: str) -> str:
    """How a person named in any language is written in ``language``; the name itself if unlisted."""
    from sharaka.coding import actor_data

    return actor_data.person_name(name, language)
