"""Whoever holds a role that demands a second factor and has none sets one up before anything else opens."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

Answer = Callable[[HttpRequest], HttpResponse]
WAY_OUT: Final = "console:security"
ACCOUNT = (
    *("session", "sign_in", "sign_out", "second_step", "security", "sign_out_elsewhere"),
    *("forgot_password", "new_password", "first_password"),
    *("set_up_app", "add_passkey", "show_codes", "make_codes", "again", "again_by_code", "again_by_passkey"),
    "help_area",  # written text: why passkeys need a name
)
OPEN: Final = frozenset({*(f"console:{name}" for name in ACCOUNT), "set_language", "console:favicon"})
# Customers' pages know no staff; the API asks for itself, because a token needs no second factor.
PUBLIC: Final = ("/service/", "/api/", "/offline", "/favicon.ico", "/healthz", "/readyz", "/metrics")


class DemandedFactorMiddleware:
    """Leads to the page where the factor is set up, from every page but those it takes to do so, or to sign out."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, _view: object, _args: object, _values: object) -> HttpResponse | None:
        """Answer in the page's stead; a part of a page takes the whole page along."""
        if not request.user.is_authenticated or _open(request) or not request.actor.unproven:
            return None
        if request.headers.get("HX-Request") == "true":
            back = urlencode(_leads_back(request, request.headers.get("HX-Current-URL", "")), safe="/")
            return HttpResponse(status=204, headers={"HX-Redirect": f"{reverse(WAY_OUT)}?{back}".rstrip("?")})
        if "application/json" in request.headers.get("Accept", ""):
            words = _("A role of yours demands a second factor; set one up on the page “Sign-in and security”.")
            return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8")
        page = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "")
        back = urlencode(_leads_back(request, page), safe="/")
        return redirect(f"{reverse(WAY_OUT)}?{back}".rstrip("?"))


def _leads_back(request: HttpRequest, page: str) -> dict[str, str]:
    """What the way out is asked with, so that it leads to the page in the end: its path, if it is one of this house."""
    known = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return {"next": urlsplit(page)._replace(scheme="", netloc="").geturl()} if known else {}


def _open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.path.startswith(PUBLIC) or (match is not None and match.view_name in OPEN)
