"""Service levels: the targets behind every promise."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.contracts.actions import change_level, create_level, set_level_grades, set_targets
from aftercare.domains.contracts.models import ServiceLevel
from aftercare.domains.contracts.policies import VIEW, may_manage_contracts
from aftercare.domains.customers.models import Grade
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import BadInput, missing
from aftercare.surfaces.api.fields import Body, Text, Whole
from aftercare.surfaces.api.find import found, named, needed
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Named, by_code, by_name
from aftercare.surfaces.api.requests.shown import PRIORITIES, VALUES, PriorityName
from aftercare.surfaces.api.versions import unchanged

service_levels = Noun("service_levels", "Service levels 服务级别: targets by priority, in a working calendar.")


class TargetShown(TypedDict):
    """How many working minutes a step may take."""

    clock: Annotated[str, Field(examples=["first_response", "assignment", "arrival", "resolution"])]
    priority: PriorityName
    kind: Annotated[str | None, Field(description="One kind of request; null for all.")]
    minutes: int
    stages: Annotated[list[int], Field(description="At which percentages of it somebody is told.")]


class ServiceLevelShown(TypedDict):
    """A named promise."""

    id: UUID
    code: Annotated[str, Field(examples=["standard"])]
    name: str
    calendar: Named | None
    is_default: Annotated[bool, Field(description="Whether it holds where no other does.")]
    grades: Annotated[list[Coded], Field(description="Customers of these grades have it, unless an agreement says.")]
    targets: list[TargetShown]
    version: int


class LevelQuery(Listing):
    """Which levels."""

    code: Text | None = Field(None, max_length=40)
    sort: Literal["code", "-code"] = "code"


def _show_level(level: ServiceLevel) -> dict[str, Any]:
    targets = sorted(level.targets.all(), key=lambda row: (row.request_kind, row.priority, row.clock))
    return {
        "id": level.id,
        "code": level.code,
        "name": level.name,
        "calendar": by_name(level.calendar),
        "is_default": level.is_default,
        "grades": [by_code(row.grade) for row in sorted(level.grades.all(), key=lambda row: row.grade.code)],
        "version": level.version,
        "targets": [
            {
                "clock": row.clock,
                "priority": PRIORITIES[row.priority],
                "kind": row.request_kind or None,
                "minutes": row.minutes,
                "stages": row.stages,
            }
            for row in targets
        ],
    }


@service_levels.lists("/service_levels", ServiceLevelShown)
def list_service_levels(call: Call, query: Query[LevelQuery]) -> dict[str, Any]:
    """List service levels.

    With all their targets.
    """
    require(may(call.actor, VIEW))
    rows = ServiceLevel.objects.filter(**query.filters()).select_related("calendar")
    return listed(rows.prefetch_related("targets", "grades__grade"), query, each(_show_level))


@service_levels.reads("/service_levels/{uuid:id}", ServiceLevelShown)
def read_service_level(call: Call, id: UUID) -> dict[str, Any]:
    """Read a service level.

    With all its targets.
    """
    levels = ServiceLevel.objects if may(call.actor, VIEW) is True else ServiceLevel.objects.none()
    return _show_level(found(levels.select_related("calendar"), id))


HERE = "/service_levels/{uuid:id}"
Clock = Literal["first_response", "assignment", "arrival", "resolution"]
TWICE = _("A clock and a priority have one target; it is given more than once.")
DEFAULT = "`true` makes it the one that holds where no other does; the one before no longer is."


class NewLevel(Body):
    """A level to make; what it promises is said with its targets."""

    code: Text = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$", examples=["gold"])
    name: Text = Field(min_length=1, max_length=80, examples=["金牌服务级别"])
    calendar_id: UUID


class LevelChanges(Body):
    """The fields to change."""

    name: Text | None = Field(None, min_length=1, max_length=80)
    calendar_id: UUID | None = None
    is_default: Literal[True] | None = Field(None, description=DEFAULT)


class TargetGiven(Body):
    """How many working minutes a step may take."""

    clock: Clock
    priority: PriorityName
    minutes: Whole = Field(ge=1, le=525_600)


class TargetsGiven(Body):
    """All targets of a level for one kind of request, or for all; what is left out is not promised."""

    kind: Text | None = Field(None, max_length=40, description="One kind of request; null for all.")
    stages: list[Annotated[Whole, Field(ge=1, le=1000)]] = Field(
        default=[75, 100, 150], min_length=1, max_length=10, description="Rising percentages at which somebody is told."
    )
    targets: list[TargetGiven] = Field(max_length=16)


class GradesGiven(Body):
    """The grades that have the level."""

    grades: list[Text] = Field(max_length=100, description="Codes of grades; another level's is taken over.")


@service_levels.makes("/service_levels", ServiceLevelShown)
def create_service_level(call: Call, body: NewLevel) -> dict[str, Any]:
    """Make a service level.

    It promises nothing until its targets are set.
    """
    require(may_manage_contracts(call.actor))
    calendar = needed(Calendar.objects.all(), body.calendar_id, "calendar_id")
    return _show_level(create_level(call.actor, code=body.code, name=body.name, calendar=calendar, at=call.at))


@service_levels.changes(HERE, ServiceLevelShown)
def change_service_level(call: Call, id: UUID, body: LevelChanges) -> dict[str, Any]:
    """Change a service level.

    Its name, its calendar, or that it holds where no other does; requests promised before keep theirs.
    """
    level = unchanged(call, _to_change(call, id))
    calendar = named(Calendar.objects.all(), body.calendar_id, "calendar_id")
    given: dict[str, Any] = {"name": body.name, "calendar": calendar, "is_default": body.is_default is True}
    return _show_level(change_level(call.actor, level, at=call.at, **given))


@service_levels.sets(f"{HERE}/targets", ServiceLevelShown, versioned=True)
def set_service_level_targets(call: Call, id: UUID, body: TargetsGiven) -> dict[str, Any]:
    """Set the targets of a service level.

    All at once, for one kind of request or for every kind; requests promised before keep theirs.
    """
    level = unchanged(call, _to_change(call, id))
    minutes: dict[tuple[str, int], int] = {
        (target.clock, VALUES[target.priority]): target.minutes for target in body.targets
    }
    if len(minutes) < len(body.targets):
        raise BadInput(fields="targets", errors={"targets": TWICE})
    if body.kind and not RequestKind.objects.filter(pk=body.kind).exists():
        raise missing("kind")
    given: dict[str, Any] = {"kind": body.kind or "", "stages": body.stages}
    return _show_level(set_targets(call.actor, level, minutes=minutes, at=call.at, **given))


@service_levels.sets(f"{HERE}/grades", ServiceLevelShown, versioned=True)
def set_service_level_grades(call: Call, id: UUID, body: GradesGiven) -> dict[str, Any]:
    """Set the grades whose customers have a service level.

    These and no others; an agreement still goes before.
    """
    level = unchanged(call, _to_change(call, id))
    grades = list(Grade.objects.filter(code__in=body.grades))
    if len(grades) < len(set(body.grades)):
        raise missing("grades")
    return _show_level(set_level_grades(call.actor, level, grades=grades, at=call.at))


def _to_change(call: Call, id: UUID) -> ServiceLevel:
    """The level, for whoever sees it; who may not change it is told so."""
    levels = ServiceLevel.objects if may(call.actor, VIEW) is True else ServiceLevel.objects.none()
    level = found(levels.select_related("calendar"), id)
    require(may_manage_contracts(call.actor))
    return level
