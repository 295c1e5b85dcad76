"""What a researcher can do in selective coding, each as a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qcode.study.change import Change, Put
from qcode.study.coding import READ, Coding, CodingFile, coding_to_plain, make_coding
from qcode.study.edits import annotate, recode, remove_coding, set_codebook, together
from qcode.study.errors import QcodeError
from qcode.study.ids import new_id
from qcode.study.links import find_link
from qcode.study.phase import PHASES
from qcode.study.quotes import cite
from qcode.study.selective import CRITERIA, Proposition, find_proposition, review_pass, selective
from qcode.study.study import Study

_TOP = "selective"


def _known(study: Study, code: str) -> str:
    ident = study.codebook.resolve(code)
    if ident not in study.codebook.codes:
        raise QcodeError(f"There is no code “{code}” in the codebook.")
    return ident


def _name(study: Study, code: str) -> str:
    known = study.codebook.codes.get(code)
    return known.name if known else code


def choose_core(study: Study, code: str) -> Change:
    """Makes a code the core category, or none by ''."""
    ident = _known(study, code) if code else ""
    chosen = f"“{_name(study, ident)}” as" if ident else "no"
    what = f"choose {chosen} core category"
    return set_codebook(study, (_TOP, "core"), ident or None, what)


def choose_themes(study: Study, codes: Iterable[str]) -> Change:
    """Makes these codes the guiding themes, in this order; none by an empty list."""
    found = list(dict.fromkeys(_known(study, code) for code in codes))
    names = ", ".join(f"“{_name(study, c)}”" for c in found)
    what = f"choose {names} as guiding themes" if found else "choose no guiding themes"
    return set_codebook(study, (_TOP, "themes"), found or None, what)


def argue(study: Study, code: str, criterion: str, *, met: bool, why: str = "") -> Change:
    """Says whether a candidate meets a criterion, and why; unmet and unargued is nothing."""
    if criterion not in CRITERIA:
        raise ValueError(f"there is no criterion {criterion!r}")
    ident = _known(study, code)
    value: dict[str, str] | None = {"met": "yes" if met else "no"}
    if why.strip():
        value = {"met": "yes" if met else "no", "why": why.strip()}
    elif not met:
        value = None
    what = f"argue {criterion} of “{_name(study, ident)}”"
    return set_codebook(study, (_TOP, "criteria", ident, criterion), value, what)


def set_storyline(study: Study, text: str) -> Change:
    """Writes the storyline, or removes it by ''."""
    return set_codebook(study, (_TOP, "storyline"), text.strip() or None, "write the storyline")


def _links(study: Study, idents: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(idents))
    for ident in found:
        if find_link(study.codebook, ident) is None:
            raise QcodeError(f"There is no link with the id “{ident}”; `qcode links` lists them.")
    return found


def add_proposition(
    study: Study, text: str, *, links: Iterable[str] = (), memo: str = ""
) -> tuple[Change, str]:
    """A new proposition and its id; one without text is refused."""
    text = text.strip()
    if not text:
        raise QcodeError("A proposition needs a text: say what the theory states.")
    ident = new_id()
    plain: dict[str, Any] = {"id": ident, "text": text}
    joined = _links(study, links)
    if joined:
        plain["links"] = joined
    if memo:
        plain["memo"] = memo
    what = f"new proposition “{text[:40]}”"
    return set_codebook(study, (_TOP, "propositions", ident), plain, what), ident


def _proposition(study: Study, ident: str) -> Proposition:
    found = find_proposition(study.codebook, ident) if ident else None
    if found is None:
        raise QcodeError(f"There is no proposition with the id “{ident}”.")
    return found


def edit_proposition(study: Study, ident: str, field: str, value: str) -> Change:
    """Sets `text` or `memo` of a proposition; a text cannot be emptied."""
    proposition = _proposition(study, ident)
    if field not in {"text", "memo"}:
        raise ValueError(f"a proposition has no field {field!r} to set")
    value = value.strip()
    if field == "text" and not value:
        raise QcodeError("A proposition needs a text; remove it if it states nothing any more.")
    what = f"set {field} of the proposition “{proposition.text[:40]}”"
    return set_codebook(study, (_TOP, "propositions", ident, field), value or None, what)


def tie(study: Study, ident: str, links: Sequence[str]) -> Change:
    """Sets the links that a proposition joins."""
    proposition = _proposition(study, ident)
    count = "1 link" if len(set(links)) == 1 else f"{len(set(links))} links"
    what = f"tie the proposition “{proposition.text[:40]}” to {count}"
    path = (_TOP, "propositions", ident, "links")
    return set_codebook(study, path, _links(study, links) or None, what)


def remove_proposition(study: Study, ident: str) -> Change:
    """Takes a proposition away; its links and codings stay."""
    what = f"remove the proposition “{_proposition(study, ident).text[:40]}”"
    return set_codebook(study, (_TOP, "propositions", ident), None, what)


def set_phase(study: Study, phase: str) -> Change:
    """Says which phase the study is in; by '' its codebook shows it again."""
    if phase and phase not in PHASES:
        raise QcodeError(f"There is no phase “{phase}”; choose one of {', '.join(PHASES)}.")
    what = f"enter {phase} coding" if phase else "let the codebook show the phase"
    return set_codebook(study, ("settings", "phase"), phase or None, what)


def _found(study: Study, ident: str) -> tuple[CodingFile, Coding]:
    found = study.find_coding(ident)
    if found is None:
        raise QcodeError(f"There is no coding with the id {ident} in this study.")
    return found


def _own(study: Study, coder: str, ident: str) -> Coding:
    file, coding = _found(study, ident)
    if file.coder != coder:
        raise QcodeError(
            f"The coding {ident} is {file.coder}'s, and only {file.coder} changes it; "
            "ask for it in the review."
        )
    return coding


def keep(study: Study, coder: str, ident: str, category: str, *, at: str) -> Change:
    """Looked at in the review of a category and left as it is; anybody's coding."""
    file, coding = _found(study, ident)
    transcript = study.transcript(file.transcript)
    what = f"keep the coding on {cite(transcript, coding.span.start)}"
    wanted = review_pass(category)
    own = study.file(coder, file.transcript)
    if any(i.kind == READ and i.code == wanted and i.memo == ident for i in own.items):
        return Change(what, ())
    mark = make_coding(transcript.text, coding.span, wanted, at=at, kind=READ, memo=ident)
    key = (coder, file.transcript, mark.id)
    return Change(what, (Put("coding", key, None, coding_to_plain(mark)),))


