"""The words that a report says around a matrix, in the languages of the interface.

A report speaks the study's language, whatever the interface of the one who exports it speaks, so
that the same study gives the same file.
"""

from __future__ import annotations

from collections.abc import Mapping

from qcode.study.matrix import Matrix

_EN = {
    "codes": "codes",
    "categories": "categories",
    "themes": "themes",
    "transcripts": "transcripts",
    "participants": "participants",
    "coders": "coders",
    "by": "{rows} by {columns}",
    "in codings": "number of codings",
    "in participants": "number of participants",
    "in words": "words",
    "in share": "share of what was said",
    "in quotes": "quotes",
    "in pairs": "number of overlapping pairs",
    "only": "Only",
    "total": "Total",
    "quotes": "Quotes",
    "back": "Back to the matrix",
    "coder": "coder",
    "how": "A number leads to the quotes behind it. A total counts each coding once, so it can be "
    "less than the sum of its row or column.",
    "row": "Row",
    "column": "Column",
    "quote": "Quote",
}
_ID = {
    "codes": "kode",
    "categories": "kategori",
    "themes": "tema",
    "transcripts": "transkrip",
    "participants": "informan",
    "coders": "pengode",
    "by": "{rows} menurut {columns}",
    "in codings": "jumlah pengodean",
    "in participants": "jumlah informan",
    "in words": "jumlah kata",
    "in share": "bagian dari yang diucapkan",
    "in quotes": "kutipan",
    "in pairs": "jumlah pasangan yang bertumpang tindih",
    "only": "Hanya",
    "total": "Total",
    "quotes": "Kutipan",
    "back": "Kembali ke matriks",
    "coder": "pengode",
    "how": "Setiap angka menuju kutipan di baliknya. Total menghitung setiap pengodean satu kali, "
    "sehingga dapat lebih kecil daripada jumlah baris atau kolomnya.",
    "row": "Baris",
    "column": "Kolom",
    "quote": "Kutipan",
}


def wording(language: str) -> Mapping[str, str]:
    """The words of a report in this language; English for one that is not spoken."""
    return _ID if language == "id" else _EN


def subject(matrix: Matrix, language: str) -> str:
    """What the matrix shows, such as `Codes by transcripts: number of codings`."""
    say = wording(language)
    across = say.get(matrix.columns_by, matrix.columns_by)
    axes = say["by"].format(rows=say.get(matrix.rows_by, matrix.rows_by), columns=across)
    pairs = matrix.columns_by == "codes" and matrix.measure == "codings"
    measure = say["in pairs" if pairs else f"in {matrix.measure}"]
    return f"{axes[:1].upper()}{axes[1:]}: {measure}"
