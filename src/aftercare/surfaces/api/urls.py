"""The addresses of the API: every noun's operations, and a no for all others."""

import functools
from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from aftercare.surfaces.api import reference
from aftercare.surfaces.api.application import api
from aftercare.surfaces.api.errors import MethodRefused, UnknownAddress
from aftercare.surfaces.api.problems import problem
from aftercare.surfaces.api.stream.view import stream

View = Callable[..., Any]
NOT_ALLOWED = 405


@csrf_exempt
def unknown_address(http: HttpRequest) -> HttpResponse:
    """No operation is here."""
    return problem(UnknownAddress())


def with_problems(view: View) -> View:
    """The view, whose `method not allowed` is a problem as well."""

    def told(answer: HttpResponseBase) -> HttpResponseBase:
        if answer.status_code != NOT_ALLOWED:
            return answer
        return problem(MethodRefused(methods=", ".join(sorted(answer["Allow"].split(", ")))))

    @functools.wraps(view)
    def entry(http: HttpRequest, **values: Any) -> HttpResponseBase:
        return told(view(http, **values))

    @functools.wraps(view)
    async def async_entry(http: HttpRequest, **values: Any) -> HttpResponseBase:
        return told(await view(http, **values))

    return markcoroutinefunction(async_entry) if iscoroutinefunction(view) else entry


def _operations() -> list[URLPattern]:
    patterns: list[URLPattern] = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]
    for pattern in patterns:
        pattern.callback = with_problems(pattern.callback)
    return patterns


urlpatterns = [
    path("stream", stream, name="stream"),
    *reference.urlpatterns,
    path("", (_operations(), "api", "api")),
    re_path(r"", unknown_address),
]
