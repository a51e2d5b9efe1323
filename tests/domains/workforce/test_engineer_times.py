"""Territories, absences, and days that differ from the calendar."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.make import later

from aftercare.domains.workforce.actions import (
    cancel_absence,
    record_absence,
    set_shift,
    set_territory,
    take_shift,
    take_territory,
)
from aftercare.domains.workforce.models import Absence, Shift, Territory
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.ledger import facts_of, texts_of

SATURDAY = date(2026, 3, 14)


def test_a_territory_is_set_once_and_its_rank_changed(engineer, manager, at):
    made = engineer()
    set_territory(manager, made, region_code=" 310115 ", at=at)
    set_territory(manager, made, region_code="310115", rank="secondary", at=at)
    assert list(Territory.objects.values_list("region_code", "rank")) == [("310115", "secondary")]
    take_territory(manager, made, region_code="310115", at=at)
    assert Territory.objects.count() == 0
    assert [entry.kind for entry in facts_of(made.ref)][1:] == [
        "engineer.territory_set",
        "engineer.territory_set",
        "engineer.territory_taken",
    ]


def test_a_territory_without_a_region_is_refused(engineer, manager, at):
    with pytest.raises(Refusal) as refused:
        set_territory(manager, engineer(), region_code="  ", at=at)
    assert str(refused.value) == "A territory needs a region code of at most 20 characters, such as 310115."
    assert Territory.objects.count() == 0


def test_a_territory_that_is_not_served_can_not_be_taken(engineer, manager, at):
    with pytest.raises(Refusal, match="李伟 doesn't serve the region 310115; nothing was taken away."):
        take_territory(manager, engineer(), region_code="310115", at=at)


def test_a_rank_is_one_of_two(engineer, manager, at):
    with pytest.raises(ValueError, match="'third' is not a valid TerritoryRank"):
        set_territory(manager, engineer(), region_code="310115", rank="third", at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.create(engineer=engineer("王芳"), region_code="310115", rank="third")


def test_an_absence_is_recorded_with_its_reason_off_the_ledger(engineer, manager, at):
    made = engineer()
    absence = record_absence(manager, made, start_at=at, end_at=at + timedelta(days=2), reason="surgery", at=at)
    entries = list(facts_of(made.ref))
    assert absence.reason == "surgery"
    assert entries[-1].kind == "engineer.absence_recorded"
    assert "surgery" not in str(entries[-1].data) and texts_of(entries) == {}
    cancel_absence(manager, absence, at=at)
    assert Absence.objects.count() == 0
    assert facts_of(made.ref).last().kind == "engineer.absence_cancelled"


def test_of_two_who_take_an_absence_back_one_is_told_that_it_is_gone(engineer, manager, at):
    made = engineer()
    record_absence(manager, made, start_at=at, end_at=later(at, hours=3), at=at)
    one, other = Absence.objects.get(), Absence.objects.get()
    cancel_absence(manager, one, at=at)
    with pytest.raises(NotFound):
        cancel_absence(manager, other, at=at)
    assert facts_of(made.ref).filter(kind="engineer.absence_cancelled").count() == 1


def test_an_absence_without_length_is_refused(engineer, manager, at):
    with pytest.raises(Refusal) as refused:
        record_absence(manager, engineer(), start_at=at, end_at=at, at=at)
    assert str(refused.value) == (
        "An absence that begins on 10 Mar 2026, 09:00 can't end on 10 Mar 2026, 09:00; give a later end."
    )
    assert Absence.objects.count() == 0


def test_a_day_gets_hours_of_its_own_and_loses_them(engineer, manager, office, at):
    made = engineer(calendar=office)
    set_shift(manager, made, on=SATURDAY, intervals=[[780, 1020], [540, 720]], at=at)
    assert Shift.objects.get().intervals == [[540, 720], [780, 1020]]
    set_shift(manager, made, on=SATURDAY, intervals=[], at=at)
    assert Shift.objects.get().intervals == []
    take_shift(manager, made, on=SATURDAY, at=at)
    assert [entry.data for entry in facts_of(made.ref)][1:] == [
        {"on": "2026-03-14", "minutes": 420},
        {"on": "2026-03-14", "minutes": 0},
        {"on": "2026-03-14"},
    ]
    with pytest.raises(Refusal, match="李伟 has no hours of their own on 2026-03-14; the calendar applies already."):
        take_shift(manager, made, on=SATURDAY, at=at)


def test_hours_that_overlap_are_refused(engineer, manager, office, at):
    with pytest.raises(Refusal) as refused:
        set_shift(manager, engineer(calendar=office), on=SATURDAY, intervals=[[540, 720], [700, 800]], at=at)
    assert str(refused.value) == (
        "The day can't be worked like this: 2026-03-14: 11:40–13:20 overlaps 09:00–12:00. "
        "Let one begin when the other ends, or join them."
    )
    assert Shift.objects.count() == 0


def test_without_a_calendar_no_day_can_differ_from_it(engineer, manager, at):
    with pytest.raises(Refusal) as refused:
        set_shift(manager, engineer(), on=SATURDAY, intervals=[[540, 720]], at=at)
    assert str(refused.value) == (
        "李伟 keeps no working calendar, so no day can differ from it; choose a calendar first."
    )
