"""From rows to bytes: JSON without escapes, entity tags, and `not modified`."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

OPTIONS = orjson.OPT_UTC_Z
JSON = "application/json"


def to_json(body: Any) -> bytes:
    """The body as JSON; lazy sentences and decimals become texts."""
    return orjson.dumps(body, default=str, option=OPTIONS)


class Renderer(BaseRenderer):
    """Writes what ninja itself answers."""

    media_type = JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return to_json(data)


class BodyParser(Parser):
    """Reads bodies; text that is not UTF-8 or holds more than JSON is refused."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        body: dict[str, Any] = _whole(orjson.loads(request.body))
        return body


def _whole(value: Any) -> Any:
    """60 and 60.0 are the same number in JSON, so they are the same here."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return {name: _whole(each) for name, each in value.items()} if isinstance(value, dict) else value


def answer(body: Any, *, status: int = 200, location: str = "") -> HttpResponse:
    """A JSON answer; a thing with a version carries it as its entity tag."""
    return plain_answer(to_json(body), status=status, headers=_headers(body, location))


def plain_answer(content: bytes, *, status: int, headers: Mapping[str, str]) -> HttpResponse:
    """An answer whose JSON is already written."""
    made = HttpResponse(content, status=status, content_type=JSON)
    made["Cache-Control"] = "no-store"
    for name, value in headers.items():
        made[name] = value
    return made


def not_modified(etag: str) -> HttpResponse:
    """The caller already holds this version."""
    made = HttpResponse(status=304)
    del made["Content-Type"]
    made["ETag"] = etag
    made["Cache-Control"] = "no-store"
    return made


def etag_of(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def _headers(body: Any, location: str) -> dict[str, str]:
    headers = {"Location": location} if location else {}
    if isinstance(body, dict) and isinstance(body.get("version"), int):
        headers["ETag"] = etag_of(body["version"])
    return headers
