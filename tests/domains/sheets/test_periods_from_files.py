"""Periods of agreements taken in from files: which follows which, what goes over, who is asked to renew."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.domains.sheets.conftest import counts, sentences, sheet
from tests.domains.sheets.of_agreements import HEADS, row, undone
from tests.domains.sheets.of_agreements import held as held
from tests.make import HOUSE

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.actions import remind_of_endings, roll_over_what_is_left
from aftercare.domains.contracts.models import Agreement, EntitlementUse
from aftercare.domains.contracts.queries import entitlements_left

pytestmark = pytest.mark.django_db


def test_periods_follow_each_other_and_go_together(taken_in, held, actor_of, at):
    file = sheet(
        HEADS,
        row("HT1", first="2025-01-01", last="2025-12-31"),
        row("HT2", renews="HT1"),
        row("HT3", first="2027-01-01", last="2027-12-31", renews="HT2"),
        row("HT4", renews="HT1"),
        row("HT5", renews="HT9"),
        row("HT6", first="2025-06-01", renews="HT1"),
    )
    made = taken_in("agreements", file)
    assert counts(made) == (3, 0, 0, 3)
    first, second, third = Agreement.objects.order_by("starts_on")
    assert (first.renews, second.renews, third.renews) == (None, first, second)
    assert [sentence for _place, sentence in sentences(made)] == [
        f"Agreement {first.number} is already renewed: 年度保养 runs until 2026-12-31. Renew that one.",
        "There is no “HT9” for “Renews”; add it first, or correct the cell.",
        f"Agreement {first.number} is of another customer, or ends only on 2025-12-31; name one of this customer that "
        "ends before 2025-06-01.",
    ]
    assert undone(made, actor_of, at).state == "undone"
    assert not Agreement.objects.exists()


@pytest.fixture
def three_years(taken_in, held):
    """Last year's period, this year's and the next, whose visits go over."""
    return taken_in(
        "agreements",
        sheet(
            HEADS,
            row("HT1", first="2025-01-01", last="2025-12-31", rolls="上门次数"),
            row("HT2", rolls="上门次数", renews="HT1"),
            row("HT3", first="2027-01-01", last="2027-12-31", rolls="上门次数", renews="HT2"),
        ),
    )


def test_a_period_that_was_over_when_it_came_in_leaves_nothing(three_years, actor_of, at):
    assert (counts(three_years), sentences(three_years)) == ((3, 0, 0, 0), [])
    roll_over_what_is_left(HOUSE, at=at)
    assert entitlements_left(Agreement.objects.get(external_id="HT2")) == {"visits": Decimal(4)}
    assert not EntitlementUse.objects.exists()
    assert undone(three_years, actor_of, at).state == "undone"


def test_a_period_that_ran_when_it_came_in_leaves_what_is_left(three_years, at):
    roll_over_what_is_left(HOUSE, at=at + timedelta(days=330))  # the year 2027 has begun
    assert entitlements_left(Agreement.objects.get(external_id="HT3")) == {"visits": Decimal(8)}


def test_what_was_renewed_by_a_file_is_asked_about_again_when_that_is_taken_back(taken_in, held, actor_of, at):
    soon = at.date() + timedelta(days=20)
    taken_in("agreements", sheet(HEADS, row("HT1", last=soon.isoformat())))
    remind_of_endings(HOUSE, at=at)
    first = (soon + timedelta(days=1)).isoformat()
    renewal = taken_in("agreements", sheet(HEADS, row("HT2", first=first, last="2027-12-31", renews="HT1")))
    asked = Task.objects.filter(kind="agreement.ends", done_at=None)
    assert not asked.exists()
    assert undone(renewal, actor_of, at).state == "undone"
    remind_of_endings(HOUSE, at=at)
    remind_of_endings(HOUSE, at=at)
    assert asked.get().about_id == Agreement.objects.get(external_id="HT1").id
