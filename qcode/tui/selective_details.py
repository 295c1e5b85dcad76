"""What speaks for a candidate and what a proposition rests on, for the pane of details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qcode import i18n
from qcode.i18n import n_, t
from qcode.study.links import Weight, ends, find_link, type_label, weigh
from qcode.study.selective import (
    CRITERIA,
    Proposition,
    criterion_label,
    selective,
    weigh_proposition,
)
from qcode.study.study import Study
from qcode.tui.selective_base import code_title, joined

if TYPE_CHECKING:
    from qcode.analysis.core import Candidate
    from qcode.analysis.coverage import Coverage
    from qcode.study.code import Link


def candidate_details(study: Study, code: str, counted: Candidate | None) -> Content:
    """The numbers of a candidate beside the criteria that the researcher ticks and argues."""
    known = study.codebook.codes.get(code)
    if known is None:
        return Content("")
    part = selective(study.codebook)
    above = study.codebook.path_above(code)
    lines: list[Content | str | tuple[str, str]] = [
        Content.assemble((known.name, "bold"), (f"  {above}" if above else "", "$text-muted"))
    ]
    if code == study.codebook.resolve(part.core):
        lines.append((t("◆ the {core} category"), "bold $text-accent"))
    elif code in {study.codebook.resolve(theme) for theme in part.themes}:
        lines.append((t("◇ a guiding {theme}"), "bold $text-accent"))
    lines += _numbers(counted) if counted else [(t("counting…"), "$text-muted")]
    lines.append("")
    said = part.criteria(code)
    for number, name in enumerate(CRITERIA, start=1):
        criterion = said[name]
        tick = "✓" if criterion.met else "☐"
        label = criterion_label(name, i18n.language())
        style = "bold" if criterion.met else ""
        lines.append(Content.assemble((f"{number} {tick} ", "$text-accent"), (label, style)))
        if criterion.why:
            lines.append(f"    {criterion.why}")
    if known.definition:
        lines += ["", (known.definition, "$text-muted")]
    return joined(lines)


def _numbers(one: Candidate) -> list[Content | str | tuple[str, str]]:
    lines: list[Content | str | tuple[str, str]] = [
        t(
            "{of_cases} of the {participants} ({n}), {of_codings} of the {codings} ({m})",
            of_cases=f"{one.cases_share:.0%}",
            n=one.cases,
            of_codings=f"{one.codings_share:.0%}",
            m=one.codings,
        ),
        n_(
            "{n} link to other {categories}, {inner} within; evidence +{for_} −{against}",
            "{n} links to other {categories}, {inner} within; evidence +{for_} −{against}",
            one.links,
            inner=one.inner_links,
            for_=one.supports,
            against=one.against,
        ),
        t(
            "reaches {n} other {themes}; central: {degree} linked, {between} between",
            n=one.themes,
            degree=f"{one.degree:.0%}",
            between=f"{one.betweenness:.0%}",
        ),
        t(
            "spread: {groups}; kinds of source {reached}/{there}",
            groups=", ".join(f"{k} {a}/{b}" for k, (a, b) in one.groups.items()) or "—",
            reached=one.kinds[0],
            there=one.kinds[1],
        ),
    ]
    return lines


def link_sentence(study: Study, link: Link) -> str:
    """A link with the names of its ends: `A —causes→ B`."""
    one, other = ends(study.codebook, link)
    kind = type_label(link.type, i18n.language())
    return f"{code_title(study, one)} —{kind}→ {code_title(study, other)}"


def proposition_details(study: Study, proposition: Proposition) -> Content:
    """The text, the links with their balance, and where the evidence lies."""
    lines: list[Content | str | tuple[str, str]] = [(proposition.text, "bold")]
    if proposition.memo:
        lines.append(Content.assemble(("✎ ", "$text-accent"), proposition.memo))
    lines.append("")
    lines += _links(study, proposition)
    weight = weigh_proposition(study, proposition)
    lines += ["", *_weight(study, weight)]
    if weight.missing:
        lines.append(
            (
                n_(
                    "{n} {coding} that it rested on is gone",
                    "{n} {codings} that it rested on are gone",
                    len(weight.missing),
                ),
                "$text-warning",
            )
        )
    return joined(lines)


def _links(study: Study, proposition: Proposition) -> list[Content | str | tuple[str, str]]:
    if not proposition.links:
        return [(t("tied to no link yet; L ties it"), "$text-muted")]
    lines: list[Content | str | tuple[str, str]] = []
    for ident in proposition.links:
        link = find_link(study.codebook, ident)
        if link is None:
            lines.append((t("the link {id} is gone", id=ident), "$text-warning"))
        else:
            balance = weigh(study, link).balance
            lines.append(Content.assemble(link_sentence(study, link), ("  " + balance, "bold")))
    return lines


def _weight(study: Study, weight: Weight) -> list[Content | str | tuple[str, str]]:
    from qcode.analysis.reach import group_attributes

    lines: list[Content | str | tuple[str, str]] = []
    for sign, side in (("+", weight.supports), ("−", weight.against)):
        if not side:
            continue
        groups = [
            f"{value} {count}"
            for name in group_attributes(study)[:2]
            for value, count in side.groups(name).items()
        ]
        told = ", ".join(side.cases) or "—"
        tail = f" · {', '.join(groups)}" if groups and len(groups) < 8 else ""
        lines.append(Content.assemble((f"{sign}{len(side)} ", "bold"), told, (tail, "$text-muted")))
    if not lines:
        lines.append((t("no {coding} for or against it yet; Enter attaches some"), "$text-muted"))
    return lines


def coverage_sentence(found: Coverage | None) -> str:
    """How far the chosen codes and their links reach."""
    if found is None:
        return t("Nothing is chosen yet: C makes a {category} the core, T a guiding {theme}.")
    return t(
        "With their links they reach {share} of the {codings} and {of_cases} of the "
        "{participants}; {codes} left out: {n}.",
        share=f"{found.codings_share:.0%}",
        of_cases=f"{found.cases_share:.0%}",
        n=len(found.left_codes),
    )
