"""Runs in the venv of qualitative-coding, in a project's folder: takes in texts/ and codings.json.

Its texts are imported and its rows written through its own library; only the look-up of the
paragraph, a query for each line there, is done once for each document.
"""

from __future__ import annotations

import json
from pathlib import Path

from qualitative_coding.corpus import QCCorpus
from qualitative_coding.database.models import CodedLine


def main() -> None:
    """Fills the project."""
    corpus = QCCorpus("settings.yaml")
    with corpus.session():
        corpus.import_media("texts", recursive=True, importer="verbatim")
        session = corpus.get_session()
        for code in json.loads(Path("codes.json").read_text("utf-8"))["codes"]:
            corpus.get_or_create_code(code)
        for part in json.loads(Path("codings.json").read_text("utf-8")):
            corpus.get_or_create_coder(part["coder"])
            paragraph = corpus.get_paragraph(part["document"], 0)
            for line, code in part["lines"]:
                row = CodedLine(line=line, code_id=code, coder_id=part["coder"])
                session.add(row)
                row.locations.append(paragraph)
            session.commit()
        corpus.update_codebook()


main()
