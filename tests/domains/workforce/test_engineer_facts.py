"""What the choice is told of engineers, and how few statements that takes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare.domains.accounts.hours import working_seconds
from aftercare.domains.workforce.actions import (
    deactivate_engineer,
    grant_skill,
    record_absence,
    record_certificate,
    set_shift,
    set_territory,
    withdraw_certificate,
)
from aftercare.domains.workforce.facts import Certificate, EngineerFacts, Place
from aftercare.domains.workforce.queries import facts_of


def test_everything_known_becomes_facts(engineer, manager, skill, office, at):
    made = engineer(home=Place(31.2304, 121.4737), calendar=office, overtime_minutes=30)
    grant_skill(manager, made, skill=skill("GAS"), level=2, at=at)
    grant_skill(manager, made, skill=skill(), level=4, at=at)
    record_certificate(
        manager, made, name="Gas", skill=skill("GAS"), valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1), at=at
    )
    record_certificate(manager, made, name="Site pass", valid_until=date(2026, 6, 30), at=at)
    gone = record_certificate(manager, made, name="Gone", valid_until=date(2025, 6, 30), at=at)
    withdraw_certificate(manager, gone, at=at)
    set_territory(manager, made, region_code="310115", at=at)
    set_territory(manager, made, region_code="310101", rank="secondary", at=at)
    record_absence(manager, made, start_at=at - timedelta(days=2), end_at=at - timedelta(days=1), at=at)
    record_absence(manager, made, start_at=at, end_at=at + timedelta(days=1), reason="leave", at=at)
    (facts,) = facts_of([made.id], at=at)
    assert facts == EngineerFacts(
        engineer_id=made.id,
        name="李伟",
        skills={"GAS": 2, "COOLING": 4},
        certificates=(
            Certificate("GAS", "Gas", date(2027, 1, 1), date(2026, 1, 1)),
            Certificate("", "Site pass", date(2026, 6, 30)),
        ),
        territories={"310115": "primary", "310101": "secondary"},
        home=Place(31.2304, 121.4737),
        hours=facts.hours,
        absences=((at, at + timedelta(days=1), "leave"),),
        overtime_minutes=30,
    )


def test_a_shift_replaces_the_calendar_on_its_day(engineer, manager, office, at):
    made, other = engineer(calendar=office), engineer("王芳", calendar=office)
    set_shift(manager, made, on=date(2026, 3, 10), intervals=[[540, 600]], at=at)
    set_shift(manager, made, on=date(2026, 3, 14), intervals=[[540, 720]], at=at)
    own, common = (facts.hours for facts in facts_of([made.id, other.id], at=at))
    week = at - timedelta(hours=9), at + timedelta(days=6, hours=15)  # from midnight, Tuesday to Monday
    assert own and common
    assert working_seconds(common, *week) == 5 * 8 * 3600
    assert working_seconds(own, *week) == (4 * 8 + 1 + 3) * 3600


def test_an_engineer_without_a_calendar_has_no_hours(engineer, at):
    assert facts_of([engineer().id], at=at)[0].hours is None


def test_an_inactive_engineer_is_told_as_such(engineer, manager, at):
    made = engineer()
    deactivate_engineer(manager, made, at=at)
    assert [facts.active for facts in facts_of([made.id], at=at)] == [False]


@pytest.mark.parametrize("many", [1, 40])
def test_the_facts_take_six_statements_however_many_engineers_there_are(engineer, manager, skill, office, at, many):
    team = [engineer(f"Engineer {n}", calendar=office) for n in range(many)]
    for member in team:
        grant_skill(manager, member, skill=skill(), level=3, at=at)
        set_shift(manager, member, on=date(2026, 3, 14), intervals=[[540, 720]], at=at)
    ids = [member.id for member in team]
    facts_of(ids, at=at)  # the calendar's hours are worked out once a version
    with CaptureQueriesContext(
        connection,
    ) as statements:
        found = facts_of(ids, at=at)
    assert [facts.engineer_id for facts in found] == sorted(ids)
    assert len(statements) == 6
