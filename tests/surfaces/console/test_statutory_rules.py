"""Statutory rules in the administration: adopted from a set, changed, and told on the device's page."""

import pytest

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.catalog.actions import add_category
from aftercare.domains.catalog.models import Category, Product
from aftercare.domains.contracts.models import StatutoryRule
from aftercare.domains.contracts.statutory_sets import SETS
from aftercare.domains.devices.actions import change_device
from aftercare.domains.devices.models import Device
from tests.make import HOUSE, request
from tests.surfaces.console.test_permissions import installed

pytestmark = pytest.mark.django_db
LIST, NEW = "/administration/statutory-rules/", "/administration/statutory-rules/new/"


def test_a_set_is_adopted_for_a_category_and_told_on_the_device(client_of, at, company):
    things, manager = installed(at), client_of("manager")
    category = Category.objects.create(code="ac", name="空调", path="")
    category.path = f"{category.id}/"
    category.save()
    Product.objects.update(category=category)
    asked = manager.get(f"{NEW}?set=appliances").text
    assert SETS[0].regulation in asked and 'value="36"' in asked
    given = {name: getattr(SETS[0], name) for name in ("name", "regulation", "source", "start_rule", "note")}
    periods = {"refund_days": 7, "exchange_days": 15, "repair_months": 12, "main_parts_months": 36}
    sent = manager.post(NEW, {**given, **periods, "categories": [str(category.id)], "active": "on"})
    assert sent["Location"] == LIST
    assert SETS[0].name in manager.get(LIST).text
    StatutoryRule.objects.filter(name=SETS[0].name).update(main_parts_months=600)
    assert f"({SETS[0].regulation})" in manager.get(f"/devices/{things['device_id']}/").text


def test_a_rule_that_somebody_changed_meanwhile_comes_back(client_of, at, company):
    rule = StatutoryRule.objects.get(pk=installed(at)["rule_id"])
    given = {
        "name": "家电",
        "regulation": "新规定",
        "source": "2026",
        "start_rule": "invoice",
        "expected": rule.version,
    }
    given |= {"refund_days": 10, "exchange_days": 15, "repair_months": 12, "main_parts_months": 0}
    manager, url = client_of("manager"), f"{LIST}{rule.id}/"
    assert manager.post(url, given)["Location"] == LIST
    again = manager.post(url, {**given, "refund_days": 20})
    assert again.status_code == 422 and "Somebody changed this meanwhile." in again.text
    rule.refresh_from_db()
    assert (rule.refund_days, rule.regulation, rule.active) == (10, "新规定", False)


def test_what_the_law_gives_does_not_hang_on_the_clock_of_whoever_reads(client_of, user_of, at, company):
    """Sold and reported on one day here; in Los Angeles it is still the day before."""
    things = installed(at)
    device = Device.objects.select_related("product", "customer").get(pk=things["device_id"])
    category = add_category(HOUSE, code="ac", name="空调", at=at)
    Product.objects.update(category=category)
    rule = StatutoryRule.objects.get(pk=things["rule_id"])
    StatutoryRule.objects.update(refund_days=7)
    rule.categories.set([category])
    change_device(HOUSE, device, sold_date=day_of(at), at=at)
    wanted = request(at, customer_=device.customer, device=device)
    manager = client_of("manager")
    User.objects.update(time_zone="America/Los_Angeles")
    assert "(三包规定)" in manager.get(f"/requests/{wanted.id}/around/").text
