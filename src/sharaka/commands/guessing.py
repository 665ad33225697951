"""``sharaka likely``: probabilities of futures, under an assumption that the notice names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sharaka import foreseeing
from sharaka.commands import console, futures
from sharaka.commands.models import file_of, keyed, model_at, state, states
from sharaka.errors import UsageError
from sharaka.foreseeing import Gibbs, Model

#: Configurations with their probabilities, the most probable first.
Ranked = list[tuple[tuple[int, ...], float]]


def likely(
    path: Path,
    *,
    beta: float,
    priors: list[str],
    given: list[str],
    limit: int,
    language: str,
    as_json: bool,
) -> None:
    """Print the distribution, its notice first."""
    model = model_at(path)
    evidence = states("--given", given, model, path)
    fitted = _priors(priors, model, path)
    found = foreseeing.gibbs(model, beta=beta, priors=dict(fitted.items()))
    marginals = [row.tolist() for row in found.marginals()]
    under = [row.tolist() for row in found.marginals(keyed(evidence))] if evidence else None
    ranked, share = _ranked(found, evidence, limit)
    if as_json:
        console.emit_json(
            {
                "notice": {"ar": found.notice.ar, "en": found.notice.en},
                "matrix_hash": model.matrix_hash,
                "beta": beta,
                "priors": {key: _by_id(model, key, row) for key, row in fitted.items()},
                "given": evidence,
                "given_probability": share,
                "marginals": _plain(model, marginals),
                "conditionals": None if under is None else _plain(model, under),
                "configurations": [
                    {
                        "variants": list(variants),
                        "states": futures.ids(model, variants),
                        "probability": chance,
                        "conditional": chance / share,
                        "consistent": futures.consistent(model, variants),
                    }
                    for variants, chance in ranked
                ],
            }
        )
        return
    for line in futures.wrapped(found.notice[language], more=""):
        console.emit(line)
    console.emit()
    for line in _said(found, fitted, evidence, share, marginals, under, ranked, language):
        console.emit(line)


def _said(
    found: Gibbs,
    fitted: dict[str, list[float]],
    evidence: dict[str, str],
    share: float,
    marginals: list[list[float]],
    under: list[list[float]] | None,
    ranked: Ranked,
    language: str,
) -> Iterator[str]:
    model = found.model
    yield from futures.wrapped(
        f"beta {found.beta:g}: a point of impact score multiplies the odds by "
        f"{_odds(found.beta)}; the judgements do not say how much it should",
        more="",
    )
    if fitted:
        yield "Fitted to the priors of: " + ", ".join(fitted)
    if evidence:
        held = ", ".join(f"{key}={value}" for key, value in evidence.items())
        yield f"Given: {held} (itself of probability {futures.percent(share)})"
    yield ""
    head = ["descriptor", "variant", "probability", *(["given that"] if under else [])]
    rows = []
    for place, descriptor in enumerate(model.descriptors):
        for number, variant in enumerate(descriptor.variants):
            row = [descriptor.name[language] if number == 0 else "", variant.name[language]]
            row.append(futures.percent(marginals[place][number]))
            rows.append(row + ([futures.percent(under[place][number])] if under else []))
    yield from futures.fitted(head, rows)
    yield ""
    title = "The most probable configurations" + (" of those that fit what is given" * bool(under))
    yield f"{title} (of {model.configurations:,}):"
    yield ""
    table = []
    for number, (variants, chance) in enumerate(ranked, 1):
        yes = "yes" if futures.consistent(model, variants) else "no"
        shares = {"probability": futures.percent(chance)}
        if under:
            shares["given that"] = futures.percent(chance / share)
        table.append((str(number), variants, {**shares, "consistent": yes}))
    yield from futures.compared(model, table, language, noun="configuration", cut=True)
    yield futures.matrix_line(model)


def _odds(beta: float) -> str:
    return f"{math.exp(beta):.3g}" if beta < 700 else "more than can be written"


def _ranked(found: Gibbs, evidence: dict[str, str], limit: int) -> tuple[Ranked, float]:
    """The most probable configurations that fit the evidence, and the evidence's probability.

    Of equally probable ones the first, in the order of their variants.
    """
    import numpy as np

    model, table = found.model, found.table
    fixed: list[slice] = [slice(None)] * table.ndim
    for key, value in evidence.items():
        place = model.descriptor(key)
        variant = model.variant(place, value)
        fixed[place] = slice(variant, variant + 1)
    kept = table[tuple(fixed)]
    flat = kept.reshape(-1)
    count = min(limit, flat.size)
    least = np.partition(flat, flat.size - count)[flat.size - count]
    places = np.flatnonzero((flat >= least) & (flat > 0))
    best = places[np.argsort(-flat[places], kind="stable")][:count]
    ranked: Ranked = []
    for place in best.tolist():
        inside = np.unravel_index(place, kept.shape)
        variants = tuple(int(at) + (cut.start or 0) for at, cut in zip(inside, fixed, strict=True))
        ranked.append((variants, float(flat[place])))
    return ranked, float(flat.sum())


def _priors(texts: list[str], model: Model, path: Path) -> dict[str, list[float]]:
    """The ``D=V:P`` texts as a probability for each variant of the descriptors named.

    One variant may be left out: it takes what is left of 1.
    """
    said: dict[str, dict[int, float]] = {}
    for text in texts:
        named, _, number = text.rpartition(":")
        try:
            chance = float(number)
        except ValueError:
            chance = math.nan
        if "=" not in named or not 0 <= chance <= 1:
            raise UsageError(
                f"--prior {text!r} does not name a descriptor, a variant and a probability",
                mend="Write --prior descriptor=variant:probability, from 0 to 1.",
            )
        descriptor, variant = state("--prior", named, model, path)
        place = model.variant(descriptor, variant)
        if place in said.setdefault(descriptor, {}):
            raise UsageError(
                f"--prior names {descriptor}={variant} twice", mend="Keep one for each variant."
            )
        said[descriptor][place] = chance
    return {key: _whole(key, chances, model, path) for key, chances in said.items()}


def _whole(key: str, chances: dict[int, float], model: Model, path: Path) -> list[float]:
    variants = model.descriptors[model.descriptor(key)].variants
    left = [place for place in range(len(variants)) if place not in chances]
    total = sum(chances.values())
    wrong = total > 1 + 1e-9 or len(left) > 1 or (not left and abs(total - 1) > 1e-6)
    if wrong:
        missing = ", ".join(f"{key}={variants[place].id}" for place in left)
        raise UsageError(
            f"the priors of {key} sum to {total:g}"
            + (f" and leave out {missing}" if len(left) > 1 else ""),
            place=str(file_of(path)),
            mend="Give one for each variant, with sum 1; a single one left out takes the rest.",
        )
    rest = max(0.0, 1 - total)
    return [chances.get(place, rest) for place in range(len(variants))]


def _by_id(model: Model, key: str, row: Sequence[float]) -> dict[str, float]:
    variants = model.descriptors[model.descriptor(key)].variants
    return {variant.id: chance for variant, chance in zip(variants, row, strict=True)}


def _plain(model: Model, table: list[list[float]]) -> dict[str, Any]:
    return {
        descriptor.id: _by_id(model, descriptor.id, row)
        for descriptor, row in zip(model.descriptors, table, strict=True)
    }
