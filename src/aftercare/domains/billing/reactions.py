"""What the room does when others tell that something happened."""

from aftercare.domains.billing.actions import drop_bills
from aftercare.domains.requests.events import RequestCancelled, RequestConcluded, RequestConfirmed, RequestMerged
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("billing")


@reacts_to(RequestCancelled, RequestMerged)
def drop_what_is_open(gone: RequestCancelled | RequestMerged, fact: LedgerEntry) -> None:
    """Nothing is done, so nothing is quoted and nothing charged."""
    drop_bills(HOUSE, ServiceRequest.objects.only("id").get(pk=gone.request_id), at=fact.at)


@reacts_to(RequestConfirmed, RequestConcluded)
def drop_what_waits(ended: RequestConfirmed | RequestConcluded, fact: LedgerEntry) -> None:
    """The loop is closed: nobody need decide any more; what was done is charged all the same."""
    drop_bills(HOUSE, ServiceRequest.objects.only("id").get(pk=ended.request_id), at=fact.at, done=True)
