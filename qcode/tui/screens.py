"""The registry of screens: their names, numbers and titles; a module is imported when opened."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from qcode.i18n import N_

if TYPE_CHECKING:
    from qcode.tui.study_screen import StudyScreen


class ScreenEntry(NamedTuple):
    """A screen that the app can open by name."""

    name: str
    title: str
    help: str
    place: str
    """`module:Class` of a StudyScreen."""
    number: int = 0
    """2 to 8 for F2 to F8 and a tab in the header; 0 for one that is pushed upon another."""

    def load(self, **arguments: Any) -> StudyScreen:
        """The screen, made with these arguments; its module is imported now and not before."""
        module, _, name = self.place.partition(":")
        made: StudyScreen = getattr(import_module(module), name)(**arguments)
        return made


SCREENS: tuple[ScreenEntry, ...] = (
    ScreenEntry(
        "transcripts",
        N_("{transcripts}"),
        N_("See all {transcripts}, how far they are read, and import more."),
        "qcode.tui.transcripts_screen:TranscriptsScreen",
        2,
    ),
    ScreenEntry(
        "coding",
        N_("{coding}"),
        N_("Read a {transcript} and {code} it."),
        "qcode.tui.coding_screen:CodingScreen",
        3,
    ),
    ScreenEntry(
        "axial",
        N_("{axial}"),
        N_("Arrange {codes} under {categories} and relate them."),
        "qcode.tui.axial_screen:AxialScreen",
        4,
    ),
    ScreenEntry(
        "selective",
        N_("{selective}"),
        N_("Choose the {core} or the guiding {themes}, and state what the theory says."),
        "qcode.tui.selective_screen:SelectiveScreen",
        5,
    ),
    ScreenEntry(
        "memos",
        N_("{memos}"),
        N_("Find, read and write {memos}."),
        "qcode.tui.memos_screen:MemosScreen",
        6,
    ),
    ScreenEntry(
        "matrix",
        N_("matrix"),
        N_("Count and compare {codes} by {transcript}, {participant}, coder or attribute."),
        "qcode.tui.matrix_screen:MatrixScreen",
        7,
    ),
    ScreenEntry(
        "codings",
        N_("{codings} of a {code}"),
        N_("All {codings} of a {code} with their context."),
        "qcode.tui.codings_screen:CodingsScreen",
    ),
    ScreenEntry(
        "compare",
        N_("compare"),
        N_("The last {quotes} of a {code} from other {participants} beside one."),
        "qcode.tui.compare_screen:CompareScreen",
    ),
    ScreenEntry(
        "across",
        N_("across {participants}"),
        N_("The {quotes} of a {code} in a section for each {participant} or group."),
        "qcode.tui.compare_across:AcrossScreen",
    ),
    ScreenEntry(
        "requests",
        N_("requests"),
        N_("What {coder}s ask of each other: {codings} to recode."),
        "qcode.tui.axial_requests:RequestsScreen",
    ),
    ScreenEntry(
        "similar",
        N_("similar {segments}"),
        N_("{Segments} that are like one."),
        "qcode.tui.similar_screen:SimilarScreen",
    ),
    ScreenEntry(
        "rules",
        N_("rules of a {code}"),
        N_("Write rules, see what they find, take those that are proposed."),
        "qcode.tui.rule_screen:RulesScreen",
    ),
    ScreenEntry(
        "autocode",
        N_("found by rules"),
        N_("Go through what the rules find, one by one."),
        "qcode.tui.rule_walk:AutocodeScreen",
    ),
    ScreenEntry(
        "queue",
        N_("code next"),
        N_("Uncoded {segments} worth {coding} next."),
        "qcode.tui.queue_screen:QueueScreen",
    ),
    ScreenEntry(
        "thoughts",
        N_("second thoughts"),
        N_("{Codings} that are surprising given all others."),
        "qcode.tui.second_thoughts:SecondThoughtsScreen",
    ),
    ScreenEntry(
        "account",
        N_("account of {suggestions}"),
        N_("What was suggested, what became of it, and how honest the chances were."),
        "qcode.tui.account_screen:AccountScreen",
    ),
    ScreenEntry(
        "import",
        N_("import"),
        N_("Bring in {transcripts}, {codes}, attributes or {codings} from files."),
        "qcode.tui.import_screen:ImportScreen",
    ),
    ScreenEntry(
        "search",
        N_("find in all"),
        N_("Find words in all {transcripts} and {memos}."),
        "qcode.tui.search_screen:SearchScreen",
    ),
    ScreenEntry(
        "unplaced",
        N_("unplaced {codings}"),
        N_("{Codings} that lost their place and wait for a person."),
        "qcode.tui.unplaced_screen:UnplacedScreen",
    ),
    ScreenEntry(
        "place",
        N_("a place for a {coding}"),
        N_("Say where a {coding} belongs that lost its place."),
        "qcode.tui.place_screen:PlaceScreen",
    ),
    ScreenEntry(
        "paradigm",
        N_("paradigm model"),
        N_("Five boxes around a phenomenon."),
        "qcode.tui.relate_paradigm:ParadigmScreen",
    ),
    ScreenEntry(
        "links",
        N_("links"),
        N_("Links between {codes} with their evidence."),
        "qcode.tui.relate_links:LinksScreen",
    ),
    ScreenEntry(
        "network",
        N_("network"),
        N_("Each linked {code} with its neighbours; into a drawing or a file."),
        "qcode.tui.relate_network:NetworkScreen",
    ),
    ScreenEntry(
        "proposals",
        N_("proposals"),
        N_("Links, merges and {categories} that the {codings} suggest."),
        "qcode.tui.proposals_screen:ProposalsScreen",
    ),
    ScreenEntry(
        "contrast",
        N_("two {codes}"),
        N_("Two {codes} side by side."),
        "qcode.tui.axial_contrast:ContrastScreen",
    ),
    ScreenEntry(
        "split",
        N_("split"),
        N_("Split a {code}: its {codings} one by one."),
        "qcode.tui.axial_split:SplitScreen",
    ),
    ScreenEntry(
        "walk",
        N_("review of a {category}"),
        N_("Go over the {codings} of a {category} one by one."),
        "qcode.tui.review_walk:WalkScreen",
    ),
    ScreenEntry(
        "evidence",
        N_("evidence of a proposition"),
        N_("{Codings} for a proposition and against it."),
        "qcode.tui.selective_evidence:EvidenceScreen",
    ),
    ScreenEntry(
        "cases",
        N_("where a proposition holds"),
        N_("With which {participants} a proposition holds, and with which not."),
        "qcode.tui.selective_cases:CasesScreen",
    ),
    ScreenEntry(
        "coverage",
        N_("coverage"),
        N_("What the chosen {categories} reach and leave out."),
        "qcode.tui.selective_coverage:CoverageScreen",
    ),
    ScreenEntry(
        "phase",
        N_("what is left"),
        N_("Where the {study} stands and what is left to do."),
        "qcode.tui.selective_phase:PhaseScreen",
    ),
    ScreenEntry(
        "saturation",
        N_("saturation"),
        N_("New {codes} over the order of the interviews."),
        "qcode.tui.saturation_screen:SaturationScreen",
    ),
    ScreenEntry(
        "code",
        N_("{code}"),
        N_("Change a {code}."),
        "qcode.tui.code_form:CodeForm",
    ),
)


def entry(name: str) -> ScreenEntry | None:
    """The entry of this name, or None when this build has no such screen."""
    return next((s for s in SCREENS if s.name == name), None)


def main_screens() -> tuple[ScreenEntry, ...]:
    """Those with a number, in its order."""
    return tuple(sorted((s for s in SCREENS if s.number), key=lambda s: s.number))
