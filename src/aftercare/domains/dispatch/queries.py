"""Reads of the room: what a visit asks for, what is known of each engineer, who could go and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from aftercare.domains.accounts.queries import company_zone
from aftercare.domains.catalog.models import Skill
from aftercare.domains.customers.models import Site
from aftercare.domains.dispatch.choosing import choose
from aftercare.domains.dispatch.decision import Choice
from aftercare.domains.dispatch.models import Decision, Visit, WeightSet
from aftercare.domains.dispatch.requirement import Requirement, Wish
from aftercare.domains.dispatch.states import LIVE
from aftercare.domains.dispatch.travel import Travel
from aftercare.domains.dispatch.weights import Weights
from aftercare.domains.dispatch.what_if import Difference, unseen, what_if
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.queries import invariant
from aftercare.domains.requests.rules import BEST
from aftercare.domains.requests.states import OPEN, WITH_SOMEBODY, State
from aftercare.domains.workforce.facts import EngineerFacts, Place, PlannedJob
from aftercare.domains.workforce.models import Absence, Engineer
from aftercare.domains.workforce.queries import facts_of
from aftercare.kit.compiled import compiled
from aftercare.kit.ledger import facts_of as ledger_of
from aftercare.kit.ledger import texts_of
from aftercare.kit.models import LedgerEntry
from aftercare.kit.paging import count_to

TRAVEL = Travel()
SHOWN = ServiceRequest.objects.select_related("kind", "calendar", "site", "problem_type").defer("search")
HISTORY = 5
GOOD_MARK = 4
LOOKED_AT, MOST_CANDIDATES, MOST_COUNTED = 200, 10_000, 1_000
HISTORY_DAYS = 730


def active_weights() -> WeightSet | None:
    """The weights that count now; None while nobody has set any."""
    return WeightSet.objects.order_by("-id").first()


def weights_of(kept: WeightSet | None) -> Weights:
    """Kept weights as numbers, or the defaults."""
    return Weights.from_json(kept.values) if kept else Weights()


def facts_of_sets(sets: Iterable[WeightSet]) -> dict[UUID, LedgerEntry]:
    """Who set each of the sets, and when, by its id."""
    rows = LedgerEntry.objects.filter(subject_kind=WeightSet.noun, subject_id__in=[one.id for one in sets])
    return {fact.subject_id: fact for fact in rows.order_by("-seq")}


def requirement_of(request: ServiceRequest, *, at: datetime) -> Requirement:
    """What a visit for this request asks for."""
    problem, site = request.problem_type, request.site
    skills = dict(problem.skills) if problem else {}
    before = who_came_before(request)
    known = list(Skill.objects.values_list("code", "name", "needs_certificate"))
    return Requirement(
        request_id=request.id,
        at=at,
        latest_at=max(request.required_at, at + timedelta(minutes=1)),
        duration_minutes=problem.duration_minutes if problem else request.kind.duration_minutes,
        skills=skills,
        place=_place(site),
        region=site.region_code if site else "",
        urgency=request.priority,
        last_engineer_ids=before.engineer_ids,
        preferred_engineer_id=before.praised_id,
        preferred_mark=before.mark,
        parts={part["part"]: int(part.get("quantity", 1)) for part in problem.parts} if problem else {},
        kind=request.kind_id,
        certified_skills=frozenset(code for code, _name, certified in known if certified and code in skills),
        skill_names={code: name for code, name, _certified in known},
        zone=(site.time_zone if site and site.time_zone else request.calendar.zone),
        wish=_wish(request, at),
    )


def _wish(request: ServiceRequest, at: datetime) -> Wish | None:
    """The time the customer wishes, until it is over."""
    if request.wished_from is None or request.wished_to is None or request.wished_to <= at:
        return None
    return Wish(request.wished_from, request.wished_to)


def _place(site: Site | None) -> Place | None:
    if site is None or site.latitude is None or site.longitude is None:
        return None
    return Place(float(site.latitude), float(site.longitude))


class Before(NamedTuple):
    """The engineers who came, the latest first, and the one of them whose last work got a good mark."""

    engineer_ids: tuple[UUID, ...]
    praised_id: UUID | None = None
    mark: int = BEST


def who_came_before(request: ServiceRequest) -> Before:
    """Who tried earlier on the same device, or else for the same customer, and whom the customer praised last.

    A mark tells of the attempt that solved the series it was given for; what was rejected since takes the praise back.
    """
    same = {"request__device": request.device_id} if request.device_id else {"request__customer": request.customer_id}
    since = request.submitted_at - timedelta(days=HISTORY_DAYS)
    tried = Attempt.objects.filter(**same, engineer__isnull=False, started_at__gte=since).order_by("-id")
    told = ("engineer", "result", "series", "request__series", "request__satisfaction")
    came: dict[UUID, int | None] = {}
    for engineer_id, result, series, current, mark in tried.values_list(*told)[: HISTORY * 2]:
        judged = 0 if result == "rejected" else mark if result == "solved" and series == current else None
        came[engineer_id] = came[engineer_id] if came.get(engineer_id) is not None else judged
    praised = ((one, mark) for one, mark in came.items() if mark is not None and mark >= GOOD_MARK)
    praised_id, mark = next(praised, (None, BEST))
    return Before(tuple(came)[:HISTORY], praised_id, mark)


def engineer_facts(*, at: datetime, also: Sequence[UUID] = ()) -> list[EngineerFacts]:
    """All that is known of the active engineers and `also` of these, what they already have to do included."""
    ids = {*Engineer.objects.filter(active=True).values_list("pk", flat=True), *also}
    planned = _planned(ids, at)
    return [replace(facts, planned=tuple(planned[facts.engineer_id])) for facts in facts_of(ids, at=at)]


def _planned(engineer_ids: Iterable[UUID], at: datetime) -> dict[UUID, list[PlannedJob]]:
    """Each engineer's requests under way, with the visit's time where one is planned; of what waits, what is planned
    for afterwards."""
    visits = Visit.objects.filter(engineer__in=list(engineer_ids), state__in=LIVE, planned_to__gte=at)
    slots = {visit.request_id: (visit.planned_from, visit.planned_to) for visit in visits}
    has_it = Q(state__in=WITH_SOMEBODY) | Q(state=State.SUSPENDED, pk__in=list(slots))
    rows = ServiceRequest.objects.filter(has_it, engineer__in=list(engineer_ids))
    jobs: dict[UUID, list[PlannedJob]] = defaultdict(list)
    for row in rows.select_related("site", "problem_type", "kind").defer("search").order_by("id"):
        start, end = slots.get(row.id, (None, None))
        site = row.site
        minutes = row.problem_type.duration_minutes if row.problem_type else row.kind.duration_minutes
        assert row.engineer_id is not None  # noqa: S101  the filter says so
        region = site.region_code if site else ""
        jobs[row.engineer_id].append(PlannedJob(row.id, start, end, minutes, _place(site), region))
    return jobs


class DayLoad(NamedTuple):
    """What an engineer is to do today, visits without a time included; `back_at` ends an absence of now."""

    minutes: int
    capacity_minutes: int
    back_at: datetime | None = None


def todays_load(engineer_ids: Collection[UUID], *, at: datetime) -> dict[UUID, DayLoad]:
    """How full the day of these engineers is, each in the zone of their hours, or in the company's."""
    planned, told, home = _planned(engineer_ids, at), {}, company_zone()
    for facts in facts_of(engineer_ids, at=at):
        zone = ZoneInfo(facts.hours.zone) if facts.hours else home
        today = at.astimezone(zone).date()
        jobs = planned[facts.engineer_id]
        minutes = sum(job.minutes for job in jobs if job.start is None or job.start.astimezone(zone).date() == today)
        away = [end for start, end, _reason in facts.absences if start <= at < end]
        told[facts.engineer_id] = DayLoad(minutes, facts.capacity_minutes_per_day, max(away, default=None))
    return told


