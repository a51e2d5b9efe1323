"""What a script makes quicker is done by a plain way where none runs, or is not offered."""

import pytest
from playwright.sync_api import expect

from aftercare.domains.feedback.actions import set_call_back_rule
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.clock import now
from tests.make import HOUSE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULE = "/administration/call-back-rules/repair/"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_usual_questions_are_put_into_the_form(page_of, company, scripts: bool):
    page = page_of("manager", RULE, java_script_enabled=scripts)
    page.get_by_role("link", name="Begin with the usual questions").click()
    words = page.get_by_label("What to ask").input_value()
    assert words.splitlines()[0] == "Say who calls, and about which request."
    assert ("begin=usual" in page.url) is not scripts


@pytest.mark.parametrize("scripts", [True, False])
def test_what_stands_now_is_read_by_all_and_taken_where_a_script_takes_it(page_of, company, scripts: bool):
    page = page_of("manager", RULE, java_script_enabled=scripts)
    repair = RequestKind.objects.get(code="repair")
    set_call_back_rule(HOUSE, repair, due_workdays=2, most_tries=3, script="", at=now())
    page.get_by_label("Workdays until the call").fill("4")
    page.get_by_role("button", name="Keep the changes").click()
    expect(page.locator(".ac-stands-words")).to_have_text("2")
    take = page.get_by_role("button", name="Take this")
    if scripts:
        take.click()
        expect(page.get_by_label("Workdays until the call")).to_have_value("2")
    else:
        expect(take).to_be_hidden()
