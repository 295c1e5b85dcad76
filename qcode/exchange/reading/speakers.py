"""Who speaks in a text: interviewer or case for each label, and for lines without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qcode.exchange.reading.identity import identity_block
from qcode.exchange.reading.labels import (
    Scan,
    canonical,
    is_numbered,
    real_labels,
    scan,
    variant_of,
)
from qcode.exchange.reading.roles import PARTICIPANT, Roles, assign, name_cases
from qcode.study.transcript import DATED, INTERVIEWER, OTHER, label_regex

_DATED_LINE = re.compile(rf"^[^\S\n]*{DATED}(?=\S)", re.MULTILINE)
NOT_TAKEN = "Not taken as speakers: "
_MOSTLY = 0.5
"""From this share of lines on, what looks like a label is told though nobody was found."""
_NAMED = re.compile(
    r"^[ \t]*(?:nama(?: informan| responden| lengkap)?|inisial|name|kode informan)[ \t]*[:：]",
    re.MULTILINE | re.IGNORECASE,
)
_CUE_LINE = re.compile(r"^\d{1,2}:\d{2}[\d:.,]* --> \d", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SpeakerGuess:
    """A label of the text, who it is, and why qcode thinks so."""

    label: str
    count: int
    role: str
    """`interviewer`, a case, or `other`."""
    why: str
    example: str


@dataclass(frozen=True)
class Guess:
    """The speakers of a text, who speaks without a label, and what the user should know."""

    speakers: tuple[SpeakerGuess, ...] = ()
    unlabelled: str = ""
    notes: tuple[str, ...] = ()


def guess_speakers(
    text: str,
    name: str,
    *,
    sure: frozenset[str] = frozenset(),
    front: Mapping[str, object] | None = None,
    told: Mapping[str, str] | None = None,
    skip: int = 0,
) -> Guess:
    """The speakers of a text. `name` is the file's stem, which names cases of generic labels.

    `sure` are labels that the format marks, `told` the roles that its layout tells, `skip` the
    lines on top that describe the source.
    """
    found = scan(text, skip, sure)
    labels = real_labels(found, sure)
    main = {label: found.counts[label] for label in labels}
    slips: dict[str, str] = {}
    for label, count in found.counts.items():
        other = variant_of(label, count, {k: n for k, n in main.items() if k != label})
        if other:
            slips[label] = other
    own = [label for label in labels if label not in slips]
    roles = assign(found, own, text, front or {}, told or {})
    name_cases(roles, own, found, name)
    notes = []
    for label, other in slips.items():
        roles.put(label, roles.roles[other], f"looks like “{other}”")
        if canonical(label) == canonical(other):
            continue
        times = "once" if found.counts[label] == 1 else f"{found.counts[label]} times"
        notes.append(f"The label “{label}” occurs {times} and looks like “{other}”.")
    kept = [label for label in found.counts if label in roles.roles]
    guesses = tuple(_guess(found, label, roles) for label in kept)
    unlabelled, why = _unlabelled(found, kept, roles, name)
    notes += [why] if why else _nobody_asks(guesses)
    notes += _other_notes(text, found, guesses)
    notes += _several(text, skip)
    return Guess(guesses, unlabelled, tuple(notes))


def _guess(found: Scan, label: str, roles: Roles) -> SpeakerGuess:
    example = found.first(label).said
    return SpeakerGuess(label, found.counts[label], roles.roles[label], roles.why[label], example)


def _unlabelled(found: Scan, labels: list[str], roles: Roles, name: str) -> tuple[str, str]:
    """Who speaks in lines without a label, and the sentence that says so."""
    stem, said = name.upper(), set(roles.roles.values())
    bare = found.lines - sum(found.counts[label] for label in labels)
    asked = found.question_lines - sum(
        s.asks and s.said.endswith("?") for s in found.starts if s.label in roles.roles
    )
    people = said - {INTERVIEWER, OTHER}
    named = [k for k in labels if not is_numbered(k) and roles.roles[k] in people]
    if not bare or (INTERVIEWER in said and people) or len({roles.roles[k] for k in named}) > 1:
        return "", ""
    if INTERVIEWER in said:
        return stem, f"Only the interviewer has a label: all other lines are {stem}'s words."
    if people and asked >= 0.6 * bare:
        return INTERVIEWER, "Lines without a label mostly ask: they are the interviewer's."
    if people and (bare >= found.lines / 2 or asked >= 3):
        words = f"{bare} lines have no label and are taken as {stem}'s words"
        return stem, f"{words}, the questions among them."
    if not people and asked >= 3 and 0.08 <= asked / found.lines <= 0.9:
        taken = f"No speaker is named: all lines are taken as {stem}'s words"
        return stem, f"{taken}, {asked} lines that end with a question mark among them."
    return "", ""


def _nobody_asks(guesses: tuple[SpeakerGuess, ...]) -> list[str]:
    if len(guesses) < 2 or any(g.role == INTERVIEWER for g in guesses):
        return []
    return ["Nobody was recognised as the interviewer; say who asks, if one of them does."]


def _other_notes(text: str, found: Scan, guesses: tuple[SpeakerGuess, ...]) -> list[str]:
    notes = []
    listed = {g.label for g in guesses}
    rest = [f"“{k}”" for k, _ in found.counts.most_common() if k not in listed]
    if rest and (listed or found.share(found.counts) >= _MOSTLY):
        more = f" and {len(rest) - 5} more" if len(rest) > 5 else ""
        notes.append(f"Not taken as speakers: {', '.join(rest[:5])}{more}.")
    if listed:
        tight = "|".join(re.escape(label) for label in listed)
        near = len(re.findall(rf"(?m)^[ \t]*(?:{tight}):(?=[^\s:/\d])", text))
        if near:
            notes.append(
                f"{near} lines have a label with no space after the colon, and are read as part "
                "of the turn before; put a space there."
                if near > 1
                else "1 line has a label with no space after the colon, and is read as part of "
                "the turn before; put a space there."
            )
    return [*notes, *_of_software(text, found, listed)]


def _several(text: str, skip: int) -> list[str]:
    """That another identity block stands further down, so that the file holds two interviews."""
    lines = text.split("\n")
    for match in _NAMED.finditer(text):
        number = text.count("\n", 0, match.start())
        if number >= max(skip, 3) and len(identity_block(lines[number : number + 15]).fields) > 1:
            where = f"at line {number + 1}"
            return [f"Another identity block stands {where}; split a file of several interviews."]
    return []


def _of_software(text: str, found: Scan, listed: set[str]) -> list[str]:
    """What a program wrote between the words: messages of a chat, times of subtitles."""
    notes = []
    if any(s.dated and s.label in listed for s in found.starts):
        said = sum(s.dated and s.label in listed for s in found.starts)
        rest = len(_DATED_LINE.findall(text)) - said
        if rest > 0:
            notes.append(
                f"{rest} lines begin with a date and a time and name nobody; they are read as "
                "part of the turn before."
                if rest > 1
                else "1 line begins with a date and a time and names nobody; it is read as part "
                "of the turn before."
            )
    if len(_CUE_LINE.findall(text, 0, 20_000)) >= 3:
        notes.append(
            "The text holds times of subtitles, which count as words; give the file the ending "
            ".vtt or .srt and import that instead."
        )
    return notes


def remapped(
    text: str, name: str, guess: Guess, mapping: Mapping[str, str], unlabelled: str | None = None
) -> Guess:
    """The guess with the user's word on labels: a role, `participant`, or empty for no speaker.

    The label "" stands for lines without one. A label that the guess does not know is added
    when lines of the text begin with it, so a mapping can be reused for the next file.
    """
    folded = {k.strip().casefold(): v for k, v in mapping.items()}
    own = {g.label: g for g in guess.speakers}
    known = {k.casefold() for k in own}
    found = scan(text)
    for label in mapping:
        if label and label.casefold() not in known and mapping[label]:
            added = _added(text, label, found)
            if added:
                own[label] = added
    kept = []
    for label, one in own.items():
        role = mapping.get(label, folded.get(label.casefold()))
        if role is None:
            kept.append(one)
        elif role.strip():
            role = " ".join(role.split())
            kept.append(replace(one, role=_case_for(role, one, name), why="as you said"))
    bare = unlabelled if unlabelled is not None else mapping.get("")
    bare = guess.unlabelled if bare is None else bare
    unlabelled = name.upper() if bare == PARTICIPANT else bare
    return Guess(tuple(kept), unlabelled, _still_true(guess.notes, own))


def _still_true(notes: tuple[str, ...], listed: Iterable[str]) -> tuple[str, ...]:
    """The notes without labels that were not taken as speakers and now are."""
    kept = []
    for note in notes:
        if note.startswith(NOT_TAKEN):
            taken = {f"“{label}”" for label in listed}
            names = note.removeprefix(NOT_TAKEN).removesuffix(".").split(", ")
            left = [name for name in names if name not in taken]
            kept += [f"{NOT_TAKEN}{', '.join(left)}."] if left else []
        else:
            kept.append(note)
    return tuple(kept)


def _case_for(role: str, one: SpeakerGuess, name: str) -> str:
    if role.casefold() in {INTERVIEWER, OTHER}:
        return role.casefold()
    if role.casefold() != PARTICIPANT:
        return role
    if one.role not in {INTERVIEWER, OTHER, ""}:
        return one.role
    roles = Roles({one.label: ""})
    name_cases(roles, [one.label], Scan((), 0, 0), name)
    return roles.roles[one.label]


def _added(text: str, label: str, found: Scan) -> SpeakerGuess | None:
    if label in found.counts:
        return SpeakerGuess(label, found.counts[label], "", "", found.first(label).said)
    pattern = label_regex((label,))
    hits = list(re.finditer("^" + pattern.pattern, text, re.MULTILINE)) if pattern else []
    if not hits:
        return None
    said = text[hits[0].end() : hits[0].end() + 120].split("\n", 1)[0]
    return SpeakerGuess(label, len(hits), "", "", said)
