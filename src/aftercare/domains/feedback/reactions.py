"""What the room does when requests are handled, answered or decided."""

from aftercare.domains.feedback.actions import follow_request, open_call_back
from aftercare.domains.feedback.models import Outcome
from aftercare.domains.requests.events import RequestConcluded, RequestConfirmed, RequestHandled, RequestRejected
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("call-back")
OUTCOMES = {
    RequestConfirmed: Outcome.SATISFIED,
    RequestRejected: Outcome.NOT_SATISFIED,
    RequestConcluded: Outcome.DECIDED,
}


@reacts_to(RequestHandled)
def ask_customer(handled: RequestHandled, fact: LedgerEntry) -> None:
    """Somebody reported it solved: the customer is asked, in the time that counts from when we know."""
    known_at = handled.reported_at or fact.at
    open_call_back(HOUSE, ServiceRequest(pk=handled.request_id), attempt=handled.attempt, at=known_at)


@reacts_to(RequestConfirmed, RequestRejected, RequestConcluded)
def follow(happened: RequestConfirmed | RequestRejected | RequestConcluded, fact: LedgerEntry) -> None:
    """The loop went on; where it did so past this room, the call-back ends with it."""
    follow_request(HOUSE, ServiceRequest(pk=happened.request_id), outcome=OUTCOMES[type(happened)], at=fact.at)
