from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from qcode.study.codebook import Codebook
from qcode.study.coding import CodingFile, make_coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.transcript import Transcript
from qcode.study.words import find_all
from qcode.tui.palette import color_of
from qcode.tui.transcript_view import TranscriptView

FRONT = {"speakers": {"P": "interviewer", "CH": "CH"}}
TEXT = (
    "P: Kalau urusan belanja, sekarang gimana, Bu?\n"
    "CH: Dulu mah dapet uang abis gitu aja, mbak. Sekarang dipisah-pisahin dulu, yang buat "
    "sekolah masuk celengan, sisanya baru ke pasar.\n"
    "P: Celengannya buat apa aja, Bu?\n"
    "CH: Ya jaga-jaga, takutnya ada iuran mendadak."
)
CODES = {
    "pisah": {"name": "Memisahkan uang", "color": "blue"},
    "nabung": {"name": "Menabung", "color": "green"},
}
AT = "2026-01-01T08:00:00+00:00"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def study(text: str = TEXT, repeat: int = 1) -> Study:
    whole = "\n".join([text] * repeat)
    file = CodingFile("HM", "ch").put_many(
        (),
        [
            make_coding(whole, span("dipisah-pisahin dulu"), "pisah", at=AT, coding_id="a"),
            make_coding(whole, span("sekolah masuk celengan"), "nabung", at=AT, coding_id="b"),
            make_coding(whole, span("Ya jaga-jaga"), "open", at=AT, kind="read", coding_id="r"),
        ],
    )
    transcript = Transcript("ch", whole, FRONT)
    return Study(Codebook({"codes": CODES}), {"ch": transcript}, {("HM", "ch"): file})


class Host(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, ...]] = []

    def compose(self) -> ComposeResult:
        yield TranscriptView()

    def on_transcript_view_cursor_moved(self, message: TranscriptView.CursorMoved) -> None:
        self.heard.append(("moved", message.target))

    def on_transcript_view_selection_changed(
        self, message: TranscriptView.SelectionChanged
    ) -> None:
        self.heard.append(("selected", message.span))

    def on_transcript_view_coding_clicked(self, message: TranscriptView.CodingClicked) -> None:
        self.heard.append(("coding", message.coding_id))

    def on_transcript_view_segment_activated(
        self, message: TranscriptView.SegmentActivated
    ) -> None:
        self.heard.append(("segment", message.segment.turn.number))


@asynccontextmanager
async def opened(
    shown: Study | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[TranscriptView, Pilot[None], Host]]:
    host = Host()
    async with host.run_test(size=size) as pilot:
        view = host.query_one(TranscriptView)
        view.show(shown or study(), "ch", "HM")
        await pilot.pause()
        yield view, pilot, host


def row(view: TranscriptView, y: int) -> str:
    return view.render_line(y).text.rstrip()


def rows(view: TranscriptView) -> list[str]:
    return [row(view, y) for y in range(view.size.height)]


def style_at(view: TranscriptView, words: str) -> object:
    y = next(y for y in range(view.size.height) if words in row(view, y))
    return next(s.style for s in view.render_line(y) if words in s.text)


async def test_numbers_labels_text_and_stripes_stand_in_their_columns() -> None:
    async with opened() as (view, _, _):
        assert rows(view)[:8] == [
            " 1  P   Kalau urusan belanja, sekarang gimana, Bu?",
            " 2  CH ▎Dulu mah dapet uang abis gitu aja, mbak. Sekarang",
            "       ▎dipisah-pisahin dulu, yang buat sekolah masuk celengan, sisanya  ▌▌",
            "       ▎baru ke pasar.",
            "",
            " 3  P   Celengannya buat apa aja, Bu?",
            " 4· CH  Ya jaga-jaga, takutnya ada iuran mendadak.",
            "",
        ]


