from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from qcode.study.spans import Span
from qcode.study.transcript import Transcript
from qcode.tui.layout import GAP, lay_out, next_character, offsets, previous_character, shown, wrap

FRONT = {"speakers": {"P": "interviewer", "CH": "CH"}}
TEXT = (
    "P: Apa kabar, Bu?\nCH: Baik, mbak. Sekarang uang dipisah-pisahin dulu.\nP: Buat apa?\nCH: Ya."
)
words = st.text(alphabet="abc d e\té漢字🙂👍🏽\u0301\u200d\ufe0fلا-", max_size=80)


def rows_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


def test_rows_break_at_spaces() -> None:
    assert rows_of("dulu uang abis gitu aja", 10) == ["dulu uang", "abis gitu", "aja"]


def test_a_word_wider_than_the_row_is_cut() -> None:
    assert rows_of("dipisahpisahin dulu", 6) == ["dipisa", "hpisah", "in", "dulu"]


def test_chinese_breaks_between_its_characters_and_counts_two_cells_each() -> None:
    assert rows_of("我们今天存钱", 5) == ["我们", "今天", "存钱"]


def test_combining_marks_stay_with_their_letter() -> None:
    assert rows_of("e\u0301e\u0301e\u0301", 2) == ["e\u0301e\u0301", "e\u0301"]


def test_a_joined_emoji_is_one_character_of_two_cells() -> None:
    family = "👩\u200d👩\u200d👧"
    assert next_character(family + "a", 0) == len(family)
    assert previous_character(family + "a", len(family)) == 0
    assert offsets(family + "a")[-2:] == [2, 3]


@given(words, st.integers(2, 20))
def test_no_row_is_wider_than_the_text_column_and_no_character_is_lost(
    text: str, width: int
) -> None:
    rows = wrap(text, 0, len(text), width)
    assert all(cell_len(shown(text[s:e])) <= width for s, e in rows)
    drawn = "".join(text[s:e] for s, e in rows)
    assert "".join(drawn.split()) == "".join(text.split())


@given(words)
def test_cells_are_those_that_the_terminal_library_counts(text: str) -> None:
    cells = offsets(text)
    assert len(cells) == len(text) + 1
    assert list(cells) == sorted(cells)


@pytest.mark.parametrize("hostile", ["a\x1b[2Jb", "a\x9bb", "a\u202eb", "a\ud800b", "a\x00b"])
def test_control_characters_never_reach_the_terminal(hostile: str) -> None:
    assert not set(shown(hostile)) & set("\x1b\x9b\u202e\x00\ud800")
    assert shown(hostile).startswith("a")
    assert offsets(hostile)[-1] == cell_len(shown(hostile))


def test_exchanges_stand_apart_and_labels_are_not_in_the_rows() -> None:
    layout = lay_out(Transcript("ch", TEXT, FRONT), 20)
    drawn = [layout.text[s:e] for s, e in zip(layout.starts, layout.ends, strict=True)]
    assert drawn == [
        "Apa kabar, Bu?",
        "Baik, mbak. Sekarang",
        "uang dipisah-pisahin",
        "dulu.",
        "",
        "Buat apa?",
        "Ya.",
    ]
    assert list(layout.turns) == [0, 1, 1, 1, GAP, 2, 3]
    assert [layout.is_first(row) for row in range(7)] == [
        True,
        True,
        False,
        False,
        False,
        True,
        True,
    ]


def test_a_place_is_found_on_its_row_and_a_cell_on_its_place() -> None:
    layout = lay_out(Transcript("ch", TEXT, FRONT), 20)
    place = TEXT.index("dipisah")
    assert layout.row_of(place) == 2
    assert layout.cell_of(place) == 5
    assert layout.place_at(2, 5) == place
    assert layout.place_at(2, 99) == layout.ends[2]
    assert layout.rows_of(Span(TEXT.index("Baik"), TEXT.index("dulu."))) == (1, 2)


def test_a_cell_inside_a_wide_character_is_that_character() -> None:
    layout = lay_out(Transcript("d", "a漢b", {"kind": "document"}), 20)
    assert [layout.place_at(0, cell) for cell in range(5)] == [0, 1, 1, 2, 3]


@example("👍\u200d\u200d字", 3)
@given(words, st.integers(3, 20))
def test_every_drawn_character_can_be_clicked(text: str, width: int) -> None:
    layout = lay_out(Transcript("d", text, {"kind": "document"}), width)
    for row in range(len(layout)):
        place = layout.starts[row]
        while place < layout.ends[row]:
            if layout.cell_of(next_character(text, place)) > layout.cell_of(place):
                assert layout.place_at(row, layout.cell_of(place)) <= place
                assert layout.row_of(place) == row
            place = next_character(text, place)


def test_an_empty_transcript_has_no_rows() -> None:
    assert len(lay_out(Transcript("e", ""), 40)) == 0
