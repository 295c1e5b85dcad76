"""Word's layouts of a transcript, all turned into lines of label, time and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qcode.exchange.reading.found import clean_label, clock
from qcode.exchange.reading.labels import is_label_shape, real_labels, scan
from qcode.exchange.reading.word.blocks import Paragraph, Piece
from qcode.study.transcript import INTERVIEWER

_CLOCK = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_INLINE = re.compile(
    rf"\s*(?:\d{{1,3}}[.)][ \t]+)?(?P<before>{_CLOCK})?\s*(?P<label>[^\s:：][^:：\t]{{0,40}}?)\s*"
    rf"(?P<behind>{_CLOCK})?\s*(?:(?:(?<!\d)[:：]|[:：](?!\d))(?!//)|\t)\s*(?=\S)"
)
_ALONE = re.compile(
    rf"\s*(?:\d{{1,3}}[.)][ \t]+)?(?P<before>{_CLOCK})?\s*(?P<label>[^\s:：][^:：\t]{{0,40}}?)\s*"
    rf"(?P<behind>{_CLOCK})?\s*[:：]?\s*"
)
_TIME_FIRST = re.compile(
    r"\s*(?:[\[(](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?[\])]|(\d{1,2}:\d{2}:\d{2}))(?!\s*-+>)\s*[-–]?\s*"
)
_ANY_CLOCK = r"\d{1,2}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_TIME_ONLY = re.compile(rf"\s*(?:{_CLOCK}|{_ANY_CLOCK}\s*-+>\s*{_ANY_CLOCK})\s*")
_TYPED = re.compile(r"\s*\d{1,3}[.)]\s")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the draft; words that the file has none for, such as a label, have no place."""

    words: Piece
    label: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines, the labels that the layout itself marks, and the roles that it tells."""

    lines: tuple[Line, ...]
    sure: frozenset[str] = frozenset()
    told: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A label before words: its time, and where what is said begins in the paragraph."""

    label: str
    time: str
    words: int


def normal_time(text: str) -> str:
    """`[hh:mm:ss]` of a time as it is written in files; empty when there is none."""
    match = re.search(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})", text or "")
    if not match:
        return ""
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return clock(hours * 3600 + minutes * 60 + seconds)


def line_of(piece: Piece, label: str = "", time: str = "") -> Line:
    """A line of these words; a time at their start moves before them as `[hh:mm:ss]`."""
    match = _TIME_FIRST.match(piece.text) if not time else None
    if match and (label or match.end() < len(piece.text)):
        return Line(piece.cut(match.end()), label, normal_time(match.group()))
    return Line(piece.cut(0), label, time)


def lines_of(paragraphs: Sequence[Paragraph]) -> Lines:
    """The lines of these paragraphs by the first layout that fits them."""
    filled = [p for p in paragraphs if p.piece.text.strip() or p.auto_label]
    for layout in (_automatic, _inline, _alone, _styled):
        found = layout(filled)
        if found:
            return replace(found, lines=_with_lone_times(found.lines))
    return Lines(_with_lone_times([line_of(p.piece) for p in filled]))


def _with_lone_times(lines: Iterable[Line]) -> tuple[Line, ...]:
    """A time on a line of its own goes to the turn that it stands before."""
    kept: list[Line] = []
    for line in lines:
        last = kept[-1] if kept else None
        alone = last and not last.label and not last.time and _TIME_ONLY.fullmatch(last.words.text)
        if last and alone and line.label and not line.time:
            kept[-1] = replace(line, time=normal_time(last.words.text))
        else:
            kept.append(line)
    return tuple(kept)


def _automatic(paragraphs: Sequence[Paragraph]) -> Lines | None:
    """Labels that automatic numbering writes."""
    labels = {p.auto_label for p in paragraphs if p.auto_label and is_label_shape(p.auto_label)}
    if not labels or sum(p.auto_label in labels for p in paragraphs) < 2:
        return None
    lines = [line_of(p.piece, p.auto_label if p.auto_label in labels else "") for p in paragraphs]
    return Lines(tuple(lines), frozenset(labels))


def _inline(paragraphs: Sequence[Paragraph]) -> Lines | None:
    """Label and text in one paragraph: `P: …`, `P<tab>…`, or a bold label without a colon."""
    heads = [inline_head(p) for p in paragraphs]
    labels = _accepted(paragraphs, heads)
    if not labels:
        return None
    lines = []
    for paragraph, head in zip(paragraphs, heads, strict=True):
        if head and head.label in labels:
            lines.append(line_of(paragraph.piece.cut(head.words), head.label, head.time))
        else:
            lines.append(line_of(paragraph.piece))
    return Lines(tuple(lines), frozenset(labels))


def inline_head(paragraph: Paragraph) -> Head | None:
    """The label that a paragraph begins with, if it begins with one."""
    text = paragraph.piece.text
    match = _INLINE.match(text)
    if match and is_label_shape(match["label"]):
        return Head(clean_label(match["label"]), _time(match), match.end())
    alone = _ALONE.fullmatch(text)
    if alone and text.rstrip().endswith((":", "：")) and is_label_shape(alone["label"]):
        return Head(clean_label(alone["label"]), _time(alone), len(text))
    bold = _ALONE.fullmatch(text[: paragraph.lead]) if paragraph.lead else None
    if bold and is_label_shape(bold["label"]):
        return Head(clean_label(bold["label"]), _time(bold), paragraph.lead)
    return None


