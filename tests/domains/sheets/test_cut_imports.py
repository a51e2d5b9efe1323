"""An import that is cut off at any transaction, or within one, and carried on equals one that was not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from tests.domains.sheets.conftest import sheet
from tests.make import HOUSE, customer

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.devices.actions import register_device
from aftercare.domains.orders.models import Order
from aftercare.domains.sheets.actions import finish_import, run_import, write_rows
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.groups import some_at_a_time
from aftercare.domains.sheets.models import SheetImport
from aftercare.domains.sheets.plans import Row
from aftercare.domains.sheets.queries import lines_of

pytestmark = pytest.mark.django_db
AGREEMENTS = sheet(
    ["合同编号", "客户编码", "合同名称", "开始日期", "结束日期", "设备序列号", "续签自"],
    ["A1", "E1", "保养", "2025-01-01", "2025-12-31", "HA1", ""],
    ["A1", "", "", "", "", "HA2", ""],
    ["A1", "", "", "", "", "HA3", ""],
    ["A2", "E1", "保养", "2026-01-01", "2026-12-31", "HA1", "A1"],
    ["A2", "", "", "", "", "HA2", ""],
    ["A3", "E9", "保养", "2026-01-01", "2026-12-31", "", ""],
    ["A4", "E1", "保养", "2027-01-01", "2027-12-31", "", "A2"],
)
ORDERS = sheet(
    ["订单编码", "客户编码", "型号", "数量", "单价"],
    ["O1", "E1", "KFR", "1", "10"],
    ["O1", "", "KFR", "2", "20"],
    ["O2", "E1", "KFR", "3", "30"],
    ["O3", "E1", "NO", "1", "1"],
    ["O3", "", "KFR", "1", "1"],
    ["O4", "E1", "KFR", "4", "40"],
    ["O4", "", "KFR", "5", "50"],
    ["O4", "", "KFR", "6", "60"],
)


class Cut(Exception):
    """The worker is gone."""


def agreements() -> list[Any]:
    rows = Agreement.objects.order_by("external_id")
    return [
        (one.external_id, one.renews and one.renews.external_id, sorted(row.device.serial for row in one.devices.all()))
        for one in rows
    ]


def orders() -> list[Any]:
    rows = Order.objects.order_by("external_id")
    return [
        (one.external_id, one.total, list(one.lines.order_by("position").values_list("quantity", "unit_price")))
        for one in rows
    ]


def outcomes(made: SheetImport) -> list[Any]:
    made.refresh_from_db()
    rows = made.outcomes.order_by("place").values_list("place", "outcome", "thing_kind", "problems")
    return [(made.state, made.created, made.changed, made.same, made.refused, made.dealt_with), *rows]


def transactions(made: SheetImport, most: int) -> Iterator[list[Row]]:
    return some_at_a_time(LAYOUTS[made.noun], lines_of(made, after=made.position), most)


def carried_out(made: SheetImport, at, most: int) -> None:
    held: SheetImport | None = SheetImport.objects.get(pk=made.pk)
    for rows in transactions(held, most):
        held = write_rows(HOUSE, held, rows=rows, at=at)
    finish_import(HOUSE, held, at=at)


def cut(made: SheetImport, at, most: int, after: int) -> None:
    """Write so many transactions; the next is lost on its way."""
    held: SheetImport | None = SheetImport.objects.get(pk=made.pk)
    for n, rows in enumerate(transactions(held, most)):
        if n < after:
            held = write_rows(HOUSE, held, rows=rows, at=at)
            continue
        with pytest.raises(Cut), transaction.atomic():
            write_rows(HOUSE, held, rows=rows, at=at)
            raise Cut
        return


@pytest.mark.parametrize(
    ("noun", "content", "told"), [("agreements", AGREEMENTS, agreements), ("orders", ORDERS, orders)]
)
def test_wherever_it_is_cut_it_ends_alike(noun, content, told, handed_in, at):
    product = add_product(HOUSE, number="KFR", name="空调", at=at)
    owner = customer(at, external_id="E1")
    for n in (1, 2, 3):
        register_device(HOUSE, product=product, customer=owner, serial=f"HA{n}", at=at)
    made = run_import(HOUSE, handed_in(noun, content), at=at)
    whole: list[Any] = []
    for most in (100, 1, 2, 3):
        for after in range(9):
            mark = transaction.savepoint()
            cut(made, at, most, after)
            carried_out(made, at, most=4 - min(most, 3))
            ended = [told(), outcomes(made)]
            transaction.savepoint_rollback(mark)
            whole = whole or ended
            assert ended == whole, (most, after)
    records, (counted, *_rows) = whole
    assert len(records) == 3
    assert counted[-1] == (7 if noun == "agreements" else 8)


def test_a_record_is_never_cut_in_two():
    rows = [Row(place, {"external_id": id, "number": number}) for place, (id, number) in enumerate(
        [("A", ""), ("A", "1"), ("", "1"), ("B", ""), ("", ""), ("", "")]
    )]  # fmt: skip
    cuts = [[row.place for row in some] for some in some_at_a_time(LAYOUTS["orders"], rows, 1)]
    assert cuts == [[0, 1, 2], [3], [4], [5]]
    assert [len(some) for some in some_at_a_time(LAYOUTS["customers"], rows, 4)] == [4, 2]
