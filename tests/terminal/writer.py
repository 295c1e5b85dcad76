"""Writes to a study as fast as it can and says on stdout what counts as saved; to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from qcode.session import Session
from qcode.study.clock import now
from qcode.study.code_edits import add_code
from qcode.study.edits import add_coding, together

session = Session.open(Path(sys.argv[1]), "ana")
segments = session.study.transcripts["ch"].sentence_segments
numbers = [int(c[5:]) for c in session.study.codebook.codes if c.startswith("kode-")]
number = max(numbers, default=0)
print("ready", flush=True)
while True:
    number += 1
    new, ident = add_code(session.study, f"Kode {number}")
    study = session.study.apply(new)
    span = segments[number % len(segments)].span
    put = add_coding(study, "ana", "ch", span, ident, at=now())
    session.apply(together(f"code {number}", new, put))
    print(ident, flush=True)
    if number % 5 == 0:
        session.undo()
        session.write_pending()
        print("undone " + ident, flush=True)
