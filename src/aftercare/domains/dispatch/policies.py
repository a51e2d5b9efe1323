"""Who may see and steer how work is given out."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.policies import within
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import may_move
from aftercare.domains.requests.policies import visible_to as visible_requests
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import Verdict, may, permission

VIEW = permission("dispatch.view", _("see the plan and why engineers were chosen"))
WEIGH = permission("dispatch.weigh", _("change the numbers by which engineers are chosen"))


def may_assign(actor: Actor, request: ServiceRequest) -> Verdict:
    """Whoever may assign the request."""
    return may_move(actor, "assign", request)


def may_unlock(actor: Actor, request: ServiceRequest) -> Verdict:
    """Whoever may unlock the request."""
    return may_move(actor, "unlock", request)


def may_move_visit(actor: Actor, request: ServiceRequest) -> Verdict:
    """Whoever may work on the request or assign it."""
    works = may_move(actor, "start", request)
    return True if works is True else may_move(actor, "assign", request)


def may_set_weights(actor: Actor) -> Verdict:
    """The numbers of the choice are the same for the whole company."""
    return within(actor, WEIGH, None)


def may_view_weights(actor: Actor) -> Verdict:
    """Whoever sees why engineers were chosen sees by which numbers, as does whoever sets them."""
    return True if may_set_weights(actor) is True else may(actor, VIEW)


def visible_to(actor: Actor) -> QuerySet[Visit]:
    """Visits of the requests this actor may see."""
    return Visit.objects.filter(request__in=visible_requests(actor))
