"""WCAG contrast of the colours in tokens.css, in both themes."""

import re
from pathlib import Path

import pytest

from aftercare import ui

SHEET = (Path(ui.__file__).parent / "static/ui/css/tokens.css").read_text(encoding="utf-8")
GROUNDS = ["canvas", "surface", "raised", "sunken"]


def colours(theme: str) -> dict[str, str]:
    """The hexadecimal colours of a theme; dark overrides what light sets."""
    blocks = {"light": [":root"], "dark": [":root", '[data-bs-theme="dark"]']}[theme]
    found: dict[str, str] = {}
    for block in blocks:
        body = re.search(rf"^{re.escape(block)} \{{(.*?)^\}}", SHEET, re.M | re.S)
        assert body
        found |= dict(re.findall(r"--ac-([\w-]+): (#[0-9a-f]{3,6});", body[1]))
    return found


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_norm_says():
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", "accent-ink", "bad-ink"])
def test_words_read_on_every_ground(theme: str, ink: str):
    palette = colours(theme)
    assert [ground for ground in GROUNDS if contrast(palette[ink], palette[ground]) < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["neutral", "info", "accent", "good", "teal", "warn", "bad"])
def test_a_tone_reads_on_its_own_soft_ground_and_on_the_page(theme: str, tone: str):
    palette = colours(theme)
    grounds = [f"{tone}-soft", "canvas", "surface"]
    assert [ground for ground in grounds if contrast(palette[f"{tone}-ink"], palette[ground]) < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_not_a_word_stands_out_three_to_one(theme: str):
    palette = colours(theme)
    lines = ["field-line", "accent", "good-line", "warn-line", "bad-line"]
    assert [line for line in lines if contrast(palette[line], palette["surface"]) < 3] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["accent", "accent-strong", "bad-solid"])
def test_white_reads_on_solid_grounds(theme: str, ground: str):
    assert contrast(colours(theme)["on-accent"], colours(theme)[ground]) >= 4.5
