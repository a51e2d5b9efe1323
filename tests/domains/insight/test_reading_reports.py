"""A report tells the figures of the units its reader's right reaches, and no others."""

from datetime import date

import pytest
from tests.domains.insight.slow_count import quickly
from tests.make import HOUSE, customer, later, request

from aftercare.domains.accounts.actions import create_role, create_unit
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.insight.actions import count_everything
from aftercare.domains.insight.errors import PeriodTooLong
from aftercare.domains.insight.policies import may_see_reports
from aftercare.domains.insight.queries import counted_until, request_report
from aftercare.kit.errors import NotAllowed
from aftercare.kit.periods import Period

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture
def parts(company, at):
    """华东 with 上海 below it, and 华南."""
    east = create_unit(HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    shanghai = create_unit(HOUSE, code="shanghai", name="上海", parent=east, at=at)
    return {
        "east": east,
        "shanghai": shanghai,
        "south": create_unit(HOUSE, code="south", name="华南", parent=company[1].unit, at=at),
    }


@pytest.fixture
def entered(parts, at):
    """Two repairs in 华东, one of them in April; one in 上海; one installation in 华南."""
    whose = customer(at)
    for unit, kind, days in (
        ("east", "repair", 0),
        ("east", "repair", 30),
        ("shanghai", "repair", 0),
        ("south", "installation", 1),
    ):
        request(later(at, days=days), customer_=whose, unit=parts[unit], kind=kind, title=f"{unit} {days}")
    count_everything(HOUSE, at=at)


def test_a_row_for_each_kind_and_a_figure_for_each_month(entered, at):
    report = request_report(HOUSE, at=at, period=Period.read("2026-02..2026-04"))
    assert report.spans == [date(2026, 2, 1), MARCH, date(2026, 4, 1)]
    assert [(row.value, row.figures["entered"]) for row in report.rows] == [
        ("repair", [0, 2, 1]),
        ("installation", [0, 1, 0]),
    ]
    assert report.total("entered") == [0, 3, 1]
    assert report.total("closed") == [0, 0, 0]
    assert (report.counted_until, counted_until()) == (at, at)


def test_without_a_period_the_last_twelve_months(entered, at):
    report = request_report(HOUSE, at=at)
    assert (str(report.period), len(report.spans)) == ("2025-04..2026-03", 12)


def test_days_of_a_month(entered, at):
    report = request_report(HOUSE, at=at, period=Period.read("2026-03"), grain="day")
    assert len(report.spans) == 31
    assert report.total("entered")[9:11] == [2, 1]


def test_a_part_with_those_below_it(entered, parts, at):
    report = request_report(HOUSE, at=at, unit=parts["east"].id, by="unit")
    assert [(row.name, sum(row.figures["entered"])) for row in report.rows] == [("华东", 1), ("上海", 1)]


def test_nobody_sees_the_figures_of_other_parts(entered, parts, actor_of, at):
    manager = actor_of("manager", node=parts["east"], scope="node")
    assert quickly("kind", "month", manager) == {
        ("repair", MARCH): (2, 0, 0, 0, 0),
        ("repair", date(2026, 4, 1)): (1, 0, 0, 0, 0),
    }
    report = request_report(manager, at=at, unit=parts["south"].id)
    assert report.rows == []


def test_an_empty_report_has_its_columns(company, at):
    count_everything(HOUSE, at=at)
    report = request_report(HOUSE, at=at)
    assert (report.rows, report.total("entered")) == ([], [0] * 12)


@pytest.mark.parametrize(
    ("grain", "period", "sentence"),
    [
        ("month", "2020-01..2023-01", "at most 36 months; ask for a shorter period."),
        ("day", "2026-01..2026-03", "at most 62 days; ask for a shorter period, or count by month."),
    ],
)
def test_more_than_anybody_reads_is_refused(company, at, grain, period, sentence):
    with pytest.raises(PeriodTooLong, match=sentence):
        request_report(HOUSE, at=at, grain=grain, period=Period.read(period))


def test_whose_right_reaches_their_own_alone_is_told_so(user_of, company, at):
    create_role(HOUSE, code="reader", name="报表", permissions=["reports.view"], at=at)
    actor = actor_for(user_of("reader", scope="own"), via="test", at=at)
    verdict = may_see_reports(actor)
    assert str(verdict) == (
        "Reports count by parts of the company, and your right reaches only what is your own; ask for it over a part."
    )


def test_whoever_lacks_the_right_is_refused(actor_of, at):
    with pytest.raises(NotAllowed, match="see reports"):
        request_report(actor_of("agent"), at=at)


def test_a_report_costs_three_statements_however_many_requests_there_are(
    entered, actor_of, at, django_assert_num_queries
):
    manager = actor_of("manager")
    with django_assert_num_queries(3):
        request_report(manager, at=at)
