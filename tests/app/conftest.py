"""Fixtures for tests of the app: a session on a small study, an app without watching or tour."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qcode.session import Session
from qcode.study.coding import Coding
from qcode.study.spans import Span
from qcode.study.study import Study
from qcode.study.words import find_all
from qcode.tui.app import QcodeApp
from qcode.tui.coding_screen import CodingScreen
from qcode.tui.offers import Offer, Offers, Phrase
from tests.app.sooner import share_parsed_styles

BY_RANK = ("sure", "likely", "maybe")

share_parsed_styles()


class FixedSuggester:
    """Suggests the same codes everywhere, at once; it keeps what it was asked and told."""

    def __init__(self) -> None:
        self.codes = ("menabung", "meminjam", "biaya-sekolah")
        self.phrases: tuple[str, ...] = ("masuk celengan",)
        self.asked: list[Span] = []
        self.closed = False

    async def start(self, note: Callable[[str], None], fitted: Callable[[], None]) -> None:
        del note
        self.fitted = fitted

    def update(self, study: Study, coder: str) -> None:
        del study, coder

    async def offers(self, study: Study, coder: str, transcript: str, span: Span) -> Offers:
        del coder
        self.asked.append(span)
        text = study.transcripts[transcript].text
        codes = tuple(
            Offer(code, max(0.1, 0.9 - 0.3 * i), BY_RANK[min(i, 2)], "“celengan” ×9")
            for i, code in enumerate(self.codes)
        )
        found = [(p, s) for p in self.phrases for s in find_all(text, p)]
        return Offers(codes, tuple(Phrase(p, s) for p, s in found if span.contains(s)))

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def session(root: Path) -> Iterator[Session]:
    """The small study in use by HM."""
    with Session.open(root, "HM") as opened:
        yield opened


@pytest.fixture
def suggester() -> FixedSuggester:
    """A suggester that always answers the same."""
    return FixedSuggester()


@pytest.fixture
def app(session: Session, suggester: FixedSuggester) -> QcodeApp:
    """The app on the small study, without file watching and tour."""
    return QcodeApp(session, suggester=suggester, watch=False, tour=False)


def screen_of(app: QcodeApp) -> CodingScreen:
    """The coding screen, which must be in the stack in front."""
    found = app.screen_stack[0]
    assert isinstance(found, CodingScreen)
    return found


def mine(app: QcodeApp, transcript: str = "ch") -> tuple[Coding, ...]:
    """HM's codings of a transcript."""
    return app.session.study.file("HM", transcript).codings


async def written(app: QcodeApp) -> None:
    """Wait until everything lies on the disk."""
    await app.writer.flush()
    await asyncio.sleep(0)


def notice(app: QcodeApp) -> str:
    """What the bottom line says now, or empty when it shows keys."""
    from qcode.tui.footer import BottomLine

    found = screen_of(app).query_one(BottomLine).notice
    return found.text if found else ""