def drop(study: Study, coder: str, ident: str) -> Change:
    """Takes an own coding away in the review."""
    _own(study, coder, ident)
    return remove_coding(study, ident)


def recode_in_review(
    study: Study, coder: str, ident: str, code: str, category: str, *, at: str
) -> Change:
    """Moves an own coding to another code; it counts as looked at if it stays in the category."""
    _own(study, coder, ident)
    change = recode(study, ident, _known(study, code))
    if _known(study, code) not in study.codebook.below(category):
        return change
    return together(change.what, change, keep(study, coder, ident, category, at=at))


def mark_to_print(study: Study, coder: str, ident: str, category: str, *, at: str) -> Change:
    """Marks an own coding as the quote to print, or takes the mark off; it is kept."""
    marked = bool(_own(study, coder, ident).print)
    change = annotate(study, ident, "print", None if marked else True)
    what = "take the mark to print off" if marked else "mark as the quote to print"
    return together(what, change, keep(study, coder, ident, category, at=at))


def theory_of(study: Study) -> tuple[str, ...]:
    """The codes that were chosen to carry the theory and are still in the codebook."""
    chosen = map(study.codebook.resolve, selective(study.codebook).chosen)
    return tuple(dict.fromkeys(c for c in chosen if c in study.codebook.codes))
