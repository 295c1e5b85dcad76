"""What the lower rooms say, in the language of the interface.

The study, its files and what is built on them say what is wrong in English sentences, which a
journal or a script can keep. Here each form of such a sentence stands once, as a message with
`{name}` for its values; `said` finds the form of a sentence and gives it translated, with the
study's own terms. A test reads the sources and fails when a sentence has no form here.
"""

from __future__ import annotations

__all__ = ["said"]


def said(sentence: object) -> str:
    """The sentence in the language in use; as it is where it has no known form."""
    from qcode.sentences.forms import translated  # the forms are read when something is said

    plain = str(sentence)
    return plain if (found := translated(plain)) is None else found
