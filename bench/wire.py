"""HTTP as thin as it gets: a fresh connection for every request, so that the client costs next to nothing."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    def json(self) -> Any:
        """The body read as JSON."""
        return orjson.loads(self.body)


def send(port: int, ask: Ask) -> Answer:
    """Ask on a fresh connection and read until the server closes it."""
    lines = [f"{ask.method} {ask.path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Accept-Language: en"]
    lines += [f"{name}: {value}" for name, value in ask.headers.items()]
    if ask.body:
        lines.append(f"Content-Length: {len(ask.body)}")
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + ask.body)
        pieces = []
        while piece := connection.recv(262_144):
            pieces.append(piece)
    head, _gap, body = b"".join(pieces).partition(b"\r\n\r\n")
    return Answer(int(head.split(b" ", 2)[1]), head, _whole(head, body))


def _whole(head: bytes, body: bytes) -> bytes:
    if b"transfer-encoding: chunked" not in head.lower():
        return body
    found, rest = [], body
    while rest:
        size, _end, rest = rest.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            break
        found.append(rest[:length])
        rest = rest[length + 2 :]
    return b"".join(found)
