"""Passkeys and codes in a real browser, with an authenticator that the browser itself plays."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from aftercare.domains.accounts.models import User
from tests.browser.conftest import DESK
from tests.ui.browser import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "a long enough phrase"


@pytest.fixture
def address(site: str) -> str:
    """Passkeys belong to a name, never to a number."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(chromium: Browser, company) -> Iterator[Page]:
    """A browser whose device keeps passkeys and opens them with a finger."""
    User.objects.filter(pk=company[1].pk).update(language="en")
    with chromium.new_context(viewport=DESK, locale="en-GB", bypass_csp=True) as context:
        opened = context.new_page()
        device = context.new_cdp_session(opened)
        device.send("WebAuthn.enable")
        can = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        told = {**can, "isUserVerified": True, "automaticPresenceSimulation": True}
        made = device.send("WebAuthn.addVirtualAuthenticator", {"options": told})
        opened.verify_user = lambda yes: device.send(  # type: ignore[attr-defined]
            "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": yes}
        )
        yield opened


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account/login/")
    page.fill("[name=login]", "admin@example.com")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/account/logout/")
    page.get_by_role("button", name="Sign out").last.click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def axe(page: Page) -> list[str]:
    page.add_script_tag(path=AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{page.url} {one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def test_a_passkey_is_made_signs_in_alone_and_stands_behind_the_password(page: Page, address: str):
    sign_in(page, address)
    page.goto(f"{address}/account/2fa/webauthn/add/")
    page.fill("[name=name]", "Desk phone")
    page.get_by_role("button", name="Create the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    expect(page.locator(".ac-codes li")).to_have_count(10)
    code, found = page.locator(".ac-codes li").first.inner_text(), axe(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("Desk phone")).to_be_visible()

    sign_out(page, address)
    page.goto(f"{address}/account/login/?next=/worklist/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Work list")).to_be_visible()

    sign_out(page, address)
    sign_in(page, address)
    page.wait_for_url("**/2fa/authenticate/")
    found += axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Hello, 管理员")).to_be_visible()

    sign_out(page, address)
    sign_in(page, address)
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Hello, 管理员")).to_be_visible()

    page.goto(f"{address}/account/2fa/")
    expect(page.get_by_text("9 codes are left.")).to_be_visible()
    page.get_by_role("link", name="Remove").click()
    found += axe(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Desk phone")).to_have_count(0)
    assert found == []


def test_a_device_that_does_not_know_its_person_signs_nobody_in(page: Page, address: str):
    sign_in(page, address)
    page.goto(f"{address}/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Create the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    sign_out(page, address)
    page.verify_user(False)  # type: ignore[attr-defined]
    page.goto(f"{address}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The device gave no passkey. Try again, or use another way.")).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("/account/login/") + "$"))
