"""The sample study: what it promises, and that its exports are not stale."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from qcode.files.snapshot import load_study
from qcode.study.check import check
from qcode.study.study import Study
from tests.sample_exports import EXPORTS, REPOSITORY, write


@pytest.fixture(scope="module")
def sample() -> Study:
    return load_study(REPOSITORY).study


def test_nothing_is_wrong_in_the_sample(sample: Study):
    assert [str(p) for p in check(sample)] == []


def test_the_sample_holds_what_it_promises(sample: Study):
    roles = Counter(t.attributes["role"] for t in sample.transcripts.values())
    assert len(sample.transcripts) >= 10
    assert {"KPM", "pendamping", "koordinator"} <= set(roles)
    assert {t.kind for t in sample.transcripts.values()} == {"interview", "observation", "document"}
    assert all(600 <= t.word_count <= 2000 for t in sample.transcripts.values())
    assert all("fiksi" in t.attributes["note"] for t in sample.transcripts.values())
    assert len(sample.coders) == 2
    assert sum(sample.counts.values()) >= 250
    assert len(sample.counts) >= 40
    assert all(code.labels.get("en") for code in sample.codebook.codes.values())


def test_the_sample_goes_all_the_way_to_selective_coding(sample: Study):
    plain = sample.codebook.plain
    assert len(sample.codebook.links) >= 15
    assert any(link.against for link in sample.codebook.links)
    assert all(link.supports for link in sample.codebook.links)
    assert plain["paradigms"]
    assert len(plain["selective"]["propositions"]) >= 4
    assert len(sample.memos) >= 12


@pytest.mark.parametrize("name", EXPORTS)
def test_the_samples_exports_are_not_stale(name: str, tmp_path: Path):
    made, kept = write(name, tmp_path).read_bytes(), (REPOSITORY / "exports" / name).read_bytes()
    if name.endswith(".xlsx"):
        assert _parts(made) == _parts(kept), "run python -m tests.sample_exports"
    else:
        assert made == kept, "run python -m tests.sample_exports"


def _parts(data: bytes) -> dict[str, bytes]:
    """What an archive holds; how it is compressed may differ between versions of zlib."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
