"""From when and until when a warranty counts."""

from datetime import date

import pytest

from aftercare.domains.contracts.warranty_dates import last_day, start_day

SOLD, SHIPPED, INSTALLED, RUNNING = date(2026, 1, 5), date(2026, 1, 8), date(2026, 2, 1), date(2026, 2, 9)


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        (date(2025, 3, 10), 12, date(2026, 3, 10)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 12, 31), 0, date(2025, 12, 31)),
        (date(2025, 6, 15), 120, date(2035, 6, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_there_is(starts_on: date, months: int, ends_on: date):
    assert last_day(starts_on, months) == ends_on


@pytest.mark.parametrize(
    ("rule", "dates", "start"),
    [
        ("invoice", {"sold_date": SOLD, "installed_date": INSTALLED}, (SOLD, "invoice")),
        ("delivery", {"sold_date": SOLD, "shipped_date": SHIPPED}, (SHIPPED, "delivery")),
        ("installation", {"sold_date": SOLD, "installed_date": INSTALLED}, (INSTALLED, "installation")),
        ("installation", {"sold_date": SOLD, "commissioned_date": RUNNING}, (RUNNING, "installation")),
        ("installation", {"sold_date": SOLD, "shipped_date": SHIPPED}, (SOLD, "invoice")),
        ("invoice", {"commissioned_date": RUNNING, "shipped_date": SHIPPED}, (SHIPPED, "delivery")),
        ("invoice", {"sold_date": None}, None),
        ("delivery", {}, None),
    ],
)
def test_a_rule_takes_its_own_day_else_the_earliest_known(rule: str, dates, start):
    assert start_day(rule, dates) == start
