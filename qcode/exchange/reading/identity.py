"""The block on top of a transcript that says who was interviewed, when and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_FIELD = re.compile(r"[ \t]*(?:[-•*][ \t]+)?([^\W\d_][^:：\n]{0,38}?)[ \t]*[:：][ \t]*(.*\S)[ \t]*")
_CANONICAL = {
    "tanggal": "date",
    "tanggal wawancara": "date",
    "hari/tanggal": "date",
    "hari, tanggal": "date",
    "date": "date",
    "date of interview": "date",
    "interview date": "date",
    "tempat": "place",
    "tempat wawancara": "place",
    "lokasi": "place",
    "lokasi wawancara": "place",
    "place": "place",
    "location": "place",
    "peran": "role",
    "peran informan": "role",
    "role": "role",
    "bahasa": "language",
    "language": "language",
}
_FIELDS = frozenset(
    "nama|nama informan|nama responden|nama lengkap|nama samaran|inisial|umur|usia|jenis kelamin|"
    "jk|gender|sex|age|name|pekerjaan|occupation|job|pendidikan|pendidikan terakhir|education|"
    "alamat|address|agama|suku|status|status perkawinan|marital status|jumlah anak|durasi|lama|"
    "duration|waktu|waktu wawancara|jam|pukul|time|kode|kode informan|kode wawancara|code|id|"
    "participant id|jabatan|position|desa|kelurahan|kecamatan|kabupaten|kota|village|district|"
    "site|project|proyek|nomor|no|interview|wawancara|recording|rekaman|keterangan|catatan|"
    "media|transkriptor|transcriber|ditranskrip oleh|penyalin|kelompok|group|topik|topic|"
    "judul|title|hari|sesi|session".split("|")
) | frozenset(_CANONICAL)
_PEOPLE = frozenset(
    "pewawancara|peneliti|interviewer|researcher|moderator|fasilitator|notulen|observer|informan|"
    "informant|responden|respondent|partisipan|participant|narasumber|interviewee".split("|")
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb pebruari",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august aug agu agt",
            "september sept sep",
            "oktober october oct okt",
            "november nov nopember",
            "desember december dec des",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(r"(?:[^\W\d]+,?\s+)?(?:(\d{1,2})\s+)?([^\W\d]+)\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\s+(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})")


@dataclass(frozen=True)
class Identity:
    """The fields of the block, and the lines `[first, last)` that it takes, title included."""

    fields: dict[str, str] = field(default_factory=dict)
    first: int = 0
    last: int = 0


def identity_block(lines: Sequence[str]) -> Identity:
    """The identity block at the top of these lines; empty unless it has two known fields.

    Up to three short lines before it are its title. Names of roles (Informan: Bu Ani) count as
    fields only within the block: short, not repeated, and no speech.
    """
    start = _first_field(lines)
    if start is None:
        return Identity()
    found: dict[str, str] = {}
    place, known, blank = start, 0, False
    for number in range(start, len(lines)):
        line = lines[number]
        if not line.strip():
            blank = True
            continue
        pair = _field_of(line)
        if not pair or pair[0] in found or (blank and _is_person(line)):
            break
        found[pair[0]] = pair[1]
        known += not _is_person(line)
        place = number + 1
        blank = False
    if known < 2:
        return Identity()
    title = " ".join(line.strip() for line in lines[:start] if line.strip())
    if title and "title" not in found:
        found = {"title": title, **found}
    return Identity(found, 0, place)


def _first_field(lines: Sequence[str]) -> int | None:
    titles = 0
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        if _field_of(line):
            return number
        titles += 1
        if titles > 3 or len(line.strip()) > 100 or ":" in line or line.rstrip()[-1] in ".?!":
            return None
    return None


def _is_person(line: str) -> bool:
    match = _FIELD.fullmatch(line)
    return bool(match) and _key(match.group(1)) in _PEOPLE if match else False


def _key(text: str) -> str:
    return " ".join(text.replace("*", "").casefold().split())


def _field_of(line: str) -> tuple[str, str] | None:
    """Key and value of a line of the block; None for any other line."""
    match = _FIELD.fullmatch(line)
    if not match:
        return None
    key, value = _key(match.group(1)), match.group(2).strip("* \t")
    if key in _PEOPLE:
        speech = len(value.split()) > 6 or value.endswith((".", "?", "!", "…"))
        return None if speech or not value else (key, value)
    if key not in _FIELDS or not value or len(value) > 200:
        return None
    key = _CANONICAL.get(key, key)
    return key, iso_date(value) if key == "date" else value


def iso_date(text: str) -> str:
    """`12 April 2023`, `Rabu, 12 April 2023` or `April 2023` as ISO; anything else as it is."""
    plain = " ".join(text.casefold().split())
    match = _DAY_FIRST.fullmatch(plain)
    day, month, year = match.groups() if match else (None, None, None)
    if not match:
        match = _MONTH_FIRST.fullmatch(plain)
        month, day, year = match.groups() if match else (None, None, None)
    number = _MONTHS.get(month or "")
    if not number or (day and not 1 <= int(day) <= 31):
        return text
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")