def given_to(engineer: Engineer) -> QuerySet[ServiceRequest]:
    """What an engineer has, begun or not."""
    return ServiceRequest.objects.filter(engineer=engineer, state__in=WITH_SOMEBODY).only("id").order_by("id")


def given_within(absence: Absence) -> QuerySet[ServiceRequest]:
    """What an absent engineer was given, not begun, with its visit (or else its required date) in the absence."""
    visits = Visit.objects.filter(request=OuterRef("pk"), engineer=absence.engineer_id, state__in=LIVE)
    during = visits.filter(planned_from__lt=absence.end_at, planned_to__gt=absence.start_at)
    due = Q(required_at__gte=absence.start_at, required_at__lt=absence.end_at)
    rows = ServiceRequest.objects.filter(engineer=absence.engineer_id, state=State.ASSIGNED)
    return rows.filter(Exists(during) | (~Exists(visits) & due)).only("id").order_by("id")


def live_visit(request: ServiceRequest) -> Visit | None:
    """The visit that is planned for the request or under way."""
    return next(iter(_live_visits(request.id)), None)


@compiled
def _live_visits(request_id: UUID) -> QuerySet[Visit]:
    return Visit.objects.filter(request=request_id, state__in=LIVE).order_by("planned_from", "id")


def in_the_order_of_visits(rows: QuerySet[ServiceRequest]) -> QuerySet[ServiceRequest]:
    """Requests with `visit_from` and `visit_to` of their live visits, those first; then by the required date."""
    visits = Visit.objects.filter(request=OuterRef("pk"), state__in=LIVE).order_by("planned_from", "id")
    shown = rows.annotate(
        visit_from=Subquery(visits.values("planned_from")[:1]), visit_to=Subquery(visits.values("planned_to")[:1])
    )
    return shown.order_by(F("visit_from").asc(nulls_last=True), "required_at", "id")


