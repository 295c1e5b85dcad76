"""spaCy pipelines by language: blank ones made light, a trained one when it is installed.

`spacy.blank("id")` alone takes two seconds and 150 MB for hyphen exceptions; the subclass here has
none, and no hyphen infixes, so that sehari-hari, KPM-KPM and di-support stay whole.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Any

from qcode.study.spans import Span

_TRAINED = {"en": "en_core_web_sm"}


@lru_cache(maxsize=8)
def pipeline(language: str) -> tuple[Any, bool]:
    """A spaCy pipeline that tokenizes, and whether the language is known to spaCy.

    An unknown language gets spaCy's plain multi-language tokenizer.
    """
    import spacy
    from spacy.util import get_lang_class, is_package

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if language == "id":
            return _indonesian()(), True
        trained = _TRAINED.get(language, "")
        if trained and is_package(trained):
            return spacy.load(trained, exclude=["ner", "lemmatizer"]), True
        try:
            get_lang_class(language)
        except (ImportError, KeyError):
            return spacy.blank("xx"), False
        return spacy.blank(language), True


@lru_cache(maxsize=1)
def _indonesian() -> Any:
    from spacy.lang.id.lex_attrs import LEX_ATTRS
    from spacy.lang.punctuation import TOKENIZER_INFIXES
    from spacy.language import BaseDefaults, Language

    class Light(BaseDefaults):
        infixes = tuple(i for i in TOKENIZER_INFIXES if "-" not in i)
        lex_attr_getters = LEX_ATTRS
        tokenizer_exceptions: dict[str, Any] = {}  # noqa: RUF012 - spaCy's own form

    class SpokenIndonesian(Language):  # type: ignore[no-untyped-call]
        lang = "id"
        Defaults = Light

    return SpokenIndonesian


_WORDLIKE = re.compile(r"\w")


def word_spans(text: str, span: Span, language: str) -> list[tuple[Span, bool]]:
    """The words of a stretch by spaCy, each with whether it could bear content.

    With a trained pipeline words that are no noun, verb, adjective or name bear none.
    """
    nlp, _ = pipeline(language)
    document = nlp(text[span.start : span.end])
    tagged = document.has_annotation("POS")
    content = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
    return [
        (
            Span(span.start + t.idx, span.start + t.idx + len(t.text)),
            not tagged or t.pos_ in content,
        )
        for t in document
        if _WORDLIKE.search(t.text)
    ]
