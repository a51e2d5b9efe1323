"""Service levels: the targets behind every promise."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.contracts.models import ServiceLevel
from aftercare.domains.contracts.policies import VIEW
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Named, by_name
from aftercare.surfaces.api.requests.shown import PRIORITIES, PriorityName

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
    is_default: bool
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
    rows = ServiceLevel.objects.filter(**query.filters()).select_related("calendar").prefetch_related("targets")
    return listed(rows, query, each(_show_level))


@service_levels.reads("/service_levels/{uuid:id}", ServiceLevelShown)
def read_service_level(call: Call, id: UUID) -> dict[str, Any]:
    """Read a service level.

    With all its targets.
    """
    levels = ServiceLevel.objects if may(call.actor, VIEW) is True else ServiceLevel.objects.none()
    return _show_level(found(levels.select_related("calendar"), id))
