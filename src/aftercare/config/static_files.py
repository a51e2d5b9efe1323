"""Static files, answered whole: they are small, and a stream of pieces would wait for a thread at each piece."""

import contextlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile


class StaticFiles(WhiteNoiseMiddleware):
    """WhiteNoise, compressed files and caching and all, without its stream."""

    def __init__(self, *given: Any, **named: Any) -> None:
        with contextlib.suppress(OSError):  # where it can't be made, there is nothing to serve from it either
            Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        super().__init__(*given, **named)

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """The file, or the part of it that was asked for."""
        found = static_file.get_response(request.method, request.META)
        with contextlib.closing(found.file) if found.file else contextlib.nullcontext() as file:
            answer = HttpResponse(file.read() if file else b"", status=int(found.status))
        del answer["Content-Type"]
        for name, value in found.headers:
            answer[name] = value
        return answer
