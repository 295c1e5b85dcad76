"""What a researcher can do to codings, memos and texts, each as a change to the study as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qcode.study.change import Change, Put
from qcode.study.coding import (
    CONTEXT,
    READ,
    REJECTED,
    Coding,
    CodingFile,
    coding_to_plain,
    make_coding,
    moved,
)
from qcode.study.errors import QcodeError
from qcode.study.ids import twin_of
from qcode.study.memo import Memo, memo_to_plain
from qcode.study.plain import set_at, storable
from qcode.study.progress import is_read
from qcode.study.quotes import cite
from qcode.study.shape import right_shape
from qcode.study.spans import Span, trimmed
from qcode.study.study import Study, transcript_to_plain


def together(what: str, *changes: Change, why: str = "") -> Change:
    """Several changes as one: done together, undone together."""
    puts = tuple(put for change in changes for put in change.puts)
    return Change(what, puts, why or next((c.why for c in changes if c.why), ""))


def in_turn(
    study: Study, what: str, makers: Iterable[Callable[[Study], Change]], why: str = ""
) -> Change:
    """Several changes, each made on the study as the one before leaves it, as one.

    `what` is said of several; a single one says itself, and without `what` the first is said.
    """
    changes = []
    for make in makers:
        change = make(study)
        changes.append(change)
        study = study.apply(change)
    if len(changes) == 1:
        return changes[0]
    return together(what or next((c.what for c in changes), ""), *changes, why=why)


def _coding_put(coder: str, transcript: str, before: Coding | None, after: Coding | None) -> Put:
    some = before or after
    if some is None:
        raise ValueError("a put needs a coding before or after it")
    return Put(
        "coding",
        (coder, transcript, some.id),
        coding_to_plain(before) if before else None,
        coding_to_plain(after) if after else None,
    )


def _found(study: Study, ident: str) -> tuple[CodingFile, Coding]:
    found = study.find_coding(ident)
    if found is None:
        raise QcodeError(f"There is no coding with the id {ident} in this study.")
    return found


def _name(study: Study, code: str) -> str:
    known = study.codebook.codes.get(study.codebook.resolve(code))
    return known.name if known else code


def add_coding(
    study: Study,
    coder: str,
    transcript: str,
    span: Span,
    code: str,
    *,
    at: str,
    origin: Any = "hand",
    memo: str = "",
    reading: str = "open",
) -> Change:
    """Puts a code on a span; the segments it touches count as read in the pass, if one is given."""
    source = study.transcript(transcript)
    span = trimmed(source.text, span)
    if not span:
        raise QcodeError(f"There are no words at {span.start} in {transcript} to code.")
    known = study.codebook.codes.get(code)
    here = cite(source, span.start)
    for coding in study.file(coder, transcript).overlapping(span):
        if coding.span == span and study.codebook.resolve(coding.code) == code:
            raise QcodeError(f"“{_name(study, code)}” is already on these words of {here}.")
    coding = make_coding(
        source.text,
        span,
        code,
        at=at,
        origin=origin,
        definition=known.definition_hash if known else "",
        memo=memo,
    )
    puts = [_coding_put(coder, transcript, None, coding)]
    if reading:
        spans = [t.body for t in source.turns_in(span)]
        puts += mark_read(study, coder, transcript, spans, reading, at=at).puts
    return Change(f"put “{_name(study, code)}” on {here}", tuple(puts))


def remove_coding(study: Study, ident: str) -> Change:
    """Takes a coding away."""
    file, coding = _found(study, ident)
    return Change(
        f"remove “{_name(study, coding.code)}” from {_place(study, file, coding)}",
        (_coding_put(file.coder, file.transcript, coding, None),),
    )


def _place(study: Study, file: CodingFile, coding: Coding) -> str:
    transcript = study.transcripts.get(file.transcript)
    if transcript is None or coding.start is None:
        return file.transcript
    return cite(transcript, coding.start)


def _altered(
    study: Study, ident: str, what: str, alter: Callable[[CodingFile, Coding], Coding]
) -> Change:
    file, coding = _found(study, ident)
    after = alter(file, coding)
    if after == coding:
        return Change(what, ())
    return Change(what, (_coding_put(file.coder, file.transcript, coding, after),))


def recode(study: Study, ident: str, code: str) -> Change:
    """Moves a coding to another code; it keeps its id."""
    known = study.codebook.codes.get(code)

    def alter(file: CodingFile, coding: Coding) -> Coding:
        for other in file.codings:
            same = (other.code, other.start, other.end) == (code, coding.start, coding.end)
            if same and other.id != ident:
                raise QcodeError(f"“{_name(study, code)}” is already on these words.")
        return replace(coding, code=code, definition=known.definition_hash if known else "")

    before = _name(study, _found(study, ident)[1].code)
    return _altered(study, ident, f"recode “{before}” as “{_name(study, code)}”", alter)


def move_coding(study: Study, ident: str, span: Span) -> Change:
    """Puts a coding on another stretch of its transcript; also places an unplaced one."""

    def alter(file: CodingFile, coding: Coding) -> Coding:
        text = study.transcript(file.transcript).text
        trim = trimmed(text, span)
        if not trim:
            raise QcodeError(f"There are no words at {span.start} in {file.transcript}.")
        return coding if coding.placed and coding.span == trim else moved(coding, text, trim)

    file, coding = _found(study, ident)
    transcript = study.transcript(file.transcript)
    what = f"move “{_name(study, coding.code)}” to {cite(transcript, span.start)}"
    return _altered(study, ident, what, alter)


def remark(study: Study, ident: str, memo: str) -> Change:
    """Sets the short remark of a coding."""
    what = f"remark on “{_name(study, _found(study, ident)[1].code)}”"
    return _altered(study, ident, what, lambda _, coding: replace(coding, memo=memo))


def annotate(study: Study, ident: str, field: str, value: Any) -> Change:
    """Sets `values`, `print` or `edited` of a coding; None removes it."""
    if field not in {"values", "print", "edited"}:
        raise ValueError(f"a coding has no field {field!r} to annotate")
    what = f"set {field} of “{_name(study, _found(study, ident)[1].code)}”"
    return _altered(study, ident, what, lambda _, coding: replace(coding, **{field: value}))


def mark_read(
    study: Study, coder: str, transcript: str, spans: Iterable[Span], reading: str, *, at: str
) -> Change:
    """Marks spans as read in a pass; those that are read already need nothing."""
    source = study.transcript(transcript)
    puts = []
    for span in spans:
        trim = trimmed(source.text, span)
        if trim and not is_read(study, coder, transcript, trim, reading):
            mark = make_coding(source.text, trim, reading, at=at, kind=READ)
            puts.append(_coding_put(coder, transcript, None, mark))
    first = puts[0].after["start"] if puts else 0
    return Change(f"mark {cite(source, first)} as read", tuple(puts))


def unmark_read(study: Study, coder: str, transcript: str, span: Span, reading: str) -> Change:
    """Takes back that the span was read in a pass."""
    source = study.transcript(transcript)
    puts = [
        _coding_put(coder, transcript, mark, None)
        for mark in study.file(coder, transcript).items
        if mark.kind == READ and mark.code == reading and mark.placed and mark.span.overlaps(span)
    ]
    return Change(f"mark {cite(source, span.start)} as unread", tuple(puts))


def reject(
    study: Study, coder: str, transcript: str, span: Span, code: str, *, at: str, origin: Any
) -> Change:
    """Refuses a suggestion for a span, for good; it teaches and stays in the audit trail."""
    source = study.transcript(transcript)
    line = make_coding(
        source.text, trimmed(source.text, span), code, at=at, kind=REJECTED, origin=origin
    )
    return Change(
        f"refuse “{_name(study, code)}” for {cite(source, span.start)}",
        (_coding_put(coder, transcript, None, line),),
    )


def write_memo(study: Study, memo: Memo) -> Change:
    """Adds a memo or replaces the one with its id."""
    before = study.memos.get(memo.id)
    memo = replace(memo, text=storable(memo.text, "The memo").strip("\n"))
    put = Put("memo", (memo.id,), memo_to_plain(before) if before else None, memo_to_plain(memo))
    return Change(f"{'change' if before else 'write'} the memo “{memo.title[:40]}”", (put,))


def remove_memo(study: Study, ident: str) -> Change:
    """Takes a memo away."""
    memo = study.memos.get(ident)
    if memo is None:
        raise QcodeError(f"There is no memo “{ident}” in this study.")
    return Change(
        f"remove the memo “{memo.title[:40]}”",
        (Put("memo", (ident,), memo_to_plain(memo), None),),
    )


def set_case(study: Study, case: str, attributes: Mapping[str, str] | None) -> Change:
    """Sets the attributes of a participant, or removes the row by None."""
    before = study.cases.rows.get(case)
    put = Put("case", (case,), None if before is None else dict(before), attributes)
    return Change(f"set the attributes of {case}", (put,))


def edit_text(study: Study, transcript: str, start: int, old: str, new: str) -> Change:
    """Replaces the words that stand at a place; codings are found again around them."""
    source = study.transcript(transcript)
    if source.text[start : start + len(old)] != old:
        raise QcodeError(f"The text of {transcript} has changed since; nothing was written.")
    new = storable(new, "The new text")
    first, last = _common(old, new)
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    what = f"correct the text of {cite(source, start)}"
    if old == new:
        return Change(what, ())
    start += first
    around = source.text[max(0, start - CONTEXT) : start], source.text[start + len(old) :][:CONTEXT]
    return Change(what, (Put("text", (transcript, str(start), *around), old, new),))


def _common(old: str, new: str) -> tuple[int, int]:
    shortest = min(len(old), len(new))
    first = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    room = shortest - first
    last = next((i for i in range(room) if old[-1 - i] != new[-1 - i]), room)
    return first, last


def set_front(study: Study, transcript: str, field: str, value: Any) -> Change:
    """Sets a field of a transcript's front matter, or removes it by None."""
    before = study.transcript(transcript).front.get(field)
    return Change(
        f"set {field} of {transcript}", (Put("front", (transcript, field), before, value),)
    )


