"""Requests to other coders: to recode codings that only they may change.

A request is a memo of the one who asks, so that it reads without qcode. Its head says to whom it
goes (`to`), which code is meant (`from`), and which coding is to get which code (`recode`), under
`request`. What became of it lies with the one who is asked: the coding has another code now, or a
line of kind `rejected`, whose memo is the coding's id, refuses the code that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from qcode.study.arrange_edits import split_code
from qcode.study.change import Change, Put
from qcode.study.coding import REJECTED, Coding, CodingFile, coding_to_plain, make_coding
from qcode.study.edits import recode, together, write_memo
from qcode.study.errors import QcodeError
from qcode.study.ids import slug
from qcode.study.memo import Memo
from qcode.study.quotes import cite, quote_of
from qcode.study.study import Study

OPEN, DONE, DECLINED, GONE = "open", "done", "declined", "gone"
Title = Callable[[str, str, int], str]
"""The first line of a memo that asks: of the coder, the code and how many codings."""


@dataclass(frozen=True, slots=True)
class Request:
    """One coding that somebody asks its coder to recode."""

    memo: str
    """Id of the memo that asks."""
    by: str
    to: str
    at: str
    coding: str
    was: str
    """The code it had, merges followed."""
    code: str
    """The code that is asked for, merges followed."""
    state: str
    """`open`, `done` (it has another code), `declined`, or `gone` (the coding or the code is)."""


@dataclass(frozen=True)
class Dealt:
    """A split with its requests, in one change."""

    change: Change
    codes: Mapping[str, str]
    """Each name or id that was given to the code that it stands for."""
    others: tuple[tuple[str, str], ...]
    """(id of a coding, code) that other coders are asked for."""


def requests(study: Study, to: str = "") -> tuple[Request, ...]:
    """The requests of a study, or those to one coder; the earliest first."""
    found = [
        one
        for memo in study.memos.values()
        if "request" in memo.extra
        for one in _of_memo(study, memo)
        if not to or one.to == to
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def open_requests(study: Study, to: str) -> tuple[Request, ...]:
    """What is still asked of this coder."""
    return tuple(one for one in requests(study, to) if one.state == OPEN)


def _of_memo(study: Study, memo: Memo) -> Iterator[Request]:
    plain = memo.extra["request"]
    if not isinstance(plain, Mapping) or not isinstance(plain.get("recode"), Mapping):
        return
    was, to = study.codebook.resolve(str(plain.get("from") or "")), str(plain.get("to") or "")
    for ident, wanted in plain["recode"].items():
        code = study.codebook.resolve(str(wanted))
        state = _state(study, str(ident), to, was, code)
        yield Request(memo.id, memo.by, to, memo.at, str(ident), was, code, state)


def _state(study: Study, ident: str, to: str, was: str, code: str) -> str:
    found = study.find_coding(ident)
    if found is None or found[0].coder != to or code not in study.codebook.codes:
        return GONE
    if study.codebook.resolve(found[1].code) != was:
        return DONE
    for item in found[0].items:
        refused = item.kind == REJECTED and item.memo == ident
        if refused and study.codebook.resolve(item.code) == code:
            return DECLINED
    return OPEN


def ask_to_recode(
    study: Study, by: str, wanted: Mapping[str, str], *, at: str, title: Title, why: str = ""
) -> Change:
    """Asks the coders of some codings to give each the code that it is mapped to.

    One memo is written for each coder and code; own codings are refused, for they can be recoded.
    """
    groups: dict[tuple[str, str], list[tuple[CodingFile, Coding, str]]] = {}
    for ident, code in wanted.items():
        file, coding = _found(study, ident)
        if file.coder == by:
            raise QcodeError(f"The coding {ident} is your own; recode it.")
        if code not in study.codebook.codes:
            raise QcodeError(f"There is no code “{code}” in the codebook.")
        was = study.codebook.resolve(coding.code)
        groups.setdefault((file.coder, was), []).append((file, coding, code))
    taken = set(study.memos)
    changes: list[Change] = []
    for (coder, was), codings in groups.items():
        said = title(coder, study.codebook.codes[was].name, len(codings))
        ident = slug(f"{at[:10]} {said[:40]}", taken)
        taken.add(ident)
        about = [f"code:{was}", *(f"coding:{coding.id}" for _, coding, _ in codings)]
        plain = {"to": coder, "from": was, "recode": {c.id: code for _, c, code in codings}}
        text = "\n\n".join(
            [f"# {said}", *([why] if why else []), *(_asked(study, *one) for one in codings)]
        )
        memo = Memo(ident, f"{text}\n", by, at, "operational", tuple(about), {"request": plain})
        changes.append(write_memo(study, memo))
    names = ", ".join(dict.fromkeys(coder for coder, _ in groups))
    return together(f"ask {names} to recode {len(wanted)} codings", *changes, why=why)


def _asked(study: Study, file: CodingFile, coding: Coding, code: str) -> str:
    """A coding in the memo: its words, where they stand, and the code that it should have."""
    transcript = study.transcripts.get(file.transcript)
    words, where = coding.quote, file.transcript
    if transcript is not None and coding.placed:
        quote = quote_of(study, file, coding)
        words = quote.said
        where = f"{quote.attribution} {cite(transcript, coding.span.start)}"
    lines = "\n".join(f"> {line}" for line in words.splitlines())
    return f"{lines}\n> {where}\n\n→ {study.codebook.codes[code].name}"


def _found(study: Study, ident: str) -> tuple[CodingFile, Coding]:
    found = study.find_coding(ident)
    if found is None:
        raise QcodeError(f"There is no coding with the id {ident} in this study.")
    return found


def _mine(study: Study, coder: str, request: Request) -> tuple[CodingFile, Coding]:
    file, coding = _found(study, request.coding)
    if file.coder != coder:
        raise QcodeError(
            f"The coding {request.coding} is {file.coder}'s, and only {file.coder} answers."
        )
    return file, coding


def grant(study: Study, coder: str, request: Request) -> Change:
    """Recodes as was asked."""
    _mine(study, coder, request)
    return recode(study, request.coding, request.code)


def decline(study: Study, coder: str, request: Request, *, at: str) -> Change:
    """Refuses the code that was asked for; the coding stays, and nobody is asked again."""
    file, coding = _mine(study, coder, request)
    if not coding.placed:
        raise QcodeError(f"The coding {coding.id} has no place now; place it first.")
    text = study.transcript(file.transcript).text
    line = make_coding(
        text, coding.span, request.code, at=at, kind=REJECTED, memo=coding.id, origin="hand"
    )
    name = study.codebook.codes[request.code].name
    what = f"decline to recode as “{name}”"
    key = (coder, file.transcript, line.id)
    return Change(what, (Put("coding", key, None, coding_to_plain(line)),))


def split_and_ask(
    study: Study,
    coder: str,
    code: str,
    where: Mapping[str, str],
    *,
    at: str,
    title: Title,
    retire: bool = False,
    why: str = "",
) -> Dealt:
    """Splits a code; for the codings of other coders a memo asks in the same change."""
    split = split_code(study, coder, code, where, retire=retire, why=why)
    if not split.others:
        return Dealt(split.change, split.codes, ())
    after = study.apply(split.change)
    ask = ask_to_recode(after, coder, dict(split.others), at=at, title=title, why=why)
    change = together(split.change.what, split.change, ask, why=why)
    return Dealt(change, split.codes, split.others)
