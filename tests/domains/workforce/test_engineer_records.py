"""Registering engineers, changing their records, letting them go and taking them back."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from aftercare.domains.workforce.actions import (
    change_engineer,
    deactivate_engineer,
    reactivate_engineer,
    register_engineer,
)
from aftercare.domains.workforce.facts import Place
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.errors import Refusal
from aftercare.kit.ledger import facts_of, texts_of
from aftercare.kit.money import Money


def kinds(engineer: Engineer) -> list[str]:
    return [entry.kind for entry in facts_of(engineer.ref)]


def test_an_engineer_is_registered_with_all_that_is_known(manager, user_of, office, at):
    user = user_of("engineer")
    made = register_engineer(
        manager,
        name=" 李伟 ",
        code="SH-07",
        user=user,
        phone="13900000000",
        home=Place(31.2304, 121.4737),
        calendar=office,
        overtime_minutes=60,
        cost=Money(Decimal("88.50"), "CNY"),
        at=at,
    )
    kept = Engineer.objects.get(code="SH-07")
    assert (kept.name, kept.user, kept.unit, kept.calendar) == ("李伟", user, user.unit, office)
    assert (kept.home, kept.cost) == (Place(31.2304, 121.4737), Money(Decimal("88.50"), "CNY"))
    assert (kept.capacity_minutes_per_day, kept.overtime_minutes, kept.active) == (420, 60, True)
    assert kinds(made) == ["engineer.registered"]


def test_without_a_code_the_next_number_is_taken(engineer, at):
    first, second = engineer("李伟"), engineer("王芳")
    assert first.code[:7] == second.code[:7] == "E-2026-"
    assert int(second.code[7:]) == int(first.code[7:]) + 1


@pytest.mark.parametrize(
    ("values", "code", "sentence"),
    [
        ({"name": "  "}, "engineer_name_missing", "An engineer needs a name of at most 80 characters."),
        (
            {"code": "SH-07"},
            "engineer_code_taken",
            "The code SH-07 already belongs to 赵强; choose another code.",
        ),
        (
            {"home": Place(91, 0)},
            "place_off_the_map",
            "91, 0 is no place: give a latitude from -90 to 90 and a longitude from -180 to 180, or neither.",
        ),
        (
            {"overtime_minutes": 1441},
            "day_too_long",
            "1441 minutes don't fit a day; give a number from 0 to 1440.",
        ),
        (
            {"cost": Money(Decimal("-1"), "CNY")},
            "cost_below_nought",
            "-1 can't be the cost of an hour; give nought or more, with a currency.",
        ),
    ],
)
def test_what_can_not_stand_is_refused_and_nothing_is_registered(engineer, manager, at, values, code, sentence):
    engineer("赵强", code="SH-07")
    with pytest.raises(Refusal) as refused:
        register_engineer(manager, **{"name": "李伟", **values}, at=at)
    assert (refused.value.code, str(refused.value)) == (code, sentence)
    assert list(Engineer.objects.values_list("name", flat=True)) == ["赵强"]


def test_a_user_is_one_engineer_at_most(engineer, manager, user_of, at):
    engineer("赵强", user=user_of("engineer"))
    with pytest.raises(Refusal) as refused:
        register_engineer(manager, name="李伟", user=user_of("engineer"), at=at)
    assert str(refused.value) == "engineer already is the engineer 赵强; open that record instead."
    assert Engineer.objects.count() == 1


def test_a_change_writes_what_differs_and_tells_which_fields(engineer, manager, office, at):
    made = engineer(home=Place(31.0, 121.0))
    changed = change_engineer(manager, made, calendar=office, phone="", home=Place(31.5, 121.0), at=at)
    assert changed.home == Place(31.5, 121.0)
    assert [entry.data for entry in facts_of(made.ref)][1:] == [{"fields": ["latitude", "calendar"]}]
    change_engineer(manager, made, calendar=office, at=at)
    assert kinds(made) == ["engineer.registered", "engineer.changed"]


def test_a_code_may_be_kept_but_not_taken(engineer, manager, at):
    engineer("赵强", code="SH-07")
    made = engineer(code="SH-08")
    assert change_engineer(manager, made, code="SH-08", name="李伟", at=at).code == "SH-08"
    with pytest.raises(Refusal, match="The code SH-07 already belongs to 赵强; choose another code."):
        change_engineer(manager, made, code="SH-07", at=at)


def test_the_state_of_being_active_is_changed_by_its_own_actions_only(engineer, manager, at):
    with pytest.raises(TypeError, match="These can't be changed: active."):
        change_engineer(manager, engineer(), active=False, at=at)


def test_an_engineer_who_leaves_stays_on_record_with_the_reason_apart(engineer, manager, at):
    made = engineer()
    assert deactivate_engineer(manager, made, reason="moved to Suzhou", at=at).active is False
    entries = list(facts_of(made.ref))
    assert [(entry.kind, entry.data) for entry in entries][1:] == [("engineer.deactivated", {})]
    assert list(texts_of(entries).values()) == ["moved to Suzhou"]
    with pytest.raises(Refusal, match="李伟 is not active; reactivate the engineer first."):
        deactivate_engineer(manager, made, at=at)
    assert reactivate_engineer(manager, made, at=at).active is True
    with pytest.raises(Refusal, match="李伟 is active already."):
        reactivate_engineer(manager, made, at=at)
    assert kinds(made) == ["engineer.registered", "engineer.deactivated", "engineer.reactivated"]


@pytest.mark.parametrize(
    "columns",
    [
        {"latitude": 31, "longitude": None},
        {"latitude": 91, "longitude": 0},
        {"hourly_cost": 10, "currency": ""},
        {"hourly_cost": None, "currency": "CNY"},
        {"capacity_minutes_per_day": 1441},
    ],
)
def test_the_database_itself_refuses_what_can_not_be(engineer, columns):
    made = engineer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Engineer.objects.filter(pk=made.pk).update(**columns)
