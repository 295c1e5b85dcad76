"""The commands by name: where each lives and what it does, so that help imports none of them."""

from __future__ import annotations

from typing import NamedTuple

from qcode.i18n import N_

START = N_("Begin")
IN_AND_OUT = N_("Bring in, take out")
CODE = N_("Code")
ANALYSE = N_("Analyse")
THEORY = N_("Relate and explain")
KEEP = N_("Keep in order")
SECTIONS = (START, IN_AND_OUT, CODE, ANALYSE, THEORY, KEEP)


class Entry(NamedTuple):
    """A command: its module and variable under qcode.cli, its section, its one sentence."""

    module: str
    variable: str
    section: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "open": Entry("app", "open_", START, N_("Open a study in the app; the same as qcode [DIR].")),
    "demo": Entry("app", "demo", START, N_("Copy the sample study to a folder and open it.")),
    "new": Entry("studies", "new", START, N_("Make an empty study in a folder.")),
    "status": Entry("studies", "status", START, N_("Say how far the study is.")),
    "import": Entry(
        "importing",
        "import_",
        IN_AND_OUT,
        N_("Bring in transcripts, codebooks, attributes and codings."),
    ),
    "export": Entry(
        "exporting", "export", IN_AND_OUT, N_("Write codings, the codebook or a matrix to a file.")
    ),
    "backup": Entry("exporting", "backup", IN_AND_OUT, N_("Pack the study into a zip file.")),
    "code": Entry("coding", "code", CODE, N_("Put a code on words of a transcript.")),
    "uncode": Entry("coding", "uncode", CODE, N_("Take a coding away.")),
    "suggest": Entry(
        "suggesting", "suggest", CODE, N_("Suggest codes for the segments of a transcript.")
    ),
    "autocode": Entry(
        "ruling", "autocode", CODE, N_("List what the codebook's rules find, to go through.")
    ),
    "rules": Entry(
        "ruling", "rules", CODE, N_("Say what a code's rules find; try, propose, add and remove.")
    ),
    "queue": Entry("exploring", "queue", CODE, N_("List uncoded segments worth coding next.")),
    "similar": Entry("exploring", "similar", CODE, N_("List segments like one, to compare them.")),
    "second-thoughts": Entry(
        "exploring",
        "second_thoughts",
        CODE,
        N_("List codings that are surprising given all others."),
    ),
    "undo": Entry("history", "undo", CODE, N_("Take back the last change.")),
    "redo": Entry("history", "redo", CODE, N_("Do again what was last undone.")),
    "codings": Entry("listing", "codings", ANALYSE, N_("List codings with their words.")),
    "matrix": Entry(
        "matrix", "matrix", ANALYSE, N_("Count codes or themes by transcripts, people, attributes.")
    ),
    "evaluate": Entry(
        "evaluating",
        "evaluate",
        ANALYSE,
        N_("Measure how good the suggestions are on what is coded."),
    ),
    "arrange": Entry(
        "arranging",
        "arrange",
        THEORY,
        N_("List the tree of codes; move, merge, split, order them."),
    ),
    "requests": Entry(
        "requesting", "requests_", THEORY, N_("List what other coders ask of you; answer it.")
    ),
    "links": Entry("links", "links", THEORY, N_("List, add and remove links between codes.")),
    "paradigms": Entry(
        "paradigms", "paradigms", THEORY, N_("List, make and fill paradigm models.")
    ),
    "network": Entry(
        "network", "network", THEORY, N_("Show or draw the codes and what links them.")
    ),
    "propose": Entry(
        "propose", "propose", THEORY, N_("Propose categories, merges and links, with reasons.")
    ),
    "saturation": Entry(
        "saturation", "saturation", THEORY, N_("Tell whether interviews still bring new codes.")
    ),
    "core": Entry(
        "core", "core", THEORY, N_("Weigh the candidates for the core category; choose it.")
    ),
    "settings": Entry(
        "settings", "settings", KEEP, N_("See or set when suggestions show, and to whom.")
    ),
    "criteria": Entry(
        "theory", "criteria", THEORY, N_("Tick and argue the criteria of a core category.")
    ),
    "walk": Entry(
        "walking", "walk", THEORY, N_("List a category's codings to go over; keep, print, recode.")
    ),
    "storyline": Entry("theory", "storyline", THEORY, N_("Print the storyline, or write it.")),
    "propositions": Entry(
        "propositions", "propositions", THEORY, N_("List, state, tie and prove propositions.")
    ),
    "phase": Entry(
        "theory", "phase", THEORY, N_("Say where the study stands and what is left to do.")
    ),
    "edit": Entry("transcripts", "edit", KEEP, N_("Correct a transcript's text in your editor.")),
    "rename": Entry("transcripts", "rename", KEEP, N_("Give a transcript another name.")),
    "remove": Entry(
        "transcripts", "remove", KEEP, N_("Delete a transcript and its codings for good.")
    ),
    "check": Entry(
        "studies", "check", KEEP, N_("Find everything that is wrong in the study's files.")
    ),
}
