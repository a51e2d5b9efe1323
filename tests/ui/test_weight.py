"""The first page stays light, and every file a page names exists."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from aftercare import ui
from aftercare.ui import icons
from aftercare.ui.components import assets
from aftercare.ui.components.states import STATES

KB = 1000
UI = Path(ui.__file__).parent


def size(files: list[str]) -> int:
    """What the files weigh on the wire, in bytes."""
    return sum(len(brotli.compress(content(file), quality=5)) for file in files)


def content(file: str) -> bytes:
    found = finders.find(file)
    assert found, f"{file} is missing; run python -m aftercare.ui.vendor."
    return Path(found).read_bytes()


@pytest.mark.parametrize("surface", ["plain", "console", "portal", "field"])
def test_a_first_page_weighs_at_most_200_kb_with_its_icons(surface: str):
    files = ["vendor/icons.svg", "ui/js/theme.js", "ui/img/mark.svg", *assets.STYLES[surface], *assets.SCRIPTS[surface]]
    assert size(files) <= 200 * KB


def test_the_portal_has_under_100_kb_of_script_even_uncompressed():
    scripts = ["ui/js/theme.js", *assets.SCRIPTS["portal"]]
    assert sum(len(content(file)) for file in scripts) < 100 * KB


def test_every_file_a_page_can_ask_for_exists():
    for files in (*assets.STYLES.values(), *assets.SCRIPTS.values(), *assets.EXTRAS.values()):
        assert all(content(file) for file in files)


def test_no_style_sheet_or_script_reaches_outside():
    for file in {file for files in (*assets.STYLES.values(), *assets.SCRIPTS.values()) for file in files}:
        assert not re.findall(rb"(?:url\(|@import |fetch\()\s*[\"']?(?:https?:)?//", content(file)), file


def test_the_sprite_holds_every_icon_that_is_named():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', content("vendor/icons.svg").decode()))
    named = icons.mentioned(UI.parent) | {look.icon for look in STATES.values()}
    assert named - drawn == set(), "New icons are drawn by python -m aftercare.ui.vendor."


def test_names_of_icons_are_found_as_they_are_written(tmp_path: Path):
    (tmp_path / "page.html").write_text('{% icon "lock" %}{% button "x" icon="plus" %}<p class="lexicon" title="x">')
    (tmp_path / "rail.py").write_text('RailItem("Home", "/", icon="home", active=True); entry = {"icon": "note"}')
    assert icons.mentioned(tmp_path) == {"lock", "plus", "home", "note"}


def test_names_handed_over_by_position_are_found_too(tmp_path: Path):
    (tmp_path / "outline").mkdir()
    (tmp_path / "outline" / "gavel.svg").touch()
    (tmp_path / "rail.py").write_text('Place("console:locked", "Locked", "gavel", ("requests.manage",))')
    assert icons.quoted(tmp_path, tmp_path) == {"gavel"}


def test_an_icon_that_tabler_does_not_have_is_refused(tmp_path: Path):
    with pytest.raises(KeyError, match="Tabler has no icon named spaceship"):
        icons.sprite(tmp_path, {"spaceship"})
