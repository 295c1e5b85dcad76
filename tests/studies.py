"""A small study on disk that tests can read at a glance; fiction, written for them."""

from __future__ import annotations

from pathlib import Path

from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.words import find_all

CODEBOOK = """\
# The codebook of a small study.
title: Arisan ibu-ibu (contoh)
language: id
settings:
  attribution: "({participant}, {role}, {date})" # after every quote
  suggestions: always
codes:
  uang:
    name: Mengatur uang
    labels: {en: Managing money}
    color: blue

  menabung:
    name: Menabung
    labels: {en: Saving}
    parent: uang
    definition: Menyisihkan uang untuk nanti. # short on purpose
    include: [celengan, arisan]
    exclude: ["utang (lihat Meminjam)"]
    match: ["celengan", "~tabung"]
  meminjam:
    name: Meminjam
    parent: uang
    definition: Berutang kepada siapa pun.
  sekolah:
    name: Sekolah anak
    color: green
  biaya-sekolah:
    name: Biaya sekolah
    parent: sekolah
links: []
"""

CH = """\
---
kind: interview
speakers: {P: interviewer, CH: CH}
role: KPM
date: 2023-04
---
P: Kalau urusan belanja, sekarang gimana, Bu?
CH: Dulu mah dapet uang abis gitu aja, mbak. Sekarang dipisah-pisahin dulu, \
yang buat sekolah masuk celengan, sisanya baru ke pasar.
P: Celengannya buat apa aja, Bu?
CH: Ya jaga-jaga, takutnya ada iuran mendadak. Kemarin anak yang kecil minta sepatu 👟 baru.
Untung ada simpanan.
P: Pernah pinjam ke tetangga?
CH: Pernah, dulu. Sekarang malu.
"""

SW = """\
---
kind: interview
speakers: {P: interviewer, SW: SW}
role: pendamping
date: 2023-05
---
P: Ibu-ibu di sini gimana soal menabung?
SW: Macem-macem. Ada yang rajin nabung di celengan, ada yang masih gali lubang tutup lubang.
P: Yang berubah siapa aja?
SW: Bu CH misalnya, sekarang uang sekolah dipisah.
"""

CASES = "case,role,gender\nCH,KPM,perempuan\nSW,pendamping,perempuan\n"


def write_study(root: Path) -> Path:
    """Writes the study into a folder and returns it."""
    (root / "codebooks" / "memos").mkdir(parents=True)
    (root / "transcripts").mkdir()
    (root / "codebooks" / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    (root / "transcripts" / "ch.md").write_text(CH, encoding="utf-8")
    (root / "transcripts" / "sw.md").write_text(SW, encoding="utf-8")
    (root / "transcripts" / "cases.csv").write_text(CASES, encoding="utf-8")
    return root


def words(study: Study, transcript: str, quote: str) -> Span:
    """The only place of these words in a transcript."""
    (span,) = find_all(study.transcripts[transcript].text, quote)
    return span
