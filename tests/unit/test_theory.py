"""The network, the candidates for the core, coverage, negative cases, comparison, proposals."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.shared_data import DATA, load
from qcode.analysis.comparison import across, compare, incidents
from qcode.analysis.core import candidates
from qcode.analysis.coverage import cases_of, coverage, negative_cases
from qcode.analysis.edge import near_misses
from qcode.analysis.network import betweenness, build_network, neighbours
from qcode.analysis.proposals import categories, merges
from qcode.exchange.figures.network_files import render_network
from qcode.files.snapshot import load_study
from qcode.study.arrange_edits import remember
from qcode.study.errors import QcodeError
from qcode.study.network import Edge
from qcode.study.proposals import reasons
from qcode.study.selective import find_proposition
from qcode.study.study import Study
from tests.commands import run
from tests.made import made

CODES = {
    "uang": {"name": "Uang <&> $x$", "color": "blue"},
    "tabung": {"name": "Menabung", "parent": "uang"},
    "pinjam": {"name": "Meminjam", "parent": "uang"},
    "rumah": {"name": "Rumah"},
    "suami": {"name": "Suami", "parent": "rumah"},
    "malu": {"name": "Malu"},
}
TOLD = {
    "x": [("A", "Uang saya masuk celengan tiap minggu.", ["tabung"]), ("A", "Malu.", ["malu"])],
    "y": [("B", "Pinjam ke tetangga karena celengan kosong.", ["pinjam"]), ("B", "…", ["suami"])],
    "z": [("C", "Saya simpan di bank, tidak di celengan.", ["tabung"])],
}
LINKS = [
    {"id": "l1", "from": "tabung", "to": "malu", "type": "causes", "supports": ["x-1-tabung"]},
    {"id": "l2", "from": "suami", "to": "pinjam", "type": "leads to", "against": ["y-1-pinjam"]},
    {"id": "l3", "from": "hilang", "to": "pinjam", "type": "causes"},
]
PROPOSITION = {"id": "p1", "text": "…", "links": ["l1", "l2"]}


def theory() -> Study:
    cases = {"A": {"role": "KPM"}, "B": {"role": "KPM"}, "C": {"role": "pendamping"}}
    return made(
        TOLD,
        CODES,
        cases=cases,
        links=LINKS,
        selective={"core": "uang", "propositions": [PROPOSITION]},
    )


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=14))
def test_betweenness_agrees_with_networkx(pairs):
    edges = [Edge(a, b, "causes") for a, b in pairs if a != b]
    graph = nx.Graph()
    graph.add_nodes_from("abcdefg")
    graph.add_edges_from((e.source, e.target) for e in edges)
    assert betweenness("abcdefg", edges) == pytest.approx(nx.betweenness_centrality(graph))


def test_the_network_holds_linked_codes_with_their_evidence_and_leaves_out_what_is_gone():
    network = build_network(theory())
    assert {n.code for n in network.nodes} == {"tabung", "malu", "suami", "pinjam"}
    assert [(e.id, e.supports, e.against) for e in network.edges] == [("l1", 1, 0), ("l2", 0, 1)]
    (one,) = neighbours(network, "malu")
    assert (one.code, one.outward) == ("tabung", False)
    around = build_network(theory(), around="malu", steps=1)
    assert {n.code for n in around.nodes} == {"tabung", "malu"}
    tree = build_network(theory(), tree=True)
    assert {(e.source, e.target) for e in tree.edges if e.kind == "tree"} >= {("tabung", "uang")}


def test_graphml_is_read_back_by_networkx_with_names_and_evidence():
    data = render_network(build_network(theory(), tree=True), "graphml")
    graph = nx.read_graphml(io.BytesIO(data))
    assert graph.nodes["uang"]["label"] == "Uang <&> $x$"
    assert graph.nodes["uang"]["codings"] == 3
    (edge,) = (d for a, b, d in graph.edges(data=True) if (a, b) == ("tabung", "malu"))
    assert (edge["type"], edge["supports"]) == ("causes", 1)


def test_a_name_with_a_control_character_leaves_graphml_readable():
    codes = {"a": {"name": "A\x0b1"}, "b": {"name": "B"}}
    study = made({}, codes, links=[{"id": "l", "from": "a", "to": "b", "type": "causes"}])
    graph = nx.read_graphml(io.BytesIO(render_network(build_network(study), "graphml")))
    assert graph.nodes["a"]["label"] == "A1"


def test_drawings_are_the_same_every_time_and_take_any_name():
    network = build_network(theory(), tree=True)
    svg = render_network(network, "svg")
    assert svg == render_network(network, "svg")
    assert "Uang &lt;&amp;&gt; $x$" in svg.decode()
    assert "causes +1 −0" in svg.decode()
    assert render_network(network, "png").startswith(b"\x89PNG")
    assert '"tabung" -> "malu"' in render_network(network, "dot").decode()
    with pytest.raises(QcodeError, match="no link"):
        render_network(build_network(made({})), "svg")
    with pytest.raises(QcodeError, match="choose one of"):
        render_network(network, "pdf")


def test_candidates_stand_in_the_order_of_the_codebook_with_what_the_data_say():
    uang, rumah = candidates(theory())
    assert (uang.code, uang.chosen, rumah.chosen) == ("uang", "core", "")
    assert (uang.codings, uang.codings_share) == (3, pytest.approx(3 / 5))
    assert (uang.cases, uang.cases_share) == (3, 1.0)
    assert (uang.links, uang.inner_links, uang.supports, uang.against) == (2, 0, 1, 1)
    assert uang.themes == 2
    assert (uang.degree, uang.betweenness) == (1.0, 1.0)
    assert uang.groups["role"] == (2, 2)
    assert (rumah.cases, rumah.groups["role"]) == (1, (1, 2))


def test_coverage_follows_links_one_step_and_names_what_is_left_out():
    alone = coverage(theory(), ["rumah"], linked=False)
    assert (alone.codings, alone.cases, alone.left_cases) == (1, ("B",), ("A", "C"))
    assert alone.left_transcripts == ("x", "z")
    assert alone.left_codes == (("tabung", 2), ("malu", 1), ("pinjam", 1))
    linked = coverage(theory(), ["rumah"])
    assert linked.codes == {"rumah", "suami", "pinjam"}
    assert coverage(theory(), []).codings == 0


def test_cases_in_which_a_proposition_does_not_hold_are_found():
    study = theory()
    proposition = find_proposition(study.codebook, "p1")
    assert proposition is not None
    assert [(b.case, b.verdict) for b in cases_of(study, proposition)] == [
        ("A", "holds"),
        ("B", "against"),
        ("C", "silent"),
    ]
    assert [b.case for b in negative_cases(study, proposition)] == ["B", "C"]


def test_two_codes_are_compared_by_their_most_and_least_similar_codings():
    told = {
        "x": [
            ("A", "masuk celengan tiap minggu", ["a"]),
            ("A", "hujan deras kemarin sore", ["a"]),
            ("A", "masuk celengan tiap hari minggu", ["b"]),
            ("A", "sama persis", ["a", "b"]),
        ]
    }
    found = compare(made(told), "a", "b")
    assert (found.alike[0].one.coding, found.alike[0].other.coding) == ("x-1-a", "x-3-b")
    assert found.alike[0].likeness > 0.5 > found.apart[0].likeness
    assert [(p.one.coding, p.other.coding) for p in found.same_words] == [("x-4-a", "x-4-b")]
    assert compare(made(told), "a", "tidak-ada").alike == ()
    own = compare(made(told), "a", "a").alike
    assert own
    assert all(p.one.coding != p.other.coding for p in own)


def test_a_code_is_seen_across_cases_and_groups_with_the_empty_ones():
    study = theory()
    by_case = {g.key: [q.coding for q in g.quotes] for g in across(study, "uang")}
    assert by_case == {"A": ["x-1-tabung"], "B": ["y-1-pinjam"], "C": ["z-1-tabung"]}
    by_role = {g.key: len(g.quotes) for g in across(study, "malu", "role")}
    assert by_role == {"KPM": 1, "pendamping": 0}
    assert [q.coding for q in incidents(study, "tabung", beside=["A"])] == ["z-1-tabung"]
    assert [q.coding for q in incidents(study, "tabung")] == ["z-1-tabung", "x-1-tabung"]


def test_turns_that_look_like_a_category_and_are_not_coded_so_are_found():
    told = {
        "x": [
            ("A", "uang masuk celengan tiap hari minggu", ["a"]),
            ("A", "uang masuk celengan tiap hari senin", ["a"]),
            ("P", "uang masuk celengan tiap hari apa?", []),
            ("A", "dulu uang masuk celengan tiap hari juga", []),
            ("A", "hujan deras turun di kampung kami", []),
        ]
    }
    (found,) = near_misses(made(told), "a")
    assert found.span == made(told).transcripts["x"].turns[3].body


GROUPS = {
    "kebun": ("benih ditanam di sawah", "panen padi di sawah", "pupuk sawah dan benih padi"),
    "uang": ("utang bank berbunga", "bunga utang bank", "cicilan bank dan utang"),
}


def planted(**more) -> Study:
    """Two groups of three codes whose codings speak of two things, and nothing else."""
    turns = []
    for group, quotes in GROUPS.items():
        for number, quote in enumerate(quotes):
            for other in range(4):
                words = f"{quote} {quotes[(number + other) % 3]}"
                turns.append(("A", words, [f"{group}{number}"]))
    return made({"x": turns}, **more)


def test_clusters_of_codes_that_speak_of_the_same_are_proposed_as_categories():
    found = categories(planted())
    assert {frozenset(p.codes) for p in found} == {
        frozenset(f"kebun{n}" for n in range(3)),
        frozenset(f"uang{n}" for n in range(3)),
    }
    (uang,) = (p for p in found if "uang0" in p.codes)
    assert "“utang”" in reasons(uang, "en") or "“bank”" in reasons(uang, "en")
    assert uang.codings
    study = planted()
    refused = study.apply(remember(study, "category", uang.codes, "refused"))
    assert len(categories(refused)) == 1
    assert len(categories(refused, everything=True)) == 2


def test_codes_that_are_together_already_are_not_proposed():
    codes = {"uang": {"name": "Uang"}} | {
        f"uang{n}": {"name": f"U{n}", "parent": "uang"} for n in range(3)
    }
    assert {c for p in categories(planted(codes=codes), scope="all") for c in p.codes} == {
        "kebun0",
        "kebun1",
        "kebun2",
    }


def test_near_duplicates_are_proposed_to_be_merged_into_the_more_coded_one():
    codes = {
        "a": {"name": "Mengatur uang"},
        "b": {"name": "Uang mengatur"},
        "t1": {"name": "Tahap 1"},
        "t2": {"name": "Tahap 2"},
        "d": {"name": "Arisan", "definition": "Menyisihkan uang untuk nanti bersama tetangga."},
        "e": {"name": "Julo", "definition": "Menyisihkan uang untuk nanti bersama tetangga dekat."},
    }
    told = {"x": [("A", "uang diatur", ["a"]), ("A", "diatur", ["a"]), ("A", "uang", ["b"])]}
    found = {p.codes: reasons(p, "en") for p in merges(made(told, codes))}
    assert set(found) == {("b", "a"), ("e", "d")}
    assert "almost the same name" in found["b", "a"]
    assert "definitions that say the same" in found["e", "d"]


def test_codings_on_the_same_words_are_a_reason_to_merge():
    told = {"x": [("A", f"kata ke-{n} saja", ["p", "q"] if n < 3 else ["q"]) for n in range(6)]}
    codes = {"p": {"name": "Harapan"}, "q": {"name": "Cita-cita"}}
    (found,) = merges(made(told, codes))
    assert found.codes == ("p", "q")
    assert "3 of 3 codings of “Harapan” lie on words of “Cita-cita”" in reasons(found, "en")
    above = made(told, {**codes, "p": {"name": "Harapan", "parent": "q"}})
    assert merges(above) == ()


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not beside the repository")
@pytest.mark.parametrize("name", ["pdpilot", "gennovate"])
def test_proposals_on_public_data_have_reasons_and_codings_to_look_at(name: str):
    study = load(name)
    for proposal in (*categories(study, scope="all"), *merges(study)):
        assert reasons(proposal, "en")
        assert reasons(proposal, "id")
        assert all(study.find_coding(i) for i in proposal.codings)


def test_the_sample_has_a_network_and_candidates_for_its_core():
    study = load_study(Path(__file__).parents[2]).study
    assert len(build_network(study).edges) >= 15
    assert [c.code for c in candidates(study)]
    assert coverage(study, study.codebook.themes).codings_share > 0.5


def test_the_commands_add_list_and_remove_links_in_the_fixed_form(root: Path):
    code = run("code", "--study", root, "ch", "--quote", "Sekarang malu", "--code", "meminjam")
    coding = code.out.strip()
    words = ("links", "add", "Meminjam", "uang", "--type", "Causes", "--study", root)
    added = run(*words, "--supports", coding)
    assert added.status == 0
    assert run("links", "--study", root, "--json").json == {
        "links": [
            {
                "id": added.out.strip(),
                "from": "meminjam",
                "to": "uang",
                "type": "causes",
                "supports": [coding],
                "against": [],
                "cases": ["CH"],
            }
        ]
    }
    assert "+1 −0" in run("links", "--study", root).out
    assert run(*words).status == 1
    assert (
        run("links", "add", "Meminjam", "Hilang", "--type", "causes", "--study", root).status == 2
    )
    assert run("links", "add", "Meminjam", "uang", "--study", root).status == 2
    assert "causes: Mengatur uang  +1 −0" in run("network", "--study", root).out
    figure = root / "exports" / "net.graphml"
    assert run("network", "--study", root, "-o", figure).status == 0
    assert nx.read_graphml(figure).number_of_edges() == 1
    assert run("network", "--study", root, "--json").json["edges"][0]["supports"] == 1
    run("uncode", "--study", root, coding)
    assert "1 removed" in run("links", "--study", root).out
    assert run("links", "remove", added.out.strip(), "--study", root).status == 0
    assert run("links", "--study", root, "--json").json == {"links": []}
    assert run("links", "remove", "l9", "--study", root).status == 1


def test_the_core_is_listed_and_chosen_by_the_researcher_only(root: Path):
    plain = run("core", "--study", root, "--json").json
    assert (plain["core"], plain["themes"]) == ("", [])
    assert [c["code"] for c in plain["candidates"]] == ["uang", "sekolah"]
    assert run("core", "--study", root, "--choose", "Mengatur uang").status == 0
    assert run("core", "--study", root, "--json").json["core"] == "uang"
    assert run("core", "--study", root, "--choose", "uang", "--choose", "sekolah").status == 0
    both = run("core", "--study", root, "--json").json
    assert (both["core"], both["themes"]) == ("", ["uang", "sekolah"])
    assert "Mengatur uang" in run("core", "--study", root).out
    assert run("core", "--study", root, "--clear").status == 0
    assert run("core", "--study", root, "--json").json["themes"] == []
