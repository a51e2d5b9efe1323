"""The queue: the requests somebody may see, filtered, sorted and paged by the address."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from aftercare.domains.requests.policies import MANAGE, VIEW, may_submit
from aftercare.domains.requests.queries import lines_of, listed, to_sign_off, with_actor
from aftercare.domains.requests.states import OPEN, State
from aftercare.kit.paging import count_to, page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.requests.elsewhere import elsewhere_of
from aftercare.surfaces.console.requests.lines import lines
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.parts import FilterChip

SORTS = ("-submitted_at", "submitted_at", "required_at", "-required_at", "priority", "-number", "number")
QUEUES = {
    "open": Q(state__in=OPEN),
    **{state.value: Q(state=state) for state in State},
    "to_sign_off": to_sign_off(),
    "all": Q(),
}


@staff
def request_list(request: StaffRequest) -> HttpResponse:
    """The queue: filtered, sorted and paged by its address."""
    require(may(request.actor, VIEW))
    queue = request.GET.get("queue", "open")
    mine = request.GET.get("mine") == "1"
    rows = listed(request.actor, q=request.GET.get("q", "")).filter(QUEUES.get(queue, QUEUES["open"]))
    if mine:
        rows = rows.filter(with_actor(request.actor))
    sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else "-submitted_at"
    found = page(rows, sort=str(sort), limit=shown(request), cursor=request.GET.get("cursor"), fetch=lines_of)
    whole = not request.GET.get("cursor")
    elsewhere = elsewhere_of(request.actor, request.GET.get("q", ""), found.items) if whole and queue != "all" else ""
    if elsewhere and not found.items and not mine and "queue" not in request.GET:
        return redirect(f"{request.path}?{_with(request, queue='all', beyond='1')}")
    context = {
        "elsewhere": elsewhere,
        "all_url": f"?{_with(request, queue='all', mine='')}",
        "beyond": request.GET.get("beyond") == "1" and queue == "all",
        "rows": lines(found.items),
        "cursor": found.next,
        "chips": _chips(request, queue, mine),
        "total": count_to(rows.select_related(None)) if whole else "",
        "kept": [(name, request.GET[name]) for name in ("queue", "mine", "sort") if name in request.GET],
        "may_submit": may_submit(request.actor) is True,
    }
    return staff_page(
        request, "console/requests/list.html", context, active="console:requests", partials={"results", "rows"}
    )


def _chips(request: StaffRequest, queue: str, mine: bool) -> list[FilterChip]:
    def url(**change: str) -> str:
        return f"?{_with(request, **change)}"

    labels = {"open": _("All open"), **{state.value: str(state.label) for state in State}, "all": _("All")}
    if may(request.actor, MANAGE) is True:
        labels["to_sign_off"] = _("To sign off")
    chips = [FilterChip(label, url(queue=code), active=queue == code) for code, label in labels.items()]
    return [*chips, FilterChip(_("Mine"), url(mine="" if mine else "1"), removable=mine)]


def _with(request: HttpRequest, **change: str) -> str:
    """The present query from its beginning, with other values; an empty one leaves."""
    asked = request.GET.copy()
    for gone in ("cursor", "shown", "beyond"):
        asked.pop(gone, None)
    for name, value in change.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return asked.urlencode()
