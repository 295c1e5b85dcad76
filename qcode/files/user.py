"""What is the user's and not the study's: who I am, where I was reading, what I have seen."""

from __future__ import annotations

import contextlib
import getpass
import os
from pathlib import Path
from typing import Any

from qcode.files.atomic import read_bytes
from qcode.files.layout import safe_name
from qcode.files.locks import study_key
from qcode.study.errors import QcodeError


def _config_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("qcode") / "config.yaml"


def _state_file(root: Path, coder: str) -> Path:
    from platformdirs import user_state_path

    return user_state_path("qcode") / "studies" / f"{study_key(root)}-{coder}.json"


def read_config() -> dict[str, Any]:
    """The user's settings as plain data: `coder`, `language`, `theme`, `studies`."""
    data = read_bytes(_config_file())
    if not data:
        return {}
    from qcode.files.yaml_text import load

    return load(data.decode("utf-8"), str(_config_file()))


def write_config(key: tuple[str, ...], value: Any) -> None:
    """Sets one of the user's settings and leaves the rest of the file as it is."""
    from qcode.files.atomic import replace_file
    from qcode.files.yaml_edit import set_value

    path = _config_file()
    text = (read_bytes(path) or b"").decode("utf-8")
    replace_file(path, set_value(text, key, value).encode("utf-8"))


def coder_name(root: Path | None, given: str | None = None) -> str:
    """Who codes: given, else `QCODE_CODER`, else the config for this study, else the login name."""
    if given:
        return safe_name(given, "coder")
    if named := os.environ.get("QCODE_CODER"):
        return safe_name(named, "coder")
    config = read_config()
    studies = config.get("studies")
    if root is not None and isinstance(studies, dict):
        mine = studies.get(str(root.resolve()))
        if isinstance(mine, dict) and mine.get("coder"):
            return safe_name(str(mine["coder"]), "coder")
    if config.get("coder"):
        return safe_name(str(config["coder"]), "coder")
    try:
        return safe_name(getpass.getuser(), "coder")
    except (KeyError, OSError) as error:
        raise QcodeError("Who codes? Give --coder NAME or set QCODE_CODER.") from error


def read_state(root: Path, coder: str) -> dict[str, Any]:
    """Where this coder was in this study; empty when nothing is remembered or it is broken."""
    import msgspec

    with contextlib.suppress(OSError, msgspec.DecodeError, msgspec.ValidationError):
        data = read_bytes(_state_file(root, coder))
        if data:
            return msgspec.json.decode(data, type=dict[str, Any])
    return {}


def write_state(root: Path, coder: str, state: dict[str, Any]) -> None:
    """Remembers where this coder is; losing it costs a scroll, so it is not fsynced."""
    import msgspec

    path = _state_file(root, coder)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".tmp")
        aside.write_bytes(msgspec.json.encode(state))
        aside.replace(path)
