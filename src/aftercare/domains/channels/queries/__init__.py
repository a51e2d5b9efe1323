"""Reads of the room: what people are told and chose, what leaves the house, and in which words."""

from aftercare.domains.channels.queries.concerned import concerned
from aftercare.domains.channels.queries.letters import (
    Addressee,
    Subject,
    Words,
    addressee_of,
    all_words,
    contact_of,
    language_of,
    reply_templates,
    wants_mail,
    words_for,
)
from aftercare.domains.channels.queries.messages import due_messages, fresh_held_messages, messages
from aftercare.domains.channels.queries.notifications import (
    Chosen,
    choices_of,
    latest_notifications,
    notifications_of,
    quiet_hours_of,
    unread_of,
)
from aftercare.domains.channels.queries.people import (
    ATTEMPTS,
    REQUESTS,
    Reader,
    desk_of,
    managers_of,
    readers,
    told_watchers,
)
from aftercare.domains.channels.queries.rights import answer_words, ending_grants, rights_deciders, role_words
from aftercare.domains.channels.queries.values import Part, sample_values, values_of

__all__ = [
    "ATTEMPTS",
    "REQUESTS",
    "Addressee",
    "Chosen",
    "Part",
    "Reader",
    "Subject",
    "Words",
    "addressee_of",
    "all_words",
    "answer_words",
    "choices_of",
    "concerned",
    "contact_of",
    "desk_of",
    "due_messages",
    "ending_grants",
    "fresh_held_messages",
    "language_of",
    "latest_notifications",
    "managers_of",
    "messages",
    "notifications_of",
    "quiet_hours_of",
    "readers",
    "reply_templates",
    "rights_deciders",
    "role_words",
    "sample_values",
    "told_watchers",
    "unread_of",
    "values_of",
    "wants_mail",
    "words_for",
]
