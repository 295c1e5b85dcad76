"""Properties of a category with their dimensions, and where a quote lies on them."""

from __future__ import annotations

from collections.abc import Mapping

from qcode.i18n import t
from qcode.study.arrange_edits import dimensions, lay_on_dimension, set_property
from qcode.study.change import Change
from qcode.study.edits import together
from qcode.study.study import Study
from qcode.tui.list_screen import ListScreen
from qcode.tui.segment_pane import title_of

_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


def written_properties(properties: Mapping[str, tuple[str, ...]]) -> str:
    """One in each line: its name, a colon, the values of its dimension in order."""
    return "\n".join(
        f"{name}: {', '.join(values)}".rstrip(": ") for name, values in properties.items()
    )


def read_properties(text: str) -> dict[str, list[str]]:
    """The properties that were written, by name; lines without a name are passed over."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, values = line.partition(":")
        if name := " ".join(name.split()):
            found[name] = [v for v in (part.strip() for part in values.split(",")) if v]
    return found


def properties_change(study: Study, category: str, wanted: Mapping[str, list[str]]) -> Change:
    """Makes the properties of a category these, touching only those that differ."""
    changes: list[Change] = []
    now = study
    there = study.codebook.codes[category].properties
    for name in dict.fromkeys((*there, *wanted)):
        if name not in wanted or list(there.get(name, ("\n",))) != wanted[name]:
            change = set_property(now, category, name, wanted.get(name))
            changes.append(change)
            now = now.apply(change)
    return together(f"set the properties of “{title_of(category, study)}”", *changes)


class Properties(ListScreen):
    """The key for properties: of the code, or where the quote lies."""

    def current_code(self) -> str:
        """The code that the cursor is about."""
        raise NotImplementedError

    @property
    def on_quote(self) -> bool:
        """Whether the cursor is on a quote and not on a code."""
        raise NotImplementedError

    def action_properties(self) -> None:
        """On a code its properties; on a quote, where it lies on them."""
        if self.on_quote:
            self._lay(self.list.key)
        elif code := self.current_code():
            self._describe(code)

    def _describe(self, code: str) -> None:
        from qcode.tui.prompt import TextPrompt

        before = written_properties(self.study.codebook.codes[code].properties)

        def given(text: str | None) -> None:
            if text is not None and text.strip() != before:
                self.do(lambda study: properties_change(study, code, read_properties(text)))

        title = t("Properties of “{name}”", name=title_of(code, self.study))
        hint = t(
            "One in each line with its dimension in order:  how often: rarely, at times, always"
        )
        self.app.push_screen(TextPrompt(title, before, hint), given)

    def _lay(self, coding: str) -> None:
        from qcode.tui.key_menu import KeyMenu

        found = self.study.find_coding(coding)
        if found is None:
            return
        names = dimensions(self.study, self.study.codebook.resolve(found[1].code))
        if not names:
            self.say(
                t("Neither this {code} nor its {category} has a dimension; p on it writes one.")
            )
            return
        if found[0].coder != self.qcode.session.coder:
            self.say(
                t("This {coding} is {name}'s; only its {coder} changes it.", name=found[0].coder)
            )
            return

        def valued(name: str) -> None:
            values = names[name]

            def chosen(key: str | None) -> None:
                if key:
                    value = "" if key == "0" else values[_KEYS.index(key)]
                    said = t("{name}: {value}", name=name, value=value or "–")
                    self.do(lambda study: lay_on_dimension(study, coding, name, value), said)

            choices = [*zip(_KEYS, values, strict=False), ("0", t("nowhere"))]
            self.app.push_screen(KeyMenu(f"{name}:", choices), chosen)

        def property_chosen(key: str | None) -> None:
            if key:
                valued(list(names)[_KEYS.index(key)])

        if len(names) == 1:
            valued(next(iter(names)))
        else:
            choices = list(zip(_KEYS, names, strict=False))
            self.app.push_screen(KeyMenu(t("On which property?"), choices), property_chosen)
