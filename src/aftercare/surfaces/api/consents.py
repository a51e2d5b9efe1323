"""Who agrees to offers, by which channel, since when and noted by whom."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.customers.actions import note_consent, withdraw_consent
from aftercare.domains.customers.models import Consent, Contact
from aftercare.domains.customers.queries import consents_of
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Instant, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.places import CONTACT, contacts, contacts_seen

OfferChannelName = Literal["phone", "wechat", "sms", "mail"]


class ConsentShown(TypedDict):
    """What a person agreed to; over since `withdrawn_at`."""

    channel: OfferChannelName
    given_at: datetime
    how: str
    noted_by: Annotated[UUID | None, Field(description="The user who noted it.")]
    withdrawn_at: datetime | None
    withdrawn_by: UUID | None
    why: str


class ConsentList(TypedDict):
    """All of one person, the latest first."""

    items: list[ConsentShown]


class ConsentNoted(Body):
    """A channel that is agreed to."""

    channel: OfferChannelName
    done_at: Instant | None = Field(None, description="Since when, if not just now.")
    how: Text = Field("", max_length=200, examples=["订单上签字"])


class ConsentEnded(Body):
    """A channel, or all of them."""

    channel: OfferChannelName | Literal[""] = ""
    why: Text = Field("", max_length=200)


def _all(contact: Contact) -> dict[str, Any]:
    return {"items": [_shown(one) for one in consents_of(contact)]}


def _shown(one: Consent) -> dict[str, Any]:
    names = ("channel", "given_at", "how", "noted_by", "withdrawn_at", "withdrawn_by", "why")
    return {name: getattr(one, name) for name in names}


@contacts.reads(f"{CONTACT}/consents", ConsentList)
def list_contact_consents(call: Call, id: UUID) -> dict[str, Any]:
    """List what a person agreed to.

    By which channels offers may be made, and what was withdrawn.
    """
    return _all(found(contacts_seen(call), id))


@contacts.moves(f"{CONTACT}/consent", ConsentList, versioned=False)
def note_contact_consent(call: Call, id: UUID, body: ConsentNoted) -> dict[str, Any]:
    """Note that a person agrees to offers by a channel.

    One that holds already stays as it is.
    """
    contact = found(contacts_seen(call), id)
    note_consent(call.actor, contact, at=call.at, also=[contact.customer_id], **body.given())
    return _all(contact)


@contacts.moves(f"{CONTACT}/withdraw_consent", ConsentList, versioned=False)
def withdraw_contact_consent(call: Call, id: UUID, body: ConsentEnded | None = None) -> dict[str, Any]:
    """Withdraw what a person agreed to.

    By one channel or all; nobody asks them that way any more.
    """
    contact, given = found(contacts_seen(call), id), body.given() if body else {}
    withdraw_consent(call.actor, contact, at=call.at, also=[contact.customer_id], **given)
    return _all(contact)