async def test_a_wide_view_names_the_codes_beside_their_stripes() -> None:
    async with opened(size=(120, 20)) as (view, _, _):
        assert row(view, 1).endswith("▌         Memisahkan uang")
        assert row(view, 2).endswith("Menabung")


async def test_coded_words_are_underlined_in_their_colour() -> None:
    async with opened() as (view, _, _):
        style = style_at(view, "sekolah masuk celengan")
        assert style.underline  # type: ignore[attr-defined]
        assert style.color.name == color_of("green", "dark")  # type: ignore[attr-defined]


async def test_an_unsaved_coding_is_hollow_and_a_saved_one_is_not() -> None:
    async with opened() as (view, _, _):
        view.show(study(), "ch", "HM", unsaved=frozenset({"b"}))
        assert row(view, 2).endswith("▌┆")
        view.show(study(), "ch", "HM")
        assert row(view, 2).endswith("▌▌")


async def test_hidden_codes_leave_the_text_where_it_is() -> None:
    async with opened() as (view, _, _):
        before = [line[:70] for line in rows(view)]
        view.show(study(), "ch", "HM", hide=True)
        assert [line[:70].rstrip() for line in rows(view)] == [line.rstrip() for line in before]
        assert "▌" not in "".join(rows(view))
        assert not view.move_coding(1)


async def test_read_turns_bear_a_mark_whole_or_in_part() -> None:
    async with opened() as (view, _, _):
        assert row(view, 6).startswith(" 4· ")
        file = study().file("HM", "ch")
        whole = make_coding(TEXT, view.transcript.turns[3].body, "open", at=AT, kind="read")  # type: ignore[union-attr]
        read = replace(study(), files={("HM", "ch"): file.put(None, whole)})
        view.show(read, "ch", "HM")
        assert row(view, 6).startswith(" 4✓ ")
        view.show(read, "ch", "HM", reading="axial")
        assert row(view, 6).startswith(" 4  ")


async def test_moving_says_where_the_cursor_is_and_what_an_act_applies_to() -> None:
    async with opened() as (view, pilot, host):
        host.heard.clear()
        assert view.move_segment(1)
        await pilot.pause()
        assert host.heard == [("moved", span("Ya jaga-jaga, takutnya ada iuran mendadak."))]
        assert row(view, 6).startswith(" 4· CH ▎Ya")
        assert not view.move_segment(1)


async def test_a_coding_that_is_walked_to_is_the_target_and_stands_out() -> None:
    async with opened() as (view, pilot, host):
        host.heard.clear()
        view.move_coding(1)
        await pilot.pause()
        assert view.target == span("dipisah-pisahin dulu")
        assert view.coding_under_cursor == "a"
        assert row(view, 2).endswith("█▌")
        assert ("selected", view.target) in host.heard
        view.activate()
        await pilot.pause()
        assert host.heard[-1] == ("coding", "a")
        view.clear_selection()
        assert view.selection is None


async def test_the_codings_of_the_segment_are_known_without_a_selection() -> None:
    async with opened() as (view, _, _):
        assert view.codings_here == ("a", "b")
        assert view.coding_under_cursor == "a"
        view.move_segment(1)
        assert view.codings_here == ()
        assert view.coding_under_cursor is None


async def test_a_click_sets_the_segment_and_a_double_click_selects_the_word() -> None:
    async with opened() as (view, pilot, _):
        x = row(view, 6).index("takutnya") + 2
        await pilot.click(view, offset=(x, 6))
        assert view.current_segment is not None
        assert view.current_segment.turn.number == 4
        assert view.place == TEXT.index("takutnya") + 2
        assert view.selection is None
        await pilot.click(view, offset=(x, 6), times=2)
        assert view.selection == span("takutnya")
        await pilot.click(view, offset=(x, 6), times=3)
        assert view.selection == span("Ya jaga-jaga, takutnya ada iuran mendadak.")


