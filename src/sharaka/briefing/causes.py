"""The network of causes: its focal factor, what drives and what limits it, its loops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from sharaka.weighing.measures import Link

_LONGEST_LOOP = 5
_MOST_LINKS = 30


@dataclass(frozen=True, slots=True)
class Loop:
    """A feedback loop: its factors in order; reinforcing when its signs multiply to plus."""

    factors: tuple[str, ...]
    reinforcing: bool
    records: tuple[str, ...]


def graph(links: Sequence[Link]) -> nx.DiGraph[str]:
    """The links as a directed graph, in a settled order."""
    made: nx.DiGraph[str] = nx.DiGraph()
    for link in sorted(links, key=lambda k: (-len(k.records), k.cause, k.effect)):
        if not made.has_edge(link.cause, link.effect):
            made.add_edge(link.cause, link.effect, link=link)
    return made


def focus(links: Sequence[Link]) -> str | None:
    """The factor most spoken of as an effect: what the documents try to explain."""
    weight: dict[str, int] = {}
    for link in links:
        weight[link.effect] = weight.get(link.effect, 0) + len(link.records)
    return max(sorted(weight), key=lambda name: weight[name], default=None)


def loops(links: Sequence[Link], most: int = 12) -> list[Loop]:
    """Feedback loops, the shortest first: of links told as fact and by nobody told otherwise.

    Each link has its own quotes; that a document tells the whole loop is not implied.
    """
    made = graph([link for link in links if link.actual and not link.contested])
    found = []
    for cycle in islice(nx.simple_cycles(made, length_bound=_LONGEST_LOOP), 200):
        turn = cycle.index(min(cycle))
        names = cycle[turn:] + cycle[:turn]
        edges = [
            made.edges[a, b]["link"] for a, b in zip(names, names[1:] + names[:1], strict=True)
        ]
        negatives = sum(edge.sign < 0 for edge in edges)
        records = tuple(record for edge in edges for record in edge.actual_records or edge.records)
        found.append(Loop(tuple(names), negatives % 2 == 0, records))
    return sorted(found, key=lambda loop: (len(loop.factors), loop.factors))[:most]


@dataclass(frozen=True, slots=True)
class Chart:
    """What of a network can be drawn without crossings, around its focal factor.

    ``order`` is the order of the factors in a column.  ``columns``: -1 and 1 act on the centre itself, as drivers and as limits; -2 and 2 act on one
    of those, and stand behind it.  ``drives`` tells of every factor whether in the end it drives
    (its signs multiply to plus).  ``apart`` counts the links left to the table.
    """

    centre: str
    columns: dict[str, int]
    drives: dict[str, bool]
    order: tuple[str, ...]
    links: tuple[Link, ...]
    apart: int


def chart(links: Sequence[Link]) -> Chart | None:
    """The best attested links around the centre; None when there are no links.

    Drawn are the links to and from the centre, the strongest one of each factor behind, and those
    between neighbours in a column.
    """
    shown = sorted(links, key=lambda k: (-len(k.records), k.cause, k.effect))[:_MOST_LINKS]
    centre = focus(shown)
    if centre is None:
        return None
    columns, drives = _sides(shown, centre)
    order = _order(shown, centre, columns)
    inner = {side: [n for n in order if columns[n] == side] for side in (-1, 1)}
    drawn: list[Link] = []
    behind: set[str] = set()
    neighbours: set[tuple[str, str]] = set()
    for link in shown:
        here, there = columns.get(link.cause, 0), columns.get(link.effect, 0)
        if centre in (link.cause, link.effect):
            drawn.append(link)
        elif abs(here) == 2 and there == here // 2 and link.cause not in behind:
            behind.add(link.cause)
            drawn.append(link)
        elif here == there and abs(here) == 1:
            rows = inner[here].index(link.cause), inner[here].index(link.effect)
            if abs(rows[0] - rows[1]) == 1 and (link.effect, link.cause) not in neighbours:
                neighbours.add((link.cause, link.effect))
                drawn.append(link)
    return Chart(centre, columns, drives, order, tuple(drawn), len(links) - len(drawn))


def _order(links: Sequence[Link], centre: str, columns: dict[str, int]) -> tuple[str, ...]:
    """The most told first, each followed at once by what it acts on in its own column."""
    weight = dict.fromkeys(columns, 0)
    acts: dict[str, list[str]] = {}
    for link in links:
        if link.cause in weight:
            weight[link.cause] += len(link.records) if link.effect == centre else 0
            if columns.get(link.effect) == columns[link.cause]:
                acts.setdefault(link.cause, []).append(link.effect)
    order: list[str] = []
    for name in sorted(weight, key=lambda n: (-weight[n], n)):
        if name not in order:
            order.append(name)
            order += [n for n in acts.get(name, ())[:1] if n not in order]
    return tuple(order)


def _sides(links: Sequence[Link], centre: str) -> tuple[dict[str, int], dict[str, bool]]:
    back = graph(links).reverse()
    columns: dict[str, int] = {}
    drives: dict[str, bool] = {}
    paths = nx.single_source_shortest_path(back, centre, cutoff=2)
    for name, path in sorted(paths.items(), key=lambda item: (len(item[1]), item[0])):
        if name == centre:
            continue
        sign = 1
        for effect, cause in pairwise(path):
            sign *= back.edges[effect, cause]["link"].sign
        drives[name] = sign > 0
        columns[name] = (-1 if sign > 0 else 1) if len(path) == 2 else 2 * columns[path[1]]
    return columns, drives


def apart(links: Sequence[Link]) -> int:
    """How many links the chart leaves to the table."""
    made = chart(links)
    return made.apart if made else 0
