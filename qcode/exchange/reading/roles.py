"""The role of each label: who asks, and which case each of the others is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from qcode.exchange.reading.label_words import (
    ANSWERS,
    ASKS,
    ENGLISH,
    INDONESIAN,
    KIN,
    OTHERS,
    PAIR_ASKS,
    PAIRS,
)
from qcode.exchange.reading.labels import (
    Scan,
    base_word,
    canonical,
    is_numbered,
    numbered_exchange,
    without_brackets,
)
from qcode.study.transcript import INTERVIEWER, OTHER

PARTICIPANT = "participant"
"""In a mapping: the case that this file gives the label, so that one mapping fits many files."""


@dataclass
class Roles:
    """Role and reason by label, while they are being found."""

    roles: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def put(self, label: str, role: str, why: str) -> None:
        """Sets both for a label."""
        self.roles[label], self.why[label] = role, why


def assign(
    found: Scan,
    labels: list[str],
    text: str,
    front: Mapping[str, object],
    told_by_layout: Mapping[str, str],
) -> Roles:
    """Interviewer or other for the labels that are; an empty role for all participants.

    `told_by_layout` has the roles of labels that the file's layout tells.
    """
    roles = Roles()
    named = _interviewers_named(front)
    layout = {k: INTERVIEWER if asks else "" for k, asks in numbered_exchange(found).items()}
    layout |= told_by_layout
    for label in labels:
        told = _by_layout(label, layout) or _by_word(label, named)
        if told:
            roles.put(label, *told)
    open_labels = [label for label in labels if label not in roles.roles]
    if INTERVIEWER not in roles.roles.values() and open_labels:
        chosen, why = _who_asks(found, open_labels, text, alone=len(labels) == 1)
        for label in labels:
            if chosen and canonical(label) == canonical(chosen):
                roles.put(label, INTERVIEWER, why)
    for label in labels:
        if label not in roles.roles:
            roles.put(label, "", "answers")
    return roles


def _by_layout(label: str, layout: Mapping[str, str]) -> tuple[str, str] | None:
    if label not in layout:
        return None
    role = layout[label]
    if role == OTHER:
        return role, f"“{label}” names no one participant"
    return role, "its lines ask" if role == INTERVIEWER else "answers"


def _by_word(label: str, named: set[str]) -> tuple[str, str] | None:
    """Role and reason where the label itself tells; None where only the conversation can."""
    base, plain = base_word(label), canonical(label)
    if plain in named or (len(label) <= 4 and plain in _initials(named)):
        return INTERVIEWER, "named as the interviewer on top of the file"
    if base in ASKS and len(base) > 1:
        return INTERVIEWER, f"“{label}” is a usual name for who asks"
    if base in OTHERS:
        return OTHER, f"“{label}” names no one participant"
    if base in ANSWERS:
        return "", f"“{label}” is a usual name for who answers"
    return None


def _interviewers_named(front: Mapping[str, object]) -> set[str]:
    keys = ("interviewer", "pewawancara", "peneliti", "moderator", "fasilitator", "researcher")
    return {canonical(str(front[k])) for k in keys if isinstance(front.get(k), str) and front[k]}


def _initials(names: set[str]) -> set[str]:
    return {"".join(w[0] for w in n.split()) for n in names if len(n.split()) > 1}


def _who_asks(found: Scan, labels: list[str], text: str, *, alone: bool) -> tuple[str, str]:
    """The label of the interviewer among these, and the reason; empty when nobody is."""
    letters = {base_word(k): k for k in labels if len(base_word(k)) == 1 and not is_numbered(k)}
    for pair in PAIRS[:2]:
        if pair <= set(letters):
            asker = letters[next(iter(pair & PAIR_ASKS))]
            partner = letters[next(iter(pair - PAIR_ASKS))]
            return asker, f"“{asker}” asks and “{partner}” answers by custom"
    shares = sorted(
        ((found.asked[k] / found.counts[k], k) for k in labels if _may_ask(found, k)), reverse=True
    )
    if shares:
        best, label = shares[0]
        second = shares[1][0] if len(shares) > 1 else 0.0
        by_chance = found.asked[label] == 1 and len(labels) > 2
        if best >= 0.2 and best >= 1.5 * second and not ((alone and best < 0.4) or by_chance):
            return label, f"asks in {best:.0%} of its turns"
    return _by_letter(letters, is_indonesian(text))


def _may_ask(found: Scan, label: str) -> bool:
    """A numbered label is one participant of several, unless it asks nearly all the time."""
    if not is_numbered(label):
        return True
    return found.counts[label] >= 3 and found.asked[label] / found.counts[label] >= 0.6


def _by_letter(letters: dict[str, str], indonesian: bool) -> tuple[str, str]:
    language = "Indonesian" if indonesian else "English"
    for pair in PAIRS:
        if pair <= set(letters):
            asker = next(iter(pair & {"p", "i"} or pair & PAIR_ASKS))
            return letters[asker], f"“{letters[asker]}” asks by custom"
    for letter in ("p", "t", "q") if indonesian else ("i", "q"):
        if letter in letters:
            return letters[letter], f"“{letters[letter]}” asks by custom in {language}"
    return "", ""


def is_indonesian(text: str) -> bool:
    """Whether more of the text's first words are Indonesian than English function words."""
    words = re.findall(r"[a-z]+", text[:40000].casefold())
    return sum(w in INDONESIAN for w in words) > sum(w in ENGLISH for w in words)


def name_cases(roles: Roles, labels: list[str], found: Scan, name: str) -> None:
    """Gives each participant's label its case: a name names itself, all else the file's stem."""
    stem = name.upper()
    numbered = numbered_exchange(found)
    people = [label for label in labels if roles.roles[label] == ""]
    generic = {canonical(k) for k in people if _is_generic(k)}
    spelled: dict[str, str] = {}
    for label in sorted(people, key=lambda k: -found.counts[k]):
        key = canonical(label)
        if label in numbered:
            case = stem
        elif key == canonical(name):
            case = stem if _is_generic(label) or is_numbered(label) else _tidy(label)
        elif is_numbered(label):
            case = f"{stem} {key.upper()}"
        elif _is_generic(label):
            case = stem if len(generic) == 1 else f"{stem} {_tidy(label)}"
        else:
            case = f"{stem} {_tidy(label)}" if base_word(label) in KIN else _tidy(label)
        roles.roles[label] = spelled.setdefault(key, case)


def _is_generic(label: str) -> bool:
    base = base_word(label)
    return not is_numbered(label) and (base in ANSWERS or base in ASKS or len(base) == 1)


def _tidy(label: str) -> str:
    plain = unicodedata.normalize("NFC", " ".join(without_brackets(label).split())).rstrip(".")
    return f"{plain}_" if plain in {INTERVIEWER, OTHER, PARTICIPANT} else plain
