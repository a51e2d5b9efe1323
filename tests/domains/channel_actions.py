"""A good call of every action of the room that tells people and writes to customers."""

from datetime import time

from tests.domains.every_action import Good, good
from tests.surfaces.api.cast import Cast


def calls_of_channels(cast: Cast) -> dict[str, Good]:
    """By its name `channels.action`."""
    words = {"language": "en", "text": "{link}"}
    about = {"about": cast.pending.ref, "label": cast.pending.number, "kind": "request.mentioned"}
    return {
        "channels.notify_people": good(people=[cast.guest.id], key="k", **about),
        "channels.read_notification": good(cast.told),
        "channels.read_all_notifications": good(cast.guest),
        "channels.set_notification_choice": good(cast.guest, kind="request.mentioned", page=True, mail=False),
        "channels.set_quiet_hours": good(cast.guest, starts=time(22), ends=time(7)),
        "channels.clear_quiet_hours": good(cast.guest),
        "channels.warn_of_ending_grants": good(),
        "channels.choose_for_contact": good(cast.contact, mail=False),
        "channels.deliver_message": good(cast.message, carry=lambda mail: None),
        "channels.send_held_messages": good(),
        "channels.write_to_person": good(cast.guest, letter="invitation", key="k"),
        "channels.send_message_again": good(cast.message),
        "channels.write_to_customer": good(cast.pending, event="received", key="k"),
        "channels.write_sign_in_link": good(cast.contact, minutes=20),
        "channels.set_template": Good(None, {"event": "received", "subject": "{number}", **words}),
        "channels.take_back_template": good(event="received", language="en"),
        "channels.set_reply_template": good(code="bye", name="Bye", **words),
        "channels.remove_reply_template": good(cast.reply),
    }
