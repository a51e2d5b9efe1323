"""The lines of the queue. One is drawn once a minute for all who read it alike: it depends on what it shows alone."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.rules import RequiredDate, required_date
from aftercare.kit.clock import now


class Line(NamedTuple):
    """What a line shows of a request."""

    id: UUID
    title: str
    number: str
    kind: str
    state: str
    priority: int
    customer: str
    whom: str
    team: str
    required_at: datetime
    submitted_at: datetime
    clock: RequiredDate | None


def lines(requests: Sequence[ServiceRequest]) -> list[SafeString]:
    """The rows of the table, with the time left to the required date of each open request."""
    reader = get_language() or "", timezone.get_current_timezone_name(), int(now().timestamp() // 60)
    return [_drawn(_line(one), *reader) for one in requests]


def _line(request: ServiceRequest) -> Line:
    whom = request.engineer or request.assignee
    return Line(
        id=request.id,
        title=request.title,
        number=request.number,
        kind=request.kind.name,
        state=request.state,
        priority=request.priority,
        customer=request.customer.name,
        whom=whom.name if whom else "",
        team=request.team.name if request.team else "",
        required_at=request.required_at,
        submitted_at=request.submitted_at,
        clock=required_date(request),
    )


@lru_cache(maxsize=2048)
def _drawn(line: Line, language: str, zone: str, minute: int) -> SafeString:
    """The markup; a script keeps its times true from then on."""
    return render_to_string("console/requests/line.html", {"row": line})