def set_codebook(
    study: Study, path: Sequence[str], value: Any, what: str, *, why: str = ""
) -> Change:
    """Sets a value of codebook.yaml, or removes it by None; nothing when it is so already.

    What must be made on the way is part of the change, so that undo leaves nothing behind.
    """
    codebook, key = study.codebook, tuple(path)
    now = codebook.get(key)
    if now == value:
        return Change(what, (), why)
    if now and key[0] == "codes" and len(key) == 3 and not right_shape(key[2], now):
        raise QcodeError(
            f"The field “{key[2]}” of “{codebook.codes[key[1]].name}” holds something else than it "
            "should; correct it in codebooks/codebook.yaml first (`qcode check` names the line)."
        )
    while len(key) > 1 and codebook.get(key[:-1]) in (None, ""):
        value = set_at(None, key[-1:], value)
        key = key[:-1]
    return Change(what, (Put("codebook", key, codebook.get(key), value),), why)


def rename_transcript(study: Study, old: str, new: str) -> Change:
    """Gives a transcript another name, in its file, in everybody's codings and in memos."""
    source = study.transcript(old)
    if new in study.transcripts:
        raise QcodeError(f"There is a transcript “{new}” already.")
    if twin := twin_of(new, study.transcripts):
        raise QcodeError(
            f"“{new}” differs from the transcript “{twin}” only in case or in how accents are "
            "written, and some disks cannot hold both; choose another name."
        )
    plain = transcript_to_plain(source)
    puts = [Put("transcript", (old,), plain, None), Put("transcript", (new,), None, plain)]
    for file in study.files_of(old):
        for coding in file.items:
            puts.append(_coding_put(file.coder, old, coding, None))
            puts.append(_coding_put(file.coder, new, None, coding))
    for memo in study.memos.values():
        about = tuple(f"transcript:{new}" if a == f"transcript:{old}" else a for a in memo.about)
        if about != memo.about:
            puts += write_memo(study, replace(memo, about=about)).puts
    return Change(f"rename {old} to {new}", tuple(puts))
