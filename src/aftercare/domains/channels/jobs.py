"""Timed work of the room."""

from functools import partial

from aftercare.domains.channels.actions import deliver_message, warn_of_ending_grants
from aftercare.domains.channels.mail import Carrier, mail_is_set
from aftercare.domains.channels.queries import due_messages
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.kit.jobs import daily, every
from aftercare.kit.sweeping import sweep


def send_due() -> int:
    """Send what is due, one after the other, each in a transaction of its own; what fails is due again later."""
    if not mail_is_set():
        return 0
    carrier, actor = Carrier(), system("mail")
    try:
        deliver = partial(deliver_message, actor, carry=carrier.carry)
        return sweep(due_messages, lambda message, at: deliver(message, at=at), clock=now, batch=1)
    finally:
        carrier.close()


send_messages = every(5, "channels.send_messages")(send_due)


@daily(22, 20, "channels.warn_of_ending_grants")
def warn_holders() -> int:
    """Early in China's morning, tell whose role ends within three days."""
    return warn_of_ending_grants(system("rights-watch"), at=now())
