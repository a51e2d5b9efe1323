"""Messages that leave the house, the words they carry, and ready answers."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.channels.actions import (
    remove_reply_template,
    send_message_again,
    set_reply_template,
    set_template,
    take_back_template,
)
from aftercare.domains.channels.models import Message, ReplyTemplate
from aftercare.domains.channels.policies import may_manage_channels, visible_messages
from aftercare.domains.channels.queries import Words, all_words, words_for
from aftercare.domains.channels.queries import messages as outgoing
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import Body, Flag, Nothing, Text, one_of
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.staff import need_staff
from aftercare.surfaces.api.users import LanguageName
from aftercare.surfaces.api.versions import unchanged

messages = Noun("messages", "Messages 发出的消息: mails to customers and colleagues, with what became of each.")
templates = Noun("templates", "Templates 消息模板: what customers are written on which event, in which language.")
reply_templates = Noun("reply_templates", "Reply templates 快捷回复: ready answers of the desk.")
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


class TemplatesShown(TypedDict):
    """Every message to customers."""

    items: list[TemplateShown]


def _show_words(words: Words) -> dict[str, Any]:
    plain = {name: getattr(words, name) for name in ("language", "subject", "text", "active")}
    meaning = {name: str(what) for name, what in words.letter.placeholders.items()}
    told = {"event": words.letter.code, "label": str(words.letter.label), "own": words.own is not None}
    return {**told, **plain, "placeholders": meaning}


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


@templates.sets("/templates/{event}/{language}", TemplateShown)
def write_template(call: Call, event: EventName, language: LanguageName, body: TemplateWords) -> dict[str, Any]:
    """Say in which words customers are written on an event.

    Placeholders that stand for nothing there are refused.
    """
    set_template(call.actor, event=event, language=language, at=call.at, **body.model_dump())
    return _show_words(words_for(event, language))


@templates.removes("/templates/{event}/{language}")
def take_template_back(call: Call, event: EventName, language: LanguageName) -> None:
    """Let the words that came with the system count again.

    What was sent stays as it was.
    """
    take_back_template(call.actor, event=event, language=language, at=call.at)


class ReplyShown(TypedDict):
    """A ready answer."""

    id: UUID
    code: str
    language: LanguageName
    name: str
    text: str
    kind: Annotated[str | None, Field(description="For one kind of request; null for all.")]
    version: int


class ReplyQuery(Listing):
    """Which answers."""

    code: Text | None = Field(None, max_length=40)
    language: LanguageName | None = None
    kind: Text | None = Field(None, max_length=40)
    sort: Literal["code", "-code", "name", "-name"] = "code"


class NewReply(Body):
    """A ready answer to add."""

    code: Text = Field(min_length=1, max_length=40, pattern=r"^[-a-zA-Z0-9_]+$", examples=["waiting-for-parts"])
    language: LanguageName = "zh-hans"
    name: Text = Field(min_length=1, max_length=80, examples=["等待配件"])
    text: Text = Field(min_length=1, max_length=8000, examples=["配件已订购，到货后马上与您联系。"])
    kind: Text | None = Field(None, max_length=40, json_schema_extra=one_of("request_kinds"))


class ReplyChanges(Body):
    """The fields to change."""

    code: Text | None = Field(None, min_length=1, max_length=40, pattern=r"^[-a-zA-Z0-9_]+$")
    language: LanguageName | None = None
    name: Text | None = Field(None, min_length=1, max_length=80)
    text: Text | None = Field(None, min_length=1, max_length=8000)
    kind: Text | None = Field(None, max_length=40, json_schema_extra=one_of("request_kinds"))


def _show_reply(row: ReplyTemplate) -> dict[str, Any]:
    plain = ("id", "code", "language", "name", "text", "version")
    return {**{name: getattr(row, name) for name in plain}, "kind": row.kind_id}


def _kind(code: str | None) -> RequestKind | None:
    if code is None:
        return None
    kind = RequestKind.objects.filter(pk=code).first()
    if kind is None:
        raise missing("kind")
    return kind


@reply_templates.lists("/reply_templates", ReplyShown)
def list_reply_templates(call: Call, query: Query[ReplyQuery]) -> dict[str, Any]:
    """List ready answers.

    Of all languages and kinds unless asked otherwise.
    """
    need_staff(call)
    return listed(ReplyTemplate.objects.filter(**query.filters()), query, each(_show_reply))


@reply_templates.reads("/reply_templates/{uuid:id}", ReplyShown)
def read_reply_template(call: Call, id: UUID) -> dict[str, Any]:
    """Read a ready answer.

    With its words.
    """
    need_staff(call)
    return _show_reply(found(ReplyTemplate.objects.all(), id))


@reply_templates.makes("/reply_templates", ReplyShown)
def create_reply_template(call: Call, body: NewReply) -> dict[str, Any]:
    """Add a ready answer.

    Its code is there once in a language.
    """
    kind = _kind(body.kind)
    return _show_reply(set_reply_template(call.actor, kind=kind, at=call.at, **body.model_dump(exclude={"kind"})))


@reply_templates.changes("/reply_templates/{uuid:id}", ReplyShown)
def change_reply_template(call: Call, id: UUID, body: ReplyChanges) -> dict[str, Any]:
    """Change a ready answer.

    Those who sent it before are not concerned.
    """
    require(may_manage_channels(call.actor))
    row = unchanged(call, found(ReplyTemplate.objects.select_related("kind"), id))
    given = {name: value for name, value in body.given("kind").items() if value is not None}
    words = {name: getattr(row, name) for name in ("code", "language", "name", "text", "kind")} | given
    if "kind" in body.model_fields_set:
        words["kind"] = _kind(body.kind)
    return _show_reply(set_reply_template(call.actor, row, at=call.at, **words))


@reply_templates.removes("/reply_templates/{uuid:id}")
def drop_reply_template(call: Call, id: UUID) -> None:
    """Offer a ready answer no more.

    What was sent with it stays.
    """
    require(may_manage_channels(call.actor))
    remove_reply_template(call.actor, found(ReplyTemplate.objects.all(), id), at=call.at)
