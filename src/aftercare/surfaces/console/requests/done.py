"""What a move has done, in a sentence of its own: who has it now, until when, what comes next."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.feedback.queries import call_backs_of
from aftercare.domains.feedback.states import CallState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.surfaces.console.requests.words import DECISIONS
from aftercare.ui.components.words import exact_time
from aftercare.ui.parts import Words

# verb, or verb and the state it led to → what is true now
DONE: Mapping[str, Words] = {
    "assign": gettext_lazy("%(number)s is assigned to %(name)s."),
    "start": gettext_lazy("%(number)s: work has begun."),
    "handle": gettext_lazy("%(number)s is reported handled; next the customer is called back."),
    "fail": gettext_lazy("%(number)s: the attempt failed; it waits to be given out again."),
    "fail locked": gettext_lazy("%(number)s: the attempt failed and the request is locked; the manager decides."),
    "confirm": gettext_lazy("%(number)s is closed: the customer is satisfied."),
    "reject": gettext_lazy("%(number)s is not solved; it waits to be given out again."),
    "reject locked": gettext_lazy("%(number)s is not solved and locked; the service manager decides."),
    "suspend": gettext_lazy("%(number)s is suspended until %(until)s."),
    "resume": gettext_lazy("%(number)s goes on; its state is “%(state)s”."),
    "withdraw": gettext_lazy("%(number)s is taken back; it waits to be given out again."),
    "decline": gettext_lazy("%(number)s: declined; the dispatcher finds somebody else."),
    "unlock": gettext_lazy("%(number)s is unlocked and waits to be given out, required by %(by)s."),
    "unlock assigned": gettext_lazy("%(number)s is unlocked and assigned to %(name)s, required by %(by)s."),
    "unlock cancelled": gettext_lazy("%(number)s is unlocked and cancelled."),
    "conclude": gettext_lazy("%(number)s is closed by decision: %(decision)s."),
    "cancel": gettext_lazy("%(number)s is cancelled."),
    "merge": gettext_lazy("%(number)s is merged into %(into)s."),
    "reopen": gettext_lazy("%(number)s is open again, required by %(by)s."),
}


def done(verb: str, id: Any, given: Mapping[str, Any]) -> str:
    """The sentence for whoever made the move, by the request as it stands behind it."""
    rows = ServiceRequest.objects.select_related("engineer", "assignee", "team", "merged_into").defer("search")
    after = rows.get(pk=id)
    if verb == "unreachable":
        return _unreached(after)
    if verb == "sign_off":
        return _signed_off(after, accepted=given["accepted"])
    said = DONE.get(f"{verb} {after.state}", DONE[verb])
    return str(said) % {
        "number": after.number,
        "name": _holder(after),
        "by": exact_time(after.required_at),
        "until": exact_time(after.suspended_until) if after.suspended_until else "",
        "state": State(after.state).label,
        "decision": DECISIONS.get(after.decision, after.decision),
        "into": after.merged_into,
    }


def _holder(request: ServiceRequest) -> str:
    return str(request.engineer or request.assignee or request.team or "")


def _unreached(request: ServiceRequest) -> str:
    call = call_backs_of(request).last()
    if call is None or call.state == CallState.GIVEN_UP:
        told = {"number": request.number, "tries": request.unreachable_tries}
        return _("%(number)s: nobody answered, try %(tries)s was the last; the service manager decides.") % told
    told = {"number": request.number, "day": date_format(localtime(call.next_try_at))}
    return _("%(number)s: nobody answered; the next try is on %(day)s.") % told


def _signed_off(request: ServiceRequest, *, accepted: bool) -> str:
    if accepted:
        return _("%(number)s: hours, parts and costs are accepted.") % {"number": request.number}
    if name := _holder(request):
        return _("%(number)s is sent back to %(name)s to be corrected.") % {"number": request.number, "name": name}
    return _("%(number)s is sent back to be corrected.") % {"number": request.number}
