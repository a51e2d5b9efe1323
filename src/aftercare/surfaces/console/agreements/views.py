"""One agreement: its terms, what it includes and what is left, the devices it names, and its requests."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.models import Agreement, AgreementStatus
from aftercare.domains.contracts.policies import VIEW, may_manage_agreement, visible_agreements
from aftercare.domains.contracts.queries.agreements import (
    devices_named_by,
    documents_of,
    included_in,
    products_of,
    sites_of,
    turned_because,
    uses_of,
)
from aftercare.domains.requests.queries.reach import covered_by
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.agreements.story import story
from aftercare.surfaces.console.agreements.words import ACTIVE, CHARGING, KINDS, RUN_OUT, SUSPENDED, look_of, plain
from aftercare.surfaces.console.devices.naming import customer_url
from aftercare.surfaces.console.devices.words import COSTS
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.parts import Words

PAGE = "console/agreements/one.html"
AT_ONCE = 20  # uses and requests that stand on the page


def found_agreement(request: StaffRequest, agreement_id: UUID) -> Agreement:
    """An agreement this person may see, or nothing."""
    require(may(request.actor, VIEW))
    rows = visible_agreements(request.actor).select_related("customer", "level", "renews")
    agreement = rows.filter(pk=agreement_id).first()
    if agreement is None:
        raise NotFound()
    return agreement


@staff
def agreement_page(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Everything about an agreement, as of today."""
    agreement, today = found_agreement(request, agreement_id), day_of(now())
    look, manages = look_of(agreement, today), may_manage_agreement(request.actor, agreement) is True
    following = agreement.renewals.first()
    devices = page(devices_named_by(agreement), sort="pk", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "agreement": agreement,
        "look": look,
        "about": _about(agreement),
        "following": following,
        "included": [_included(part) for part in included_in(agreement)],
        "uses": [(use, KINDS[use.entitlement.kind], plain(use.quantity)) for use in uses_of(agreement)[:AT_ONCE]],
        "devices": devices.items,
        "cursor": devices.next,
        "sites": sites_of(agreement),
        "products": products_of(agreement),
        "entries": story(agreement),
        "documents": documents_of(agreement),
        "requests": covered_by(request.actor, agreement)[:AT_ONCE],
        "customer_url": customer_url(request.actor, agreement.customer_id),
        "may_manage": manages,
        "may_renew": manages and following is None and look in (ACTIVE, RUN_OUT),
        "is_open": look.code != "ended",
        "is_suspended": look is SUSPENDED,
        "because": turned_because(agreement) if agreement.status != AgreementStatus.ACTIVE else "",
        "ends_soon": _ends_soon(agreement, look.code, following, today),
    }
    return staff_page(request, PAGE, context, active="console:agreements", partials={"rows"})


def _ends_soon(agreement: Agreement, standing: str, following: Agreement | None, today: date) -> bool:
    """Whether it is time to think of the next period."""
    return standing == ACTIVE.code and following is None and (agreement.ends_on - today).days <= 60


def _about(agreement: Agreement) -> list[tuple[Words, object]]:
    rows = [
        (_("How it is paid"), CHARGING[agreement.charging]),
        (_("Service level"), agreement.level.name if agreement.level else ""),
        *((label, f"{getattr(agreement, f'{cost}_percent')} %") for cost, label in COSTS.items()),
        (_("Rank among several"), agreement.precedence),
    ]
    return [(label, value) for label, value in rows if value != ""]


def _included(part: Any) -> dict[str, Any]:
    """What is included of a kind, how much is taken and how much is left; negative uses came over from before."""
    return {
        "label": KINDS[part.kind],
        "quantity": plain(part.quantity),
        "taken": plain(part.taken),
        "left": plain(part.quantity - part.taken),
        "currency": part.currency,
        "rolls_over": part.rolls_over,
    }
