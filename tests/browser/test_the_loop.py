"""A whole loop as people live it: portal, console, phone, call-back, link."""

import re

import pytest
from playwright.sync_api import expect

from aftercare.domains.requests.models import ServiceRequest
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_request_goes_from_the_portal_to_the_rating(page_of, engineer):
    customer = page_of("", "/service/", size=PHONE)
    customer.get_by_label("In your own words").fill("空调不制冷")
    for _step in range(3):
        customer.get_by_role("button", name="Next").click()
    customer.get_by_label("Your name").fill("王芳")
    customer.get_by_label("Your phone number").fill("13800138000")
    customer.get_by_role("button", name="Send", exact=True).click()
    customer.wait_for_url(re.compile(r"/service/r/.*/sent/"))
    customer.get_by_role("link", name="Follow my request").click()
    expect(customer.locator("[aria-current=step]")).to_contain_text("We have your request")
    expect(customer.get_by_text("138****8000")).to_be_visible()

    dispatcher = page_of("dispatcher", "/requests/")
    dispatcher.get_by_role("link", name="空调不制冷").click()
    dispatcher.get_by_role("link", name="Assign", exact=True).click()
    dialog = dispatcher.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile("李工")).check()
    dialog.get_by_role("button", name="Assign").click()
    expect(dispatcher.locator("#head [data-state=assigned]")).to_be_visible()

    worker = page_of("engineer", "/field/", size=PHONE)
    worker.get_by_role("link", name="空调不制冷").click()
    worker.get_by_role("button", name="Start work").click()
    # The dispatcher sees it without touching the page.
    expect(dispatcher.locator("#head [data-state=in_progress]")).to_be_visible()
    expect(dispatcher.locator("#story")).to_contain_text("started to work")
    worker.get_by_role("link", name="Write the record").click()
    worker.get_by_label("What was done").fill("更换电容，测试正常。")
    worker.get_by_label("Labour minutes").fill("30")
    worker.get_by_role("button", name="Report").click()
    worker.wait_for_url(re.compile(r"/field/$"))
    expect(worker.get_by_text("Nothing to do")).to_be_visible()

    agent = page_of("callback", "/callbacks/")
    expect(agent.get_by_role("link", name="空调不制冷")).to_be_visible()

    customer.reload()
    expect(customer.locator("[aria-current=step]")).to_contain_text("Work is done")
    customer.get_by_label("Very satisfied").check()
    customer.get_by_label("What should we know?").fill("谢谢！")
    customer.get_by_role("button", name="Send my answer").click()
    expect(customer.locator(".ac-done")).to_have_count(5)

    expect(dispatcher.locator("#head [data-state=closed]")).to_be_visible()
    agent.reload()
    expect(agent.get_by_text("Nobody to call")).to_be_visible()
    closed = ServiceRequest.objects.get()
    assert (closed.state, closed.satisfaction) == ("closed", 5)


def test_a_request_is_entered_and_assigned_by_the_keyboard_alone(page_of, engineer):
    desk = page_of("manager", "/requests/")
    desk.keyboard.press("n")
    desk.wait_for_url(re.compile(r"/requests/new/$"))
    expect(desk.get_by_role("combobox", name="Find the customer")).to_be_focused()
    desk.keyboard.type("13800138000")
    expect(desk.get_by_role("option", name=re.compile("New customer"))).to_be_visible()
    desk.keyboard.press("Enter")
    for words in ("王芳", "上海市长宁区", ""):
        desk.keyboard.type(words)
        desk.keyboard.press("Tab")
    desk.keyboard.type("洗衣机漏水")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("洗衣机漏水")
    desk.wait_for_load_state()

    desk.keyboard.press("a")
    first = desk.get_by_role("dialog").get_by_role("radio", name=re.compile("李工"))
    expect(first).to_be_focused()
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    expect(desk.locator("#head [data-state=assigned]")).to_be_visible()
    assert ServiceRequest.objects.get().engineer == engineer
