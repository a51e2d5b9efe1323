"""What a request would be promised, before it is entered."""

from datetime import datetime
from typing import NamedTuple

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.queries import promise_for
from aftercare.domains.requests.models import RequestKind
from aftercare.domains.requests.rules import promised_date, soonest_date


class Soonest(NamedTuple):
    """From when on a wished date is promised too, and by when it is solved without one."""

    soonest: datetime
    promised: datetime


def promised_to_all(kind: RequestKind, *, at: datetime) -> Soonest:
    """What everybody is promised for this kind of request; an agreement may promise more."""
    promise = promise_for(kind=kind.code, priority=kind.default_priority)
    seconds, hours = promise.seconds(), working_hours(promise.calendar)
    return Soonest(soonest_date(seconds, hours, at), promised_date(seconds, hours, at))
