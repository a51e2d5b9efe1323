"""What was typed and not sent: it comes back to whoever typed it, and to nobody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from aftercare.domains.accounts.actions import demand_second_factor
from aftercare.domains.accounts.models import Role
from aftercare.kit.clock import now
from tests.make import HOUSE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def kept(page: Page) -> list[str]:
    """The names of the drafts in the browser, once the pause behind the last key is over."""
    page.wait_for_timeout(600)
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def begin(page: Page, site: str) -> None:
    page.goto(f"{site}/requests/new/")
    page.fill("[name=title]", "空调不制冷")


def test_a_draft_comes_back_until_it_is_cancelled(page_of, site: str):
    page = page_of("agent")
    begin(page, site)
    assert len(kept(page)) == 1
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("空调不制冷")
    page.get_by_role("link", name="Cancel").click()
    page.goto(f"{site}/requests/new/")
    expect(page.locator("[name=title]")).to_have_value("")
    assert kept(page) == []


def test_what_was_typed_survives_the_end_of_a_session(page_of, site: str, user_of):
    person = user_of("agent")
    person.set_password("a long enough phrase")
    person.save()
    page = page_of("agent")
    begin(page, site)
    kept(page)
    Session.objects.all().delete()
    page.get_by_role("button", name="Enter request").click()
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", "a long enough phrase")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("[name=title]")).to_have_value("空调不制冷")


def test_what_was_typed_survives_that_a_second_factor_is_demanded_meanwhile(page_of, site: str):
    page = page_of("agent")
    begin(page, site)
    before = kept(page)
    demand_second_factor(HOUSE, Role.objects.get(code="agent"), demanded=True, at=now())
    page.get_by_role("button", name="Enter request").click()
    expect(page).to_have_url(re.compile("/account/2fa/"))
    assert kept(page) == before


def test_a_draft_is_ones_own_and_ends_with_signing_out(page_of, site: str, user_of):
    page = page_of("agent")
    begin(page, site)
    assert [key.split(":")[1] for key in kept(page)] == [str(user_of("agent").id)]
    page.evaluate("localStorage.setItem('draft:somebody-else:new-request', localStorage[Object.keys(localStorage)[0]])")
    page.goto(f"{site}/account/logout/")
    page.get_by_role("button", name="Sign out").last.click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert kept(page) == ["draft:somebody-else:new-request"]
