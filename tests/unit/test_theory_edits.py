"""Links, paradigm models, arranging, selective coding: written to the file, undone to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.files.snapshot import load_study
from qcode.files.yaml_text import load
from qcode.session import Session
from qcode.study import arrange_edits as arrange
from qcode.study import link_edits as edit
from qcode.study import selective_edits as select
from qcode.study.check import check
from qcode.study.code_edits import merge_codes, move_codes
from qcode.study.edits import remove_coding
from qcode.study.errors import QcodeError
from qcode.study.links import find_link, link_types, type_label, weigh
from qcode.study.paradigm import paradigm, role_label, roles_of
from qcode.study.phase import phase_of, what_is_left
from qcode.study.proposals import find_verdict
from qcode.study.selective import (
    find_proposition,
    review,
    selective,
    weigh_proposition,
)
from tests.made import made

AT = "2026-01-01T09:00:00+00:00"


def study(**more):
    codes = {
        "uang": {"name": "Uang", "definition": "…"},
        "tabung": {"name": "Tabung", "parent": "uang"},
        "pinjam": {"name": "Pinjam", "parent": "uang"},
        "malu": {"name": "Malu"},
    }
    told = {
        "x": [("A", "Saya menabung.", ["tabung"]), ("A", "Saya malu.", ["malu"])],
        "y": [("B", "Saya pinjam.", ["pinjam", "tabung"])],
    }
    cases = {"A": {"role": "KPM"}, "B": {"role": "pendamping"}}
    return made(told, codes, cases=cases, **more)


def test_every_edit_lands_in_the_file_and_is_undone_to_the_byte(root: Path):
    path = root / "codebooks/codebook.yaml"
    before = path.read_text("utf-8")
    with Session.open(root, "ana") as session:

        def do(made_):
            change = made_[0] if isinstance(made_, tuple) else made_
            session.apply(change)
            assert load(path.read_text("utf-8"), "x") == session.study.codebook.plain
            return made_[1] if isinstance(made_, tuple) else ""

        link = do(edit.add_link(session.study, "meminjam", "uang", "causes", memo="…"))
        do(edit.edit_link(session.study, link, "type", "dipicu oleh"))
        do(edit.turn_link(session.study, link))
        model = do(edit.add_paradigm(session.study, "uang", causal=["sekolah"]))
        do(edit.put_in_role(session.study, model, "context", ["meminjam", "menabung"]))
        do(edit.take_from_role(session.study, model, "context", "menabung"))
        do(edit.edit_paradigm(session.study, model, "phenomenon", "menabung"))
        category = do(arrange.make_category(session.study, "Rumah tangga", ["uang", "sekolah"]))
        do(arrange.place_after(session.study, "sekolah", ""))
        do(arrange.order_by(session.study, category, "time"))
        do(arrange.also_under(session.study, "biaya-sekolah", "uang"))
        do(arrange.set_property(session.study, "uang", "kekerapan", ["jarang", "rutin"]))
        do(arrange.remember(session.study, "merge", ["uang", "sekolah"], "refused"))
        do(select.choose_core(session.study, "uang"))
        do(select.argue(session.study, "uang", "central", met=True, why="Semua kembali ke uang."))
        do(select.set_storyline(session.study, "Baris satu.\n\nBaris dua: uang."))
        claim = do(select.add_proposition(session.study, "Malu menunda utang.", links=[link]))
        do(select.edit_proposition(session.study, claim, "text", "Malu menahan utang."))
        do(select.set_phase(session.study, "selective"))
        done = session.study
        assert paradigm(done.codebook, model).codes("context") == ("meminjam",)
        assert "dipicu oleh" in link_types(done.codebook)
        assert done.codebook.children[category] == ("sekolah", "uang")
        while session.study.codebook.plain != load(before, "x"):
            session.undo()
            session.write_pending()
    assert path.read_text("utf-8") == before


def test_links_count_their_evidence_in_codings_cases_and_groups():
    now = study()
    change, ident = edit.add_link(
        now, "tabung", "malu", "causes", supports=["x-1-tabung", "y-1-tabung"], against=["x-2-malu"]
    )
    now = now.apply(change)
    weight = weigh(now, find_link(now.codebook, ident))
    assert weight.balance == "+2 −1"
    assert weight.cases == ("A", "B")
    assert weight.supports.groups("role") == {"KPM": 1, "pendamping": 1}
    moved = now.apply(edit.attach(now, ("links", ident), ["x-1-tabung"], "against"))
    assert weigh(moved, find_link(moved.codebook, ident)).balance == "+1 −2"
    off = moved.apply(edit.detach(moved, ("links", ident), ["x-1-tabung", "x-2-malu"]))
    assert weigh(off, find_link(off.codebook, ident)).balance == "+1 −0"
    assert find_link(off.codebook, ident).against == ()


def test_evidence_whose_coding_was_removed_is_listed_and_never_fatal():
    now = study()
    change, ident = edit.add_link(now, "tabung", "malu", "causes", supports=["x-1-tabung"])
    now = now.apply(change)
    now = now.apply(remove_coding(now, "x-1-tabung"))
    weight = weigh(now, find_link(now.codebook, ident))
    assert (weight.balance, weight.missing) == ("+0 −0", ("x-1-tabung",))
    assert any("is gone" in p.message for p in check(now))
    assert what_is_left(now).lost[0][1] == ("x-1-tabung",)
    now = now.apply(edit.detach(now, ("links", ident), ["x-1-tabung"]))
    assert not what_is_left(now).lost


@pytest.mark.parametrize(
    ("made_", "says"),
    [
        (lambda s: edit.add_link(s, "hilang", "malu", "causes"), "no code “hilang”"),
        (lambda s: edit.add_link(s, "malu", "malu", "causes"), "linked to itself"),
        (lambda s: edit.add_link(s, "malu", "uang", " "), "needs a type"),
        (lambda s: edit.add_link(s, "malu", "uang", "causes", supports=["q"]), "no coding"),
        (lambda s: edit.remove_link(s, "l9"), "no link"),
        (lambda s: edit.attach(s, ("links", "l9"), ["x-2-malu"]), "no link"),
        (lambda s: edit.put_in_role(s, "uang", "causal", ["malu"]), "no paradigm"),
        (lambda s: merge_codes(s, "uang", "tabung"), "below it"),
        (lambda s: arrange.also_under(s, "uang", "tabung"), "below itself"),
        (lambda s: arrange.also_under(s, "tabung", "uang"), "already"),
        (lambda s: select.add_proposition(s, "  "), "needs a text"),
        (lambda s: select.tie(s, "p9", []), "no proposition"),
        (lambda s: select.choose_core(s, "hilang"), "no code"),
        (lambda s: select.drop(s, "budi", "x-2-malu"), "only ana changes it"),
        (lambda s: select.set_phase(s, "axiall"), "no phase"),
        (lambda s: arrange.split_code(s, "ana", "malu", {"x-1-tabung": "Baru"}), "not one of"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(made_, says: str):
    with pytest.raises(QcodeError, match=says):
        made_(study())


def test_of_two_codes_one_link_of_each_type_is_made_and_contradiction_has_no_direction():
    now = study()
    now = now.apply(edit.add_link(now, "malu", "pinjam", "contradicts")[0])
    with pytest.raises(QcodeError, match="already"):
        edit.add_link(now, "pinjam", "malu", "contradicts")
    now = now.apply(edit.add_link(now, "malu", "pinjam", "causes")[0])
    now = now.apply(edit.add_link(now, "pinjam", "malu", "causes")[0])
    assert len(now.codebook.links) == 3
    assert type_label("causes", "id") == "menyebabkan"
    assert type_label("sebelum", "id") == "sebelum"


def test_a_codebook_with_a_broken_theory_opens_and_each_fault_has_its_line(root: Path):
    path = root / "codebooks/codebook.yaml"
    text = path.read_text("utf-8").replace(
        "links: []",
        """links:
  - {id: l1, from: hilang, to: uang, type: causes, supports: [zzzzzzzzzzzz]}
  - {from: uang, to: sekolah}
