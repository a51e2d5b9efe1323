"""Every no of the API has one shape: RFC 9457 problem details, made here and nowhere else."""

import logging
import math
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from psycopg.errors import CheckViolation

from aftercare.domains.requests.states import TIMED
from aftercare.kit.constraints import OUT_OF_RANGE, refusal_of
from aftercare.kit.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    Refusal,
    Sentence,
    Stale,
    TooOften,
    WrongState,
)
from aftercare.surfaces.api.errors import (
    BadInput,
    Broken,
    MethodRefused,
    NotSignedIn,
    OutOfService,
    TooLarge,
    Unreadable,
)
from aftercare.surfaces.api.words import sentence_of

log = logging.getLogger(__name__)
TOGETHER = _("These values do not go together.")
MEDIA_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"
STATUS: Mapping[type[Refusal], int] = {
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    MethodRefused: 405,
    WrongState: 409,
    Conflict: 409,
    Refusal: 409,
    Stale: 412,
    TooLarge: 413,
    Invalid: 422,
    TooOften: 429,
    Broken: 500,
    OutOfService: 503,
}
TITLES: Mapping[int, Sentence] = {
    401: _("Not signed in"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Method not allowed"),
    409: _("Not possible now"),
    412: _("Changed meanwhile"),
    413: _("Too large"),
    422: _("Not usable as it is"),
    429: _("Too many calls"),
    500: _("Our mistake"),
    503: _("Out of service"),
}


def status_of(refusal: type[Refusal]) -> int:
    """The HTTP status a kind of refusal is told with."""
    return next(STATUS[cls] for cls in refusal.__mro__ if cls in STATUS)


def problem(refusal: Refusal) -> HttpResponse:
    """The refusal as an answer."""
    status = status_of(type(refusal))
    body: dict[str, Any] = {
        "type": f"{DOCS}#problem-{refusal.code}",
        "title": str(TITLES[status]),
        "status": status,
        "detail": str(refusal),
        "code": refusal.code,
    }
    if refusal.errors:
        body["errors"] = {name: str(sentence) for name, sentence in refusal.errors.items()}
    if isinstance(refusal, WrongState):
        body["allowed"] = [verb for verb in refusal.allowed if verb not in TIMED]
    answer = HttpResponse(orjson.dumps(body), status=status, content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "no-store"
    answer._has_been_logged = True  # type: ignore[attr-defined]  # a no is no news; a mistake is logged where it is made
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="Aftercare"'
    if isinstance(refusal, TooOften):
        answer["Retry-After"] = str(math.ceil(refusal.seconds))
    if isinstance(refusal, OutOfService):
        answer["Retry-After"] = "5"
    if isinstance(refusal, MethodRefused):
        answer["Allow"] = refusal.params["methods"]
    return answer


def register(api: NinjaAPI) -> None:
    """Let every exception of an operation become a problem."""

    def told(turn: Callable[[Any], Refusal]) -> Callable[[HttpRequest, Any], HttpResponse]:
        return lambda http, exception: problem(turn(exception))

    api.add_exception_handler(Refusal, told(lambda refusal: refusal))
    api.add_exception_handler(ValidationError, told(bad_input))
    api.add_exception_handler(HttpError, told(lambda error: Unreadable()))
    api.add_exception_handler(RequestDataTooBig, told(lambda error: too_large()))
    api.add_exception_handler(SuspiciousOperation, told(lambda error: Unreadable()))
    api.add_exception_handler(MultiPartParserError, told(lambda error: Unreadable()))
    api.add_exception_handler(OverflowError, told(lambda error: Invalid(OUT_OF_RANGE)))
    api.add_exception_handler(DatabaseError, told(of_database))
    api.add_exception_handler(InterfaceError, told(of_database))
    api.add_exception_handler(Exception, told(of_ours))


def bad_input(invalid: ValidationError) -> BadInput:
    """Each field with its own sentence; the first of several about one field."""
    errors: dict[str, Sentence] = {}
    for error in invalid.errors:
        source, *path = error["loc"]
        steps = path[1:] if source in ("body", "form", "file") else path
        name = ".".join(str(step) for step in steps) or source
        errors.setdefault(name, sentence_of(error))
    return BadInput(fields=", ".join(errors), errors=errors)


def too_large() -> TooLarge:
    """More than is read into memory."""
    return TooLarge(most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024)


def of_database(error: DatabaseError) -> Refusal:
    """What the database refused: twice the same, out of range, at the same moment, or nothing at all."""
    cause = error.__cause__
    if isinstance(error, IntegrityError):
        return refusal_of(error) or (Invalid(TOGETHER) if isinstance(cause, CheckViolation) else of_ours(error))
    if refused := refusal_of(error):
        return refused
    if isinstance(error, OperationalError | InterfaceError):
        log.error("The database does not answer: %s", error)
        return OutOfService()
    return of_ours(error)


def of_ours(error: Exception) -> Broken:
    """A bug: logged with its traceback, told without it."""
    log.error("An operation of the API failed.", exc_info=error)
    return Broken()
