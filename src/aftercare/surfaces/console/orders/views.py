"""The list of orders with the review queue, and the page of one order."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.orders.models import Order, OrderLine, Shipment
from aftercare.domains.orders.policies import (
    APPROVE,
    SHIP,
    VIEW,
    may_change_order,
    may_create_order,
    may_move,
    visible_to,
)
from aftercare.domains.orders.pricing import written
from aftercare.domains.orders.queries import (
    available_actions,
    late_on_the_way,
    lines_of,
    orders_in_sight,
    shipments_of,
    story_of,
    to_ship,
    waiting_for_review,
    without_serials,
)
from aftercare.domains.orders.states import FLOW, OrderState
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.devices.naming import customer_url
from aftercare.surfaces.console.orders.behind import asked_of, behind, chips_behind
from aftercare.surfaces.console.orders.words import VERBS, Verb, explained, story
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.lists import address
from aftercare.ui.parts import FilterChip

REVIEW, TO_SHIP, LATE = "review", "to_ship", "late"
ACTIVE = "console:orders"


class Line(NamedTuple):
    """An order in the list, with its sum in words."""

    order: Order
    total: str


class Sold(NamedTuple):
    """A line of an order, with its sum and how it comes about."""

    line: OrderLine
    total: str
    why: str


class Offered(NamedTuple):
    """A move on the page: where it leads, and why it is not open to this reader."""

    verb: Verb
    url: str
    refused: str
    dialog: bool = True


@staff
def order_list(request: StaffRequest) -> HttpResponse:
    """Orders, the latest first; those that wait for this reader's review the longest waiting first."""
    require(may(request.actor, VIEW))
    show, q = request.GET.get("state", ""), request.GET.get("q", "")
    rows = chosen_orders(request.actor, show, q, request.GET.dict())
    sort = "submitted_at" if show == REVIEW else "-pk"
    found = page(rows, sort=sort, limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [Line(order, written(order.money("total"))) for order in found.items],
        "cursor": found.next,
        "chips": [*chips_behind(request), *_chips(request, show)],
        "asked": asked_of(request.GET.dict()),
        "show": show,
        "may_create": may_create_order(request.actor) is True,
    }
    return staff_page(request, "console/orders/list.html", context, active=ACTIVE, partials={"results", "rows"})


def chosen_orders(actor: Actor, show: str, q: str, given: Mapping[str, str]) -> QuerySet[Order]:
    """The orders in sight of a state, or those that wait for this reader's review, narrowed by an address."""
    rows = behind(orders_in_sight(actor, q), given)
    if show == REVIEW:
        return rows.filter(pk__in=waiting_for_review(actor).order_by().values("pk"))
    if show == TO_SHIP:
        return rows.filter(pk__in=to_ship(actor).order_by().values("pk"))
    if show == LATE:
        return rows.filter(pk__in=late_on_the_way(actor, at=now()).order_by().values("pk"))
    return rows.filter(state=show) if show in OrderState.values else rows


def _chips(request: StaffRequest, show: str) -> list[FilterChip]:
    """All, what waits for the reader's review or hands, and each state."""
    chips = [FilterChip(_("All"), address(request, state=None, cursor=None), active=not show)]
    waiting = [(APPROVE, REVIEW, _("To review")), (SHIP, TO_SHIP, _("To ship")), (SHIP, LATE, _("Late on the way"))]
    chips += [
        FilterChip(label, address(request, state=code, cursor=None), active=show == code)
        for right, code, label in waiting
        if may(request.actor, right) is True
    ]
    return chips + [
        FilterChip(state.label, address(request, state=state.value, cursor=None), active=show == state)
        for state in OrderState
    ]


@staff
def order_page(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """One order: its lines with their figures, what left the house, its story, and the moves that are open."""
    order = order_in_sight(request.actor, order_id)
    shipments = list(shipments_of(order))
    open_to = available_actions(request.actor, order)
    context = {
        "order": order,
        "sold": [_sold(line, order) for line in lines_of(order)],
        "sums": _sums(order),
        "shipments": [(one, _pieces(one), bool(without_serials(one))) for one in shipments],
        "moves": _moves(request.actor, order, open_to),
        "may_change": order.state == OrderState.DRAFT and "submit" in open_to,
        "may_link": order.submitted_at is not None and may_change_order(request.actor, order) is True,
        "may_ship": may_move(request.actor, "ship", order) is True,
        "entries": story(story_of(order)),
        "customer_url": customer_url(request.actor, order.customer_id),
        "facts": _facts(order),
    }
    return staff_page(request, "console/orders/detail.html", context, active=ACTIVE, partials={"order"})


def order_in_sight(actor: Actor, order_id: UUID) -> Order:
    """The order of an address, or none for who may not see it."""
    rows = visible_to(actor).select_related("customer", "contact", "site", "price_list")
    order = rows.filter(pk=order_id).first()
    if order is None:
        raise NotFound()
    return order


def _moves(actor: Actor, order: Order, open_to: Iterable[str]) -> list[Offered]:
    """The moves this state permits: open ones, and refused ones that only this person's rights or hands close."""
    offered = []
    for verb in FLOW.verbs(order.state):
        if verb not in VERBS:
            continue
        refused = "" if verb in open_to else str(may_move(actor, verb, order))
        name = "console:order_ship" if verb == "ship" else "console:order_move"
        url = reverse(name, args=[order.pk] if verb == "ship" else [order.pk, verb])
        offered.append(Offered(VERBS[verb], url, refused, dialog=verb != "ship"))
    return offered


def _sold(line: OrderLine, order: Order) -> Sold:
    return Sold(line, written(line.figures(order.currency).total), explained(line, order.currency))


def _sums(order: Order) -> list[tuple[str, str]]:
    named = {"net": _("Net, the sum of the lines"), "tax": _("Tax, the sum of the lines"), "total": _("Total")}
    return [(words, written(order.money(name))) for name, words in named.items()]


def _facts(order: Order) -> list[tuple[str, Any]]:
    return [
        (_("Contact"), order.contact.name if order.contact else ""),
        (_("Site"), order.site.name if order.site else ""),
        (_("Price list"), order.price_list.name if order.price_list else ""),
        (_("Number elsewhere"), order.external_id or ""),
    ]


def _pieces(shipment: Shipment) -> list[tuple[str, int, str]]:
    rows = sorted(shipment.lines.all(), key=lambda row: row.line.position)
    return [
        (str(row.line.thing), row.quantity, ", ".join(sorted(one.serial for one in row.serials.all()))) for row in rows
    ]
