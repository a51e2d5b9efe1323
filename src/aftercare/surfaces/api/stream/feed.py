"""What one person hears: facts about requests this person may see, and what they are told, in order, each once."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import VIEW, reaches, tries_of, visible_to
from aftercare.kit.actor import Actor
from aftercare.kit.ids import Ref
from aftercare.kit.ledger import Position, stream
from aftercare.kit.models import LedgerEntry
from aftercare.surfaces.api.answers import to_json
from aftercare.surfaces.api.stream.hub import BATCH, Subscriber, give_back

ABOUT_REQUESTS = frozenset({"visit", "communication", "quotation", "quotation_waiver", "charge"})
TOLD = "notification.made"  # what the reader was told, whatever it is about
OF_RIGHTS = frozenset(
    {
        *("user.grant_given", "user.grant_taken", "user.token_revoked", "user.changed", "user.deactivated"),
        "user.sessions_ended",
    }
)
OF_EVERYBODY = frozenset({"role.changed", "role.second_factor_demanded"})  # whose rights they touch, each asks


class Feed:
    """One stream's place in the ledger, its filter, and the rights it is read with."""

    def __init__(self, actor: Actor, position: Position, about: UUID | None, again: Callable[[], Actor | None]) -> None:
        self.actor, self.position, self.about, self.again = actor, position, about, again
        self.subscriber: Subscriber | None = None
        self.over = self.changed = False

    @property
    def has_more(self) -> bool:
        """Whether the next step need not wait for something to happen."""
        return self.subscriber is not None and self.subscriber.behind

    @property
    def needs_database(self) -> bool:
        """Whether the next step has something to ask the database."""
        scope = self.actor.scope(VIEW)
        return self.has_more or scope is None or not scope.everything

    def step(self) -> bytes:
        """The next events, a batch of the ledger at most; asks the database only where `needs_database` says so."""
        return b"".join(self._events())

    def step_apart(self) -> bytes:
        """The same in a thread of its own, whose connection goes back at once."""
        try:
            return self.step()
        finally:
            give_back()

    def still_allowed(self) -> bool:
        """Read the rights anew; a stream whose token is gone ends."""
        try:
            actor = self.again()
        finally:
            give_back()
        self.changed = False
        if actor is None or actor.scope(VIEW) is None:
            self.over = True
        else:
            self.actor = actor
        return not self.over

    def heartbeat(self) -> bytes:
        """A sign of life that moves the resume point on and wakes no listener."""
        return f"id: {self.position}\n: \n\n".encode()

    def _events(self) -> Iterable[bytes]:
        subscriber = self.subscriber
        assert subscriber is not None  # noqa: S101  a feed is read after it was joined
        if subscriber.behind:
            subscriber.behind = False  # set again by whoever drops facts meanwhile
            facts = stream(self.position, BATCH)
            yield from self._told(facts)
            if len(facts) == BATCH:
                subscriber.behind = True
                return
        yield from self._told(subscriber.take())

    def _told(self, facts: Sequence[LedgerEntry]) -> Iterable[bytes]:
        fresh = [fact for fact in facts if Position(fact.tx, fact.id) > self.position]
        self.changed |= any(self._touches(fact) for fact in fresh)
        concerned = {fact.id: _request_of(fact) for fact in fresh}
        seen = self._visible({request for request in concerned.values() if request is not None})
        for fact in fresh:
            self.position = Position(fact.tx, fact.id)
            request = concerned[fact.id]
            if request in seen:
                yield event(fact, request)
            elif fact.kind == TOLD and str(self.actor.id) in _people_of(fact):
                yield b"event: notification\n" + event(fact, None)

    def _touches(self, fact: LedgerEntry) -> bool:
        """Whether this person may have other rights now."""
        return fact.kind in OF_EVERYBODY or (fact.kind in OF_RIGHTS and fact.subject_id == self.actor.id)

    def _visible(self, requests: set[UUID]) -> set[UUID]:
        """Those of the requests that this person may see. Who sees everything costs no statement."""
        wanted = requests & {self.about} if self.about else requests
        scope = self.actor.scope(VIEW)
        if not wanted or scope is None or scope.everything:
            return wanted if scope else set()
        near = list(ServiceRequest.objects.filter(pk__in=wanted).only(*NEAR))
        tries = [attempts.filter(request__in=wanted) for attempts in tries_of(scope, self.actor)]
        tried = {request for attempts in tries for request in attempts.values_list("request", flat=True)}
        likely = [row.pk for row in near if row.pk in tried or reaches(scope, self.actor, row)]
        return set(visible_to(self.actor).filter(pk__in=likely).values_list("pk", flat=True)) if likely else set()


NEAR = ("unit_id", "team_id", "assignee_id", "submitted_by")


def event(fact: LedgerEntry, request: UUID | None) -> bytes:
    """One server-sent event; its id is the place to resume behind."""
    told = {"kind": fact.kind, "subject": str(fact.subject), "at": fact.at}
    if fact.state_entered:
        told["state"] = fact.state_entered
    if fact.subject_id != request and request is not None:
        told["about"] = str(Ref(ServiceRequest.noun, request))
    return b"id: %s\ndata: %s\n\n" % (str(Position(fact.tx, fact.id)).encode(), to_json(told))


def _people_of(fact: LedgerEntry) -> Sequence[str]:
    return fact.data.get("person_ids") or [fact.data.get("person_id")]


def _request_of(fact: LedgerEntry) -> UUID | None:
    """The request a fact is about, or None."""
    if fact.subject_kind == ServiceRequest.noun:
        return fact.subject_id
    return fact.context_id if fact.subject_kind in ABOUT_REQUESTS else None
