"""Without a network a page says so in the reader's words, and is there again once the network is."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_page_that_cant_be_reached_says_so_and_comes_back(page_of):
    agent = page_of("agent", "/requests/")
    agent.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    agent.wait_for_function("navigator.serviceWorker.controller !== null")
    agent.context.set_offline(True)
    agent.goto(agent.url.replace("/requests/", "/worklist/"))
    expect(agent.get_by_role("heading", name="No connection")).to_be_visible()
    agent.context.set_offline(False)
    agent.get_by_role("button", name="Try again").click()
    expect(agent.get_by_role("heading", name="Work list")).to_be_visible()
