"""How much work is with whom, and who had a request before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from aftercare.domains.requests.models import Attempt
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.states import WITH_SOMEBODY
from aftercare.kit.actor import Actor

MOST = 1000  # a line each of whoever has something now, not of whoever ever had


@dataclass(frozen=True, slots=True)
class Load:
    """What an engineer, a team or somebody of the desk has: how many, and how many of them are late."""

    id: UUID
    name: str
    having: int
    late: int


def loads(actor: Actor, *, at: datetime, most: int = MOST) -> list[Load]:
    """The most loaded first, the late ones before the many; in one statement."""
    rows = (
        visible_to(actor)
        .filter(state__in=WITH_SOMEBODY)
        .annotate(
            holder=Coalesce("engineer_id", "assignee_id", "team_id"),
            holder_name=Coalesce(F("engineer__name"), F("assignee__name"), F("team__name")),
        )
    )
    counted = rows.values("holder", "holder_name").annotate(
        having=Count("pk"), late=Count("pk", filter=Q(required_at__lt=at))
    )
    ordered = counted.order_by("-late", "-having", "holder_name", "holder")[:most]
    return [Load(row["holder"], row["holder_name"], row["having"], row["late"]) for row in ordered]


def attempts_of(request_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The names of those who had each request, in the order of the attempts, each once."""
    rows = Attempt.objects.filter(request__in=request_ids).order_by("request", "position")
    names = rows.values_list("request_id", Coalesce(F("engineer__name"), F("assignee__name"), F("team__name")))
    found: dict[UUID, list[str]] = {}
    for id, name in names:
        had = found.setdefault(id, [])
        if name and name not in had:
            had.append(name)
    return found
