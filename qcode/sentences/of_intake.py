"""What an import says: files that cannot be read, rows that are left out, what it noticed."""

from __future__ import annotations

from qcode.i18n import N_

FORMS: tuple[str | tuple[str, str], ...] = (
    N_("There is no file or folder {path}; check its name."),
    N_("“{name}” has no parent until then."),
    N_("{sentence} “{name}” has no parent until then."),
    N_(
        "“{name}” would be above itself through its parent “{other}”; correct the parent. It "
        "has none until then."
    ),
    N_("the further {category} “{name}” is no {code}; add it to the table."),
    N_("“{name}” keeps the {field} that it has; the table says another."),
    N_("The {coder} “{name}” is written as {other}."),
    N_("there is no {transcript} “{name}” in this {study}; correct the name or import it first."),
    N_("there is no {transcript} “{name}”; import the {transcripts} with it or before it."),
    N_("“{name}” is left out: {reason}."),
    N_("{place} is beyond the text of {n} characters"),
    N_("other words stand at {place}, and {reason}"),
    N_("its words are not found in {name}"),
    N_("its words stand {n} times in {name} (lines {place}); give start and end"),
    N_(
        "there is a {transcript} “{name}” already, which differs from “{other}” only in case "
        "or in how accents are written; import it under another name with --name."
    ),
    N_(
        "there is a {transcript} “{name}” with another text already, and it is not replaced; "
        "`qcode edit {name}` corrects it, --name imports this one under another name."
    ),
    N_("“{name}” is no attribute; give it with --speakers or --unlabelled."),
    N_("{field} of {name} was {other} and is {value} now."),
    N_("this is no text (it holds the control character {name}); save it as a text file in UTF-8."),
    N_("begins as {name} and is broken here; save it again as UTF-8."),
    N_(
        "a byte here is not UTF-8 while the rest of the file is; repair the line and save it "
        "as UTF-8."
    ),
    N_("Decoded as {name}."),
    N_("kind “{name}” is none of {names}; correct it in the file."),
    N_(
        "qcode reads transcripts as .txt, .md, .docx, .csv, .vtt and .srt; save it as one of these."
    ),
    N_("no data of a {study}"),
    N_("no format that qcode imports"),
    N_("not readable ({error})"),
    N_("too large"),
    N_("a table with the columns {names}, which is none that qcode imports"),
    N_("an old Word file; save it as .docx"),
    N_("a Word file with macros; save it as .docx"),
    N_("a PDF; save its text as .docx or .txt"),
    N_("RTF; save it as .docx"),
    N_("OpenDocument; save it as .docx"),
    N_("a spreadsheet; save its table as .csv"),
    N_("The label “{name}” occurs once and looks like “{other}”."),
    N_("The label “{name}” occurs {n} times and looks like “{other}”."),
    N_("Not taken as speakers: {names} and {n} more."),
    N_("Not taken as speakers: {names}."),
    N_(
        "{n} lines have a label with no space after the colon, and are read as part of the "
        "{turn} before; put a space there."
    ),
    N_(
        "1 line has a label with no space after the colon, and is read as part of the {turn} "
        "before; put a space there."
    ),
    N_("Only the {interviewer} has a label: all other lines are {name}'s words."),
    N_("Lines without a label mostly ask: they are the {interviewer}'s."),
    N_("{n} lines have no label and are taken as {name}'s words, the questions among them."),
    N_(
        "No speaker is named: all lines are taken as {name}'s words, {n} lines that end with "
        "a question mark among them."
    ),
    N_("Nobody was recognised as the {interviewer}; say who asks, if one of them does."),
    N_(
        "{n} lines begin with a date and a time and name nobody; they are read as part of the "
        "{turn} before."
    ),
    N_(
        "1 line begins with a date and a time and names nobody; it is read as part of the "
        "{turn} before."
    ),
    N_(
        "The text holds times of subtitles, which count as words; give the file the ending .vtt "
        "or .srt and import that instead."
    ),
    N_("{n} cues name nobody and go on with the speaker before."),
    N_("1 cue names nobody and goes on with the speaker before."),
    N_("{n} lines change the speaker and name nobody; they are read as part of the {turn} before."),
    N_("1 line changes the speaker and names nobody; it is read as part of the {turn} before."),
    N_("Another identity block stands between the tables; split a file of several interviews."),
    N_("Another identity block stands at line {n}; split a file of several interviews."),
    N_("{n} lines that name nobody are taken as nobody's words."),
    N_("1 line that names nobody is taken as nobody's words."),
    N_(
        "A table has no head that tells who speaks: what asks is taken as the words of {name}, "
        "the rest as those of {other}."
    ),
    N_(
        "{n} rows of a table have several labels for another number of paragraphs; they stand "
        "under {name} and count for nobody."
    ),
    N_(
        "1 row of a table has several labels for another number of paragraphs; it stands under "
        "{name} and counts for nobody."
    ),
    N_("What stands across a table below its questions is taken as {name}."),
    N_("{n} rows across a table are taken as headings ({name}), which nobody says."),
    N_("1 row across a table is taken as a heading ({name}), which nobody says."),
    N_(
        "The column “{name}” is not taken as words that were said; its {n} cells are offered as "
        "comments."
    ),
    N_(
        "The column “{name}” is not taken as words that were said; its 1 cell is offered as a "
        "comment."
    ),
    N_("Columns that hold no words that were said are left out: {names}."),
    N_(
        "No labels were found: {what} paragraphs are taken as questions (P), the others as "
        "answers (I)."
    ),
    N_(
        "No labels were found: {what} paragraphs are taken as answers (I), the others as "
        "questions (P)."
    ),
    N_("bold"),
    N_("italic"),
    N_("numbered"),
    N_(
        "“{name}” stands here again under the same parent, as in line {n}; give one of the two "
        "another name or remove it."
    ),
    N_("{n} {codes} are called “{name}”; a table of {codings} must name them by their id."),
    N_("No speakers were found, so it is read as an observation of paragraphs."),
    N_("No speakers were found, so it is read as a document of paragraphs."),
    N_("“{name}” is no time of a cue; it should read 00:01:02.000 --> 00:01:05.000."),
    N_(
        "{n} cells under {count} columns; put quotation marks around words that hold the separator."
    ),
    N_("this row is no CSV ({reason}); check its quotation marks."),
    N_("a table of turns needs the columns speaker and text; it has {names}."),
    N_("Left out: {n} comments on words that are not in the text."),
    N_("Left out: 1 comment on words that are not in the text."),
    N_("Left out: {n} footnotes."),
    N_("Left out: 1 footnote."),
    N_("Left out: {n} text boxes."),
    N_("Left out: 1 text box."),
    N_(
        "this is no CSV that can be read ({reason}); save it again as CSV with every "
        "quotation mark inside a cell doubled."
    ),
    N_("the header {sentence}"),
    N_("the row {sentence}"),
    N_("has only one of start and end; give both or neither"),
    N_("has neither a place nor a {quote}; give start and end, or the words"),
    N_("ends at {end}, not behind its start {place}; correct the two"),
    N_("has no {column}; fill the cell or remove the row"),
    N_("has “{value}” as {column}; write a whole number or leave it empty"),
    N_("has “{value}” as {column}; write one of {names}"),
    N_("has labels that cannot be read; write a language and a name, `en: Saving`"),
    N_("names “{name}” again, as line {n} does; keep one of the two"),
    N_("names the column “{name}” twice; rename one of them"),
    N_("has {n} cells under {count} columns; put cells that hold the separator in quotes"),
    N_("has no column “{name}” (it has: {names}); add or rename it"),
    N_("asks"),
    N_("answers"),
    N_("its lines ask"),
    N_("looks like “{name}”"),
    N_("named as the {interviewer} on top of the file"),
    N_("“{name}” is a usual name for who asks"),
    N_("“{name}” names no one {participant}"),
    N_("“{name}” is a usual name for who answers"),
    N_("“{name}” asks and “{other}” answers by custom"),
    N_("asks in {share} of its turns"),
    N_("“{name}” asks by custom"),
    N_("“{name}” asks by custom in Indonesian"),
    N_("“{name}” asks by custom in English"),
    N_(
        "there is a {coder} “{name}” already, and “{other}” differs from it only in case or "
        "in how accents are written; correct the {coder} in the table."
    ),
)

ABOUT_A_FILE: tuple[str | tuple[str, str], ...] = (
    N_("is {size} MB large and qcode reads files up to {most} MB; split it."),
    N_("cannot be read ({reason}); check its place and rights."),
    N_("is empty; export or save it again."),
    N_("is no text (it holds NUL bytes); save it as text in UTF-8."),
    N_("is in no encoding that qcode knows; save it as UTF-8."),
    N_("is a PDF; save its text as .docx or .txt"),
    N_("is RTF; save it as .docx or .txt"),
    N_("is an old Word file or one with a password; save it as a plain .docx"),
    N_("is an archive; if it is a Word file, give it the ending .docx"),
    N_("holds no cue with a time; export the subtitles again."),
    N_("has a header and no rows; export it again."),
    N_("holds no text that can be coded; check that it is the {transcript}."),
    N_("is no Word file or is broken; open it in a word processor and save it as .docx."),
    N_("is an old Word file or has a password; save it as a plain .docx."),
    N_("unpacks to more than qcode reads; save its text as .txt, or split it."),
    N_(
        "declares entities in {name}, which no Word file does; open it in a word processor "
        "and save it again."
    ),
)
"""Sentences that continue a file's name, or stand behind it and a colon."""
