"""Who may see orders, write them, review them and ship them; nobody reviews what is their own."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.orders.errors import AboveLimit, AuthorReviews, NoLimit
from aftercare.domains.orders.models import ApprovalLimit, Order, PriceList, Shipment, TaxRate
from aftercare.domains.orders.states import OrderState
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import PERMISSIONS, Verdict, lacks, may, may_everywhere, permission

VIEW = permission("orders.view", _("see orders and prices"))
CREATE = permission("orders.create", _("write orders and hand them in"))
APPROVE = permission("orders.approve", _("review orders"))
APPROVE_LARGE = permission("orders.approve_large", _("approve orders above the limits"))
SHIP = permission("orders.ship", _("ship orders and record their delivery"))
CANCEL = permission("orders.cancel", _("cancel orders"))
PRICE = permission("orders.price", _("keep price lists, taxes and approval limits"))

VERBS: Mapping[str, str] = {
    "submit": CREATE,
    "approve": APPROVE,
    "reject": APPROVE,
    "revise": CREATE,
    "ship": SHIP,
    "deliver": SHIP,
    "close_short": CANCEL,
    "cancel": CANCEL,
}


def visible_to(actor: Actor) -> QuerySet[Order]:
    """The orders this actor may see; a customer's own, once they are handed in."""
    if actor.kind is ActorKind.CUSTOMER:
        theirs = Order.objects.exclude(state=OrderState.DRAFT)
        return theirs.filter(customer_id=actor.id) if actor.id else theirs.none()
    return Order.objects.filter(_within(actor, VIEW))


def visible_shipments(actor: Actor) -> QuerySet[Shipment]:
    """The shipments of the orders this actor may see."""
    scope = actor.scope(VIEW)
    if scope is not None and scope.everything:
        return Shipment.objects.all()
    return Shipment.objects.filter(order__in=visible_to(actor).values("pk"))


def visible_price_lists(actor: Actor) -> QuerySet[PriceList]:
    """Every price list, or none: prices are the same for everyone who may see them."""
    return PriceList.objects.all() if _sees_prices(actor) else PriceList.objects.none()


def visible_tax_rates(actor: Actor) -> QuerySet[TaxRate]:
    """Every tax, or none."""
    return TaxRate.objects.all() if _sees_prices(actor) else TaxRate.objects.none()


def may_create_order(actor: Actor) -> Verdict:
    """New orders are written by those who hold the right, wherever they work."""
    return may(actor, CREATE)


def may_change_order(actor: Actor, order: Order) -> Verdict:
    """Orders within the reach of the right; that it is a draft is asked by the action."""
    return _reaches(actor, CREATE, order)


def may_move(actor: Actor, verb: str, order: Order) -> Verdict:
    """Whether this actor may make this move of the order, or the sentence that says why not."""
    allowed = _reaches(actor, VERBS[verb], order)
    if allowed is not True or VERBS[verb] != APPROVE:
        return allowed
    if actor.id is not None and actor.id in (order.author_id, order.submitted_by):
        return AuthorReviews(number=order.number)
    return _within_limits(actor, order) if verb == "approve" else True


def may_keep_prices(actor: Actor) -> Verdict:
    """Prices, taxes and limits hold for the whole company at once."""
    return may_everywhere(actor, PRICE)


def _sees_prices(actor: Actor) -> bool:
    return may(actor, VIEW) is True or may(actor, PRICE) is True


def _within_limits(actor: Actor, order: Order) -> Verdict:
    """Large sums and large discounts need a right of their own, and so does every sum of a currency without a limit.

    Where no limits are kept at all, nothing is large.
    """
    if actor.scope(APPROVE_LARGE) is not None:
        return True
    limits = {limit.currency: limit for limit in ApprovalLimit.objects.all()}
    limit = limits.get(order.currency)
    if limit is None:
        right = PERMISSIONS[APPROVE_LARGE].sentence
        return NoLimit(number=order.number, currency=order.currency, right=right) if limits else True
    most = order.lines.aggregate(most=Max("discount_percent"))["most"] or Decimal(0)
    if order.total <= limit.amount and most <= limit.discount_percent:
        return True
    return AboveLimit(
        number=order.number,
        total=f"{order.money('total').amount:f} {order.currency}",
        discount=f"{most.normalize():f}",
        limit=f"{limit.amount.normalize():f} {limit.currency}",
        percent=f"{limit.discount_percent.normalize():f}",
        right=PERMISSIONS[APPROVE_LARGE].sentence,
    )


def _reaches(actor: Actor, name: str, order: Order) -> Verdict:
    if actor.kind is ActorKind.CUSTOMER:
        return NotAllowed(_("The service desk makes this step for you."))
    scope = actor.scope(name)
    if scope is None:
        return lacks(name)
    own = scope.own and actor.id is not None and actor.id == order.author_id
    return True if scope.everything or own or order.unit_id in scope.nodes else lacks(name)


def _within(actor: Actor, name: str) -> Q:
    """The condition under which a right reaches an order; nothing fulfils it without the right."""
    scope = actor.scope(name)
    if scope is None:
        return Q(pk__in=())
    if scope.everything:
        return Q()
    mine = Q(unit_id__in=scope.nodes)
    return mine | Q(author_id=actor.id) if scope.own and actor.id is not None else mine
