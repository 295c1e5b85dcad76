"""What the lower rooms say is wrong is said in the interface's language wherever it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode import i18n
from qcode.session import Session
from qcode.study.errors import QcodeError
from qcode.tui.app import QcodeApp
from tests.app.conftest import notice, written


async def test_what_could_not_be_saved_is_said_in_indonesian(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise QcodeError(
            "Not saved: /arisan/ch.jsonl cannot be written: the disk is full; free some space and "
            "do it again."
        )

    i18n.use("id")
    async with app.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr(app.session, "write_pending", full)
        await pilot.press("c", *"mena", "enter")
        await written(app)
        await pilot.pause()
        assert notice(app) == (
            "Tidak tersimpan: /arisan/ch.jsonl tidak dapat ditulis: disk penuh; kosongkan "
            "sebagian lalu lakukan sekali lagi."
        )
        monkeypatch.undo()


async def test_what_is_wrong_on_opening_is_said_with_its_place_and_how_much_more_there_is(
    root: Path,
) -> None:
    marks = "<<<<<<< HEAD\nCH: satu\n=======\nCH: dua\n>>>>>>> budi\n"
    for name in ("aa", "bb"):
        (root / f"transcripts/{name}.md").write_text(f"CH: Halo.\n{marks}", encoding="utf-8")
    i18n.use("id")
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert notice(app) == (
                "transcripts/aa.md, baris 2: git meninggalkan penanda konflik di sini; "
                "pertahankan baris yang benar, hapus penandanya, lalu simpan. 1 masalah lagi; "
                "qcode check menampilkan semuanya."
            )


async def test_a_rule_that_does_not_parse_is_told_on_opening_with_its_line(root: Path) -> None:
    book = root / "codebooks" / "codebook.yaml"
    lines = book.read_text("utf-8").replace('"celengan"', '"celengan AND"').splitlines(True)
    book.write_text("".join(lines), "utf-8")
    (line,) = (n for n, text in enumerate(lines, start=1) if "celengan AND" in text)
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert notice(app).startswith(
                f"codebooks/codebook.yaml, line {line}: a match rule of “menabung”: "
                "The rule “celengan AND” goes wrong at its end"
            )


async def test_a_study_that_is_open_elsewhere_says_so_in_indonesian(root: Path) -> None:
    i18n.use("id")
    with Session.open(root, "HM"), Session.open(root, "HM") as second:
        app = QcodeApp(second, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert "terbuka sebagai HM di jendela lain (proses " in notice(app)


async def test_what_the_disk_brings_is_said_in_indonesian(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> bool:
        raise QcodeError("There is no code “malu” in the codebook.")

    i18n.use("id")
    async with app.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr(app.session, "reload", refused)
        app.writer.look()
        await written(app)
        await pilot.pause()
        assert notice(app) == "Tidak ada kode “malu” di dalam buku kode."


async def test_a_file_that_breaks_while_the_app_is_open_is_named_once(app: QcodeApp) -> None:
    path = app.session.root / "transcripts/sw.md"
    whole = path.read_text("utf-8")
    async with app.run_test(size=(120, 40)) as pilot:

        async def after_writing(text: str) -> str:
            path.write_text(text, "utf-8")
            app.writer.look()
            await written(app)
            await pilot.pause()
            said = notice(app)
            await pilot.press("escape")
            return said

        await pilot.pause()  # what the opening brought is said after the first paint
        broken = await after_writing(f"{whole}<<<<<<< HEAD\n")
        assert broken.startswith("transcripts/sw.md, line 11: git has left conflict markers here")
        again = "The study changed on disk and was read again."
        assert await after_writing(f"{whole}<<<<<<< HEAD\nCH: Lalu?\n") == again
        assert await after_writing(whole) == again
        assert (await after_writing("---\n")).startswith("transcripts/sw.md, line 1: the front")
