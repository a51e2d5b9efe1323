"""What stands before the pages: bodies are taken in whole, headers can't pass for others."""

import asyncio
import json
from typing import Any

import pytest
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from aftercare.config.asgi import application

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


@csrf_exempt
def echo(http: HttpRequest) -> JsonResponse:
    told = {"length": len(http.body), "claimed": http.META["CONTENT_LENGTH"], "file": http.headers.get("X-File", "")}
    return JsonResponse({**told, **http.GET.dict()})


urlpatterns = [path("echo", echo)]


def asked(messages: list[dict[str, Any]], *headers: tuple[bytes, bytes], query: bytes = b"") -> list[dict[str, Any]]:
    """What the application sends when these messages arrive, with a pause before each."""
    scope = {
        "type": "http", "method": "POST", "path": "/echo", "root_path": "", "query_string": query,
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 5000),
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"), *headers],
    }  # fmt: skip
    arriving, sent = iter(messages), []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.01)
        return next(arriving)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(application(scope, receive, send))
    return sent


def piece(body: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def body_of(sent: list[dict[str, Any]]) -> bytes:
    assert sent[0]["status"] == 200
    return b"".join(message["body"] for message in sent[1:])


def test_a_body_in_pieces_arrives_whole_whatever_length_was_claimed():
    sent = asked([piece(b"a" * 70_000), piece(b"b" * 2_000_000), piece(b"", more=False)], (b"content-length", b"3"))
    assert body_of(sent) == b'{"length": 2070000, "claimed": "2070000", "file": ""}'


def test_a_caller_who_leaves_halfway_is_not_answered():
    assert asked([piece(b'{"half":'), {"type": "http.disconnect"}]) == []


def test_a_header_with_an_underscore_does_not_pass_for_another():
    sent = asked([piece(b"{}", more=False)], (b"x_file", b"forged"))
    assert body_of(sent) == b'{"length": 2, "claimed": "2", "file": ""}'


def test_letters_typed_into_the_query_as_they_are_arrive():
    sent = asked([piece(b"{}", more=False)], query="q=漏水&r=a%20b+c%25".encode())
    assert json.loads(body_of(sent)) == {"length": 2, "claimed": "2", "file": "", "q": "漏水", "r": "a b c%"}


def test_a_body_longer_than_anybody_may_send_is_not_kept():
    pieces = [piece(b"x" * (8 << 20)) for _n in range(20)]
    sent = asked(pieces)
    assert [message.get("status") for message in sent] == [413, None]
