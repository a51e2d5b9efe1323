"""How full an engineer's day is, on the day it is where they are."""

from datetime import UTC, datetime

import pytest
from tests import make

from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.dispatch.queries import todays_load

pytestmark = pytest.mark.django_db


def test_without_hours_of_their_own_the_day_is_the_company_s(company, at):
    """Four in the morning of 10 March in Shanghai is still 9 March in UTC."""
    early = datetime(2026, 3, 9, 20, tzinfo=UTC)
    engineer = make.engineer(at)
    slot = Slot(make.later(early, hours=6), make.later(early, hours=7))
    assign_by_hand(make.HOUSE, make.request(early), engineer=engineer, slot=slot, at=early)
    assert todays_load([engineer.id], at=early)[engineer.id].minutes == 60
