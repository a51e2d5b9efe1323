"""Home: what needs this person now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from aftercare.domains.accounts.queries import administrators
from aftercare.surfaces.console.staff import staff, staff_page


def home(request: HttpRequest) -> HttpResponse:
    """The first run where nobody administers yet, else the person's own home."""
    if not request.user.is_authenticated and not administrators().exists():
        return redirect("console:first_run")
    return _home(request)


@staff
def _home(request: HttpRequest) -> HttpResponse:
    return staff_page(request, "console/home/home.html", {}, active="console:home")  # type: ignore[arg-type]
