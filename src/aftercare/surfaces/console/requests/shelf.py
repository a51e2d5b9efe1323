"""What stands left of the queue: the states, the views of one's roles, one's own and shared ones, each counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.accounts.models import SavedView, Shared
from aftercare.domains.accounts.policies import may_change_view, visible_views
from aftercare.domains.requests.policies import MANAGE, VIEW
from aftercare.domains.requests.queries import PAGE, filtered, known
from aftercare.domains.requests.states import State
from aftercare.kit.actor import EVERYTHING, Actor, ActorKind
from aftercare.kit.clock import now
from aftercare.kit.compiled import compiled
from aftercare.kit.permissions import may
from aftercare.kit.tallies import tallies
from aftercare.surfaces.console.requests.asked import asked, query_with
from aftercare.surfaces.console.requests.columns import columns_of
from aftercare.surfaces.console.requests.filters import QUEUES
from aftercare.surfaces.console.staff import StaffRequest
from aftercare.ui.parts import Words

Query = Mapping[str, Sequence[str]]
MOST_SHOWN = 40  # saved views on the shelf
SOONEST = ["required_at"]
ANSWER, REASSIGN = {"waits": ["answer"], "sort": SOONEST}, {"waits": ["reassign"], "sort": SOONEST}
DESK, PLANS, MANAGES = {"agent"}, {"dispatcher"}, {"manager", "administrator"}
WORKS, CALLS = {"engineer"}, {"callback"}
EVERYONE = DESK | PLANS | MANAGES | WORKS | CALLS


@dataclass(frozen=True, slots=True)
class Ready:
    """A view the house brings along, for some roles."""

    code: str
    label: Words
    roles: set[str]
    query: Query


READY = (
    Ready("mine", gettext_lazy("With me"), DESK | WORKS | MANAGES, {"mine": ["1"], "sort": SOONEST}),
    Ready("answer", gettext_lazy("Customers without an answer"), DESK | MANAGES, ANSWER),
    Ready("unassigned", gettext_lazy("To be given out"), PLANS | MANAGES, {"queue": ["pending"], "sort": SOONEST}),
    Ready("reassign", gettext_lazy("To be given to somebody else"), PLANS | MANAGES, REASSIGN),
    Ready("today", gettext_lazy("Due today"), EVERYONE, {"due": ["today"], "sort": SOONEST}),
    Ready("overdue", gettext_lazy("Overdue"), EVERYONE, {"due": ["overdue"], "sort": SOONEST}),
    Ready("urgent", gettext_lazy("Urgent"), DESK | PLANS | MANAGES, {"priority": ["urgent"], "sort": SOONEST}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the shelf: where it leads, and how many it holds once that is counted."""

    key: str
    label: Words
    url: str
    active: bool
    count: str = ""
    shared: bool = False


def shelf(request: StaffRequest, *, counted: bool, used: SavedView | None = None) -> dict[str, Any]:
    """The places by their headings; the counts come in one statement, asked for once the page stands."""
    actor, query = request.actor, asked(request)
    views = _views(actor)
    groups = [
        (_("States"), _states(request, query)),
        (_("For my work"), _ready(request, query)),
        (_("My views"), [_saved(request, view) for view in views if view.owner_id == actor.id]),
        (_("Shared views"), [_saved(request, view) for view in views if view.owner_id != actor.id]),
    ]
    numbers = _numbers(actor, groups, query, views) if counted else {}
    shown = [(heading, [_with_count(place, numbers) for place in places]) for heading, places in groups if places]
    return {
        "shelf": shown,
        "shelf_url": f"{reverse('console:requests')}?{query_with(request)}",
        "may_change": used is not None
        and may_change_view(actor, used, shared=used.shared, role=used.role_code) is True,
    }


def view_in_use(request: StaffRequest) -> SavedView | None:
    """The saved view the address was opened from, if it is there and for this reader."""
    try:
        id = UUID(request.GET.get("view", ""))
    except ValueError:
        return None
    return visible_views(request.actor, PAGE).select_related("owner").filter(pk=id).first()


def url_of(view: SavedView) -> str:
    """The list as the view shows it: everything it holds stands in the address."""
    query = {**view.query, "columns": [".".join(view.columns)] if view.columns else [], "view": [str(view.id)]}
    return _url(query)


def _views(actor: Actor) -> list[SavedView]:
    """Those of a reader of the queue; the statement is the same for all who hold the same roles."""
    if actor.id is None or actor.kind is not ActorKind.PERSON or may(actor, VIEW) is not True:
        return list(_shown_to(actor))
    return list(_read_for(tuple(sorted(actor.roles)))(actor.id))


@lru_cache(maxsize=64)
def _read_for(roles: tuple[str, ...]) -> Callable[[UUID], Sequence[SavedView]]:
    alike = Actor(ActorKind.PERSON, None, "", rights={VIEW: EVERYTHING}, roles=frozenset(roles))
    return compiled(lambda id: _shown_to(replace(alike, id=id)))


def _shown_to(actor: Actor) -> QuerySet[SavedView]:
    return visible_views(actor, PAGE).order_by("position", "name", "id")[:MOST_SHOWN]


def _states(request: StaffRequest, query: Query) -> list[Place]:
    codes = [code for code in QUEUES if code != "to_sign_off" or may(request.actor, MANAGE) is True]
    now_in = query.get("queue", ["open"])[0]
    return [
        Place(f"state:{code}", QUEUES[code], f"?{query_with(request, queue=code)}", active=code == now_in)
        for code in codes
    ]


def _ready(request: StaffRequest, query: Query) -> list[Place]:
    return [
        Place(f"ready:{one.code}", one.label, _url(one.query), active=dict(one.query) == dict(query))
        for one in READY
        if one.roles & request.actor.roles
    ]


def _saved(request: StaffRequest, view: SavedView) -> Place:
    shared = view.shared != Shared.NOBODY
    return Place(str(view.id), view.name, url_of(view), request.GET.get("view") == str(view.id), shared=shared)


def _numbers(actor: Actor, groups: Any, query: Query, views: Sequence[SavedView]) -> dict[str, str]:
    """How many each place holds; a state is counted with the other filters of the address."""
    holds: dict[str, Query] = {f"ready:{one.code}": one.query for one in READY}
    holds |= {str(view.id): known(view.query) for view in views}
    holds |= {f"state:{code}": {**query, "queue": [code]} for code in (*QUEUES, *State.values)}
    keys = [place.key for _heading, places in groups for place in places]
    at = now()
    return tallies({key: filtered(actor, holds[key], at=at).select_related(None) for key in keys})


def _with_count(place: Place, numbers: Mapping[str, str]) -> Place:
    count = numbers.get(place.key, "")
    return Place(place.key, place.label, place.url, place.active, count, place.shared)


def _url(query: Query) -> str:
    return f"{reverse('console:requests')}?{urlencode(dict(query), doseq=True)}"


def as_view(request: StaffRequest) -> tuple[dict[str, list[str]], list[str]]:
    """What a view saved from this address would hold: its query and its columns."""
    return asked(request), list(columns_of(request))
