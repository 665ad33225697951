"""``sharaka judge``: what the ledger says beside what the model judges, and how the matrix stands."""

from __future__ import annotations

import collections
import dataclasses
import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sharaka import foreseeing
from sharaka.commands import console, futures
from sharaka.commands.cases import held
from sharaka.commands.models import checked, file_of, model_at
from sharaka.evidence import Influence, to_dict
from sharaka.foreseeing import Audit, Judgement, Model, Proposal, Proposals
from sharaka.ledger import Case

#: Quotes of a pair that the text shows.
QUOTES = 4


def judge(folder: Path, *, limit: int, language: str, as_json: bool) -> None:
    """Print the pairs the ledger speaks to and the audit of the matrix."""
    case = Case.open(folder)
    records = held(case)
    model, failed = checked(folder, model_at(folder))
    for line in _unknown_factors(model):
        console.warn(f"{file_of(folder)}: {line}")
    told = foreseeing.propose(model, (one for one in records if isinstance(one, Influence)))
    audit = foreseeing.audit(model)
    if as_json:
        console.emit_json(
            {
                "matrix_hash": model.matrix_hash,
                "pairs": [_plain_pair(model, pair) for pair in told.pairs],
                "unplaced": [to_dict(one) for one in told.unplaced],
                "unspoken": [futures.plain_judgement(model, one) for one in told.unspoken],
                "quoted_elsewhere": [
                    futures.plain_judgement(model, one) for one in told.quoted_elsewhere
                ],
                "audit": _plain_audit(model, audit),
            }
        )
    else:
        for line in _pairs(model, told, limit, language):
            console.emit(line)
        for line in _loose(model, told, limit, language):
            console.emit(line)
        for line in _audited(model, audit, language):
            console.emit(line)
    console.finish(failed=failed)


def _unknown_factors(model: Model) -> Iterator[str]:
    """A line for each factor of the model that the coder never finds, with the nearest it does."""
    # Imported here: the lexicons are read, and no other command of the model needs them.
    from sharaka.coding.frames import lexicon_folder, load_table

    tables = [load_table(lexicon_folder(it) / "factors.toml") for it in ("ar", "en")]
    known = {one["id"] for table in tables for kind in ("factor", "dyad") for one in table[kind]}
    for descriptor in model.descriptors:
        for factor in dict.fromkeys(descriptor.factors):
            if factor in known:
                continue
            near = difflib.get_close_matches(factor, sorted(known), cutoff=0.5)
            mend = f"Nearest: {', '.join(near)}." if near else "docs/model.md lists them."
            yield (
                f"descriptor {descriptor.id!r}: the coder knows no factor {factor!r}, "
                f"and no influence is laid beside it. {mend}"
            )


def _pairs(model: Model, told: Proposals, limit: int, language: str) -> Iterator[str]:
    spoken = len({one.id for pair in told.pairs for one in _every(pair)})
    pairs = console.counted(len(told.pairs), "pair of descriptors", "pairs of descriptors")
    contested = sum(pair.contested for pair in told.pairs)
    yield f"{console.counted(spoken, 'influence')} of the ledger on {pairs}, {contested} contested"
    for number, pair in enumerate(told.pairs[:limit], 1):
        yield ""
        yield from _pair(model, number, pair, language)
    if len(told.pairs) > limit:
        yield ""
        yield f"{len(told.pairs) - limit:,} more pairs: see --limit, or --json"
    yield ""


def _pair(model: Model, number: int, pair: Proposal, language: str) -> Iterator[str]:
    source, target = (
        model.descriptors[place].name[language] for place in (pair.source, pair.target)
    )
    flag = "  CONTESTED" if pair.contested else ""
    yield from futures.wrapped(
        f"{number}. {console.apart(source)} → {console.apart(target)}{flag}", "", "   "
    )
    yield (
        f"   {len(pair.raising)} raising, {len(pair.lowering)} lowering, {len(pair.denied)} denied; "
        f"{len(pair.uncited)} that no judgement quotes"
    )
    for sign, one in _ordered(pair)[:QUOTES]:
        mark = "" if one in pair.uncited else ", quoted"
        yield from futures.wrapped(f"{sign}{mark}, {one.document}: «{one.quote}»", "   ", "     ")
    if pair.count > QUOTES:
        yield f"   {pair.count - QUOTES:,} more quotes: see --json"
    if not pair.judgements:
        yield "   nothing is judged here"
    for judged in pair.judgements:
        sources, target = (
            model.place(place)[1].name[language] for place in (judged.source, judged.target)
        )
        yield from futures.wrapped(
            f"judged: {console.apart(sources)} → {console.apart(target)}: "
            f"{futures.signed(judged.value)} "
            f"({'evidence' if judged.evidence else 'assumption'})",
            "   ",
            "     ",
        )


