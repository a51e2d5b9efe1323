"""What help there is, and which of it belongs to the page somebody stands on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from aftercare.ui.parts import Words

AREAS: Mapping[str, Words] = {
    "day": _("Every day"),
    "requests": _("Requests"),
    "customers": _("Customers"),
    "devices": _("Devices"),
    "agreements": _("Agreements"),
    "suggestions": _("Suggestions"),
    "orders": _("Orders"),
    "quotations": _("Quotations and charges"),
    "dispatch": _("Dispatch"),
    "field": _("At the customer's"),
    "callbacks": _("Call-backs"),
    "desk": _("The manager's desk"),
    "reports": _("Reports"),
    "promises": _("Promises and calendars"),
    "messages": _("Messages"),
    "administration": _("Administration"),
    "account": _("Your account"),
}
FIRST = "day"
ELSEWHERE: Mapping[str, str] = {
    "locked": "desk",
    "engineers": "dispatch",
    "calendars": "promises",
    "administration/service-levels": "promises",
    "administration/dispatch-weights": "dispatch",
    "administration/grading-rules": "customers",
    "administration/warranty-terms": "devices",
    "administration/statutory-rules": "devices",
    "administration/prices": "orders",
    "administration/rates": "quotations",
    "administration/call-back-rules": "callbacks",
    "administration/record-rules": "field",
    "administration/billing-rules": "quotations",
    "administration/messages": "messages",
    "administration/templates": "messages",
    "administration/replies": "messages",
}
"""Pages whose help is not called like the first part of their address."""


def area_of(path: str) -> str:
    """The area of help that tells of the page at this path."""
    parts = path.strip("/").split("/")
    return ELSEWHERE.get("/".join(parts[:2])) or ELSEWHERE.get(parts[0]) or (parts[0] if parts[0] in AREAS else FIRST)
