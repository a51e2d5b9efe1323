"""Imports by the API: from the file to what came of each row, and back."""

import pytest

from aftercare.domains.customers.models import Customer
from aftercare.kit.jobs import run_queued
from aftercare.kit.sheets import read_sheet
from tests import make
from tests.surfaces.api.cast import Upload
from tests.surfaces.api.handed_in import FILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(api, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return api("manager")


def test_a_file_is_checked_carried_out_and_undone(manager):
    made = manager.upload("/imports", Upload(FILE, "rows.csv", {"noun": "customers"})).json()
    assert made["mapping"] == {"1": "external_id", "2": "name", "3": "phone"}
    assert (made["state"], made["rows"], made["available_actions"]) == ("uploaded", 2, ["check", "drop"])
    here = f"/imports/{made['id']}"
    assert manager.post(f"{here}/check", {}).json()["state"] == "checking"
    run_queued()
    ready = manager.get(here).json()
    assert ready["counts"] == {"created": 1, "changed": 0, "same": 0, "refused": 1}
    assert manager.post(f"{here}/run", {}).json()["state"] == "running"
    run_queued()
    assert Customer.objects.get().external_id == "E1"
    rows = manager.get(f"{here}/rows").json()["items"]
    assert [(row["place"], row["outcome"], row["thing_kind"]) for row in rows] == [
        (2, "created", "customer"),
        (3, "refused", ""),
    ]
    refused = read_sheet("a.csv", manager.get(f"{here}/refused").getvalue())
    assert next(refused.lines)[1][1] == "没有编码"
    assert manager.post(f"{here}/undo", {}).json()["state"] == "undoing"
    run_queued()
    assert (manager.get(here).json()["state"], Customer.objects.count()) == ("undone", 0)


def test_a_move_that_is_not_open_says_which_are(manager):
    made = manager.upload("/imports", Upload(FILE, "rows.csv", {"noun": "customers"})).json()
    answer = manager.post(f"/imports/{made['id']}/run", {})
    assert (answer.status_code, answer.json()["allowed"]) == (409, ["check", "drop"])


def test_a_mapping_of_a_column_that_is_not_there_is_refused(manager):
    made = manager.upload("/imports", Upload(FILE, "rows.csv", {"noun": "customers"})).json()
    answer = manager.post(f"/imports/{made['id']}/check", {"mapping": {"9": "name"}})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_column")


def test_devices_leave_with_their_owner(manager, at):
    from aftercare.domains.catalog.actions import add_product
    from aftercare.domains.devices.actions import register_device

    product = add_product(make.HOUSE, number="KFR-35GW", name="空调", at=at)
    register_device(make.HOUSE, product=product, customer=make.customer(at, external_id="E1"), serial="SN1", at=at)
    sheet = read_sheet("a.csv", manager.get("/devices/export").getvalue())
    assert next(sheet.lines)[1][2:5] == ["KFR-35GW", "SN1", "E1"]


def test_agreements_go_all_the_way_and_come_back_the_same(manager, at):
    from datetime import date

    from aftercare.domains.contracts.models import Agreement

    make.customer(at, external_id="E1")
    content = (
        "合同编号,客户编码,合同名称,开始日期,结束日期,上门次数\nHT1,E1,年度保养,2026-01-01,2026-12-31,4\n".encode()
    )
    made = manager.upload("/imports", Upload(content, "rows.csv", {"noun": "agreements"})).json()
    for verb in ("check", "run"):
        manager.post(f"/imports/{made['id']}/{verb}", {})
        run_queued()
    one = Agreement.objects.get()
    assert (one.external_id, one.ends_on) == ("HT1", date(2026, 12, 31))
    out = manager.get("/agreements/export?status=active").getvalue()
    again = manager.upload("/imports", Upload(out, "back.csv", {"noun": "agreements"})).json()
    manager.post(f"/imports/{again['id']}/check", {})
    run_queued()
    assert manager.get(f"/imports/{again['id']}").json()["counts"] == {
        "created": 0, "changed": 0, "same": 1, "refused": 0,
    }  # fmt: skip


def test_orders_leave_by_state_a_row_for_each_line(manager, at):
    from decimal import Decimal

    from aftercare.domains.catalog.actions import add_product
    from aftercare.domains.orders.actions import create_order
    from aftercare.domains.orders.drafts import LineDraft

    product = add_product(make.HOUSE, number="KFR", name="空调", at=at)
    lines = [LineDraft(product=product, quantity=n, unit_price=Decimal("9.90")) for n in (1, 2)]
    order = create_order(make.HOUSE, customer=make.customer(at, external_id="E1"), lines=lines, at=at)
    sheet = read_sheet("a.csv", manager.get("/orders/export?state=draft").getvalue())
    of_line = [dict(zip(sheet.heads, cells, strict=True)) for _place, cells in sheet.lines]
    told = [(one["Order number"], one["Customer"], one["Quantity"], one["Unit price"]) for one in of_line]
    assert told == [(order.number, "E1", "1", "9.9"), (order.number, "", "2", "9.9")]
    assert list(read_sheet("a.csv", manager.get("/orders/export?state=shipped").getvalue()).lines) == []
