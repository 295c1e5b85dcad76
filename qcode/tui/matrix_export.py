"""The matrix as a file in exports/."""

from __future__ import annotations

from pathlib import Path

from qcode.study.ids import slug
from qcode.study.matrix import Matrix


def write_matrix(root: Path, matrix: Matrix, form: str, language: str) -> Path:
    """Writes it and returns the path relative to the study; the same matrix, the same bytes.

    The name says rows, columns and cells, and a filter by its values, so that two matrices do not
    take each other's place. A QcodeError when it cannot be written.
    """
    from qcode.exchange.matrices.render import render
    from qcode.files.atomic import replace_file

    parts = [matrix.rows_by, "by", matrix.columns_by]
    if matrix.measure != "codings":
        parts.append(matrix.measure)
    parts += matrix.filters
    path = Path("exports") / f"{slug(' '.join(parts))}.{form}"
    (root / "exports").mkdir(exist_ok=True)
    replace_file(root / path, render(matrix, form, language=language))
    return path
