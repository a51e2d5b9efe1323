"""Going back: the same words about the same thing are sent once, and nothing else is taken for what went out before."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from aftercare.domains.customers.models import Communication
from aftercare.domains.requests.actions import assign_request, fail_request, start_request
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from tests import make
from tests.browser.conftest import PHONE
from tests.make import HOUSE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def assigned(engineer) -> ServiceRequest:
    """With 李工."""
    return assign_request(HOUSE, make.request(datetime.now(UTC)), engineer=engineer, at=datetime.now(UTC))


def send(customer: Page) -> None:
    with customer.expect_navigation():
        customer.get_by_role("button", name="Send", exact=True).click()


def test_the_second_attempt_is_begun_though_the_first_was_begun_on_this_page(page_of, site, engineer, assigned):
    phone = page_of("engineer", f"/field/{assigned.id}/", size=PHONE)
    phone.get_by_role("button", name="Start work").click()
    expect(phone.get_by_text("work has begun")).to_be_visible()
    phone.goto(f"{site}/field/")
    fail_request(HOUSE, assigned, outcome="not_home", at=datetime.now(UTC))
    assign_request(HOUSE, ServiceRequest.objects.get(), engineer=engineer, at=datetime.now(UTC))
    phone.go_back()
    assert phone.evaluate("performance.getEntriesByType('navigation')[0].type") == "back_forward"
    phone.get_by_role("button", name="Start work").click()
    expect(phone.get_by_text("work has begun")).to_be_visible()
    begun = ServiceRequest.objects.get()
    assert (begun.state, begun.attempts_made) == ("in_progress", 2)


def test_the_same_words_are_one_message_unless_something_happened_between(page_of, assigned):
    customer = page_of("", f"/service/r/{token_of(assigned)}/", size=PHONE)

    def write() -> int:
        customer.get_by_label("Message", exact=True).fill("Please ring twice.")
        send(customer)
        expect(customer.get_by_text("Please ring twice.").first).to_be_visible()
        return Communication.objects.count()

    assert write() == 1
    start_request(HOUSE, assigned, at=datetime.now(UTC))
    customer.go_back()
    assert write() == 2
    customer.go_back()
    assert write() == 2


def test_a_step_that_was_sent_and_gone_back_to_is_no_lost_network(page_of, company):
    customer = page_of("", "/service/", size=PHONE)
    customer.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    customer.wait_for_function("navigator.serviceWorker.controller !== null")
    customer.fill("[name=title]", "空调漏水")
    customer.get_by_role("button", name="Next").click()
    customer.get_by_role("button", name="Next").click()
    customer.go_back()
    expect(customer.get_by_role("heading", name="No connection")).to_have_count(0)
    expect(customer.locator("[name=title]")).to_have_value("空调漏水")
