"""What the app remembers for a user between starts: places in transcripts, theme, tour seen.

It lies in the user's own state folder as JSON and never in the study. A file that cannot be read or
written costs the memory and nothing else.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Remembered:
    """A small mapping with a file behind it; None as the file keeps it in memory alone."""

    file: Path | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Remembered:
        """What was remembered in the user's state folder."""
        from platformdirs import user_state_path

        file = user_state_path("qcode", appauthor=False) / "app.json"
        values: object = None
        with contextlib.suppress(OSError, ValueError):
            values = json.loads(file.read_text("utf-8"))
        return cls(file, values if isinstance(values, dict) else {})

    def get(self, key: str, default: Any = None) -> Any:
        """A value for all studies."""
        return self.values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Remember a value for all studies."""
        self.values[key] = value

    def of_study(self, root: Path) -> dict[str, Any]:
        """What is remembered for one study; change it in place."""
        studies = self.values.setdefault("studies", {})
        if not isinstance(studies, dict):
            studies = self.values["studies"] = {}
        found = studies.setdefault(str(root), {})
        if not isinstance(found, dict):
            found = studies[str(root)] = {}
        return found

    def save(self) -> None:
        """Write it, replacing the file whole."""
        if self.file is None:
            return
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.file.with_suffix(".tmp")
            fresh.write_text(json.dumps(self.values, ensure_ascii=False, indent=1), "utf-8")
            fresh.replace(self.file)
