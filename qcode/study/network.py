"""The network of codes: what analysis builds, and screens and files show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Node:
    """A code in the network."""

    code: str
    name: str
    codings: int = 0
    """Of the code and the codes below it."""
    theme: str = ""
    """Name of the theme it belongs to."""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two codes, a place in the tree, or a meeting beyond chance."""

    source: str
    target: str
    type: str
    """The link's type; `belongs to` for the tree; `meets` for codes that stand together."""
    kind: str = "link"
    """link, tree or meets."""
    id: str = ""
    supports: int = 0
    against: int = 0
    weight: float = 1.0
    """How thick it is drawn: the number of codings for and against, and one."""
    directed: bool = True


@dataclass(frozen=True)
class Network:
    """Nodes in the order of the codebook, edges in that of the links."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    centrality: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Code to betweenness, 0 to 1: the share of shortest paths between others through it."""

    @cached_property
    def by_code(self) -> Mapping[str, Node]:
        """Nodes by code."""
        return MappingProxyType({node.code: node for node in self.nodes})

    def edges_of(self, code: str) -> tuple[Edge, ...]:
        """The edges that begin or end at a code."""
        return tuple(e for e in self.edges if code in {e.source, e.target})

    def degree(self, code: str) -> int:
        """How many other codes it is joined to."""
        ends = {e.target if e.source == code else e.source for e in self.edges_of(code)}
        return len(ends - {code})


def evidence_label(edge: Edge) -> str:
    """What is written at an edge: its type and the codings for and against."""
    if edge.supports or edge.against:
        return f"{edge.type} +{edge.supports} −{edge.against}"
    return "" if edge.kind == "tree" else edge.type
