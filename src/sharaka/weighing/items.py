"""Which transfers are of the same item."""

from __future__ import annotations

from collections.abc import Iterable

from sharaka.evidence import Item, Transfer
from sharaka.ledger.words import models, same_model, stems

#: Categories that are one item each, however it is written.
_NARROW = frozenset({"unmanned aircraft"})


def same_item(left: Item, right: Item) -> bool:
    """Whether two designations name the same thing.

    By model where both have one; else by equal words, or by one holding the other's words within
    a category.
    """
    if left.category and right.category and left.category != right.category:
        return False
    one, two = models(left.designation), models(right.designation)
    if one and two:
        return same_model(one, two)
    same_category = left.category is not None and left.category == right.category
    if same_category and left.category in _NARROW:
        return True
    if one or two:
        return False
    a, b = stems(left.designation), stems(right.designation)
    if not a or not b:
        return left.designation == right.designation
    return a == b or (same_category and (a <= b or b <= a))


def by_item(transfers: Iterable[Transfer]) -> list[list[Transfer]]:
    """Transfers grouped by item, in the order of the documents."""
    groups: list[list[Transfer]] = []
    for transfer in transfers:
        for group in groups:
            if same_item(group[0].item, transfer.item):
                group.append(transfer)
                break
        else:
            groups.append([transfer])
    return groups


def name_of(group: list[Transfer]) -> str:
    """The designation to show: one with a model, then the most frequent, then the shortest."""
    names = [transfer.item.designation for transfer in group]
    return min(set(names), key=lambda name: (not models(name), -names.count(name), len(name), name))
