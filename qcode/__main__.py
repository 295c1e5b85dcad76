"""The entry of the process: `qcode`, or `python -m qcode`."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

FAULT = 70
"""The exit status when qcode itself is at fault (EX_SOFTWARE of sysexits.h)."""


def main() -> None:
    """Runs the command line; a fault of qcode's own leaves a report without anybody's words."""
    from qcode.cli import qcode

    gc.disable()  # a command ends before it pays; what runs long (the app, fits) collects again
    try:
        qcode.main(prog_name="qcode", obj=run_app)
    except Exception as error:
        if os.environ.get("QCODE_TRACEBACK"):
            raise
        print(said_of(error, write_report(error)), file=sys.stderr)  # noqa: T201
        sys.exit(FAULT)


def run_app(root: Path, coder: str) -> int:
    """Runs the app on a study as this coder and returns its exit status."""
    from qcode import i18n
    from qcode.files.user import read_config
    from qcode.session import Session
    from qcode.tui.app import QcodeApp
    from qcode.tui.remembered import Remembered
    from qcode.tui.suggesting import WorkerSuggester

    with Session.open(root, coder) as session:
        codebook = session.study.codebook
        language = i18n.choose(
            configured=str(read_config().get("language") or ""),
            study=str(codebook.plain.get("language") or ""),
        )
        i18n.use(language, codebook.terms)
        app = QcodeApp(
            session,
            suggester=WorkerSuggester(),
            remembered=Remembered.load(),
            when_painted=_collect_again,
        )
        app.run()
        return app.return_code or 0


def _collect_again() -> None:
    """Collects garbage from now on; the study as it was opened and the screen are none."""
    gc.freeze()
    gc.enable()


def said_of(error: BaseException, report: Path | None) -> str:
    """The sentence for the user."""
    name = type(error).__name__
    fault = f"qcode stopped through a fault of its own ({name}). What it said was saved is saved."
    if report is None:
        return f"{fault} No report could be written."
    return f"{fault} The report {report} holds no words of your study, so you can send it on."


def write_report(error: BaseException) -> Path | None:
    """Writes the report into the user's state folder; None when that cannot be done."""
    from datetime import datetime

    from platformdirs import user_state_path

    folder = user_state_path("qcode") / "crashes"
    path = folder / f"{datetime.now():%Y-%m-%d-%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(report_of(error), encoding="utf-8")
    except OSError:
        return None
    return path


def report_of(error: BaseException) -> str:
    """Types, files of the program, lines and names of functions: no messages, values or paths.

    An error's message may quote what a participant said, so it is left out.
    """
    import platform
    import traceback
    from importlib.metadata import version

    lines = [f"qcode {version('qcode')}, Python {platform.python_version()}, {platform.system()}"]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {_program_file(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def _program_file(name: str) -> str:
    """The file from its package on, without the folders above, which name the user."""
    parts = Path(name).parts
    for mark in ("site-packages", "dist-packages", "lib"):
        if mark in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(mark) :])
    return "/".join(parts[-3:])


if __name__ == "__main__":
    main()
