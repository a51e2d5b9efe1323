"""Where an engineer lives and why they are away is told to those who keep the record, and to the engineer."""

from datetime import timedelta

import pytest

from aftercare.domains.workforce.actions import record_absence
from aftercare.kit.clock import now
from tests import make

pytestmark = pytest.mark.django_db


def test_where_somebody_lives_is_told_to_who_keeps_the_record_and_to_themselves(api, user_of, at):
    one = make.engineer(at, user=user_of("engineer"), latitude="31.23", longitude="121.47")
    told = {}
    for role in ("dispatcher", "engineer", "agent"):
        caller = api(role)
        (line,) = caller.get("/engineers").json()["items"]
        told[role] = line["latitude"], caller.get(f"/engineers/{one.id}").json()["longitude"]
    assert told == {"dispatcher": (31.23, 121.47), "engineer": (31.23, 121.47), "agent": (None, None)}


def test_why_somebody_is_away_is_told_to_the_same(api, user_of, at):
    one, begin = make.engineer(at, user=user_of("engineer")), now() + timedelta(days=1)
    record_absence(make.HOUSE, one, start_at=begin, end_at=begin + timedelta(hours=8), reason="病假", at=at)
    for role, told in {"dispatcher": True, "engineer": True, "agent": False}.items():
        (absence,) = api(role).get(f"/engineers/{one.id}").json()["absences"]
        assert absence["reason"] == ("病假" if told else "")
