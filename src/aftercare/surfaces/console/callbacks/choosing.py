"""Which call-backs are shown: those to be made now, of them the tried, returned or late ones, or all that wait."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.domains.feedback.queries import call_backs_to_make, not_now
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.ui.parts import FilterChip, Words

NOW, ALL = "now", "all"
LABELS: dict[str, Words] = {
    NOW: _("To call now"),
    "tried": _("Tried before"),
    "returned": _("Not solved before"),
    "late": _("Call overdue"),
    ALL: _("All"),
}


def chosen(actor: Actor, rows: QuerySet[ServiceRequest], show: str) -> QuerySet[ServiceRequest]:
    """Those of the rows that were asked for; those to call now for what is no choice."""
    show = _known(show)
    if show == ALL:
        return rows
    if show == NOW:
        return rows.exclude(pk__in=not_now(actor, now()).values("request_id"))
    return rows.filter(pk__in=call_backs_to_make(actor, now())[show].order_by().values("request_id"))


def chips(show: str) -> list[FilterChip]:
    """The choices, with the one that is shown."""
    address, shown = reverse("console:callbacks"), _known(show)
    return [FilterChip(label, f"{address}?show={name}", active=name == shown) for name, label in LABELS.items()]


def _known(show: str) -> str:
    return show if show in LABELS else NOW
