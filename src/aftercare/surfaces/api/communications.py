"""How what was said is sent and told, about a request or with a customer."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.surfaces.api.fields import Body, Instant, Text

OutcomeName = Literal["", "reached", "no_answer", "busy", "call_later", "wrong_number"]
ChannelName = Literal["phone", "mail", "chat", "visit", "message", "portal", "sms", "wechat"]


class CommunicationGiven(Body):
    """A call, mail, chat, visit or message."""

    channel: ChannelName
    direction: Literal["in", "out"]
    text: Text = Field("", max_length=20_000)
    done_at: Instant | None = Field(None, description="When it was, if not just now.")
    follow_up_at: Instant | None = None
    outcome: OutcomeName = Field("", description="How the call ended; one that reached nobody answers no promise.")


class CommunicationShown(TypedDict):
    """What was said, by whom and when."""

    id: UUID
    channel: ChannelName
    direction: Literal["in", "out"]
    at: datetime
    by: Annotated[UUID | None, Field(description="The user who spoke; null where the house spoke by itself.")]
    automatic: bool
    text: str
    follow_up_at: datetime | None
    outcome: OutcomeName


def show_communication(said: Any) -> CommunicationShown:
    """One entry of the communication log."""
    return {
        "id": said.id,
        "channel": said.channel,
        "direction": said.direction,
        "at": said.at,
        "by": said.by,
        "automatic": said.automatic,
        "text": said.text,
        "follow_up_at": said.follow_up_at,
        "outcome": said.outcome,
    }
