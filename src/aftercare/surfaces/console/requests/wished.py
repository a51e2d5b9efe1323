"""What the customer's wish proposes for a visit."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from aftercare.domains.dispatch.diary import whole_minute
from aftercare.domains.requests.models import ServiceRequest
from aftercare.ui.components import words

QUARTER = 15  # minutes: nobody plans to the minute


def visit_wished(wanted: ServiceRequest, at: datetime) -> dict[str, Any]:
    """The first slot within the wish that is long enough, and the wish in words; nothing once it is over."""
    if wanted.wished_from is None or wanted.wished_to is None or wanted.wished_to <= at:
        return {}
    minutes = visit_minutes(wanted)
    start = whole_minute(max(wanted.wished_from, _next_quarter(at)))  # a form asks for minutes
    end = min(start + timedelta(minutes=minutes), wanted.wished_to.replace(second=0, microsecond=0))
    told = {"wish": _("The customer wishes %(slot)s.") % {"slot": words.slot(wanted.wished_from, wanted.wished_to, at)}}
    return told | ({"start_at": start, "end_at": end} if end > start else {})


def visit_minutes(wanted: ServiceRequest) -> int:
    """How long a visit for the request takes."""
    return wanted.problem_type.duration_minutes if wanted.problem_type else wanted.kind.duration_minutes


def _next_quarter(at: datetime) -> datetime:
    whole = at.replace(minute=at.minute - at.minute % QUARTER, second=0, microsecond=0)
    return whole + timedelta(minutes=QUARTER)
