"""Coding at the keyboard: what each key does to the study."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from qcode.session import Session
from qcode.study import edits
from qcode.tui.app import QcodeApp
from tests.app.conftest import FixedSuggester, mine, notice, screen_of, written
from tests.app.lists import drawn
from tests.studies import words


async def test_two_letters_and_enter_put_a_known_code(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", "m", "e", "n", "a", "enter")
        assert [c.code for c in mine(app)] == ["menabung"]
        assert mine(app)[0].origin == "hand"
        assert mine(app)[0].quote.startswith("Dulu mah dapet uang")


async def test_a_new_name_and_enter_make_the_code_and_put_it(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"celengan", "enter")
        (coding,) = mine(app)
        assert app.session.study.codebook.codes[coding.code].name == "celengan"
        await written(app)
    book = (app.session.root / "codebooks" / "codebook.yaml").read_text("utf-8")
    assert "name: celengan" in book
    assert "# The codebook of a small study." in book


async def test_a_longer_name_that_begins_like_a_code_is_a_new_code(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        app.screen.query_one(Input).value = "menabung di warung"
        await pilot.press("enter")
        (coding,) = mine(app)
        assert app.session.study.codebook.codes[coding.code].name == "menabung di warung"


async def test_a_number_takes_the_suggestion_and_keeps_its_rank_and_score(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("2")
        (coding,) = mine(app)
        assert coding.code == "meminjam"
        assert coding.origin == {"suggested": {"rank": 2, "score": 0.6}}


async def test_numbers_stand_still_after_one_was_taken(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("1", "2", "1")
        assert [c.code for c in mine(app)] == ["meminjam", "menabung"]


async def test_a_number_does_nothing_while_suggestions_are_hidden(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("z", "1")
        assert mine(app) == ()
        assert "hidden" in notice(app)
        await pilot.press("z", "1")
        assert len(mine(app)) == 1


async def test_a_phrase_in_their_words_becomes_a_code_on_that_phrase(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("6")
        (coding,) = mine(app)
        assert coding.quote == "masuk celengan"
        assert coding.origin == "in-vivo"
        assert app.session.study.codebook.codes[coding.code].source == "in-vivo"


async def test_nought_and_a_digit_refuse_a_suggestion_for_this_segment(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("0", "1")
        await pilot.pause()
        (refused,) = app.session.study.file("HM", "ch").rejected
        assert refused.code == "menabung"
        assert mine(app) == ()


async def test_after_own_shows_nothing_until_i_have_coded_myself(
    root: Path, suggester: FixedSuggester
) -> None:
    book = root / "codebooks" / "codebook.yaml"
    book.write_text(
        book.read_text("utf-8").replace("suggestions: always", "suggestions: after-own")
    )
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=suggester, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("j")
            assert suggester.asked == []
            await pilot.press("c", *"mena", "enter")
            await pilot.pause()
            assert len(suggester.asked) == 1


async def test_on_key_asks_only_when_the_key_is_pressed(
    root: Path, suggester: FixedSuggester
) -> None:
    book = root / "codebooks" / "codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("suggestions: always", "suggestions: on-key"))
    with Session.open(root, "HM") as session:
        app = QcodeApp(session, suggester=suggester, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("j", "1")
            assert suggester.asked == []
            assert mine(app) == ()
            await pilot.press("tilde")
            await pilot.pause()
            await pilot.press("1")
            assert len(mine(app)) == 1


async def test_the_selected_words_become_a_code(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        view = screen_of(app).view
        view.select(words(app.session.study, "ch", "abis gitu aja"))
        await pilot.press("v")
        (coding,) = mine(app)
        assert coding.quote == "abis gitu aja"
        assert app.session.study.codebook.codes[coding.code].name == "abis gitu aja"


async def test_in_vivo_without_a_selection_says_how_to_select(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("v")
        assert mine(app) == ()
        assert "→" in notice(app)


async def test_a_full_stop_puts_the_last_code_again(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("full_stop")
        assert mine(app) == ()
        await pilot.press("c", *"mena", "enter", "j", "full_stop")
        assert [c.code for c in mine(app)] == ["menabung", "menabung"]


async def test_tab_in_the_picker_puts_several_codes_as_one_change(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"mena", "tab", *"biaya", "enter")
        assert {c.code for c in mine(app)} == {"menabung", "biaya-sekolah"}
        await pilot.press("u")
        assert mine(app) == ()


async def test_the_coding_just_put_is_the_one_that_is_removed(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("1", "2", "x")
        assert [c.code for c in mine(app)] == ["menabung"]


async def test_another_coders_coding_is_not_removed(app: QcodeApp, root: Path) -> None:
    with Session.open(root, "SW") as other:
        from qcode.study import edits
        from qcode.study.clock import now

        span = words(other.study, "ch", "abis gitu aja")
        other.apply(edits.add_coding(other.study, "SW", "ch", span, "uang", at=now()))
    app.session.reload()
    async with app.run_test(size=(120, 40)) as pilot:
        from qcode.study.filters import Filter

        screen = screen_of(app)
        screen.show_whose(Filter(coders=frozenset({"SW"})), others=False)
        await pilot.press("right_square_bracket", "x")
        assert len(app.session.study.file("SW", "ch").codings) == 1
        assert "SW" in notice(app)


async def test_recoding_moves_the_coding_to_another_code_and_keeps_its_id(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"mena", "enter")
        before = mine(app)[0].id
        await pilot.press("r", *"memi", "enter")
        assert [(c.id, c.code) for c in mine(app)] == [(before, "meminjam")]


async def test_edges_are_dragged_by_words_and_kept_with_enter(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen_of(app).view.select(words(app.session.study, "ch", "masuk celengan"))
        await pilot.press("c", *"mena", "enter", "d", "W", "enter")
        assert [c.quote for c in mine(app)] == ["sekolah masuk celengan"]


async def test_escape_leaves_dragged_edges_as_they_were(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen_of(app).view.select(words(app.session.study, "ch", "masuk celengan"))
        await pilot.press("c", *"mena", "enter", "d", "W", "escape", "enter")
        assert [c.quote for c in mine(app)] == ["masuk celengan"]


async def test_space_marks_the_segment_read_and_goes_on(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        await pilot.press("space")
        assert len(app.session.study.file("HM", "ch").read_spans["open"]) == 1
        assert mine(app) == ()
        segment = screen.view.current_segment
        assert segment is not None
        assert segment.turn.number == 4


async def test_undo_says_what_it_took_back_and_redo_brings_it_again(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"mena", "enter", "u")
        assert mine(app) == ()
        assert "Menabung" in notice(app)
        await pilot.press("ctrl+r")
        assert len(mine(app)) == 1


async def test_what_is_shown_as_saved_is_on_the_disk(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"mena", "enter")
        await written(app)
        await pilot.pause()
        assert app.saved_text().startswith("saved ")
    lines = (app.session.root / "transcripts" / "codings" / "HM" / "ch.jsonl").read_text("utf-8")
    kept = [json.loads(line) for line in lines.split("\n") if line]
    assert [k["code"] for k in kept if k.get("kind") == "coding"] == ["menabung"]


async def test_a_pass_has_its_own_progress(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("space", "P", "3", "space")
        spans = app.session.study.file("HM", "ch").read_spans
        assert set(spans) == {"open", "axial"}


async def test_a_read_only_study_refuses_in_a_sentence(root: Path) -> None:
    with Session.open(root, "HM"), Session.open(root, "HM") as second:
        app = QcodeApp(second, watch=False, tour=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("c")
            assert notice(app) == second.read_only
            await pilot.press(*"mena", "enter")
            assert mine(app) == ()
            assert app.saved_text() == "read-only"


async def test_hidden_suggestions_are_not_told_by_the_pane_either(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "put it here" in drawn(app)
        await pilot.press("z", "j")
        await pilot.pause()
        assert "are hidden" in drawn(app)
        assert "put it here" not in drawn(app)


async def test_what_was_said_of_an_act_does_not_stand_after_the_next_one(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", *"mena", "enter", "full_stop")
        assert "already" in notice(app)
        await pilot.press("j", "full_stop")
        assert len(mine(app)) == 2
        assert notice(app) == ""


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_picker_leaves_the_words_in_sight(
    app: QcodeApp, step: int, size: tuple[int, int]
) -> None:
    change = edits.edit_text(app.session.study, "ch", 0, "", "P: Kenapa?\n\nCH: Begitu.\n\n" * 12)
    app.session.apply(change)
    async with app.run_test(size=size) as pilot:
        view = screen_of(app).view
        view.first()
        while view.target_rows.start < size[1] - 6 and step > 0:
            await pilot.press("j")
        before = view.target_rows
        await pilot.press("c")
        await pilot.pause()
        box = app.screen.query_one("Vertical").region
        assert view.target_rows == before
        assert not set(before) & set(range(box.y, box.bottom))


async def test_an_edge_is_dragged_with_the_mouse_and_kept_with_enter(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        view = screen_of(app).view
        view.select(words(app.session.study, "ch", "masuk celengan"))
        await pilot.press("c", *"mena", "enter", "d")
        lines = [view.render_line(y).text for y in range(8)]
        row = next(y for y, line in enumerate(lines) if "sekolah" in line)
        place = (lines[row].index("sekolah"), row)
        await pilot.mouse_down(view, offset=(place[0] + 3, row))
        await pilot.hover(view, offset=place)
        await pilot.mouse_up(view, offset=place)
        await pilot.press("enter")
        assert [c.quote for c in mine(app)] == ["sekolah masuk celengan"]


async def test_suggestions_are_for_the_selection_where_there_is_one(
    app: QcodeApp, suggester: FixedSuggester
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        chosen = words(app.session.study, "ch", "masuk celengan")
        screen_of(app).view.select(chosen)
        await pilot.pause()
        assert suggester.asked[-1] == chosen
        await pilot.press("1")
        assert [c.span for c in mine(app)] == [chosen]


async def test_an_offered_name_is_put_on_its_own_words(app: QcodeApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("6")
        assert [c.quote for c in mine(app)] == ["masuk celengan"]


async def test_a_segment_without_suggestions_is_asked_about_again_when_a_model_was_fitted(
    app: QcodeApp, suggester: FixedSuggester
) -> None:
    codes, suggester.codes, suggester.phrases = suggester.codes, (), ()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert not screen_of(app).desk.shown
        suggester.codes = codes
        suggester.fitted()
        await pilot.pause()
        assert [o.code for o in screen_of(app).desk.shown.codes] == list(codes)
        suggester.codes = codes[::-1]
        suggester.fitted()
        await pilot.pause()
        assert [o.code for o in screen_of(app).desk.shown.codes] == list(codes), "it stands still"
