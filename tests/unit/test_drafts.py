"""Drafts as they lie in the user's own folder, and what a memo is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.files.drafts import Drafts, KeptDraft
from qcode.study.memo import Memo


@pytest.fixture
def drafts(root: Path) -> Drafts:
    """Those of HM in the small study."""
    return Drafts(root, "HM")


def test_a_draft_comes_back_whole_and_is_gone_when_it_is_dropped(drafts: Drafts) -> None:
    kept = KeptDraft(
        "memo ch", "> kata\n\nPola \ud83d.", "> kata", "2026-11-24", "ch", "code", ("a",)
    )
    drafts.keep(kept)
    assert drafts.get("memo ch") == kept
    assert drafts.get("memo sw") is None
    drafts.drop("memo ch")
    assert drafts.get("memo ch") is None
    drafts.drop("memo ch")


def test_the_last_state_of_a_draft_counts_and_the_latest_stands_first(drafts: Drafts) -> None:
    for place, text, at in (("a", "satu", "1"), ("b", "dua", "2"), ("a", "tiga", "3")):
        drafts.keep(KeptDraft(place, text, at=at))
    assert [d.text for d in drafts.all()] == ["tiga", "dua"]


def test_a_file_that_is_no_draft_is_passed_over(drafts: Drafts) -> None:
    drafts.keep(KeptDraft("a", "satu"))
    folder = drafts._folder
    for name, data in (("x.md", b"\xff\xfe"), ("y.md", b"[1]\nfoo"), ("z.md", b"")):
        (folder / name).write_bytes(data)
    next(folder.glob("[0-9a-f]*.md")).write_bytes(b'{"place": "a"}\nsatu')
    assert drafts.get("a") is None
    assert drafts.all() == []


def test_a_memo_is_called_by_its_first_own_line_before_any_quote() -> None:
    assert Memo("m", "> Dulu mah.\n> (CH) ch.2\n\n## Malu\n\nLagi.").title == "Malu"
    assert Memo("m", "> Dulu mah.\n> (CH) ch.2").title == "Dulu mah."
    assert Memo("m", "> Dulu mah.\n\nMalu.").quoted == "Dulu mah."
    assert Memo("m", "\n\n").title == ""


@given(st.text())
def test_a_memo_with_words_has_a_title_without_marks(text: str) -> None:
    title = Memo("m", text).title
    assert title == title.strip()
    assert not title.startswith("#")
    assert bool(title) == any(set(line.strip()) - set("#> ") for line in text.splitlines())
