from __future__ import annotations

from itertools import combinations

import pytest

from qcode.study.code import COLORS
from qcode.tui.palette import DARK, LIGHT, PALETTE, color_of

PAPERS = {LIGHT: ("#fbf8f1", "#efe9d9"), DARK: ("#1b1a18", "#2f2c27")}
# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Triple = tuple[float, float, float]


def linear(color: str) -> Triple:
    r, g, b = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (r, g, b))  # type: ignore[return-value]


def times(matrix: tuple[Triple, ...], values: Triple) -> Triple:
    return tuple(sum(m * v for m, v in zip(row, values, strict=True)) for row in matrix)  # type: ignore[return-value]


def oklab(rgb: Triple) -> Triple:
    rgb = tuple(min(1.0, max(0.0, c)) for c in rgb)  # type: ignore[assignment]
    cone = times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        rgb,
    )
    return times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        tuple(c ** (1 / 3) for c in cone),  # type: ignore[arg-type]
    )


def luminance(color: str) -> float:
    r, g, b = linear(color)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("ground", [LIGHT, DARK])
@pytest.mark.parametrize("name", COLORS)
def test_a_code_colour_can_be_read_on_paper_and_on_the_tint(ground: str, name: str) -> None:
    for paper in PAPERS[ground]:
        light, dark = sorted([luminance(color_of(name, ground)), luminance(paper)], reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_no_two_code_colours_fall_together_for_colour_blind_readers(
    ground: str, sight: str
) -> None:
    seen = {n: oklab(times(SIGHTS[sight], linear(c))) for n, c in PALETTE[ground].items()}
    nearest = min(
        sum((a - b) ** 2 for a, b in zip(seen[one], seen[two], strict=True)) ** 0.5
        for one, two in combinations(COLORS, 2)
    )
    assert nearest > 0.04  # twice the distance that is just seen side by side


def test_an_unknown_colour_is_drawn_in_gray() -> None:
    assert color_of("mauve", DARK) == color_of("gray", DARK)
