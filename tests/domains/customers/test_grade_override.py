"""A grade given by hand holds for a time; then the grade from before holds again."""

import pytest
from tests.make import HOUSE, customer, later

from aftercare.domains.customers.actions import (
    add_grade,
    change_customer,
    end_override,
    end_overrides,
    override_grade,
)
from aftercare.domains.customers.errors import GradeHeld, NoOverride, OverrideOver, OverrideWithoutReason
from aftercare.domains.customers.models import GradeOverride
from aftercare.domains.customers.queries import running_override
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def grades(at):
    return [add_grade(HOUSE, code=code, name=code, at=at) for code in ("silver", "gold", "vip")]


@pytest.fixture
def served(at, grades):
    return customer(at, grade=grades[0])


def test_the_grade_by_hand_holds_until_its_end_and_not_a_moment_longer(served, grades, at):
    override_grade(HOUSE, served, grade=grades[2], reason="Complaint settled", until=later(at, days=30), at=at)
    served.refresh_from_db()
    assert (served.grade, running_override(served).instead_of) == (grades[2], grades[0])
    assert end_overrides(HOUSE, at=later(at, days=29)) == 0
    assert end_overrides(HOUSE, at=later(at, days=30)) == 1
    served.refresh_from_db()
    assert (served.grade, running_override(served)) == (grades[0], None)


def test_a_second_override_gives_back_what_held_before_the_first(served, grades, at):
    for grade in grades[1:]:
        override_grade(HOUSE, served, grade=grade, reason="r", until=later(at, days=3), at=at)
    assert GradeOverride.objects.filter(ended_at=None).count() == 1
    assert end_override(HOUSE, served, at=later(at, days=1)).grade == grades[0]


def test_the_grade_is_not_changed_under_an_override(served, grades, at):
    until = later(at, days=30)
    override_grade(HOUSE, served, grade=grades[2], reason="r", until=until, at=at)
    with pytest.raises(GradeHeld) as refused:
        change_customer(HOUSE, served, grade=grades[1], at=at)
    assert refused.value.params == {"number": served.number, "until": until}
    served.refresh_from_db()
    assert served.grade == grades[2]
    assert change_customer(HOUSE, served, grade=grades[2], notes="n", at=at).notes == "n"


def test_an_override_needs_a_reason_and_a_later_end(served, grades, at):
    with pytest.raises(OverrideWithoutReason):
        override_grade(HOUSE, served, grade=grades[2], reason=" ", until=later(at, days=1), at=at)
    with pytest.raises(OverrideOver):
        override_grade(HOUSE, served, grade=grades[2], reason="r", until=at, at=at)
    with pytest.raises(NoOverride) as refused:
        end_override(HOUSE, served, at=at)
    assert str(refused.value) == f"The grade of {served.number} is not overridden, so there is nothing to end."
    assert not LedgerEntry.objects.filter(kind__startswith="customer.grade").exists()
