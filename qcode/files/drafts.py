"""What somebody began to write in the app and has not saved: kept outside the study, by place.

Each is a file of the user's own state folder that only the user may read: a line of JSON that says
where it belongs, then the words themselves, so that they can be read without qcode.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from qcode.files.locks import study_key


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """An unsaved text."""

    place: str
    """Where it was written: what brings one back there to the same text has the same place."""
    text: str
    before: str = ""
    """What stood there when the writing began."""
    at: str = ""
    title: str = ""
    type: str = ""
    about: tuple[str, ...] = ()
    """The last two are those of a memo that is not written yet."""


class Drafts:
    """The drafts of one coder in one study. What cannot be read is no draft."""

    def __init__(self, root: Path, coder: str) -> None:
        from platformdirs import user_state_path

        name = hashlib.sha256(coder.encode("utf-8")).hexdigest()[:12]
        self._folder = user_state_path("qcode") / "drafts" / f"{study_key(root)}-{name}"

    def get(self, place: str) -> KeptDraft | None:
        """The draft of this place."""
        found = _read(self._file(place))
        return found if found and found.place == place else None

    def keep(self, draft: KeptDraft) -> None:
        """Write it in the place of an earlier one; an OSError when that fails.

        It is written while somebody types, so it waits for no disk: a process that is killed loses
        nothing, a power cut may.
        """
        head = {
            "place": draft.place,
            "at": draft.at,
            "title": draft.title,
            "type": draft.type,
            "about": draft.about,
            "before": draft.before,
        }
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._file(draft.place)
        fresh = path.with_suffix(".tmp")
        fresh.touch(mode=0o600)
        words = f"{json.dumps(head, ensure_ascii=True)}\n{draft.text}"
        fresh.write_bytes(words.encode("utf-8", "surrogatepass"))
        fresh.replace(path)

    def drop(self, place: str) -> None:
        """Forget it: it is saved, or was taken back."""
        with contextlib.suppress(OSError):
            self._file(place).unlink()

    def all(self) -> list[KeptDraft]:
        """All drafts, the latest first."""
        try:
            files = sorted(self._folder.glob("*.md"))
        except OSError:
            return []
        found = [draft for path in files if (draft := _read(path))]
        return sorted(found, key=lambda d: d.at, reverse=True)

    def _file(self, place: str) -> Path:
        name = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self._folder / f"{name}.md"


def _read(path: Path) -> KeptDraft | None:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        head, _, text = path.read_bytes().decode("utf-8", "surrogatepass").partition("\n")
        said = json.loads(head)
        return KeptDraft(
            place=str(said["place"]),
            text=text,
            before=str(said["before"]),
            at=str(said["at"]),
            title=str(said["title"]),
            type=str(said["type"]),
            about=tuple(str(one) for one in said["about"]),
        )
    return None
