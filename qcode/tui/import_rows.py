"""The rows of the import screen: files, speakers, and what became of an import."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from qcode.i18n import N_, n_, number, t
from qcode.sentences import said
from qcode.study.study import Study
from qcode.study.transcript import INTERVIEWER, OTHER
from qcode.tui.import_desk import Incoming
from qcode.tui.pieces import Piece, cut, fit, lines_needed, one_line, wrap
from qcode.tui.row_list import ListRow

if TYPE_CHECKING:
    from qcode.exchange.intake.batch import Brought
    from qcode.exchange.reading.draft import SpeakerGuess

KINDS = {
    "transcript": N_("{transcript}"),
    "codebook": N_("{codebook}"),
    "attributes": N_("attributes"),
    "cases": N_("{participants}"),
    "codings": N_("{codings}"),
    "skip": N_("skipped"),
}
_MOST_LINES = 4


def role_name(role: str) -> str:
    """A role in words."""
    if not role:
        return t("no speaker")
    if role == INTERVIEWER:
        return t("{interviewer}")
    return t("other") if role == OTHER else role


def file_row(study: Study, one: Incoming, width: int) -> list[list[Piece]]:
    """The file's name, what it is, and what stands out in it."""
    name = min(34, max(16, width // 3))
    mark = "✓ " if one.taken else "– "
    line: list[Piece] = [
        (mark, "accent" if one.taken else "muted"),
        (fit(one.shown, name) + "  ", "strong" if one.taken else "muted"),
        (fit(t(KINDS.get(one.kind, one.kind)), 12) + "  ", "" if one.taken else "muted"),
    ]
    if one.reason:
        line.append((said(one.reason), "muted" if one.kind == "skip" else "warning"))
    elif one.out:
        line.append((t("left out; x takes it in"), "muted"))
    elif one.draft is not None:
        line += _about_draft(study, one)
    return [cut(line, width)]


def _about_draft(study: Study, one: Incoming) -> list[Piece]:
    from qcode.study.words import count_words

    draft = one.draft
    assert draft is not None  # noqa: S101 - asked for a draft
    there = study.transcripts.get(draft.name)
    if there is not None and there.text == draft.text:
        return [(t("there already, unchanged"), "muted")]
    if there is not None:
        return [(t("“{name}” is there with another text", name=draft.name), "warning")]
    who = ", ".join(f"{s.label} = {role_name(s.role)}" for s in draft.speakers)
    if draft.unlabelled:
        bare = t("lines without a label = {role}", role=role_name(draft.unlabelled))
        who = f"{who}, {bare}" if who else bare
    words = count_words(draft.text)
    said = n_("{count} word", "{count} words", words, count=number(words))
    return [(f"{said} · {who or t('nobody speaks')}", "")]


def speaker_rows(one: Incoming) -> Sequence[ListRow]:
    """A row for each label, and one for lines without a label where somebody speaks them."""
    labels = one.labels()
    rows = [ListRow(f"label:{s.label}", partial(_speaker, s)) for s in labels]
    if one.draft is not None:
        bare = t("go on with the {turn} before") if labels else t("nobody speaks: paragraphs")
        rows.append(ListRow("label:", partial(_unlabelled, one.draft.unlabelled, bare)))
    return rows


def _speaker(guess: SpeakerGuess, width: int) -> list[list[Piece]]:
    rest = max(10, width - 50)
    return [
        [
            (fit(guess.label, 14) + "  ", "strong"),
            (fit(f"{guess.count}×", 6, right=True) + "  ", "muted"),
            (fit(role_name(guess.role), 14) + "  ", "accent" if guess.role else "muted"),
            (fit(f"“{one_line(guess.example)}”", rest) + "  ", ""),
            (said(guess.why), "muted"),
        ]
    ]


def _unlabelled(role: str, bare: str, width: int) -> list[list[Piece]]:
    del width
    said = role_name(role) if role else bare
    return [[(fit(t("(none)"), 14) + " " * 10, "muted"), (said, "accent" if role else "muted")]]


def report_rows(brought: Brought, skipped: Sequence[Incoming]) -> list[ListRow]:
    """What came in, what was noticed, and what was left out and why; each a row."""
    from qcode.exchange.intake.said import counted, created

    rows: list[ListRow] = []
    for name, part in brought.taken.items():
        rows.append(_text_row(f"in:{name}", [("✓ ", "accent"), (counted(name, part), "strong")]))
        if made := created(part):
            rows.append(_text_row(f"new:{name}", [("  ", ""), (made, "")]))
        for at, note in enumerate(part.notes):
            rows.append(_text_row(f"note:{name}:{at}", [("  ", ""), (said(note), "muted")]))
    for at, problem in enumerate(brought.problems):
        rows.append(_text_row(f"problem:{at}", [("! ", "warning"), (said(problem), "")]))
    for one in skipped:
        words = f"{one.shown}: {said(one.reason)}"
        rows.append(_text_row(f"skip:{one.path}", [("– ", "muted"), (words, "muted")]))
    return rows


def _text_row(key: str, pieces: list[Piece]) -> ListRow:
    cells = sum(len(words) for words, _ in pieces)
    return ListRow(
        key,
        lambda width: wrap(pieces, width, _MOST_LINES),
        lambda width: lines_needed(cells, width, _MOST_LINES),
    )
