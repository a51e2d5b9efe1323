"""Lists and counts follow what others do, and leave alone what the reader is doing."""

import pytest
from django.db import transaction
from playwright.sync_api import Route, expect

from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.kit.clock import now
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_lists_and_counts_change_when_something_happens(page_of, engineer, actor_of):
    home = page_of("manager", "/")
    expect(home.locator(".ac-stat", has_text="Handled")).to_contain_text("0")
    calls = page_of("callback", "/callbacks/")
    expect(calls.get_by_text("Nobody to call")).to_be_visible()
    with transaction.atomic():
        wanted = assign_request(actor_of("dispatcher"), make.request(now()), engineer=engineer, at=now())
        start_request(actor_of("engineer"), wanted, at=now())
        handle_visit(actor_of("engineer"), wanted, record=RecordDraft(work_done="换件", labour_minutes=5), at=now())
    expect(calls.get_by_role("link", name="空调不制冷")).to_be_visible()
    expect(home.locator(".ac-stat", has_text="Handled")).to_contain_text("1")


def test_what_happens_between_a_page_and_its_stream_is_shown(page_of, site: str):
    agent = page_of("agent")
    late: list[Route] = []
    agent.route("**/api/v1/stream*", lambda route: late.append(route))
    agent.goto(f"{site}/requests/")
    expect(agent.locator("#rows > tr")).to_have_count(0)
    make.request(now(), title="冰箱漏水")
    agent.wait_for_timeout(300)
    late[0].continue_()
    expect(agent.locator("#rows > tr")).to_have_count(1)


def test_a_list_that_changes_keeps_what_is_typed_and_the_marked_row(page_of, at):
    first = make.request(now(), title="冰箱漏水")
    agent = page_of("agent", "/requests/")
    agent.keyboard.press("j")
    agent.get_by_label("Search requests").fill("冰箱")
    expect(agent.locator("#rows > tr")).to_have_count(1)
    with transaction.atomic():
        make.request(now(), customer_=first.customer, title="冰箱不制冷")
        make.request(now(), customer_=first.customer, title="空调漏水")
    expect(agent.locator("#rows > tr")).to_have_count(2)
    expect(agent.get_by_label("Search requests")).to_have_value("冰箱")
    expect(agent.get_by_label("Search requests")).to_be_focused()
