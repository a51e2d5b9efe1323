"""Reads of the room: whom to call next, and the call-backs of a request."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from aftercare.domains.feedback.models import CallBack, CallBackRule, Outcome
from aftercare.domains.feedback.policies import callable_by
from aftercare.domains.feedback.states import LIVE, CallState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import invariant
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor

SHOWN = ("request__customer", "request__contact", "request__kind", "request__engineer", "request__product")


def call_back_list(actor: Actor, at: datetime, *, later: bool = False) -> QuerySet[CallBack]:
    """Whom to call now, what is due first first, each with its request, customer and `script`; pages by `due_at`.

    With `later` also those whose next try is on another day.
    """
    rows = callable_by(actor).filter(state=CallState.OPEN)
    if not later:
        rows = rows.filter(next_try_at__lte=at)
    scripts = CallBackRule.objects.filter(kind=OuterRef("request__kind")).values("script")[:1]
    shown = rows.select_related(*SHOWN).defer("request__search", "request__description")
    return shown.annotate(script=Subquery(scripts)).order_by("due_at", "id")


def call_backs_to_make(actor: Actor, at: datetime) -> dict[str, QuerySet[CallBack]]:
    """Whom to call `now`; of these those that are `late`, and those `returned`: handled again after this person was
    told that it was not solved. Whoever was `tried` before may wait for another day."""
    rows = call_back_list(actor, at)
    rejected = CallBack.objects.filter(request=OuterRef("request"), outcome=Outcome.NOT_SATISFIED, called_by=actor.id)
    return {
        "now": rows,
        "tried": call_back_list(actor, at, later=True).filter(tries__gt=0),
        "returned": rows.filter(Exists(rejected)),
        "late": rows.filter(due_at__lte=at),
    }


def not_now(actor: Actor, at: datetime) -> QuerySet[CallBack]:
    """Live ones that wait for another day, or for somebody else."""
    return CallBack.objects.filter(state__in=LIVE).exclude(pk__in=call_back_list(actor, at).order_by().values("pk"))


def call_backs_of(request: ServiceRequest) -> QuerySet[CallBack]:
    """Every call-back of a request, in the order of its attempts."""
    return CallBack.objects.filter(request=request).order_by("attempt")


def live_call_backs(request_ids: Sequence[UUID]) -> dict[UUID, CallBack]:
    """The call-backs of these requests that wait for an answer, in one statement."""
    return {call.request_id: call for call in CallBack.objects.filter(request__in=request_ids, state__in=LIVE)}


def missed_call_backs(at: datetime) -> QuerySet[CallBack]:
    """Open ones whose day passed and of whom the manager does not know yet, the longest due first."""
    rows = CallBack.objects.filter(state=CallState.OPEN, escalated_at=None, due_at__lte=at, request__state="handled")
    return rows.select_related("request").defer("request__search").order_by("due_at", "id")


@invariant
def handled_and_never_asked() -> tuple[str, QuerySet[ServiceRequest]]:
    """Nobody's word is taken for the customer's: what is handled waits for a call-back, once the reactions have run."""
    asked = CallBack.objects.filter(request=OuterRef("pk"), state__in=LIVE)
    rows = ServiceRequest.objects.filter(~Exists(asked), state=State.HANDLED)
    return "A handled request waits for no call-back", rows


def rule_for(kind: str) -> CallBackRule:
    """How customers of this kind of request are called; the usual way where nobody has said so."""
    return CallBackRule.objects.filter(kind=kind).first() or CallBackRule(kind_id=kind)


def rules_of(kinds: Iterable[str]) -> Mapping[str, CallBackRule]:
    """The same for each of these kinds, in one statement."""
    codes = list(kinds)
    said = {rule.kind_id: rule for rule in CallBackRule.objects.filter(kind__in=codes)}
    return {code: said.get(code) or CallBackRule(kind_id=code) for code in codes}
