"""The room's commands: tell people, let them choose, write and send messages, keep the words."""

from aftercare.domains.channels.actions.accounts import write_to_person
from aftercare.domains.channels.actions.choosing import (
    choose_for_contact,
    clear_quiet_hours,
    set_notification_choice,
    set_quiet_hours,
)
from aftercare.domains.channels.actions.ending import warn_of_ending_grants
from aftercare.domains.channels.actions.reading import read_all_notifications, read_notification
from aftercare.domains.channels.actions.releasing import send_held_messages
from aftercare.domains.channels.actions.sending import deliver_message, send_message_again
from aftercare.domains.channels.actions.telling import notify_people
from aftercare.domains.channels.actions.templates import (
    remove_reply_template,
    set_reply_template,
    set_template,
    take_back_template,
)
from aftercare.domains.channels.actions.writing import write_sign_in_link, write_to_customer

__all__ = [
    "choose_for_contact",
    "clear_quiet_hours",
    "deliver_message",
    "notify_people",
    "read_all_notifications",
    "read_notification",
    "remove_reply_template",
    "send_held_messages",
    "send_message_again",
    "set_notification_choice",
    "set_quiet_hours",
    "set_reply_template",
    "set_template",
    "take_back_template",
    "warn_of_ending_grants",
    "write_sign_in_link",
    "write_to_customer",
    "write_to_person",
]