paradigms:
  - {phenomenon: uang, causal: [lenyap]}
selective:
  core: pergi
  propositions:
    - {id: p1, text: ""}
    - {id: p2, text: Ada., links: [l7]}""",
    )
    text = text.replace(
        "  sekolah:\n    name: Sekolah anak",
        "  sekolah:\n    order_by: size\n    parent: biaya-sekolah\n    name: Sekolah anak",
    )
    path.write_text(text, "utf-8")
    found = load_study(root).study
    said = [(p.line, p.message) for p in found.problems]
    assert all(line for line, _ in said)
    for part in (
        "“hilang”, which is not",
        "has no id",
        "has no type",
        "“lenyap” under causal",
        "selective.core names the code “pergi”",
        "p1 has no text",
        "rests on the link l7, which is gone",
        "circle of parents",
        "“size” is none of",
    ):
        assert any(part in message for _, message in said), part
    with Session.open(root, "ana") as session:
        assert not session.read_only
        session.apply(edit.remove_link(session.study, "l1"))


def test_a_code_may_be_a_condition_here_and_a_consequence_there():
    now = study()
    change, one = edit.add_paradigm(now, "uang", causal=["malu"])
    now = now.apply(change)
    change, two = edit.add_paradigm(now, "tabung", consequences=["malu"])
    now = now.apply(change)
    assert roles_of(now.codebook, "malu") == ((one, "causal"), (two, "consequences"))
    assert role_label("causal", "id") == "Kondisi kausal"
    with pytest.raises(QcodeError, match="is the phenomenon"):
        edit.put_in_role(now, one, "context", ["uang"])


def test_a_model_without_an_id_gets_one_when_its_phenomenon_changes():
    now = study(paradigms=[{"phenomenon": "uang", "causal": ["malu"]}])
    change = edit.edit_paradigm(now, "uang", "phenomenon", "tabung")
    after = now.apply(change)
    (model,) = after.codebook.plain["paradigms"]
    assert (model["phenomenon"], model["causal"]) == ("tabung", ["malu"])
    assert model["id"]
    assert after.apply(change.inverse("undo")).codebook.plain == now.codebook.plain


def test_a_split_deals_out_own_codings_and_names_those_of_others():
    now = study()
    with_other = now.apply(select.keep(now, "budi", "x-1-tabung", "uang", at=AT))
    split = arrange.split_code(
        with_other, "ana", "tabung", {"x-1-tabung": "Celengan", "y-1-tabung": "pinjam2"}, why="…"
    )
    after = with_other.apply(split.change)
    assert split.change.why == "…"
    assert after.find_coding("x-1-tabung")[1].code == "celengan"
    assert after.codebook.codes["celengan"].parent == "uang"
    assert split.others == ()
    for_budi = arrange.split_code(now, "budi", "tabung", {"x-1-tabung": "malu"})
    assert for_budi.others == (("x-1-tabung", "malu"),)
    assert now.apply(for_budi.change).find_coding("x-1-tabung")[1].code == "tabung"


def test_a_move_in_an_ordered_category_writes_only_the_order_of_the_code_that_moves():
    codes = {"c": {"name": "C", "order_by": "sequence"}} | {
        k: {"name": k, "parent": "c", "order": str(n)} for n, k in enumerate("pqrs", start=1)
    }
    now = made({}, codes)
    change = arrange.place_after(now, "s", "p")
    assert [p.key for p in change.puts] == [("codes", "s", "order")]
    after = now.apply(change)
    assert after.codebook.children["c"] == ("p", "s", "q", "r")
    last = after.apply(arrange.place_after(after, "p", "r"))
    assert last.codebook.children["c"] == ("s", "q", "r", "p")
    first = last.apply(arrange.place_after(last, "r", ""))
    assert first.codebook.children["c"] == ("r", "s", "q", "p")
    out = first.apply(move_codes(first, ["r"], ""))
    assert out.codebook.codes["r"].order == ""


def test_a_coding_lies_on_a_dimension():
    now = study()
    now = now.apply(arrange.lay_on_dimension(now, "x-1-tabung", "kekerapan", "rutin"))
    assert now.find_coding("x-1-tabung")[1].values == {"kekerapan": "rutin"}
    now = now.apply(arrange.lay_on_dimension(now, "x-1-tabung", "kekerapan", ""))
    assert now.find_coding("x-1-tabung")[1].values is None


def test_a_refused_category_is_the_same_with_most_of_its_codes():
    now = study()
    now = now.apply(arrange.remember(now, "category", ["uang", "tabung", "pinjam"], "refused"))
    book = now.codebook
    assert find_verdict(book, "category", ["uang", "tabung", "pinjam", "malu"]) is not None
    assert find_verdict(book, "category", ["malu", "tabung"]) is None
    assert find_verdict(book, "merge", ["uang", "tabung", "pinjam"]) is None
    gone = now.apply(arrange.remember(now, "category", ["tabung", "pinjam", "uang"], ""))
    assert not gone.codebook.plain.get("proposals")


def test_the_review_of_a_category_remembers_what_was_looked_at():
    now = study()
    assert [(r.coding.id, r.done) for r in review(now, "ana", "uang")] == [
        ("x-1-tabung", False),
        ("y-1-pinjam", False),
        ("y-1-tabung", False),
    ]
    now = now.apply(select.keep(now, "ana", "y-1-pinjam", "uang", at=AT))
    now = now.apply(select.mark_to_print(now, "ana", "x-1-tabung", "uang", at=AT))
    now = now.apply(select.recode_in_review(now, "ana", "y-1-tabung", "malu", "uang", at=AT))
    assert [(r.coding.id, r.done) for r in review(now, "ana", "uang")] == [
        ("x-1-tabung", True),
        ("y-1-pinjam", True),
    ]
    assert [r.done for r in review(now, "ana", "malu")] == [False, False]
    assert [r.done for r in review(now, "budi", "uang")] == [False, False]
    assert now.find_coding("x-1-tabung")[1].print is True
    now = now.apply(select.drop(now, "ana", "y-1-pinjam"))
    assert len(review(now, "ana", "uang")) == 1


def test_a_proposition_weighs_its_own_codings_and_those_of_its_links():
    now = study()
    change, link = edit.add_link(now, "tabung", "malu", "causes", supports=["x-1-tabung"])
    now = now.apply(change)
    change, ident = select.add_proposition(now, "Menabung membuat malu.", links=[link])
    now = now.apply(change)
    now = now.apply(
        edit.attach(now, ("selective", "propositions", ident), ["y-1-tabung"], "against")
    )
    proposition = find_proposition(now.codebook, ident)
    assert weigh_proposition(now, proposition).balance == "+1 −1"


def test_criteria_are_ticked_and_argued_and_a_text_alone_counts_as_ticked():
    now = study(selective={"criteria": {"malu": {"central": "Semua malu."}}})
    now = now.apply(select.argue(now, "malu", "explains", met=False, why="Tidak di y."))
    said = selective(now.codebook).criteria("malu")
    assert (said["central"].met, said["central"].why) == (True, "Semua malu.")
    assert (said["explains"].met, said["explains"].why) == (False, "Tidak di y.")
    assert not said["abstract"].met
    now = now.apply(select.argue(now, "malu", "explains", met=False))
    assert not selective(now.codebook).criteria("malu")["explains"].why


def test_the_phase_is_what_the_study_says_or_shows_and_what_is_left_is_counted():
    bare = made({"x": [("A", "satu", ["a"])], "y": [("B", "dua", [])]})
    assert phase_of(bare.codebook) == "open"
    now = study(selective={"themes": ["uang"]})
    assert phase_of(now.codebook) == "selective"
    assert phase_of(now.apply(select.set_phase(now, "axial")).codebook) == "axial"
    left = what_is_left(now)
    assert left.undefined == ("tabung", "pinjam", "malu")
    assert left.uncategorised == ("malu",)
    assert left.unlinked == ("uang",)
    assert what_is_left(bare).uncoded == ("y",)
    thin = now.apply(move_codes(now, ["pinjam"], ""))
    assert what_is_left(thin).thin == ("uang",)
    assert left
