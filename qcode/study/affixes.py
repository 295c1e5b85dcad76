"""Indonesian affixed forms of a root: menabung, ditabung, tabungan, nabung all come from tabung."""

from __future__ import annotations

import re
from functools import lru_cache

_VOWELS = "aeiou"
_PLAIN_PREFIXES = (
    "di ber be ter te per pe memper diper ke se ku kau keber keter berke terke seper bel pel"
).split()
_SUFFIX = r"(?:kan|i|an|in|annya|innya)?(?:nya|ku|mu)?(?:lah|kah|pun|tah)?"


@lru_cache(maxsize=1024)
def affixed(root: str) -> re.Pattern[str]:
    """A pattern for `fullmatch` that knows the root's affixed forms; the root is folded.

    Prefixes with nasal mutation (men-, peN-, the spoken nge-), suffixes and clitics, also joined
    by a hyphen (di-support) and doubled (menabung-nabung). It may know forms nobody says.
    """
    fronts = [re.escape(root)]
    fronts += [f"{prefix}-?{re.escape(root)}" for prefix in _PLAIN_PREFIXES]
    for nasal, rest in _nasal_forms(root):
        for opening in ("me", "pe", "seme", "sepe", "kepe", "dipe", "berpe", "pembe", "dime"):
            fronts.append(f"{opening}{nasal}-?{re.escape(rest)}")
    fronts += [re.escape(form) for form in _spoken_forms(root)]
    if root[0] in _VOWELS:
        fronts += [re.escape(f"pembel{root}"), re.escape(f"membel{root}")]
    if root[0] == "r":
        fronts += [re.escape(f"be{root}"), re.escape(f"te{root}")]
    one = f"(?:{'|'.join(dict.fromkeys(fronts))}){_SUFFIX}"
    return re.compile(rf"(?:\w+-)*{one}(?:-\w+)*")


def _nasal_forms(root: str) -> list[tuple[str, str]]:
    """What follows me- or pe-, as the nasal and the root without the sound that it swallows."""
    first, rest = root[0], root[1:]
    before_vowel = rest[:1] in tuple(_VOWELS)
    forms: list[tuple[str, str]] = []
    if first in "pbfv":
        forms.append(("m", root))
        if first == "p" and before_vowel:
            forms.append(("m", rest))
    elif first in "tdcjz":
        forms.append(("n", root))
        if first == "t" and before_vowel:
            forms.append(("n", rest))
    elif first == "s":
        forms += [("n", root), ("ny", rest)]
    elif first in "kghxq" or first in _VOWELS:
        forms.append(("ng", root))
        if first == "k" and before_vowel:
            forms.append(("ng", rest))
    else:
        forms.append(("", root))
        if first in "lr":
            forms.append(("ng", root))
    if sum(letter in _VOWELS for letter in root) <= 1:
        forms.append(("nge", root))
    return forms


def _spoken_forms(root: str) -> list[str]:
    """The spoken nasal prefix: nabung, nyapu, ngirim, nyuci, ngebantu, mijem."""
    first, rest = root[0], root[1:]
    forms = [f"nge{root}", f"di{root}"]
    if first in _VOWELS:
        forms.append(f"ng{root}")
    if first in "ptskc" and rest[:1] in tuple(_VOWELS):
        forms.append({"p": "m", "t": "n", "s": "ny", "k": "ng", "c": "ny"}[first] + rest)
    if first in "gh":
        forms.append(f"ng{root}")
    if first in "bdj":
        forms.append(("m" if first == "b" else "n") + root)
    return forms
