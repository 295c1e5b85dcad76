"""Makes docs/coding.svg, the picture of the app in the README: `python docs/picture.py`."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from qcode import i18n
from qcode.files.new import copy_sample
from qcode.session import Session
from qcode.study.words import find_all
from qcode.tui.app import QcodeApp
from qcode.tui.suggesting import WorkerSuggester

HERE = Path(__file__).resolve().parent
SECONDS = 30.0


async def picture(root: Path) -> str:
    """The coding screen of the sample, with suggestions, as SVG."""
    i18n.use("en")
    with Session.open(root, "ana") as session:
        app = QcodeApp(session, suggester=WorkerSuggester(), watch=False, tour=False)
        async with app.run_test(size=(120, 36)) as pilot:
            text = session.study.transcripts["ch"].text
            (span,) = find_all(text, "Ada, mbak, dikit.")
            app.show_place("ch", span)
            await pilot.press("escape")
            for _ in range(int(SECONDS / 0.2)):
                await pilot.pause(0.2)
                if any("▮" in str(line) for line in app.screen._compositor.render_strips()):
                    break
            await pilot.pause(0.5)
            return app.export_screenshot(title="qcode", simplify=True)


def main() -> None:
    """Works on a copy, so that the repository stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = folder
        root = Path(folder) / "study"
        copy_sample(root)
        svg = asyncio.run(picture(root))
        (HERE / "coding.svg").write_text(svg, encoding="utf-8")
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
