"""Send what waits; try again what did not go, and keep what can't."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from aftercare.domains.channels.actions.leaving import as_it_leaves
from aftercare.domains.channels.errors import NoMailServer
from aftercare.domains.channels.events import MessageGivenUp, MessageSent, MessageSentAgain
from aftercare.domains.channels.mail import TROUBLE, Mail, is_final, mail_is_set
from aftercare.domains.channels.models import Message
from aftercare.domains.channels.policies import may_manage_channels, may_send
from aftercare.domains.channels.states import FLOW
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

# Tried again after a minute, two, four … and then every eight hours: two days in all.
MOST_TRIES = 15
LONGEST_PAUSE = timedelta(hours=8)
FIELDS = ("state", "send_at", "sent_at", "tries", "last_error")
KEPT = Message.objects.select_related("person", "contact")


@transaction.atomic
def deliver_message(actor: Actor, message: Message, *, carry: Callable[[Mail], None], at: datetime) -> Message:
    """Hand a message that is due to the mail server, and keep what came of it.

    The row is locked until then, so that no second worker sends it; one that was killed in between leaves it queued,
    and the repeat carries the same Message-ID.
    """
    require(may_send(actor))
    held = lock(KEPT, message.id)
    if held.send_at is None or held.send_at > at:
        return held
    held.tries += 1
    try:
        carry(as_it_leaves(held, at=at))
    except TROUBLE as trouble:
        _failed(actor, held, trouble, at=at)
    else:
        move = FLOW.move(held, "deliver")
        held.send_at, held.sent_at, held.last_error = None, at, ""
        publish(actor, MessageSent(message_id=held.id, tries=held.tries), at=at, move=move)
    held.save(update_fields=FIELDS)
    return held


def _failed(actor: Actor, message: Message, trouble: Exception, *, at: datetime) -> None:
    message.last_error = str(trouble)[:500] or type(trouble).__name__
    if message.tries < MOST_TRIES and not is_final(trouble):
        message.send_at = at + min(timedelta(minutes=2 ** (message.tries - 1)), LONGEST_PAUSE)
        return
    move = FLOW.move(message, "give_up")
    message.send_at = None
    publish(actor, MessageGivenUp(message_id=message.id, tries=message.tries), at=at, move=move)


@transaction.atomic
def send_message_again(actor: Actor, message: Message, *, at: datetime) -> Message:
    """Put a message that failed, or was held back, among those that wait to be sent."""
    require(may_manage_channels(actor))
    held = lock(KEPT, message.id)
    move = FLOW.check(held.state, "send_again")
    if not mail_is_set():
        raise NoMailServer()
    FLOW.move(held, "send_again")
    held.send_at, held.tries, held.last_error = at, 0, ""
    held.save(update_fields=FIELDS)
    publish(actor, MessageSentAgain(message_id=held.id), at=at, move=move)
    return held
