"""What is answered when there is no page: in the reader's language, leading back to where the reader began."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

PORTAL = "/service/"
SURFACES = (PORTAL, "/field/")
NOT_SAID = frozenset({"", "None"})  # what Django's own 403 brings along


def start_of(request: HttpRequest) -> str:
    """The first page of the surface the reader is on."""
    return next((place for place in SURFACES if request.path.startswith(place)), "/")


def failure(request: HttpRequest, status: int, template: str = "", **known: str) -> HttpResponse:
    """The page of a status."""
    context = {"start_url": start_of(request), "status": status, **known}
    return render(request, template or f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something could not be read."""
    return failure(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A right is missing."""
    said = str(exception)
    return failure(request, 403, exception="" if said in NOT_SAID else said)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there, or nothing that may be seen."""
    return failure(request, 404, "portal/gone.html" if start_of(request) == PORTAL else "")


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody, or a script, asks too often."""
    answer = failure(request, 429)
    answer["Retry-After"] = "300"
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """A bug, or the database is away: the page is drawn without asking who looks at it."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    context = {"start_url": start_of(request), "status": status, "LANGUAGE_CODE": get_language()}
    answer = HttpResponse(render_to_string(f"{status}.html", context), status=status)
    if away:
        answer["Retry-After"] = "5"
    return answer