@dataclass(frozen=True, slots=True)
class Preview:
    """What other weights would have changed: the latest choices of the rules looked at again, and what fell elsewhere.

    `already` fall elsewhere by the weights in force, too: they were made by earlier ones. `by_hand` were made by people
    in the same time, whom no weights bind. `unseen` are changed weights whose effect no past choice can tell.
    """

    looked_at: int
    since: datetime | None
    differences: tuple[Difference, ...]
    already: int
    by_hand: str
    unseen: tuple[str, ...]


def what_would_change(weights: Weights) -> Preview:
    """Look at the latest choices again with other weights; nothing is written."""
    force = weights_of(active_weights())
    seen: list[Decision] = []
    differences: list[Difference] = []
    already = 0
    for decision, choice in _latest_choices():
        seen.append(decision)
        past = [(decision.request_id, choice)]
        found = list(what_if(past, weights))
        differences += found
        already += bool(found and list(what_if(past, force)))
    since = seen[-1].decided_at if seen else None
    by_hand = count_to(Decision.objects.filter(by_hand=True, id__gte=seen[-1].id), MOST_COUNTED) if seen else "0"
    return Preview(len(seen), since, tuple(differences), already, by_hand, unseen(force, weights))


def _latest_choices() -> Iterator[tuple[Decision, Choice]]:
    """The latest choices of the rules with those who fit, as many as are counted again in a moment."""
    rows = Decision.objects.filter(by_hand=False).order_by("-id").only("request_id", "record", "decided_at")
    candidates = 0
    for decision in rows[:LOOKED_AT].iterator(chunk_size=20):
        choice = Choice.of_the_fitting(decision.record)
        candidates += len(choice.candidates)
        yield decision, choice
        if candidates >= MOST_CANDIDATES:
            return


def candidates_for(request: ServiceRequest, *, at: datetime) -> Choice:
    """Who could go, what speaks for and against each, and whom the rules would choose."""
    weights = weights_of(active_weights())
    return choose(requirement_of(request, at=at), engineer_facts(at=at), weights, travel=TRAVEL)


def candidates_for_each(requests: Iterable[ServiceRequest], *, at: datetime) -> Iterator[Choice]:
    """The same for each of several, with what is known of the engineers read once."""
    weights, engineers = weights_of(active_weights()), engineer_facts(at=at)
    for request in requests:
        yield choose(requirement_of(request, at=at), engineers, weights, travel=TRAVEL)


def decisions_of(request: ServiceRequest) -> QuerySet[Decision]:
    """How engineers were chosen for the request, the latest first."""
    return _decisions_of(request.id)


def latest_decision(request: ServiceRequest) -> Decision | None:
    """How who has it was chosen."""
    return next(iter(_latest_decision(request.id)), None)


@compiled
def _latest_decision(request_id: UUID) -> QuerySet[Decision]:
    return _decisions_of(request_id)[:1]


def _decisions_of(request_id: UUID) -> QuerySet[Decision]:
    return Decision.objects.filter(request=request_id).select_related("engineer", "weights").order_by("-id")


def words_of(request: ServiceRequest, decision: Decision) -> str:
    """Why, in the words of the person who decided; kept with the assignment, where they can be erased."""
    said = ledger_of(request.ref).filter(verb__in=("assign", "unlock"), at=decision.decided_at)
    facts = list(said.order_by("-seq")[:1])
    return next(iter(texts_of(facts).values()), "") if facts else ""


@invariant
def visits_left_behind() -> tuple[str, QuerySet[ServiceRequest]]:
    """Whoever ended a request ended its visits, once the reactions have run."""
    alive = Visit.objects.filter(request=OuterRef("pk"), state__in=LIVE)
    ended = ServiceRequest.objects.filter(Exists(alive)).exclude(state__in=OPEN)
    return "A visit is alive though its request has ended", ended
