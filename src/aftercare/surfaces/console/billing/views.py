"""The lists of quotations and charges, and the page of one of either."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from aftercare.domains.billing.models import Charge, Payment, Quotation
from aftercare.domains.billing.policies import (
    may_charge,
    may_see_bills,
    may_write_quotation,
    visible_charges,
    visible_to,
)
from aftercare.domains.billing.queries import (
    available_actions,
    charge_actions,
    charges_in_sight,
    payments_of,
    quotations_in_sight,
    story_of,
)
from aftercare.domains.billing.states import ChargeState, QuotationState
from aftercare.domains.orders.pricing import written
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotFound
from aftercare.kit.money import Money
from aftercare.kit.paging import page
from aftercare.kit.permissions import require
from aftercare.surfaces.console.billing.words import (
    CHARGE_VERBS,
    QUOTATION_VERBS,
    Chip,
    chip_of,
    story,
    sums_of,
    told_lines,
)
from aftercare.surfaces.console.devices.naming import customer_url
from aftercare.surfaces.console.orders.words import Verb
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.parts import FilterChip, Words

ACTIVE = "console:quotations"
FOLDER = "console/billing"


class Line(NamedTuple):
    """A quotation or a charge in its list."""

    bill: Quotation | Charge
    chip: Chip
    total: str


class Offered(NamedTuple):
    """A move on the page, and where it leads."""

    verb: Verb
    url: str


@staff
def quotation_list(request: StaffRequest) -> HttpResponse:
    """Quotations, the latest first."""
    require(may_see_bills(request.actor))
    rows: QuerySet[Any] = quotations_in_sight(request.actor, request.GET.get("q", ""))
    return _list(request, rows, QuotationState.choices, "quotations")


@staff
def charge_list(request: StaffRequest) -> HttpResponse:
    """Charges, the latest first."""
    require(may_see_bills(request.actor))
    rows: QuerySet[Any] = charges_in_sight(request.actor, request.GET.get("q", ""))
    return _list(request, rows, ChargeState.choices, "charges")


def _list(request: StaffRequest, rows: QuerySet[Any], states: Iterable[tuple[str, Words]], which: str) -> HttpResponse:
    show, q = request.GET.get("state", ""), request.GET.get("q", "")
    known = dict(states)
    chosen = rows.filter(state=show) if show in known else rows
    found = page(chosen, sort="-pk", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [Line(one, chip_of(one.state), written(one.money("total"))) for one in found.items],
        "cursor": found.next,
        "tabs": tabs(which),
        "chips": _chips(known, show, q),
        "show": show,
    }
    partials = {"results", "rows"}
    return staff_page(request, f"{FOLDER}/{which}.html", context, active=ACTIVE, partials=partials)


def tabs(which: str) -> list[FilterChip]:
    """How the two lists lead to each other."""
    named = {"quotations": _("Quotations"), "charges": _("Charges")}
    return [FilterChip(words, reverse(f"console:{code}"), active=code == which) for code, words in named.items()]


def _chips(states: Mapping[str, Words], show: str, q: str) -> list[FilterChip]:
    kept = {"q": q} if q else {}
    return [FilterChip(_("All"), f"?{urlencode(kept)}", active=not show)] + [
        FilterChip(label, f"?{urlencode({**kept, 'state': code})}", active=show == code)
        for code, label in states.items()
    ]


@staff
def quotation_page(request: StaffRequest, quotation_id: UUID) -> HttpResponse:
    """One quotation: its lines with what covers them, the customer's decision, its story, and the open moves."""
    one = quotation_in_sight(request.actor, quotation_id)
    may_write = may_write_quotation(request.actor, one.request) is True
    context = {
        "quotation": one,
        "chip": chip_of(one.state),
        "lines": told_lines(one),
        "sums": sums_of(one),
        "moves": _offered(available_actions(request.actor, one), QUOTATION_VERBS, "console:quotation_move", one.id),
        "may_change": one.state == QuotationState.DRAFT and may_write,
        "may_link": one.sent_at is not None and may_write,
        "entries": story(story_of(one)),
        "customer_url": customer_url(request.actor, one.customer_id),
        "facts": _facts_of(one),
    }
    return staff_page(request, f"{FOLDER}/quotation.html", context, active=ACTIVE, partials={"quotation"})


@staff
def charge_page(request: StaffRequest, charge_id: UUID) -> HttpResponse:
    """One charge: its lines, what was quoted and paid, its story, and the open moves."""
    one = charge_in_sight(request.actor, charge_id)
    context = {
        "charge": one,
        "chip": chip_of(one.state),
        "lines": told_lines(one),
        "sums": _sums_of(one),
        "payments": [_paid(payment, one) for payment in payments_of(one)],
        "moves": _offered(charge_actions(request.actor, one), CHARGE_VERBS, "console:charge_move", one.id),
        "may_change": one.state == ChargeState.DRAFT and may_charge(request.actor, one.request) is True,
        "entries": story(story_of(one)),
        "customer_url": customer_url(request.actor, one.customer_id),
    }
    return staff_page(request, f"{FOLDER}/charge.html", context, active=ACTIVE, partials={"charge"})


def quotation_in_sight(actor: Actor, quotation_id: UUID) -> Quotation:
    """The quotation of an address, or none for who may not see it."""
    rows = visible_to(actor).select_related("customer", "contact", "replaces", "request__device", "request__kind")
    one = rows.filter(pk=quotation_id).first()
    if one is None:
        raise NotFound()
    return one


def charge_in_sight(actor: Actor, charge_id: UUID) -> Charge:
    """The charge of an address, or none for who may not see it."""
    rows = visible_charges(actor).select_related("customer", "quotation", "request__kind")
    one = rows.filter(pk=charge_id).first()
    if one is None:
        raise NotFound()
    return one


def _offered(verbs: Iterable[str], words: Mapping[str, Verb], name: str, id: UUID) -> list[Offered]:
    return [Offered(words[verb], reverse(name, args=[id, verb])) for verb in verbs]


def _facts_of(one: Quotation) -> list[tuple[Words, object]]:
    decided = f"{one.decided_by} ({_by_link(one)})" if one.decided_at else ""
    told: list[tuple[Words, object]] = [
        (_("Valid until"), date_format(one.valid_until)),
        (_("Contact"), one.contact.name if one.contact else ""),
        (_("Decided by"), decided),
        (_("In the place of"), one.replaces.number if one.replaces else ""),
    ]
    return [(label, said) for label, said in told if said]


def _by_link(one: Quotation) -> str:
    return _("by the link") if one.decided_via == "link" else _("told to a colleague")


def _sums_of(one: Charge) -> list[tuple[Words, str]]:
    found = sums_of(one)
    if one.quotation:
        found.append((_("Accepted quotation"), written(one.quotation.money("total"))))
    if one.confirmed_at:
        found.append((_("Still to be paid"), written(one.left)))
    return found


def _paid(payment: Payment, one: Charge) -> tuple[Payment, str]:
    return payment, written(Money(payment.amount, one.currency).rounded())
