"""What the commands share: which study, which coder, what goes to which stream."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qcode import i18n
from qcode.cli.shapes import option
from qcode.cli.wrap import fitted, screen_width
from qcode.i18n import N_, n_, t
from qcode.sentences import said
from qcode.study.errors import QcodeError

if TYPE_CHECKING:
    from qcode.session import Session
    from qcode.study.problems import Problem
    from qcode.study.study import Study

_MOST_PROBLEMS = 5


@dataclass
class Given:
    """The study and the coder as the command line names them, before or after the command."""

    study: Path | None = None
    coder: str | None = None
    launch: Callable[[Path, str], int] | None = None
    """Runs the app on a study as a coder and returns its exit status; the entry knows how."""

    def root(self) -> Path:
        """The study's folder: the one given, else the nearest from here upwards."""
        from qcode.files.layout import find_study

        root = find_study(self.study or Path.cwd())
        if self.study is not None and root != self.study.resolve():
            raise QcodeError(
                f"{self.study} is no study; the nearest one above it is {root}. Give that folder, "
                f"or make a study with `qcode new {self.study}`."
            )
        return root

    def who(self) -> str:
        """The coder's name for this study."""
        from qcode.files.user import coder_name

        return coder_name(self.root(), self.coder)

    def coders(self) -> frozenset[str]:
        """Whom the folder knows as a coder, with codings left or not, and the user."""
        from qcode.files.layout import coders_on_disk
        from qcode.files.user import coder_name

        known = coders_on_disk(self.root())
        with suppress(QcodeError):
            known.add(coder_name(self.root()))
        return frozenset(known)

    def read(self) -> Study:
        """The study as whoever asks may see it: in a blind pass without other coders' work."""
        from qcode.cli.blind import seen_by

        return seen_by(self.whole(), self.who, say)

    def read_to_suggest(self) -> Study:
        """The whole study, for what suggests; an error says that the coder codes blind."""
        from qcode.cli.blind import refuse_if_blind

        study = self.whole()
        refuse_if_blind(study, self.who)
        return study

    def whole(self) -> Study:
        """The study as it lies on disk; files that cannot be read are said and left out.

        For what tells of nobody's codings; whatever lists them takes `read`.
        """
        from qcode.files.cut_off import cut_off_problems
        from qcode.files.layout import CODEBOOK
        from qcode.files.snapshot import load_study

        snapshot = load_study(self.root())
        broken = snapshot.broken(CODEBOOK)
        if broken:
            raise QcodeError(str(broken))
        _say_left_out([p for f in snapshot.known if (p := snapshot.broken(f))])
        for problem in cut_off_problems(snapshot.root):
            say(said(problem))
        i18n.use(i18n.language(), snapshot.study.codebook.terms)
        return snapshot.study

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """The study opened to write; a ReadOnlyError says why it cannot be."""
        from qcode.session import Session

        session = Session.open(self.root(), self.who())
        try:
            session.require_writable()
            i18n.use(i18n.language(), session.study.codebook.terms)
            for message in session.messages:
                say(said(message))
            yield session
        finally:
            session.close()


def _say_left_out(problems: list[Problem]) -> None:
    for problem in problems[:_MOST_PROBLEMS]:
        say(t("Left out: {problem}", problem=said(problem)))
    more = len(problems) - _MOST_PROBLEMS
    if more > 0:
        say(
            n_(
                "Left out: {n} more file; `qcode check` lists all.",
                "Left out: {n} more files; `qcode check` lists all.",
                more,
            )
        )


def _remember(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(ctx: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            setattr(ctx.ensure_object(Given), field, value)

    return callback


study_option = option(
    "--study",
    type=click.Path(path_type=Path),
    metavar="DIR",
    expose_value=False,
    callback=_remember("study"),
    help=N_("The study's folder; else it is looked for from here upwards."),
)
coder_option = option(
    "--coder",
    metavar="NAME",
    expose_value=False,
    callback=_remember("coder"),
    help=N_("Who codes; else QCODE_CODER, your settings, or your login name."),
)


def given(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hands the command what was given of study and coder as its first argument."""

    @click.pass_context
    @functools.wraps(function)
    def wrapper(ctx: click.Context, *args: Any, **values: Any) -> Any:
        return function(ctx.ensure_object(Given), *args, **values)

    return wrapper


def reads(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that reads a study: takes --study."""
    return study_option(given(function))


def writes(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that acts as a coder in a study: takes --study and --coder."""
    return study_option(coder_option(given(function)))


def speak() -> None:
    """The user's language: QCODE_LANG, else the user's settings, else that of the terminal."""
    from qcode.files.user import read_config

    try:
        configured = str(read_config().get("language") or "")
    except (QcodeError, OSError):
        configured = ""
    i18n.use(i18n.choose(configured=configured))


def say(message: str) -> None:
    """A message, on the standard error; on a terminal wrapped at words."""
    click.echo(fitted(message, screen_width(sys.stderr)), err=True)


def question(text: str) -> str:
    """A question as it stands on a terminal: wrapped at words, with room for the sign behind it."""
    room = screen_width(sys.stderr)
    return fitted(text, room and max(1, room - 2))


def put(data: str | bytes) -> None:
    """Data on the standard output: UTF-8 and as it is, whatever the system's settings."""
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
    click.echo(raw, nl=False)


def show(text: str) -> None:
    """Text to read on the standard output; on a terminal wrapped at words, else as it is."""
    put(fitted(text, screen_width()))


def json_text(value: object) -> str:
    """A value as JSON with a line end."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def put_json(value: object) -> None:
    """A value as JSON on the standard output."""
    put(json_text(value))


def finding() -> None:
    """Ends the command with exit status 1."""
    click.get_current_context().exit(1)


def wrong_use(message: str) -> click.UsageError:
    """The error that ends a command with exit status 2; raise it."""
    return click.UsageError(message, click.get_current_context())


def on_terminal() -> bool:
    """Whether somebody sits there to see and to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def has_screen() -> bool:
    """Whether the app can draw: input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def find_code(study: Study, name: str) -> str:
    """The id of a code given by id or name; an error names those there are, near ones first."""
    from qcode.study.naming import code_named

    return code_named(name, study.codebook)


def find_transcript(study: Study, name: str) -> str:
    """The transcript's name, given in any case; an error names those there are."""
    from qcode.study.naming import transcript_named

    return transcript_named(name, study.transcripts)


def find_live_code(study: Study, name: str) -> str:
    """The id of a code that may be used; an error where it is retired."""
    ident = find_code(study, name)
    if study.codebook.codes[ident].retired:
        raise QcodeError(
            f"The code “{name}” is retired: nothing new is coded with it. Choose another, or set "
            "its status in the codebook."
        )
    return ident
