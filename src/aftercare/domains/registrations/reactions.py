"""What the room does when something happens elsewhere."""

from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.events import DeviceTransferred
from aftercare.domains.registrations.actions import settle_registration
from aftercare.domains.registrations.models import Outcome, Registration
from aftercare.domains.registrations.queries import waiting_for
from aftercare.domains.requests.events import RequestCancelled, RequestUnlocked
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("registration")


@reacts_to(RequestCancelled, RequestUnlocked)
def let_go_with_the_request(ended: RequestCancelled | RequestUnlocked, entry: LedgerEntry) -> None:
    """A cancelled request registers nothing."""
    for one in Registration.objects.filter(request=ended.request_id, outcome=Outcome.WAITING):
        settle_registration(HOUSE, one, at=entry.at)


@reacts_to(DeviceTransferred)
def follow_the_owner(transferred: DeviceTransferred, entry: LedgerEntry) -> None:
    """A device that was handed by hand to whoever registered it is registered."""
    to = standing(Customer.objects.select_related("merged_into").get(pk=transferred.to_customer_id))
    for one in waiting_for(transferred.device_id, to):
        settle_registration(HOUSE, one, at=entry.at)
