"""Home: what needs this person now, and what breaches next."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.queries import first_run_is_over
from aftercare.domains.feedback.queries import call_back_list
from aftercare.domains.requests.policies import CALL_BACK, MANAGE, may_submit
from aftercare.domains.requests.queries import listed, to_sign_off
from aftercare.domains.requests.rules import required_date
from aftercare.domains.requests.states import OPEN, State
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.paging import count_to
from aftercare.kit.permissions import may
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.surfaces.console.worklist.waiting import waiting_for
from aftercare.surfaces.console.worklist.words import task_words
from aftercare.ui.parts import Words

# role → the states whose count is shown first, with tone and icon
TILES = {
    State.PENDING: (("dispatcher", "agent", "manager", "administrator"), "accent", "inbox"),
    State.ASSIGNED: (("dispatcher", "manager", "administrator", "engineer"), "info", "user-check"),
    State.IN_PROGRESS: (("engineer", "manager", "administrator"), "info", "tool"),
    State.HANDLED: (("callback", "manager", "administrator"), "good", "phone-call"),
    State.LOCKED: (("manager", "administrator"), "bad", "lock"),
}

SIGNING_OFF = frozenset({"manager", "administrator"})
RUNNING = tuple(state for state in OPEN if state is not State.HANDLED)  # whose promise still runs
UNLOCKED = tuple(state for state in RUNNING if state is not State.LOCKED)


def home(request: HttpRequest) -> HttpResponse:
    """The first run where the company is not set up yet, else the person's own home."""
    if not request.user.is_authenticated and not first_run_is_over():
        return redirect("console:first_run")
    return _home(request)


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that ask for an icon without reading the page are led to it."""
    return redirect(static("ui/img/mark.svg"))


@staff
def _home(request: StaffRequest) -> HttpResponse:
    coming = list(listed(request.actor, state__in=_due(request.actor)).order_by("required_at", "id")[:8])
    tasks = waiting_for(request.actor).order_by("opened_at", "id")[:8]
    context = {
        "tiles": _tiles(request),
        "may_submit": may_submit(request.actor) is True,
        "coming": [(row, required_date(row)) for row in coming],
        "calls": list(call_back_list(request.actor, now())[:8]) if request.actor.scope(CALL_BACK) else (),
        "tasks": [(task, *task_words(task)) for task in tasks],
    }
    return staff_page(request, "console/home/home.html", context, active="console:home", partials={"now"})


def _due(actor: Actor) -> tuple[State, ...]:
    """What is locked comes due for those alone who may decide on it."""
    return RUNNING if may(actor, MANAGE) is True else UNLOCKED


def _tiles(request: StaffRequest) -> list[dict[str, Any]]:
    actor = request.actor
    tiles = [
        _tile(actor, state.label, Q(state=state), state.value, tone, icon)
        for state, (roles, tone, icon) in TILES.items()
        if actor.roles & set(roles)
    ]
    if actor.roles & SIGNING_OFF:
        tiles.append(_tile(actor, _("To sign off"), to_sign_off(), "to_sign_off", "warn", "checklist"))
    return tiles


def _tile(actor: Actor, label: Words, rows: Q, queue: str, tone: str, icon: str) -> dict[str, Any]:
    return {
        "label": label,
        "value": count_to(listed(actor).filter(rows).select_related(None), most=999),
        "unit": _("requests"),
        "tone": tone,
        "icon": icon,
        "url": f"{reverse('console:requests')}?queue={queue}",
    }
