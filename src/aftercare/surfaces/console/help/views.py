"""Help by area, in the reader's language; written, not generated."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import NotFound
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

AREAS = {
    "requests": _("Requests"),
    "customers": _("Customers"),
    "dispatch": _("Dispatch"),
    "field": _("At the customer's"),
    "quotations": _("Quotations and charges"),
    "callbacks": _("Call-backs"),
    "desk": _("The manager's desk"),
    "orders": _("Orders"),
    "reports": _("Reports"),
    "administration": _("Administration"),
}
WRITTEN_IN = ("zh-hans", "en")


@staff
def page_of_help(request: StaffRequest, area: str = "requests") -> HttpResponse:
    """An area's page with the way to all others."""
    if area not in AREAS:
        raise NotFound()
    language = get_language() if get_language() in WRITTEN_IN else "en"
    context = {"areas": AREAS.items(), "area": area, "text": f"console/help/{language}/{area}.html"}
    return staff_page(request, "console/help/help.html", context)
