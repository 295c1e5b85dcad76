"""What the commands themselves refuse, and what click says of wrong use."""

from __future__ import annotations

from qcode.i18n import N_

FORMS: tuple[str | tuple[str, str], ...] = (
    N_("The text of {name} has {n} characters, so there is nothing at {place}."),
    N_("Nobody says anything at {place} in {name}."),
    N_("The words “{words}” do not stand in {name}."),
    N_(
        "The words “{words}” stand {n} times in {name}: {place}; give more of the words, or --span."
    ),
    N_("The {coding} {id} is {who}'s, and only {who} takes it away (--coder {who})."),
    N_("Nothing is coded by “{name}” in this {study}; there are: {names}."),
    N_("{path} is there already; name another file, or give --force."),
    N_("{path} is a folder; name a file in it."),
    N_("{path} lies among the {study}'s own files in {name}/; write to exports/ or elsewhere."),
    N_("Name the two {codes} of the proposal with a comma between them."),
    N_("“{name}” has no rule “{other}”; `qcode rules {id}` lists those it has."),
    N_("There is no file {path}; --save-mapping makes one."),
    N_("{path} must map each label to a role, as in `P: interviewer`."),
    N_(
        "The text would be empty, so nothing was changed; `qcode remove {name}` removes a "
        "{transcript}."
    ),
    N_("No such option: {option}"),
    N_("No such option {option}."),
    N_("No such option: {option} Did you mean {other}?"),
    N_("No such option {option}. Did you mean {other}?"),
    N_("No such option: {option} (Possible options: {names})"),
    N_("No such option {option}. (Did you mean one of: {names}?)"),
    N_("Missing argument {name}."),
    N_("Missing option {name}."),
    N_("Missing argument {name}. Choose from:{names}"),
    N_("Missing option {name}. Choose from:{names}"),
    N_("Invalid value: {reason}"),
    N_("Invalid value for {name}: {reason}"),
    N_("{value} is not one of {names}."),
    N_("{value} is not {name}."),
    N_("{value} is not a valid integer."),
    N_("{value} is not a valid float."),
    N_("{value} is not in the range {place}."),
    N_("File {path} does not exist."),
    N_("Directory {path} does not exist."),
    N_("Path {path} does not exist."),
    N_("File {path} is a directory."),
    N_("Directory {path} is a file."),
    N_("Got unexpected extra argument ({names})"),
    N_("Got unexpected extra arguments ({names})"),
    N_("Option {name} requires an argument."),
    N_("Option {name} does not take a value."),
    N_("There is no paradigm model “{name}”; `qcode paradigms` lists them with their keys."),
    N_("“{name}” is the phenomenon of {n} models; give one of the keys {names}."),
    N_(
        "{who} codes blind in this {study} and gets no {suggestions}; `qcode settings blind "
        "none` ends it."
    ),
)
