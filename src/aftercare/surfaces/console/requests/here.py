"""Who else has a request open, and who is writing: kept for a minute, told while the page is looked at."""

from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from aftercare.domains.requests.queries import find_request
from aftercare.kit.clock import now
from aftercare.surfaces.console.staff import StaffRequest, signed_in

GONE_AFTER = 40  # seconds without a word: the page asks every 15


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has the page open."""

    name: str
    writing: bool


@require_POST
@signed_in
def here(request: StaffRequest, id: UUID) -> HttpResponse:
    """Say that one is here, and hear who else is."""
    wanted = find_request(request.actor, id)
    others = _met(wanted.id, request, writing=request.POST.get("writing") == "1")
    return render(
        request, "console/requests/here.html", {"others": others, "writing": [p for p in others if p.writing]}
    )


def _met(id: UUID, request: StaffRequest, *, writing: bool) -> list[Present]:
    """The others who were here lately. Two who come at one instant find each other at the next word."""
    key, at = f"here:{id}", now().timestamp()
    known: dict[str, tuple[str, float, bool]] = cache.get(key) or {}
    there = {who: seen for who, seen in known.items() if at - seen[1] < GONE_AFTER}
    me = str(request.actor.id)
    cache.set(key, {**there, me: (request.actor.name, at, writing)}, GONE_AFTER)
    return [Present(name, busy) for who, (name, _seen, busy) in sorted(there.items()) if who != me]
