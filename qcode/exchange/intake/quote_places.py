"""Where a quote's words stand in a transcript when no place is given, or a wrong one."""

from __future__ import annotations

from qcode.files.anchors import LONG_ENOUGH, find
from qcode.study.coding import Coding
from qcode.study.spans import Span, trimmed
from qcode.study.transcript import Transcript
from qcode.study.words import fold_with_places

_PLAIN = str.maketrans("“”„«»‘’‚–—", '"""""\'\'\'--')
_MOST_NAMED = 4


class QuotePlaces:
    """Finds quotes in one transcript; its folded text is made once."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._folded: tuple[str, list[int]] | None = None

    def find(self, quote: str) -> Span | str:
        """The only place of these words, or the reason why there is none.

        Exact words win, then words that differ in case, accents, white space and typographic
        signs, then nearly the same words where the quote is long enough to be sure.
        """
        text = self._transcript.text
        exact = _all(text, quote)
        if len(exact) == 1:
            return Span(exact[0], exact[0] + len(quote))
        if exact:
            return self._ambiguous(exact)
        alike = self._alike(quote)
        if len(alike) == 1:
            return alike[0]
        if alike:
            return self._ambiguous([s.start for s in alike])
        near = self._near(quote)
        return near or f"its words are not found in {self._transcript.name}"

    def _ambiguous(self, places: list[int]) -> str:
        lines = [str(self._transcript.line_of(p)) for p in places[:_MOST_NAMED]]
        more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
        return (
            f"its words stand {len(places)} times in {self._transcript.name} (lines "
            f"{', '.join(lines)}{more}); give start and end"
        )

    def _alike(self, quote: str) -> list[Span]:
        text = self._transcript.text
        if self._folded is None:
            self._folded = _normal(text)
        folded, places = self._folded
        wanted = _normal(quote)[0].strip()
        if not wanted:
            return []
        found = []
        for at in _all(folded, wanted):
            last = places[at + len(wanted) - 1]
            found.append(trimmed(text, Span(places[at], _through_marks(text, last + 1))))
        return found

    def _near(self, quote: str) -> Span | None:
        words = quote.strip()
        if len(words) < LONG_ENOUGH:
            return None
        return find(Coding("", "", None, None, quote=words), self._transcript.text)


def _all(text: str, wanted: str) -> list[int]:
    places = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        places.append(at)
        at = text.find(wanted, at + 1)
    return places


def _normal(text: str) -> tuple[str, list[int]]:
    """The text folded, each run of white space one space, and the place of each character."""
    folded, places = fold_with_places(text.translate(_PLAIN))
    kept: list[str] = []
    where: list[int] = []
    for character, place in zip(folded, places, strict=True):
        space = character.isspace()
        if space and kept and kept[-1] == " ":
            continue
        kept.append(" " if space else character)
        where.append(place)
    return "".join(kept), where


def _through_marks(text: str, end: int) -> int:
    """The end moved over combining marks, which belong to the character before them."""
    import unicodedata

    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
