"""What axe, a ruler and a keyboard say of the style guide."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui.browser import AXE, Opened

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SURFACES = [("console", 1440), ("console", 390), ("list", 1440), ("plain", 390), ("portal", 390), ("field", 390)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("surface", "width"), SURFACES)
def test_axe_finds_nothing(opened: Opened, surface: str, width: int, theme: str):
    page = opened(f"/?surface={surface}&toast=1", width=width, theme=theme, bypass_csp=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("surface", ["console", "list", "plain", "portal", "field"])
def test_nothing_scrolls_sideways_on_the_narrowest_phone(opened: Opened, surface: str):
    page = opened(f"/?surface={surface}", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_everything_to_touch_in_the_field_app_is_44_pixels_high(opened: Opened):
    page = opened("/?surface=field", width=390)
    page.locator("summary").first.click()
    low = page.evaluate(
        """touched => [...document.querySelectorAll(touched)]
        .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 44)
        .map((one) => one.outerHTML.slice(0, 80))""",
        "a:not(.ac-skip), button, summary, .form-check, input:not([type=checkbox]), textarea",
    )
    assert low == []


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(opened: Opened):
    page = opened("/")
    page.keyboard.press("Tab")
    skip = page.locator(".ac-skip")
    assert skip.evaluate("one => document.activeElement === one && one.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("main [data-key=n]").focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "2px"


def test_nothing_moves_for_those_who_asked_for_rest(opened: Opened):
    page = opened("/", reduced_motion="reduce")
    turns = "one => getComputedStyle(one, '::before').animationIterationCount"
    assert page.locator("#buttons [aria-busy]").evaluate(turns) == "1"


def test_without_script_a_page_still_shows_and_leads_everywhere(opened: Opened):
    page = opened("/?surface=list", java_script_enabled=False)
    assert page.locator("tbody tr:not(.ac-more)").count() == 4
    page.get_by_role("link", name="Show more").click()
    expect(page).to_have_url(re.compile(re.escape("/?surface=list&cursor=2") + "$"))
    page.get_by_role("link", name="Number").click()
    expect(page).to_have_url(re.compile(re.escape("/?surface=list&sort=number") + "$"))
    page.locator("summary", has_text="Theme").click()
    assert page.get_by_role("button", name="Dark").is_visible()
