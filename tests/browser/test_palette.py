"""The palette by the keyboard: go, find, create, act, and what was looked at lately."""

import re

import pytest
from playwright.sync_api import expect

from tests import make
from tests.ui.browser import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def wanted(at, engineer):
    """A request to be given out."""
    return make.request(at)


def test_the_palette_goes_finds_and_acts_by_the_keyboard(page_of, wanted):
    page = page_of("dispatcher", "/")
    palette = page.locator("#palette")
    page.keyboard.press("Control+k")
    expect(palette.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("work l")
    expect(palette.get_by_role("option")).to_have_count(2)  # the place, and the search for these words
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/worklist/$"))

    page.keyboard.press("Control+k")
    page.keyboard.type("不制冷")
    expect(palette.get_by_role("option", name=re.compile(wanted.number))).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/requests/{wanted.id}/$"))

    page.keyboard.press("Control+k")
    expect(palette.get_by_role("group", name=f"With {wanted.number}")).to_be_visible()
    page.keyboard.type("assign")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Assign")).to_be_visible()
    expect(palette).not_to_be_visible()


def test_what_was_looked_at_comes_first_again_until_one_signs_out(page_of, wanted):
    page = page_of("dispatcher", f"/requests/{wanted.id}/")
    page.goto(page.url.partition("/requests")[0] + "/worklist/")
    page.get_by_role("button", name="Go to, find, create").click()
    lately = page.get_by_role("group", name="Looked at lately")
    expect(lately.get_by_role("option")).to_have_text([f"{wanted.number} 空调不制冷"])
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()
    page.evaluate("document.querySelector('.ac-user form').requestSubmit()")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('recent'))") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_palette_and_box(page_of, wanted, theme):
    page = page_of("administrator", "/requests/new/", theme=theme, bypass_csp=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.keyboard.type("wf")
    expect(page.locator("#found").get_by_role("option").first).to_be_visible()
    page.locator("#found [role=option]").first.click()
    expect(page.locator("#suggestions button").first).to_be_visible()
    told = [page.evaluate("() => axe.run(document)")]
    page.keyboard.press("Control+k")
    expect(page.locator("#palette").get_by_role("option", name="Enter a new request")).to_be_visible()
    page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished))")  # half faded in it is pale
    told.append(page.evaluate("() => axe.run(document)"))
    assert [(one["id"], one["nodes"][0]["html"][:200]) for run in told for one in run["violations"]] == []
