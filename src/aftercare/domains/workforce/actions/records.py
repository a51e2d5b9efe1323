"""Register engineers, change their records, let them go and take them back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.models import Calendar, OrganisationUnit, User
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.workforce.checks import checked_values
from aftercare.domains.workforce.errors import (
    EngineerActive,
    EngineerCodeTaken,
    EngineerInactive,
    OutOfReach,
    UserIsEngineer,
)
from aftercare.domains.workforce.events import (
    EngineerChanged,
    EngineerDeactivated,
    EngineerReactivated,
    EngineerRegistered,
)
from aftercare.domains.workforce.facts import Place
from aftercare.domains.workforce.models import Engineer
from aftercare.domains.workforce.policies import may_change_engineer, may_register_engineer
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.money import Money
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require

NUMBERS = Series("E", "engineer")
CHANGEABLE = (
    "code",
    "name",
    "user",
    "unit",
    "contractor",
    "phone",
    "latitude",
    "longitude",
    "calendar",
    "capacity_minutes_per_day",
    "overtime_minutes",
    "hourly_cost",
    "currency",
)


@transaction.atomic
def register_engineer(
    actor: Actor,
    *,
    name: str,
    at: datetime,
    code: str = "",
    user: User | None = None,
    unit: OrganisationUnit | None = None,
    contractor: bool = False,
    phone: str = "",
    home: Place | None = None,
    calendar: Calendar | None = None,
    capacity_minutes_per_day: int = 420,
    overtime_minutes: int = 0,
    cost: Money | None = None,
) -> Engineer:
    """Put somebody on record who is sent to customers; without a code the next number is taken."""
    require(may_register_engineer(actor))
    engineer = Engineer(unit=unit or (user.unit if user else None), contractor=contractor, calendar=calendar)
    values = {
        "name": name,
        "code": code.strip() or NUMBERS.next(day_of(at).year),
        "user": user,
        "phone": phone,
        "home": home,
        "capacity_minutes_per_day": capacity_minutes_per_day,
        "overtime_minutes": overtime_minutes,
        "cost": cost,
    }
    for column, value in _checked(engineer, values).items():
        setattr(engineer, column, value)
    engineer.save()
    _keep_within_reach(actor, engineer)
    publish(actor, EngineerRegistered(engineer_id=engineer.id, code=engineer.code), at=at)
    return engineer


def _keep_within_reach(actor: Actor, engineer: Engineer) -> None:
    if may_change_engineer(actor, engineer) is not True:
        raise OutOfReach(errors={"unit": OutOfReach.sentence})


@transaction.atomic
def change_engineer(actor: Actor, engineer: Engineer, *, at: datetime, **values: Any) -> Engineer:
    """Change code, name, user, unit, contractor, phone, home, calendar, capacity, overtime or cost."""
    require(may_change_engineer(actor, engineer))
    held = lock(Engineer.objects.all(), engineer.id)
    columns = _checked(held, values)
    changed = changed_fields(held, CHANGEABLE, columns)
    for column in changed:
        setattr(held, column, columns[column])
    if changed:
        held.save(update_fields=changed)
        _keep_within_reach(actor, held)
        publish(actor, EngineerChanged(engineer_id=held.id, fields=changed), at=at)
    return held


@transaction.atomic
def deactivate_engineer(actor: Actor, engineer: Engineer, *, at: datetime, reason: str = "") -> Engineer:
    """Send this engineer nowhere any more; what was given out already is taken back by whoever gave it."""
    require(may_change_engineer(actor, engineer))
    held = lock(Engineer.objects.all(), engineer.id)
    if not held.active:
        raise EngineerInactive(engineer=held.name)
    held.active = False
    held.save(update_fields=["active"])
    publish(actor, EngineerDeactivated(engineer_id=held.id), at=at, text=reason)
    return held


@transaction.atomic
def reactivate_engineer(actor: Actor, engineer: Engineer, *, at: datetime) -> Engineer:
    """Let this engineer be sent again."""
    require(may_change_engineer(actor, engineer))
    held = lock(Engineer.objects.all(), engineer.id)
    if held.active:
        raise EngineerActive(engineer=held.name)
    held.active = True
    held.save(update_fields=["active"])
    publish(actor, EngineerReactivated(engineer_id=held.id), at=at)
    return held


def _checked(engineer: Engineer, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that these values write; refused where one can't stand, or a code or user is somebody else's."""
    columns = checked_values(values)
    others = Engineer.objects.exclude(pk=engineer.pk)
    if "code" in columns:
        columns["code"] = columns["code"].strip() or engineer.code
        if holder := others.filter(code=columns["code"]).first():
            raise EngineerCodeTaken(engineer_code=columns["code"], holder=holder.name)
    user = columns.get("user")
    if user and (holder := others.filter(user=user).first()):
        raise UserIsEngineer(user=user, holder=holder.name)
    return columns