async def test_the_interviewer_can_be_clicked_though_the_cursor_passes_over() -> None:
    async with opened() as (view, pilot, _):
        await pilot.click(view, offset=(20, 5))
        assert view.target == span("Celengannya buat apa aja, Bu?")


async def test_a_drag_selects_over_rows_and_labels_at_its_edges_do_not_count() -> None:
    async with opened() as (view, pilot, _):
        left = row(view, 2).index("sisanya")
        await pilot.mouse_down(view, offset=(left, 2))
        await pilot.hover(view, offset=(left, 3))
        await pilot.hover(view, offset=(8, 6))
        await pilot.mouse_up(view, offset=(8, 6))
        assert view.selection is not None
        chosen = TEXT[view.selection.start : view.selection.end]
        assert chosen == "sisanya baru ke pasar.\nP: Celengannya buat apa aja, Bu?"


async def test_a_drag_beyond_the_edge_scrolls_on() -> None:
    async with opened(study(repeat=20)) as (view, pilot, _):
        await pilot.mouse_down(view, offset=(12, 20))
        view._pointer = (12, 26)
        view._scroll_on()
        view._scroll_on()
        await pilot.pause()
        assert view.scroll_offset.y > 0
        assert view.selection is not None
        await pilot.mouse_up(view, offset=(12, 20))


async def test_a_click_on_a_stripe_names_its_coding() -> None:
    async with opened() as (view, pilot, host):
        x = row(view, 2).index("▌") + 1
        await pilot.click(view, offset=(x, 2))
        await pilot.pause()
        assert ("coding", "b") in host.heard
        assert view.target == span("sekolah masuk celengan")


async def test_a_click_on_a_number_activates_the_segment() -> None:
    async with opened() as (view, pilot, host):
        await pilot.click(view, offset=(1, 6))
        await pilot.pause()
        assert host.heard[-1] == ("segment", 4)


async def test_edges_are_dragged_by_word_and_the_coding_stays_the_one_that_is_meant() -> None:
    async with opened() as (view, _, _):
        assert view.drag_edges("b")
        view.extend("word", "end", 1)
        view.extend("word", "start", 1)
        assert (view.dragging, view.target) == ("b", span("masuk celengan, sisanya"))
        view.stop_dragging()
        assert view.dragging is None
        assert not view.drag_edges("gone")


async def test_the_selection_moves_down_by_rows() -> None:
    async with opened() as (view, _, _):
        view.extend("row", "cursor", 1)
        assert view.selection == Span(TEXT.index("Dulu"), TEXT.index(" dipisah"))


async def test_the_cursor_is_always_on_the_screen() -> None:
    async with opened(study(repeat=30)) as (view, pilot, _):
        for act in (
            lambda: view.move_segment(1),
            lambda: view.page(1),
            lambda: view.move_turn(1),
            view.last,
            lambda: view.page(-1),
            lambda: view.move_segment(-1),
            view.first,
        ):
            for _ in range(12):
                act()
            await pilot.pause()
            assert any("▎" in line for line in rows(view))


async def test_a_turn_taller_than_the_view_is_scrolled_through_before_it_is_left() -> None:
    long = "CH: " + "panjang sekali " * 300 + "habis."
    async with opened(study(TEXT + "\n" + long + "\nP: Oh?\nCH: Iya.")) as (view, pilot, _):
        view.move_segment(1)
        view.move_segment(1)
        steps, seen = 0, ""
        while view.current_segment and view.current_segment.turn.number == 5:
            await pilot.pause()
            seen += "".join(rows(view))
            assert view.move_segment(1)
            steps += 1
        assert steps > 2
        assert "habis." in seen


