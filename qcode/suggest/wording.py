"""Reasons and degrees of certainty in words, in English and Indonesian."""

from __future__ import annotations

from qcode.suggest.values import Reason

_LINES = {
    "en": {
        "rule": "rule: {detail}",
        "words": "{words}",
        "words-like": "{words}; like {place}",
        "similar": "like {place}",
        "question": "answers “{detail}”",
        "recent": "coded just before, {place}",
        "definition": "in its definition: {words}",
        "name": "in its name: {words}",
        "": "no single reason stands out",
    },
    "id": {
        "rule": "aturan: {detail}",
        "words": "{words}",
        "words-like": "{words}; mirip {place}",
        "similar": "mirip {place}",
        "question": "menjawab “{detail}”",
        "recent": "baru saja dikodekan, {place}",
        "definition": "dalam definisinya: {words}",
        "name": "dalam namanya: {words}",
        "": "tidak ada alasan tunggal",
    },
}
_SURE = {
    "en": {"sure": "sure", "likely": "likely", "maybe": "maybe"},
    "id": {"sure": "yakin", "likely": "mungkin besar", "maybe": "barangkali"},
}
_LONGEST = 60


def reason_line(reason: Reason, language: str) -> str:
    """The reason in one plain line; English for a language other than `id`."""
    lines = _LINES.get(language, _LINES["en"])
    kind = "words-like" if reason.kind == "words" and reason.place else reason.kind
    detail = reason.detail
    if len(detail) > _LONGEST:
        detail = detail[: _LONGEST - 1].rstrip() + "…"
    words = ", ".join(f"“{word}”" for word in reason.words)
    return lines.get(kind, lines[""]).format(words=words, place=reason.place, detail=detail)


def sure_word(sure: str, language: str) -> str:
    """`sure`, `likely` or `maybe` in this language."""
    return _SURE.get(language, _SURE["en"]).get(sure, sure)
