"""The words that a report says around a matrix or a codebook, in the languages of the interface.

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
    "how coders": "Each quote ends with who coded it.",
    "row": "Row",
    "column": "Column",
    "quote": "Quote",
    "more": "… and {n} more: all of them on the sheet {sheet}, rows {first} to {last}",
    "code": "Code",
    "attribution": "Attribution",
    "transcript": "Transcript",
    "turn": "Turn",
    "memo": "Memo",
    "coding": "Coding",
    "matrix": "Matrix",
    "about": "About",
    "study": "Study",
    "shows": "Shows",
    "totals": "Totals",
    "codebook": "Codebook",
    "definition": "Definition",
    "include": "Include",
    "exclude": "Exclude",
    "codings": "Codings",
    "status": "Status",
    "labels": "Labels",
    "id": "Id",
    "how totals": "Each coding counts once, so a total can be less than the sum of its cells.",
    "how quotes": "A cell leads to its quotes, which stand together on the second sheet. Filter "
    "there by row and column; a coding behind several cells stands there once for each.",
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
    "how coders": "Setiap kutipan diakhiri dengan nama pengodenya.",
    "row": "Baris",
    "column": "Kolom",
    "quote": "Kutipan",
    "more": "… dan {n} lagi: semuanya di lembar {sheet}, baris {first} sampai {last}",
    "code": "Kode",
    "attribution": "Atribusi",
    "transcript": "Transkrip",
    "turn": "Giliran",
    "memo": "Memo",
    "coding": "Pengodean",
    "matrix": "Matriks",
    "about": "Tentang",
    "study": "Studi",
    "shows": "Isi",
    "totals": "Total",
    "codebook": "Buku kode",
    "definition": "Definisi",
    "include": "Termasuk",
    "exclude": "Tidak termasuk",
    "codings": "Pengodean",
    "status": "Status",
    "labels": "Label",
    "id": "Id",
    "how totals": "Setiap pengodean dihitung satu kali, sehingga total dapat lebih kecil daripada "
    "jumlah selnya.",
    "how quotes": "Setiap sel menuju kutipannya, yang berdampingan di lembar kedua. Saring di sana "
    "menurut baris dan kolom; pengodean di balik beberapa sel tercantum sekali untuk tiap sel.",
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