def _time(match: re.Match[str]) -> str:
    return normal_time(match["before"] or match["behind"] or "")


def _accepted(
    paragraphs: Sequence[Paragraph], heads: Sequence[Head | None], *, many: bool = False
) -> set[str]:
    """The labels among these heads that name speakers, judged on the text they would make."""
    made = []
    for paragraph, head in zip(paragraphs, heads, strict=True):
        said = paragraph.piece.text[head.words :] if head else paragraph.piece.text
        made.append(f"{head.label}: {said.strip()}" if head else said.replace(":", " "))
    found = scan("\n".join(made))
    labels = set(real_labels(found))
    if many and (len(labels) < 2 or found.alternation(labels) < 0.5):
        return set()
    return labels


def _alone(paragraphs: Sequence[Paragraph]) -> Lines | None:
    """The label on a line of its own, its words in the paragraphs that follow."""
    heads: list[Head | None] = []
    merged: list[Paragraph] = []
    for paragraph in paragraphs:
        match = _ALONE.fullmatch(paragraph.piece.text)
        ends_plain = paragraph.piece.text.rstrip()[-1:] not in {".", "?", "!", "…", ","}
        if match and ends_plain and is_label_shape(match["label"]):
            head = Head(clean_label(match["label"]), _time(match), len(paragraph.piece.text))
            heads.append(head)
        else:
            heads.append(None)
        merged.append(paragraph)
    labels = _accepted_alone(merged, heads)
    if not labels:
        return None
    lines: list[Line] = []
    waiting: Head | None = None
    for paragraph, found in zip(paragraphs, heads, strict=True):
        if found and found.label in labels:
            waiting = found
        elif waiting:
            lines.append(line_of(paragraph.piece, waiting.label, waiting.time))
            waiting = None
        else:
            lines.append(line_of(paragraph.piece))
    return Lines(tuple(lines), frozenset(labels))


def _accepted_alone(paragraphs: Sequence[Paragraph], heads: Sequence[Head | None]) -> set[str]:
    """Judged with each label joined to the paragraph that follows it."""
    joined: list[Paragraph] = []
    joined_heads: list[Head | None] = []
    for index, (paragraph, head) in enumerate(zip(paragraphs, heads, strict=True)):
        before = heads[index - 1] if index else None
        if head and index + 1 < len(heads) and heads[index + 1] is None:
            joined.append(paragraphs[index + 1])
            joined_heads.append(Head(head.label, "", 0))
        elif not before or head:
            joined.append(paragraph)
            joined_heads.append(None)
    return _accepted(joined, joined_heads, many=True)


def _styled(paragraphs: Sequence[Paragraph]) -> Lines | None:
    """No labels, but the questions look otherwise: bold, italic or numbered; P asks, I answers."""
    looks: tuple[tuple[str, Callable[[Paragraph], bool]], ...] = (
        ("bold", lambda p: p.bold),
        ("italic", lambda p: p.italic),
        ("numbered", lambda p: p.numbered),
        ("numbered", lambda p: bool(_TYPED.match(p.piece.text))),
    )
    spoken = [p for p in paragraphs if not p.heading and not _TIME_ONLY.fullmatch(p.piece.text)]
    for name, look in looks:
        marked = [p for p in spoken if look(p)]
        plain = [p for p in spoken if not look(p)]
        if min(len(marked), len(plain)) < 2:
            continue
        asked, answered = _asking(marked), _asking(plain)
        if max(asked, answered) >= 0.5 and max(asked, answered) >= 2 * min(asked, answered):
            lines = _by_look(paragraphs, look, asked > answered)
            note = (
                f"No labels were found: {name} paragraphs are taken as questions (P), the others "
                "as answers (I)."
                if asked > answered
                else f"No labels were found: {name} paragraphs are taken as answers (I), the "
                "others as questions (P)."
            )
            return Lines(lines, frozenset({"P", "I"}), {"P": INTERVIEWER, "I": ""}, (note,))
    return None


def _asking(paragraphs: Sequence[Paragraph]) -> float:
    return sum("?" in p.piece.text for p in paragraphs) / len(paragraphs)


def _by_look(
    paragraphs: Sequence[Paragraph], look: Callable[[Paragraph], bool], marked_asks: bool
) -> tuple[Line, ...]:
    """A label where the speaker changes; what stands before the first question has none."""
    lines: list[Line] = []
    last = ""
    for paragraph in paragraphs:
        label = "P" if look(paragraph) == marked_asks else "I"
        is_title = not last and "?" not in paragraph.piece.text
        if paragraph.heading or is_title or _TIME_ONLY.fullmatch(paragraph.piece.text):
            lines.append(line_of(paragraph.piece))
            continue
        lines.append(line_of(paragraph.piece, label if label != last else ""))
        last = label
    return tuple(lines)
