"""Help by area, in the reader's language; written, not generated."""

from django.http import HttpResponse
from django.utils.translation import get_language

from aftercare.kit.errors import NotFound
from aftercare.surfaces.console.help.areas import AREAS, FIRST
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page

WRITTEN_IN = ("zh-hans", "en")


@staff
def page_of_help(request: StaffRequest, area: str = FIRST) -> HttpResponse:
    """An area's page with the way to all others."""
    if area not in AREAS:
        raise NotFound()
    language = get_language() if get_language() in WRITTEN_IN else "en"
    context = {"areas": AREAS.items(), "area": area, "text": f"console/help/{language}/{area}.html"}
    return staff_page(request, "console/help/help.html", context)
