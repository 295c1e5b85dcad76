"""The codebook's rules held against the transcripts, to go through what they find."""

from __future__ import annotations

from qcode.cli.bar import bar
from qcode.cli.common import Given, find_live_code, put, put_json, say, writes
from qcode.cli.places import excerpt, located
from qcode.cli.plain_table import table
from qcode.cli.shapes import command, option
from qcode.i18n import N_, n_, t


@command(
    "autocode",
    N_(
        "Each row is a turn of a participant in which a rule of a code (its match in the "
        "codebook) holds, and which you have neither coded so nor refused. They are suggestions "
        "to go through: nothing is coded by this command."
    ),
)
@option("--code", "names", metavar="NAME", multiple=True, help=N_("Only this code's; repeatable."))
@option(
    "--transcript", "sources", metavar="NAME", multiple=True, help=N_("Only this one; repeatable.")
)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def autocode(
    given: Given, *, names: tuple[str, ...], sources: tuple[str, ...], as_json: bool
) -> None:
    """Lists what the rules find."""
    from qcode.suggest.by_rule import Match, matches, rules_of

    study, coder = given.read(), given.who()
    wanted = {find_live_code(study, name) for name in names}
    transcripts = [study.transcript(name).name for name in sources] or list(study.transcripts)
    rules, wrong = rules_of(study, wanted or None)
    for sentence in wrong:
        say(sentence)
    found: list[Match] = []
    with bar(t("Looking")) as tell:
        for number, name in enumerate(transcripts, start=1):
            found += matches(study, name, rules, coder)
            tell(number, len(transcripts))
    codes = study.codebook.codes
    if as_json:
        suggestions = [
            {
                **located(study, m.transcript, m.span),
                "code": m.code,
                "name": codes[m.code].name,
                "rule": m.rule,
                "words": [[w.start, w.end] for w in m.words],
            }
            for m in found
        ]
        put_json({"suggestions": suggestions})
        return
    if not rules and not wrong:
        say(t("No rules here: a {code} has them in its match in the {codebook}."))
        return
    rows = [(t("{transcript}"), t("place"), t("start"), t("{quote}"), t("{code}"), t("rule"))]
    for m in found:
        place = located(study, m.transcript, m.span)["place"].removeprefix(f"{m.transcript}.")
        quote = excerpt(study, m.transcript, m.span, m.words)
        row = (m.transcript, place, str(m.span.start), quote, codes[m.code].name, m.rule)
        rows.append(row)
    if found:
        put(table(rows))
    count = len(found)
    say(n_("{n} {suggestion}; nothing was coded.", "{n} {suggestions}; nothing was coded.", count))
