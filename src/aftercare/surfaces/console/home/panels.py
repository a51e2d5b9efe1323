"""What stands on the home page, by role: figures to start from, short lists, and the one thing to do first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import CALL_BACK, MANAGE, VIEW, WORK, may_submit
from aftercare.domains.requests.queries import RUNNING, filtered, listed
from aftercare.domains.requests.rules import required_date
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import may
from aftercare.kit.tallies import tallies
from aftercare.surfaces.console.requests.words import LOCKED_BECAUSE
from aftercare.ui.parts import Words

Query = Mapping[str, Sequence[str]]
MOST = 6
DESK, PLANS, WORKS, CALLS = {"agent"}, {"dispatcher"}, {"engineer"}, {"callback"}
MANAGES = {"manager", "administrator"}


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure: whose it is, what it counts, how it looks."""

    label: Words
    roles: set[str]
    query: Query
    tone: str
    icon: str


TILES = (
    Tile(gettext_lazy("With me"), DESK | WORKS, {"mine": ["1"]}, "info", "user-check"),
    Tile(gettext_lazy("Customers without an answer"), DESK, {"waits": ["answer"]}, "warn", "message"),
    Tile(State.PENDING.label, PLANS | DESK | MANAGES, {"queue": ["pending"]}, "accent", "inbox"),
    Tile(gettext_lazy("To be given to somebody else"), PLANS, {"waits": ["reassign"]}, "warn", "user-search"),
    Tile(State.IN_PROGRESS.label, WORKS | MANAGES, {"queue": ["in_progress"]}, "info", "tool"),
    Tile(State.HANDLED.label, MANAGES, {"queue": ["handled"]}, "good", "phone-call"),
    Tile(gettext_lazy("Due today"), DESK | PLANS, {"due": ["today"]}, "info", "clock"),
    Tile(gettext_lazy("Overdue"), DESK | PLANS | MANAGES, {"due": ["overdue"]}, "bad", "alarm"),
    Tile(State.LOCKED.label, MANAGES, {"queue": ["locked"]}, "bad", "lock"),
    Tile(gettext_lazy("To sign off"), MANAGES, {"queue": ["to_sign_off"]}, "warn", "checklist"),
)


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


def tiles(actor: Actor) -> list[dict[str, Any]]:
    """The figures of one's roles, counted in one statement."""
    shown, at = [tile for tile in TILES if tile.roles & actor.roles], now()
    counts = tallies(
        {str(n): filtered(actor, tile.query, at=at).select_related(None) for n, tile in enumerate(shown)}, most=999
    )
    return [
        {
            "label": tile.label,
            "value": counts[str(n)],
            "unit": _("requests"),
            "tone": tile.tone if counts[str(n)] != "0" else "neutral",
            "icon": tile.icon,
            "url": _url(tile.query),
        }
        for n, tile in enumerate(shown)
    ]


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
        return Action(_("Give out requests"), "user-plus", _url({"queue": ["pending"], "sort": ["required_at"]}))
    if actor.roles & CALLS and may(actor, CALL_BACK) is True:
        return Action(_("Start calling"), "phone-call", reverse("console:callbacks"))
    if actor.roles & WORKS and may(actor, WORK) is True:
        return Action(_("My day"), "calendar-user", reverse("field:day"))
    return None


def _unanswered(actor: Actor) -> Panel:
    query = {"waits": ["answer"], "sort": ["required_at"]}
    label, empty = _("Customers without an answer"), _("Every customer has an answer")
    return Panel(label, "message", _url(query), _soonest(actor, query), empty)


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
        _url({"sort": ["required_at"]}),
        shown,
        _("Every customer was spoken to"),
    )


def _mine(actor: Actor) -> Panel:
    query = {"mine": ["1"], "sort": ["required_at"]}
    return Panel(_("With me"), "user-check", _url(query), _soonest(actor, query), _("Nothing is with you"))


def _to_give_out(actor: Actor) -> Panel:
    query = {"queue": ["pending"], "sort": ["required_at"]}
    return Panel(_("To be given out"), "user-plus", _url(query), _soonest(actor, query), _("Everything is given out"))


def _to_reassign(actor: Actor) -> Panel:
    query = {"waits": ["reassign"], "sort": ["required_at"]}
    label, empty = _("To be given to somebody else"), _("Everybody can do what they have")
    return Panel(label, "user-search", _url(query), _soonest(actor, query), empty)


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


def coming(actor: Actor) -> list[tuple[ServiceRequest, Any]]:
    """What comes due next; what is locked, for those alone who may decide on it."""
    due = Q(state__in=RUNNING)
    if may(actor, MANAGE) is not True:
        due &= ~Q(state=State.LOCKED)
    return [(row, required_date(row)) for row in listed(actor).filter(due).order_by("required_at", "id")[:8]]


def _url(query: Query) -> str:
    return f"{reverse('console:requests')}?{urlencode(dict(query), doseq=True)}"
