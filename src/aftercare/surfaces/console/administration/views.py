"""The landing page: a card for each section this person may use."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aftercare.kit.errors import NotAllowed
from aftercare.surfaces.console.administration.sections import sections_for
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

TEMPLATE = "console/administration/landing.html"
NOTHING = _("Nothing of the house is set with your rights; ask for a role on the page “My rights”.")


@staff
def administration(request: StaffRequest) -> HttpResponse:
    """What is set where."""
    found = [(section, reverse(section.name)) for section in sections_for(request.actor)]
    if not found:
        raise NotAllowed(NOTHING)
    return staff_page(request, TEMPLATE, {"sections": found}, active="console:administration")
