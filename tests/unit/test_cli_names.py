"""A name that the study does not have: refused by every command, with what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import run
from tests.studies import CH


@pytest.fixture
def coded(root: Path) -> Path:
    """The small study with codings by two coders."""
    for coder, quote in (("HM", "Sekarang malu"), ("AN", "masuk celengan")):
        run("code", "--study", root, "--coder", coder, "ch", "--quote", quote, "--code", "menabung")
    return root


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("matrix --where role=zzz", "role=zzz; there are: KPM, pendamping."),
        ("matrix --where rool=KPM", "no attribute “rool” in this study; there are: role, "),
        ("matrix --where kind=document", "kind=document; there are: interview."),
        ("matrix --where transcript=cx", "no transcript “cx” in this study; there are: ch, sw."),
        ("matrix --where code=menabun", "“menabun” in the codebook; there are: Menabung, "),
        ("matrix --coder nobody", "no coder “nobody” in this study; there are: "),
        ("matrix --columns rol", "no columns “rol”; there are: role, "),
        ("codings --coder hn", "no coder “hn” in this study; there are: "),
        ("codings --code Terbang", "There is no code “Terbang” in the codebook; there are: "),
        ("codings --transcript swa", "no transcript “swa” in this study; there are: sw, ch."),
        ("codings --where gender=x", "gender=x; there are: perempuan."),
        ("saturation --where coder=nobody", "no coder “nobody”"),
        ("propose links --where role=zzz", "role=zzz; there are"),
        ("autocode --transcript x", "no transcript “x” in this study; there are: ch, sw."),
        ("autocode --code Terbang", "There is no code “Terbang”"),
        ("evaluate --only-coder nobody", "no coder “nobody”"),
        ("suggest --report --coder nobody", "no coder “nobody”"),
        ("suggest x", "no transcript “x”"),
        ("similar x --at 3", "no transcript “x”"),
        ("queue --code Terbang", "There is no code “Terbang”"),
        ("network --around Terbang", "There is no code “Terbang”"),
        ("code x --quote malu --code uang", "no transcript “x”"),
        ("code ch --quote malu --code Terbang", "There is no code “Terbang”"),
        ("remove x --yes", "no transcript “x”"),
    ],
)
def test_what_does_not_exist_is_refused_in_one_sentence_that_names_what_there_is(
    coded: Path, words: str, sentence: str
):
    ran = run(*words.split(), "--study", coded)
    assert (ran.status, ran.out) == (2, "")
    assert sentence in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        "matrix --where Role=kpm --coder an",
        "matrix --columns Gender",
        "codings --code MENABUNG --transcript CH --coder hm",
        "code CH --quote jaga-jaga --code Menabung",
        "autocode --transcript CH",
    ],
)
def test_names_are_taken_whatever_their_case(coded: Path, words: str):
    ran = run(*words.split(), "--study", coded)
    assert ran.status == 0, ran.err
    assert ran.out.strip()


def test_a_matrix_by_an_attribute_in_another_case_is_the_same_matrix(coded: Path):
    one, other = (
        run("matrix", "--study", coded, "--columns", name, "--where", f"{name}=pendamping").out
        for name in ("role", "Role")
    )
    assert one == other


def test_a_coder_whose_last_coding_was_taken_away_is_still_known(coded: Path):
    ids = run("codings", "--study", coded, "--ids", "--coder", "HM").rows
    run("uncode", "--study", coded, "--coder", "HM", ids[0]["id"])
    ran = run("matrix", "--study", coded, "--coder", "HM")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "Total,0,0,0")


def test_who_asks_is_a_coder_before_the_first_coding(coded: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QCODE_CODER", "baru")
    assert run("codings", "--study", coded, "--coder", "baru").status == 0


def test_a_long_list_says_how_many_it_leaves_out(root: Path):
    for number in range(10, 20):
        (root / "transcripts" / f"t{number}.md").write_text(CH, encoding="utf-8")
    ran = run("codings", "--study", root, "--transcript", "t20")
    assert ran.err == (
        "There is no transcript “t20” in this study; there are: "
        "t10, t12, ch, sw, t11, t13, t14, t15 and 4 more.\n"
    )