async def test_scroll_and_cursor_stay_when_a_coding_is_added() -> None:
    async with opened(study(repeat=30)) as (view, pilot, _):
        for _ in range(20):
            view.move_segment(1)
        await pilot.pause()
        top, target = view.scroll_offset.y, view.target
        before = study(repeat=30)
        new = make_coding(before.transcripts["ch"].text, target, "pisah", at=AT, coding_id="n")
        file = before.file("HM", "ch").put(None, new)
        view.show(replace(before, files={("HM", "ch"): file}), "ch", "HM")
        await pilot.pause()
        assert (view.scroll_offset.y, view.target) == (top, target)


async def test_only_rows_that_look_different_are_drawn_again() -> None:
    shown = study(repeat=30)
    async with opened(shown) as (view, pilot, _):
        await pilot.pause()
        strips = [view.render_line(y) for y in range(20)]
        new = make_coding(shown.transcripts["ch"].text, span("iuran"), "pisah", at=AT)
        file = shown.file("HM", "ch").put(None, new)
        view.show(replace(shown, files={("HM", "ch"): file}), "ch", "HM")
        changed = [y for y in range(20) if view.render_line(y) is not strips[y]]
        assert changed == [6]


async def test_an_edit_of_the_text_above_leaves_the_cursor_on_its_words() -> None:
    async with opened() as (view, pilot, _):
        view.move_segment(1)
        edited = study().transcripts["ch"].with_text(TEXT.replace("mbak", "mbak Siti"))
        view.show(replace(study(), transcripts={"ch": edited}), "ch", "HM")
        await pilot.pause()
        assert edited.text[view.target.start : view.target.end].startswith("Ya jaga-jaga")


async def test_a_resize_wraps_anew_and_keeps_the_cursor_on_the_screen() -> None:
    async with opened(study(repeat=30)) as (view, pilot, _):
        for _ in range(25):
            view.move_segment(1)
        target = view.target
        await pilot.resize_terminal(50, 16)
        await pilot.pause()
        assert view.target == target
        assert any("▎" in line for line in rows(view))
        assert all(len(line) <= 50 for line in rows(view))


async def test_search_hits_stand_out_and_the_current_one_more() -> None:
    async with opened() as (view, _, _):
        hits = find_all(TEXT, "buat")
        view.set_hits(hits, 0)
        current = style_at(view, "buat")
        view.set_hits(hits, 1)
        other = style_at(view, "buat")
        view.set_hits([])
        plain = style_at(view, "yang buat")
        assert len({str(current), str(other), str(plain)}) == 3


async def test_sentences_can_be_the_unit() -> None:
    async with opened() as (view, _, _):
        view.show(study(), "ch", "HM", unit="sentence")
        assert view.target == span("Dulu mah dapet uang abis gitu aja, mbak.")
        view.move_segment(1)
        assert TEXT[view.target.start :].startswith("Sekarang dipisah")


async def test_without_colours_the_selection_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened() as (view, pilot, _):
        view.go_to(span("takutnya"))
        await pilot.pause()
        assert style_at(view, "takutnya").reverse  # type: ignore[attr-defined]
        assert style_at(view, "sekolah masuk celengan").underline  # type: ignore[attr-defined]


async def test_no_transcript_is_an_empty_view() -> None:
    async with opened() as (view, pilot, _):
        view.clear()
        await pilot.pause()
        assert view.transcript is None
        assert "".join(rows(view)) == ""
        assert view.target == Span(0, 0)
        for moved in (view.move_segment(1), view.page(1), view.move_coding(1), view.first()):
            assert not moved


async def test_another_transcript_starts_at_its_first_participant() -> None:
    async with opened(study(repeat=30)) as (view, pilot, _):
        view.last()
        other = Transcript(
            "sw", "P: Halo?\nSW: Ya.", {"speakers": {"P": "interviewer", "SW": "SW"}}
        )
        both = replace(study(), transcripts={"ch": study().transcripts["ch"], "sw": other})
        view.show(both, "sw", "HM")
        await pilot.pause()
        assert view.scroll_offset.y == 0
        assert row(view, 1).startswith(" 2  SW ▎Ya.")
