"""Fixtures for all tests: a user of our own, and a small study."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from qcode import i18n
from tests.studies import write_study

# Tests run side by side; threads of the linear algebra would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


# The same examples on every machine, so that a change is judged by what it changed;
# `--hypothesis-profile=search` looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it again and again took a quarter of all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture(autouse=True)
def a_user_of_our_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):
    """Locks, config and state go to a folder of the test's, never to the developer's home."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("QCODE_CODER", "QCODE_LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)
    return home


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read the interface in English; what a test sets is set back."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A study of two interviews and five codes in a folder of its own."""
    return write_study(tmp_path / "arisan")
