"""Only what could be read on the screen counts as shown, and numbers act on nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qcode.files.layout import shown_file
from qcode.session import Session
from qcode.tui import offers
from qcode.tui.app import QcodeApp
from tests.app.conftest import FixedSuggester, mine, notice, screen_of
from tests.app.lists import drawn

NARROW, WIDE = (80, 24), (120, 40)
ALL = ("meminjam", "menabung", "uang", "sekolah", "biaya-sekolah")
PHRASES = ("masuk celengan", "buat sekolah", "abis gitu aja")


@pytest.fixture(autouse=True)
def nobody_needs_time_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "SEEN_AFTER", 0.0)


@pytest.fixture
def suggester() -> FixedSuggester:
    """Suggests more than one line holds."""
    found = FixedSuggester()
    found.codes, found.phrases = ALL, PHRASES
    return found


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    """A code with a long name."""
    book = root / "codebooks" / "codebook.yaml"
    text = book.read_text("utf-8")
    book.write_text(
        text.replace("name: Meminjam", "name: Meminjam kepada tetangga atau bank keliling"), "utf-8"
    )
    with Session.open(root, "HM") as opened:
        yield opened


def recorded(session: Session) -> list[tuple[set[str], list[int]]]:
    """For each stay the codes and how many names count as shown, and were taken."""
    session.write_pending()
    path = session.root / shown_file("HM", "ch")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    plain = [json.loads(line) for line in lines]
    return [({c for c, *_ in line["codes"]}, line.get("names", [0, 0])) for line in plain]


async def steps(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()


async def test_what_is_cut_off_the_line_at_80_columns_does_not_count_as_shown(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await steps(pilot)
        line = next(row for row in drawn(app).splitlines() if "bank keliling" in row)
        assert "3 Mengatur uang" in line
        assert "Sekolah anak" not in line
        assert line.rstrip().endswith("…")
        await steps(pilot, "down", "down")
    assert recorded(session)[1] == ({"meminjam", "menabung", "uang"}, [0, 0])


async def test_a_number_that_is_cut_off_acts_when_the_pane_shows_it_and_not_before(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await steps(pilot, "4")
        assert mine(app) == ()
        assert "not in sight" in notice(app)
        await steps(pilot, "6")
        assert mine(app) == ()
        await steps(pilot, "i", "4")
        assert [c.code for c in mine(app)] == ["sekolah"]
        await steps(pilot, "i", "down")
    codes, _ = recorded(session)[0]
    assert codes == set(ALL)


async def test_a_first_name_longer_than_the_line_is_shortened_and_counts(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=(40, 24)) as pilot:
        await steps(pilot)
        await steps(pilot, "down")
        assert "1 Meminjam kepada" in drawn(app)
        await steps(pilot, "1", "down")
    assert recorded(session)[1] == ({"meminjam"}, [0, 0])


async def test_a_folded_pane_shows_nothing_until_it_is_opened(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await steps(pilot, "z", "i", "i")
        assert "-folded-segment" in screen_of(app).classes
        await steps(pilot, "z", "down", "up")
        session.write_pending()
        before = len(recorded(session))
        await steps(pilot, "1", "down")
        assert mine(app) == ()
        assert len(recorded(session)) == before
        await steps(pilot, "i", "tab", "1")
        assert len(mine(app)) == 1


async def test_what_is_hidden_does_not_count_as_shown(
    app: QcodeApp, session: Session, suggester: FixedSuggester
) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await steps(pilot, "z", "down")
        seen = len(recorded(session))
        await steps(pilot, "down", "up", "up")
        assert len(suggester.asked) > 1
        assert len(recorded(session)) == seen
        await steps(pilot, "z", "down")
        assert len(recorded(session)) == seen + 1


async def test_what_is_scrolled_out_of_the_pane_counts_once_it_is_scrolled_in(
    app: QcodeApp, session: Session
) -> None:
    async with app.run_test(size=(120, 14)) as pilot:
        await steps(pilot, "down")
        first, _ = recorded(session)[0]
        assert first
        assert first < set(ALL)
        await steps(pilot, "i", *["pagedown"] * 3, "i", "up")
    assert recorded(session)[1][0] == set(ALL)


async def test_what_stood_there_for_a_moment_only_counts_when_the_list_was_answered(
    app: QcodeApp, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "SEEN_AFTER", 3600.0)
    async with app.run_test(size=NARROW) as pilot:
        await steps(pilot, "down", "1", "down")
    assert [codes for codes, _ in recorded(session)] == [{"meminjam", "menabung", "uang"}]
