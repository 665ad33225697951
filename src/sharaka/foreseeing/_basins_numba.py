"""Exact basins, compiled: each configuration's successor is computed once, then labels spread.

Configurations are numbered with the last descriptors running fastest, so stretches that share
their first descriptors share most of their balances: successors are computed for a whole stretch at
once, in vector instructions.  Labels then spread backwards from the resting points in sweeps, whose
memory accesses do not wait for each other; what is left, mostly ways into cycles, is walked.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators
# numba infers the kernels' types from the arrays they are called with

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing._problem import whole_matrix
from sharaka.foreseeing.basins import Found, canonical, decode, strides
from sharaka.foreseeing.model import Model
from sharaka.foreseeing.succession import RULES, Rule

#: The longest stretch: its working rows, a few bytes each, stay in the first-level cache.
_STRETCH = 2_048

_jit: Any = numba.njit(cache=True, nogil=True)


@_jit
def _successors(after, matrix, offsets, sizes, steps, order, rule, split, tail, digits):
    """Fill ``after`` with every configuration's successor.

    ``split`` is the first descriptor that varies inside a stretch; ``tail`` (V, B) what the
    stretch's own descriptors add to each variant's balance, ``digits`` (n, B) their variants.
    """
    count, length = len(sizes), tail.shape[1]
    base = np.zeros(tail.shape[0], dtype=tail.dtype)
    head = np.zeros(count, dtype=np.int64)
    own = np.zeros(length, dtype=tail.dtype)
    best = np.zeros(length, dtype=tail.dtype)
    worst = np.zeros(length, dtype=tail.dtype)
    pick = np.zeros(length, dtype=tail.dtype)
    now = np.zeros(length, dtype=tail.dtype)
    jump = np.zeros(length, dtype=np.int32)
    for start in range(0, len(after), length):
        base[:] = 0
        for i in range(split):
            head[i] = (start // steps[i]) % sizes[i]
            for v in range(len(base)):
                base[v] += matrix[offsets[i] + head[i], v]
        jump[:] = 0
        worst[:] = 0
        for at in range(count):
            i = order[at] if rule == 3 else at
            if i < split:
                now[:] = head[i]
            else:
                now[:] = digits[i]
            for v in range(sizes[i]):
                row, more = tail[offsets[i] + v], base[offsets[i] + v]
                for b in range(length):
                    own[b] = row[b] + more if now[b] == v else own[b]
                if v == 0:
                    for b in range(length):
                        best[b] = row[b] + more
                        pick[b] = 0
                else:
                    for b in range(length):
                        score = row[b] + more
                        pick[b] = v if score > best[b] else pick[b]
                        best[b] = max(best[b], score)
            step = np.int32(steps[i])
            if rule == 0:
                for b in range(length):
                    jump[b] += (pick[b] - now[b]) * step if best[b] > own[b] else 0
            elif rule == 2:
                for b in range(length):
                    if best[b] > own[b]:
                        jump[b] += step if pick[b] > now[b] else -step
            else:
                # local keeps the widest gap, adiabatic the first
                for b in range(length):
                    gap = best[b] - own[b]
                    if gap > worst[b] and (rule == 1 or worst[b] == 0):
                        worst[b] = gap
                        jump[b] = (pick[b] - now[b]) * step
        for b in range(length):
            after[start + b] = start + b + jump[b]


@_jit
def _label(after, labels, weights, entries, walk):
    """Label every configuration with its attractor's number + 2; returns (attractors, reason).

    Reasons: 0 done, 1 a walk is too long for its buffer, 2 more attractors than room.  After
    reason 1 it may be called again with a longer buffer, on fresh labels.
    """
    total, found = len(after), 0
    for x in range(total):
        if after[x] == x:
            if found == len(weights):
                return found, 2
            labels[x] = found + 2
            entries[found] = x
            weights[found] += 1
            found += 1
    spread = found
    while spread * 50 > total:
        spread = 0
        for x in range(total):
            if labels[x] == 0:
                label = labels[after[x]]
                if label != 0:
                    labels[x] = label
                    weights[label - 2] += 1
                    spread += 1
    for first in range(total):
        x, length = first, 0
        while labels[x] == 0:
            if length == len(walk):
                return found, 1
            labels[x] = 1
            walk[length] = x
            length += 1
            x = after[x]
        if length == 0:
            continue
        if labels[x] == 1:
            if found == len(weights):
                return found, 2
            label = found + 2
            entries[found] = x
            found += 1
        else:
            label = labels[x]
        weights[label - 2] += length
        for k in range(length):
            labels[walk[k]] = label
    return found, 0


def count(model: Model, rule: Rule, order: NDArray[np.int64]) -> Found:
    """Every attractor with the exact number of configurations that end in it."""
    sizes, total = model.sizes, model.configurations
    after = _map(model, rule, order)
    buffer = 1 << 16
    kind: np.dtype[Any] = np.dtype(np.uint16)
    while True:
        room = min(total, 60_000 if kind.itemsize == 2 else 4_000_000)
        labels = np.zeros(total, dtype=kind)
        weights, entries = np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.int64)
        found, reason = _label(after, labels, weights, entries, np.empty(buffer, dtype=np.int64))
        if reason == 0:
            break
        if reason == 1:
            buffer *= 16
        elif kind.itemsize == 2:
            kind = np.dtype(np.uint32)
        else:
            raise ModelError(
                f"more than {room:,} attractors", mend="Draw samples instead: lower max_exact."
            )
    return [(_cycle(int(entries[k]), after, sizes), int(weights[k])) for k in range(found)]


def _cycle(
    entry: int, after: NDArray[np.uint32], sizes: tuple[int, ...]
) -> tuple[tuple[int, ...], ...]:
    numbers = [entry]
    while (following := int(after[numbers[-1]])) != entry:
        numbers.append(following)
    return canonical([decode(number, sizes) for number in numbers])


def _map(model: Model, rule: Rule, order: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The successor of every configuration, by number."""
    (matrix, _), sizes, offsets = whole_matrix(model), model.sizes, model.offsets
    reach = int(np.abs(matrix).max(initial=0)) * (2 * len(sizes) + 2)
    width: Any = np.int16 if reach < 1 << 15 else np.int32 if reach < 1 << 31 else np.int64
    split, length = len(sizes), 1
    while split > 0 and length * sizes[split - 1] <= _STRETCH:
        split -= 1
        length *= sizes[split]
    digits = np.zeros((len(sizes), length), dtype=width)
    tail = np.zeros((matrix.shape[1], length), dtype=np.int64)
    numbers, steps = np.arange(length), strides(sizes)
    for place in range(split, len(sizes)):
        own = numbers // steps[place] % sizes[place]
        digits[place] = own
        tail += matrix[offsets[place] + own].T
    after = np.empty(model.configurations, dtype=np.uint32)
    _successors(
        after, matrix.astype(width), np.asarray(offsets), np.asarray(sizes), steps, order,
        RULES.index(rule), split, np.ascontiguousarray(tail.astype(width)), digits,
    )  # fmt: skip
    return after
