"""Every sentence of the rooms has a form, so that it can be said in the interface's language."""

from __future__ import annotations

import string
import subprocess
import sys
from gettext import GNUTranslations

import pytest

from qcode import i18n
from qcode.sentences import said
from qcode.sentences.forms import Form, all_forms, translated
from qcode.study.problems import Problem
from tests.raised import HOLE, Sentence, sentences

KNOWN = "There is nothing to undo."
"""Stands in for a sentence that another one holds."""


@pytest.fixture(scope="module")
def spoken() -> list[Sentence]:
    """What a user may read; single words are parts of sentences, and so is `it …`."""
    found = [s for s in sentences() if " " in s.text.removeprefix("skip:")]
    return [s for s in found if s.text != f"it {HOLE}"]


def is_known(text: str) -> bool:
    if translated(text) is not None:
        return True
    pieces = text.split(HOLE)
    return any(
        translated(HOLE.join(pieces[:at]) + KNOWN + HOLE.join(pieces[at:])) is not None
        for at in range(1, len(pieces))
    )


def test_each_sentence_that_the_rooms_form_is_known(spoken: list[Sentence]) -> None:
    assert len(spoken) > 300, "the reader of the sources finds them"
    unknown = [
        f"{s.file}:{s.line}: {s.text}" for s in spoken if not is_known(s.text.removeprefix("skip:"))
    ]
    assert unknown == [], "write its form into one of qcode/sentences/of_*.py"


def test_the_reader_of_the_sources_finds_raised_returned_and_handed_on_sentences(
    spoken: list[Sentence],
) -> None:
    found = {s.text for s in spoken}
    assert "There is no folder 7; `qcode new 7` makes a study there." in found  # raised
    assert "the transcript is empty; add its text or remove it." in found  # a problem
    assert "rename “7” to “7”" in found  # a change, through a variable and a function
    assert "a tab indents this line; use spaces" in found  # returned
    assert "too many NOT" in found  # handed on to the function that raises it
    assert "attach 7 codings against the link “7” 7 “7”" in found  # each way through it


def filled(form: Form) -> str:
    """The form as a room would say it."""
    values = {"n": "12", "count": "3", "size": "70", "most": "64", "sentence": KNOWN}
    parts = (text + (values.get(name, "Ibu Sri") if name else "") for text, name in form.parts())
    return "".join(parts)


def test_in_english_a_sentence_stays_as_it_was_raised() -> None:
    i18n.use("en")
    for form in all_forms():
        if form.heard == form.message:
            assert said(filled(form)) == filled(form)


def test_in_indonesian_each_form_says_something_else_and_keeps_its_values() -> None:
    i18n.use("id")
    for form in all_forms():
        shown = said(filled(form))
        assert shown != filled(form), f"no translation of “{form.message}”"
        assert "{" not in shown.replace(filled(form), ""), shown
        for _, name, _, _ in string.Formatter().parse(form.message):
            if name == "n":
                assert "12" in shown


def test_translations_use_the_values_of_their_messages_and_no_others() -> None:
    catalog = i18n.Translator("id", {}).catalog
    assert isinstance(catalog, GNUTranslations)
    entries: dict[object, str] = catalog._catalog  # type: ignore[attr-defined]
    for message, translation in entries.items():
        one = message[0] if isinstance(message, tuple) else str(message)
        if "\x04" not in one and one:
            assert values_in(translation) <= values_in(one) | {"n"}, one


def values_in(message: str) -> set[str]:
    names = {name for _, name, _, _ in string.Formatter().parse(message) if name}
    return {n for n in names if n[:1].lower() + n[1:] not in i18n.TERMS}


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("There is nothing to undo.", "Tidak ada yang bisa diurungkan."),
        (
            "ch.md, line 12: the first column must be called case.",
            "ch.md, baris 12: kolom pertama harus bernama case.",
        ),
        (
            "ch.md is UTF-16; bring it in with `qcode import`, or save it as UTF-8.",
            "ch.md berupa UTF-16; masukkan dengan `qcode import`, atau simpan sebagai UTF-8.",
        ),
        (
            "Not saved: put “Uang” on ch.3: “Uang” is already on these words.",
            "Tidak tersimpan: pasang “Uang” pada ch.3: “Uang” sudah ada pada kata-kata ini.",
        ),
        (
            "Not saved: /x/ch.md cannot be written: the disk is mounted read-only.",
            "Tidak tersimpan: /x/ch.md tidak dapat ditulis: disk dipasang hanya untuk dibaca.",
        ),
        ("There is no memo “7k2m” in this study.", "Tidak ada catatan “7k2m” dalam studi ini."),
    ],
)
def test_a_sentence_is_said_in_indonesian_with_its_place_and_what_it_holds(
    english: str, indonesian: str
) -> None:
    i18n.use("id", {"memo": "catatan"})
    assert said(english) == indonesian


def test_a_finding_is_said_with_its_file_and_line() -> None:
    i18n.use("id")
    finding = Problem("codebooks/codebook.yaml", "the field “nam” must be text.", 7)
    assert said(finding) == "codebooks/codebook.yaml, baris 7: isian “nam” harus berupa teks."


def test_a_sentence_of_no_known_form_is_said_as_it_is() -> None:
    i18n.use("id")
    assert said("What nobody has written: yet.") == "What nobody has written: yet."


def test_values_that_look_like_fields_or_sentences_are_kept_as_they_are() -> None:
    i18n.use("en")
    odd = "There is a code “{memo} in %s” already."
    assert said(odd) == odd


def test_the_forms_are_not_read_before_something_is_said() -> None:
    code = (
        "import sys, qcode.cli.group, qcode.cli.studies, qcode.tui.app; "
        "print([m for m in sys.modules if m.startswith('qcode.sentences.')])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
