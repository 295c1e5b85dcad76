"""Sentences, clauses and words by one rule."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.study.spans import Span
from qcode.study.words import clauses, count_words, find_all, fold, sentences, words


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Iya. Sudah lama, mbak.", ["Iya.", "Sudah lama, mbak."]),
        ("Lahir tgl. 3 Mei di kel. Karawaci.", ["Lahir tgl. 3 Mei di kel. Karawaci."]),
        ("Rp. 50 ribu. Cukup?  Cukup!", ["Rp. 50 ribu.", "Cukup?", "Cukup!"]),
        ("Bpk. H. Udin datang.", ["Bpk. H. Udin datang."]),
        ("Ya… gimana ya. Susah… Tapi bisa.", ["Ya… gimana ya.", "Susah…", "Tapi bisa."]),
        ("“Malu.” Katanya begitu.", ["“Malu.”", "Katanya begitu."]),
        ("satu\ndua", ["satu", "dua"]),
        ("tanpa titik", ["tanpa titik"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, parts: list[str]):
    assert split(text) == parts


@given(st.text("ab .,?!…\n”", max_size=60))
def test_sentences_lose_no_letter_and_keep_their_order(text: str):
    parts = sentences(text)
    letters = [c for s in parts for c in text[s.start : s.end] if not c.isspace()]
    assert letters == [c for c in text if not c.isspace()]
    assert all(a.end <= b.start for a, b in itertools.pairwise(parts))


def test_clauses_stand_between_commas_and_dashes():
    text = "Dulu abis gitu aja, sekarang dipisah – buat sekolah: celengan."
    found = [text[s.start : s.end] for s in clauses(text, Span(0, len(text)))]
    assert found == ["Dulu abis gitu aja,", "sekarang dipisah", "buat sekolah:", "celengan."]


def test_hyphenated_words_are_one_word():
    text = "Sehari-hari ibu-ibu KPM-KPM di-support, Jum'at."
    assert [text[w.start : w.end] for w in words(text)] == [
        "Sehari-hari",
        "ibu-ibu",
        "KPM-KPM",
        "di-support",
        "Jum'at",
    ]
    assert count_words(text) == 5


def test_finding_folds_case_and_diacritics_and_gives_places_in_the_text():
    text = "Café CAFE cafe\u0301 👟 café."
    found = [text[s.start : s.end] for s in find_all(text, "cafe")]
    assert found == ["Café", "CAFE", "cafe\u0301", "café"]


@given(st.text(max_size=40), st.text(min_size=1, max_size=4))
def test_what_is_found_folds_to_what_was_sought(text: str, needle: str):
    for span in find_all(text, needle):
        assert fold(needle) in fold(text[span.start : span.end])
