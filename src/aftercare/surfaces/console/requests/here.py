"""Who else has a request open, who is writing or calls back: kept for a minute, told while the page is looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from aftercare.domains.requests.queries import find_request
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.surfaces.console.staff import StaffRequest, signed_in

GONE_AFTER = 40  # seconds without a word: the page asks every 15


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has the page open, was there last at an instant, and perhaps writes or has the call-back open."""

    name: str
    at: float
    writing: bool = False
    calling: bool = False


@require_POST
@signed_in
def here(request: StaffRequest, id: UUID) -> HttpResponse:
    """Say that one is here, and hear who else is."""
    wanted = find_request(request.actor, id)
    said = {name: request.POST.get(name) == "1" for name in ("writing", "calling")}
    others = _met(wanted.id, request.actor, Present(request.actor.name, now().timestamp(), **said))
    pressing = any(one.writing or one.calling for one in others)
    return render(request, "console/requests/here.html", {"others": others, "pressing": pressing})


def called_by_others(ids: Iterable[UUID], actor: Actor) -> set[UUID]:
    """Which of these requests somebody else has open at the call-back desk."""
    keys, at = {_key(id): id for id in ids}, now().timestamp()
    met = cache.get_many(keys)
    return {id for key, id in keys.items() if any(one.calling for one in _others(met.get(key), str(actor.id), at))}


def _met(id: UUID, actor: Actor, me: Present) -> list[Present]:
    """The others who were here lately. Two who come at one instant find each other at the next word."""
    known: dict[str, Present] = cache.get(_key(id)) or {}
    there = {who: one for who, one in known.items() if me.at - one.at < GONE_AFTER}
    cache.set(_key(id), {**there, str(actor.id): me}, GONE_AFTER)
    return _others(there, str(actor.id), me.at)


def _others(there: dict[str, Present] | None, me: str, at: float) -> list[Present]:
    return [one for who, one in sorted((there or {}).items()) if who != me and at - one.at < GONE_AFTER]


def _key(id: UUID) -> str:
    return f"present:{id}"
