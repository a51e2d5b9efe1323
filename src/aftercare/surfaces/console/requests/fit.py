"""Engineers to choose from, the best first: from when each could be there, or what stands in the way."""

from django import forms
from django.utils.translation import gettext as _

from aftercare.domains.dispatch.decision import Scored
from aftercare.domains.dispatch.policies import VIEW as VIEW_PLAN
from aftercare.domains.dispatch.proposals import Proposal
from aftercare.domains.dispatch.queries import candidates_for
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.permissions import may
from aftercare.ui.components.words import exact_time


def rank_engineers(form: forms.Form, actor: Actor, wanted: ServiceRequest) -> str:
    """Put the engineers of a form in the order the rules would choose them, for those who may see the plan; gives the
    slip that says what they were shown."""
    field = form.fields.get("engineer")
    if isinstance(field, forms.ModelChoiceField) and may(actor, VIEW_PLAN) is True:
        at = now()
        choice = candidates_for(wanted, at=at)
        field.choices = [("", "–"), *((str(each.engineer_id), _described(each)) for each in choice.candidates)]
        return Proposal.of(wanted.id, choice, at=at).slip()
    return ""


def _described(each: Scored) -> str:
    if not each.accepted:
        return _("%(name)s – not possible: %(why)s") % {"name": each.name, "why": each.refused[0].label}
    if each.earliest_start_at is None:
        return _("%(name)s – %(minutes)s min") % {"name": each.name, "minutes": round(each.total_minutes)}
    start = exact_time(each.earliest_start_at)
    return _("%(name)s – from %(start)s, %(minutes)s min") % {
        "name": each.name,
        "start": start,
        "minutes": round(each.total_minutes),
    }
