"""The themes: text is read at 7:1 or better."""

from __future__ import annotations

import pytest

from qcode.tui.themes import DARK, LIGHT, NAMES, READ_TOGETHER, after, contrast


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), READ_TOGETHER)
def test_text_has_a_contrast_of_seven_to_one(theme, text: str, ground: str) -> None:
    colors = {**theme.to_color_system().generate(), **theme.variables}
    assert contrast(colors[text][:7], colors[ground][:7]) >= 7


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_key_goes_round_all_themes() -> None:
    seen = [NAMES[0]]
    for _ in NAMES:
        seen.append(after(seen[-1]))
    assert set(seen) == set(NAMES)
    assert seen[-1] == NAMES[0]
    assert after("gone") in NAMES
