"""From drafts, attributes and comments to changes of a study: what an import would do to it."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.exchange.intake.codings import take_codings
from qcode.exchange.intake.taken import Taken, named, no_transcript
from qcode.exchange.reading.draft import Draft, transcript_of
from qcode.exchange.reading.names import safe_name
from qcode.exchange.tables.incoming import AttributeRow, CodingRow
from qcode.study.case import CaseTable
from qcode.study.change import Change, Put
from qcode.study.edits import set_case, set_front, write_memo
from qcode.study.ids import new_id, on_disk
from qcode.study.memo import Memo
from qcode.study.problems import Problem
from qcode.study.study import Study, transcript_to_plain
from qcode.study.transcript import KINDS

_LONGEST_NAME = 60
_NOT_ATTRIBUTES = {"speakers", "unlabelled"}


def take_transcripts(study: Study, drafts: Sequence[Draft]) -> Taken:
    """New transcripts; one that is there with the same text is unchanged, with another refused."""
    texts = {name: t.text for name, t in study.transcripts.items()}
    known = {on_disk(name): name for name in texts}
    puts: list[Put] = []
    problems: list[Problem] = []
    unchanged = 0
    for draft in drafts:
        there = known.get(on_disk(draft.name))
        if there is None:
            texts[draft.name] = draft.text
            known[on_disk(draft.name)] = draft.name
            plain = transcript_to_plain(transcript_of(draft))
            puts.append(Put("transcript", (draft.name,), None, plain))
        elif there == draft.name and texts[there] == draft.text:
            unchanged += 1
        else:
            problems.append(Problem(draft.source, _already(draft.name, there)))
    names = tuple(put.key[0] for put in puts)
    what = f"import the transcript {names[0]}" if len(names) == 1 else "import transcripts"
    return Taken(Change(what, tuple(puts)), names, unchanged, problems=tuple(problems))


def _already(name: str, there: str) -> str:
    if there != name:
        return (
            f"there is a transcript “{there}” already, which differs from “{name}” only in case "
            "or in how accents are written; import it under another name with --name."
        )
    return (
        f"there is a transcript “{name}” with another text already, and it is not replaced; "
        f"`qcode edit {name}` corrects it, --name imports this one under another name."
    )


def take_attributes(study: Study, rows: Sequence[AttributeRow], source: str) -> Taken:
    """Attributes of transcripts, into their front matter; a value that differs is set anew."""
    changes: list[Change] = []
    changed: list[str] = []
    notes: list[str] = []
    problems: list[Problem] = []
    unchanged = 0
    for row in rows:
        name = named(study.transcripts, row.transcript, safe_name(row.transcript))
        if name is None:
            message = f"{no_transcript(study, row.transcript)}."
            problems.append(Problem(source, message, row.line))
            continue
        front = study.transcripts[name].front
        new: dict[str, str] = {}
        for field, value in row.attributes.items():
            wrong = _wrong_attribute(field, value)
            if wrong:
                problems.append(Problem(source, wrong, row.line))
            elif front.get(field) != value:
                new[field] = value
                if front.get(field):
                    notes.append(f"{field} of {name} was {front[field]} and is {value} now.")
        changes += [set_front(study, name, field, value) for field, value in new.items()]
        if new:
            changed.append(name)
        else:
            unchanged += 1
    puts = tuple(put for change in changes for put in change.puts)
    return Taken(
        Change(f"import the attributes {source}", puts),
        tuple(changed),
        unchanged,
        notes=tuple(notes),
        problems=tuple(problems),
    )


def _wrong_attribute(field: str, value: str) -> str:
    if field in _NOT_ATTRIBUTES:
        return f"“{field}” is no attribute; give it with --speakers or --unlabelled."
    if field == "kind" and value not in KINDS:
        return f"kind “{value}” is none of {', '.join(KINDS)}; correct it or rename the column."
    return ""


def take_cases(study: Study, table: CaseTable, source: str) -> Taken:
    """Attributes of participants, into their rows; a value that differs is set anew."""
    changes: list[Change] = []
    added: list[str] = []
    for case, attributes in table.rows.items():
        present = study.cases.get(case)
        given = {field: value for field, value in attributes.items() if value}
        merged = {**present, **given}
        if case not in study.cases.rows or merged != dict(present):
            changes.append(set_case(study, case, merged))
            added.append(case)
    puts = tuple(put for change in changes for put in change.puts)
    unchanged = len(table.rows) - len(added)
    return Taken(Change(f"import the cases {source}", puts), tuple(added), unchanged)


def take_comments(
    study: Study, drafts: Sequence[Draft], coder: str, *, as_codes: bool, at: str
) -> Taken:
    """A word processor's comments: short ones as codes on their words, or all as memos.

    A comment that is too long for a code's name becomes a memo about its transcript.
    """
    rows: list[CodingRow] = []
    memos: list[Memo] = []
    for draft in drafts:
        present = study.transcripts.get(draft.name)
        if present is None or present.text != draft.text:
            continue
        for comment in draft.comments:
            name = " ".join(comment.text.split())
            if as_codes and name and len(name) <= _LONGEST_NAME:
                place = (comment.start, comment.end)
                rows.append(CodingRow(0, draft.name, *place, comment.quote, name, "", ""))
            elif name:
                quote = " ".join(comment.quote.split())
                text = f"> {quote}\n\n{comment.text.strip()}\n"
                by = safe_name(comment.author) if comment.author.strip() else coder
                about = (f"transcript:{draft.name}",)
                memos.append(Memo(new_id(), text, by, at, "theoretical", about))
    known = {(m.text.strip(), m.about) for m in study.memos.values()}
    new = [m for m in memos if (m.text.strip(), m.about) not in known]
    codings = take_codings(study, rows, "the comments", coder, at=at)
    puts = (*codings.change.puts, *(p for m in new for p in write_memo(study, m).puts))
    return Taken(
        Change("import comments", puts),
        (*codings.added, *(m.id for m in new)),
        codings.unchanged + len(memos) - len(new),
        codings.created,
        problems=codings.problems,
    )
