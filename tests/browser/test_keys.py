"""The key of a new request: on every page of whoever may enter one, beside what a page gives it to."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENTRY = re.compile(r"/requests/new/$")


def test_n_begins_a_request_from_anywhere_and_the_help_says_so(page_of, company):
    page = page_of("manager", "/")
    page.keyboard.press("?")
    expect(page.locator(".ac-keys div", has_text="New request").locator("kbd")).to_have_text(["n"])
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url(ENTRY)
    page.goto(page.url.replace("/requests/new/", "/worklist/"))
    page.keyboard.press("n")
    page.wait_for_url(ENTRY)


def test_where_a_page_has_an_n_of_its_own_the_capital_one_begins_a_request(page_of, at):
    page = page_of("agent", reverse("console:request", args=[make.request(at).id]))
    page.keyboard.press("?")
    expect(page.locator(".ac-keys div", has_text="New request").locator("kbd")).to_have_text(["N"])
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+N")
    page.wait_for_url(ENTRY)


def test_whoever_may_not_enter_requests_is_not_led_there(page_of, company):
    page = page_of("callback", "/")
    page.keyboard.press("n")
    expect(page.locator(".ac-rail-new")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"[^/]/$"))