def _every(pair: Proposal) -> tuple[Influence, ...]:
    return (*pair.raising, *pair.lowering, *pair.denied)


def _ordered(pair: Proposal) -> list[tuple[str, Influence]]:
    """The influences with their sign in a word, those that no judgement quotes first."""
    signs = [("raises", pair.raising), ("lowers", pair.lowering), ("denied", pair.denied)]
    found = [(sign, one) for sign, side in signs for one in side]
    return sorted(found, key=lambda pair_: pair_[1] not in pair.uncited)


def _loose(model: Model, told: Proposals, limit: int, language: str) -> Iterator[str]:
    """What does not fit together: evidence without a cell, judgements nothing speaks to."""
    count = console.counted(len(told.unplaced), "influence")
    yield f"Evidence without a cell: {count} (--json lists them)"
    if told.quoted_elsewhere:
        judged = console.counted(len(told.quoted_elsewhere), "judgement")
        yield from _blocks(
            model,
            told.quoted_elsewhere,
            f"Quoting an influence that lies elsewhere, or in no cell: {judged}",
            limit,
            language,
        )
    judged = console.counted(len(told.unspoken), "judgement")
    yield from _blocks(
        model, told.unspoken, f"The ledger says nothing of {judged}", limit, language
    )
    yield ""


def _blocks(
    model: Model, judged: tuple[Judgement, ...], title: str, limit: int, language: str
) -> Iterator[str]:
    """Judgements counted by the pair of descriptors they stand in."""
    owners = model.owners
    blocks = collections.Counter((int(owners[it.source]), int(owners[it.target])) for it in judged)
    places = console.counted(len(blocks), "block")
    yield from futures.wrapped(f"{title} in {places}" + (":" if blocks else ""))
    for (source, target), number in list(blocks.items())[:limit]:
        names = [model.descriptors[place].name[language] for place in (source, target)]
        yield from futures.wrapped(f"{number}: {console.apart(names[0])} → {names[1]}", "  ")
    if len(blocks) > limit:
        yield f"  {len(blocks) - limit:,} more blocks: see --limit, or --json"


def _audited(model: Model, audit: Audit, language: str) -> Iterator[str]:
    bare = len(audit.without_evidence)
    yield (
        f"Judgements: {audit.judged:,}, {futures.percent(audit.evidence_share)} with evidence, "
        f"{bare:,} analyst's assumptions"
    )
    yield f"Negative: {futures.percent(audit.negative_share)} of the cells that are not zero"
    yield f"Judged blocks: {audit.judged_blocks:,} of {audit.blocks:,}"
    groups = console.counted(audit.unbalanced, "group")
    yield f"{groups} of judgements (a variant on a descriptor) not summing to zero"
    for what, places in (
        ("Nothing influences", audit.silent),
        ("Judging themselves", audit.filled_diagonal),
    ):
        if places:
            names = [model.descriptors[place].name[language] for place in places]
            yield from futures.wrapped(f"{what}: {'; '.join(names)}")
    yield ""
    rows = [
        [descriptor.name[language], f"{active:g}", f"{passive:g}"]
        for descriptor, active, passive in zip(
            model.descriptors, audit.active, audit.passive, strict=True
        )
    ]
    yield from futures.fitted(["descriptor", "active sum", "passive sum"], rows)
    yield futures.matrix_line(model)


def _plain_pair(model: Model, pair: Proposal) -> dict[str, Any]:
    return {
        "from": model.descriptors[pair.source].id,
        "to": model.descriptors[pair.target].id,
        "contested": pair.contested,
        "documents": list(pair.documents),
        "raising": [to_dict(one) for one in pair.raising],
        "lowering": [to_dict(one) for one in pair.lowering],
        "denied": [to_dict(one) for one in pair.denied],
        "uncited": [one.id for one in pair.uncited],
        "judgements": [futures.plain_judgement(model, one) for one in pair.judgements],
    }


def _plain_audit(model: Model, audit: Audit) -> dict[str, Any]:
    names = [descriptor.id for descriptor in model.descriptors]

    def judgements(found: tuple[Judgement, ...]) -> list[dict[str, Any]]:
        return [futures.plain_judgement(model, one) for one in found]

    return dataclasses.asdict(audit) | {
        "without_evidence": judgements(audit.without_evidence),
        "active": dict(zip(names, audit.active, strict=True)),
        "passive": dict(zip(names, audit.passive, strict=True)),
        "silent": [names[place] for place in audit.silent],
        "filled_diagonal": [names[place] for place in audit.filled_diagonal],
    }
