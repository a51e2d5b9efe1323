"""The palette as a part of every page; without script a page of its own."""

from django.http import HttpResponse

from aftercare.kit.words import folded
from aftercare.surfaces.console.palette.entries import Group, ready
from aftercare.surfaces.console.palette.finding import found
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page


@staff
def palette(request: StaffRequest) -> HttpResponse:
    """What is offered before anything is typed; as a page also what the words find."""
    q = request.GET.get("q", "").strip()
    groups = ready(request.actor, request.GET.get("about", ""))
    if request.headers.get("HX-Request") != "true" and q:
        groups = [*(_holding(group, folded(q)) for group in groups), *found(request.actor, q)]
    context = {"groups": [group for group in groups if group.entries], "q": q, "prefix": "ready"}
    return staff_page(request, "console/palette/palette.html", context, partials={"palette-ready"})


@staff
def palette_find(request: StaffRequest) -> HttpResponse:
    """What the words find."""
    context = {"groups": found(request.actor, request.GET.get("q", "")), "prefix": "found"}
    return staff_page(request, "console/palette/groups.html", context)


def _holding(group: Group, words: str) -> Group:
    return Group(group.heading, tuple(entry for entry in group.entries if words in entry.words))
