"""What every staff page shares: only people who work here come in; the rail shows what each may use."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.policies import visible_tasks
from aftercare.domains.channels.queries import unread_of
from aftercare.domains.requests.policies import may_submit
from aftercare.kit.actor import Actor, ActorKind, Scope
from aftercare.kit.compiled import compiled
from aftercare.surfaces.console.administration.sections import RIGHTS as ADMINISTRATION
from aftercare.surfaces.console.help.areas import area_of
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page
from aftercare.ui.parts import RailItem, Words

View = Callable[..., HttpResponse]
MOST_SHOWN = 99
ROWS = 50
HEARD_BY = "requests.view"  # what happens to requests is told to whoever may see them
EVERYTHING = "*"
COUNT_OF_TASKS = "count-worklist"  # where the rail tells it, so that the bell keeps it true


class StaffRequest(HttpRequest):
    """A request of somebody signed in."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the rail: where, and which right it takes (one of them), and whose it is where it is one role's."""

    name: str
    label: Words
    icon: str
    rights: tuple[str, ...]
    role: str = ""
    whole: bool = False  # only where the right reaches the whole company


PLACES = (
    Place("console:home", _("Home"), "home", ()),
    Place("console:requests", _("Requests"), "inbox", ("requests.view",)),
    Place("console:customers", _("Customers"), "users", ("customers.view",)),
    Place("console:suggestions", _("Suggestions"), "bulb", ("offers.view",)),
    Place("console:orders", _("Orders"), "package", ("orders.view",)),
    Place("console:quotations", _("Quotations"), "receipt", ("quotations.view",)),
    Place("console:devices", _("Devices"), "device-desktop", ("devices.view",)),
    Place("console:agreements", _("Agreements"), "file-text", ("contracts.view",)),
    Place("console:callbacks", _("Call-backs"), "phone-call", ("requests.call_back",)),
    Place("console:engineers", _("Engineers"), "users-group", ("engineers.manage",)),
    Place("console:desk", _("Manager's desk"), "gauge", ("requests.manage",)),
    Place("console:reports", _("Reports"), "chart-bar", ("reports.view",)),
    Place("console:worklist", _("Work list"), "checklist", ()),
    Place("console:administration", _("Administration"), "settings", ADMINISTRATION),
    Place("field:day", _("My day"), "calendar-user", ("requests.work",), "engineer"),
)


def staff(view: View) -> View:
    """Let signed-in people in; a form sent twice is answered once."""
    return signed_in(answered_once(view))


def staff_preview(view: View) -> View:
    """The same for a form with a preview: sent with `preview` it claims no answer, so that it can be kept after it."""
    looked, kept = signed_in(view), staff(view)

    @wraps(view)
    def either(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (looked if "preview" in request.POST else kept)(request, *args, **kwargs)

    return either


def signed_in(view: View) -> View:
    """Let signed-in people in; others go to the sign-in page and come back. No answer is kept."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else _turned_away(request)

    return guarded


def _turned_away(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back to where they were; a part of a page has no room for that page and says 401."""
    if request.headers.get("HX-Request") == "true" or request.headers.get("Accept") == "application/json":
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else _page_of_form(request))


def _page_of_form(request: HttpRequest) -> str:
    """The page a form was sent from, which keeps what was typed; home where the browser does not say."""
    sent_from = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(sent_from, allowed_hosts={request.get_host()})
    return urlsplit(sent_from)._replace(scheme="", netloc="").geturl() if known else reverse("console:home")


