"""Products and devices taken in from files."""

from datetime import date

import pytest
from tests.domains.sheets.conftest import counts, sentences, sheet
from tests.make import HOUSE, customer, request
from tests.reacting import run_reactions

from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.customers.actions import add_site
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device, OwnerHistory
from aftercare.domains.sheets.actions import undo_import
from aftercare.domains.sheets.actions.writing import take_back
from aftercare.domains.sheets.models import SheetRow
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import tampered

pytestmark = pytest.mark.django_db
PRODUCTS = ["产品型号", "产品名称", "品牌", "产品类别", "序列号规则"]
DEVICES = ["型号", "序列号", "客户编码", "安装地点", "销售日期", "设备状态"]


@pytest.fixture
def sold(at):
    """A product with its rule and terms, an owner with a place."""
    product = add_product(HOUSE, number="KFR-35GW", name="空调", serial_pattern=r"HA\d{4}", at=at)
    add_warranty_term(HOUSE, name="整机保修", product=product, labour_months=12, at=at)
    owner = customer(at, external_id="E1")
    add_site(HOUSE, owner, name="总厂", at=at)
    return product, owner


def test_products_are_made_changed_and_taken_back(taken_in, actor_of, at):
    add_category(HOUSE, code="ac", name="空调器", at=at)
    first = taken_in(
        "products", sheet(PRODUCTS, ["A1", "变频空调", "华安", "空调器", "[0-9]+"], ["A2", "冰箱", "", "", ""])
    )
    assert counts(first) == (2, 0, 0, 0)
    assert list(Product.objects.order_by("number").values_list("name", "category__code")) == [
        ("变频空调", "ac"),
        ("冰箱", None),
    ]
    changed = taken_in(
        "products", sheet(PRODUCTS, ["A1", "", "海安", "", ""], ["A2", "冰箱", "", "", "("], ["A2", "", "", "", ""])
    )
    assert counts(changed) == (0, 1, 0, 2)
    assert sentences(changed) == [
        (
            3,
            "“(” is not a regular expression: missing ), unterminated subpattern at position 0. "
            "Write it like HA\\d{8}.",
        ),
        (4, "Row 3 has the same “A2”; each record stands in one row."),
    ]
    undo_import(actor_of("administrator"), changed, at=at)
    run_queued()
    assert Product.objects.get(number="A1").brand == "华安"


def test_products_are_taken_back(taken_in, actor_of, at):
    made = taken_in("products", sheet(PRODUCTS, ["A1", "变频空调", "", "", ""], ["A2", "冰箱", "", "", ""]))
    undo_import(actor_of("administrator"), made, at=at)
    run_queued()
    assert not Product.objects.exists()


def test_devices_come_into_their_owners_hands_with_their_warranty(taken_in, sold, actor_of, at):
    made = taken_in("devices", sheet(DEVICES, ["KFR-35GW", "HA0001", "E1", "总厂", "2026年3月1日", "在用"]))
    assert (sentences(made), counts(made)) == ([], (1, 0, 0, 0))
    device = Device.objects.get()
    assert (device.serial, device.site.name, device.status) == ("HA0001", "总厂", "in_use")
    assert OwnerHistory.objects.get().from_date == date(2026, 3, 1)
    run_reactions()
    assert DeviceWarranty.objects.get().labour_ends_on == date(2027, 3, 1)
    undo_import(actor_of("administrator"), made, at=at)
    run_queued()
    assert not Device.objects.exists()
    assert not DeviceWarranty.objects.exists()
    assert tampered() == []


def test_the_plate_recognises_a_device_and_what_a_file_may_not_change_is_refused(taken_in, sold, at):
    add_product(HOUSE, number="BX-1", name="冰箱", at=at)
    customer(at, name="赵敏", phone="", external_id="E2")
    row = ["KFR-35GW", "HA0001", "E1", "", "2026/3/1", ""]
    assert counts(taken_in("devices", sheet(DEVICES, row))) == (1, 0, 0, 0)
    assert counts(taken_in("devices", sheet(DEVICES, row))) == (0, 0, 1, 0)
    moved = taken_in("devices", sheet(DEVICES, ["KFR-35GW", "ha0001", "E1", "总厂", "", "库存"]))
    assert (sentences(moved), counts(moved)) == ([], (0, 1, 0, 0))
    assert Device.objects.get().status == "stored"
    other = Device.objects.get().customer.number
    wrong = taken_in(
        "devices",
        sheet(
            DEVICES,
            ["KFR-35GW", "HA0001", "E2", "", "", ""],
            ["KFR-35GW", "XX", "E1", "二厂", "2026-13-01", ""],
            ["NO-1", "1", "E9", "", "", ""],
        ),
    )

    assert counts(wrong) == (0, 0, 0, 3)
    new = Customer.objects.get(external_id="E2").number
    assert sentences(wrong) == [
        (2, f"HA0001 has “{other}” for “Customer”, not “{new}”; a file can't change that, its page can."),
        (3, "“2026-13-01” in “Sold on” is not a day; write it like 2026-03-31."),
        (4, "There is no “NO-1” for “Product number”; add it first, or correct the cell."),
        (4, "There is no “E9” for “Customer”; add it first, or correct the cell."),
    ]


def test_a_device_that_came_into_use_while_it_was_taken_back_keeps_its_warranty(taken_in, sold, at):
    _product, owner = sold
    made = taken_in("devices", sheet(DEVICES, ["KFR-35GW", "HA0001", "E1", "", "2026-03-01", ""]))
    run_reactions()
    device = Device.objects.get()
    request(at, customer_=owner, device=device)
    (told,) = take_back(HOUSE, list(SheetRow.objects.filter(sheet_import=made)), at).values()
    assert (told is None, Device.objects.count(), DeviceWarranty.objects.count()) == (False, 1, 1)


@pytest.mark.parametrize("sold_on", ["9999-12-31", "0001-01-01", "3000-01-01"])
def test_a_day_beyond_every_calendar_is_refused(handed_in, sold, sold_on):
    made = handed_in("devices", sheet(DEVICES, ["KFR-35GW", "HA0001", "E1", "", sold_on, ""]))
    assert counts(made) == (0, 0, 0, 1)
