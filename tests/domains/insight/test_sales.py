"""What was sold, counted a second time one order after the other, and within what its reader's right reaches."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from tests.make import HOUSE
from tests.selling import parts_of, sell_some_of_everything, seller

from aftercare.domains.insight.errors import PeriodTooLong
from aftercare.domains.insight.queries import REST, SALES_BY, SALES_FIGURES, sales, sales_report
from aftercare.domains.orders.models import Order
from aftercare.kit.errors import NotAllowed
from aftercare.kit.periods import Period

pytestmark = pytest.mark.django_db
HOME = ZoneInfo("Asia/Shanghai")
SPRING = Period.read("2026-02..2026-04")
STANDING = {"approved": ("approved", "partly_shipped", "shipped", "delivered"), "delivered": ("delivered",)}


@pytest.fixture
def parts(company, at):
    return parts_of(company, at)


@pytest.fixture
def sold(parts, at):
    sell_some_of_everything(seller(parts, at), at)


def slowly(counted: str, by: str, currency: str = "CNY") -> dict[str, dict[str, list[Decimal]]]:
    """The same sums in plain Python."""
    found: dict[str, dict[str, list[Decimal]]] = defaultdict(lambda: {name: [Decimal(0)] * 3 for name in SALES_FIGURES})
    for order in Order.objects.filter(currency=currency, state__in=STANDING[counted]).select_related("customer"):
        instant = order.reviewed_at if counted == "approved" else order.delivered_at
        day = instant.astimezone(HOME).date()
        if not date(2026, 2, 1) <= day <= date(2026, 4, 30):
            continue
        if by == "product":
            told = [(line.product_id, line.net, line.tax) for line in order.lines.all()]
        else:
            whose = {"unit": order.unit_id, "author": order.author_id, "grade": order.customer.grade_id, "": None}
            told = [(whose[by], order.net, order.tax)]
        for value, net, tax in told:
            figures = found[str(value or "")]
            for name, amount in (("orders", 1), ("net", net), ("tax", tax), ("total", net + tax)):
                figures[name][day.month - 2] += amount
    return found


@pytest.mark.usefixtures("sold")
@pytest.mark.parametrize("by", SALES_BY)
@pytest.mark.parametrize("counted", ["approved", "delivered"])
def test_the_report_says_what_a_slow_count_says(at, by, counted):
    report = sales_report(HOUSE, at=at, by=by, counted=counted, period=SPRING)
    assert report.rows
    assert {row.value: dict(row.figures) for row in report.rows} == slowly(counted, by)
    assert dict(report.totals) == slowly(counted, "")[""]
    assert report.currencies == (["CNY", "EUR"] if counted == "approved" else ["CNY"])


@pytest.mark.usefixtures("sold")
def test_money_of_two_currencies_is_never_added_up(at):
    report = sales_report(HOUSE, at=at, period=SPRING, currency="EUR")
    assert (report.currency, report.totals["orders"], report.totals["net"]) == (
        "EUR",
        [0, 1, 0],
        [0, Decimal("8997.000"), 0],
    )


@pytest.mark.usefixtures("sold")
def test_rows_are_called_by_their_names_the_largest_first(at):
    report = sales_report(HOUSE, at=at, period=SPRING)
    assert [row.name for row in report.rows] == ["华东", "华南", "上海"]
    assert [row.name for row in sales_report(HOUSE, at=at, by="product", period=SPRING).rows] == ["空调", ""]


@pytest.mark.usefixtures("sold")
def test_days_are_the_company_s(at):
    report = sales_report(HOUSE, at=at, grain="day", period=Period.read("2026-03-31..2026-04-01"))
    assert report.totals["orders"] == [1, 1]


@pytest.mark.usefixtures("sold")
def test_what_does_not_fit_is_added_up(at, monkeypatch):
    every = sales_report(HOUSE, at=at, period=SPRING)
    monkeypatch.setattr(sales, "MOST_ROWS", 1)
    report = sales_report(HOUSE, at=at, period=SPRING)
    first, rest = report.rows
    assert (first.name, rest.value, rest.name) == ("华东", REST, "")
    assert [a + b for a, b in zip(first.figures["net"], rest.figures["net"], strict=True)] == list(every.totals["net"])


@pytest.mark.usefixtures("sold")
def test_a_part_of_the_company_is_seen_with_what_lies_below_it(at, parts, actor_of):
    east = sales_report(HOUSE, at=at, period=SPRING, unit=parts["east"].id)
    assert {row.name for row in east.rows} == {"华东", "上海"}
    reader = actor_of("manager", node=parts["east"], scope="node")
    assert sales_report(reader, at=at, period=SPRING).totals == east.totals
    assert sales_report(reader, at=at, period=SPRING, unit=parts["south"].id).rows == []


def test_who_may_see_no_reports_sees_no_sales(actor_of, at):
    with pytest.raises(NotAllowed):
        sales_report(actor_of("engineer"), at=at)
    with pytest.raises(PeriodTooLong):
        sales_report(HOUSE, at=at, period=Period.read("2020-01..2026-01"))


@pytest.mark.usefixtures("sold")
@pytest.mark.parametrize("by", SALES_BY)
def test_a_report_takes_few_statements(at, by, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        sales_report(HOUSE, at=at, by=by, period=SPRING)