def staff_page(
    request: StaffRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    active: str = "",
    partials: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """A page in the staff shell; for HTMX only the partial that was asked for."""
    whole = {**shell(request, active), **(context or {})}
    return page(request, template, whole, partials=partials, status=status)


def shown(request: HttpRequest, least: int = ROWS) -> int:
    """How many rows the reader's list shows already, for a part that asks again; a page of rows otherwise."""
    asked = request.GET.get("shown", "")
    return max(least, int(asked)) if asked.isdecimal() and len(asked) < 4 else least


def bell(request: StaffRequest) -> dict[str, Any]:
    """What this person was told and has not read, and what waits in the work list: counted in one statement."""
    counts = Counter(what for (what,) in _waiting(request.actor))
    return {
        "bell_url": _address("console:notifications"),
        "bell_live_url": _address("console:bell"),
        "bell_latest_url": _address("console:notifications_latest"),
        "bell_settings_url": _address("console:notification_settings"),
        "bell_count": _shown_count(counts["told"]),
        "worklist_count": _shown_count(counts["waits"]),
        "worklist_count_id": COUNT_OF_TASKS,
    }


def _waiting(actor: Actor) -> Iterable[Any]:
    """A row for each; the statement is the same for all who hold the same roles everywhere."""
    if actor.id is None or any(scope.nodes and not scope.everything for scope in actor.reach.values()):
        return _told_and_due(actor)
    return _read_for(tuple(sorted(role for role, scope in actor.reach.items() if scope.everything)))(actor.id)


@lru_cache(maxsize=64)
def _read_for(roles: tuple[str, ...]) -> Callable[[UUID], Sequence[Any]]:
    alike = Actor(ActorKind.PERSON, None, "", reach=dict.fromkeys(roles, Scope(everything=True)))
    return compiled(lambda id: _told_and_due(replace(alike, id=id)))


def _told_and_due(actor: Actor) -> "QuerySet[Any]":
    told = unread_of(actor).annotate(what=Value("told")).values_list("what")[: MOST_SHOWN + 1]
    tasks = visible_tasks(actor).filter(done_at=None).annotate(what=Value("waits"))
    return told.union(tasks.values_list("what")[: MOST_SHOWN + 1], all=True)


def _shown_count(count: int) -> int | str:
    return f"{MOST_SHOWN}+" if count > MOST_SHOWN else count


def _leads(place: Place, actor: Actor) -> bool:
    """Whether the place has something for this person: the desk may work on requests too, but drives to nobody."""
    if place.role and place.role not in actor.roles:
        return False
    scopes = [scope for scope in map(actor.scope, place.rights) if scope is not None]
    return not place.rights or any(scope.everything or not place.whole for scope in scopes)


def places_for(actor: Actor) -> list[Place]:
    """The places of the rail that this person may use."""
    return [place for place in PLACES if _leads(place, actor)]


@lru_cache(maxsize=64)
def _address(name: str) -> str:
    """Where a page is that is about nothing in particular: the same as long as the program runs."""
    return reverse(name)


@lru_cache(maxsize=64)
def _help(area: str) -> str:
    return reverse("console:help_area", args=[area])


def _rail_item(place: Place, active: str, counts: Mapping[str, Any]) -> RailItem:
    item = RailItem(place.label, _address(place.name), place.icon, active=place.name == active)
    if place.name != "console:worklist":
        return item
    return replace(item, count=counts["worklist_count"], count_id=COUNT_OF_TASKS)


def shell(request: StaffRequest, active: str = "") -> dict[str, Any]:
    """What every page of the shell shows around its content; nothing of it in a part."""
    if request.headers.get("HX-Request") == "true":
        return {}
    if request.actor.unproven:
        return {"alone": True}  # nothing else opens, so nothing leads there
    counts = bell(request)
    rail = [_rail_item(place, active, counts) for place in places_for(request.actor)]
    return {
        "rail": rail,
        "home_url": _address("console:home"),
        "new_request_url": _address("console:request_new") if may_submit(request.actor) is True else "",
        "search_url": _address("console:requests"),
        "palette_url": _address("console:palette"),
        "palette_find_url": _address("console:palette_find"),
        "search_query": request.GET.get("q", ""),
        "profile_url": _address("console:profile"),
        "rights_url": _address("console:my_rights"),
        "help_url": _help(area_of(request.path)),
        "listens": EVERYTHING if request.actor.scope(HEARD_BY) else "",
        **counts,
    }
