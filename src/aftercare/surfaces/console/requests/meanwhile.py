"""What others did since a form was opened: it is told before the form does anything, and what was typed stays."""

from django.utils.translation import gettext as _

from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.ledger import facts_of
from aftercare.surfaces.console.requests.said import UNTOLD, lines_of
from aftercare.surfaces.console.requests.words import QUIET
from aftercare.surfaces.console.staff import StaffRequest
from aftercare.ui.components.words import exact_time

MOST = 3
SEEN = "seen"


def seen_by(wanted: ServiceRequest) -> int:
    """The last fact of a request, as a form remembers it."""
    last = facts_of(wanted.ref).order_by("-seq").values_list("id", flat=True).first()
    return last or 0


def news(request: StaffRequest, wanted: ServiceRequest) -> str:
    """Who did what since the form that is sent was opened; nothing where it saw the last of it, or does not say."""
    seen = request.POST.get(SEEN, "")
    if not seen.isdecimal() or len(seen) > 18:
        return ""
    later = facts_of(wanted.ref).filter(id__gt=int(seen)).exclude(actor_id=request.actor.id)
    facts = list(later.exclude(kind__in=(*UNTOLD, *QUIET)).order_by("-seq")[:MOST])[::-1]
    if not facts:
        return ""
    told = [
        _("%(who)s %(what)s (%(at)s)") % {"who": line.who or "", "what": line.text, "at": exact_time(line.at)}
        for line in lines_of(request.actor, wanted, facts)[::-1]
    ]
    return _("Since you opened this: %(news)s. Look at it; what you typed is kept, and sending again sends it.") % {
        "news": "; ".join(told)
    }
