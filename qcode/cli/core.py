"""The core category or the guiding themes: what the data say of each candidate; the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qcode.cli.common import Given, find_code, put, put_json, say, writes
from qcode.cli.plain_table import table
from qcode.cli.shapes import command, option
from qcode.cli.wrap import shortened
from qcode.i18n import N_, number, t
from qcode.sentences import said

if TYPE_CHECKING:
    from qcode.study.change import Change
    from qcode.study.study import Study

_SHOWN_NAME = 36


@command(
    "core",
    N_(
        "Candidates are the categories and themes, in the order of the codebook and not ranked: "
        "share of codings and of participants, links to other categories with the codings for and "
        "against them, betweenness in the network, groups and kinds of source reached. Which one "
        "carries the theory is for you to say: --choose once names the core category, several "
        "times the guiding themes."
    ),
)
@option("--choose", metavar="CODE", multiple=True, help=N_("Make it the core; repeatable."))
@option("--clear", is_flag=True, help=N_("Choose none again."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def core(given: Given, *, choose: tuple[str, ...], clear: bool, as_json: bool) -> None:
    """Lists the candidates, what was chosen and what that covers; or chooses."""
    if choose or clear:
        with given.writing() as session:
            change = _choice(session.study, choose)
            session.apply(change)
        say(t("Done: {what}.", what=said(change.what)))
        return
    study = given.read()
    from qcode.analysis.core import candidates

    found = candidates(study)
    if as_json:
        put_json({"candidates": [c.plain() for c in found], **_chosen(study)})
        return
    if not found:
        say(t("No {category} yet, so there is no candidate."))
        return
    rows = [
        [
            "",
            t("{category}"),
            t("codings"),
            t("cases"),
            t("links"),
            t("evidence"),
            t("between"),
            t("groups"),
            t("kinds"),
        ]
    ]
    marks = {"core": "◆", "theme": "◇", "": ""}
    for one in found:
        depth = len(list(study.codebook.ancestors(one.code)))
        name = "  " * depth + study.codebook.codes[one.code].name
        groups = ", ".join(f"{k} {a}/{b}" for k, (a, b) in list(one.groups.items())[:3])
        rows.append(
            [
                marks[one.chosen],
                shortened_left(name),
                f"{one.codings_share:.0%}",
                f"{one.cases_share:.0%}",
                str(one.links),
                f"+{one.supports} −{one.against}",
                number(one.betweenness, 2),
                groups,
                f"{one.kinds[0]}/{one.kinds[1]}",
            ]
        )
    put(table(rows))
    _say_coverage(study)


def shortened_left(name: str) -> str:
    """The name cut to the column, its indentation kept."""
    text = name.lstrip()
    indent = len(name) - len(text)
    return " " * indent + shortened(text, _SHOWN_NAME - indent)


def _choice(study: Study, choose: tuple[str, ...]) -> Change:
    from qcode.study.edits import together
    from qcode.study.selective_edits import choose_core, choose_themes

    codes = [find_code(study, name) for name in choose]
    if len(codes) == 1:
        return choose_core(study, codes[0])
    first = choose_core(study, "")
    second = choose_themes(study.apply(first), codes)
    return together(second.what if codes else first.what, first, second)


def _chosen(study: Study) -> dict[str, Any]:
    from qcode.analysis.coverage import coverage, negative_cases
    from qcode.study.selective import selective, weigh_proposition
    from qcode.study.selective_edits import theory_of

    part = selective(study.codebook)
    covered = coverage(study, theory_of(study))
    return {
        "core": part.core,
        "themes": list(part.themes),
        "coverage": {
            "codings": covered.codings,
            "codings_share": covered.codings_share,
            "cases": list(covered.cases),
            "cases_share": covered.cases_share,
            "left_codes": [{"code": c, "codings": n} for c, n in covered.left_codes],
            "left_cases": list(covered.left_cases),
            "left_transcripts": list(covered.left_transcripts),
        },
        "propositions": [
            {
                "id": p.id,
                "text": p.text,
                "supports": len(weigh_proposition(study, p).supports),
                "against": len(weigh_proposition(study, p).against),
                "negative_cases": [
                    {"case": b.case, "verdict": b.verdict} for b in negative_cases(study, p)
                ],
            }
            for p in part.propositions
        ],
    }


def _say_coverage(study: Study) -> None:
    from qcode.analysis.coverage import coverage
    from qcode.study.selective_edits import theory_of

    chosen = theory_of(study)
    if not chosen:
        say(t("Nothing is chosen yet."))
        return
    found = coverage(study, chosen)
    names = ", ".join(study.codebook.codes[c].name for c in chosen)
    say(
        t(
            "{names}: with their links they reach {share} of the codings and {cases} of the "
            "participants.",
            names=names,
            share=f"{found.codings_share:.0%}",
            cases=f"{found.cases_share:.0%}",
        )
    )
