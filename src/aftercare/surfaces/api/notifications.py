"""Notifications: what the caller was told, and how the caller wants to be told."""

from datetime import datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.channels.actions import (
    choose_for_contact,
    clear_quiet_hours,
    read_all_notifications,
    read_notification,
    set_notification_choice,
    set_quiet_hours,
)
from aftercare.domains.channels.kinds import KINDS
from aftercare.domains.channels.models import Notification
from aftercare.domains.channels.policies import visible_notifications
from aftercare.domains.channels.queries import Chosen, choices_of, quiet_hours_of
from aftercare.domains.customers.models import Contact
from aftercare.domains.customers.policies import visible_to
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Body, Flag, Nothing, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.versions import unchanged

notifications = Noun("notifications", "Notifications 通知: what the caller was told; nothing is asked by them.")
notification_choices = Noun(
    "notification_choices", "Notification choices 通知设置: of what the caller is told, how, and when no mail comes."
)


class NotificationShown(TypedDict):
    """One thing the caller was told."""

    id: UUID
    kind: Annotated[str, Field(examples=["request.assigned"])]
    says: Annotated[str, Field(description="The line as a page shows it, in the caller's language.")]
    about_kind: str
    about_id: UUID
    label: str
    params: dict[str, Any]
    at: datetime
    read_at: datetime | None
    version: int


class NotificationQuery(Listing):
    """Which of them."""

    unread: AskedFlag = Field(False, description="Only those that were not looked at.")
    kind: Text | None = Field(None, max_length=60)
    sort: Literal["at", "-at"] = "-at"


def _show(row: Notification) -> dict[str, Any]:
    plain = ("id", "kind", "about_kind", "about_id", "params", "at", "read_at", "version")
    kind = KINDS.get(row.kind)
    says = kind.words(row.about_label, row.facts) if kind else row.about_label
    return {**{name: getattr(row, name) for name in plain}, "label": row.about_label, "says": says}


@notifications.lists("/notifications", NotificationShown)
def list_notifications(call: Call, query: Query[NotificationQuery]) -> dict[str, Any]:
    """List what one was told.

    The latest first.
    """
    given = query.filters()
    given.pop("unread", None)
    rows = visible_notifications(call.actor).filter(**given)
    return listed(rows.filter(read_at=None) if query.unread else rows, query, each(_show))


@notifications.reads("/notifications/{uuid:id}", NotificationShown)
def read_a_notification(call: Call, id: UUID) -> dict[str, Any]:
    """Read a notification.

    It stays unread until it is marked.
    """
    return _show(found(visible_notifications(call.actor), id))


@notifications.moves("/notifications/{uuid:id}/read", NotificationShown)
def mark_notification_read(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Mark a notification as read.

    Twice is once.
    """
    return _show(
        read_notification(call.actor, unchanged(call, found(visible_notifications(call.actor), id)), at=call.at)
    )


class ReadShown(TypedDict):
    """How many were unread before."""

    read: int


@notifications.moves("/notifications/read", ReadShown, versioned=False)
def mark_all_notifications_read(call: Call, body: Nothing | None = None) -> dict[str, Any]:
    """Mark everything one was told as read.

    Up to the moment of the call.
    """
    return {"read": read_all_notifications(call.actor, call.user, at=call.at)}


class ChoiceShown(TypedDict):
    """How the caller is told of one kind of thing."""

    kind: str
    label: str
    sentence: Annotated[str, Field(description="Why one is told.")]
    page: bool
    mail: bool
    own: Annotated[bool, Field(description="Whether the caller chose this; else it is the usual way.")]
    urgent: Annotated[bool, Field(description="Mailed in quiet hours too.")]


class QuietShown(TypedDict):
    """When no mail comes, by the clock of the caller's own zone."""

    starts: Annotated[str, Field(examples=["22:00"])]
    ends: Annotated[str, Field(examples=["07:00"])]


class ChoicesShown(TypedDict):
    """Everything the caller chose."""

    choices: list[ChoiceShown]
    quiet_hours: QuietShown | None


def _show_choice(one: Chosen) -> dict[str, Any]:
    told = {"kind": one.kind.code, "label": str(one.kind.label), "sentence": str(one.kind.sentence)}
    return {**told, "page": one.page, "mail": one.mail, "own": one.own, "urgent": one.kind.urgent}


def _choices(call: Call) -> dict[str, Any]:
    quiet = quiet_hours_of(call.user)
    span = {"starts": f"{quiet.starts:%H:%M}", "ends": f"{quiet.ends:%H:%M}"} if quiet else None
    return {"choices": [_show_choice(one) for one in choices_of(call.user)], "quiet_hours": span}


@notification_choices.reads("/notification_choices", ChoicesShown)
def read_notification_choices(call: Call) -> dict[str, Any]:
    """Read what one is told.

    Every kind, with the usual way where nothing was chosen.
    """
    return _choices(call)


class Ways(Body):
    """By which ways."""

    page: Flag
    mail: Flag


@notification_choices.sets("/notification_choices/kinds/{kind}", ChoicesShown)
def choose_notification(call: Call, kind: str, body: Ways) -> dict[str, Any]:
    """Say how one is told of a kind of thing.

    On the page, by mail, both or neither.
    """
    set_notification_choice(call.actor, call.user, kind=kind, page=body.page, mail=body.mail, at=call.at)
    return _choices(call)


HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class Quiet(Body):
    """From when until when; an end before the beginning is on the next day."""

    starts: str = Field(pattern=HOUR, examples=["22:00"])
    ends: str = Field(pattern=HOUR, examples=["07:00"])


@notification_choices.sets("/notification_choices/quiet_hours", ChoicesShown)
def choose_quiet_hours(call: Call, body: Quiet) -> dict[str, Any]:
    """Say when no mail is to come.

    What is urgent comes all the same.
    """
    spans = {"starts": time.fromisoformat(body.starts), "ends": time.fromisoformat(body.ends)}
    set_quiet_hours(call.actor, call.user, at=call.at, **spans)
    return _choices(call)


@notification_choices.removes("/notification_choices/quiet_hours")
def remove_quiet_hours(call: Call) -> None:
    """Let mail come at any time.

    As it is unless chosen otherwise.
    """
    clear_quiet_hours(call.actor, call.user, at=call.at)


class ContactMail(Body):
    """Whether mail is wanted."""

    mail: Flag


class ContactMailShown(TypedDict):
    """Whether a customer's person gets mail about their requests."""

    contact_id: UUID
    mail: bool


@notification_choices.sets("/notification_choices/contacts/{uuid:id}", ContactMailShown)
def choose_contact_mail(call: Call, id: UUID, body: ContactMail) -> dict[str, Any]:
    """Say whether a customer's person wants mail about their requests.

    They do unless this says no.
    """
    contacts = Contact.objects.filter(customer__in=visible_to(call.actor).values("pk")).select_related("customer")
    row = choose_for_contact(call.actor, found(contacts, id), mail=body.mail, at=call.at)
    return {"contact_id": row.contact_id, "mail": row.mail}
