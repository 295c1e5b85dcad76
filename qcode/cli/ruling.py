"""The codebook's rules held against the transcripts, to go through what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qcode.cli.bar import bar
from qcode.cli.common import (
    Given,
    find_live_code,
    find_transcript,
    put,
    put_json,
    say,
    show,
    writes,
    wrong_use,
)
from qcode.cli.places import excerpt, located
from qcode.cli.plain_table import table
from qcode.cli.shapes import argument, command, option
from qcode.i18n import N_, n_, t
from qcode.sentences import said
from qcode.study.errors import QcodeError
from qcode.study.match import parse, parse_all

if TYPE_CHECKING:
    from qcode.study.study import Study
    from qcode.suggest.rule_search import RuleSearch
    from qcode.suggest.rules import RuleProposal


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

    study, coder = given.read_to_suggest(), given.who()
    wanted = {find_live_code(study, name) for name in names}
    transcripts = [find_transcript(study, name) for name in sources] or list(study.transcripts)
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


@command(
    "rules",
    N_(
        "For each rule in the match of CODE: in how many segments it holds, how many of these are "
        "coded so by anybody, and how many by you. --try tells it of a rule that is not in the "
        "codebook, with ten places. --propose makes rules from the codings of the code; how often "
        "each was right, and how many segments it reaches, is counted on transcripts that it was "
        "not made from. Nothing is coded by this command."
    ),
)
@argument("name", metavar="CODE")
@option("--try", "tried", metavar="RULE", help=N_("Say what this rule would find."))
@option("--propose", is_flag=True, help=N_("Propose rules from what is coded so."))
@option("--add", "added", metavar="RULE", help=N_("Write this rule into the codebook."))
@option("--remove", "gone", metavar="RULE", help=N_("Take this rule out of the codebook."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@writes
def rules(
    given: Given,
    name: str,
    *,
    tried: str | None,
    propose: bool,
    added: str | None,
    gone: str | None,
    as_json: bool,
) -> None:
    """Says what rules find, or changes them."""
    if sum((tried is not None, propose, added is not None, gone is not None)) > 1:
        raise wrong_use(t("Give only one of --try, --propose, --add and --remove."))
    if added is not None or gone is not None:
        _change(given, name, added, gone)
        return
    study = given.read_to_suggest() if propose else given.read()
    coder = given.who()
    code = find_live_code(study, name)
    from qcode.suggest.rule_search import RuleSearch
    from qcode.suggest.rules import propose_rules

    if propose:
        _proposed(propose_rules(study, code), as_json=as_json)
        return
    if tried is not None:
        parse(tried)
    search, known = RuleSearch(), study.codebook.codes[code]
    texts = known.match if tried is None else (tried,)
    found = [_found(search, study, text, code, coder, places=tried is not None) for text in texts]
    if as_json:
        put_json({"code": code, "name": known.name, "rules": found})
    else:
        _told(found)


def _told(found: list[dict[str, Any]]) -> None:
    """A table of what the rules find, what is wrong with one, and the places of one."""
    if not found:
        say(t("No rules here: a {code} has them in its match in the {codebook}."))
        return
    rows = [(t("rule"), t("{segments}"), t("coded so"), t("by me"))]
    for one in found:
        figures = (one.get("segments", ""), one.get("coded", ""), one.get("mine", ""))
        rows.append((one["rule"], *map(str, figures)))
    put(table(rows))
    for one in found:
        if "error" in one:
            say(one["error"])
        for place in one.get("examples", ()):
            mark = "✓" if place["coded"] else " "
            show(f"  {mark} {place['place']}: {place['excerpt']}\n")


def _found(
    search: RuleSearch, study: Study, text: str, code: str, coder: str, *, places: bool
) -> dict[str, Any]:
    """What one rule finds, as plain data; an error in its place where it does not parse."""
    parsed, errors = parse_all([text])
    if errors:
        return {"rule": text, "error": str(errors[0])}
    found = search.find(study, parsed, code, coder)
    if found is None:
        return {"rule": text}
    plain: dict[str, Any] = {
        "rule": text,
        "segments": found.segments,
        "coded": found.coded,
        "mine": found.mine,
    }
    if places:
        plain["examples"] = [
            {
                **located(study, e.transcript, e.span),
                "coded": e.coded,
                "excerpt": excerpt(study, e.transcript, e.span, e.words),
            }
            for e in found.examples
        ]
    return plain


def _proposed(proposals: tuple[RuleProposal, ...], *, as_json: bool) -> None:
    if as_json:
        plain = [
            {
                "rule": p.text,
                "right": p.right,
                "matched": p.matched,
                "wanted": p.wanted,
                "precision": round(p.precision, 4),
                "reach": round(p.reach, 4),
            }
            for p in proposals
        ]
        put_json({"proposals": plain})
        return
    if not proposals:
        say(t("Nothing to propose: no words tell its {codings} from others."))
        return
    rows = [(t("rule"), t("right"), t("matched"), t("of the {code}'s"))]
    rows += [(p.text, str(p.right), str(p.matched), str(p.wanted)) for p in proposals]
    put(table(rows))


def _change(given: Given, name: str, added: str | None, gone: str | None) -> None:
    from qcode.study.code_edits import edit_code

    with given.writing() as session:
        code = find_live_code(session.study, name)
        known = session.study.codebook.codes[code]
        kept = list(known.match)
        if added is not None:
            parse(added)
            if added in kept:
                say(t("“{name}” has this rule already.", name=known.name))
                return
            kept.append(added)
        elif gone in kept:
            kept.remove(gone or "")
        else:
            raise QcodeError(
                f"“{known.name}” has no rule “{gone}”; `qcode rules {code}` lists those it has."
            )
        change = edit_code(session.study, code, "match", kept or None)
        session.apply(change)
    say(t("Done: {what}.", what=said(change.what)))
