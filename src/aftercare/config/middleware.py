"""Between HTTP and the rooms: who asks, in which language and zone, and how a refusal is answered on a page."""

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django_htmx.http import trigger_client_event

from aftercare.config.failures import failure
from aftercare.domains.accounts.queries import actor_for
from aftercare.kit.clock import now
from aftercare.kit.constraints import refusal_of
from aftercare.kit.errors import Conflict, NotAllowed, NotFound, Refusal, Stale, TooOften, WrongState

Answer = Callable[[HttpRequest], HttpResponse]
STATUS: dict[type[Refusal], int] = {
    NotAllowed: 403,
    NotFound: 404,
    WrongState: 409,
    Conflict: 409,
    Stale: 412,
    TooOften: 429,
}


class ActorMiddleware:
    """Gives every page `request.actor` (read when first used), when it began, and times in the person's zone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        request.began_at = now()  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: actor_for(person, via="console", at=now()))  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(_zone(person.time_zone)):
            return self.get_response(request)


class LanguageMiddleware:
    """The person's own language, unless the browser was told another by the language switch."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if request.user.is_authenticated and not chosen:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class DialogMiddleware:
    """Where a page follows a form that came from a dialog, the browser goes there; a refusal is told in the dialog."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        from_dialog = request.method == "POST" and request.headers.get("HX-Target") == "dialog"
        if from_dialog and answer.status_code in (302, 303):
            answer.status_code, answer["HX-Redirect"] = 204, answer["Location"]
            del answer["Location"]
        return answer


class RefusalMiddleware:
    """A refusal that no view caught becomes a page with its sentence; for HTMX, a toast."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer refusals; leave everything else to crash loudly."""
        if isinstance(exception, NotFound):
            raise Http404 from exception
        if isinstance(exception, DatabaseError):
            exception = refusal_of(exception) or exception
        if not isinstance(exception, Refusal):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(exception, kind)), 422)
        if request.headers.get("HX-Request") == "true":
            answer = HttpResponse(status=status)
            patch_vary_headers(answer, ["HX-Request"])
            return trigger_client_event(answer, "toast", {"text": str(exception), "tone": "bad"})
        answer = failure(request, status, "refused.html", sentence=str(exception))
        if isinstance(exception, TooOften):
            answer["Retry-After"] = str(round(exception.seconds))
        return answer


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)
