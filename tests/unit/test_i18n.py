"""The interface's language: how it is chosen, its terms, and that the translations are complete."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qcode import i18n


@pytest.mark.parametrize(
    ("environ", "configured", "study", "chosen"),
    [
        ({"QCODE_LANG": "id"}, "en", "en", "id"),
        ({"LANG": "en_GB.UTF-8"}, "id", "en", "id"),
        ({"LANG": "en_GB.UTF-8"}, "", "id", "id"),
        ({"LANG": "id_ID.UTF-8"}, "", "", "id"),
        ({"LANG": "id_ID.UTF-8"}, "", "jv", "id"),
        ({"LANG": "C", "QCODE_LANG": "xx"}, "", "", "en"),
        ({}, "", "", "en"),
    ],
)
def test_the_users_word_comes_before_the_studys_and_that_before_the_systems(
    environ: dict[str, str], configured: str, study: str, chosen: str
) -> None:
    assert i18n.choose(configured=configured, study=study, environ=environ) == chosen


def test_terms_stand_in_messages_in_the_language_in_use() -> None:
    i18n.use("id")
    assert i18n.term("open") == "terbuka"
    assert i18n.term("coding") == "pengodean"
    assert i18n.term("participant") == "informan"
    assert i18n.t("{Quote} {code}") == "Kutipan kode"


def test_a_study_says_its_own_words_for_terms() -> None:
    i18n.use("id", {"memo": "catatan", "unknown": "x"})
    assert i18n.t("{Memo} {code}") == "Catatan kode"


def test_braces_that_are_no_term_stay_as_they_are() -> None:
    assert i18n.t("{nothing} {name}", name="a {brace}") == "{nothing} a {brace}"


def test_numbers_take_their_form() -> None:
    assert i18n.n_("{n} {coding}", "{n} {codings}", 1) == "1 coding"
    assert i18n.n_("{n} {coding}", "{n} {codings}", 2) == "2 codings"


@pytest.mark.parametrize(
    ("language", "thousands", "decimals", "share", "exact"),
    [("en", "12,345", "1,234.5", "12.5%", "0.25%"), ("id", "12.345", "1.234,5", "12,5%", "0,25%")],
)
def test_numbers_are_written_as_the_language_writes_them(
    language: str, thousands: str, decimals: str, share: str, exact: str
) -> None:
    assert i18n.number(12_345, language=language) == thousands
    i18n.use(language)
    assert i18n.number(1234.5, 1) == decimals
    assert i18n.percent(0.125, 1) == share
    assert i18n.percent(0.0025, None) == exact
    assert i18n.percent(0.25, None) == "25%"
    assert i18n.n_("{n} link", "{n} links", 12_345).startswith(thousands)


def test_the_module_is_a_leaf() -> None:
    code = "import sys, qcode.i18n; print([m for m in sys.modules if m.startswith('qcode.')])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "['qcode.i18n']"


def test_translations_are_complete_and_compiled() -> None:
    pytest.importorskip("babel")
    from qcode.locale.update import stale

    assert stale("id") == [], "python -m qcode.locale.update renews them"


def test_messages_inside_f_strings_are_extracted_too() -> None:
    pytest.importorskip("babel")
    from qcode.locale.update import messages_in

    source = """f"{n_('{n} link', '{n} links', 2)} · {t('now')}" + t(title) + N_("later")"""
    assert set(messages_in(source)) == {("{n} link", "{n} links"), "now", "later"}
