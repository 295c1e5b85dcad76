"""A few pictures of the screens, so that a change of looks is seen and not only passed.

`pytest tests/app/test_snapshots.py --snapshot-update` takes them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qcode.session import Session
from qcode.study.edits import add_coding
from qcode.tui.app import QcodeApp
from tests.app.conftest import FixedSuggester
from tests.studies import words

AT = "2026-01-01T09:00:00+00:00"


@pytest.fixture
def coded(root: Path) -> Iterator[Session]:
    """The small study with codings that overlap, all of it as if it had been there before."""
    with Session.open(root, "ana") as session:
        for quote, code in (
            ("Dulu mah dapet uang abis gitu aja, mbak.", "uang"),
            ("yang buat sekolah masuk celengan", "menabung"),
            ("buat sekolah", "biaya-sekolah"),
            ("Sekarang malu", "meminjam"),
        ):
            span = words(session.study, "ch", quote)
            session.apply(add_coding(session.study, "ana", "ch", span, code, at=AT))
        session.saved_at = None
        yield session


def picture(session: Session) -> QcodeApp:
    return QcodeApp(session, suggester=FixedSuggester(), watch=False, tour=False)


async def settled(pilot: Any) -> None:
    await pilot.pause(0.5)


@pytest.mark.parametrize("size", [(120, 32), (80, 24)], ids=["120x32", "80x24"])
def test_the_coding_screen_looks_as_it_did(
    coded: Session, snap_compare: Any, size: tuple[int, int]
):
    assert snap_compare(picture(coded), terminal_size=size, run_before=settled)


def test_the_matrix_looks_as_it_did(coded: Session, snap_compare: Any):
    assert snap_compare(picture(coded), terminal_size=(120, 24), press=["f7"], run_before=settled)


def test_the_picker_looks_as_it_did(coded: Session, snap_compare: Any):
    assert snap_compare(
        picture(coded), terminal_size=(100, 24), press=["c", "m", "e", "n"], run_before=settled
    )


def test_without_colours_the_coding_screen_still_tells_everything(
    coded: Session, snap_compare: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(picture(coded), terminal_size=(100, 24), run_before=settled)
