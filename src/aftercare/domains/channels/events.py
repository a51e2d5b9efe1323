"""What happens when people are told something, choose what they are told, or write the words."""

from uuid import UUID

from aftercare.kit.events import event


@event("notification.made")
class NotificationMade:
    """People were told one thing on their pages: one fact for all of them, and the line of the first.

    Older facts name one person each, in `person_id`.
    """

    notification_id: UUID
    kind: str
    about_kind: str
    about_id: UUID
    person_ids: tuple[UUID, ...] = ()
    person_id: UUID | None = None


@event("message.queued")
class MessageQueued:
    """A mail was written; it waits to be sent, or is held back where no mail server is set."""

    message_id: UUID
    kind: str
    about_kind: str
    about_id: UUID
    person_id: UUID | None = None
    contact_id: UUID | None = None


@event("message.sent")
class MessageSent:
    """The mail server took it."""

    message_id: UUID
    tries: int


@event("message.given_up")
class MessageGivenUp:
    """The mail server refused it for good, or too often; somebody may send it again."""

    message_id: UUID
    tries: int


@event("message.sent_again")
class MessageSentAgain:
    """Somebody put it back among those that wait to be sent."""

    message_id: UUID


@event("user.notification_chosen")
class NotificationChosen:
    """A person said how to be told of a kind of thing."""

    person_id: UUID
    kind: str
    page: bool
    mail: bool


@event("user.quiet_hours_set")
class QuietHoursSet:
    """A person said when no mail is to come, or that it may come at any time."""

    person_id: UUID
    starts: str = ""
    ends: str = ""


@event("contact.mail_chosen")
class ContactMailChosen:
    """A customer's person wants mail, or wants none."""

    contact_id: UUID
    mail: bool


@event("template.set")
class TemplateSet:
    """Customers are written in other words from now on, or not at all."""

    template_id: UUID
    event: str
    language: str
    active: bool


@event("template.taken_back")
class TemplateTakenBack:
    """The product's own words count again."""

    template_id: UUID
    event: str
    language: str


@event("reply_template.set")
class ReplyTemplateSet:
    """A ready answer was added or changed."""

    reply_id: UUID
    code: str
    language: str


@event("reply_template.removed")
class ReplyTemplateRemoved:
    """A ready answer is offered no more."""

    reply_id: UUID
    code: str
    language: str
