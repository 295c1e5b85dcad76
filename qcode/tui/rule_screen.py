"""The rules of a code: what each finds, and those that its codings propose."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import Any

from textual.content import Content

from qcode.i18n import n_, t
from qcode.study.code import Code
from qcode.study.code_edits import edit_code
from qcode.study.match import Rule, parse_all
from qcode.study.study import Study
from qcode.suggest.rule_search import Found, RuleSearch
from qcode.suggest.rules import RuleProposal
from qcode.tui.coding_rows import heading_row
from qcode.tui.command_table import on_screen
from qcode.tui.commands import bindings
from qcode.tui.header import Heading
from qcode.tui.pieces import Piece, wrap
from qcode.tui.row_list import ListRow
from qcode.tui.rule_prompt import RulePrompt, look_up
from qcode.tui.rule_rows import counted, example_line, pointed, worth, wrong
from qcode.tui.selective_base import DetailScreen, joined

_OWN, _PROPOSED = "=", "~"
"""What a row's key begins with: a rule of the code, or a proposed one."""


class RulesScreen(DetailScreen):
    """Opened with `code=`; beside each rule stand examples of what it finds."""

    NAME = "rules"
    BINDINGS = bindings(on_screen("rules"))  # type: ignore[assignment] # a list is fine

    def __init__(self) -> None:
        super().__init__()
        self.code = ""
        self.search = RuleSearch()
        self.found: dict[str, Found] = {}
        """What a rule finds, by its text; empty for all the code's rules together."""
        self.proposals: tuple[RuleProposal, ...] | None = None
        """What the codings propose; None while it is looked for."""
        self._looked_in: Study | None = None

    def opened(self, **place: Any) -> None:
        """This code; rules are proposed when it is opened and when asked."""
        self.code = str(place.get("code") or self.code)
        proposals = place.get("proposals")
        self.proposals = proposals if isinstance(proposals, tuple) else None
        super().opened(**place)
        if self.proposals is None:
            self.action_look_again()

    def place(self) -> dict[str, Any]:
        """The code, the row, and what was proposed."""
        return {**super().place(), "code": self.code, "proposals": self.proposals}

    def known(self) -> Code | None:
        """The code, if it is there still."""
        return self.study.codebook.codes.get(self.study.codebook.resolve(self.code))

    def current_code(self) -> str:
        """The code whose rules these are."""
        known = self.known()
        return known.id if known else ""

    def own_rules(self) -> tuple[str, ...]:
        """The rules in the codebook, each once."""
        known = self.known()
        return tuple(dict.fromkeys(known.match)) if known else ()

    def open_proposals(self) -> tuple[RuleProposal, ...]:
        """What was proposed and is not yet a rule."""
        own = {str(rule) for rule in parse_all(self.own_rules())[0]}
        return tuple(p for p in self.proposals or () if p.text not in own)

    # -- looking ----------------------------------------------------------------------------------

    def action_look_again(self) -> None:
        """Ask the worker process for rules."""
        finder = getattr(self.qcode.suggester, "rules", None)
        self.proposals = () if finder is None else None
        if finder is not None:
            self.run_worker(self._propose(finder), group="propose", exclusive=True)
        self.fill()

    async def _propose(self, finder: Any) -> None:
        self.proposals = tuple(await finder(self.current_code()))
        self._looked_in = None
        self.fill()

    def fill(self, key: str | None = None) -> None:
        """List the rules, and look up in a thread what each finds, if the study is another."""
        super().fill(key)
        if self.known() is not None and self._looked_in is not self.study:
            self._looked_in = self.study
            self.run_worker(self._look(self.study), group="finds", exclusive=True)

    async def _look(self, study: Study) -> None:
        own, code, coder = self.own_rules(), self.current_code(), self.qcode.session.coder
        rules = parse_all([*own, *(p.text for p in self.open_proposals())])[0]
        found = {"": await look_up(self.search, study, parse_all(own)[0], code, coder)}
        for rule in rules:
            found[rule.text] = await look_up(self.search, study, [rule], code, coder)
        self.found = found
        self.fill()

    # -- rows -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[ListRow]:
        """The code's own rules, then the proposed ones."""
        if self.known() is None:
            return ()
        own = self.own_rules()
        total = counted(self.found[""]) if own and "" in self.found else ""
        title = t("rules; one that holds is enough") if own else t("no rule yet; n writes one")
        rows = [heading_row(title, total), *(self._own_row(rule) for rule in own)]
        rows += [heading_row(""), heading_row(self._about_proposals())]
        return [*rows, *(self._proposed_row(p) for p in self.open_proposals())]

    def _about_proposals(self) -> str:
        if self.proposals is None:
            return t("looking for rules in its {codings}…")
        if getattr(self.qcode.suggester, "rules", None) is None:
            return t("rules are proposed by {suggestions}, which are off in this session")
        if self.open_proposals():
            return t("proposed from its {codings}, tried on {transcripts} left out")
        return t("nothing to propose: no words tell its {codings} from others")

    def _own_row(self, rule: str) -> ListRow:
        _, errors = parse_all([rule])
        if errors:
            return _row(_OWN + rule, rule, [(wrong(errors[0]), "warning")])
        found = self.found.get(rule)
        return _row(_OWN + rule, rule, [(counted(found) if found else "…", "muted")])

    def _proposed_row(self, proposal: RuleProposal) -> ListRow:
        found = self.found.get(proposal.text)
        said: list[Piece] = [(worth(proposal), "")]
        if found:
            said.append((f" · {t('now')}: {counted(found)}", "muted"))
        return _row(_PROPOSED + proposal.text, proposal.text, said)

    def nothing(self) -> str:
        """The code is gone."""
        return t("This {code} is not in the {codebook}; Esc goes back.")

    def heading(self) -> Heading:
        """The code, and how many rules it has."""
        known = self.known()
        if known is None:
            return Heading()
        count = n_("{n} rule", "{n} rules", len(self.own_rules()))
        return Heading((t("rules of {name}", name=known.name), count))

    def facts(self) -> frozenset[str]:
        """Whether the row is a rule of the code, or proposed."""
        kind = {_OWN: "own-rule", _PROPOSED: "proposed"}.get(self.list.key[:1])
        ruled = {"ruled"} if self.own_rules() else set()
        return super().facts() | ruled | ({kind} if kind else set())

    def details(self) -> Content:
        """Examples of what the rule under the cursor finds."""
        rule = self.list.key[1:]
        for error in parse_all([rule])[1] if rule else ():
            return joined([pointed(rule, error), wrong(error)])
        found = self.found.get(rule)
        if not rule or found is None:
            return Content("")
        study = self.study
        shown = [one for one in found.examples if one.transcript in study.transcripts]
        lines: list[Content | str | tuple[str, str]] = [(rule, "bold"), counted(found), ""]
        return joined([*lines, *(example_line(study, one) for one in shown)])

    # -- acts -------------------------------------------------------------------------------------

    def action_open_row(self) -> None:
        """Change a rule; one that is proposed may be changed before it is taken."""
        rule = self.list.key[1:]
        if rule:
            self._type(rule, replaces=rule if self.list.key[:1] == _OWN else "")

    def action_new_rule(self) -> None:
        """Type a rule."""
        self._type("", replaces="")

    def _type(self, value: str, *, replaces: str) -> None:
        known = self.known()
        if known is None or not self.writable:
            return

        def given(rule: str | None) -> None:
            present = self.known()
            if rule is None or present is None or not (rule or replaces):
                return
            own = list(present.match)
            if replaces in own:
                own[own.index(replaces)] = rule
            else:
                own.append(rule)
            self._set(own, rule)

        title = t("{name}: a rule", name=known.name)
        study, coder = self.study, self.qcode.session.coder

        def look(rule: Rule) -> Awaitable[Found]:
            return look_up(self.search, study, [rule], known.id, coder)

        self.app.push_screen(RulePrompt(title, value, study, look), given)

    def action_accept(self) -> None:
        """Make the proposed rule one of the code's."""
        known = self.known()
        if known is None or self.list.key[:1] != _PROPOSED or not self.writable:
            return
        rule = self.list.key[1:]
        self._set([*known.match, rule], rule, t("“{rule}” is a rule of it now.", rule=rule))

    def action_remove_rule(self) -> None:
        """Take the rule away; u brings it back."""
        known = self.known()
        if known is None or self.list.key[:1] != _OWN or not self.writable:
            return
        gone = self.list.key[1:]
        said = t("The rule is gone; u brings it back.")
        self._set([rule for rule in known.match if rule != gone], "", said)

    def _set(self, rules: Sequence[str], key: str, said: str = "") -> None:
        kept = list(dict.fromkeys(rule for rule in rules if rule))
        code = self.current_code()
        if self.do(lambda study: edit_code(study, code, "match", kept or None), said) and key:
            self.fill(_OWN + key)

    def action_autocode(self) -> None:
        """Go through what the rules find."""
        self.qcode.open_screen("autocode", code=self.current_code())

    def action_queue(self) -> None:
        """Where the code may hide."""
        self.qcode.open_screen("queue", code=self.current_code())

    def action_codings_of_code(self) -> None:
        """Its codings."""
        self.qcode.open_screen("codings", code=self.current_code())


def _row(key: str, rule: str, below: Sequence[Piece]) -> ListRow:
    def draw(width: int) -> list[list[Piece]]:
        lines = wrap([(rule, "strong")], width, 3)
        return [*lines, *([("    ", ""), *line] for line in wrap(below, width - 4, 3))]

    return ListRow(key, draw, lambda width: len(draw(width)))
