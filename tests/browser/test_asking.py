"""Asking for service on a phone: what axe says of each step, and that no word or photo is lost on the way."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from aftercare.domains.catalog.actions import add_category, add_incident_type
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.models import StoredFile
from aftercare.surfaces.portal.entrance import ticket_for
from tests import make
from tests.browser.conftest import PHONE
from tests.browser.test_access import RULES
from tests.make import HOUSE
from tests.ui.browser import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHOTO = {"name": "fault.png", "mimeType": "image/png"}


@pytest.fixture
def sorts(company) -> None:
    at = datetime.now(UTC)
    for code, name, problem in (("ac", "空调", "不制冷"), ("wm", "洗衣机", "不排水")):
        node = add_category(HOUSE, code=code, name=name, at=at)
        add_incident_type(HOUSE, code=f"p-{code}", name=problem, category=node, at=at)


def wrong(page) -> list[str]:
    """What axe finds, and whether the page is wider than the phone."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    wide = ["wide"] if page.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    return [f"{one['id']}: {node['html'][:120]}" for one in told["violations"] for node in one["nodes"]] + wide


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_step_reads_well_and_nothing_is_lost(page_of, sorts, theme: str):
    page = page_of("", "/service/", size=PHONE, theme=theme, bypass_csp=True)
    onward = page.get_by_role("button", name="Next")
    found = {"empty": wrong(page)}
    page.get_by_text("洗衣机", exact=True).click()
    page.get_by_text("不排水", exact=True).click()
    found["open"] = wrong(page)
    onward.click()
    page.get_by_label("Serial number").fill("AB-1")
    found["device"] = wrong(page)
    onward.click()
    page.get_by_label("Where is it?").fill("天河路 1 号")
    found["when"] = wrong(page)
    onward.click()
    page.get_by_label("Your name").fill("林女士")
    page.get_by_label("Photos").set_input_files({**PHOTO, "buffer": make.picture()})
    expect(page.locator(".ac-photos img")).to_have_count(1)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    found["refused"] = wrong(page)
    expect(page.get_by_label("fault")).to_be_checked()
    page.get_by_label("Your phone number").fill("13800138000")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/sent/"))
    found["sent"] = wrong(page)
    assert {name: said for name, said in found.items() if said} == {}
    made = ServiceRequest.objects.get()
    assert (made.title, made.description, made.site.address) == ("不排水", "序列号: AB-1", "天河路 1 号")
    assert StoredFile.objects.filter(subject_id=made.id).count() == 1


def test_words_outlive_a_change_of_language_in_the_middle(page_of, sorts):
    page = page_of("", "/service/", size=PHONE)
    page.get_by_label("In your own words").fill("空调不制冷")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Serial number").fill("AB-1")
    page.wait_for_timeout(600)
    page.locator("summary[title=Language], .ac-menu summary").first.click()
    page.get_by_role("button", name="简体中文").click()
    expect(page.get_by_label("用自己的话说")).to_have_value("空调不制冷")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_label("序列号")).to_have_value("AB-1")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_ones_requests_read_well(page_of, company, theme: str):
    at = datetime.now(UTC)
    lin = make.customer(at, name="林女士", email="lin@example.com")
    make.request(at, customer_=lin)
    page = page_of("", reverse("portal:enter", args=[ticket_for(lin.contacts.get())]), theme=theme, bypass_csp=True)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Show my requests").click()
    expect(page.get_by_role("link", name="空调不制冷")).to_be_visible()
    assert wrong(page) == []
    page.get_by_role("link", name="空调不制冷").click()
    expect(page.locator(".ac-parcel-state")).to_have_text("We choose who comes to you, and tell you here.")
    assert wrong(page) == []
