"""How every move of a quotation and a charge is written down: the rows under their locks, and the ledger fact.

The request is locked first, then what belongs to it, so that two who decide at once wait for each other.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.billing.models import BillLine, Charge, Quotation
from aftercare.domains.billing.policies import may_move
from aftercare.domains.billing.states import QUOTATION_FLOW, QuotationState
from aftercare.domains.orders.pricing import totals_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved

UNDECIDED = "quotation.refused"
REFUSED = (QuotationState.DECLINED, QuotationState.EXPIRED)
REQUESTS = ServiceRequest.objects.select_related("kind", "customer").defer("search")


def hold_request(id: UUID) -> ServiceRequest:
    """The request as it stands now, locked until the transaction ends."""
    return lock(REQUESTS, id)


def hold(quotation: Quotation) -> Quotation:
    """The quotation as it stands now, locked behind its request until the transaction ends."""
    request = hold_request(quotation.request_id)
    held = lock(Quotation.objects.select_related("customer"), quotation.pk)
    held.request = request
    return held


def hold_for(actor: Actor, verb: str, quotation: Quotation) -> Quotation:
    """The locked quotation, once the state permits the move and the actor may make it."""
    held = hold(quotation)
    QUOTATION_FLOW.check(held.state, verb)
    require(may_move(actor, verb, held))
    return held


def hold_charge(charge: Charge) -> Charge:
    """The charge as it stands now, locked behind its request until the transaction ends."""
    request = hold_request(charge.request_id)
    held = lock(Charge.objects.select_related("customer", "quotation"), charge.pk)
    held.request = request
    return held


def record(actor: Actor, quotation: Quotation, happened: Any, *, at: datetime, move: Moved, text: str = "") -> None:
    """Save the quotation and publish what happened, on the request's timeline too."""
    quotation.save()
    publish(actor, happened, at=at, move=move, text=text, context_id=quotation.request_id)


def record_charge(
    actor: Actor, charge: Charge, happened: Any, *, at: datetime, move: Moved | None = None, text: str = ""
) -> None:
    """Save the charge and publish what happened, on the request's timeline too."""
    charge.save()
    publish(actor, happened, at=at, move=move, text=text, context_id=charge.request_id)


def sum_up(bill: Quotation | Charge, rows: list[Any]) -> None:
    """Keep the sums of the rounded lines in their bill."""
    lines: list[BillLine] = rows
    totals = totals_of(((line.net, line.tax) for line in lines), bill.currency)
    bill.net, bill.tax, bill.total = totals.net.amount, totals.tax.amount, totals.total.amount


def ask_how_on(actor: Actor, quotation: Quotation, *, at: datetime) -> None:
    """Ask the desk how it goes on with a request whose customer did not say yes."""
    open_task(
        actor,
        kind=UNDECIDED,
        key=f"{UNDECIDED}:{quotation.id}",
        about=quotation.ref,
        label=f"{quotation.number} {quotation.customer.name}",
        role="agent",
        unit_id=quotation.request.unit_id,
        at=at,
    )


def goes_on(actor: Actor, request: ServiceRequest, *, at: datetime) -> None:
    """It is known how it goes on: nobody is asked any more."""
    for quotation in Quotation.objects.filter(request=request, state__in=REFUSED).only("id").order_by("id"):
        close_tasks_about(actor, quotation.ref, at=at)
