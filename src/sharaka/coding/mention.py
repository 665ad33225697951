"""One actor mention."""

from __future__ import annotations

from dataclasses import dataclass

from sharaka.evidence import Party


@dataclass(slots=True)
class Mention:
    """An actor on tokens ``i:j``.  ``prep`` is the preposition that governs it, "" for none."""

    i: int
    j: int
    start: int
    end: int
    text: str
    kind: str
    codes: tuple[str, ...] = ()
    name: str | None = None
    role: str | None = None
    sector: str | None = None
    prep: str = ""
    conj: bool = False

    @property
    def acts(self) -> bool:
        """Whether it can be an agent: not a bare adjective, not a mere place."""
        return self.kind not in ("adjective", "city", "accord")

    def parties(self) -> tuple[Party, ...]:
        """One Party a code (one with code None when nothing is known)."""
        return tuple(
            Party(
                code=code, name=self.name, role=self.role, sector=self.sector,
                text=self.text, start=self.start, end=self.end,
            )
            for code in (self.codes or (None,))
        )  # fmt: skip
