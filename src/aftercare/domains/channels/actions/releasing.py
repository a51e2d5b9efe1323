"""Let go what was held back while no mail server was set."""

from datetime import datetime

from django.db import transaction

from aftercare.domains.channels.errors import NoMailServer
from aftercare.domains.channels.events import MessageSentAgain
from aftercare.domains.channels.mail import mail_is_set
from aftercare.domains.channels.policies import may_manage_channels
from aftercare.domains.channels.queries import fresh_held_messages
from aftercare.domains.channels.states import FLOW
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require

AT_ONCE = 500


@transaction.atomic
def send_held_messages(actor: Actor, *, at: datetime) -> int:
    """Put what was held back within the last day among those that wait; returns how many, at most 500 at once.

    What is older stays: who reads it now would wonder.
    """
    require(may_manage_channels(actor))
    if not mail_is_set():
        raise NoMailServer()
    held = list(fresh_held_messages(at=at).select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    for message in held:
        move = FLOW.move(message, "send_again")
        message.send_at, message.tries, message.last_error = at, 0, ""
        message.save(update_fields=["state", "send_at", "tries", "last_error"])
        publish(actor, MessageSentAgain(message_id=message.id), at=at, move=move)
    return len(held)
