"""What goes wrong between a study and the disk: saving, locks, undo, files that cannot be read."""

from __future__ import annotations

from qcode.i18n import N_

FORMS: tuple[str | tuple[str, str], ...] = (
    N_("This {study} was opened for reading only."),
    N_(
        "This is the sample in qcode's own repository, which stays as it is; `qcode demo DIR` "
        "makes a copy to work in."
    ),
    N_("{sentence} Until then the {study} is read-only."),
    N_("{sentence} {n} later changes were not saved either."),
    N_("{sentence} 1 later change was not saved either."),
    N_("Not saved: {what}: it holds half a character; type it again."),
    N_("Not saved: {what}: {error}."),
    N_("Not saved: {what}: {path} would not hold what was meant; edit this entry by hand."),
    N_("Not saved: {what}: {sentence}"),
    N_("Not saved: {sentence}"),
    N_("Not saved: {path} cannot be written: {reason}."),
    N_("Not saved: another program wrote {path} in this very moment; do it again."),
    N_(
        "Not saved: another qcode has been writing to {name} for {n} seconds; wait for it or "
        "close it, and do it again."
    ),
    N_("Not saved: {path} cannot be locked ({reason}); make its folder writable."),
    N_(
        "qcode cannot lock {path} ({reason}), so nothing can be written here; make its folder "
        "writable."
    ),
    N_(
        "{name} is open as {who} in another window; close that one to write here, or choose "
        "another {coder}."
    ),
    N_(
        "{name} is open as {who} in another window (process {n}); close that one to write "
        "here, or choose another {coder}."
    ),
    N_("You can write here now."),
    N_("There is nothing to redo."),
    N_("There is nothing to undo."),
    N_("“{what}” cannot be taken back: {reason}. Nothing was done."),
    N_("“{what}” cannot be taken back: {sentence} Nothing was done."),
    N_("{who} changed it on {time} ({what})"),
    N_("it was changed outside qcode since"),
    N_("{who} has coded {name} with it since."),
    N_("{who} has coded {name} since."),
    N_("“{name}” was put under it since."),
    N_("a link was drawn to it since."),
    N_("The {kind} “{name}” is no longer as this change expects it."),
    N_("The {coding} {id} of {who} on {name} is no longer as this change expects it."),
    N_("“{name}” in the {codebook} is no longer as this change expects it."),
    N_("the disk is full; free some space and do it again"),
    N_("your disk quota is used up; free some space and do it again"),
    N_("the disk is mounted read-only"),
    N_("you have no permission to write there; correct the folder's permissions"),
    N_("the disk reports an error; copy the {study} to another disk"),
    N_("No such file or directory"),
    N_("no such file or directory"),
    N_("Permission denied"),
    N_("permission denied"),
    N_("Is a directory"),
    N_("is a directory"),
    N_("Not a directory"),
    N_("not a directory"),
    N_("Input/output error"),
    N_("input/output error"),
    N_("Too many levels of symbolic links"),
    N_("too many levels of symbolic links"),
    N_("Read-only file system"),
    N_("No space left on device"),
    N_("{path} cannot be read ({reason}), so nothing was packed."),
    N_("cannot be read: {reason}."),
    N_(
        "The codings of {who} on {name} were written by a later qcode; update qcode to change them."
    ),
    N_("The codings of {who} on {name} were written by a later qcode; update qcode to write here."),
    N_(
        "The journal's entry “{what}” cannot be read; another version of qcode may have "
        "written it. Use that version to take it back."
    ),
    N_("The last line of {path} was torn; it was closed."),
    N_(
        "A write that was cut off could be completed only in part ({n} left out), since its "
        "files were changed meanwhile: {what}."
    ),
    N_("A write that was cut off has been completed: {what}."),
    N_("There is no folder {path}; `qcode new {path}` makes a {study} there."),
    N_(
        "{path} is no {study}: it has no {name}, and no folder above it has one. `qcode new "
        "DIR` makes a {study}, `qcode demo` opens a sample."
    ),
    N_(
        "{path} is no {study}; the nearest one above it is {other}. Give that folder, or make "
        "a {study} with `qcode new {path}`."
    ),
    N_(
        "“{name}” cannot name a {kind}: it may not be empty, begin with a dot, or hold / \\ : "
        '* ? " < > | or control characters.'
    ),
    N_("“{name}” is too long to name a {kind}."),
    N_("{path} is a {study} already; `qcode {path}` opens it."),
    N_("{path} is a file; choose a folder for the {study}."),
    N_("{path} is not empty; choose another folder for the sample."),
    N_("The sample {study} is not part of this installation; install qcode again."),
    N_("Who codes? Give --coder NAME or set QCODE_CODER."),
    N_(
        "There is a {coder} “{name}” already, and “{other}” differs from it only in case or "
        "in how accents are written; go on with --coder {name}, or choose another name."
    ),
    N_(
        "“{name}” differs from the {transcript} “{other}” only in case or in how accents are "
        "written, and some disks cannot hold both; choose another name."
    ),
    N_(
        "its name differs from “{name}” only in case or in how accents are written, and some "
        "disks cannot hold both; rename one of the two."
    ),
    N_("{path} cannot be read: {reason}."),
    N_("{path} cannot be written: {reason}."),
    N_("{name} cannot be read as a command: {value}; correct its quotation marks."),
    N_(
        "No editor is set: put its name into the variable EDITOR, as in `export EDITOR=nano`, "
        "and start qcode again."
    ),
    N_("{path} is not UTF-8; save it as UTF-8 and paste it from there."),
    N_("The editor {name} cannot be run: {reason}; correct VISUAL or EDITOR."),
    N_("The editor {name} ended with status {n}; what was written is in {path}."),
    N_("The editor {name} ended with status {n}; nothing was changed."),
    N_(
        "the last write was cut off in the middle ({what}); open the {study} as {who} to "
        "complete it."
    ),
)
