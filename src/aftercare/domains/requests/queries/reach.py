"""What requests lead to and what leads to them: the things they are about, the agreement that covers them."""

from uuid import UUID

from django.db.models import QuerySet

from aftercare.domains.contracts.models import Agreement
from aftercare.domains.customers.queries import of_customer
from aftercare.domains.devices import policies as of_devices
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import visible_to
from aftercare.domains.requests.queries.reading import listed
from aftercare.kit.actor import Actor


def devices_in_sight(actor: Actor) -> QuerySet[Device]:
    """Devices the actor may see, those of the actor's own requests included."""
    return of_devices.visible_to(actor, also=known_by_work(actor, of_devices.VIEW, "device_id"))


def known_by_work(actor: Actor, right: str, column: str) -> list[UUID]:
    """Ids known to the actor by work; nobody needs them who sees everything, or nothing."""
    scope = actor.scope(right)
    if scope is None or scope.everything or not scope.own:
        return []
    rows = visible_to(actor).exclude(**{column: None}).order_by().values_list(column, flat=True)
    return list(rows.distinct())


def covered_by(actor: Actor, agreement: Agreement) -> QuerySet[ServiceRequest]:
    """Requests in sight of an agreement's customer whose coverage was decided under it, the latest first."""
    whose = of_customer(agreement.customer_id)
    return listed(actor).filter(whose, coverage__agreement_id=str(agreement.id)).order_by("-id")
