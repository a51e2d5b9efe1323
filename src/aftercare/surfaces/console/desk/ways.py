"""The ways out of a lock: who could still do it, another date, or a decision; each leads to its form, filled in."""

from copy import copy
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.coverage_words import sentences
from aftercare.domains.contracts.queries.statutory import statutory_rights
from aftercare.domains.contracts.statutory import Right
from aftercare.domains.dispatch.decision import Scored
from aftercare.domains.dispatch.queries import candidates_for
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_move
from aftercare.domains.requests.queries import attempts_of, find_request
from aftercare.domains.requests.states import State
from aftercare.kit.clock import now
from aftercare.kit.permissions import require
from aftercare.surfaces.console.requests.fit import weightiest
from aftercare.surfaces.console.requests.words import DECISIONS, LOCKED_FOR
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.components.words import exact_time, names_in_a_row
from aftercare.ui.parts import Words

OFFERED = 3
A_WEEK = timedelta(days=7)
CLOSING = (("exchanged", "transfer-in"), ("refunded", "currency-yuan"), ("goodwill", "heart-handshake"))


class Way(NamedTuple):
    """A way out: what it is called, what is known of it, where it leads."""

    label: Words
    note: Words
    icon: str
    url: str


@staff
def ways_out(request: StaffRequest, id: UUID) -> HttpResponse:
    """The ways out of this lock, the engineers who fit best first."""
    wanted = find_request(request.actor, id)
    require(may_move(request.actor, "unlock", wanted))
    if wanted.state != State.LOCKED:
        messages.info(request, _("%(number)s is not locked any more.") % {"number": wanted.number})
        return redirect("console:request", id=id)
    context = {
        "wanted": wanted,
        "why": LOCKED_FOR.get(wanted.locked_for, ""),
        "had": names_in_a_row(attempts_of([wanted.id]).get(wanted.id, ())),
        "known": [*sentences(Coverage.from_json(wanted.coverage)), *_by_law(wanted)],
        "ways": [*_engineers(wanted), *_others(wanted)],
    }
    return staff_page(request, "console/desk/ways.html", context, active="console:desk", partials={"dialog"})


def _by_law(wanted: ServiceRequest) -> list[Right]:
    """What the law gives today for the device."""
    return statutory_rights(wanted.device, on=day_of(now())) if wanted.device else []


def _engineers(wanted: ServiceRequest) -> list[Way]:
    """The best of those who can, whoever had it already left out."""
    had, at = set(attempts_of([wanted.id]).get(wanted.id, ())), now()
    again = copy(wanted)  # its date has passed, or soon does: looked at as if it were given another one
    again.required_at = max(wanted.required_at, at + A_WEEK)
    fitting = [one for one in candidates_for(again, at=at).candidates if one.accepted and one.name not in had]
    return [
        Way(
            _("Give it to %(name)s") % {"name": one.name},
            _known_of(one),
            "user-plus",
            _url(wanted, "unlock", to="assigned", engineer=str(one.engineer_id)),
        )
        for one in fitting[:OFFERED]
    ]


def _known_of(one: Scored) -> str:
    """From when they could go, and what counts most for or against it."""
    begins = _("From %(start)s") % {"start": exact_time(one.earliest_start_at)} if one.earliest_start_at else ""
    return " · ".join(filter(None, (begins, *(part.sentence() for part in weightiest(one)))))


def _others(wanted: ServiceRequest) -> list[Way]:
    again = Way(
        _("Another date"), _("It waits to be given out again"), "calendar", _url(wanted, "unlock", to="pending")
    )
    closing = [
        Way(DECISIONS[code], _("Closes the request, with your reason"), icon, _url(wanted, "conclude", decision=code))
        for code, icon in CLOSING
    ]
    gone = Way(_("Cancel"), _("The wish is gone"), "ban", _url(wanted, "unlock", to="cancelled"))
    return [again, *closing, gone]


def _url(wanted: ServiceRequest, verb: str, **proposed: str) -> str:
    address = reverse("console:request_move", args=[wanted.id, verb])
    return f"{address}?{urlencode({**proposed, 'back': 'desk'})}"
