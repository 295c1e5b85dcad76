"""Selective coding: candidates, storyline, propositions, and where the study stands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from textual.content import Content

from qcode.i18n import n_, t, term
from qcode.study.phase import phase_of
from qcode.study.selective import Proposition, candidate_codes, selective, weigh_proposition
from qcode.study.selective_edits import theory_of
from qcode.study.study import Study
from qcode.tui.coding_rows import heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Piece, ends, fit, one_line
from qcode.tui.row_list import ListRow
from qcode.tui.selective_acts import SelectiveActs
from qcode.tui.selective_base import code_title, joined, wrapped_row
from qcode.tui.selective_details import (
    candidate_details,
    coverage_sentence,
    proposition_details,
)
from qcode.tui.selective_phase import phase_name, points_left
from qcode.tui.selective_saturation import saturation_sentence
from qcode.tui.selective_survey import Survey, same_ground, survey

_NUMBERS = 51
"""Cells that the numbers of a candidate take at the right of its name."""


class SelectiveScreen(SelectiveActs):
    """A list in four parts; Enter goes on from each of its rows."""

    NAME = "selective"
    BINDINGS = bindings(on_screen("selective"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.survey: Survey | None = None
        self._surveyed: Study | None = None
        self.looked_at: list[str] = []
        """Codes that are no categories and are weighed all the same, while the app runs."""

    def show_study(self, study: Study) -> None:
        """Draw at once what is known; what must be counted follows."""
        super().show_study(study)
        if not same_ground(self._surveyed, study):
            self._surveyed = study
            self.run_worker(self._count(study), group="survey", exclusive=True)

    async def _count(self, study: Study) -> None:
        found = await asyncio.to_thread(survey, study, tuple(self.looked_at))
        if self._surveyed is study:
            self.survey = found
            self.fill()

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """Candidates, storyline, propositions, where the study stands."""
        part = selective(self.study.codebook)
        rows = [*self._candidates(), heading_row(t("storyline"))]
        story = one_line(part.storyline)
        said: Piece = (story, "") if story else (t("none yet; Enter writes it"), "muted")
        rows.append(wrapped_row("story", lambda: [said]))
        rows.append(heading_row(t("propositions"), t("for, against")))
        rows += [self._proposition(one) for one in part.propositions]
        if not part.propositions:
            nothing: Piece = (t("none yet; p states one"), "muted")
            rows.append(wrapped_row("none", lambda: [nothing]))
        rows.append(heading_row(t("where the {study} stands")))
        rows += self._standing()
        return rows

    def _candidates(self) -> list[ListRow]:
        title = t("{core} or guiding {themes}")
        rows = [ListRow("", partial(_candidates_head, title), lambda _: 1)]
        book = self.study.codebook
        listed = candidate_codes(book)
        known = {code for code, _ in listed}
        more = [(code, 0) for code in self.looked_at if code in book.codes and code not in known]
        for code, depth in (*listed, *more):
            rows.append(ListRow(f"code:{code}", partial(self._candidate, code, depth)))
        if len(rows) == 1:
            hint: Piece = (
                t("No {category} yet: put {codes} under one another in axial coding, F4."),
                "muted",
            )
            rows.append(wrapped_row("bare", lambda: [hint]))
        return rows

    def _candidate(self, code: str, depth: int, width: int) -> list[list[Piece]]:
        part = selective(self.study.codebook)
        book = self.study.codebook
        themes = {book.resolve(theme) for theme in part.themes}
        chosen = "◆ " if code == book.resolve(part.core) else "◇ " if code in themes else "  "
        name = "  " * depth + code_title(self.study, code)
        room = width - _NUMBERS - 2
        look = "strong" if chosen.strip() else ""
        left: list[Piece] = [(chosen, "accent"), (fit(name, room), look)]
        met = sum(c.met for c in part.criteria(code).values())
        one = self.survey.candidates.get(code) if self.survey else None
        if one is None:
            numbers = ["…", "", "", "", "", ""]
        else:
            reached = sum(a for a, _ in one.groups.values()) + one.kinds[0]
            there = sum(b for _, b in one.groups.values()) + one.kinds[1]
            numbers = [
                f"{one.cases_share:.0%}",
                f"{one.codings_share:.0%}",
                str(one.links),
                f"+{one.supports} −{one.against}",
                f"{one.betweenness:.0%}",
                f"{reached}/{there}",
            ]
        return [[*left, (_columns([*numbers, f"{met}/5"]), "")]]

    def _proposition(self, one: Proposition) -> ListRow:
        balance = weigh_proposition(self.study, one).balance
        return wrapped_row(
            f"prop:{one.id}", lambda: [(one_line(one.text), "")], [(balance, "strong")]
        )

    def _standing(self) -> list[ListRow]:
        return [
            ListRow(key, partial(_told, label, said))
            for key, label, said in (
                ("coverage", t("coverage"), self._coverage()),
                ("saturation", t("code saturation"), self._saturation()),
                ("phase", t("phase"), self._phase()),
            )
        ]

    def _coverage(self) -> str:
        if not theory_of(self.study):
            return coverage_sentence(None)
        return coverage_sentence(self.survey.coverage) if self.survey else "…"

    def _saturation(self) -> str:
        if self.survey is None:
            return "…"
        found = self.survey.saturation
        return saturation_sentence(found) if found else ""

    def _phase(self) -> str:
        name = phase_name(phase_of(self.study.codebook))
        if self.survey is None:
            return name
        count = points_left(self.survey.left)
        return f"{name} · {n_('{n} point left', '{n} points left', count)}"

    def weigh_as_well(self, code: str) -> None:
        """List a code that is no category among the candidates, with its numbers."""
        if code not in self.looked_at:
            self.looked_at.append(code)
            self._surveyed = study = self.study
            self.run_worker(self._count(study), group="survey", exclusive=True)
        self.fill(f"code:{code}")

    # -- beside -----------------------------------------------------------------------------------

    def details(self) -> Content:
        """What is known of the row."""
        study = self.study
        if code := self.candidate:
            counted = self.survey.candidates.get(code) if self.survey else None
            return candidate_details(study, code, counted)
        if (proposition := self.proposition) is not None:
            return proposition_details(study, proposition)
        if self.list.key == "story":
            return Content(selective(study.codebook).storyline.strip())
        said = {
            "coverage": (self._coverage(), t("Enter lists what is left out.")),
            "saturation": (self._saturation(), t("Enter shows the table and the curve.")),
            "phase": (self._phase(), t("Enter lists what is left to do.")),
        }.get(self.list.key)
        return joined([said[0], (said[1], "$text-muted")]) if said else Content("")

    def heading(self) -> Heading:
        """What is chosen."""
        part = selective(self.study.codebook)
        names = [code_title(self.study, code) for code in theory_of(self.study)]
        label = t("{core}: {names}", names=", ".join(names)) if part.core else ", ".join(names)
        return Heading((term("selective", capital=True), label or t("nothing chosen yet")))

    def facts(self) -> frozenset[str]:
        """What the row is."""
        found = set(super().facts())
        kind = self.list.key.partition(":")[0]
        found.add({"code": "candidate", "prop": "proposition"}.get(kind, kind))
        if kind in {"prop", "story"}:
            found.add("text")
        return frozenset(found)


def _columns(values: Sequence[str]) -> str:
    widths = (6, 8, 7, 9, 8, 8, 5)
    return "".join(fit(v, w, right=True) for v, w in zip(values, widths, strict=True))


def _candidates_head(title: str, width: int) -> list[list[Piece]]:
    names = [
        t("cases"),
        t("coded"),
        t("links"),
        t("+ −"),
        t("centre"),
        t("spread"),
        t("met"),
    ]
    return [ends([(title, "accent")], [(_columns(names), "muted")], width)]


def _told(label: str, said: str, width: int) -> list[list[Piece]]:
    return [[(fit(label, 17), ""), (fit(said, width - 17), "strong")]]
