"""The document at hand: what was coded in this transcript so far speaks for the same codes."""

from __future__ import annotations

import numpy as np

from qcode.suggest.evidence import Evidence
from qcode.suggest.vectors import Floats

NEIGHBOURS = 6
DECAY = 2.0
"""Coded spans after which a neighbour counts 1/e of the nearest one."""


def local_scores(
    evidence: Evidence, transcript: str, start: int, like: Floats
) -> tuple[Floats, int]:
    """For each code how much the coded spans of this transcript speak for it, from 0 up.

    Two parts: the nearest coded spans before and after, fading with each step, and all coded
    spans of the transcript by how like they are. Also the row of the nearest coded span before,
    or -1.
    """
    scores = np.zeros(len(evidence.codes), dtype=np.float32)
    number = evidence.transcripts.get(transcript)
    rows, codes, shares = evidence.labels()
    if number is None or not len(rows):
        return scores, -1
    here = (evidence.where[rows, 0] == number) & (shares > 0)
    rows, codes, shares = rows[here], codes[here], shares[here]
    if not len(rows):
        return scores, -1
    starts = evidence.where[rows, 1]
    places = np.unique(starts)
    at = int(np.searchsorted(places, start))
    rank = np.searchsorted(places, starts)
    steps = np.where(rank < at, at - 1 - rank, rank - at).astype(np.float32)
    near = np.where(steps < NEIGHBOURS, np.exp(-steps / DECAY), 0)
    near[rank == at] *= places[min(at, len(places) - 1)] != start
    np.add.at(scores, codes, (near * shares).astype(np.float32))
    alike = like[rows] / max(1e-9, float(like[rows].max()))
    np.add.at(scores, codes, (alike**2 * shares / np.sqrt(len(rows))).astype(np.float32))
    before = rows[rank == at - 1]
    return scores, int(before[0]) if len(before) else -1
