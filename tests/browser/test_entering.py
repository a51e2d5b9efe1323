"""A request entered with the phone at the ear: by the keyboard alone, known customer, device picked."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from aftercare.domains.catalog.actions import add_incident_type, add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.requests.models import ServiceRequest
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONGEST = 30  # seconds


@pytest.fixture
def owner(at):
    """王房东 with two devices."""
    made = make.customer(at, name="王房东", phone="13800138000")
    for number, name, serial in (("BCD-1", "冰箱", "SN-77001"), ("KFR-1", "空调", "SN-77002")):
        product = add_product(make.HOUSE, number=number, name=name, at=at)
        register_device(make.HOUSE, product=product, customer=made, serial=serial, at=at)
    add_incident_type(make.HOUSE, code="leak", name="漏水", at=at)
    return made


class Keys:
    """A keyboard that counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def type(self, words: str) -> None:
        self.pressed += len(words)
        self.page.keyboard.type(words)

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)


def test_a_known_customer_is_served_by_the_keyboard_alone_in_under_half_a_minute(page_of, owner):
    page = page_of("agent", "/requests/")
    began, keys = time.monotonic(), Keys(page)
    keys.press("n")
    page.wait_for_url(re.compile(r"/requests/new/$"))
    expect(page.get_by_role("combobox", name="Find the customer")).to_be_focused()
    keys.type("wfd")
    expect(page.locator("#found [role=option]").first).to_contain_text("王房东")
    keys.press("Enter")
    expect(page.get_by_role("button", name=re.compile("SN-77002"))).to_be_focused()  # the latest device comes first
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_label("What is the matter")).to_be_focused()
    keys.type("冰箱漏水")
    expect(page.locator("#suggestions")).to_contain_text("the title says “漏水”")
    expect(page.locator("#known")).to_contain_text("Labour is charged.")
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("冰箱漏水")
    expect(page.locator("#toasts")).to_contain_text("entered. Enter another")
    made = ServiceRequest.objects.select_related("device", "contact").get()
    assert (made.customer, made.device.serial, made.contact.name) == (owner, "SN-77001", "王房东")
    assert keys.pressed == 12
    assert time.monotonic() - began < LONGEST


def test_enter_takes_whose_number_it_is_though_pressed_before_the_answer(page_of, owner):
    page = page_of("agent", "/requests/new/")
    page.keyboard.type("13800138000")
    page.keyboard.press("Enter")
    expect(page.locator("#picks")).to_contain_text("王房东")
    expect(page.locator("input[name=customer]")).to_have_value(str(owner.id))
    expect(page.locator("#caller")).not_to_have_attribute("open", "")


def test_a_suggestion_is_taken_with_one_click_and_nothing_is_taken_by_itself(page_of, owner):
    page = page_of("agent", "/requests/new/")
    page.get_by_label("What is the matter").fill("冰箱冒烟，漏水")
    urgent = page.get_by_role("button", name=re.compile("may be dangerous"))
    expect(urgent).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_label("Priority")).to_have_value("3")
    urgent.click()
    expect(page.get_by_label("Priority")).to_have_value("1")
    expect(urgent).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#suggestions")).to_contain_text("Urgent: within 24 working hours")
    page.get_by_role("button", name=re.compile("the title says")).click()
    expect(page.get_by_label("Problem type").locator("option:checked")).to_have_text("漏水")


def test_somebody_new_is_entered_without_leaving_the_form(page_of, company):
    page = page_of("agent", "/requests/new/")
    page.keyboard.type("13912345678")
    expect(page.locator("#found [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("张三")
    page.get_by_label("What is the matter").fill("洗衣机不转")
    page.get_by_role("button", name="Enter request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("洗衣机不转")
    assert ServiceRequest.objects.get().customer.name == "张三"


def test_a_draft_brings_back_whom_it_is_for(page_of, owner):
    page = page_of("agent", "/requests/new/")
    page.keyboard.type("wfd")
    page.locator("#found [role=option]").first.click()
    expect(page.locator("#picks")).to_contain_text("王房东")
    page.get_by_label("What is the matter").fill("冰箱漏水")
    page.wait_for_timeout(600)
    page.reload()
    expect(page.get_by_label("What is the matter")).to_have_value("冰箱漏水")
    expect(page.locator("#picks")).to_contain_text("王房东")
    expect(page.locator("#suggestions")).to_contain_text("the title says “漏水”")
    page.get_by_role("link", name="Cancel").click()
    page.goto(page.url.partition("/requests")[0] + "/requests/new/")
    expect(page.locator("#picks")).to_be_empty()
