"""Orders and delivery notes as PDF."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Query

from aftercare.domains.orders.models import Order, Shipment
from aftercare.domains.orders.queries.papers import delivery_note, order_on_paper
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.orders.shipments import shipments
from aftercare.surfaces.api.orders.shown import order_of, orders, shipments_for
from aftercare.surfaces.api.orders.writing import HERE
from aftercare.surfaces.api.users import LanguageName
from aftercare.ui.sending import paper_answer


class PaperQuery(Body):
    """In which language it is made; that of the caller if none is said."""

    language: LanguageName | None = None


def _language(query: PaperQuery) -> str:
    return query.language or get_language() or settings.LANGUAGE_CODE


@orders.sends(f"{HERE}/document")
def read_order_document(call: Call, id: UUID, query: Query[PaperQuery]) -> HttpResponse:
    """Read an order as PDF.

    Its lines with their figures, to print or to send; the font is inside.
    """
    order: Order = order_of(call, id)
    return paper_answer(order_on_paper(order, language=_language(query), at=call.at), f"{order.number}.pdf")


@shipments.sends("/shipments/{uuid:id}/document")
def read_delivery_note(call: Call, id: UUID, query: Query[PaperQuery]) -> HttpResponse:
    """Read a shipment's delivery note as PDF.

    With every serial number, and lines to sign on.
    """
    rows = shipments_for(call).select_related("order__customer", "order__contact", "order__site")
    shipment: Shipment = found(rows, id)
    return paper_answer(delivery_note(shipment, language=_language(query), at=call.at), f"{shipment.number}.pdf")
