"""How a message is put among those that wait to be sent, or kept where no mail server is set."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from aftercare.domains.channels.events import MessageQueued
from aftercare.domains.channels.mail import mail_is_set
from aftercare.domains.channels.models import Message
from aftercare.domains.channels.states import MessageState
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish_all
from aftercare.kit.rows import insert_rows

LONGEST_SUBJECT = 300


def standing(send_at: datetime) -> dict[str, Any]:
    """How a new message begins: due at an instant, or kept back because nothing can be sent."""
    if mail_is_set():
        return {"state": MessageState.QUEUED, "send_at": send_at}
    return {"state": MessageState.HELD, "send_at": None}


def queue_messages(actor: Actor, written: Sequence[Message], *, at: datetime) -> list[Message]:
    """Keep messages, each key once, in two statements; returns those that were not known before."""
    if not written:
        return []
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    for message in written:
        message.mail_id = f"<{message.id}@{host}>"
        message.subject = " ".join(message.subject.split())[:LONGEST_SUBJECT]
    new = insert_rows(written, once="key")
    if new:
        publish_all(actor, [_fact(message) for message in new], at=at)
    return new


def _fact(message: Message) -> MessageQueued:
    return MessageQueued(
        message_id=message.id,
        kind=message.kind,
        about_kind=message.about_kind,
        about_id=message.about_id,
        person_id=message.person_id,
        contact_id=message.contact_id,
    )
