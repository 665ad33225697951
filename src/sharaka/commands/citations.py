"""Saying which citations of a model do not hold."""

from __future__ import annotations

import collections
from collections.abc import Mapping

from sharaka import foreseeing
from sharaka.commands import console
from sharaka.foreseeing import Model
from sharaka.ledger import Case


def check(
    case: Case, model: Model, texts: Mapping[str, str]
) -> tuple[set[tuple[str, str]], list[str]]:
    """The citations (document, quote) that do not hold, and a message for each, said on stderr.

    Citations of a document that is not there are told in one message for all of them.
    """
    problems = foreseeing.check_evidence(model, texts)
    absent = collections.Counter(p.document for p in problems if p.document not in texts)
    messages = [str(problem) for problem in problems if problem.document in texts]
    for document, count in sorted(absent.items()):
        judgements = "a judgement cites" if count == 1 else f"{count} citations are of"
        messages.append(
            f"{judgements} {document}, which is not among the sources read. "
            f"Put it into {case.folder / 'sources'}, or cite another."
        )
    for message in messages:
        console.fail(f"{case.model_path}: {message}")
    return {(problem.document, problem.quote) for problem in problems}, messages
