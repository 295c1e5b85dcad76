"""The interface's language: translations by gettext, with the terms that a study says otherwise.

A message may hold a term in braces, `"No {memo} yet"`. Terms are translated like messages (with
the context `term`), and `settings.terms` of a codebook replaces them: a study that says *catatan*
for memo sees its own word everywhere. This module is a leaf and imports only gettext.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

LANGUAGES = ("en", "id")
DOMAIN = "qcode"
LOCALE = Path(__file__).parent / "locale"
TERMS = (
    "study",
    "transcript",
    "transcripts",
    "turn",
    "turns",
    "segment",
    "segments",
    "code",
    "codes",
    "category",
    "categories",
    "theme",
    "themes",
    "uncategorised",
    "coding",
    "codings",
    "in-vivo",
    "suggestion",
    "suggestions",
    "memo",
    "memos",
    "quote",
    "quotes",
    "codebook",
    "case",
    "coder",
    "participant",
    "participants",
    "interviewer",
    "pass",
    "reading",
    "open",
    "axial",
    "selective",
    "core",
)
"""The words of the field that a study may override; `{Memo}` is the same with a capital."""


_DECIMAL_COMMA = frozenset({"id"})
"""The languages with a comma before the decimals and a point between thousands."""
_SWAPPED = str.maketrans(",.", ".,")


class _Words(dict[str, object]):
    """Values for the placeholders of a message: given ones, terms, and terms with a capital."""

    def __init__(self, terms: Mapping[str, str], values: Mapping[str, object]) -> None:
        super().__init__(values)
        self._terms = terms

    def __missing__(self, key: str) -> str:
        if key in self._terms:
            return self._terms[key]
        lower = key[:1].lower() + key[1:]
        if lower in self._terms:
            word = self._terms[lower]
            return word[:1].upper() + word[1:]
        return "{" + key + "}"


class Translator:
    """One language with one study's terms."""

    def __init__(self, language: str, terms: Mapping[str, str]) -> None:
        self.language = language
        self.catalog = gettext.translation(DOMAIN, LOCALE, [language], fallback=True)
        own = {t: self.catalog.pgettext("term", t) for t in TERMS}
        self.terms = {**own, **{k: v for k, v in terms.items() if v}}

    def fill(self, message: str, values: Mapping[str, object]) -> str:
        """The message with terms and values in its braces."""
        if "{" not in message:
            return message
        return message.format_map(_Words(self.terms, values))


_active: list[Translator] = [Translator("en", {})]
"""The translator in use: a process has one interface, so this is set once when it starts."""


def use(language: str, terms: Mapping[str, str] | None = None) -> None:
    """Speak this language from now on, with these terms of the study; unknown ones are English."""
    _active[0] = Translator(language if language in LANGUAGES else "en", terms or {})


def language() -> str:
    """The code of the language in use."""
    return _active[0].language


def choose(
    *, configured: str = "", study: str = "", environ: Mapping[str, str] | None = None
) -> str:
    """The interface's language: QCODE_LANG, else the user's setting, else the study's, else LANG.

    Codes such as `id_ID.UTF-8` are read by their first part, and one that is not spoken is passed
    over; English is the last resort.
    """
    env = os.environ if environ is None else environ
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return _first_spoken((env.get("QCODE_LANG", ""), configured, study, locale))


def _first_spoken(candidates: Iterable[str]) -> str:
    for candidate in candidates:
        code = candidate.replace("-", "_").split("_")[0].split(".")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


def t(message: str, /, **values: object) -> str:
    """The message in the language in use, with its terms and these values filled in."""
    now = _active[0]
    return now.fill(now.catalog.gettext(message), values)


_ = t


def n_(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for this number; `{n}` is the number."""
    now = _active[0]
    return now.fill(now.catalog.ngettext(one, many, count), {"n": number(count), **values})


def number(value: float, decimals: int = 0, *, language: str = "") -> str:
    """The number as people write it: `1,200.5`, in Indonesian `1.200,5`.

    In the language of the interface, or of the report where that is given. Data for scripts
    (CSV, JSON, cells of a workbook) stay plain and do not come here.
    """
    written = f"{value:,.{decimals}f}"
    if (language or _active[0].language) in _DECIMAL_COMMA:
        return written.translate(_SWAPPED)
    return written


def percent(share: float, decimals: int | None = 0, *, language: str = "") -> str:
    """A share from 0 to 1 in per cent: `12.5%`, in Indonesian `12,5%`.

    With None for the decimals there are as many as it has, up to four digits in all.
    """
    if decimals is None:
        decimals = len(f"{100 * share:.4g}".partition(".")[2])
    return f"{number(100 * share, decimals, language=language)}%"


def term(name: str, capital: bool = False) -> str:
    """One of the field's words, as this study says it."""
    word = _active[0].terms.get(name, name)
    return word[:1].upper() + word[1:] if capital else word


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name for a marker
    """Mark a message to be translated later, where it is shown."""
    return message
