"""The tables of the room."""

from aftercare.domains.channels.models.choices import ContactChoice, NotificationChoice, QuietHours
from aftercare.domains.channels.models.messages import Message
from aftercare.domains.channels.models.notifications import Notification
from aftercare.domains.channels.models.templates import ReplyTemplate, Template

__all__ = [
    "ContactChoice",
    "Message",
    "Notification",
    "NotificationChoice",
    "QuietHours",
    "ReplyTemplate",
    "Template",
]
