"""Dispatch weights in the browser: looked ahead with, nothing typed is lost, then kept."""

import pytest

from aftercare.domains.dispatch.models import WeightSet
from tests.browser.conftest import PHONE
from tests.browser.test_access import RULES
from tests.domains.dispatch.decided import decided
from tests.ui.browser import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_look_ahead_stands_below_the_form_and_the_form_is_kept_afterwards(page_of, at):
    (wanted,) = decided(at)
    page = page_of("manager", "/administration/dispatch-weights/", size=PHONE, bypass_csp=True)
    page.fill("[name=continuity]", "0")
    page.fill("[name=reason]", "Shared fairly.")
    page.click("[name=preview]")
    page.wait_for_selector("#preview")
    assert (page.url.endswith("#preview"), page.input_value("[name=continuity]")) == (True, "0")
    assert wanted.number in page.inner_text("#preview")
    assert page.locator(".ac-draft").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [one["id"] for one in told["violations"]] == []
    page.click("form button.btn-primary[type=submit]")
    page.wait_for_selector("text=Version 1 counts from now on.")
    assert [(one.version, one.values["continuity"], one.reason) for one in WeightSet.objects.all()] == [
        (1, 0, "Shared fairly.")
    ]
    page.reload()
    assert (page.input_value("[name=reason]"), page.locator(".ac-draft").count()) == ("", 0)
