"""Who may write, read and accept service records."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.states import RecordState
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.policies import MANAGE, WORK, reaches
from aftercare.domains.requests.policies import visible_to as visible_requests
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, lacks, may_everywhere, permission

RULES = permission("service_records.manage", _("say what service records must hold"))


def may_write_record(actor: Actor, attempt: Attempt, request: ServiceRequest) -> Verdict:
    """Whoever made the attempt, one of the team that had it, or the service manager on behalf."""
    decides = actor.scope(MANAGE)
    if actor.is_system or (decides is not None and reaches(decides, actor, request)):
        return True
    if actor.scope(WORK) is None:
        return lacks(WORK)
    if is_own(actor, attempt) or attempt.team_id in actor.teams:
        return True
    return NotAllowed(_("This attempt is with somebody else; only they, or the service manager, write its record."))


def is_own(actor: Actor, attempt: Attempt) -> bool:
    """Whether the actor is the one who made the attempt."""
    return actor.id is not None and attempt.assignee_id == actor.id


def on_behalf(actor: Actor, attempt: Attempt) -> str:
    """The role on whose behalf somebody else writes; empty where it falls to the actor anyway."""
    if actor.is_system or is_own(actor, attempt) or attempt.team_id is not None:
        return ""
    return "engineer" if attempt.engineer_id else "agent"


def may_set_record_rule(actor: Actor) -> Verdict:
    """What records must hold is said for the whole company."""
    return may_everywhere(actor, RULES)


def visible_to(actor: Actor) -> QuerySet[ServiceRecord]:
    """The records of visible requests; customers see theirs once they are complete."""
    seen = ServiceRecord.objects.filter(request__in=visible_requests(actor).values("pk"))
    return seen.exclude(state=RecordState.DRAFT) if actor.kind is ActorKind.CUSTOMER else seen
