"""The network of codes: a list to read, or a file to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qcode.cli.common import Given, find_code, put_json, reads, say, show, wrong_use
from qcode.cli.shapes import command, option
from qcode.i18n import N_, language, t

if TYPE_CHECKING:
    from qcode.study.network import Network

ENDINGS = {".svg": "svg", ".png": "png", ".graphml": "graphml", ".dot": "dot", ".gv": "dot"} | {
    ".json": "json"
}


@command(
    "network",
    N_(
        "Without -o the codes are listed, each with what it is linked to. The ending of the file "
        "says how it is written: .svg and .png are drawings, .graphml is for Gephi, yEd, R and "
        "Python, .dot for Graphviz."
    ),
)
@option("--around", metavar="CODE", help=N_("Only this code and what is linked to it."))
@option("--steps", type=int, default=2, help=N_("How many links away from it; 2 by default."))
@option("--tree", is_flag=True, help=N_("Also the categories that the codes belong to."))
@option(
    "--meeting",
    is_flag=True,
    help=N_("Also codes that stand in the same turn more often than chance."),
)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@option("-o", "--output", metavar="FILE", type=Path, help=N_("Write to this file."))
@reads
def network(
    given: Given,
    *,
    around: str | None,
    steps: int,
    tree: bool,
    meeting: bool,
    as_json: bool,
    output: Path | None,
) -> None:
    """Lists the network, or writes it to a file."""
    form = _form_of(output)
    from qcode.analysis.network import build_network

    study = given.read()
    met = None
    if meeting:
        from qcode.analysis.association import associations

        met = associations(study)
    built = build_network(
        study,
        tree=tree,
        meeting=met,
        around=find_code(study, around) if around else "",
        steps=max(1, steps),
    )
    if output is not None:
        from qcode.cli.files import write_out
        from qcode.exchange.figures.network_files import render_network

        write_out(given, output, render_network(built, form))
    elif as_json:
        from qcode.exchange.figures.network_files import plain

        put_json(plain(built))
    else:
        _print(built)


def _form_of(output: Path | None) -> str:
    if output is None:
        return ""
    form = ENDINGS.get(output.suffix.casefold())
    if form is None:
        raise wrong_use(
            t(
                "“{name}” has no ending that says how to write it; take one of {endings}.",
                name=output.name,
                endings=", ".join(ENDINGS),
            )
        )
    return form


def _print(built: Network) -> None:
    from qcode.analysis.network import neighbours
    from qcode.study.links import type_label

    if not built.nodes:
        say(t("No link yet; `qcode links add FROM TO --type T` makes one."))
    lines = []
    for node in sorted(built.nodes, key=lambda n: -built.degree(n.code)):
        theme = f" · {node.theme}" if node.theme and node.theme != node.name else ""
        lines.append(f"{node.name} ({node.codings}){theme}")
        for one in neighbours(built, node.code):
            arrow = "→" if one.outward else "←"
            arrow = arrow if one.edge.directed else "↔"
            balance = ""
            if one.edge.supports or one.edge.against:
                balance = f"  +{one.edge.supports} −{one.edge.against}"
            said = type_label(one.edge.type, language())
            name = built.by_code[one.code].name if one.code in built.by_code else one.code
            lines.append(f"  {arrow} {said}: {name}{balance}")
    show("".join(f"{line}\n" for line in lines))
