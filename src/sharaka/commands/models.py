"""A case's model: whether there is one, and whether what it cites holds."""

from __future__ import annotations

import collections
import dataclasses
import tomllib
from collections.abc import Collection, Mapping

from sharaka import foreseeing
from sharaka.commands import console
from sharaka.foreseeing import Model
from sharaka.ledger import Case


def model_of(case: Case) -> Model | None:
    """The case's model; None while model.toml is missing or only comments.  Raises ModelError."""
    if not case.model_path.exists():
        return None
    try:
        if not tomllib.loads(case.model_path.read_text(encoding="utf-8-sig")):
            return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        pass  # loading it says what is wrong, and where
    return foreseeing.load(case.model_path)


def check_citations(
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


def without(model: Model, faulty: Collection[tuple[str, str]]) -> Model:
    """The model less the citations that do not hold; left without one, a judgement is assumed."""
    return dataclasses.replace(
        model,
        judgements=tuple(
            dataclasses.replace(
                judgement,
                evidence=tuple(
                    cited
                    for cited in judgement.evidence
                    if (cited.document, cited.quote) not in faulty
                ),
            )
            for judgement in model.judgements
        ),
    )
