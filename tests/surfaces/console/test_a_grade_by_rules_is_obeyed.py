"""A rule grades a customer, the file says why, and what is promised next follows the grade."""

import pytest

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.contracts.actions import create_level, set_level_grades, set_targets
from aftercare.domains.customers.actions import add_grade
from aftercare.domains.customers.models import Customer
from aftercare.domains.grading.actions import set_rules
from aftercare.domains.grading.language import read_rules
from aftercare.domains.grading.rules import Rules
from aftercare.kit.jobs import run_queued
from tests import make
from tests.make import HOUSE, later

pytestmark = pytest.mark.django_db


def test_whom_a_rule_grades_is_served_by_the_level_of_the_grade_and_the_file_says_why(client_of, at, company):
    gold = add_grade(HOUSE, code="gold", name="金牌", at=at)
    level = create_level(HOUSE, code="gold", name="金牌服务", calendar=Calendar.objects.earliest("id"), at=at)
    set_targets(HOUSE, level, minutes={("resolution", 3): 120}, at=at)
    set_level_grades(HOUSE, level, grades=[gold], at=at)
    served, other = make.customer(at), make.customer(at, name="李雷", phone="13800138001")
    first = make.request(at, customer_=served)
    assert first.level_id != level.id

    rules = Rules(12, read_rules("金牌 when requests ≥ 1", {"金牌": str(gold.id)}, "grades"))
    set_rules(HOUSE, rules=rules, at=at)
    run_queued()
    assert dict(Customer.objects.values_list("name", "grade__code")) == {"王芳": "gold", "李雷": None}

    manager = client_of("manager")
    assert f"/customers/{served.id}/grade/why/" in manager.get(f"/customers/{served.id}/").content.decode()
    assert "requests 1, needs ≥ 1: met" in manager.get(f"/customers/{served.id}/grade/why/").content.decode()
    assert "requests 0, needs ≥ 1: not met" in manager.get(f"/customers/{other.id}/grade/why/").content.decode()

    second = make.request(later(at, hours=1), customer_=Customer.objects.get(pk=served.pk))
    assert (second.level_id, second.targets["resolution"]) == (level.id, 7200)
    assert first.level_id != level.id
