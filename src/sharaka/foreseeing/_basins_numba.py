"""Exact basins, compiled: each configuration's successor is computed once.

A walk from each unlabelled configuration runs until it meets a label or itself; then the whole
walk takes that attractor's label.  Balances are sums of a few rows, one for each group of
descriptors, from tables of all the group's combinations.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators
# numba infers the kernel's types from the arrays it is called with

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from sharaka.errors import ModelError
from sharaka.foreseeing.basins import Found, canonical, decode, strides
from sharaka.foreseeing.model import Model
from sharaka.foreseeing.succession import RULES, Rule, whole_matrix

#: Rows of a group's table: with 50 variants of two bytes it still fits a second-level cache.
_GROUP_ROWS = 4_000

_jit: Any = numba.njit(cache=True, nogil=True)
_inline: Any = numba.njit(cache=True, nogil=True, forceinline=True)


@_inline
def _successor(
    x, digits, balance, tables, bases, group_steps, group_sizes, steps, sizes, offsets, order, rule
):
    """The number of the next configuration; ``digits`` (x's variants) are moved along."""
    for g in range(len(bases)):
        row = tables[bases[g] + (x // group_steps[g]) % group_sizes[g]]
        if g == 0:
            for v in range(len(balance)):
                balance[v] = row[v]
        else:
            for v in range(len(balance)):
                balance[v] += row[v]
    after, worst, mover, target = x, 0, -1, 0
    for at in range(len(sizes)):
        i = order[at] if rule == 3 else at
        now = digits[i]
        own = balance[offsets[i] + now]
        best, most = now, own
        for v in range(sizes[i]):
            if balance[offsets[i] + v] > most:
                best, most = v, balance[offsets[i] + v]
        if best == now:
            continue
        if rule == 0:
            after += (best - now) * steps[i]
            digits[i] = best
        elif rule == 1:
            if most - own > worst:
                worst, mover, target = most - own, i, best
        elif rule == 2:
            step = 1 if best > now else -1
            after += step * steps[i]
            digits[i] = now + step
        else:
            mover, target = i, best
            break
    if mover >= 0:
        after += (target - digits[mover]) * steps[mover]
        digits[mover] = target
    return after


@_jit
def _label(
    start,
    total,
    labels,
    walk,
    weights,
    entries,
    found,
    digits,
    balance,
    tables,
    bases,
    group_steps,
    group_sizes,
    steps,
    sizes,
    offsets,
    order,
    rule,
):
    """Label configurations from ``start`` on; returns (next start, attractors found, reason).

    Labels: 0 not seen, 1 on the present walk, k + 2 attractor k.  Reasons: 0 done, 1 the walk is
    too long for its buffer, 2 more attractors than room.
    """
    for first in range(start, total):
        if labels[first] != 0:
            continue
        x, length = np.int64(first), 0
        for i in range(len(sizes)):
            digits[i] = (x // steps[i]) % sizes[i]
        while labels[x] == 0:
            if length == len(walk):
                for k in range(length):
                    labels[walk[k]] = 0
                return first, found, 1
            labels[x] = 1
            walk[length] = x
            length += 1
            x = _successor(
                x,
                digits,
                balance,
                tables,
                bases,
                group_steps,
                group_sizes,
                steps,
                sizes,
                offsets,
                order,
                rule,
            )
        if labels[x] == 1:
            if found == len(weights):
                for k in range(length):
                    labels[walk[k]] = 0
                return first, found, 2
            attractor = found
            entries[found] = x
            found += 1
        else:
            attractor = labels[x] - 2
        weights[attractor] += length
        for k in range(length):
            labels[walk[k]] = attractor + 2
    return total, found, 0


def count(model: Model, rule: Rule, order: NDArray[np.int64]) -> Found:
    """Every attractor with the exact number of configurations that end in it."""
    matrix, sizes, total = whole_matrix(model), model.sizes, model.configurations
    call = _arguments(model, matrix, rule, order)
    for kind in (np.uint16, np.uint32):
        room = int(np.iinfo(kind).max) - 2 if kind is np.uint16 else 4_000_000
        room = min(room, total)
        labels = np.zeros(total, dtype=kind)
        walk = np.empty(1 << 16, dtype=np.int64)
        weights, entries = np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.int64)
        start, found, reason = _label(0, total, labels, walk, weights, entries, 0, *call)
        while reason == 1:
            walk = np.empty(len(walk) * 8, dtype=np.int64)
            start, found, reason = _label(
                start, total, labels, walk, weights, entries, found, *call
            )
        if reason == 0:
            return [(_cycle(int(entries[k]), sizes, call), int(weights[k])) for k in range(found)]
    raise ModelError(
        f"more than {room:,} attractors", mend="Draw samples instead: lower max_exact."
    )


@_jit
def _next(
    x, digits, balance, tables, bases, group_steps, group_sizes, steps, sizes, offsets, order, rule
):
    return _successor(
        x,
        digits,
        balance,
        tables,
        bases,
        group_steps,
        group_sizes,
        steps,
        sizes,
        offsets,
        order,
        rule,
    )


def _cycle(
    entry: int, sizes: tuple[int, ...], call: tuple[Any, ...]
) -> tuple[tuple[int, ...], ...]:
    numbers = [entry]
    call[0][:] = decode(entry, sizes)
    while (following := int(_next(numbers[-1], *call))) != entry:
        numbers.append(following)
    return canonical([decode(number, sizes) for number in numbers])


def _arguments(
    model: Model, matrix: NDArray[np.int64], rule: Rule, order: NDArray[np.int64]
) -> tuple[Any, ...]:
    sizes, offsets = model.sizes, model.offsets
    reach = int(np.abs(matrix).max(initial=0)) * (len(sizes) + 1)
    width: Any = np.int16 if reach < 1 << 14 else np.int32 if reach < 1 << 30 else np.int64
    groups: list[list[int]] = [[]]
    for place, size in enumerate(sizes):
        if groups[-1] and size * int(np.prod([sizes[i] for i in groups[-1]])) > _GROUP_ROWS:
            groups.append([])
        groups[-1].append(place)
    steps = strides(sizes)
    tables, bases, height = [], [], 0
    for group in groups:
        own = [sizes[i] for i in group]
        numbers = np.arange(int(np.prod(own)))
        part = numbers[:, None] // strides(own) % np.asarray(own)
        rows = np.zeros((len(numbers), matrix.shape[1]), dtype=np.int64)
        for column, place in enumerate(group):
            rows += matrix[offsets[place] + part[:, column]]
        tables.append(rows.astype(width))
        bases.append(height)
        height += len(numbers)
    return (
        np.zeros(len(sizes), dtype=np.int64), np.zeros(matrix.shape[1], dtype=width), np.concatenate(tables), np.asarray(bases),
        np.asarray([steps[group[-1]] for group in groups]),
        np.asarray([int(np.prod([sizes[i] for i in group])) for group in groups]),
        steps, np.asarray(sizes), np.asarray(offsets), order, RULES.index(rule),
    )  # fmt: skip
