"""The phases of a study and what is left to do in it, as they are called."""

from __future__ import annotations

from qcode.i18n import N_

PHASE_NAMES = {
    "open": N_("open coding"),
    "axial": N_("axial coding"),
    "selective": N_("selective coding"),
}
LEFT_NAMES = {
    "uncoded": N_("{transcripts} that nobody has coded"),
    "undefined": N_("{codes} without a definition"),
    "uncategorised": N_("{codes} without a {category}"),
    "thin": N_("{categories} with one {code}"),
    "unused": N_("{codes} without a {coding}"),
    "bare_links": N_("links without evidence"),
    "lost": N_("links whose evidence is gone"),
    "bare_propositions": N_("propositions without evidence"),
    "unlinked": N_("{core} or {themes} that no link reaches"),
}
"""By the fields of `qcode.study.phase.Left`."""
