"""Who may see quotations and charges, write them, decide for the customer, waive them, and keep rates."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.billing.errors import AboveQuotation, DiscountAboveLimit
from aftercare.domains.billing.figures import is_beyond
from aftercare.domains.billing.models import BillLine, Charge, Quotation, ServiceRate
from aftercare.domains.billing.states import BY_THE_HOUSE
from aftercare.domains.orders.models import ApprovalLimit
from aftercare.domains.orders.pricing import written
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import reached_by, reaches
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import PERMISSIONS, Verdict, lacks, may, may_everywhere, permission

VIEW = permission("quotations.view", _("see quotations and charges"))
WRITE = permission("quotations.write", _("write quotations and send them"))
DECIDE = permission("quotations.decide", _("record what a customer decided about a quotation"))
WAIVE = permission("quotations.waive", _("let work start without an accepted quotation"))
CONFIRM = permission("charges.confirm", _("confirm charges and record what was paid"))
APPROVE = permission("charges.approve", _("give discounts above the limits, and charge more than was quoted"))
RATES = permission("rates.manage", _("keep rates of labour and travel, and what holds for quotations"))

BY_CUSTOMER = frozenset({"accept", "decline"})
VERBS: Mapping[str, str] = {"send": WRITE, "withdraw": WRITE, "accept": DECIDE, "decline": DECIDE}
NOT_YOURS = _("The service desk makes this step for you.")


def visible_to(actor: Actor) -> QuerySet[Quotation]:
    """The quotations of the requests that the right to see them reaches; a customer's own, once they were sent."""
    if actor.kind is ActorKind.CUSTOMER:
        theirs = Quotation.objects.exclude(sent_at=None)
        return theirs.filter(customer_id=actor.id) if actor.id else theirs.none()
    return _of_requests(actor, Quotation.objects.all())


def visible_charges(actor: Actor) -> QuerySet[Charge]:
    """The charges of the same requests; a customer's own, once they are confirmed."""
    if actor.kind is ActorKind.CUSTOMER:
        theirs = Charge.objects.exclude(confirmed_at=None)
        return theirs.filter(customer_id=actor.id) if actor.id else theirs.none()
    return _of_requests(actor, Charge.objects.all())


def visible_rates(actor: Actor) -> QuerySet[ServiceRate]:
    """Every rate, or none: rates are the same for everyone who may see them."""
    sees = may(actor, VIEW) is True or may(actor, RATES) is True
    return ServiceRate.objects.all() if sees else ServiceRate.objects.none()


def may_see_bills(actor: Actor) -> Verdict:
    """Those who may see quotations and charges at all."""
    return may(actor, VIEW)


def may_see_bills_of(actor: Actor, request: ServiceRequest) -> Verdict:
    """Those whose right to see them reaches the request."""
    return _with(actor, VIEW, request)


def may_keep_rates(actor: Actor) -> Verdict:
    """Rates and settings hold for the whole company at once."""
    return may_everywhere(actor, RATES)


def may_write_quotation(actor: Actor, request: ServiceRequest) -> Verdict:
    """Those who may write quotations, for requests within their reach."""
    return _with(actor, WRITE, request)


def may_move(actor: Actor, verb: str, quotation: Quotation) -> Verdict:
    """Whether this actor may make this move of the quotation, or the sentence that says why not."""
    if actor.is_system:
        return True
    if verb in BY_THE_HOUSE:
        return NotAllowed(_("Only the house's own clock makes this move."))
    if actor.kind is ActorKind.CUSTOMER:
        own = verb in BY_CUSTOMER and actor.id is not None and quotation.customer_id == actor.id
        return True if own else NotAllowed(NOT_YOURS)
    return _with(actor, VERBS[verb], quotation.request)


def may_revise(actor: Actor, quotation: Quotation) -> Verdict:
    """Whoever may write one may write its next version."""
    return _with(actor, WRITE, quotation.request)


def may_waive(actor: Actor, request: ServiceRequest) -> Verdict:
    """It costs the house money where the customer says no afterwards: a right of its own."""
    return _with(actor, WAIVE, request)


def may_charge(actor: Actor, request: ServiceRequest) -> Verdict:
    """Those who may confirm charges, change their drafts, cancel them, and record payments."""
    return _with(actor, CONFIRM, request)


def may_follow_bills(actor: Actor) -> Verdict:
    """Drafting charges, letting quotations expire and reminding of them is the house's alone."""
    return True if actor.is_system else NotAllowed(_("Only the house's own clock makes this move."))


def within_discounts(actor: Actor, bill: Quotation | Charge, lines: Iterable[BillLine]) -> Verdict:
    """Large discounts take a right of their own, from the limit that orders have; a currency without one has none."""
    limit = ApprovalLimit.objects.filter(currency=bill.currency).first()
    most = max((line.discount_percent for line in lines), default=Decimal(0))
    if limit is None or most <= limit.discount_percent or _reaches(actor, APPROVE, bill.request):
        return True
    return DiscountAboveLimit(
        number=bill.number,
        discount=f"{most.normalize():f}",
        percent=f"{limit.discount_percent.normalize():f}",
        right=PERMISSIONS[APPROVE].sentence,
    )


def within_quotation(actor: Actor, charge: Charge, *, tolerance: Decimal) -> Verdict:
    """More than was accepted, and the tolerance above it, takes a right of its own; what was never quoted does not."""
    quotation = charge.quotation
    if quotation is None or not is_beyond(charge.total, quotation.total, tolerance):
        return True
    if _reaches(actor, APPROVE, charge.request):
        return True
    return AboveQuotation(
        number=charge.number,
        total=written(charge.money("total")),
        quotation=quotation.number,
        quoted=written(quotation.money("total")),
        percent=f"{tolerance.normalize():f}",
        right=PERMISSIONS[APPROVE].sentence,
    )


def _of_requests(actor: Actor, rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]  # of either table
    scope = actor.scope(VIEW)
    if scope is None:
        return rows.none()
    return rows if scope.everything else rows.filter(request__in=reached_by(actor, VIEW).values("pk"))


def _with(actor: Actor, right: str, request: ServiceRequest) -> Verdict:
    if actor.kind is ActorKind.CUSTOMER:
        return NotAllowed(NOT_YOURS)
    return True if _reaches(actor, right, request) else lacks(right)


def _reaches(actor: Actor, right: str, request: ServiceRequest) -> bool:
    scope = actor.scope(right)
    if scope is None:
        return False
    return reaches(scope, actor, request) or reached_by(actor, right).filter(pk=request.pk).exists()
