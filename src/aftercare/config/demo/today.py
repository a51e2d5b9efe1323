"""What waits for each role when newcomers arrive: visits of the day, messages without an answer, parts on their way."""

import contextlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from aftercare.config.demo import words
from aftercare.config.demo.agenda import follow
from aftercare.config.demo.demand import Demand
from aftercare.config.demo.life import READ, Life
from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.requests.actions import record_contact, suspend_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import Refusal

VISITS, WAITING, MESSAGES = 4, 3, 5
LASTS = timedelta(minutes=75)


def leave_work(life: Life, demand: Demand, at: datetime) -> None:
    """Give every role something to begin with, by the actions that anybody would use."""
    _day_of_the_first_engineer(life, demand, at)
    _parts_on_their_way(life, at)
    _messages(life, at)
    follow(at)


def _day_of_the_first_engineer(life: Life, demand: Demand, at: datetime) -> None:
    """The one by whose eyes newcomers look has visits from now on: what waits near, and calls of this hour."""
    worker, dispatcher = life.cast.engineers[0], life.cast.actors["dispatcher"]
    waiting = READ.filter(state__in=(State.PENDING, State.ASSIGNED), unit=worker.unit_id, problem_type__isnull=False)
    found = list(waiting.exclude(engineer=worker).order_by("-submitted_at")[:VISITS])
    found += [_call(life, demand, worker.unit_id, at) for _n in range(VISITS - len(found))]
    start = life.after(at, 10, 20)
    for request in found:
        with contextlib.suppress(Refusal):
            assign_by_hand(dispatcher, request, engineer=worker, slot=Slot(start, start + LASTS), at=at)
        start = life.after(start, 90, 100)


def _call(life: Life, demand: Demand, unit_id: UUID | None, at: datetime) -> ServiceRequest:
    """Somebody who lives there calls now."""
    home = life.dice.choice([home for home in demand.homes if home.site.unit_id == unit_id])
    return life.entered(demand.repair(home, life.dice.choice(home.made.troubles)), at)


def _parts_on_their_way(life: Life, at: datetime) -> None:
    """Some wait for parts that were ordered."""
    for request in _assigned().exclude(engineer=life.cast.engineers[0])[:WAITING]:
        until = min(life.after(at, 500, 900), request.required_at - timedelta(minutes=1))
        with contextlib.suppress(Refusal):
            suspend_request(life.hand(request), request, reason="parts", until=until, note=words.PARTS_ORDERED, at=at)


def _messages(life: Life, at: datetime) -> None:
    """Some customers wrote by their link and nobody has answered yet."""
    for n, request in enumerate(_assigned()[:MESSAGES]):
        customer = Actor(ActorKind.CUSTOMER, request.customer_id, "", via="portal")
        asked = words.ASKED[n % len(words.ASKED)]
        record_contact(customer, request, channel="portal", direction="in", text=asked, at=at)


def _assigned() -> QuerySet[ServiceRequest]:
    return READ.filter(state=State.ASSIGNED, engineer__isnull=False).order_by("-submitted_at")
