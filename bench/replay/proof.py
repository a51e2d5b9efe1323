"""What must hold of everything that was replayed; each check answers with a sentence per breach."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.contracts.clock import derive
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.promise_timeline import timelines
from aftercare.domains.requests.queries import broken_invariants
from aftercare.domains.requests.rules import next_step
from aftercare.domains.requests.states import FLOW
from aftercare.kit.ledger import moves_of, tampered
from aftercare.kit.models import LedgerEntry
from bench.replay.log import Incident

BATCH = 500


@dataclass(frozen=True, slots=True)
class Proof:
    """How much was looked at, and every breach found."""

    requests: int
    facts: int
    clocks: int
    breaches: tuple[str, ...]


def prove(incidents: list[Incident]) -> Proof:
    """Look at every request, every fact and every clock."""
    breaches = [*broken_invariants()]
    breaches += [f"The ledger row {row} is not as it was written" for row in tampered()]
    wanted = {f"incident {incident.number}" for incident in incidents}
    breaches += [f"{lost} was not entered" for lost in wanted - set(_entered())]
    breaches += [sentence for batch in _batches() for sentence in _looked_at(batch)]
    return Proof(ServiceRequest.objects.count(), LedgerEntry.objects.count(), Clock.objects.count(), tuple(breaches))


def _entered() -> Iterator[str]:
    yield from ServiceRequest.objects.values_list("external_id", flat=True)


def _batches() -> Iterator[list[ServiceRequest]]:
    rows = ServiceRequest.objects.select_related("kind", "calendar").defer("search").order_by("id")
    last = None
    while batch := list((rows.filter(id__gt=last) if last else rows)[:BATCH]):
        yield batch
        last = batch[-1].id


def _looked_at(batch: list[ServiceRequest]) -> Iterator[str]:
    """State against fold, the owner of the next step, and every clock against what its facts say."""
    ids = [request.id for request in batch]
    facts = LedgerEntry.objects.filter(subject_kind="request", subject_id__in=ids).order_by("subject_id", "seq")
    told = {id: list(mine) for id, mine in groupby(facts, key=lambda fact: fact.subject_id)}
    kept = Clock.objects.filter(subject_kind="request", subject_id__in=ids).order_by("subject_id")
    clocks = {id: list(mine) for id, mine in groupby(kept, key=lambda clock: clock.subject_id)}
    for request in batch:
        mine = told[request.id]
        if FLOW.fold(moves_of(mine)) != request.state:
            yield f"{request.number} is {request.state}, its ledger folds to something else"
        if request.is_open and next_step(request) is None:
            yield f"{request.number} is open and nobody owns the next step"
        yield from _clocks_differ(request, mine, clocks.get(request.id, []))


def _clocks_differ(request: ServiceRequest, facts: list[LedgerEntry], clocks: list[Clock]) -> Iterator[str]:
    hours = working_hours(request.calendar)
    readings = {
        (line.kind, line.round): derive(line.facts, hours) for line in timelines(facts, request.kind.dwell_minutes)
    }
    for clock in clocks:
        reading = readings.pop((clock.kind, clock.round), None)
        if reading is None:
            if clock.standing != "cancelled":
                yield f"{clock} of {request.number} stands {clock.standing} without a fact that starts it"
        elif (clock.due_at, clock.stopped_at) != (reading.due_at, reading.ended_at):
            yield f"{clock} of {request.number} is due {clock.due_at}, by its facts {reading.due_at}"
        elif reading.ended_at and clock.standing != reading.state_at(reading.ended_at):
            told = reading.state_at(reading.ended_at)
            yield f"{clock} of {request.number} stands {clock.standing}, by its facts {told}"
    for kind, number in readings:
        yield f"{request.number} lacks the clock {kind} #{number} that its facts start"
