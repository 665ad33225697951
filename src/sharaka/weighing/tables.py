"""Measures as tables for the command line, and as plain data for JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from sharaka.weighing.measures import Measures

#: Title, header and rows of one table; cells are text.
Table = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]


_DELIVERIES = ("Delivered", "Open", "Claimed", "Disputed")


def tables(measures: Measures) -> list[Table]:
    """One table a measure, in the order of the page; the last column counts the records."""
    left, right = measures.pair
    return [
        (
            f"Exchange between {left} and {right}",
            ("From", "To", "Item", "Status", "Quantity", "Value", "Date", "Disputed", "Records"),
            tuple(
                (
                    row.supplier,
                    row.recipient,
                    row.designation,
                    ", ".join(row.statuses),
                    row.quantity or "",
                    f"{row.amount:,.0f} {row.currency}" if row.amount is not None else "",
                    row.date.edtf or "",
                    "yes" if row.disputed else "",
                    _count(row.records),
                )
                for row in measures.exchange
            ),
        ),
        (
            "Words and deeds",
            ("From", "To", "Verbal", "Material", "Conflict or demands", *_DELIVERIES, "Records"),
            tuple(
                (
                    row.actor,
                    row.recipient,
                    *map(str, (row.verbal, row.material, row.conflict)),
                    *map(str, (row.delivered, row.open, row.claimed, row.disputed)),
                    _count(row.records),
                )
                for row in measures.deeds
            ),
        ),
        (
            "Speakers",
            ("State", "Speaker", "Office", "Acts", "Themes", "Records"),
            tuple(
                (
                    row.code or "",
                    row.name,
                    row.office or "",
                    _counts(row.acts),
                    _counts(row.themes),
                    _count(row.records),
                )
                for row in measures.words
            ),
        ),
        (
            "Treaties",
            ("Treaty", "Bound", "Left out", "Disputed", "Depth", "Records"),
            tuple(
                (
                    treaty.id,
                    _names(p.obligation for p in treaty.provisions if p.present),
                    _names(p.obligation for p in treaty.provisions if not p.present),
                    _names(p.obligation for p in treaty.provisions if p.disputed),
                    f"{treaty.depth:g} of {treaty.depth_max:g}",
                    _count(treaty.records),
                )
                for treaty in measures.treaties
            ),
        ),
        (
            "Conflicting accounts",
            ("Kind", "About", "Sides", "Records"),
            tuple(
                (
                    conflict.kind,
                    conflict.about,
                    "; ".join(f"{side.claim} ({side.who})" for side in conflict.sides),
                    _count(conflict.records),
                )
                for conflict in measures.conflicts
            ),
        ),
        (
            "Causes and effects",
            ("Cause", "Effect", "Sign", "Told as fact", "As possible", "Contested", "Records"),
            tuple(
                (
                    link.cause,
                    link.effect,
                    "+" if link.sign > 0 else "−",
                    str(link.actual),
                    str(link.conditional),
                    "yes" if link.contested else "",
                    _count(link.records),
                )
                for link in measures.links
            ),
        ),
        (
            "Timeline",
            ("Date", "Type", "Actors", "Recipients", "Modality", "Accounts", "Label", "Records"),
            tuple(
                (
                    entry.date.edtf or "",
                    entry.type,
                    _names(entry.actors),
                    _names(entry.recipients),
                    "accounts differ" if entry.disputed else entry.modality,
                    str(len(entry.accounts)),
                    entry.label,
                    _count(entry.records),
                )
                for entry in measures.timeline
            ),
        ),
    ]


def to_dict(measures: Measures) -> dict[str, Any]:
    """The measures as plain data: dicts, lists, text, numbers."""
    plain: dict[str, Any] = _plain(dataclasses.asdict(measures))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _counts(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)


def _names(names: Any) -> str:
    return ", ".join(names)


def _count(records: tuple[str, ...]) -> str:
    return str(len(records))
