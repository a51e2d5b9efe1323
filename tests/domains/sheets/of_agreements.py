"""Files of agreements, and whose they are."""

import pytest
from tests.make import HOUSE, customer

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.devices.actions import register_device
from aftercare.domains.sheets.actions import undo_import
from aftercare.kit.jobs import run_queued

HEADS = [
    "合同编号",
    "客户编码",
    "合同名称",
    "开始日期",
    "结束日期",
    "设备序列号",
    "上门次数",
    "收费方式",
    "结转",
    "续签自",
    "覆盖地点",
    "覆盖型号",
]


def row(id: str, devices: str = "", **other: str) -> list[str]:
    """A line of a file: E1's agreement for the year 2026."""
    cells = {"customer": "E1", "name": "年度保养", "first": "2026-01-01", "last": "2026-12-31", "visits": "4"} | other
    whole = [cells[name] for name in ("customer", "name", "first", "last")]
    return [
        id,
        *whole,
        devices,
        cells["visits"],
        cells.get("paid", ""),
        cells.get("rolls", ""),
        cells.get("renews", ""),
        cells.get("sites", ""),
        cells.get("models", ""),
    ]


@pytest.fixture
def held(at):
    """An owner with two devices, and somebody else's that bears the number of one of them."""
    product, other = (add_product(HOUSE, number=number, name="空调", at=at) for number in ("KFR-35GW", "KFR-50"))
    owner, stranger = customer(at, external_id="E1"), customer(at, "赵敏", "", external_id="E2")
    mine = [register_device(HOUSE, product=product, customer=owner, serial=f"HA{n}", at=at) for n in (1, 2)]
    theirs = register_device(HOUSE, product=other, customer=stranger, serial="HA1", at=at)
    return owner, mine, theirs


def undone(made, actor_of, at):
    undo_import(actor_of("administrator"), made, at=at)
    run_queued()
    made.refresh_from_db()
    return made
