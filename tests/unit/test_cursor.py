from __future__ import annotations

from qcode.study.spans import Span
from qcode.study.transcript import Transcript
from qcode.tui import cursor as moves
from qcode.tui.cursor import Cursor, Page
from qcode.tui.marks import OWN, Mark

FRONT = {"speakers": {"P": "interviewer", "CH": "CH"}}
TEXT = (
    "P: Sekarang gimana, Bu?\n"
    "CH: Dulu abis gitu aja, mbak. Sekarang dipisah dulu.\n"
    "P: Buat apa?\n"
    "CH: Ya jaga-jaga.\n"
    "CH: Takut ada iuran."
)


def mark(words: str) -> Mark:
    start = TEXT.index(words)
    return Mark(start, start + len(words), words, words, "blue", OWN)


MARKS = sorted(mark(w) for w in ("Dulu abis gitu aja, mbak.", "abis", "gitu aja", "Ya jaga-jaga."))


def page(unit: str = "turn", *read: str) -> Page:
    spans = tuple(mark(words).span for words in read)
    return Page(Transcript("ch", TEXT, FRONT), unit, MARKS, spans)


def target(on: Page, cursor: Cursor) -> str:
    span = on.target(cursor)
    return TEXT[span.start : span.end]


def test_reading_starts_at_the_first_participant_and_passes_over_the_interviewer() -> None:
    here = moves.start_of(page())
    assert target(page(), here).startswith("Dulu")
    here = moves.segment_moved(page(), here, 1)
    assert target(page(), here) == "Ya jaga-jaga."
    assert target(page(), moves.segment_moved(page(), here, -1, everyone=True)) == "Buat apa?"


def test_there_is_nothing_before_the_first_and_behind_the_last() -> None:
    first = moves.start_of(page())
    assert moves.segment_moved(page(), first, -1) == first
    last = moves.at_segment(page(), 99)
    assert moves.segment_moved(page(), last, 1) == last
    assert moves.segment_moved(page(), last, 1, everyone=True) == last


def test_a_turn_is_a_turn_also_where_segments_are_sentences() -> None:
    on = page("sentence")
    here = moves.at_place(on, TEXT.index("Sekarang dipisah"))
    there = moves.turn_moved(on, here, 1)
    assert target(on, there) == "Ya jaga-jaga."
    assert target(on, moves.turn_moved(on, there, -1)) == "Dulu abis gitu aja, mbak."


def test_unread_segments_are_those_that_were_not_read_whole() -> None:
    on = page("turn", "Dulu abis gitu aja, mbak.", "Ya jaga-jaga.")
    assert on.read_share(on.transcript.turns[1]) == "some"
    assert on.read_share(on.transcript.turns[3]) == "all"
    assert on.read_share(on.transcript.turns[4]) == ""
    here = moves.unread_moved(on, moves.start_of(on), 1)
    assert target(on, here) == "Takut ada iuran."
    assert target(on, moves.unread_moved(on, here, -1)).startswith("Dulu")


def test_codings_are_walked_one_by_one_also_where_they_overlap() -> None:
    here, seen = moves.start_of(page()), []
    for _ in range(5):
        here = moves.coding_moved(page(), here, 1)
        seen.append(here.coding)
    assert seen == ["Dulu abis gitu aja, mbak.", "abis", "gitu aja", "Ya jaga-jaga.", seen[3]]
    assert target(page(), here) == "Ya jaga-jaga."
    assert moves.coding_moved(page(), here, -1).coding == "gitu aja"


def test_without_a_selection_the_target_is_the_segment() -> None:
    here = moves.at_place(page(), TEXT.index("gitu"))
    assert target(page(), here) == "Dulu abis gitu aja, mbak. Sekarang dipisah dulu."


def test_the_first_word_key_trims_the_segment_or_begins_at_the_caret() -> None:
    here = moves.at_place(page(), TEXT.index("gitu"))
    trimmed = moves.page_extended(page(), here, "word", "end", -1)
    assert target(page(), trimmed) == "Dulu abis gitu aja, mbak. Sekarang dipisah"
    begun = moves.page_extended(page(), here, "word", "end", 1)
    assert target(page(), begun) == "gitu"
    last = moves.page_extended(page(), here, "word", "start", -1)
    assert target(page(), last) == "dulu."


def test_a_selection_shrinks_the_way_it_grew() -> None:
    here = moves.at_place(page(), TEXT.index("mbak"))
    clause = moves.page_grown(page(), here)
    sentence = moves.page_grown(page(), clause)
    turn = moves.page_grown(page(), sentence)
    assert [target(page(), c) for c in (clause, sentence)] == ["mbak.", "Dulu abis gitu aja, mbak."]
    assert moves.page_grown(page(), turn) == turn
    back = moves.page_shrunk(page(), moves.page_shrunk(page(), turn))
    assert target(page(), back) == "mbak."


def test_the_selection_shifts_sentence_by_sentence_and_the_segment_follows() -> None:
    here = moves.start_of(page())
    seen = []
    for _ in range(3):
        here = moves.shifted(page(), here, 1)
        seen.append(target(page(), here))
    assert seen == ["Dulu abis gitu aja, mbak.", "Sekarang dipisah dulu.", "Buat apa?"]
    segment = page().segment(here)
    assert segment is not None
    assert segment.turn.number == 3


def test_a_change_of_the_selection_leaves_the_coding_unless_its_edges_are_dragged() -> None:
    on_coding = moves.over(page(), mark("gitu aja").span, coding="gitu aja")
    assert moves.page_extended(page(), on_coding, "word", "end", 1).coding == ""
    dragged = moves.over(page(), mark("gitu aja").span, coding="gitu aja", dragging="gitu aja")
    moved = moves.page_extended(page(), dragged, "word", "end", 1)
    assert (moved.coding, target(page(), moved)) == ("gitu aja", "gitu aja, mbak")


def test_the_cursor_is_carried_over_an_edit_of_the_text_before_it() -> None:
    here = moves.over(page(), mark("Ya jaga-jaga.").span, coding="Ya jaga-jaga.")
    edited = Page(Transcript("ch", TEXT.replace("Bu?", "Bu Haji?"), FRONT), "turn", ())
    there = moves.carried_over(page(), edited, here)
    span = edited.target(there)
    assert edited.transcript.text[span.start : span.end] == "Ya jaga-jaga."
    assert there.coding == ""


def test_another_unit_keeps_the_caret() -> None:
    here = moves.at_place(page(), TEXT.index("Sekarang dipisah"))
    there = moves.carried_over(page(), page("sentence"), here)
    assert target(page("sentence"), there) == "Sekarang dipisah dulu."


def test_a_transcript_of_nothing_can_be_walked() -> None:
    nothing = Page(Transcript("e", ""))
    here = moves.start_of(nothing)
    for act in (moves.segment_moved, moves.turn_moved, moves.unread_moved, moves.coding_moved):
        assert act(nothing, here, 1) == here
    assert moves.page_grown(nothing, here).selection.span == Span(0, 0)
    assert nothing.target(here) == Span(0, 0)
