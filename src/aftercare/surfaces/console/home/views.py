"""Home: what needs this person now, what breaches next, and the one thing to do first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static

from aftercare.domains.accounts.queries import first_run_is_over
from aftercare.domains.requests.policies import ASSIGN
from aftercare.domains.requests.queries import loads
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import may
from aftercare.surfaces.console.home.calls import calls_of, only_calls
from aftercare.surfaces.console.home.health import signs
from aftercare.surfaces.console.home.panels import coming, first_thing, panels
from aftercare.surfaces.console.home.tiles import figures
from aftercare.surfaces.console.home.tour import tour_for
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.surfaces.console.worklist.waiting import waiting_groups
from aftercare.surfaces.console.worklist.words import task_words

PLANNING = {"dispatcher", "manager"}
MOST_LOADS = 8


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
    actor = request.actor
    context = {
        "figures": figures(actor),
        "first": first_thing(actor),
        "tour": tour_for(actor),
        "panels": panels(actor),
        "coming": None if only_calls(actor) else coming(actor),
        **(_loads(actor) if actor.roles & PLANNING else {}),
        "signs": signs() if "administrator" in actor.roles else (),
        **calls_of(actor),
        "tasks": [(group.lead, *task_words(group.lead), len(group.others)) for group in waiting_groups(actor)],
    }
    return staff_page(request, "console/home/home.html", context, active="console:home", partials={"now"})


def _loads(actor: Actor) -> dict[str, Any]:
    """The most loaded few, and how many have something."""
    everybody = loads(actor, at=now())
    return {"loads": everybody[:MOST_LOADS], "having": len(everybody), "may_see_all": may(actor, ASSIGN) is True}
