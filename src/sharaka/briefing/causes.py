"""The network of causes: its focal factor, what drives and what limits it, its loops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from sharaka.weighing.measures import Link

_LONGEST_LOOP = 5


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
    """Feedback loops, the shortest first."""
    made = graph(links)
    found = []
    for cycle in islice(nx.simple_cycles(made, length_bound=_LONGEST_LOOP), 200):
        turn = cycle.index(min(cycle))
        names = cycle[turn:] + cycle[:turn]
        edges = [
            made.edges[a, b]["link"] for a, b in zip(names, names[1:] + names[:1], strict=True)
        ]
        negatives = sum(edge.sign < 0 for edge in edges)
        records = tuple(record for edge in edges for record in edge.records)
        found.append(Loop(tuple(names), negatives % 2 == 0, records))
    return sorted(found, key=lambda loop: (len(loop.factors), loop.factors))[:most]


def sides(links: Sequence[Link], centre: str) -> dict[str, int]:
    """The column of each factor that leads to the centre: minus for drivers, plus for limits."""
    back = graph(links).reverse()
    columns = {}
    for name, path in nx.single_source_shortest_path(back, centre, cutoff=4).items():
        if name == centre:
            continue
        sign = 1
        for effect, cause in pairwise(path):
            sign *= back.edges[effect, cause]["link"].sign
        columns[name] = (-1 if sign > 0 else 1) * min(len(path) - 1, 2)
    return columns
