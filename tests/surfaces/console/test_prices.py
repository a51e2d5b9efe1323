"""The pages of price lists, tax rates and approval limits."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.catalog.actions import add_part, add_product
from aftercare.domains.orders.actions import add_price_list, add_tax_rate, set_approval_limit, set_prices
from aftercare.domains.orders.models import ApprovalLimit, Price, PriceList, TaxRate
from tests.make import HOUSE

pytestmark = pytest.mark.django_db
HERE = "/administration/prices/"


@pytest.fixture
def machine(at):
    return add_product(HOUSE, number="KFR-35GW", name="空调", at=at)


@pytest.fixture
def prices(machine, at):
    made = add_price_list(HOUSE, code="retail", name="零售价", currency="CNY", valid_from=date(2026, 1, 1), at=at)
    return set_prices(HOUSE, made, prices={machine: Decimal("2999.00")}, at=at)


@pytest.fixture
def manager(client_of):
    return client_of("manager")


def test_a_list_is_begun_and_its_prices_are_pasted(manager, machine):
    given = {"code": "b2b", "name": "批发价", "currency": "cny", "valid_from": "2026-01-01", "valid_until": ""}
    assert manager.post(f"{HERE}new/", given).status_code == 302
    made = PriceList.objects.get()
    page = reverse("console:price_list", args=[made.id])
    assert "Nothing on this list yet" in manager.get(page).content.decode()
    sent = manager.post(f"{page}paste/", {"text": "KFR-35GW\t2599", "expected": str(made.version)}, follow=True)
    shown = sent.content.decode()
    assert ("The prices are set; orders that are written keep theirs." in shown, "2,599" in shown) == (True, True)
    assert Price.objects.get().unit_price == Decimal(2599)
    assert "Holds" in manager.get(HERE).content.decode()


def test_a_table_that_cannot_be_read_comes_back_with_its_words(manager, prices):
    address = reverse("console:price_list_paste", args=[prices.id])
    answer = manager.post(address, {"text": "KFR-35GW 1\n冰箱 2", "expected": str(prices.version)})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was changed: line 2: no product and no part has the number 冰箱." in shown
    assert ("KFR-35GW 1\n冰箱 2" in shown, Price.objects.get().unit_price) == (True, Decimal(2999))


def test_an_old_page_changes_no_list_no_tax_and_no_limit(manager, prices, at):
    rate = add_tax_rate(HOUSE, code="vat", name="增值税", percent=Decimal(13), at=at)
    limit = set_approval_limit(HOUSE, currency="CNY", amount=Decimal(5000), discount_percent=Decimal(10), at=at)
    sent = [
        ("price_list_change", prices, {"name": "旧", "valid_from": "2026-01-01"}),
        ("price_list_paste", prices, {"text": "KFR-35GW 1"}),
        ("tax_rate_change", rate, {"name": "旧", "percent": "1"}),
        ("approval_limit_change", limit, {"amount": "1", "discount_percent": "1"}),
    ]
    for name, about, given in sent:
        address = reverse(f"console:{name}", args=[about.id])
        answer = manager.post(address, {**given, "expected": str(about.version + 1)})
        assert (answer.status_code, "Somebody changed this meanwhile" in answer.content.decode()) == (422, True)
        before = about.version
        about.refresh_from_db()
        assert about.version == before
    for name, about, given in sent:
        about.refresh_from_db()
        address = reverse(f"console:{name}", args=[about.id])
        assert manager.post(address, {**given, "expected": str(about.version)}).status_code == 302
    rate.refresh_from_db()
    limit.refresh_from_db()
    assert (rate.percent, rate.active, limit.amount, Price.objects.get().unit_price) == (1, False, 1, 1)


def test_a_tax_and_a_limit_are_added(manager):
    assert manager.post(f"{HERE}taxes/new/", {"code": "vat9", "name": "增值税 9%", "percent": "9"}).status_code == 302
    assert "增值税 9%" in manager.get(f"{HERE}taxes/").content.decode()
    again = manager.post(f"{HERE}taxes/new/", {"code": "vat9", "name": "又一个", "percent": "9"})
    assert (again.status_code, TaxRate.objects.count()) == (422, 1)
    given = {"currency": "usd", "amount": "800", "discount_percent": "5"}
    assert manager.post(f"{HERE}limits/new/", given).status_code == 302
    assert "800.00 USD" in manager.get(f"{HERE}limits/").content.decode()
    assert manager.post(f"{HERE}limits/new/", {**given, "currency": "U5D"}).status_code == 422
    assert ApprovalLimit.objects.get().currency == "USD"


def test_pages_ask_as_often_for_few_prices_and_for_many(manager, prices, at):
    counts = []
    for more in (1, 40):
        for n in range(more):
            part = add_part(HOUSE, number=f"P-{more}-{n}", name=f"零件 {n}", at=at)
            set_prices(HOUSE, prices, prices={part: Decimal(1)}, at=at)
            add_price_list(HOUSE, code=f"l{more}{n}", name="价", currency="CNY", valid_from=date(2026, 1, 1), at=at)
            add_tax_rate(HOUSE, code=f"t{more}{n}", name="税", percent=Decimal(1), at=at)
        here = reverse("console:price_list", args=[prices.id])
        counts.append([asked(manager, address) for address in (HERE, here, f"{here}?q=零", f"{HERE}taxes/")])
    assert counts == [[6, 7, 7, 5]] * 2


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_round_figures_stand_in_their_fields_as_somebody_would_type_them(manager, at):
    rate = add_tax_rate(HOUSE, code="vat", name="增值税", percent=Decimal(10), at=at)
    limit = set_approval_limit(HOUSE, currency="CNY", amount=Decimal(5000), discount_percent=Decimal(20), at=at)
    shown = manager.get(reverse("console:tax_rate_change", args=[rate.id])).content.decode()
    assert ('value="10"' in shown, "E+" in shown) == (True, False)
    shown = manager.get(reverse("console:approval_limit_change", args=[limit.id])).content.decode()
    assert ('value="5000"' in shown, 'value="20"' in shown, "E+" in shown) == (True, True, False)
