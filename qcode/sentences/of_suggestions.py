"""What the process that suggests has to say."""

from __future__ import annotations

from qcode.i18n import N_

FORMS: tuple[str | tuple[str, str], ...] = (
    N_("No {suggestion} here: {error}"),
    N_("{Suggestions} are off: their worker does not start ({reason})."),
    N_("{Suggestions} are off until qcode is started again: the worker ended."),
    N_("The {suggestions} are still being prepared."),
    N_("The background fit failed ({reason})."),
    N_("The worker met a message that it does not know."),
    N_(
        "qcode has no word rules for the language “{name}”; words are told apart by spaces and "
        "signs only. If the language is another, correct `language` in codebook.yaml."
    ),
)
