"""The customer's page behind a link: it moves by itself and loses no typed word."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from aftercare.domains.requests import guards
from aftercare.domains.requests.actions import assign_request, handle_request, start_request
from aftercare.domains.requests.links import token_of
from tests import make
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TURN = 20_000  # milliseconds between two questions of the page


@pytest.fixture
def assigned(engineer, actor_of, monkeypatch):
    """With 李工, who owes no record: that is tested elsewhere."""
    monkeypatch.setattr(guards.before_handling, "vetoes", [])
    at = datetime.now(UTC)
    return assign_request(actor_of("dispatcher"), make.request(at), engineer=engineer, at=at)


def a_turn_later(page: Page) -> None:
    with page.expect_response(lambda answer: "/service/r/" in answer.url):
        page.clock.run_for(TURN)
    page.wait_for_timeout(300)
    page.clock.run_for(1000)


def test_the_page_follows_the_request_and_leaves_typed_words_alone(page_of, site, assigned, actor_of):
    customer = page_of("", size=PHONE)
    customer.clock.install()
    customer.goto(f"{site}/service/r/{token_of(assigned)}/")
    expect(customer.locator("[aria-current=step]")).to_contain_text("Somebody is assigned")
    customer.get_by_label("Message", exact=True).fill("Please ring twice.")
    started = start_request(actor_of("engineer"), assigned, at=datetime.now(UTC))
    a_turn_later(customer)
    expect(customer.locator("[aria-current=step]")).to_contain_text("Work is under way")
    customer.get_by_role("heading", level=1).click()
    handle_request(actor_of("engineer"), started, at=datetime.now(UTC))
    a_turn_later(customer)
    customer.get_by_label("Satisfied", exact=True).check()
    expect(customer.get_by_label("Message", exact=True)).to_have_value("Please ring twice.")
    customer.get_by_role("button", name="Send", exact=True).click()
    expect(customer.get_by_text("Please ring twice.")).to_be_visible()
