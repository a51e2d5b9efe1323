"""What was typed and not sent: it comes back to whoever typed it, and to nobody else."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

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


def test_the_last_letters_survive_a_reload_and_a_link(page_of, site: str):
    page = page_of("agent")
    begin(page, site)
    page.locator("[name=title]").press_sequentially("！")
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("空调不制冷！")
    page.reload()
    expect(page.locator(".ac-draft")).to_be_visible()
    page.locator("[name=title]").press("End")
    page.locator("[name=title]").press_sequentially("？")
    page.goto(f"{site}/worklist/")
    page.goto(f"{site}/requests/new/")
    expect(page.locator("[name=title]")).to_have_value("空调不制冷！？")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("[name=title]")).to_have_value("")
    assert kept(page) == []


def test_what_was_typed_before_the_script_was_there_is_kept_too(page_of, site: str):
    before = page_of("agent")
    begin(before, site)
    before.fill("[name=description]", "漏水")
    assert len(kept(before)) == 1
    page = page_of("agent", storage_state=before.context.storage_state())
    late: list[Route] = []
    page.route("**/drafts*", lambda route: late.append(route))
    page.goto(f"{site}/requests/new/", wait_until="commit")
    page.fill("[name=title]", "空调漏水")
    page.wait_for_timeout(300)
    late[0].continue_()
    page.unroute("**/drafts*")
    expect(page.locator("[name=description]")).to_have_value("漏水")
    expect(page.locator("[name=title]")).to_have_value("空调漏水")
    page.goto(f"{site}/worklist/")
    page.goto(f"{site}/requests/new/")
    expect(page.locator("[name=title]")).to_have_value("空调漏水")


def signed_out_elsewhere(page: Page, site: str) -> None:
    other = page.context.new_page()
    other.goto(f"{site}/account/logout/")
    other.get_by_role("button", name="Sign out").last.click()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    other.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")


def sign_in(page: Page, person) -> None:
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", "a long enough phrase")
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.fixture
def known(user_of):
    """Two people with passwords."""
    people = user_of("agent"), user_of("manager")
    for person in people:
        person.set_password("a long enough phrase")
        person.save()
    return people


def test_a_tab_whose_session_ended_says_so_and_leads_back_to_what_was_typed(page_of, site: str, known):
    page = page_of("agent")
    begin(page, site)
    signed_out_elsewhere(page, site)
    told = page.get_by_role("alert")
    expect(told).to_contain_text("You are signed out here. What you typed is kept for you.")
    told.get_by_role("link", name="Sign in again").click()
    expect(page).to_have_url(re.compile(r"/account/login/\?next="))
    sign_in(page, known[0])
    expect(page).to_have_url(re.compile("/requests/new/$"))
    expect(page.locator("[name=title]")).to_have_value("空调不制冷")


def test_nobody_else_in_the_same_browser_sees_what_was_typed(page_of, site: str, known):
    page = page_of("agent")
    begin(page, site)
    signed_out_elsewhere(page, site)
    page.get_by_role("link", name="Sign in again").click()
    sign_in(page, known[1])
    expect(page).to_have_url(re.compile("/requests/new/$"))
    expect(page.locator("[name=title]")).to_have_value("")
    assert [key.split(":")[1] for key in kept(page)] == [str(known[0].id)]


def test_a_tab_of_somebody_else_says_who_is_signed_in_now(page_of, site: str, known):
    page = page_of("agent")
    begin(page, site)
    signed_out_elsewhere(page, site)
    other = page.context.new_page()
    other.goto(f"{site}/account/login/")
    sign_in(other, known[1])
    expect(other).not_to_have_url(re.compile("/account/login/"))
    page.bring_to_front()
    page.wait_for_timeout(2100)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("alert")).to_contain_text("Somebody else is signed in with this browser now.")
    page.get_by_role("link", name="Open this page as that person").click()
    expect(page.locator("[name=title]")).to_have_value("")
