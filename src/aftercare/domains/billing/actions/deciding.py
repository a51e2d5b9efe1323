"""What the customer decides: by the link, or told to somebody of the house who notes it."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.billing.actions.recording import ask_how_on, hold, hold_for, record
from aftercare.domains.billing.actions.sending import WAITS_FOR_CUSTOMER
from aftercare.domains.billing.checks import checked_name, checked_reason
from aftercare.domains.billing.errors import QuotationRanOut
from aftercare.domains.billing.events import QuotationAccepted, QuotationDeclined, QuotationReplaced
from aftercare.domains.billing.models import DecidedVia, Quotation
from aftercare.domains.billing.queries import accepted_quotation
from aftercare.domains.billing.states import QUOTATION_FLOW
from aftercare.domains.requests.actions import resume_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, ActorKind, system

HOUSE = system("quotation")


@transaction.atomic
def accept_quotation(actor: Actor, quotation: Quotation, *, name: str, at: datetime, note: str = "") -> Quotation:
    """The customer says yes by name; who records it for them notes how it was said. The version before is replaced."""
    held, words = _decide(actor, "accept", quotation, name, note, at)
    former = accepted_quotation(held.request)
    if former is not None:
        _replace(former, at)
    move = QUOTATION_FLOW.move(held, "accept")
    accepted = QuotationAccepted(
        quotation_id=held.id,
        request_id=held.request_id,
        number=held.number,
        total=f"{held.money('total').amount:f}",
        currency=held.currency,
        via=held.decided_via,
    )
    record(actor, held, accepted, at=at, move=move, text=words)
    _go_on(held.request, at)
    return held


@transaction.atomic
def decline_quotation(actor: Actor, quotation: Quotation, *, name: str, reason: str, at: datetime) -> Quotation:
    """The customer says no by name, and why."""
    held, words = _decide(actor, "decline", quotation, name, checked_reason(reason), at)
    move = QUOTATION_FLOW.move(held, "decline")
    declined = QuotationDeclined(
        quotation_id=held.id, request_id=held.request_id, number=held.number, via=held.decided_via
    )
    record(actor, held, declined, at=at, move=move, text=words)
    ask_how_on(HOUSE, held, at=at)
    _go_on(held.request, at)
    return held


def _decide(actor: Actor, verb: str, quotation: Quotation, name: str, note: str, at: datetime) -> tuple[Quotation, str]:
    """The locked quotation with who decided, as long as it holds; and the words that go with it."""
    held = hold_for(actor, verb, quotation)
    by_link = actor.kind is ActorKind.CUSTOMER
    held.decided_by = checked_name(name)
    words = note.strip() if by_link else checked_reason(note)
    if day_of(at) > held.valid_until:
        raise QuotationRanOut(number=held.number, until=str(held.valid_until))
    held.decided_at = at
    held.decided_via = DecidedVia.LINK if by_link else DecidedVia.STAFF
    return held, words


def _replace(former: Quotation, at: datetime) -> None:
    before = hold(former)
    move = QUOTATION_FLOW.move(before, "replace")
    gone = QuotationReplaced(quotation_id=before.id, request_id=before.request_id, number=before.number)
    record(HOUSE, before, gone, at=at, move=move)


def _go_on(request: ServiceRequest, at: datetime) -> None:
    """Wake a request that rested for its customer's decision."""
    if request.state == State.SUSPENDED and request.suspended_for_id == WAITS_FOR_CUSTOMER:
        resume_request(HOUSE, request, at=at)
