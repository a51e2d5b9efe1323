"""What the room does when others tell that something happened."""

from aftercare.domains.accounts.events import CalendarChanged
from aftercare.domains.contracts.events import ClockDue
from aftercare.domains.requests.actions import alert_owner, derive_request_clocks
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import OPEN
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry


@reacts_to(ClockDue)
def alert_about_request(due: ClockDue, fact: LedgerEntry) -> None:
    """A promise about a request reached a stage."""
    if due.subject_kind == ServiceRequest.noun:
        alert_owner(system("promise-clock"), due, at=fact.at)


@reacts_to(CalendarChanged)
def derive_clocks_anew(changed: CalendarChanged, fact: LedgerEntry) -> None:
    """Working hours or holidays changed: what is due follows."""
    actor = system("promise-clock")
    rows = ServiceRequest.objects.filter(calendar=changed.calendar_id, state__in=OPEN)
    for request in rows.select_related("kind", "calendar").defer("search").order_by("id").iterator(chunk_size=500):
        derive_request_clocks(actor, request, at=fact.at)
