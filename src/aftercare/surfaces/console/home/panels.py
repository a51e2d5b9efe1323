"""What stands on the home page, by role: figures to start from, short lists, and the one thing to do first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from aftercare.domains.contracts.models import Clock
from aftercare.domains.insight.policies import may_see_reports
from aftercare.domains.orders.policies import APPROVE, may_create_order
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import CALL_BACK, MANAGE, VIEW, WORK, may_submit
from aftercare.domains.requests.queries import RUNNING, filtered, listed, with_actor
from aftercare.domains.requests.rules import required_date
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import may
from aftercare.surfaces.console.requests.words import LOCKED_BECAUSE
from aftercare.ui.parts import Words

Query = Mapping[str, Sequence[str]]
MOST = 6
DESK, PLANS, WORKS, CALLS = {"agent"}, {"dispatcher"}, {"engineer"}, {"callback"}
MANAGES = {"manager", "administrator"}
COUNT_THE_LATE = DESK | PLANS | WORKS | MANAGES


class Row(NamedTuple):
    """A request of a panel: what is said of it, the clock that runs, or since when it waits."""

    request: ServiceRequest
    note: Words
    clock: Any
    since: datetime | None = None


class Panel(NamedTuple):
    """A short list with the way to all of it."""

    label: Words
    icon: str
    url: str
    rows: list[Row]
    empty: Words


class Action(NamedTuple):
    """The one thing to do first."""

    label: Words
    icon: str
    url: str
    key: str = ""


def panels(actor: Actor) -> list[Panel]:
    """The short lists of one's roles, one statement each."""
    made = []
    for roles, make in PANELS:
        if roles & actor.roles and may(actor, VIEW) is True:
            made.append(make(actor))
    return made


def first_thing(actor: Actor) -> Action | None:
    """What somebody of this role most likely came for."""
    if actor.roles & {"manager"} and may(actor, MANAGE) is True:
        return Action(_("Manager's desk"), "gauge", reverse("console:desk"))
    if may_submit(actor) is True:
        return Action(_("New request"), "plus", reverse("console:request_new"), "n")
    if actor.roles & PLANS:
        return Action(_("Give out requests"), "user-plus", url_of({"queue": ["pending"], "sort": ["required_at"]}))
    if actor.roles & CALLS and may(actor, CALL_BACK) is True:
        return Action(_("Start calling"), "phone-call", reverse("console:callbacks"))
    if actor.roles & WORKS and may(actor, WORK) is True:
        return Action(_("My day"), "calendar-user", reverse("field:day"))
    return first_of_sales(actor) or first_of_readers(actor)


def first_of_sales(actor: Actor) -> Action | None:
    """What somebody comes for who writes orders or reviews them."""
    if may_create_order(actor) is True:
        return Action(_("New order"), "plus", reverse("console:order_new"), "n")
    if may(actor, APPROVE) is True:
        return Action(_("Review orders"), "checks", f"{reverse('console:orders')}?state=review")
    return None


def first_of_readers(actor: Actor) -> Action | None:
    """What somebody comes for who changes little: the figures, or the requests."""
    if may_see_reports(actor) is True:
        return Action(_("Reports"), "chart-bar", reverse("console:reports"))
    return Action(_("Requests"), "inbox", reverse("console:requests")) if may(actor, VIEW) is True else None


def _unanswered(actor: Actor) -> Panel:
    query = {"waits": ["answer"], "sort": ["required_at"]}
    label, empty = _("Customers without an answer"), _("Every customer has an answer")
    return Panel(label, "message", url_of(query), _soonest(actor, query), empty)


def _first_responses(actor: Actor) -> Panel:
    """Whom nobody has spoken to yet, the soonest promised first."""
    clocks = Clock.objects.filter(subject_kind=ServiceRequest.noun, kind="first_response", stopped_at=None)
    waiting = listed(actor, first_response_at=None, state__in=RUNNING).filter(pk__in=clocks.values("subject_id"))
    rows = list(waiting.order_by("required_at", "id")[:MOST])
    due = {
        clock.subject_id: clock for clock in clocks.filter(subject_id__in=[row.id for row in rows]).order_by("round")
    }
    shown = [Row(row, row.customer.name, due.get(row.id)) for row in rows]
    return Panel(
        _("First response due"),
        "phone-outgoing",
        url_of({"sort": ["required_at"]}),
        shown,
        _("Every customer was spoken to"),
    )


def _mine(actor: Actor) -> Panel:
    query = {"mine": ["1"], "sort": ["required_at"]}
    return Panel(_("With me"), "user-check", url_of(query), _soonest(actor, query), _("Nothing is with you"))


def _to_give_out(actor: Actor) -> Panel:
    query = {"queue": ["pending"], "sort": ["required_at"]}
    return Panel(_("To be given out"), "user-plus", url_of(query), _soonest(actor, query), _("Everything is given out"))


def _to_reassign(actor: Actor) -> Panel:
    query = {"waits": ["reassign"], "sort": ["required_at"]}
    label, empty = _("To be given to somebody else"), _("Everybody can do what they have")
    return Panel(label, "user-search", url_of(query), _soonest(actor, query), empty)


def _locked(actor: Actor) -> Panel:
    """Why each is locked, the longest locked first."""
    rows = listed(actor, state=State.LOCKED).order_by("state_since", "id")[:MOST]
    shown = [Row(row, LOCKED_BECAUSE.get(row.locked_for, ""), None, row.state_since) for row in rows]
    return Panel(_("Locked"), "lock", reverse("console:desk"), shown, _("Nothing is locked"))


PANELS: tuple[tuple[set[str], Callable[[Actor], Panel]], ...] = (
    (MANAGES, _locked),
    (PLANS, _to_give_out),
    (PLANS, _to_reassign),
    (DESK, _unanswered),
    (DESK, _first_responses),
    (DESK | WORKS, _mine),
)


def _soonest(actor: Actor, query: Query) -> list[Row]:
    rows = filtered(actor, query, at=now()).order_by("required_at", "id")[:MOST]
    return [Row(row, row.customer.name, required_date(row)) for row in rows]


def coming(actor: Actor) -> list[tuple[ServiceRequest, Any]] | None:
    """What comes due next; what is locked, for those alone who may decide on it. None for whoever sees no requests.

    What is late already is left out for those who have a figure of it.
    """
    if actor.scope(VIEW) is None:
        return None
    due = Q(state__in=RUNNING)
    if actor.roles & COUNT_THE_LATE:
        due &= Q(required_at__gte=now())
    if may(actor, MANAGE) is not True:
        due &= ~Q(state=State.LOCKED)
    if actor.roles & WORKS and not actor.roles & (DESK | PLANS | MANAGES):
        due &= with_actor(actor)  # what an engineer had once is somebody else's now
    return [(row, required_date(row)) for row in listed(actor).filter(due).order_by("required_at", "id")[:8]]


def url_of(query: Query) -> str:
    return f"{reverse('console:requests')}?{urlencode(dict(query), doseq=True)}"
