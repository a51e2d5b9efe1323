"""Who may see and make call-backs; who may make the moves themselves is said by requests."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from aftercare.domains.feedback.errors import NextTryLater
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import CALL_BACK, MANAGE, VIEW, reached_by, reaches
from aftercare.domains.requests.policies import visible_to as visible_requests
from aftercare.kit.actor import Actor
from aftercare.kit.errors import NotAllowed
from aftercare.kit.permissions import Verdict, may_everywhere, permission

RULES = permission("call_backs.manage", _("say how customers are called back"))


def may_keep_call_backs(actor: Actor) -> Verdict:
    """Call-backs are opened, missed and settled by what happens to their requests."""
    return True if actor.is_system else NotAllowed(_("Call-backs follow their requests; handle or decide those."))


def may_set_call_back_rule(actor: Actor) -> Verdict:
    """How customers are called is said for the whole company."""
    return may_everywhere(actor, RULES)


def may_try_now(actor: Actor, call: CallBack, request: ServiceRequest, *, at: datetime) -> Verdict:
    """From the day of the next try on; the service manager at any time."""
    scope = actor.scope(MANAGE)
    zone = ZoneInfo(request.calendar.zone)
    day = call.next_try_at.astimezone(zone).date()
    if at.astimezone(zone).date() >= day or (scope is not None and reaches(scope, actor, request)):
        return True
    return NextTryLater(date=date_format(day))


def visible_to(actor: Actor) -> QuerySet[CallBack]:
    """The call-backs of visible requests."""
    return CallBack.objects.filter(request__in=visible_requests(actor).values("pk"))


def callable_by(actor: Actor) -> QuerySet[CallBack]:
    """Those this person may see and call about: within the reach of both rights, and not about one's own work."""
    solved = Q(request__handled_by=actor.id) | Q(request__assignee=actor.id)
    rows = CallBack.objects.exclude(solved & Q(request__kind__desk_closes=False))
    for right in (VIEW, CALL_BACK):
        scope = actor.scope(right)
        if scope is None or not scope.everything:
            rows = rows.filter(request__in=reached_by(actor, right).values("pk"))
    return rows
