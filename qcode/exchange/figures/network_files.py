"""The network of codes as a file: GraphML, DOT and JSON for other programs, SVG and PNG to see."""

from __future__ import annotations

import io
import json
import re
from typing import Any

from qcode.study.errors import QcodeError
from qcode.study.network import Network, evidence_label

FORMATS = ("graphml", "dot", "svg", "png", "json")
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_network(network: Network, form: str) -> bytes:
    """The network as the bytes of a file, the same for the same network."""
    if form == "graphml":
        return graphml(network)
    if form == "dot":
        return dot(network).encode()
    if form == "json":
        return (json.dumps(plain(network), ensure_ascii=False, indent=1) + "\n").encode()
    if form in {"svg", "png"}:
        from qcode.exchange.figures.network_drawing import draw

        return draw(network, form)
    raise QcodeError(
        f"A network cannot be written as “{form}”; choose one of {', '.join(FORMATS)}."
    )


def plain(network: Network) -> dict[str, Any]:
    """Nodes and edges as JSON-able data."""
    return {
        "nodes": [
            {
                "code": n.code,
                "name": n.name,
                "theme": n.theme,
                "codings": n.codings,
                "degree": network.degree(n.code),
                "betweenness": network.centrality.get(n.code, 0.0),
            }
            for n in network.nodes
        ],
        "edges": [
            {
                "id": e.id,
                "from": e.source,
                "to": e.target,
                "type": e.type,
                "kind": e.kind,
                "supports": e.supports,
                "against": e.against,
                "weight": e.weight,
                "directed": e.directed,
            }
            for e in network.edges
        ],
    }


def graphml(network: Network) -> bytes:
    """GraphML with names, counts and evidence as attributes, for Gephi, yEd, igraph, networkx."""
    import networkx as nx

    graph = nx.MultiDiGraph(title=_clean(network.title))
    for node in plain(network)["nodes"]:
        ident = _clean(node.pop("code"))
        graph.add_node(ident, label=_clean(node["name"]), **{k: _clean(v) for k, v in node.items()})
    for number, edge in enumerate(plain(network)["edges"]):
        ends = _clean(edge.pop("from")), _clean(edge.pop("to"))
        key = _clean(edge.pop("id")) or f"e{number}"
        graph.add_edge(*ends, key=key, **{k: _clean(v) for k, v in edge.items()})
    buffer = io.BytesIO()
    nx.write_graphml_xml(graph, buffer, prettyprint=True, named_key_ids=True)
    return buffer.getvalue()


def _clean(value: Any) -> Any:
    """The value without the characters that XML cannot hold."""
    return _NO_XML.sub("", value) if isinstance(value, str) else value


def dot(network: Network) -> str:
    """The network in the language of Graphviz."""
    lines = ["digraph codes {", "  rankdir=LR;", "  node [shape=box, style=rounded];"]
    for node in network.nodes:
        label = f"{node.name} ({node.codings})"
        lines.append(f"  {_quoted(node.code)} [label={_quoted(label)}, color={node.color}];")
    for edge in network.edges:
        style = {"link": "solid", "tree": "dotted", "meets": "dashed"}[edge.kind]
        direction = "" if edge.directed else ", dir=none"
        lines.append(
            f"  {_quoted(edge.source)} -> {_quoted(edge.target)} "
            f"[label={_quoted(evidence_label(edge))}, style={style}{direction}];"
        )
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
