"""Keep what is promised: service levels with their targets, and the reasons for which work waits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.contracts.errors import BadTargets, LevelCodeTaken
from aftercare.domains.contracts.events import PauseReasonAdded, PauseReasonChanged, ServiceLevelChanged
from aftercare.domains.contracts.models import ClockKind, GradeLevel, LevelTarget, PauseReason, Priority, ServiceLevel
from aftercare.domains.contracts.policies import may_manage_contracts
from aftercare.domains.customers.models import Grade
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.ids import id_of_code
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

OF_REASON = ("name", "waits_for", "pauses", "moves_date", "active")
REASON = "pause_reason"
PROMISED = frozenset(ClockKind.values) - {ClockKind.DWELL}
A_YEAR = 525_600
Minutes = Mapping[tuple[str, int], int]


@transaction.atomic
def add_pause_reason(
    actor: Actor,
    *,
    code: str,
    name: str,
    at: datetime,
    waits_for: str = "customer",
    pauses: Sequence[str] = (),
    moves_date: bool = False,
) -> PauseReason:
    """Add a reason for which work waits: for whom, which clocks stop meanwhile, and whether the date moves along."""
    require(may_manage_contracts(actor))
    plain = code.strip()
    holder = PauseReason.objects.filter(pk=plain).first()
    if holder is not None:
        raise LevelCodeTaken(taken=plain, holder=holder.name, errors={"code": LevelCodeTaken.sentence})
    stops = _known_clocks(pauses)
    made = PauseReason.objects.create(code=plain, name=name, waits_for=waits_for, pauses=stops, moves_date=moves_date)
    told = PauseReasonAdded(reason_id=id_of_code(REASON, plain), code=plain, pauses=tuple(stops))
    publish(actor, told, at=at)
    return made


@transaction.atomic
def change_pause_reason(actor: Actor, reason: PauseReason, *, at: datetime, **values: Any) -> PauseReason:
    """Change a reason, from now on: what waits already keeps the clocks it stopped."""
    require(may_manage_contracts(actor))
    held = lock(PauseReason.objects.all(), reason.pk)
    if "pauses" in values:
        values["pauses"] = _known_clocks(values["pauses"])
    if changed := changed_fields(held, OF_REASON, values):
        for name in changed:
            setattr(held, name, values[name])
        held.save(update_fields=list(changed))
        told = PauseReasonChanged(reason_id=id_of_code(REASON, held.code), code=held.code, fields=changed)
        publish(actor, told, at=at)
    return held


@transaction.atomic
def create_level(actor: Actor, *, code: str, name: str, calendar: Calendar, at: datetime) -> ServiceLevel:
    """Make a service level without targets: what it promises is said with `set_targets`."""
    require(may_manage_contracts(actor))
    plain = code.strip()
    holder = ServiceLevel.objects.filter(code=plain).first()
    if holder is not None:
        raise LevelCodeTaken(taken=plain, holder=holder.name, errors={"code": LevelCodeTaken.sentence})
    level = ServiceLevel.objects.create(code=plain, name=name, calendar=calendar)
    publish(actor, ServiceLevelChanged(level_id=level.id, code=level.code), at=at)
    return level


@transaction.atomic
def change_level(
    actor: Actor,
    level: ServiceLevel,
    *,
    at: datetime,
    name: str | None = None,
    calendar: Calendar | None = None,
    is_default: bool = False,
) -> ServiceLevel:
    """Rename it, let its minutes run in another calendar, or make it the one that holds where no other does."""
    require(may_manage_contracts(actor))
    held = lock(ServiceLevel.objects.all(), level.pk)
    wanted = {"name": name or held.name, "calendar": calendar or held.calendar}
    changed = changed_fields(held, ("name", "calendar"), wanted)
    for each in changed:
        setattr(held, each, wanted[each])
    if is_default and not held.is_default:
        ServiceLevel.objects.filter(is_default=True).update(is_default=False)
        held.is_default, changed = True, (*changed, "is_default")
    if changed:
        held.save(update_fields=list(changed))
        publish(actor, ServiceLevelChanged(level_id=held.id, code=held.code), at=at)
    return held


@transaction.atomic
def set_targets(
    actor: Actor,
    level: ServiceLevel,
    *,
    minutes: Minutes,
    at: datetime,
    kind: str = "",
    stages: Sequence[int] = (75, 100, 150),
) -> ServiceLevel:
    """Set all targets of a level {(clock, priority): working minutes}, for one kind of request or for all.

    Requests promised before keep theirs; `stages` are the shares (percent) at which somebody is told.
    """
    require(may_manage_contracts(actor))
    held = lock(ServiceLevel.objects.all(), level.pk)
    _check(minutes, stages)
    LevelTarget.objects.filter(level=held, request_kind=kind).delete()
    LevelTarget.objects.bulk_create(
        LevelTarget(level=held, clock=clock, priority=priority, request_kind=kind, minutes=count, stages=list(stages))
        for (clock, priority), count in sorted(minutes.items())
    )
    held.save(update_fields=["version"])
    publish(actor, ServiceLevelChanged(level_id=held.id, code=held.code), at=at)
    return held


@transaction.atomic
def set_level_grades(actor: Actor, level: ServiceLevel, *, grades: Sequence[Grade], at: datetime) -> ServiceLevel:
    """Let customers of these grades, and of no others, have the level where no agreement says otherwise.

    A grade carries one level: another's is taken over. Requests promised before keep theirs.
    """
    require(may_manage_contracts(actor))
    held = lock(ServiceLevel.objects.all(), level.pk)
    before = set(GradeLevel.objects.filter(level=held).values_list("grade_id", flat=True))
    wanted = {grade.pk for grade in grades}
    if before != wanted:
        GradeLevel.objects.filter(grade__in=before ^ wanted).delete()
        GradeLevel.objects.bulk_create(GradeLevel(level=held, grade_id=grade) for grade in sorted(wanted - before))
        held.save(update_fields=["version"])
        publish(actor, ServiceLevelChanged(level_id=held.id, code=held.code), at=at)
    return held


def _known_clocks(pauses: Sequence[str]) -> list[str]:
    unknown = set(pauses) - set(ClockKind.values)
    if unknown:
        raise BadTargets()
    return [clock for clock in ClockKind.values if clock in pauses]


def _check(minutes: Minutes, stages: Sequence[int]) -> None:
    named = all(clock in PROMISED and priority in Priority.values for clock, priority in minutes)
    sized = all(1 <= count <= A_YEAR for count in minutes.values())
    rising = list(stages) == sorted({stage for stage in stages if 1 <= stage <= 1000})
    if not (named and sized and rising and stages):
        raise BadTargets()
