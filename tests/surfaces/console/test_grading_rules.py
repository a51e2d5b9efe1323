"""The page of the rules of grading: kept, looked ahead with, refused with the text in place."""

import pytest

from aftercare.domains.customers.actions import add_grade
from aftercare.domains.grading.models import GradingRules
from aftercare.domains.grading.queries import active_rules
from tests import make

pytestmark = pytest.mark.django_db
HERE = "/administration/grading-rules/"


def typed(**other: object) -> dict[str, object]:
    return {"grades": "金牌 when spent ≥ 20000", "tags": "", "window_months": 12, "expected": 0, "reason": "", **other}


@pytest.fixture
def manager(client_of, at):
    add_grade(make.HOUSE, code="gold", name="金牌", at=at)
    return client_of("manager")


def test_rules_are_kept_and_shown_as_they_were_written(manager):
    shown = manager.post(HERE, typed(reason="新政策"), follow=True).content.decode()
    assert "Version 1 counts from now on" in shown
    assert ("金牌 when spent ≥ 20000" in shown, "新政策" in shown) == (True, True)
    assert active_rules().version == 1


def test_a_look_ahead_keeps_nothing(manager, at):
    make.customer(at)
    shown = manager.post(HERE, typed(grades="金牌", preview="1")).content.decode()
    assert "1 of 1 customers looked at" in shown
    assert "– → 金牌" in shown
    assert GradingRules.objects.count() == 0


def test_what_is_no_rule_comes_back_with_its_line(manager):
    answer = manager.post(HERE, typed(grades="金牌 when colour ≥ 1"))
    shown = answer.content.decode()
    assert (answer.status_code, "Line 1: “colour ≥ 1” is not understood" in shown) == (422, True)
    assert "金牌 when colour ≥ 1" in shown


def test_a_stale_form_comes_back_with_what_stands(manager):
    manager.post(HERE, typed())
    answer = manager.post(HERE, typed(grades="金牌 when spent ≥ 1", expected=0))
    assert (answer.status_code, "Somebody changed this meanwhile." in answer.content.decode()) == (422, True)
    assert GradingRules.objects.count() == 1
