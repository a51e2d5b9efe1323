"""Messages that leave the house, the words they carry, and ready answers."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.channels.actions import (
    send_held_messages,
    send_message_again,
    set_template,
    take_back_template,
)
from aftercare.domains.channels.models import Message
from aftercare.domains.channels.policies import may_manage_channels, visible_messages
from aftercare.domains.channels.queries import Words, all_words, words_for
from aftercare.domains.channels.queries import messages as outgoing
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Flag, Nothing, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.users import LanguageName
from aftercare.surfaces.api.versions import expected_version, unchanged

messages = Noun("messages", "Messages 发出的消息: mails to customers and colleagues, with what became of each.")
templates = Noun("templates", "Templates 消息模板: what customers are written on which event, in which language.")
StateName = Literal["queued", "sent", "failed", "held"]
EventName = Literal["received", "visit_planned", "date_moved", "handled", "closed", "cancelled"]


class MessageShown(TypedDict):
    """A mail that leaves."""

    id: UUID
    state: Annotated[StateName, Field(description="`held`: not sent, because no mail server is set.")]
    kind: str
    to: Annotated[str, Field(description="Whom it goes to, by name.")]
    person_id: UUID | None
    contact_id: UUID | None
    language: str
    subject: str
    about_kind: str
    about_id: UUID
    label: str
    written_at: datetime
    send_at: Annotated[datetime | None, Field(description="When the next try is due.")]
    sent_at: datetime | None
    tries: int
    last_error: str
    version: int


class MessageWhole(MessageShown):
    """A mail with its words."""

    text: str
    mail_id: Annotated[str, Field(description="Its Message-ID, the same at every try.")]


class MessageQuery(Listing):
    """Which messages."""

    state: StateName | None = None
    kind: Text | None = Field(None, max_length=60)
    about_kind: Text | None = Field(None, max_length=40)
    about_id: UUID | None = None
    sort: Literal["created_at", "-created_at"] = "-created_at"


PLAIN = (
    *("id", "state", "kind", "person_id", "contact_id", "language", "subject", "about_kind", "about_id"),
    *("written_at", "send_at", "sent_at", "tries", "last_error", "version"),
)


def _row(row: Message) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in PLAIN}, "to": row.recipient, "label": row.about_label}


def _whole(row: Message) -> dict[str, Any]:
    return {**_row(row), "text": row.text, "mail_id": row.mail_id}


@messages.lists("/messages", MessageShown)
def list_messages(call: Call, query: Query[MessageQuery]) -> dict[str, Any]:
    """List what leaves the house.

    The latest first.
    """
    require(may_manage_channels(call.actor))
    return listed(outgoing(call.actor).filter(**query.filters()), query, each(_row))


@messages.reads("/messages/{uuid:id}", MessageWhole)
def read_message(call: Call, id: UUID) -> dict[str, Any]:
    """Read a message.

    With its words.
    """
    return _whole(found(visible_messages(call.actor).select_related("person", "contact"), id))


@messages.moves("/messages/{uuid:id}/send_again", MessageWhole)
def resend_message(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Send a message again.

    One that failed, or was held back because no mail server was set.
    """
    rows = visible_messages(call.actor).select_related("person", "contact")
    return _whole(send_message_again(call.actor, unchanged(call, found(rows, id)), at=call.at))


class HeldSent(TypedDict):
    """How many are on their way."""

    sent: Annotated[int, Field(description="At most 500 at once; call again for more.")]


@messages.moves("/messages/send_held", HeldSent, versioned=False)
def release_held_messages(call: Call, body: Nothing | None = None) -> dict[str, Any]:
    """Send what was held back within the last day.

    Where a mail server was set since.
    """
    return {"sent": send_held_messages(call.actor, at=call.at)}


class TemplateShown(TypedDict):
    """What customers are written on an event in a language."""

    event: str
    language: LanguageName
    label: str
    subject: str
    text: str
    active: Annotated[bool, Field(description="Whether it is sent at all.")]
    own: Annotated[bool, Field(description="Whether this installation wrote it; else it came with the system.")]
    placeholders: dict[str, str]
    version: Annotated[int, Field(description="0 for words that came with the system.")]


class TemplatesShown(TypedDict):
    """Every message to customers."""

    items: list[TemplateShown]


def _show_words(words: Words) -> dict[str, Any]:
    plain = {name: getattr(words, name) for name in ("language", "subject", "text", "active")}
    meaning = {name: str(what) for name, what in words.letter.placeholders.items()}
    told = {"event": words.letter.code, "label": str(words.letter.label), "own": words.own is not None}
    return {**told, **plain, "placeholders": meaning, "version": words.own.version if words.own else 0}


@templates.reads("/templates", TemplatesShown)
def read_templates(call: Call) -> dict[str, Any]:
    """Read what customers are written.

    Every event in every language.
    """
    require(may_manage_channels(call.actor))
    return {"items": [_show_words(words) for words in all_words()]}


class TemplateWords(Body):
    """The words, with placeholders such as {number}."""

    subject: Text = Field(min_length=1, max_length=200, examples=["【{number}】已收到您的服务请求"])
    text: Text = Field(min_length=1, max_length=8000, examples=["{contact}，您好！查看进度：{link}"])
    active: Flag = True


@templates.sets("/templates/{event}/{language}", TemplateShown, versioned=True)
def write_template(call: Call, event: EventName, language: LanguageName, body: TemplateWords) -> dict[str, Any]:
    """Say in which words customers are written on an event.

    Placeholders that stand for nothing there are refused.
    """
    expected = expected_version(call.http)
    set_template(call.actor, event=event, language=language, at=call.at, expected=expected, **body.model_dump())
    return _show_words(words_for(event, language))


@templates.removes("/templates/{event}/{language}")
def take_template_back(call: Call, event: EventName, language: LanguageName) -> None:
    """Let the words that came with the system count again.

    What was sent stays as it was.
    """
    take_back_template(call.actor, event=event, language=language, at=call.at)
