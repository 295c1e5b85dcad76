"""Who speaks in a draft: shown, confirmed on a terminal, corrected, reused for the next files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qcode.cli.common import on_terminal, question, say, wrong_use
from qcode.i18n import t
from qcode.sentences import said
from qcode.study.errors import QcodeError
from qcode.study.transcript import INTERVIEWER, OTHER

if TYPE_CHECKING:
    from qcode.exchange.reading.draft import Draft

PARTICIPANT = "participant"


@dataclass
class Roles:
    """What the user has said of labels, by the command line, by a file, or when asked."""

    mapping: dict[str, str] = field(default_factory=dict)
    unlabelled: str | None = None
    ask: bool = field(default_factory=on_terminal)
    given: tuple[str, ...] = ()
    """Labels that the command line named."""
    answers: dict[str, str] = field(default_factory=dict)
    """Roles by label as answered when asked."""
    confirmed: set[frozenset[str]] = field(default_factory=set)
    """Sets of labels that were confirmed, so that files with the same ones are not asked about."""

    def settle(self, draft: Draft) -> Draft:
        """The draft with its speakers as the user wants them."""
        from qcode.exchange.reading.draft import with_speakers

        draft = with_speakers(draft, self._answers_for(draft), self.unlabelled)
        labels = frozenset(s.label for s in draft.speakers)
        if not labels and not draft.unlabelled:
            _say_notes(draft)
            return draft
        if not self.ask or labels in self.confirmed:
            say(described(draft))
            _say_notes(draft)
            return draft
        draft = self._ask(draft)
        self.confirmed.add(frozenset(s.label for s in draft.speakers))
        self.confirmed.add(labels)
        return draft

    def _answers_for(self, draft: Draft) -> dict[str, str]:
        """What was said of this draft's labels before, when they were asked about."""
        return {s.label: self.answers[s.label] for s in draft.speakers if s.label in self.answers}

    def _ask(self, draft: Draft) -> Draft:
        from qcode.exchange.reading.draft import with_speakers

        notes = draft.notes
        while True:
            _show(draft, notes)
            notes = ()
            answer = click.prompt(
                question(
                    t("Enter when this is right, else LABEL=interviewer, LABEL=CASE, LABEL=other")
                ),
                default="",
                show_default=False,
                err=True,
            )
            if not answer.strip():
                self._remember(draft)
                return draft
            try:
                roles = parse_roles([answer])
            except click.UsageError as error:
                say(error.format_message())
                continue
            draft = with_speakers(draft, roles)
            self.answers.update({k: _reusable(v, draft) for k, v in roles.items()})

    def _remember(self, draft: Draft) -> None:
        for speaker in draft.speakers:
            self.answers.setdefault(speaker.label, _reusable(speaker.role, draft))


def _reusable(role: str, draft: Draft) -> str:
    """The role as it fits the next file: the case of this one is the participant there."""
    case = draft.name.upper()
    return PARTICIPANT if role == case or role.startswith(f"{case} ") else role


def parse_roles(given: Iterable[str]) -> dict[str, str]:
    """Roles by label of words such as `P=interviewer`; a wrong one is wrong use."""
    found = {}
    for item in given:
        label, equals, role = item.rpartition("=")
        label, role = label.strip().rstrip(":").strip(), role.strip()
        if not equals:
            raise wrong_use(
                t(
                    "“{item}” says no role; write LABEL=interviewer, LABEL=CASE, LABEL=other, or "
                    "LABEL= when it is no speaker.",
                    item=item,
                )
            )
        found[label] = role.casefold() if role.casefold() in {INTERVIEWER, OTHER} else role
    return found


def read_mapping(path: Path) -> dict[str, str]:
    """Roles by label from a YAML file, as --save-mapping writes it."""
    from qcode.files.atomic import read_bytes
    from qcode.files.text import decode
    from qcode.files.yaml_text import load

    data = read_bytes(path)
    if data is None:
        raise QcodeError(f"There is no file {path}; --save-mapping makes one.")
    plain = load(decode(data, str(path)).text, str(path))
    listed = plain.get("speakers", plain)
    if not isinstance(listed, Mapping) or not all(isinstance(v, str) for v in listed.values()):
        raise QcodeError(f"{path} must map each label to a role, as in `P: interviewer`.")
    return {str(label): str(role) for label, role in listed.items()}


def save_mapping(path: Path, mapping: Mapping[str, str]) -> None:
    """Writes roles by label for a later import."""
    from qcode.files.atomic import replace_file
    from qcode.files.yaml_edit import set_many

    edits = [(("speakers", label), role, None) for label, role in mapping.items()]
    text = set_many("speakers: {}\n", edits) if edits else "speakers: {}\n"
    replace_file(path, text.encode())
    say(t("Wrote {path}.", path=path))


def _say_notes(draft: Draft) -> None:
    """What was unsure in a draft that nobody is asked about."""
    for note in draft.notes:
        say(f"  {draft.name}: {said(note)}")


def described(draft: Draft) -> str:
    """One line on who speaks."""
    parts = [f"{s.label} = {_role(s.role)} ({s.count})" for s in draft.speakers]
    if draft.unlabelled:
        parts.append(t("lines without a label = {role}", role=_role(draft.unlabelled)))
    return f"{draft.name}: {'; '.join(parts)}"


def _role(role: str) -> str:
    if role == INTERVIEWER:
        return t("{interviewer}")
    return t("other") if role == OTHER else role


def _show(draft: Draft, notes: tuple[str, ...]) -> None:
    from qcode.cli.plain_table import table
    from qcode.cli.wrap import screen_width, shortened

    head = (t("Label"), t("Lines"), t("Who"), t("Why"), t("Says first"))
    rows = [
        (s.label, str(s.count), _role(s.role), shortened(said(s.why), 36), shortened(s.example, 44))
        for s in draft.speakers
    ]
    if draft.unlabelled:
        rows.append((t("(none)"), "", _role(draft.unlabelled), "", ""))
    say(f"\n{draft.name} ({draft.source})")
    say(table([head, *rows], width=screen_width(sys.stderr)).rstrip())
    for note in notes:
        say(f"  {said(note)}")
