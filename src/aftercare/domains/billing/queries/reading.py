"""Quotations and charges in somebody's sight, their lines, and the moves that are open to them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, Value

from aftercare.domains.accounts.queries.told import ToldFact, facts_told
from aftercare.domains.billing.links import opens
from aftercare.domains.billing.models import BillLine, Charge, Payment, Quotation
from aftercare.domains.billing.policies import (
    may_charge,
    may_move,
    may_revise,
    may_see_bills_of,
    visible_charges,
    visible_to,
)
from aftercare.domains.billing.states import (
    BY_THE_HOUSE,
    CHARGE_FLOW,
    OPEN,
    QUOTATION_FLOW,
    STANDING,
    QuotationState,
)
from aftercare.domains.customers.queries import search_customers
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.money import Money
from aftercare.kit.signed_links import claimed_id

MOST_BUYERS = 200
NOBODY = UUID(int=0)
REVISE = "revise"
REVISED = (QuotationState.SENT, QuotationState.ACCEPTED, QuotationState.DECLINED, QuotationState.EXPIRED)


class Bill(NamedTuple):
    """A quotation or a charge as a line beside its request."""

    noun: str
    id: UUID
    number: str
    state: str
    total: Money


def quotations_in_sight(actor: Actor, q: str = "") -> QuerySet[Quotation]:
    """The quotations the actor may see; with `q` those of such a number, request or customer."""
    return _asked(visible_to(actor), actor, q).select_related("customer", "request")


def charges_in_sight(actor: Actor, q: str = "") -> QuerySet[Charge]:
    """The charges the actor may see; with `q` those of such a number, request or customer."""
    return _asked(visible_charges(actor), actor, q).select_related("customer", "request", "quotation")


def waiting_for_answer(actor: Actor) -> QuerySet[Quotation]:
    """Quotations in sight that were sent, and that the customer neither accepted nor declined yet."""
    return visible_to(actor).filter(state=QuotationState.SENT)


def _asked(rows: QuerySet, actor: Actor, q: str) -> QuerySet:  # type: ignore[type-arg]  # of either table
    asked = q.strip()
    if not asked:
        return rows
    begins = Q(number__istartswith=asked) | Q(request__number__istartswith=asked)
    buyers = search_customers(actor, asked).order_by("id").values("pk")[:MOST_BUYERS]
    return rows.filter(begins | Q(customer__in=list(buyers.values_list("pk", flat=True))))


def quotations_shown(actor: Actor, request: ServiceRequest) -> list[Quotation]:
    """Those of a request that the actor may see, the latest first."""
    return list(visible_to(actor).filter(request=request).select_related("customer", "request").order_by("-id"))


def charges_shown(actor: Actor, request: ServiceRequest) -> list[Charge]:
    """The charges of a request that the actor may see, the latest first."""
    rows = visible_charges(actor).filter(request=request)
    return list(rows.select_related("customer", "request", "quotation").order_by("-id"))


def bills_of(actor: Actor, request: ServiceRequest) -> list[Bill]:
    """The quotations and charges of a request that the actor may see, the latest first; in one statement."""
    if may_see_bills_of(actor, request) is not True:
        return []
    rows: Iterable[Any] = _bills(request.pk)
    return [
        Bill(noun, id, number, state, Money(total, currency).rounded())
        for noun, id, number, state, total, currency in rows
    ]


@compiled
def _bills(request_id: UUID) -> QuerySet[Any]:
    fields = ("sort", "pk", "number", "state", "total", "currency")
    quotations, charges = (
        model.objects.filter(request=request_id).order_by().annotate(sort=Value(model.noun)).values_list(*fields)
        for model in (Quotation, Charge)
    )
    return quotations.union(charges, all=True).order_by("-pk")


def charge_of(request: ServiceRequest) -> Charge | None:
    """The charge of the present round of work that is not cancelled."""
    rows = Charge.objects.filter(request=request, series=request.series, state__in=STANDING)
    return rows.select_related("quotation", "request", "customer").first()


def quotation_behind(token: str) -> Quotation | None:
    """The quotation a link opens; none for what was not signed for it with the key of now, or was never sent."""
    id = claimed_id(token)
    rows = Quotation.objects.select_related("customer", "contact", "request__device", "request__kind")
    found = rows.exclude(sent_at=None).filter(pk=id).first() if id else None
    return found if found is not None and opens(token, found) else None


def lines_of(bill: Quotation | Charge) -> Sequence[BillLine]:
    """The lines in their order, with what they name."""
    return list(bill.lines.select_related("part", "tax_rate").order_by("position"))


def payments_of(charge: Charge) -> QuerySet[Payment]:
    """What was paid, the first payment first."""
    return charge.payments.order_by("paid_on", "id")


def available_actions(actor: Actor, quotation: Quotation) -> list[str]:
    """The moves that the state permits and this person may make, and whether a further version may be written."""
    open_ones = [verb for verb in QUOTATION_FLOW.verbs(quotation.state) if verb not in BY_THE_HOUSE]
    verbs = [verb for verb in open_ones if may_move(actor, verb, quotation) is True]
    if quotation.state in REVISED and may_revise(actor, quotation) is True:
        others = Quotation.objects.filter(request=quotation.request_id, state__in=OPEN).exclude(pk=quotation.pk)
        later = Quotation.objects.filter(replaces=quotation)
        if not others.exists() and not later.exists() and quotation.request.is_open:
            verbs.append(REVISE)
    return verbs


def charge_actions(actor: Actor, charge: Charge) -> list[str]:
    """The moves of a charge that are open to this person."""
    if may_charge(actor, charge.request) is not True:
        return []
    verbs = CHARGE_FLOW.verbs(charge.state)
    return [verb for verb in verbs if not (verb == "cancel" and charge.paid)]


def running_out(*, on: date) -> QuerySet[Quotation]:
    """Quotations that wait for a decision and whose last day is this one or lies before it, the longest first."""
    rows = Quotation.objects.filter(state=QuotationState.SENT, valid_until__lte=on)
    return rows.order_by("valid_until", "id")


def story_of(bill: Quotation | Charge, *, after: int = 0, limit: int = 200) -> list[ToldFact]:
    """What happened to it, in order, some facts at a time."""
    return facts_told(bill.ref, after=after, limit=limit)
