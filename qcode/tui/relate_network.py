"""The network of codes to read, each linked code with its neighbours; and into a file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from qcode.i18n import language, n_, t
from qcode.sentences import said
from qcode.study.errors import QcodeError
from qcode.study.ids import slug
from qcode.study.links import type_label
from qcode.study.network import Edge, Network
from qcode.study.words import fold
from qcode.tui.coding_rows import code_name
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.list_screen import ListScreen
from qcode.tui.pieces import Line, Piece, cut, ends
from qcode.tui.row_list import ListRow
from qcode.tui.segment_pane import title_of

FORMATS = ("svg", "png", "graphml", "dot", "json")
_AT = ">"
"""Stands between a code and the edge in the key of a neighbour's row."""


class NetworkScreen(ListScreen):
    """Opened with `around=` for one code and what is up to two links away, else with all."""

    NAME = "network"
    BINDINGS = bindings(on_screen("network"))  # type: ignore[assignment] # a list is fine
    DEFAULT_CSS = "NetworkScreen RowList { scrollbar-gutter: stable; }"

    def __init__(self) -> None:
        super().__init__()
        self.around = ""
        self.with_tree = False
        self.network: Network | None = None

    def opened(self, **place: Any) -> None:
        """The part of the network that was shown."""
        self.around = str(place.get("around") or "")
        self.with_tree = bool(place.get("tree"))
        super().opened(**place)

    def place(self) -> dict[str, Any]:
        """The row, and which part is shown."""
        return {**super().place(), "around": self.around, "tree": self.with_tree}

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The codes with the most neighbours first, below each its neighbours."""
        from qcode.analysis.network import build_network, neighbours

        study, query = self.study, self.query_text
        around = self.around if self.around in study.codebook.codes else ""
        net = self.network = build_network(study, tree=self.with_tree, around=around)
        rows: list[ListRow] = []
        for node in sorted(net.nodes, key=lambda n: (n.code != around, -net.degree(n.code))):
            beside = neighbours(net, node.code)
            names = " ".join([node.name, *(title_of(one.code, study) for one in beside)])
            if query and query not in fold(names):
                continue
            rows.append(ListRow(node.code, partial(self._code, node.code, node.codings)))
            for one in beside:
                draw = partial(self._neighbour, one.code, one.edge, outward=one.outward)
                key = f"{node.code}{_AT}{one.edge.id or one.code}{_AT}{one.code}"
                rows.append(ListRow(key, draw))
        return rows

    def _code(self, code: str, codings: int, width: int) -> list[Line]:
        mark, (name, _) = code_name(self.study, code)
        central = self.network.centrality.get(code, 0.0) if self.network else 0.0
        right: list[Piece] = [(t("between {share}", share=f"{central:.0%}"), "muted")]
        count = n_("{n} {coding}", "{n} {codings}", codings)
        return [ends([mark, (name, "strong"), (f"  {count}", "muted")], right, width)]

    def _neighbour(self, code: str, edge: Edge, width: int, *, outward: bool) -> list[Line]:
        arrow = ("→" if outward else "←") if edge.directed else "↔"
        label = t("belongs to") if edge.kind == "tree" else type_label(edge.type, language())
        left: list[Piece] = [(f"    {arrow} {label}  ", "accent"), *code_name(self.study, code)]
        weight = f"+{edge.supports} −{edge.against}" if edge.supports or edge.against else ""
        return [ends(cut(left, width - len(weight) - 1), [(weight, "strong")], width)]

    def nothing(self) -> str:
        """No link yet."""
        return t("No link yet; on the axial screen L makes one.")

    def said(self) -> str:
        """What is in it."""
        return t("with {categories}") if self.with_tree else t("links only")

    def heading(self) -> Heading:
        """How large it is, and around what."""
        net = self.network
        if net is None:
            return Heading((t("network"),))
        parts = [
            t("network"),
            n_("{n} {code}", "{n} {codes}", len(net.nodes)),
            n_("{n} link", "{n} links", sum(edge.kind == "link" for edge in net.edges)),
        ]
        if self.around:
            parts.insert(1, t("around {name}", name=title_of(self.around, self.study)))
        return Heading(tuple(parts))

    def current_code(self) -> str:
        """The code of the row; of a neighbour's row, the neighbour."""
        return self.list.key.rpartition(_AT)[2]

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """The link with its evidence; on a code, what is around it."""
        code, at, rest = self.list.key.partition(_AT)
        ident = rest.partition(_AT)[0]
        if at and any(link.id == ident for link in self.study.codebook.links):
            self.qcode.open_screen("links", key=ident)
        elif code:
            self._show_around(self.current_code())

    def action_around(self) -> None:
        """Only this code and what is up to two links away, or all again."""
        self._show_around("" if self.around else self.current_code())

    def _show_around(self, code: str) -> None:
        here = self.current_code()
        self.around = code
        self.fill(here)

    def action_with_categories(self) -> None:
        """Draw the categories that the codes belong to as well, or the links only."""
        self.with_tree = not self.with_tree
        self.fill()

    def action_codings_of_code(self) -> None:
        """The codings of the code."""
        if code := self.current_code():
            self.qcode.open_screen("codings", code=code)

    def action_export_network(self) -> None:
        """Ask for the format, write what is shown, and say where."""
        from qcode.tui.key_menu import KeyMenu

        net = self.network
        if net is None or not net.nodes:
            return
        choices = [(str(n), name) for n, name in enumerate(FORMATS, start=1)]

        def chosen(key: str | None) -> None:
            if key:
                work = self._export(net, FORMATS[int(key) - 1])
                self.run_worker(work, group="export", exclusive=True)

        self.app.push_screen(KeyMenu(t("Write the network as"), choices), chosen)

    async def _export(self, net: Network, form: str) -> None:
        self.say(t("Writing…"))
        path = Path("exports") / f"{slug(f'network {self.around}'.strip())}.{form}"
        try:
            await asyncio.to_thread(_write, self.qcode.session.root, path, net, form)
        except QcodeError as error:
            self.say(said(error), "error")
            return
        self.say(t("Written: {path}", path=path))


def _write(root: Path, path: Path, net: Network, form: str) -> None:
    from qcode.exchange.figures.network_files import render_network
    from qcode.files.atomic import replace_file

    (root / "exports").mkdir(exist_ok=True)
    replace_file(root / path, render_network(net, form))
