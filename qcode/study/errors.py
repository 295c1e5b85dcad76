"""The one error that a user sees: a sentence naming the file, the place and the remedy."""

from __future__ import annotations


class QcodeError(Exception):
    """Something the user can understand and mend; its text is shown as it is, with no traceback."""


class ConflictError(QcodeError):
    """A change expects something that is no longer so; nothing was written."""


class ReadOnlyError(QcodeError):
    """The study can be read but not written now; the sentence says why."""


class UnknownNameError(QcodeError):
    """A name that nothing in the study has was given; the sentence says which there are."""
