"""The ASGI application that granian serves: live streams wait in the event loop, all else runs in threads that stay.

Django's own handler makes a thread for every request, which costs more than the answer of many of them.
"""

import os
import string
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from enum import Enum, auto
from typing import IO, Any
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

STREAM = "/api/v1/stream"
IN_MEMORY = 1 << 20  # bytes of a body; what is longer goes to a file
MOST_BYTES = 64 << 20  # no body is longer; who takes less says so himself
PIECE = 1 << 16

in_the_loop: Any = get_asgi_application()
pages: Any = get_wsgi_application()
in_threads: Any = WSGIMiddleware(pages, workers=settings.ENV.web_threads)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one HTTP request."""
    if scope["path"] == STREAM:
        return await in_the_loop(scope, receive, send)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
        match await _arrived(receive, body):
            case Arrival.WHOLE:
                await in_threads(_plain(scope, body.tell()), _given(body), send)
            case Arrival.TOO_LONG:
                await send({"type": "http.response.start", "status": 413, "headers": [(b"connection", b"close")]})
                await send({"type": "http.response.body", "body": b""})


class Arrival(Enum):
    """What became of a body."""

    WHOLE = auto()
    TOO_LONG = auto()
    BROKEN_OFF = auto()


async def _arrived(receive: Receive, body: IO[bytes]) -> Arrival:
    """Take in the whole body before a thread is taken, since senders may be slow, and no more than anybody may send."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return Arrival.BROKEN_OFF
        body.write(message.get("body", b""))
        if body.tell() > MOST_BYTES:
            return Arrival.TOO_LONG
        more = message.get("more_body", False)
    return Arrival.WHOLE


def _plain(scope: Message, length: int) -> Message:
    """The scope with the true length, and without headers that would pass for others: X_Y and X-Y become one name.

    Letters that somebody typed into the query as they are become what a browser would have sent.
    """
    query = quote_from_bytes(scope["query_string"], safe=string.printable).encode()
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name and name != b"content-length"]
    return {**scope, "query_string": query, "headers": [*headers, (b"content-length", str(length).encode())]}


def _given(body: IO[bytes]) -> Receive:
    """Hand out the body that has arrived."""
    body.seek(0)

    async def receive() -> Message:
        piece = body.read(PIECE)
        return {"type": "http.request", "body": piece, "more_body": len(piece) == PIECE}

    return receive
