"""What is wrong in a file of a study: text, front matter, codings, cases."""

from __future__ import annotations

from qcode.i18n import N_

FORMS: tuple[str | tuple[str, str], ...] = (
    N_(
        "this is not UTF-8 (it may be Latin-1); save the file as UTF-8, or bring it in with "
        "`qcode import`."
    ),
    N_(
        "git has left conflict markers here; keep the lines that are right, delete the "
        "markers, and save."
    ),
    N_("the front matter begins with --- and never ends; add a line --- after its last field."),
    N_("the first column must be called case."),
    N_("the column “{name}” twice; rename one of the two."),
    N_("the row has no case."),
    N_("the case “{name}” has two rows; join them."),
    N_("the row has more cells than columns with a name; name the column or empty the cell."),
    N_(
        "the last line is torn (it has no line end); restore the file from a backup, or "
        "complete or delete that line."
    ),
    N_("the header is missing; the line {header} must come first."),
    N_("the id {id} stands in two lines that differ; delete one of them or give it another id."),
    N_("this is no JSON object ({reason}); correct or delete the line."),
    N_("{reason}; correct or delete it."),
    N_("{coding} {id} has no place"),
    N_("the text has no stretch {place} to {code}"),
    N_("the field 'id' is missing"),
    N_("the field 'code' is missing or no text"),
    N_("'start' and 'end' are no span: {place}"),
    N_("no span runs from {place} to {end}"),
)

ABOUT_A_FILE: tuple[str | tuple[str, str], ...] = (
    N_("is {size} MB large; qcode reads files up to {most} MB. Split it."),
    N_("is UTF-16; bring it in with `qcode import`, or save it as UTF-8."),
    N_("is no text (it holds NUL bytes); bring it in with `qcode import`, or save it as UTF-8."),
)
"""Sentences that continue a file's name, or stand behind it and a colon."""
