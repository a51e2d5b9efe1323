"""Fields of a form that count only with some choices stand there with those alone."""

import pytest
from playwright.sync_api import expect

from aftercare.domains.requests.actions import lock_request
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_form_shows_what_the_choice_needs(page_of):
    wanted = make.request(now())
    lock_request(system("timed-rule"), wanted, at=now())
    manager = page_of("manager", f"/requests/{wanted.id}/")
    manager.get_by_role("link", name="Unlock").first.click()
    date, engineer = manager.get_by_label("New required date"), manager.locator(".ac-field:has([name=engineer])")
    expect(date).to_be_visible()
    expect(engineer).to_be_hidden()
    manager.get_by_label("Assigned").check()
    expect(engineer).to_be_visible()
    manager.get_by_label("Cancelled").check()
    expect(date).to_be_hidden()
