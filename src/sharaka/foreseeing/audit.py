"""How a matrix stands: what is judged, on what evidence, and which descriptors drive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sharaka.foreseeing.balance import plain
from sharaka.foreseeing.model import Judgement, Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Counts and shares over the matrix; no verdict.

    ``negative_share`` is the share of negative cells among the non-zero ones: matrices made of
    promotion alone make every future look consistent.  ``active`` and ``passive`` are, for each
    descriptor, the sums of the absolute judgements it passes and receives.  ``silent`` are
    descriptors nothing influences, not even they themselves: any of their variants is consistent.
    ``unbalanced`` counts judgement groups (one source variant on one descriptor) that do not sum to
    zero, which the method allows but a standardised matrix has none of.

    All of it is about judgements between different descriptors, ``judged`` of ``cells`` and those
    ``without_evidence`` too; ``filled_diagonal`` says which descriptors judge themselves as well.
    """

    variants: int
    cells: int
    judged: int
    negative_share: float
    without_evidence: tuple[Judgement, ...]
    evidence_share: float
    blocks: int
    judged_blocks: int
    active: tuple[float, ...]
    passive: tuple[float, ...]
    silent: tuple[int, ...]
    unbalanced: int
    filled_diagonal: tuple[int, ...]


def audit(model: Model) -> Audit:
    """Audit a model's matrix."""
    matrix = model.matrix
    owners = model.owners
    across = owners[:, None] != owners[None, :]
    nonzero = int(np.count_nonzero(matrix[across]))
    negative = int((matrix[across] < 0).sum())
    starts = np.asarray(model.offsets[:-1])
    strength = np.abs(np.where(across, matrix, 0))
    blocks = np.add.reduceat(np.add.reduceat(strength, starts, axis=0), starts, axis=1)
    groups = np.add.reduceat(np.where(across, matrix, 0), starts, axis=1)
    judged = [j for j in model.judgements if owners[j.source] != owners[j.target]]
    bare = tuple(j for j in judged if not j.evidence)
    count = len(model.descriptors)
    total = len(judged)
    moved = np.add.reduceat(np.abs(matrix).sum(axis=0), starts)
    return Audit(
        variants=len(owners),
        cells=int(across.sum()),
        judged=total,
        negative_share=negative / nonzero if nonzero else 0.0,
        without_evidence=bare,
        evidence_share=(total - len(bare)) / total if total else 0.0,
        blocks=count * (count - 1),
        judged_blocks=int(np.count_nonzero(blocks)),
        active=tuple(plain(round(float(v), 9)) for v in blocks.sum(axis=1)),
        passive=tuple(plain(round(float(v), 9)) for v in blocks.sum(axis=0)),
        silent=tuple(int(i) for i in np.nonzero(moved == 0)[0]),
        unbalanced=int((np.abs(groups) > 1e-9).sum()),
        filled_diagonal=model.filled_diagonal,
    )
