"""Bringing files in from the app."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qcode.tui.app import QcodeApp
from qcode.tui.import_desk import completed, paths_of
from qcode.tui.import_screen import ImportScreen
from tests.app.conftest import written
from tests.app.lists import drawn, empty_text, told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two interviews with the same labels, a table of codings, and a file that is none of these."""
    there = tmp_path / "dari luar"
    there.mkdir()
    for name, said in (("nn", "Tiap minggu."), ("mm", "Jarang.")):
        (there / f"{name}.txt").write_text(
            f"T: Ikut arisan?\nJ: {said}\nT: Sejak kapan?\nJ: Dulu.\n", "utf-8"
        )
    (there / "codings.csv").write_text(
        "transcript,start,end,quote,code,coder,memo\nnn,,,Tiap minggu.,Arisan,HM,\n"
        "zz,,,Hilang,Arisan,HM,\n",
        "utf-8",
    )
    (there / "gambar.png").write_bytes(b"\x89PNG")
    return there


async def looked(app: QcodeApp, pilot: Pilot[None], path: Path) -> ImportScreen:
    """Opens the import screen and looks into a path."""
    await pilot.press("f2", "i")
    await pilot.pause()
    assert isinstance(app.screen, ImportScreen)
    app.screen.filter_line.value = str(path)
    await pilot.press("enter")
    await settled(app, pilot)
    return app.screen


async def settled(app: QcodeApp, pilot: Pilot[None]) -> None:
    await app.workers.wait_for_complete([w for w in app.workers if w.group in {"read", "import"}])
    await pilot.pause()


async def test_a_folder_is_told_apart_before_anything_is_written(
    app: QcodeApp, folder: Path
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await looked(app, pilot, folder)
        shown = drawn(app)
        assert "T = interviewer, J = MM" in shown
        assert "2 transcripts · 1 table · 1 skipped" in shown
        assert "no format that qcode imports" in shown
        assert set(app.session.study.transcripts) == {"ch", "sw"}


async def test_all_comes_in_as_one_change_and_what_is_left_out_is_listed(
    app: QcodeApp, folder: Path
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await looked(app, pilot, folder)
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        await written(app)
        shown = drawn(app)
        assert "2 transcripts added" in shown
        assert "1 coding added" in shown
        assert "there is no transcript “zz”" in shown
        assert "gambar.png" in shown
        assert (app.session.root / "transcripts" / "nn.md").exists()
        await pilot.press("u")
        await written(app)
        assert not (app.session.root / "transcripts" / "nn.md").exists()
        assert set(app.session.study.transcripts) == {"ch", "sw"}


async def test_a_role_given_once_holds_for_the_other_files(app: QcodeApp, folder: Path) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await looked(app, pilot, folder)
        await pilot.press("enter", "enter", "3")
        assert "T = other, in 1 more file" in told(app)
        await pilot.press("down", "enter", "2")
        await pilot.press(*["backspace"] * 2, *"Ani", "enter")
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        transcripts = app.session.study.transcripts
        assert transcripts["mm"].speakers == {"T": "other", "J": "Ani"}
        assert transcripts["nn"].speakers == {"T": "other", "J": "NN"}


async def test_a_label_that_is_no_speaker_can_become_one_again(app: QcodeApp, folder: Path) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await looked(app, pilot, folder)
        await pilot.press("enter", "enter", "0")
        draft = screen.current.draft if screen.current else None
        assert draft is not None
        assert [s.label for s in draft.speakers] == ["J"]
        await pilot.press("enter", "1")
        draft = screen.current.draft if screen.current else None
        assert draft is not None
        assert {s.label: s.role for s in draft.speakers} == {"J": "MM", "T": "interviewer"}


async def test_a_file_is_left_out_by_a_key(app: QcodeApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(app, pilot, folder)
        await pilot.press("x", "ctrl+s")
        await settled(app, pilot)
        assert "nn" in app.session.study.transcripts
        assert "mm" not in app.session.study.transcripts


async def test_a_transcript_that_is_there_with_another_text_is_refused(
    app: QcodeApp, tmp_path: Path
) -> None:
    other = tmp_path / "ch.txt"
    other.write_text("P: Lain?\nCH: Lain.\n", "utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        await looked(app, pilot, other)
        assert "“ch” is there with another text" in drawn(app)
        before = app.session.study.transcripts["ch"].text
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert app.session.study.transcripts["ch"].text == before
        assert "it is not replaced" in drawn(app)


async def test_a_path_that_is_not_there_is_said(app: QcodeApp, tmp_path: Path) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await looked(app, pilot, tmp_path / "tidak ada")
        assert "There is no file or folder" in told(app)
        assert "Type a path" in empty_text(app)


def test_tab_completes_as_far_as_is_certain(folder: Path) -> None:
    base = f"{folder.parent}/"
    assert completed(f"{base}dari")[0] == f"{base}dari luar/"
    value, names = completed(f"{base}dari luar/")
    assert value == f"{base}dari luar/"
    assert list(names) == ["codings.csv", "gambar.png", "mm.txt", "nn.txt"]
    assert completed(f"{base}DARI luar/C")[0] == f"{base}DARI luar/C"
    assert completed(f"{base}dari luar/C")[0] == f"{base}dari luar/codings.csv"


def test_a_dropped_path_is_read_with_its_quotes(folder: Path) -> None:
    assert paths_of(f"'{folder}' ") == [folder]
    assert paths_of(str(folder).replace(" ", "\\ ")) == [folder]
    assert paths_of(str(folder)) == [folder]
    assert paths_of("  ") == []
