"""Which call-backs are shown: all that wait, or those to be made now, tried before, come back or late."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.feedback.queries import call_backs_to_make
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.ui.parts import FilterChip, Words

ALL = ""
LABELS: dict[str, Words] = {
    ALL: _("All"),
    "now": _("To call now"),
    "tried": _("Tried before"),
    "returned": _("Not solved before"),
    "late": _("Call overdue"),
}


def chosen(actor: Actor, rows: QuerySet[ServiceRequest], show: str) -> QuerySet[ServiceRequest]:
    """Those of the rows that were asked for; all of them for what is no choice."""
    if show not in LABELS or show == ALL:
        return rows
    return rows.filter(pk__in=call_backs_to_make(actor, now())[show].order_by().values("request_id"))


def chips(show: str) -> list[FilterChip]:
    """The choices, with the one that is shown."""
    address = reverse("console:callbacks")
    return [
        FilterChip(
            label, f"{address}?show={name}" if name else address, active=name == (show if show in LABELS else ALL)
        )
        for name, label in LABELS.items()
    ]
