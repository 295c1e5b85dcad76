"""The network of codes from a study's links, and how it is read as a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qcode.analysis.association import Associations
from qcode.study.links import SYMMETRIC, ends, weigh
from qcode.study.network import Edge, Network, Node
from qcode.study.study import Study


def build_network(
    study: Study,
    *,
    tree: bool = False,
    meeting: Associations | None = None,
    at_most: float = 0.05,
    around: str = "",
    steps: int = 2,
) -> Network:
    """The linked codes; with `tree` their categories too, with `meeting` codes that meet often.

    Of `meeting` those pairs are taken whose q is at most `at_most` and whose lift is above 1.
    `around` keeps a code and what is at most `steps` edges away from it. Codes that nothing joins
    are left out.
    """
    edges = _links(study)
    if tree:
        edges += _tree(study, dict.fromkeys(end for e in edges for end in (e.source, e.target)))
    if meeting is not None:
        edges += [
            Edge(p.a, p.b, "meets", "meets", weight=p.lift, directed=meeting.unit == "neighbours")
            for p in meeting.pairs
            if p.q <= at_most and p.lift > 1
        ]
    if around:
        near = _near(edges, study.codebook.resolve(around), steps)
        edges = [e for e in edges if e.source in near and e.target in near]
    named = {end for e in edges for end in (e.source, e.target)}
    if around:
        named.add(study.codebook.resolve(around))
    nodes = tuple(_node(study, ident) for ident in study.codebook.codes if ident in named)
    central = betweenness([n.code for n in nodes], edges)
    return Network(study.codebook.title, nodes, tuple(edges), central)


def _links(study: Study) -> list[Edge]:
    codebook = study.codebook
    found = []
    for link in codebook.links:
        source, target = ends(codebook, link)
        if source == target or not {source, target} <= codebook.codes.keys():
            continue
        weight = weigh(study, link)
        found.append(
            Edge(
                source,
                target,
                link.type,
                id=link.id,
                supports=len(weight.supports),
                against=len(weight.against),
                weight=1.0 + len(weight.supports) + len(weight.against),
                directed=link.type not in SYMMETRIC,
            )
        )
    return found


def _tree(study: Study, codes: Collection[str]) -> list[Edge]:
    found: dict[tuple[str, str], Edge] = {}
    for code in codes:
        ident = code
        while parent := study.codebook.parents.get(ident):
            found[ident, parent] = Edge(ident, parent, "belongs to", "tree")
            ident = parent
    return list(found.values())


def _node(study: Study, ident: str) -> Node:
    codebook = study.codebook
    theme = codebook.theme_of(ident)
    return Node(
        ident,
        codebook.codes[ident].name,
        study.rolled_counts.get(ident, 0),
        codebook.codes[theme].name if codebook.is_category(theme) else "",
        codebook.color_of(ident),
    )


def _neighbours(edges: Iterable[Edge]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for edge in edges:
        found.setdefault(edge.source, set()).add(edge.target)
        found.setdefault(edge.target, set()).add(edge.source)
    return found


def _near(edges: Iterable[Edge], code: str, steps: int) -> set[str]:
    beside = _neighbours(edges)
    reached, front = {code}, {code}
    for _ in range(steps):
        front = {n for c in front for n in beside.get(c, ())} - reached
        reached |= front
    return reached


def betweenness(codes: Iterable[str], edges: Iterable[Edge]) -> Mapping[str, float]:
    """The share of shortest paths between other codes that lead through each (Brandes 2001).

    Links are taken without direction and without weight; between 0 and 1.
    """
    beside = _neighbours(edges)
    nodes = list(codes)
    found = dict.fromkeys(nodes, 0.0)
    for start in nodes:
        order, paths, before = _shortest(start, beside)
        share = dict.fromkeys(order, 0.0)
        for node in reversed(order):
            for earlier in before[node]:
                share[earlier] += paths[earlier] / paths[node] * (1 + share[node])
            if node != start:
                found[node] += share[node]
    pairs = (len(nodes) - 1) * (len(nodes) - 2)
    return {node: value / pairs if pairs > 0 else 0.0 for node, value in found.items()}


def _shortest(
    start: str, beside: Mapping[str, set[str]]
) -> tuple[list[str], dict[str, int], dict[str, list[str]]]:
    """Nodes by distance, the number of shortest paths to each, and the nodes before it on them."""
    order, far = [start], {start: 0}
    paths, before = {start: 1}, {start: list[str]()}
    for node in order:
        for other in beside.get(node, ()):
            if other not in far:
                far[other], paths[other], before[other] = far[node] + 1, 0, []
                order.append(other)
            if far[other] == far[node] + 1:
                paths[other] += paths[node]
                before[other].append(node)
    return order, paths, before


@dataclass(frozen=True, slots=True)
class Neighbour:
    """How a code is joined to another, as read from the code."""

    code: str
    outward: bool
    """Whether the link leads from the code to this one."""
    edge: Edge


def neighbours(network: Network, code: str) -> tuple[Neighbour, ...]:
    """What a code is joined to: what it leads to first, then what leads to it."""
    found = [
        Neighbour(edge.target if edge.source == code else edge.source, edge.source == code, edge)
        for edge in network.edges_of(code)
    ]
    return tuple(sorted(found, key=lambda n: not n.outward))
