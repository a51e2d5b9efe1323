"""The page that was asked for goes along while something else has to be done first, and stands at its end."""

from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from aftercare.surfaces.console.staff import PLACES

FIELD = "next"
NAMES = {place.name: place.label for place in PLACES}


class Further(NamedTuple):
    """Where the way goes on, and what the button says."""

    url: str
    words: str


def asked_for(request: HttpRequest) -> str:
    """The path that was asked for; empty without one, or where it would lead to another house."""
    asked = request.POST.get(FIELD) or request.GET.get(FIELD, "")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(asked, allowed_hosts=hosts, require_https=request.is_secure()):
        return ""
    path = urlsplit(asked)._replace(scheme="", netloc="").geturl()
    return path if path.startswith("/") and not path.startswith("//") else ""


def carrying(name: str, request: HttpRequest) -> str:
    """The address of a page on the way, with what was asked for."""
    asked = asked_for(request)
    return reverse(name) + ("?" + urlencode({FIELD: asked}, safe="/") if asked else "")


def further(request: HttpRequest) -> Further | None:
    """The way on to what was asked for, by its name where the rail has one."""
    asked = asked_for(request)
    if not asked:
        return None
    try:
        name = NAMES.get(resolve(urlsplit(asked).path).view_name)
    except Resolver404:
        return None
    words = _("Go on to “%(place)s”") % {"place": name} if name else _("Go on to the page you asked for")
    return Further(asked, words)
