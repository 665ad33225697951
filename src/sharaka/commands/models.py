"""A case's or a file's model: loading it, what is asked of it, and whether what it cites holds."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from sharaka import foreseeing
from sharaka.commands import console
from sharaka.errors import ModelError, UsageError
from sharaka.foreseeing import Model, files
from sharaka.ledger import Case, Ledger


def model_at(path: Path) -> Model:
    """The model of a case's folder, or in a file.  Raises ModelError where a case has none yet."""
    if not path.is_dir() and (path.exists() or path.suffix):
        return foreseeing.load(path)
    case = Case.open(path)
    model = model_of(case)
    if model is None:
        raise ModelError(
            "there is no model yet",
            place=str(case.model_path),
            mend="Write its descriptors and judgements there; a new case's model.toml shows how.",
        )
    return model


def file_of(path: Path) -> Path:
    """The file that the model of a case or a file stands in: the place that messages name."""
    return path / "model.toml" if path.is_dir() else path


def model_of(case: Case) -> Model | None:
    """The case's model; None while model.toml is missing or only comments.  Raises ModelError."""
    return files.load_begun(case.model_path)


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


def checked(path: Path, model: Model) -> tuple[Model, bool]:
    """The model with the citations that do not hold left out, and whether there are any.

    Those of a case are checked against its ledger, each fault being said on stderr; a file's are
    taken as they stand, for there is nothing to check them against.
    """
    if not path.is_dir() or not any(judgement.evidence for judgement in model.judgements):
        return model, False
    case = Case.open(path)
    if not case.ledger_path.exists():
        console.warn(f"the quotes in {case.model_path} are not checked: code the case first")
        return model, False
    with Ledger.open(case.ledger_path) as ledger:
        texts = {document.id: document.text for document in ledger.documents()}
    faulty, messages = check_citations(case, model, texts)
    return without(model, faulty), bool(messages)


def states(option: str, texts: Iterable[str], model: Model, path: Path) -> dict[str, str]:
    """The ``descriptor=variant`` texts of an option, as ids.

    Raises UsageError, with the names there are, for a text of another form, names the model does
    not have, and a descriptor named twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        descriptor, variant = state(option, text, model, path)
        if descriptor in found:
            raise UsageError(
                f"{option} names descriptor {descriptor!r} twice",
                mend=f"Keep one {option} for each descriptor.",
            )
        found[descriptor] = variant
    return found


def keyed(found: Mapping[str, str]) -> dict[str | int, str | int]:
    """States as the engine takes them, where a place may stand for an id."""
    return dict(found.items())


def state(option: str, text: str, model: Model, path: Path) -> tuple[str, str]:
    """The ids that a ``descriptor=variant`` text names.

    Imported ids may hold ``=`` and outer spaces: every split is tried, as it is written first, then
    without outer spaces.  Raises UsageError as :func:`states` does.
    """
    splits = [(text[:at], text[at + 1 :]) for at, sign in enumerate(text) if sign == "="]
    if not any(descriptor.strip() and variant.strip() for descriptor, variant in splits):
        raise UsageError(
            f"{option} {text!r} does not name a descriptor and a variant",
            mend=f"Write {option} descriptor=variant, as in model.toml: {option} deal=deal",
        )
    for written in (str, str.strip):
        fits = [
            (descriptor.id, variant.id)
            for owner, value in splits
            for descriptor in model.descriptors
            if written(descriptor.id) == written(owner)
            for variant in descriptor.variants
            if written(variant.id) == written(value)
        ]
        if len(fits) == 1:
            return fits[0]
        if fits:
            named = " and ".join(f"variant {v!r} of {d!r}" for d, v in fits)
            raise UsageError(
                f"{option} {text!r} names more than one: {named}",
                place=str(file_of(path)),
                mend="Give them ids that differ without '=' and spaces.",
            )
    ids = {descriptor.id.strip() for descriptor in model.descriptors}
    owner, value = next((one for one in splits if one[0].strip() in ids), splits[0])
    try:
        # it is there neither with its spaces nor without: let the model say what there is
        descriptor = next((d.id for d in model.descriptors if d.id.strip() == owner.strip()), owner)
        model.variant(descriptor, value.strip())
    except ModelError as error:
        raise UsageError(
            f"{option} {owner.strip()}={value.strip()}: {error.what}",
            place=str(file_of(path)),
            mend=error.mend,
        ) from error
    return descriptor, value
