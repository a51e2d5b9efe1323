"""The queue: the requests somebody may see, filtered, sorted and paged by the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from aftercare.domains.requests.policies import VIEW, may_submit
from aftercare.domains.requests.queries import COLUMNS, SHOWN_FIRST, filtered, lines_of, wide_lines_of
from aftercare.kit.clock import now
from aftercare.kit.paging import Page, count_to, page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.requests.asked import asked, query_with, sort_of
from aftercare.surfaces.console.requests.bulk_moves import verbs_for
from aftercare.surfaces.console.requests.columns import COOKIE, columns_of, heads
from aftercare.surfaces.console.requests.elsewhere import elsewhere_of
from aftercare.surfaces.console.requests.filters import chips, quick
from aftercare.surfaces.console.requests.lines import lines
from aftercare.surfaces.console.requests.shelf import shelf, view_in_use
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.pages import asked_part

A_YEAR = 365 * 24 * 3600
PARTS = {"results", "rows", "views"}


@staff
def request_list(request: StaffRequest) -> HttpResponse:
    """The queue; asked for the shelf of views alone, only that is counted."""
    require(may(request.actor, VIEW))
    if asked_part(request, PARTS) == "views":
        return _answer(request, shelf(request, counted=True))
    return _list(request)


def _list(request: StaffRequest) -> HttpResponse:
    query, whole = asked(request), not request.GET.get("cursor")
    queue, q = query.get("queue", ["open"])[0], request.GET.get("q", "")
    columns = columns_of(request)
    rows = filtered(request.actor, query, at=now())
    found = _page(request, rows, columns)
    elsewhere = elsewhere_of(request.actor, q, found.items) if whole and queue != "all" else ""
    if elsewhere and not found.items and set(query) <= {"q", "sort"}:
        return redirect(f"{request.path}?{query_with(request, queue='all', beyond='1')}")
    verbs = verbs_for(request.actor)
    context = {
        "elsewhere": elsewhere,
        "all_url": f"?{query_with(request, queue='all', mine='')}",
        "beyond": request.GET.get("beyond") == "1" and queue == "all",
        "rows": lines(found.items, columns, picked=bool(verbs)),
        "columns": heads(columns),
        "span": len(columns) + 1 + bool(verbs),
        "verbs": verbs,
        "cursor": found.next,
        "chips": chips(request, query),
        "total": count_to(rows.select_related(None)) if whole else "",
        "may_submit": may_submit(request.actor) is True,
        **(_around(request, query) if request.headers.get("HX-Request") != "true" else {}),
    }
    answer = _answer(request, context)
    if "columns" in request.GET and "view" not in request.GET:
        answer.set_cookie(COOKIE, ".".join(columns), max_age=A_YEAR, httponly=True, samesite="Lax")
    return answer


def _page(request: HttpRequest, rows: Any, columns: tuple[str, ...]) -> Page[Any]:
    fetch = lines_of if set(columns) <= set(SHOWN_FIRST) else wide_lines_of
    return page(rows, sort=sort_of(request), limit=shown(request), cursor=request.GET.get("cursor"), fetch=fetch)


def _around(request: StaffRequest, query: dict[str, list[str]]) -> dict[str, Any]:
    """What stands around the list: the shelf of views, the menus of filters and columns."""
    used = view_in_use(request)
    return {
        **shelf(request, counted=False, used=used),
        "kept": [
            (name, value) for name in request.GET if name not in ("q", "cursor") for value in request.GET.getlist(name)
        ],
        "quick": quick(request, query),
        "query": query_with(request),
        "every_column": heads(COLUMNS),
        "chosen": columns_of(request),
        "used": used,
    }


def _answer(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    return staff_page(request, "console/requests/list.html", context, active="console:requests", partials=PARTS)
