"""Who may make which move. The service manager may make all of them, on behalf of whoever they fall to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import User as Person
from aftercare.domains.requests.errors import SolverCallsBack, SolverDecides
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.states import TIMED, State
from aftercare.kit.actor import Actor, ActorKind, Scope
from aftercare.kit.errors import NotAllowed
from aftercare.kit.guards import GuardPoint
from aftercare.kit.ledger import facts_of
from aftercare.kit.permissions import Verdict, lacks, may, may_everywhere, permission

VIEW = permission("requests.view", _("see requests"))
NOTE = permission("requests.note", _("write notes on requests"))
SUBMIT = permission("requests.submit", _("enter requests"))
CHANGE = permission("requests.change", _("change what a request says: words, kind of product, priority, dates"))
ASSIGN = permission("requests.assign", _("assign requests and take them back"))
WORK = permission("requests.work", _("work on requests and report the result"))
SUSPEND = permission("requests.suspend", _("suspend and resume requests"))
CANCEL = permission("requests.cancel", _("cancel requests"))
MERGE = permission("requests.merge", _("merge and link requests"))
REOPEN = permission("requests.reopen", _("reopen closed requests"))
CALL_BACK = permission("requests.call_back", _("call customers back and record their answer"))
MANAGE = permission("requests.manage", _("unlock, decide and sign off requests, and make every move on behalf"))
COVER = permission("requests.cover", _("decide by hand who pays for a request"))
CONFIGURE = permission("requests.configure", _("keep the kinds of requests and the outcomes of attempts"))

# verb → the right it needs and the role it falls to by itself.
VERBS: Mapping[str, tuple[str, str]] = {
    "assign": (ASSIGN, "dispatcher"),
    "withdraw": (ASSIGN, "dispatcher"),
    "decline": (WORK, "engineer"),
    "start": (WORK, "engineer"),
    "handle": (WORK, "engineer"),
    "fail": (WORK, "engineer"),
    "suspend": (SUSPEND, "agent"),
    "resume": (SUSPEND, "agent"),
    "unlock": (MANAGE, "manager"),
    "conclude": (MANAGE, "manager"),
    "sign_off": (MANAGE, "manager"),
    "confirm": (CALL_BACK, "callback"),
    "reject": (CALL_BACK, "callback"),
    "unreachable": (CALL_BACK, "callback"),
    "cancel": (CANCEL, "agent"),
    "merge": (MERGE, "agent"),
    "reopen": (REOPEN, "agent"),
}
BY_CUSTOMER = frozenset({"confirm", "reject", "cancel", "reopen"})
before_deciding = GuardPoint("requests.decide")  # for whose own work it is by what a later room knows
DECISIONS = frozenset({"conclude", "sign_off"})
TRIED = frozenset({"solved", "rejected", "failed"})
WITH_SOMEBODY_ELSE = _("This request is with somebody else; only they, or the service manager, report on it.")
REPORTS = frozenset({"start", "handle", "fail"})
OF_THE_ASSIGNEE = REPORTS | {"decline"}


def visible_to(actor: Actor) -> QuerySet[ServiceRequest]:
    """The requests this actor may see: by scope of the right to see them; a customer's own."""
    if actor.kind is ActorKind.CUSTOMER:
        rows = ServiceRequest.objects.all()
        return rows.filter(customer_id=actor.id) if actor.id else rows.none()
    return reached_by(actor, VIEW)


def reached_by(actor: Actor, right: str) -> QuerySet[ServiceRequest]:
    """The requests that this right of the actor's covers, whatever else the actor may see."""
    rows, scope = ServiceRequest.objects.all(), actor.scope(right)
    if scope is None:
        return rows.none()
    return rows if scope.everything else rows.filter(_within(scope, actor))


def may_see(actor: Actor, request: ServiceRequest) -> bool:
    """Whether a request is among those visible to the actor; asks the database only where its own fields can't say."""
    if actor.kind is ActorKind.CUSTOMER:
        return actor.id is not None and request.customer_id == actor.id
    scope = actor.scope(VIEW)
    if scope is None:
        return False
    return reaches(scope, actor, request) or visible_to(actor).filter(pk=request.pk).exists()


def _within(scope: Scope, actor: Actor) -> Q:
    reached = Q(unit__in=scope.nodes) if scope.nodes else Q(pk__in=[])
    if scope.own or scope.teams:
        first, *others = _theirs(scope, actor)
        reached |= Q(pk__in=first.union(*others))
    return reached


