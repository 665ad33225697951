"""``sharaka solve``: all consistent scenarios, in words or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sharaka import foreseeing
from sharaka.commands import console
from sharaka.commands.models import check_citations, model_of
from sharaka.errors import ModelError, UsageError
from sharaka.ledger import Case, Ledger


def solve(
    path: Path,
    *,
    pins: list[str],
    imposed: list[str],
    tolerance: float,
    time_limit: float | None,
    limit: int | None,
    language: str,
    as_json: bool,
) -> None:
    """Print the solution of a model; exit code 1 when the case does not hold what it cites."""
    model = _of_case(path) if path.is_dir() else foreseeing.load(path)
    held = [_pin("--pin", text) for text in pins], [_pin("--impose", text) for text in imposed]
    names = [descriptor for options in held for descriptor, _ in options]
    if len(set(names)) < len(names):
        raise UsageError(
            "a descriptor is pinned twice", mend="Keep one --pin or --impose for each descriptor."
        )
    for option, options in zip(("--pin", "--impose"), held, strict=True):
        for descriptor, variant in options:
            _check_known(option, descriptor, variant, model, path)
    solution = foreseeing.solve(
        model,
        pins=dict(held[0]),
        imposed=dict(held[1]),
        tolerance=tolerance,
        time_limit=time_limit,
        limit=limit,
    )
    if as_json:
        console.emit_json(solution.to_dict())
    else:
        for kind, options in zip(("Pinned", "Imposed"), held, strict=True):
            if options:
                console.emit(f"{kind}: " + ", ".join(f"{d}={v}" for d, v in options))
        for line in described(solution, language):
            console.emit(line)
    console.finish(failed=path.is_dir() and _citations_fail(path, model))


def _of_case(folder: Path) -> foreseeing.Model:
    case = Case.open(folder)
    model = model_of(case)
    if model is None:
        raise ModelError(
            "there is no model yet",
            place=str(case.model_path),
            mend="Write its descriptors and judgements there; a new case's model.toml shows how.",
        )
    return model


def _pin(option: str, text: str) -> tuple[str, str]:
    descriptor, sign, variant = text.partition("=")
    if not (sign and descriptor.strip() and variant.strip()):
        raise UsageError(
            f"{option} {text!r} does not name a descriptor and a variant",
            mend=f"Write {option} descriptor=variant, as in model.toml: {option} deal=deal",
        )
    return descriptor.strip(), variant.strip()


def _check_known(
    option: str, descriptor: str, variant: str, model: foreseeing.Model, path: Path
) -> None:
    """Raises UsageError, with the names there are, for a pin that the model does not have."""
    try:
        model.variant(descriptor, variant)
    except ModelError as error:
        raise UsageError(
            f"{option} {descriptor}={variant}: {error.what}",
            place=str(path / "model.toml" if path.is_dir() else path),
            mend=error.mend,
        ) from error


def _citations_fail(folder: Path, model: foreseeing.Model) -> bool:
    """Whether a judgement cites words that are not in the case's documents; each is said."""
    case = Case.open(folder)
    if not any(judgement.evidence for judgement in model.judgements):
        return False
    if not case.ledger_path.exists():
        console.warn(f"the quotes in {case.model_path} are not checked: code the case first")
        return False
    with Ledger.open(case.ledger_path) as ledger:
        texts = {document.id: document.text for document in ledger.documents()}
    _, messages = check_citations(case, model, texts)
    return bool(messages)


def described(solution: foreseeing.Solution, language: str) -> Iterator[str]:
    """The solution as lines: the count, what all scenarios share, then where they differ."""
    model, scenarios = solution.model, solution.scenarios
    names = [descriptor.name[language] for descriptor in model.descriptors]
    yield _headline(solution)
    yield ""
    chosen = [
        [d.variants[v].name[language] for d, v in zip(model.descriptors, s.variants, strict=True)]
        for s in scenarios
    ]
    same = [
        place for place in range(len(names)) if len(scenarios) > 1
        and len({row[place] for row in chosen}) == 1
    ]  # fmt: skip
    if same:
        yield "In every scenario:"
        yield from (f"  {names[place]}: {chosen[0][place]}" for place in same)
        yield ""
    varying = [place for place in range(len(names)) if place not in same]
    figures = [[f"{s.tis:g}", f"{s.consistency_value:g}"] for s in scenarios]
    if scenarios:
        head = ["#", *(names[place] for place in varying), "impact score", "consistency"]
        rows = [
            [str(number), *(row[place] for place in varying), *figure]
            for number, (row, figure) in enumerate(zip(chosen, figures, strict=True), 1)
        ]
        yield from _fitted(head, rows)
    yield f"matrix {solution.matrix_hash}"
    yield f"{'complete' if solution.complete else 'NOT COMPLETE'}, {solution.nodes:,} nodes searched"


def _headline(solution: foreseeing.Solution) -> str:
    total = solution.model.configurations
    count = len(solution.scenarios)
    if not solution.complete:
        why = {"time": "the time limit", "limit": "the limit on scenarios", "memory": "memory"}
        return (
            f"{count:,} consistent scenarios found among {total:,} combinations before "
            f"{why[solution.stopped or 'limit']} ended the search; there may be more"
        )
    if count == 0:
        return f"No scenario among {total:,} combinations is consistent"
    noun = "scenario" if count == 1 else "scenarios"
    return f"{count:,} consistent {noun} among {total:,} combinations"


def _fitted(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table where it fits the terminal, else one block a scenario."""
    lines = console.table(head, rows)
    if max(map(console.cells, lines)) <= console.terminal_width():
        yield from lines
        yield ""
        return
    for row in rows:
        *states, score, consistency = row[1:]
        yield f"Scenario {row[0]}: impact score {score}, consistency {consistency}"
        yield from (f"  {name}: {state}" for name, state in zip(head[1:-2], states, strict=True))
        yield ""
