"""Bad input gets one clear sentence that names the file, the place and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.files.layout import find_study, safe_name, transcript_file
from qcode.files.new import copy_sample, create_study
from qcode.session import Session
from qcode.study.check import check
from qcode.study.clock import now
from qcode.study.code_edits import add_code
from qcode.study.edits import add_coding
from qcode.study.errors import QcodeError
from qcode.study.spans import Span
from tests.studies import CH, CODEBOOK, words


def put_codebook(root: Path, text: str) -> None:
    (root / "codebooks/codebook.yaml").write_text(text, encoding="utf-8")


def put_transcript(root: Path, name: str, data: bytes) -> None:
    (root / f"transcripts/{name}.md").write_bytes(data)


def said(root: Path) -> list[str]:
    """What `qcode check` would say."""
    with Session.open(root, "ana", write=False) as session:
        return [str(p) for p in check(session.study)]


def codings_of(root: Path, quote: str = "masuk celengan") -> Path:
    """Writes one coding and returns its file."""
    with Session.open(root, "ana") as session:
        span = words(session.study, "ch", quote)
        session.apply(add_coding(session.study, "ana", "ch", span, "menabung", at=now()))
    return root / "transcripts/codings/ana/ch.jsonl"


def test_a_codebook_with_a_syntax_error_opens_read_only_and_names_the_line(root: Path):
    put_codebook(root, CODEBOOK.replace("name: Menabung", 'name: "Menabung'))
    with Session.open(root, "ana") as session:
        assert session.read_only.startswith("codebooks/codebook.yaml, line ")
        assert "read-only" in session.read_only
        with pytest.raises(QcodeError, match=r"codebook\.yaml, line"):
            session.apply(add_code(session.study, "Malu")[0])
        assert set(session.study.transcripts) == {"ch", "sw"}


def test_a_mended_codebook_is_writable_again_without_a_restart(root: Path):
    with Session.open(root, "ana") as session:
        put_codebook(root, CODEBOOK.replace("codes:", "codes: ["))
        session.reload()
        assert session.read_only
        assert "menabung" in session.study.codebook.codes, "what was on the screen stays there"
        put_codebook(root, CODEBOOK)
        session.reload()
        assert not session.read_only
        session.apply(add_code(session.study, "Malu")[0])


def test_conflict_markers_of_git_are_named_as_such(root: Path):
    marks = "<<<<<<< HEAD\n    name: Menabung\n=======\n    name: Nabung\n>>>>>>> budi\n"
    put_codebook(root, CODEBOOK.replace("    name: Menabung\n", marks))
    with Session.open(root, "ana") as session:
        assert "conflict markers" in session.read_only
        assert "line 14" in session.read_only


MARKS = "<<<<<<< HEAD\n{mine}=======\n{theirs}>>>>>>> budi\n"


def test_conflict_markers_in_a_transcript_leave_it_out_and_are_named_with_their_line(root: Path):
    file = codings_of(root)
    before = file.read_bytes()
    line = "CH: Pernah, dulu. Sekarang malu.\n"
    both = MARKS.format(mine=line, theirs=line.replace("malu", "segan"))
    put_transcript(root, "ch", CH.replace(line, both).encode())
    (sentence,) = said(root)
    assert sentence == (
        "transcripts/ch.md, line 13: git has left conflict markers here; keep the lines that are "
        "right, delete the markers, and save."
    )
    with Session.open(root, "ana") as session:
        assert set(session.study.transcripts) == {"sw"}
        put_transcript(root, "ch", CH.encode())
        session.reload()
        assert [c.quote for c in session.study.file("ana", "ch").codings] == ["masuk celengan"]
    assert file.read_bytes() == before


def test_a_line_of_equals_signs_in_a_transcript_is_an_underlined_heading(root: Path):
    put_transcript(root, "ch", (CH + "=======\nCH: Lalu?\n>> lalu <<\n").encode())
    assert said(root) == []


def test_conflict_markers_in_codings_are_named_and_the_file_is_never_overwritten(root: Path):
    file = codings_of(root)
    header, coding = file.read_text("utf-8").splitlines(keepends=True)[:2]
    other = coding.replace("menabung", "meminjam")
    torn = header + MARKS.format(mine=coding, theirs=other)
    file.write_text(torn, "utf-8")
    (sentence,) = said(root)
    assert sentence == (
        "transcripts/codings/ana/ch.jsonl, line 2: git has left conflict markers here; keep the "
        "lines that are right, delete the markers, and save."
    )
    with Session.open(root, "ana") as session:
        span = words(session.study, "ch", "Sekarang malu")
        with pytest.raises(QcodeError, match=r"^Not saved: .*, line 2: git has left conflict"):
            session.apply(add_coding(session.study, "ana", "ch", span, "uang", at=now()))
    assert file.read_text("utf-8") == torn


def test_conflict_markers_in_a_memo_and_in_the_cases_are_named(root: Path):
    memo = root / "codebooks/memos/abc.md"
    memo.write_text(MARKS.format(mine="satu\n", theirs="dua\n"), "utf-8")
    cases = root / "transcripts/cases.csv"
    cases.write_text("case,role\n" + MARKS.format(mine="CH,KPM\n", theirs="CH,kader\n"), "utf-8")
    found = said(root)
    assert found[0].startswith("transcripts/cases.csv, line 2: git has left conflict markers")
    assert found[1].startswith("codebooks/memos/abc.md, line 1: git has left conflict markers")


def test_a_code_that_is_there_twice_is_named_with_both_lines(root: Path):
    put_codebook(root, CODEBOOK + "")
    twice = CODEBOOK.replace("  meminjam:\n", "  menabung:\n")
    put_codebook(root, twice)
    with Session.open(root, "ana") as session:
        assert "menabung" in session.read_only
        assert "line" in session.read_only


def test_a_missing_parent_is_listed_and_the_code_stands_at_the_root(root: Path):
    put_codebook(root, CODEBOOK.replace("parent: sekolah", "parent: sekolahan"))
    (sentence,) = said(root)
    assert sentence.startswith("codebooks/codebook.yaml, line 30: ")
    assert "“sekolahan”" in sentence
    with Session.open(root, "ana") as session:
        assert "biaya-sekolah" in session.study.codebook.uncategorised


def test_a_circle_of_parents_is_listed_and_the_study_opens(root: Path):
    circle = CODEBOOK.replace("    color: green", "    parent: biaya-sekolah")
    put_codebook(root, circle)
    sentences = said(root)
    assert any("circle" in s for s in sentences)
    with Session.open(root, "ana") as session:
        walked = [ident for ident, _ in session.study.codebook.walk()]
        assert sorted(walked) == sorted(session.study.codebook.codes)


def test_an_unknown_field_is_kept_and_what_was_meant_is_guessed(root: Path):
    put_codebook(root, CODEBOOK.replace("    definition: Berutang", "    definisi: Berutang"))
    (sentence,) = said(root)
    assert "did you mean “definition”?" in sentence
    with Session.open(root, "ana") as session:
        session.apply(add_code(session.study, "Malu")[0])
    text = (root / "codebooks/codebook.yaml").read_text(encoding="utf-8")
    assert "    definisi: Berutang kepada siapa pun.\n" in text


def test_codings_with_a_torn_last_line_are_skipped_listed_and_never_overwritten(root: Path):
    file = codings_of(root)
    torn = file.read_bytes()[:-20]
    file.write_bytes(torn)
    (sentence,) = said(root)
    assert sentence.startswith("transcripts/codings/ana/ch.jsonl, line 3: the last line is torn")
    with Session.open(root, "ana") as session:
        assert not session.study.counts
        span = words(session.study, "ch", "Sekarang malu")
        with pytest.raises(QcodeError, match="torn"):
            session.apply(add_coding(session.study, "ana", "ch", span, "meminjam", at=now()))
        span = words(session.study, "sw", "rajin nabung")
        session.apply(add_coding(session.study, "ana", "sw", span, "menabung", at=now()))
    assert file.read_bytes() == torn


def test_an_offset_beyond_the_text_waits_among_the_unplaced(root: Path):
    file = codings_of(root)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"end":154', '"end":99999'), encoding="utf-8")
    sentences = said(root)
    assert any("beyond the text" in s for s in sentences)
    with Session.open(root, "ana") as session:
        assert len(session.study.unplaced()) == 1


def test_a_coding_with_an_unknown_code_is_kept_and_listed(root: Path):
    file = codings_of(root)
    put_codebook(root, CODEBOOK.replace("  menabung:\n", "  simpanan:\n"))
    before = file.read_bytes()
    (sentence,) = said(root)
    assert sentence == (
        "transcripts/codings/ana/ch.jsonl: 1 coding has the code “menabung”, which is not in the "
        "codebook; add it there, or recode it."
    )
    assert file.read_bytes() == before


def test_an_id_that_stands_in_two_different_lines_is_named(root: Path):
    file = codings_of(root)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines, lines[-1].replace("menabung", "meminjam")]), encoding="utf-8")
    (sentence,) = said(root)
    assert "stands in two lines that differ" in sentence


def test_the_same_line_twice_after_a_merge_is_no_harm(root: Path):
    file = codings_of(root)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    assert said(root) == []


def test_conflict_markers_in_codings_are_named_as_such(root: Path):
    file = codings_of(root)
    file.write_text(file.read_text(encoding="utf-8") + "<<<<<<< HEAD\n", encoding="utf-8")
    (sentence,) = said(root)
    assert "conflict markers" in sentence


def test_codings_of_a_later_qcode_open_read_only(root: Path):
    file = codings_of(root)
    file.write_text(file.read_text(encoding="utf-8").replace('{"qcode":1', '{"qcode":9'))
    with Session.open(root, "ana") as session:
        assert session.study.counts["menabung"] == 1
        assert "later qcode" in session.read_only


def test_unknown_keys_of_a_coding_survive_a_save(root: Path):
    file = codings_of(root)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"memo":""}', '"memo":"","warna":"merah"}'), encoding="utf-8")
    codings_of(root, "Sekarang malu")
    assert '"warna":"merah"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the transcript is empty"),
        (b"CH: \x00\x01\x02", "holds NUL bytes"),
        ("CH: Iya.".encode("utf-16"), "is UTF-16"),
        ("CH: Café".encode("latin-1"), "line 1: this is not UTF-8"),
        (b"---\nkind: interview\nCH: Iya.\n", "never ends"),
        (b"x" * (65 * 1024 * 1024), "is 65 MB large"),
    ],
    ids=["empty", "binary", "utf-16", "latin-1", "front-matter", "65-mb"],
)
def test_a_transcript_that_cannot_be_read_is_listed_and_the_others_open(
    root: Path, data: bytes, sentence: str
):
    put_transcript(root, "rusak", data)
    (found,) = said(root)
    assert found.startswith("transcripts/rusak.md")
    assert sentence in found
    with Session.open(root, "ana") as session:
        assert {"ch", "sw"} <= set(session.study.transcripts)


def test_a_transcript_of_50_mb_opens(root: Path):
    put_transcript(root, "besar", b"CH: " + b"kata " * (10 * 1024 * 1024))
    assert said(root) == []


def test_a_transcript_with_crlf_keeps_it_and_its_positions_read_lf(root: Path):
    put_transcript(root, "ch", CH.replace("\n", "\r\n").encode())
    file = codings_of(root)
    assert '"start":140,"end":154' in file.read_text(encoding="utf-8")
    with Session.open(root, "ana") as session:
        from qcode.study.edits import edit_text

        start = words(session.study, "ch", "abis gitu").start
        session.apply(edit_text(session.study, "ch", start, "abis gitu", "habis begitu"))
    edited = CH.replace("abis gitu", "habis begitu").replace("\n", "\r\n").encode()
    assert (root / "transcripts/ch.md").read_bytes() == edited


def test_a_transcript_edited_after_coding_finds_its_codings_again(root: Path):
    codings_of(root)
    put_transcript(root, "ch", CH.replace("Dulu mah", "Dulu dulu mah").encode())
    with Session.open(root, "ana") as session:
        (coding,) = session.study.file("ana", "ch").codings
        assert coding.span == Span(145, 159)
        assert session.study.transcripts["ch"].text[145:159] == "masuk celengan"


def test_a_folder_that_is_no_study_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(QcodeError, match=r"is no study.*qcode new"):
        find_study(tmp_path)
    with pytest.raises(QcodeError, match="There is no folder"):
        find_study(tmp_path / "nowhere")


def test_a_new_study_never_replaces_one_that_is_there(root: Path):
    with pytest.raises(QcodeError, match="is a study already"):
        create_study(root)


def test_the_sample_is_not_copied_into_a_folder_that_holds_something(tmp_path: Path):
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(QcodeError, match="not empty"):
        copy_sample(tmp_path)


@pytest.mark.parametrize("name", ["ibu-👟", "مقابلة", "e\u0301tude", "sw.2", "Bu CH (2)"])
def test_names_in_any_script_can_name_a_transcript(name: str):
    assert transcript_file(name) == f"transcripts/{name}.md"


@pytest.mark.parametrize(
    "name", ["", "..", ".hidden", "a/b", "a\\b", "a\nb", " a", "a:b", "x" * 300]
)
def test_names_that_lead_elsewhere_are_refused(name: str):
    with pytest.raises(QcodeError, match="name a transcript"):
        safe_name(name, "transcript")


def test_a_coder_whose_name_leads_elsewhere_is_refused(root: Path):
    with pytest.raises(QcodeError, match="cannot name a coder"):
        Session.open(root, "../ana")


def test_a_study_beside_qcodes_own_pyproject_is_never_written_to(root: Path):
    (root / "pyproject.toml").write_text('[project]\nname = "qcode"\n', encoding="utf-8")
    with Session.open(root, "ana") as session:
        assert "`qcode demo DIR`" in session.read_only
    assert not (root / "transcripts/journal").exists()
