"""Where the required date comes from: each fact that gave or moved it, and what it has to do with the promises."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import find_request
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerEntry
from aftercare.surfaces.console.actors import RULES
from aftercare.surfaces.console.requests.names import reason_name
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.parts import Words

ANEW = _("Given anew by the promise")
WORDS: Mapping[str, Words] = {
    "request.submitted": _("At entry"),
    "request.changed": _("Follows what is promised now"),
    "request.date_moved": _("Moved by hand"),
    "request.unlocked": _("Set when it was unlocked"),
    "request.suspended": _("Moved by the wait"),
    "request.reopened": _("Given by the promise when it was reopened"),
}


class Given(NamedTuple):
    """A fact that gave the date: when, by whom, to when, and why."""

    at: datetime
    who: Words
    date: datetime
    why: Words
    reason: str


@staff
def why_date(request: StaffRequest, id: UUID) -> HttpResponse:
    """The required date and its history."""
    wanted = find_request(request.actor, id)
    context = {"wanted": wanted, "given": history(wanted)}
    return staff_page(
        request, "console/requests/why_date.html", context, active="console:requests", partials={"dialog"}
    )


def history(wanted: ServiceRequest) -> list[Given]:
    """Each date in the order it was written down."""
    told = (_given(fact) for fact in facts_of(wanted.ref).order_by("seq"))
    return [one for one in told if one is not None]


def _given(fact: LedgerEntry) -> Given | None:
    back, date = fact.data.get("date_back"), fact.data.get("required_at")
    if not (back or date):
        return None
    why = _("Brought back: the wait ended early") if back else WORDS.get(fact.kind, ANEW)
    reason = str(reason_name(fact.data["reason"])) if fact.kind in {"request.date_moved", "request.suspended"} else ""
    who = RULES.get(fact.actor_name, fact.actor_name)
    return Given(fact.at, who, datetime.fromisoformat(back or date), why, reason)
