"""Which two sides a case is about: as case.toml says, or as the documents show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sharaka.errors import CaseError, LedgerError
from sharaka.evidence import Record
from sharaka.ledger import Case


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides, and whether they were inferred; ``pair`` is None where nothing shows them."""

    pair: tuple[str, str] | None
    inferred: bool

    def required(self, case: Case) -> tuple[str, str]:
        """The pair; raises CaseError where there is none."""
        if self.pair is None:
            raise CaseError(
                "the two sides cannot be inferred: no two states meet in the evidence",
                place=str(case.folder / "case.toml"),
                mend='Say them under [case], for example: between = ["RUS", "IRN"]',
            )
        return self.pair

    def said(self, language: str = "en") -> str:
        """A line for the person: never silent about what was inferred."""
        if self.pair is None:
            return "Sides: none could be inferred (say them in case.toml: between = [...])"
        from sharaka.coding import actor_name

        names = " and ".join(f"{actor_name(code, language)} ({code})" for code in self.pair)
        how = (
            "inferred from the documents; case.toml can fix them" if self.inferred else "case.toml"
        )
        return f"Sides: {names}, {how}"


def sides_of(case: Case, records: Sequence[Record]) -> Sides:
    """The sides of a case, inferred from its evidence unless case.toml says them."""
    if case.between is not None:
        return Sides(case.between, inferred=False)
    from sharaka.weighing import infer_pair

    try:
        return Sides(infer_pair(records), inferred=True)
    except LedgerError:  # no two states meet: coding goes on, what needs a pair says so
        return Sides(None, inferred=True)
