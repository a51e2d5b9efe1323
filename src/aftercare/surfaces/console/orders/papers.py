"""What stands beside an order: its customer's link, and itself and its parcels on paper."""

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.channels.links import PORTAL_ORDER, link_to
from aftercare.domains.channels.queries import language_of
from aftercare.domains.orders.actions import renew_order_link
from aftercare.domains.orders.policies import may_change_order, visible_shipments
from aftercare.domains.orders.queries.papers import delivery_note, order_on_paper
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.orders.views import ACTIVE, order_in_sight
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.sending import paper_answer


@staff
def customer_link(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The signed address by which the customer follows the order, to copy or to scan; a draft has none."""
    order = order_in_sight(request.actor, order_id)
    require(may_change_order(request.actor, order))
    if order.submitted_at is None:
        raise NotFound()
    link = link_to(PORTAL_ORDER, order)
    drawn = segno.make(link, error="m").svg_inline(scale=4, border=2, title=str(_("QR code")))
    code = mark_safe(drawn)  # nosec B308 B703  segno escapes the title and draws the rest
    context = {
        "number": order.number,
        "here": reverse("console:order", args=[order.id]),
        "renew": reverse("console:order_link_renew", args=[order.id]),
        "link": link,
        "code": code,
    }
    return staff_page(request, "console/orders/link.html", context, active=ACTIVE, partials={"dialog"})


@require_POST
@staff
def renew_customer_link(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """Make the links given out before worthless, and show the new one."""
    renew_order_link(request.actor, order_in_sight(request.actor, order_id), at=now())
    messages.success(request, _("The links given out before open nothing any more."))
    return redirect("console:order_link", order_id=order_id)


@staff
def paper(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The order as PDF, in its customer's language."""
    order = order_in_sight(request.actor, order_id)
    made = order_on_paper(order, language=language_of(order.customer), at=now())
    return paper_answer(made, f"{order.number}.pdf")


@staff
def note(request: StaffRequest, shipment_id: UUID) -> HttpResponse:
    """A parcel's delivery note as PDF, in its customer's language, with all serial numbers."""
    rows = visible_shipments(request.actor).select_related("order__customer", "order__contact", "order__site")
    shipment = rows.filter(pk=shipment_id).first()
    if shipment is None:
        raise NotFound()
    made = delivery_note(shipment, language=language_of(shipment.order.customer), at=now())
    return paper_answer(made, f"{shipment.number}.pdf")
