"""What a request costs its customer, on the page where it is followed: quotations to decide, and what is to be paid."""

from typing import NamedTuple

from django.urls import reverse

from aftercare.domains.billing.links import token_of
from aftercare.domains.billing.models import Charge
from aftercare.domains.billing.policies import visible_charges, visible_to
from aftercare.domains.billing.states import QuotationState
from aftercare.domains.orders.pricing import written
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.surfaces.portal.quotations import LABELS, Told, told_lines
from aftercare.ui.parts import Words

SHOWN = (QuotationState.SENT, QuotationState.ACCEPTED)


class Asked(NamedTuple):
    """A quotation that waits or holds: how it stands, what it comes to, and where it is decided."""

    number: str
    waits: bool
    label: Words
    total: str
    address: str


class ToPay(NamedTuple):
    """A charge with its lines, and what is left of it."""

    charge: Charge
    lines: list[Told]
    tax: str
    total: str
    left: str


def quotations_asked(actor: Actor, wanted: ServiceRequest) -> list[Asked]:
    """The quotations of a request that its customer has to do with, the latest first."""
    rows = visible_to(actor).filter(request=wanted, state__in=SHOWN).order_by("-id")
    return [
        Asked(
            one.number,
            one.state == QuotationState.SENT,
            LABELS.get(QuotationState(one.state), QuotationState(one.state).label),
            written(one.money("total")),
            reverse("portal:quotation", args=[token_of(one)]),
        )
        for one in rows
    ]


def charges_to_pay(actor: Actor, wanted: ServiceRequest) -> list[ToPay]:
    """What its customer pays, or has paid; a cancelled charge is none."""
    rows = visible_charges(actor).filter(request=wanted).exclude(state="cancelled").order_by("-id")
    return [
        ToPay(
            one,
            told_lines(one),
            written(one.money("tax")),
            written(one.money("total")),
            written(one.left) if one.left.amount else "",
        )
        for one in rows
    ]


def bills_mark(actor: Actor, wanted: ServiceRequest) -> str:
    """What changes whenever a quotation or a charge of the request does; empty where it has none."""
    quotations = visible_to(actor).filter(request=wanted).values_list("id", "version")
    charges = visible_charges(actor).filter(request=wanted).values_list("id", "version")
    return "".join(f"-{id}-{version}" for id, version in quotations.union(charges).order_by("id"))
