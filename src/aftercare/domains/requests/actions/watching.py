"""Who hears of a request: whoever chose to, and whoever was asked by name to look at it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.requests.actions.recording import hold
from aftercare.domains.requests.errors import CantSeeIt
from aftercare.domains.requests.events import PersonMentioned, RequestUnwatched, RequestWatched
from aftercare.domains.requests.models import RequestNote, RequestWatcher, ServiceRequest
from aftercare.domains.requests.policies import may_follow, may_see
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require

MENTION = "mention"  # the door by which somebody is looked at who did not come in


@transaction.atomic
def watch_request(
    actor: Actor, request: ServiceRequest, *, at: datetime, person: User | None = None
) -> RequestWatcher | None:
    """Hear of what happens to a request from now on; oneself, or the house for a person. The house itself hears all."""
    held = hold(request)
    require(may_follow(actor, held, person))
    who = person.id if person else actor.id
    return begin_watching(actor, held, {who}, at=at)[0] if who else None


@transaction.atomic
def unwatch_request(actor: Actor, request: ServiceRequest, *, at: datetime, person: User | None = None) -> bool:
    """Hear of it no more; says whether one did."""
    held = hold(request)
    require(may_follow(actor, held, person))
    who = person.id if person else actor.id
    gone, _each = RequestWatcher.objects.filter(request=held, person=who).delete()
    if gone and who:
        publish(actor, RequestUnwatched(request_id=held.id, person_id=who), at=at, context_id=held.customer_id)
    return bool(gone)


def begin_watching(
    actor: Actor, held: ServiceRequest, people: Collection[UUID], *, at: datetime
) -> list[RequestWatcher]:
    """Make these people watchers, each once."""
    found = []
    for person in sorted(people):
        watcher, made = RequestWatcher.objects.get_or_create(request=held, person_id=person, defaults={"since": at})
        found.append(watcher)
        if made:
            publish(actor, RequestWatched(request_id=held.id, person_id=person), at=at, context_id=held.customer_id)
    return found


def tell_by_name(
    actor: Actor, held: ServiceRequest, note: RequestNote, people: Collection[User], *, at: datetime
) -> None:
    """Ask colleagues to look at a note: they watch the request from then on."""
    if not people:
        return
    begin_watching(actor, held, {person.id for person in people}, at=at)
    named = tuple(sorted(person.id for person in people))
    fact = PersonMentioned(request_id=held.id, person_ids=named, note_id=note.id)
    publish(actor, fact, at=at, context_id=held.customer_id)


def must_see(held: ServiceRequest, people: Collection[User], *, at: datetime) -> None:
    """Refuse to name somebody who could not open what is asked of them."""
    blind = [one.name for one in people if not one.is_active or not may_see(actor_for(one, via=MENTION, at=at), held)]
    if blind:
        raise CantSeeIt(names=", ".join(blind), number=held.number, errors={"mentioned": CantSeeIt.sentence})
