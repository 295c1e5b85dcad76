"""The storyline and the propositions in the user's own editor; nothing typed is lost."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest
import yaml
from textual.pilot import Pilot

from qcode.study.selective_edits import add_proposition, set_storyline
from qcode.tui.app import QcodeApp
from tests.app.conftest import written
from tests.app.lists import drawn, listed, told, typed, until

WRITES = "import pathlib, sys; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + {!r}){}"


@pytest.fixture
def left(app: QcodeApp, monkeypatch: pytest.MonkeyPatch) -> QcodeApp:
    """An app that can be left for an editor, as in a terminal."""
    monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
    return app


def editor(monkeypatch: pytest.MonkeyPatch, words: str, more: str = "") -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    code = WRITES.format(words, f"; {more}" if more else "")
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{code}"')


def drafts(home: Path) -> list[Path]:
    return list(home.rglob("drafts/*.md"))


def selective_of(root: Path) -> dict[str, object]:
    path = root / "codebooks" / "codebook.yaml"
    return dict(yaml.safe_load(path.read_text("utf-8")).get("selective") or {})


async def to_story(app: QcodeApp, pilot: Pilot[None]) -> None:
    await pilot.press("f5")
    await app.workers.wait_for_complete()
    await pilot.press("tab")


async def test_the_storyline_is_written_in_the_editor_and_one_undo_takes_it_back(
    left: QcodeApp, monkeypatch: pytest.MonkeyPatch, a_user_of_our_own: Path
) -> None:
    editor(monkeypatch, "Uang mengajari.")
    async with left.run_test(size=(120, 40)) as pilot:
        await to_story(left, pilot)
        await pilot.press("E")
        await until(pilot, lambda: "Storyline written" in told(left))
        await written(left)
        assert selective_of(left.session.root)["storyline"] == "Uang mengajari."
        await until(pilot, lambda: not drafts(a_user_of_our_own))
        await pilot.press("u")
        await written(left)
        assert "storyline" not in selective_of(left.session.root)


async def test_a_proposition_comes_back_from_the_editor_as_one_paragraph(
    left: QcodeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, _ = add_proposition(left.session.study, "Menabung dulu")
    left.session.apply(change)
    editor(monkeypatch, "baru lepas utang.")
    async with left.run_test(size=(80, 24)) as pilot:
        await to_story(left, pilot)
        await pilot.press("tab", "E")
        await until(pilot, lambda: "Proposition written" in told(left))
        await written(left)
        (found,) = selective_of(left.session.root)["propositions"]  # type: ignore[misc]
        assert found["text"] == "Menabung dulu baru lepas utang."


async def test_what_was_typed_is_kept_when_the_study_cannot_be_written(
    left: QcodeApp, monkeypatch: pytest.MonkeyPatch, a_user_of_our_own: Path
) -> None:
    left.session.apply(set_storyline(left.session.study, "Dulu."))
    book = left.session.root / "codebooks" / "codebook.yaml"
    editor(monkeypatch, " Lalu.", f"pathlib.Path({str(book)!r}).write_text('codes: [')")
    async with left.run_test(size=(120, 40)) as pilot:
        await to_story(left, pilot)
        await pilot.press("E")
        await until(pilot, lambda: "is kept in" in told(left))
        (draft,) = drafts(a_user_of_our_own)
        assert str(draft) in told(left)
        assert draft.read_text("utf-8").split() == ["Dulu.", "Lalu."]
        assert draft.stat().st_mode & 0o077 == 0, "nobody else reads it"
        assert left.session.root not in draft.parents


async def test_what_another_wrote_meanwhile_is_not_overwritten(
    left: QcodeApp, monkeypatch: pytest.MonkeyPatch, a_user_of_our_own: Path
) -> None:
    editor(monkeypatch, "Ceritaku.")
    async with left.run_test(size=(120, 40)) as pilot:
        await to_story(left, pilot)

        @contextlib.contextmanager
        def away():
            yield
            left.session.apply(set_storyline(left.session.study, "Ceritanya."))

        monkeypatch.setattr(left, "suspend", away)
        await pilot.press("E")
        await until(pilot, lambda: "by somebody else" in told(left))
        await written(left)
        assert selective_of(left.session.root)["storyline"] == "Ceritanya."
        assert [d.read_text("utf-8") for d in drafts(a_user_of_our_own)] == ["Ceritaku."]


async def test_what_was_typed_in_the_app_is_kept_too(
    left: QcodeApp, a_user_of_our_own: Path
) -> None:
    book = left.session.root / "codebooks" / "codebook.yaml"
    async with left.run_test(size=(120, 40)) as pilot:
        await to_story(left, pilot)
        await pilot.press("e")
        await typed(pilot, "Uang mengajari.")
        book.write_text("codes: [", "utf-8")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "is kept in" in told(left))
        assert [d.read_text("utf-8") for d in drafts(a_user_of_our_own)] == ["Uang mengajari.\n"]


async def test_without_an_editor_one_sentence_says_how_to_set_it(
    left: QcodeApp, monkeypatch: pytest.MonkeyPatch, a_user_of_our_own: Path
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with left.run_test(size=(120, 40)) as pilot:
        await to_story(left, pilot)
        await pilot.press("E")
        await until(pilot, lambda: "export EDITOR=nano" in told(left))
        assert drafts(a_user_of_our_own) == []


async def test_where_the_app_cannot_be_left_it_says_so(
    app: QcodeApp, monkeypatch: pytest.MonkeyPatch, a_user_of_our_own: Path
) -> None:
    editor(monkeypatch, "x")
    async with app.run_test(size=(120, 40)) as pilot:
        await to_story(app, pilot)
        await pilot.press("E")
        await until(pilot, lambda: "e edits in the app" in told(app))
        assert drafts(a_user_of_our_own) == []


async def test_a_code_that_is_no_category_is_weighed_and_chosen_as_the_core(app: QcodeApp) -> None:
    from qcode.study.code_edits import add_code

    app.session.apply(add_code(app.session.study, "Malu")[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f5")
        await app.workers.wait_for_complete()
        assert "code:malu" not in listed(app)
        await pilot.press("a", *"malu", "enter")
        await until(pilot, lambda: "code:malu" in listed(app))
        await app.workers.wait_for_complete()
        await until(pilot, lambda: "0% of the participants" in drawn(app))
        await pilot.press("C")
        await written(app)
        assert selective_of(app.session.root)["core"] == "malu"
        app.screen.looked_at.clear()  # type: ignore[attr-defined]
        app.screen.fill()  # type: ignore[attr-defined]
        assert "◆ Malu" in drawn(app), "what was chosen stays among the candidates"
