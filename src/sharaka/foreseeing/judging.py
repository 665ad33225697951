"""From the ledger to the model: which influences speak to which pair of descriptors.

An influence says that a cause raises or lowers an effect; it does not say which variant favours
which, so nothing here writes a judgement.  It lays the quotes beside the block they bear on, for
the analyst to judge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sharaka.evidence import Influence
from sharaka.foreseeing.model import Citation, Judgement, Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the ledger says of one descriptor's influence on another.

    ``raising`` and ``lowering`` are the influences by sign; ``denied`` those a source denies or
    negates, which count for neither.  ``judgements`` are those the model has in this block,
    ``uncited`` the influences none of them quotes.
    """

    source: int
    target: int
    raising: tuple[Influence, ...]
    lowering: tuple[Influence, ...]
    denied: tuple[Influence, ...]
    judgements: tuple[Judgement, ...]
    uncited: tuple[Influence, ...]

    @property
    def contested(self) -> bool:
        """Whether sources pull in opposite directions."""
        return bool(self.raising and self.lowering)

    @property
    def count(self) -> int:
        return len(self.raising) + len(self.lowering) + len(self.denied)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that speak to it, sorted."""
        every = (*self.raising, *self.lowering, *self.denied)
        return tuple(sorted({one.document for one in every}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """``pairs``: most spoken of first; then what does not fit together.

    ``unplaced`` are influences whose cause or effect belongs to no descriptor (or both to one):
    evidence without a cell.  ``unspoken`` are judgements in blocks the ledger says nothing of;
    ``quoted_elsewhere`` those in such blocks that quote an influence all the same, which lies in
    another block or in none.
    """

    pairs: tuple[Proposal, ...]
    unplaced: tuple[Influence, ...]
    unspoken: tuple[Judgement, ...]
    quoted_elsewhere: tuple[Judgement, ...]


def propose(model: Model, influences: Iterable[Influence]) -> Proposals:
    """Lay influences beside the model's blocks, by the descriptors' ``factors``.

    A factor may belong to several descriptors ("western sanctions" to those on either side): the
    influence then lies beside each, for the analyst to tell them apart.  Rejected influences are
    left out.
    """
    owners_of = _owners(model)
    placed: dict[tuple[int, int], list[Influence]] = {}
    unplaced = []
    standing = [one for one in influences if one.state != "rejected"]
    for one in standing:
        sources = owners_of.get(one.cause.factor or "", ())
        targets = owners_of.get(one.effect.factor or "", ())
        pairs_of = [(s, t) for s in sources for t in targets if s != t]
        for pair in pairs_of:
            placed.setdefault(pair, []).append(one)
        if not pairs_of:
            unplaced.append(one)
    blocks: dict[tuple[int, int], list[Judgement]] = {}
    owners = model.owners
    for judged in model.judgements:
        block = (int(owners[judged.source]), int(owners[judged.target]))
        blocks.setdefault(block, []).append(judged)
    pairs = [_proposal(block, found, blocks.get(block, [])) for block, found in placed.items()]
    pairs.sort(key=lambda pair: (-pair.count, pair.source, pair.target))
    silent = [judged for block in sorted(blocks) if block not in placed for judged in blocks[block]]
    quoting = [any(_quoted(one, set(judged.evidence)) for one in standing) for judged in silent]
    return Proposals(
        pairs=tuple(pairs),
        unplaced=tuple(unplaced),
        unspoken=tuple(one for one, quotes in zip(silent, quoting, strict=True) if not quotes),
        quoted_elsewhere=tuple(one for one, quotes in zip(silent, quoting, strict=True) if quotes),
    )


def _proposal(block: tuple[int, int], found: list[Influence], judged: list[Judgement]) -> Proposal:
    cited = {citation for judgement in judged for citation in judgement.evidence}
    denied = [one for one in found if one.modality in ("denied", "negated")]
    standing = [one for one in found if one.modality not in ("denied", "negated")]
    return Proposal(
        source=block[0],
        target=block[1],
        raising=tuple(one for one in standing if one.sign > 0),
        lowering=tuple(one for one in standing if one.sign < 0),
        denied=tuple(denied),
        judgements=tuple(judged),
        uncited=tuple(one for one in found if not _quoted(one, cited)),
    )


def _quoted(influence: Influence, cited: set[Citation]) -> bool:
    """Whether a judgement quotes the influence: its words, or its sentence's, or a part of them."""
    return any(
        citation.document == influence.document
        and (citation.quote in influence.sentence.text or influence.quote in citation.quote)
        for citation in cited
    )


def _owners(model: Model) -> dict[str, tuple[int, ...]]:
    owners: dict[str, tuple[int, ...]] = {}
    for place, descriptor in enumerate(model.descriptors):
        for factor in dict.fromkeys(descriptor.factors):
            owners[factor] = (*owners.get(factor, ()), place)
    return owners
