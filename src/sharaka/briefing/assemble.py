"""From a case and its ledger to the input of a page."""

from __future__ import annotations

from collections.abc import Sequence

from sharaka.briefing.futures import futures
from sharaka.briefing.gazette import proper_name
from sharaka.briefing.inputs import BriefInput, Failure
from sharaka.coding import actor_name
from sharaka.foreseeing import Model, Solution
from sharaka.ledger import Case, Ledger
from sharaka.weighing import Measures, weigh_records


def from_ledger(
    case: Case,
    ledger: Ledger,
    pair: tuple[str, str],
    *,
    generated: str,
    model: Model | None = None,
    solution: Solution | None = None,
    measures: Measures | None = None,
    failures: Sequence[Failure] = (),
    languages: Sequence[str] = ("ar", "en"),
    digits: str = "latn",
) -> BriefInput:
    """Gather what a page shows.

    ``generated`` is the day to print (EDTF).  ``model`` is None when the case has none; with a
    model the page solves it unless ``solution`` is given.  ``measures`` may hand in what is already
    weighed.
    """
    documents = tuple(ledger.documents())
    held = {document.id for document in documents}
    records = tuple(record for record in ledger.records() if record.document in held)
    return BriefInput(
        names=case.name,
        pair=pair,
        documents=documents,
        records=records,
        measures=measures or weigh_records(records, pair),
        generated=generated,
        futures=futures(model, solution) if model else None,
        failures=tuple(failures),
        cites={source: said.cites for source, said in case.described.items() if said.cites},
        languages=tuple(languages),
        digits=digits,
        actor_name=actor_name,
        proper_name=proper_name,
    )
