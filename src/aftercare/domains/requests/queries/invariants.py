"""What must hold of every request, asked of the database: for tests, replays, loads and the administrator's check."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, Lag, RowNumber

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.models import Clock
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.states import FLOW, WITH_SOMEBODY, State
from aftercare.kit.models import LedgerEntry

FACTS = LedgerEntry.objects.filter(subject_kind=ServiceRequest.noun)
MOVES = FACTS.exclude(verb="")
COUNTING = Q(verb__in=["lapse", "reject"]) | Q(verb="fail", data__counted=True)
ASKED = Task.objects.filter(about_id=OuterRef("pk"), kind="request.locked", done_at=None, role_code="manager")
Breach = tuple[str, QuerySet[Any] | Sequence[str]]
OF_LATER_ROOMS: list[Callable[[], Breach]] = []


def invariant(breach: Callable[[], Breach]) -> Callable[[], Breach]:
    """Register what a later room holds of every request: a sentence, and the requests that break it or words of it."""
    OF_LATER_ROOMS.append(breach)
    return breach


def broken_invariants(most: int = 20) -> list[str]:
    """A sentence for each breach found, `most` of every sort; an empty list says that all holds."""
    return [f"{sort}: {subject}" for sort, rows in _breaches() for subject in _subjects(rows, most)]


def _subjects(rows: QuerySet[Any] | Sequence[str], most: int) -> list[Any]:
    if not isinstance(rows, QuerySet):
        return [*rows[:most]]
    return [*rows[:most].values_list("subject_id" if rows.model is LedgerEntry else "number", flat=True)]


def _breaches() -> Iterator[Breach]:
    yield "The facts of a request are not numbered one after the other", _misplaced()
    yield "A move leaves a state that the move before did not enter", _gaps()
    yield "A move is not in the table", _unknown_moves()
    requests = ServiceRequest.objects.annotate(folded=_last(MOVES, "state_entered"))
    yield "The state differs from the fold of the ledger", requests.exclude(state=F("folded"))
    yield "A closed request has neither a satisfied call-back nor a decision", _closed_wrongly()
    yield "A locked request has no reason or no open task of the manager", _locked_wrongly()
    yield "The failures counted differ from the ledger", _miscounted()
    yield "A request that is with somebody has nobody", _unowned()
    yield "An attempt is open where none should be, or missing", _attempts_wrong()
    yield "A parent ended before its children", _parents_first()
    yield "A request that has ended has a running clock", _running_on()
    yield "A promise runs on although it began anew", _begun_anew()
    yield "The manager is asked to decide about a request that is not locked", _unlocked_but_asked()
    for breach in OF_LATER_ROOMS:
        yield breach()


def _misplaced() -> QuerySet[LedgerEntry]:
    place = Window(RowNumber(), partition_by=[F("subject_id")], order_by=F("seq").asc())
    return FACTS.annotate(place=place).exclude(seq=F("place"))


def _gaps() -> QuerySet[LedgerEntry]:
    before = Window(Lag("state_entered", default=Value("")), partition_by=[F("subject_id")], order_by=F("seq").asc())
    return MOVES.annotate(before=before).exclude(state_left=F("before"))


def _unknown_moves() -> QuerySet[LedgerEntry]:
    known = Q(verb="submit", state_left="", state_entered__in=FLOW.initial)
    for move in FLOW.moves.values():
        known |= Q(verb=move.verb, state_left__in=list(move.sources), state_entered__in=list(move.targets))
    return MOVES.exclude(known)


def _last(rows: QuerySet[LedgerEntry], field: str) -> Subquery:
    return Subquery(rows.filter(subject_id=OuterRef("pk")).order_by("-seq").values(field)[:1])


def _closed_wrongly() -> QuerySet[ServiceRequest]:
    ending = MOVES.filter(subject_id=OuterRef("pk"), state_entered=State.CLOSED).exclude(verb="sign_off")
    closing = ServiceRequest.objects.filter(state=State.CLOSED).annotate(
        by=Subquery(ending.order_by("-seq").values("verb")[:1])
    )
    satisfied = Q(by="confirm", satisfaction__gte=3)
    return closing.exclude(satisfied | (Q(by="conclude") & ~Q(decision="")))


def _locked_wrongly() -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.filter(state=State.LOCKED).exclude(~Q(locked_for="") & Exists(ASKED))


def _unlocked_but_asked() -> QuerySet[ServiceRequest]:
    return ServiceRequest.objects.filter(Exists(ASKED)).exclude(state=State.LOCKED)


def _miscounted() -> QuerySet[ServiceRequest]:
    """Failures since the last unlock or reopening, less the lapses that a late report took back."""
    mine = FACTS.filter(subject_id=OuterRef("pk"))
    anew = Coalesce(Subquery(mine.filter(verb__in=["unlock", "reopen"]).order_by("-seq").values("seq")[:1]), 0)
    since = ServiceRequest.objects.annotate(anew=anew)
    counted = mine.filter(COUNTING, seq__gt=OuterRef("anew")).order_by().values("subject_id")
    undone = mine.filter(verb="retract", seq__gt=OuterRef("anew")).order_by().values("subject_id")
    failed = Coalesce(Subquery(counted.annotate(n=Count("id")).values("n")), 0, output_field=IntegerField())
    taken_back = Coalesce(Subquery(undone.annotate(n=Count("id")).values("n")), 0, output_field=IntegerField())
    return since.annotate(failed=failed, taken_back=taken_back).exclude(failed_attempts=F("failed") - F("taken_back"))


def _unowned() -> QuerySet[ServiceRequest]:
    nobody = Q(assignee=None, engineer=None, team=None)
    return ServiceRequest.objects.filter(nobody, state__in=WITH_SOMEBODY)


def _attempts_wrong() -> QuerySet[ServiceRequest]:
    open_one = Exists(Attempt.objects.filter(request=OuterRef("pk"), ended_at=None))
    under_way = Q(state__in=WITH_SOMEBODY) | Q(state=State.SUSPENDED, suspended_from__in=WITH_SOMEBODY)
    return ServiceRequest.objects.annotate(under_way=open_one).exclude(
        (under_way & Q(under_way=True)) | (~under_way & Q(under_way=False))
    )


def _parents_first() -> QuerySet[ServiceRequest]:
    running = ServiceRequest.objects.exclude(state__in=[State.CLOSED, State.CANCELLED]).filter(parent=OuterRef("pk"))
    return ServiceRequest.objects.filter(Exists(running), state__in=[State.CLOSED, State.CANCELLED])


def _running_on() -> QuerySet[ServiceRequest]:
    running = Clock.objects.filter(subject_kind=ServiceRequest.noun, subject_id=OuterRef("pk"), stopped_at=None)
    return ServiceRequest.objects.filter(Exists(running), state__in=[State.CLOSED, State.CANCELLED])


def _begun_anew() -> QuerySet[ServiceRequest]:
    """Rounds that run beside a later one; a later one that was taken back counts for nothing."""
    same = {name: OuterRef(name) for name in ("subject_kind", "subject_id", "kind")}
    later = Clock.objects.filter(**same, round__gt=OuterRef("round")).exclude(standing="cancelled")
    running = Clock.objects.filter(
        Exists(later), subject_kind=ServiceRequest.noun, subject_id=OuterRef("pk"), stopped_at=None
    )
    return ServiceRequest.objects.filter(Exists(running))
