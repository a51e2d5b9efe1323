"""Entries of a work list in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from aftercare.domains.accounts.models import Task
from aftercare.ui.parts import Words

KINDS: Mapping[str, Words] = {
    "request.locked": _("Locked: decide how it goes on"),
    "request.late_report": _("A late report was kept: look at it"),
    "request.customer_wrote": _("The customer wrote: answer"),
    "request.reassign": _("The engineer can't do it: give it to somebody else"),
    "dispatch.nobody_fits": _("Nobody fits: assign by hand"),
    "callback.unreachable": _("The customer can't be reached: decide"),
    "customer.follow_up": _("To follow up with the customer"),
    "approach.due": _("Ask the customer about a suggestion"),
    "approach.left": _("A colleague left: hand the customer over"),
    "service_record.sent_back": _("The service record was sent back: correct it"),
    "service_record.failed_items": _("Checklist items failed: take care of them"),
    "workforce.certificate_ends": _("A certificate ends: have it renewed"),
    "order.review": _("An order waits for its review"),
    "quotation.refused": _("The customer did not accept the quotation: decide how it goes on"),
    "charge.confirm": _("Work is done: confirm what the customer pays"),
    "charge.approve": _("The charge is more than was quoted: approve or lower it"),
    "agreement.ends": _("An agreement ends: renew it or let it go"),
    "permission_request.asked": _("Asks for a role: approve or decline"),
    "clock.first_response": _("First response is due"),
    "clock.assignment": _("Assignment is due"),
    "clock.arrival": _("Arrival is due"),
    "clock.resolution": _("Resolution is due"),
    "clock.dwell": _("Stays too long in its state"),
}
ICONS: Mapping[str, str] = {
    "request.locked": "lock",
    "request.customer_wrote": "message",
    "request.reassign": "user-search",
    "dispatch.nobody_fits": "user-search",
    "service_record.sent_back": "arrow-back-up",
    "service_record.failed_items": "list-check",
    "workforce.certificate_ends": "certificate",
    "order.review": "package",
    "quotation.refused": "circle-x",
    "charge.confirm": "receipt",
    "charge.approve": "receipt",
    "agreement.ends": "file-text",
    "permission_request.asked": "shield",
    "customer.follow_up": "calendar-clock",
    "approach.due": "bulb",
    "approach.left": "user-search",
}


def task_words(task: Task) -> tuple[Words, str, str]:
    """What an entry asks, its icon and its tone."""
    words = KINDS.get(task.kind, task.kind)
    broken = task.kind == "request.locked" or task.params.get("stage", 0) >= 100
    return words, ICONS.get(task.kind, "clock"), "bad" if broken else "warn"
