"""What it costs, in one sentence a customer understands."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from aftercare.domains.contracts.coverage_facts import COSTS
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.ui.parts import Words

BEGUN = (State.IN_PROGRESS, State.HANDLED, State.CLOSED)
FREE = {
    "warranty": _("No charge: warranty until %(until)s."),
    "agreement": _("No charge: your agreement pays."),
    "override": _("No charge: we bear it."),
}
ENDED = _("This is charged: the warranty ended on %(on)s.")
CHARGED = _("This is charged: no warranty and no agreement covers it.")
PARTLY = _("Part of it is charged; before we begin we tell you which part.")
PARTLY_NOW = _("Part of it is charged.")
UNKNOWN = _("Whether it costs something we can say when we know the device; we tell you before we begin.")


def cost_of(request: ServiceRequest) -> Words:
    """Who pays, and until when.

    Whoever typed a number without naming a device of its customer is told nothing of what that customer has.
    """
    if request.channel == "portal" and request.device_id is None:
        return UNKNOWN
    coverage = Coverage.from_json(request.coverage)
    if coverage.whole:
        return _free(coverage)
    if coverage.covered:
        return PARTLY_NOW if request.state in BEGUN else PARTLY
    ended = next((reason.params["on"] for reason in coverage.reasons if reason.code == "warranty_ended"), "")
    return ENDED % {"on": _day(ended)} if ended else CHARGED


def _free(coverage: Coverage) -> Words:
    until = min((share.until for share in map(coverage.share, COSTS) if share.until), default=None)
    paid_by = "agreement" if coverage.by == "warranty" and not until else coverage.by
    said = FREE[paid_by]
    return said % {"until": date_format(until)} if until and coverage.by == "warranty" else said


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso))
