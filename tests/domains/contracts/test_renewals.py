"""Agreements renewed in one step: what the next period takes along, what goes over, and who is reminded when."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.domains.contracts.covering import agree
from tests.make import HOUSE

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.actions import (
    change_agreement,
    end_agreement,
    remind_of_endings,
    renew_agreement,
    roll_over_what_is_left,
    suspend_agreement,
    use_entitlement,
)
from aftercare.domains.contracts.errors import AgreementOver, AlreadyRenewed, EndsBeforeStart, SuspendedNow
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries import entitlements_left
from aftercare.domains.contracts.warranty_dates import same_span_after, year_from
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db
INCLUDED = {"visits": Decimal(4), "hours": Decimal(10)}
NEXT_YEAR = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def agreement(owner, device, at):
    included = {"entitlements": INCLUDED, "rolls_over": ["visits"], "terms": "Two filters a year."}
    return agree(owner, at, devices=[device], **included)


def use(agreement, quantity: int, at, key: str = "k") -> None:
    use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(quantity), key=key, at=at)


def test_the_next_period_takes_terms_devices_and_entitlements_along(agreement, device, at):
    use(agreement, 3, at)
    made = renew_agreement(HOUSE, agreement, at=at)
    assert (made.starts_on, made.ends_on, made.status) == (date(2027, 1, 1), date(2027, 12, 31), "active")
    assert (made.renews_id, made.customer_id, made.name, made.terms) == (
        agreement.id, agreement.customer_id, "年度保养", "Two filters a year.",
    )  # fmt: skip
    assert [row.device_id for row in made.devices.all()] == [device.id]
    assert entitlements_left(made) == INCLUDED
    renewed = facts_of(agreement.ref).get(kind="agreement.renewed")
    assert renewed.data["by_id"] == str(made.id)


def test_another_last_day_may_be_given_but_none_before_the_first(agreement, at):
    with pytest.raises(EndsBeforeStart):
        renew_agreement(HOUSE, agreement, ends_on=date(2026, 12, 31), at=at)
    assert Agreement.objects.count() == 1
    assert renew_agreement(HOUSE, agreement, ends_on=date(2027, 6, 30), at=at).ends_on == date(2027, 6, 30)


def test_a_period_is_renewed_once(agreement, at):
    made = renew_agreement(HOUSE, agreement, at=at)
    with pytest.raises(AlreadyRenewed) as refused:
        renew_agreement(HOUSE, agreement, at=at)
    assert str(refused.value) == (
        f"Agreement {agreement.number} is already renewed: {made.number} runs until 2027-12-31. Renew that one."
    )
    assert Agreement.objects.count() == 2


def test_a_period_is_not_prolonged_into_the_next(agreement, at):
    made = renew_agreement(HOUSE, agreement, at=at)
    with pytest.raises(AlreadyRenewed):
        change_agreement(HOUSE, agreement, ends_on=date(2027, 1, 1), at=at)
    assert Agreement.objects.get(pk=agreement.pk).ends_on == date(2026, 12, 31)
    assert change_agreement(HOUSE, agreement, ends_on=date(2026, 11, 30), at=at).ends_on == date(2026, 11, 30)
    assert change_agreement(HOUSE, made, ends_on=date(2028, 12, 31), at=at).ends_on == date(2028, 12, 31)


def test_what_is_suspended_or_ended_is_not_renewed(agreement, at):
    suspend_agreement(HOUSE, agreement, reason="欠费", at=at)
    with pytest.raises(SuspendedNow) as refused:
        renew_agreement(HOUSE, agreement, at=at)
    assert str(refused.value) == (f"Agreement {agreement.number} is suspended; resume it before you renew it.")
    end_agreement(HOUSE, agreement, reason="客户要求", at=at)
    with pytest.raises(AgreementOver):
        renew_agreement(HOUSE, agreement, at=at)
    assert Agreement.objects.count() == 1


def test_who_may_not_change_agreements_renews_none(agreement, actor_of, at):
    with pytest.raises(NotAllowed):
        renew_agreement(actor_of("agent"), agreement, at=at)
    assert Agreement.objects.count() == 1


def test_what_is_left_goes_over_when_the_next_period_has_begun_and_once(agreement, at):
    use(agreement, 1, at)
    made = renew_agreement(HOUSE, agreement, at=at)
    assert roll_over_what_is_left(HOUSE, at=at) == 0
    assert roll_over_what_is_left(HOUSE, at=NEXT_YEAR) == 1
    assert entitlements_left(made) == {"hours": Decimal(10), "visits": Decimal(7)}
    assert entitlements_left(agreement) == {"hours": Decimal(10), "visits": Decimal(0)}
    assert roll_over_what_is_left(HOUSE, at=NEXT_YEAR) == 0
    assert entitlements_left(made)["visits"] == Decimal(7)


def test_renewed_late_what_is_left_goes_over_at_once(agreement, at):
    use(agreement, 2, at)
    made = renew_agreement(HOUSE, agreement, at=NEXT_YEAR)
    assert entitlements_left(made)["visits"] == Decimal(6)
    assert entitlements_left(agreement)["visits"] == Decimal(0)


def test_managers_are_reminded_of_what_ends_within_sixty_days_once(agreement, at):
    assert remind_of_endings(HOUSE, at=at) == 0
    autumn = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)
    assert (remind_of_endings(HOUSE, at=autumn), remind_of_endings(HOUSE, at=autumn)) == (1, 1)
    task = Task.objects.get(kind="agreement.ends")
    assert (task.role_code, task.about_id, task.params) == ("manager", agreement.id, {"ends": "2026-12-31"})
    renew_agreement(HOUSE, agreement, at=autumn)
    task.refresh_from_db()
    assert task.done_at == autumn
    assert remind_of_endings(HOUSE, at=autumn) == 0


@pytest.mark.parametrize(
    ("first", "last", "following"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), date(2027, 12, 31)),
        (date(2026, 3, 10), date(2027, 3, 9), date(2028, 3, 9)),
        (date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 10), date(2026, 1, 20)),
        (date(2026, 1, 5), date(2026, 1, 5), date(2026, 1, 6)),
    ],
)
def test_a_period_is_followed_by_one_of_the_same_length(first, last, following):
    assert same_span_after(first, last) == following


def test_a_year_ends_on_the_day_before_its_first_comes_again():
    assert year_from(date(2026, 3, 10)) == date(2027, 3, 9)
