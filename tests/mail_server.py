"""A real mail server on the loopback address, and what arrives there."""

import email
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller


@dataclass
class Box:
    """What the server took; `answer` is what it says to whoever brings a mail."""

    mails: list[EmailMessage] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
            self.to.append(envelope.rcpt_tos)
        return self.answer


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def mail_settings(settings) -> int:
    """A mail server is set; nobody listens there yet."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "华安服务 <service@example.com>"
    settings.BASE_URL = "https://service.example.com"
    return settings.EMAIL_PORT


@pytest.fixture
def box(mail_settings: int) -> Iterator[Box]:
    """What arrives at the mail server."""
    kept = Box()
    server = Controller(kept, hostname="127.0.0.1", port=mail_settings)
    server.start()
    try:
        yield kept
    finally:
        server.stop()
