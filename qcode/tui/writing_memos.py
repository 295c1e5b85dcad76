"""Writing and changing memos, the same from every screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qcode.i18n import t
from qcode.study import edits
from qcode.study.clock import now
from qcode.study.ids import slug
from qcode.study.memo import Memo
from qcode.study.quotes import cite, quote_of
from qcode.study.study import Study
from qcode.tui.prompt import MemoDraft, MemoPrompt
from qcode.tui.segment_pane import title_of
from qcode.tui.study_screen import StudyScreen

NEW, CHANGED = "memo new", "memo "
"""How the places of their drafts begin; behind the second stands the id."""


def new_memo(
    screen: StudyScreen,
    title: str,
    *,
    text: str = "",
    about: Sequence[str] = (),
    type_: str = "code",
    then: Callable[[str], object] | None = None,
    place: str = "",
) -> None:
    """Asks for a memo and writes it; what was not changed is not written.

    What was begun about the same thing and not saved is there again.

    `then` hears the id of a memo that was written; `place` is that of a draft of another memo.
    """
    at = now()
    asked = t("{Memo} about {title}", title=title) if title else t("A {memo} of its own")

    def written(draft: MemoDraft | None) -> None:
        if draft is None or draft.text.strip() == text.strip():
            return
        said = [ln for ln in draft.text.splitlines() if ln.strip() and not ln.startswith(">")]
        name = (said or [title or "memo"])[0].lstrip("# ")[:40]
        ident = slug(f"{at[:10]} {name}", screen.study.memos)
        coder = screen.qcode.session.coder
        memo = Memo(ident, draft.text + "\n", coder, at, draft.type, tuple(about))
        done = t("{Memo} written about {title}.", title=title) if title else t("{Memo} written.")
        if screen.do(lambda study: edits.write_memo(study, memo), done) and then:
            then(ident)

    place = place or "\n".join([NEW, *about, text])
    prompt = MemoPrompt(asked, text, type_, place=place, about=tuple(about), subject=title)
    screen.app.push_screen(prompt, written)


def change_memo(screen: StudyScreen, ident: str) -> None:
    """Opens a memo to be read or changed; its date stays that of its writing."""
    memo = screen.study.memos.get(ident)
    if memo is None:
        return

    def written(draft: MemoDraft | None) -> None:
        if draft is None or (memo.text.strip() == draft.text and memo.type == draft.type):
            return
        text = memo.text if memo.text.strip() == draft.text else draft.text + "\n"
        changed = replace(memo, text=text, type=draft.type)
        screen.do(lambda study: edits.write_memo(study, changed), t("{Memo} saved."))

    title = f"{memo.by} {memo.at[:10]} · {memo.title}"
    prompt = MemoPrompt(
        title,
        memo.text.strip(),
        memo.type,
        place=CHANGED + ident,
        about=memo.about,
        subject=memo.title,
        writable=not screen.qcode.session.read_only,
    )
    screen.app.push_screen(prompt, written)


def go_on_with(screen: StudyScreen, place: str) -> None:
    """Opens the memo that was begun and not saved, by the place of its draft."""
    draft, ident = screen.qcode.drafts.files.get(place), place.removeprefix(CHANGED)
    if ident != place and ident in screen.study.memos:
        change_memo(screen, ident)
    elif draft is not None:
        about, type_ = draft.about, draft.type
        new_memo(screen, draft.title, text=draft.before, about=about, type_=type_, place=place)


def memo_of_coding(screen: StudyScreen, ident: str) -> None:
    """A memo about a coding, with its quote and attribution in it."""
    found = screen.study.find_coding(ident)
    if found is None:
        return
    file, coding = found
    name = title_of(coding.code, screen.study)
    if not coding.placed:
        new_memo(screen, name, text=f"> {coding.quote}\n\n", about=(f"coding:{ident}",))
        return
    quote = quote_of(screen.study, file, coding)
    where = cite(screen.study.transcripts[file.transcript], quote.start)
    lines = "\n".join(f"> {line}" for line in quote.text.splitlines())
    text = f"{lines}\n> {quote.attribution} {where}\n\n"
    new_memo(screen, f"{name}, {where}", text=text, about=(f"coding:{ident}",))


def said_about(study: Study, reference: str) -> str:
    """What a memo is about, in words: a code's name, a coding's code and place."""
    kind, _, ident = reference.partition(":")
    if kind == "code":
        return (
            title_of(ident, study)
            if study.codebook.resolve(ident) in study.codebook.codes
            else ident
        )
    if kind == "coding":
        found = study.find_coding(ident)
        if found is None:
            return t("a {coding} that is gone")
        file, coding = found
        source = study.transcripts.get(file.transcript)
        where = file.transcript
        if source is not None and coding.start is not None:
            where = cite(source, coding.start)
        return f"{title_of(coding.code, study)}, {where}"
    return ident