def _theirs(scope: Scope, actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """The ids of the requests a person or their teams have, entered, or tried: each found by an index of its own."""
    requests = ServiceRequest.objects.order_by().values_list("pk")
    if scope.teams:
        yield requests.filter(team__in=scope.teams)
    if scope.own:
        yield requests.filter(assignee=actor.id)
        yield requests.filter(submitted_by=actor.id)
    for attempts in tries_of(scope, actor):
        yield attempts.values_list("request")


def tries_of(scope: Scope, actor: Actor) -> Iterator[QuerySet[Attempt]]:
    """What a team of the person's tried, and what they tried themselves."""
    attempts = Attempt.objects.order_by()
    if scope.teams:
        yield attempts.filter(team__in=scope.teams)
    if scope.own:
        yield attempts.filter(assignee=actor.id)


def reaches(scope: Scope, actor: Actor, request: ServiceRequest) -> bool:
    """Whether a right of this scope covers the request as it stands."""
    return (
        scope.everything
        or request.unit_id in scope.nodes
        or (request.team_id is not None and request.team_id in scope.teams)
        or (scope.own and actor.id in (request.assignee_id, request.submitted_by))
    )


def may_submit(actor: Actor) -> Verdict:
    """Customers for themselves, the desk, devices and rules of the house."""
    if actor.kind in (ActorKind.CUSTOMER, ActorKind.DEVICE):
        return True
    return may(actor, SUBMIT)


def may_move(actor: Actor, verb: str, request: ServiceRequest) -> Verdict:
    """Whether this actor may make this move of the request, or the sentence that says why not."""
    if verb in TIMED:
        return True if actor.is_system else NotAllowed(_("Only the house's own clock makes this move."))
    solved_it = actor.id in request.solvers
    if verb in ("confirm", "reject", "unreachable") and solved_it and not _desk_may_close(request):
        return SolverCallsBack()
    if verb in DECISIONS and solved_it:
        return SolverDecides()
    if actor.kind is ActorKind.CUSTOMER:
        mine = verb in BY_CUSTOMER and request.customer_id == actor.id
        return True if mine else NotAllowed(_("The service desk makes this step for you."))
    if actor.is_system:
        return True
    if _manages(actor, request):
        return _may_decide(actor, request) if verb in DECISIONS else True
    right, _role = VERBS[verb]
    if verb in ("confirm", "reject") and solved_it:
        right = WORK
    scope = actor.scope(right)
    if scope is None:
        return lacks(right)
    if verb in OF_THE_ASSIGNEE:
        return _is_assignee(actor, request)
    return True if reaches(scope, actor, request) else lacks(right)


def _may_decide(actor: Actor, request: ServiceRequest) -> Verdict:
    """Nobody closes what they tried or reported for a team, or accepts what a later room knows to be theirs.

    Of a request that neither they nor a team ever had nothing is theirs, which one statement tells.
    """
    theirs = Q(assignee=actor.id) | Q(team__isnull=False)
    attempts = list(Attempt.objects.filter(theirs, request=request))
    lately = [attempt for attempt in attempts if attempt.series == request.series]
    if any(_tried(actor, attempt) for attempt in lately) or _reported(actor, request, lately):
        return SolverDecides()
    try:
        if attempts:
            before_deciding.check(actor, request)
    except SolverDecides as refusal:
        return refusal
    return True


def _tried(actor: Actor, attempt: Attempt) -> bool:
    """Whether the actor worked in this attempt; one that was taken back before it was begun was no work."""
    return attempt.assignee_id == actor.id and (attempt.started_at is not None or attempt.result in TRIED)


def _reported(actor: Actor, request: ServiceRequest, attempts: Iterable[Attempt]) -> bool:
    """Whether the actor reported on an attempt of a team, where nobody else is named as who worked in it."""
    shared = [one.position for one in attempts if one.team_id and not (one.assignee_id or one.engineer_id)]
    told = facts_of(request.ref).filter(verb__in=REPORTS, actor_id=actor.id, data__attempt__in=shared)
    return bool(shared) and told.exists()


def on_behalf(actor: Actor, verb: str, request: ServiceRequest) -> str:
    """The role on whose behalf a manager makes the move; empty where it falls to the actor anyway."""
    if actor.is_system or actor.kind is ActorKind.CUSTOMER or verb in TIMED:
        return ""
    right, role = VERBS[verb]
    if verb in OF_THE_ASSIGNEE:
        return "" if _is_assignee(actor, request) is True else role
    manager = actor.roles & {"manager", "administrator"}
    return role if manager and right != MANAGE and role not in actor.roles else ""


def may_change(actor: Actor, request: ServiceRequest) -> Verdict:
    """Those who may change requests within their reach."""
    return _with(actor, CHANGE, request)


def may_cover(actor: Actor, request: ServiceRequest) -> Verdict:
    """Goodwill costs the house money: it takes a right of its own, within its reach."""
    return True if actor.is_system else _with(actor, COVER, request)


def may_note(actor: Actor, request: ServiceRequest) -> Verdict:
    """Those who may write notes, within their reach."""
    return True if actor.is_system else _with(actor, NOTE, request)


def may_attach(actor: Actor, request: ServiceRequest, *, internal: bool) -> Verdict:
    """Whoever may write notes; the customer sends pictures, which everybody of the house sees."""
    if actor.kind is ActorKind.CUSTOMER and not internal:
        return True if request.customer_id == actor.id else NotAllowed(_("This is not your request."))
    return may_note(actor, request)


def may_contact(actor: Actor, request: ServiceRequest) -> Verdict:
    """Whoever may write notes may also record a talk with the customer; the customer may write."""
    return may_attach(actor, request, internal=False)


def may_resubmit(actor: Actor, request: ServiceRequest) -> Verdict:
    """Whoever tried it, one of a team that did, or the service manager."""
    if actor.is_system or _manages(actor, request):
        return True
    if actor.scope(WORK) is None:
        return lacks(WORK)
    theirs = Q(assignee=actor.id) | Q(team__in=actor.teams)
    return True if Attempt.objects.filter(theirs, request=request).exists() else NotAllowed(WITH_SOMEBODY_ELSE)


def may_report_late(actor: Actor, request: ServiceRequest) -> Verdict:
    """Whoever tried it may tell afterwards what was done, though somebody else has it meanwhile."""
    return may_resubmit(actor, request)


def may_relate(actor: Actor, request: ServiceRequest) -> Verdict:
    """Linking and nesting requests goes with merging."""
    return _with(actor, MERGE, request)


def may_follow(actor: Actor, request: ServiceRequest, person: Person | None = None) -> Verdict:
    """Everybody who works here and sees the request chooses for themselves; the house chooses for all."""
    if actor.is_system:
        return True
    if actor.kind is not ActorKind.PERSON or (person is not None and person.id != actor.id):
        return NotAllowed(_("Everybody chooses for themselves what to watch; mention a colleague instead."))
    return True if may_see(actor, request) else lacks(VIEW)


def may_report_progress(actor: Actor, request: ServiceRequest) -> Verdict:
    """The steps of a visit are reported by whoever makes it."""
    return may_move(actor, "start", request)


def _with(actor: Actor, right: str, request: ServiceRequest) -> Verdict:
    scope = actor.scope(right)
    if scope is None:
        return lacks(right)
    if reaches(scope, actor, request) or reached_by(actor, right).filter(pk=request.pk).exists():
        return True
    return lacks(right)


def _manages(actor: Actor, request: ServiceRequest) -> bool:
    scope = actor.scope(MANAGE)
    return scope is not None and reaches(scope, actor, request)


def _is_assignee(actor: Actor, request: ServiceRequest) -> Verdict:
    if request.assignee_id == actor.id or (request.team_id in actor.teams and actor.scope(WORK) is not None):
        return True
    return NotAllowed(WITH_SOMEBODY_ELSE)


def _desk_may_close(request: ServiceRequest) -> bool:
    return request.kind.desk_closes and request.state == State.HANDLED and not _went_to_an_engineer(request)


def _went_to_an_engineer(request: ServiceRequest) -> bool:
    """Whether an engineer has it or ever had it; an attempt that was given on no longer tells, the ledger does."""
    return request.engineer_id is not None or facts_of(request.ref).filter(data__has_key="engineer_id").exists()


def may_configure_requests(actor: Actor) -> Verdict:
    """Kinds and outcomes are the same in the whole company."""
    return may_everywhere(actor, CONFIGURE)


def may_watch(actor: Actor) -> Verdict:
    """Promises are watched, and the house's own moves made and taken back, by the house alone."""
    return True if actor.is_system else NotAllowed(_("Only the house's own clock makes this move."))
