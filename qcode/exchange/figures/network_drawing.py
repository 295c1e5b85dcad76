"""The network of codes drawn: boxes and arrows on a sheet that is as large as they need."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from typing import Any

from qcode.exchange.figures.sheet import figure, save
from qcode.study.errors import QcodeError
from qcode.study.network import Edge, Network, evidence_label

_MOST_DRAWN = 150
_WIDE, _HIGH = 2.3, 1.15
"""Inches between the middles of two boxes that stand next to each other."""
_MARGIN = 1.1
_SHEET = 13.0
"""Parts of the network stand side by side up to this width in inches."""
_STRETCH = 1.6
_LETTER, _LINE, _PAD = 0.068, 0.135, 0.06
"""Inches that a letter and a line of a label take, and that its box adds."""
_DASHES = {"link": "solid", "tree": (0, (1, 2)), "meets": (0, (5, 3))}

Places = dict[str, tuple[float, float]]


def draw(network: Network, form: str) -> bytes:
    """The network as SVG or PNG: codes in boxes of their colour, links as arrows with evidence.

    A thicker arrow has more codings behind it. The layout is the same every time.
    """
    if not network.nodes:
        raise QcodeError("There is no link in this study yet, so there is no network to draw.")
    if len(network.nodes) > _MOST_DRAWN:
        raise QcodeError(
            f"The network has {len(network.nodes)} codes, too many to read in a drawing; draw the "
            "part around one code, or take GraphML."
        )
    at = _pack(_parts(network))
    width = max(x for x, _ in at.values()) + _MARGIN
    height = max(y for _, y in at.values()) + _MARGIN
    sheet = figure(max(width, 5.0), height)
    axes = sheet.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, max(width, 5.0))
    axes.set_ylim(height, 0)
    axes.text(0.2, 0.25, network.title, fontsize=11, parse_math=False)
    boxes = {n.code: _Box(*at[n.code], _label(n.name, n.codings)) for n in network.nodes}
    for node in network.nodes:
        _draw_node(axes, boxes[node.code], node.color)
    for edge in network.edges:
        _draw_edge(axes, edge, boxes[edge.source], boxes[edge.target])
    return save(sheet, form)


def _parts(network: Network) -> list[Places]:
    """The parts that nothing joins, each laid out from (0, 0), the largest first; in inches."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(n.code for n in network.nodes)
    graph.add_edges_from((e.source, e.target) for e in network.edges if e.source != e.target)
    order = {n.code: number for number, n in enumerate(network.nodes)}
    found = []
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    for codes in sorted(parts, key=lambda part: (-len(part), order[part[0]])):
        own = nx.Graph()
        own.add_nodes_from(codes)
        own.add_edges_from(graph.subgraph(codes).edges)
        placed = nx.kamada_kawai_layout(own) if len(codes) > 1 else {codes[0]: (0.0, 0.0)}
        found.append(_spaced({c: (float(placed[c][0]), float(placed[c][1])) for c in codes}))
    return found


def _spaced(at: Places) -> Places:
    """The places stretched until no two boxes overlap, and moved to begin at (0, 0)."""
    codes = list(at)
    scale = 1.0
    for i, one in enumerate(codes):
        for other in codes[i + 1 :]:
            apart = max(
                abs(at[one][0] - at[other][0]) / _WIDE, abs(at[one][1] - at[other][1]) / _HIGH
            )
            scale = max(scale, _STRETCH / max(apart * _STRETCH, 1e-3))
    scale = min(scale, 4.0 * len(codes))
    left = min(x for x, _ in at.values())
    top = min(y for _, y in at.values())
    return {c: ((x - left) * scale, (y - top) * scale) for c, (x, y) in at.items()}


def _pack(parts: list[Places]) -> Places:
    """The parts side by side in rows, within the margins."""
    room = max(_SHEET, *(max(x for x, _ in part.values()) + 2 * _MARGIN for part in parts))
    found: Places = {}
    x, y, row = _MARGIN, _MARGIN, 0.0
    for part in parts:
        width = max(px for px, _ in part.values())
        height = max(py for _, py in part.values())
        if x > _MARGIN and x + width + _MARGIN > room:
            x, y, row = _MARGIN, y + row + 1.5 * _HIGH, 0.0
        found.update({code: (px + x, py + y) for code, (px, py) in part.items()})
        x, row = x + width + 1.4 * _WIDE, max(row, height)
    return found


def _label(name: str, codings: int) -> tuple[str, ...]:
    return (*textwrap.wrap(name, 20), f"({codings})")


@dataclass(frozen=True)
class _Box:
    """A code on the sheet: its middle in inches and its lines."""

    x: float
    y: float
    lines: tuple[str, ...]

    def edge_towards(self, other: _Box) -> tuple[float, float]:
        """The point where the line to the other box leaves this one."""
        dx, dy = other.x - self.x, other.y - self.y
        half_wide = _LETTER * max(map(len, self.lines)) / 2 + _PAD
        half_high = _LINE * len(self.lines) / 2 + _PAD
        along = min(
            half_wide / abs(dx) if dx else math.inf, half_high / abs(dy) if dy else math.inf, 0.5
        )
        return self.x + dx * along, self.y + dy * along


def _draw_node(axes: Any, box: _Box, color: str) -> None:
    axes.text(
        box.x,
        box.y,
        "\n".join(box.lines),
        ha="center",
        va="center",
        fontsize=8,
        zorder=3,
        parse_math=False,
        bbox={
            "boxstyle": "round,pad=0.35",
            "facecolor": "white",
            "edgecolor": color or "gray",
            "linewidth": 1.6,
        },
    )


def _draw_edge(axes: Any, edge: Edge, source: _Box, target: _Box) -> None:
    start, end = source.edge_towards(target), target.edge_towards(source)
    axes.annotate(
        "",
        xy=end,
        xytext=start,
        zorder=1,
        arrowprops={
            "arrowstyle": "-|>" if edge.directed else "-",
            "linestyle": _DASHES[edge.kind],
            "color": "0.35",
            "linewidth": 0.9 + min(3.0, 0.25 * (edge.supports + edge.against)),
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )
    label = evidence_label(edge)
    if label:
        axes.text(
            (start[0] + end[0]) / 2,
            (start[1] + end[1]) / 2,
            label,
            fontsize=6.5,
            color="0.25",
            ha="center",
            va="center",
            zorder=2,
            parse_math=False,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        )
