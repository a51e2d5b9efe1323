"""What leaves the house, and what is due to leave."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from aftercare.domains.channels.models import Message
from aftercare.domains.channels.policies import visible_messages
from aftercare.domains.channels.states import MessageState
from aftercare.kit.actor import Actor

FRESH = timedelta(days=1)


def messages(actor: Actor) -> QuerySet[Message]:
    """Outgoing messages with whom they go to; their words are read one by one."""
    return visible_messages(actor).select_related("person", "contact").defer("text", "html")


def due_messages(at: datetime) -> QuerySet[Message]:
    """Those that wait to be sent and whose time has come, the longest waiting first."""
    due = Message.objects.filter(send_at__lte=at).order_by("send_at", "id")
    return due.select_related("person", "contact")


def fresh_held_messages(*, at: datetime) -> QuerySet[Message]:
    """What was held back within the last day, the oldest first."""
    return Message.objects.filter(state=MessageState.HELD, written_at__gt=at - FRESH).order_by("id")
