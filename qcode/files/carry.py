"""A change to a study in memory, codings kept on their words wherever the text has moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qcode.files.anchors import placed, stands
from qcode.files.layout import codings_file, transcript_file
from qcode.files.snapshot import Key, Known, Snapshot, settled
from qcode.study.change import Change, Put
from qcode.study.coding import CodingFile, coding_from_plain, coding_to_plain
from qcode.study.errors import ConflictError
from qcode.study.study import Study

_PLACE = ("start", "end", "quote", "prefix", "suffix", "was")


def carry_out(
    study: Study, change: Change, stored: Mapping[str, Known], derived: dict[Key, CodingFile]
) -> Study:
    """The study after a change, codings found again where a text changed.

    A file of codings that nobody has written since its text changed is found again from what is
    stored, so that undoing an edit of the text brings every coding back to its very place.
    """
    codings = [p for p in change.puts if p.kind == "coding"]
    others = tuple(p for p in change.puts if p.kind != "coding")
    after = study.apply(replace(change, puts=others))
    made = {p.key[0] for p in others if p.kind == "transcript"}
    for name in {p.key[0] for p in others if p.kind == "text"} | made:
        if name in after.transcripts:
            after = _found_again(after, name, stored, derived)
    for name in {p.key[1] for p in codings if p.before is None} - set(after.transcripts):
        raise ConflictError(f"The transcript {name} is not there any more; restore it to code it.")
    fitting = tuple(p if p.key[1] in made else fitted(after, p) for p in codings)
    after = after.apply(replace(change, puts=fitting))
    for put in codings:
        derived.pop((put.key[0], put.key[1]), None)
    _refuse_orphans(after, made)
    return after


def text_is_gone(snapshot: Snapshot, change: Change) -> bool:
    """Whether the change codes a transcript whose file has vanished since it was read."""
    names = {p.key[1] for p in change.puts if p.kind == "coding" and p.before is None}
    files = {transcript_file(name) for name in names} & set(snapshot.known)
    return any(not (snapshot.root / file).exists() for file in files)


def needs_the_removed(study: Study, change: Change) -> bool:
    """Whether the change is about transcripts that are not there and that it does not make."""
    whole = [p for p in change.puts if p.kind == "transcript"]
    named = {p.key[0] for p in whole}
    if any(p.before is not None for p in whole):
        return not named & set(study.transcripts)
    inside = {p.key[1] for p in change.puts if p.kind == "coding"}
    inside |= {p.key[0] for p in change.puts if p.kind in ("text", "front")}
    return bool(inside - named - set(study.transcripts))


def refuse_code_in_use(study: Study, change: Change) -> None:
    """A code that others have put to use since cannot be unmade."""
    codes = [p for p in change.puts if p.key[:1] == ("codes",) and len(p.key) == 2]
    gone = {p.key[1] for p in codes if p.after is None}
    removed = {
        p.key[2]
        for p in change.puts
        if p.kind == "coding" and (p.after is None or p.after["code"] not in gone)
    }
    for file in study.files.values() if gone else ():
        for coding in file.items:
            if coding.code in gone and coding.kind == "coding" and coding.id not in removed:
                raise ConflictError(f"{file.coder} has coded {file.transcript} with it since.")
    after = study.apply(change).codebook if gone else study.codebook
    for code in after.codes.values() if gone else ():
        if {code.parent, code.merged_into} & gone:
            raise ConflictError(f"“{code.name}” was put under it since.")
    for link in after.links if gone else ():
        if {link.source, link.target} & gone:
            raise ConflictError("a link was drawn to it since.")


def _found_again(
    study: Study, name: str, stored: Mapping[str, Known], derived: dict[Key, CodingFile]
) -> Study:
    files = dict(study.files)
    for coded in study.files_of(name):
        key = (coded.coder, name)
        known = stored.get(codings_file(*key))
        base = coded
        if known and isinstance(known.value, CodingFile):
            untouched = coded is known.value or coded is derived.get(key)
            base = known.value if untouched else coded
        files[key] = settled(base, study.transcripts[name], derived)
    return replace(study, files=files)


def _refuse_orphans(study: Study, names: set[str]) -> None:
    for name in names - set(study.transcripts):
        for file in study.files_of(name):
            raise ConflictError(f"{file.coder} has coded {name} since.")


def fitted(study: Study, put: Put) -> Put:
    """The put of a coding, for the text as it is now.

    A put expects the places of the text it was made for. Where only the place differs, and the
    words are the same, it is the text that moved; a coding that comes back is found again.
    """
    now = study.file(put.key[0], put.key[1]).by_id.get(put.key[2])
    before, after = put.before, put.after
    if now is not None and before is not None:
        plain = coding_to_plain(now)
        if plain != before and _moved_only(plain, before):
            if after is not None and _place(after) == _place(before):
                after = {**_but_place(after), **_place(plain)}
            before = plain
    transcript = study.transcripts.get(put.key[1])
    if after is None or transcript is None:
        return Put(put.kind, put.key, before, after)
    coding = coding_from_plain(after)
    stays = now is not None and (now.start, now.end) == (coding.start, coding.end)
    if coding.quote and not stays and not stands(coding, transcript.text):
        after = coding_to_plain(placed(coding, "", transcript.text))
    return Put(put.kind, put.key, before, after)


def _moved_only(plain: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    same_words = plain.get("quote") == before.get("quote")
    return same_words and _but_place(plain) == _but_place(before)


def _place(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain[key] for key in _PLACE if key in plain}


def _but_place(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if key not in _PLACE}
