"""What is sent about requests: to enter one, to change it, and with each move."""

from typing import Any, Literal
from uuid import UUID

import orjson
from pydantic import ConfigDict, Field, JsonValue

from aftercare.surfaces.api.fields import Body, Flag, Instant, Text, Whole, one_of
from aftercare.surfaces.api.requests.records import CorrectionGiven, RecordGiven, RecordTyped
from aftercare.surfaces.api.requests.shown import PriorityName

ChannelName = Literal["phone", "portal", "mail", "chat", "social", "mobile", "api", "device"]
PROPOSAL: Any = Field(
    "",
    max_length=100_000,
    description="The `proposal` of the candidates that were looked at; refused where the list has changed since.",
)
REASON = Field(min_length=1, max_length=2000, description="Why; the words are kept with the request.")


class CustomerGiven(Body):
    """A customer by name; one who is already known by this phone is taken, else a new one is registered."""

    name: Text = Field(min_length=1, max_length=120, examples=["王芳"])
    phone: Text = Field("", max_length=40, examples=["13800138000"])
    email: Text = Field("", max_length=254)
    kind: Literal["person", "company"] = "person"


class SuspendedGiven(Body):
    """A request that begins suspended."""

    reason: Text = Field(min_length=1, max_length=40, examples=["customer"], json_schema_extra=one_of("pause_reasons"))
    until: Instant


def some(*names: str) -> ConfigDict:
    """At least one of these fields must be there."""
    there: JsonValue = {"not": {"enum": [None, ""]}}
    choices: list[JsonValue] = [{"required": [name], "properties": {name: there}} for name in names]
    return ConfigDict(extra="forbid", json_schema_extra={"anyOf": choices})


class WishedGiven(Body):
    """When the customer would like somebody to come; a wish, which promises nothing."""

    from_: Instant = Field(alias="from")
    to: Instant


class RequestGiven(Body):
    """A new request. What is left away takes its default: the customer's first site, the kind's priority."""

    model_config = some("customer_id", "customer", "device_id", "serial")

    customer_id: UUID | None = Field(None, description="A known customer; or name one in `customer`.")
    customer: CustomerGiven | None = None
    device_id: UUID | None = None
    serial: Text = Field("", max_length=80, description="The device by its serial number instead of its id.")
    kind: Text = Field(min_length=1, max_length=40, examples=["repair"], json_schema_extra=one_of("request_kinds"))
    problem_type: Text | None = Field(None, max_length=40, description="The code of a problem type.")
    category: Text | None = Field(
        None, max_length=40, description="The code of the kind of product; a device tells its own."
    )
    title: Text = Field(min_length=1, max_length=200, examples=["空调不制冷"])
    description: Text = Field("", max_length=20_000)
    priority: PriorityName | None = None
    required_at: Instant | None = None
    wished: WishedGiven | None = None
    channel: ChannelName = "api"
    site_id: UUID | None = None
    contact_id: UUID | None = None
    suspended: SuspendedGiven | None = None
    parent_id: UUID | None = None
    external_id: Text | None = Field(None, min_length=1, max_length=80)


class RequestChanged(Body):
    """The fields to change; the others stay. A new required date needs the reason for it."""

    title: Text | None = Field(None, min_length=1, max_length=200)
    description: Text | None = Field(None, max_length=20_000)
    priority: PriorityName | None = None
    problem_type: Text | None = Field(None, max_length=40)
    category: Text | None = Field(
        None, max_length=40, description="The code of the kind of product, null for none; a device tells its own."
    )
    wished: WishedGiven | None = Field(
        None, description="When the customer would like somebody to come; null for no wish."
    )
    site_id: UUID | None = None
    contact_id: UUID | None = None
    device_id: UUID | None = None
    required_at: Instant | None = None
    reason: Text = Field(
        "", max_length=40, description="The code of a reason why the required date moves: `customer` for a later one."
    )
    note: Text = Field("", max_length=2000, description="What was said about the date.")


class VisitGiven(Body):
    """When the visit is planned."""

    from_: Instant = Field(alias="from")
    to: Instant


class Assigned(Body):
    """Who gets it: one of engineer, user and team."""

    model_config = some("engineer_id", "user_id", "team_id")

    engineer_id: UUID | None = None
    user_id: UUID | None = None
    team_id: UUID | None = None
    visit: VisitGiven | None = Field(None, description="Takes this slot of the engineer as well.")
    note: Text = Field("", max_length=2000, description="Why this one; kept beside whom the rules proposed.")
    proposal: Text = PROPOSAL


class ByTheRules(Body):
    """The list on which the choice rests, where somebody looked at it."""

    proposal: Text = PROPOSAL


class Because(Body):
    """A move with its reason."""

    reason: Text = REASON


class SuspendGiven(Body):
    """Why it waits, and until when."""

    reason: Text = Field(
        min_length=1,
        max_length=40,
        description="The code of a reason.",
        examples=["parts"],
        json_schema_extra=one_of("pause_reasons"),
    )
    until: Instant
    note: Text = Field("", max_length=2000)


class Reported(Body):
    """What somebody did, now or when it is told."""

    done_at: Instant | None = Field(
        None, description="When it happened, where the report comes later; the clocks are read anew from it."
    )

    def in_words(self) -> str:
        """All that was sent, a line each, for who reads what could not be booked; a signature only signs a record."""
        sent = self.model_dump(mode="json", exclude_unset=True, exclude={"done_at": True, "record": {"signature"}})
        record = sent.pop("record", None) or {}
        return "\n".join(f"{name}: {_plain(value)}" for name, value in {**sent, **record}.items())


def _plain(value: JsonValue) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


class Started(Reported):
    """Work began, now or when it is told."""


class Handled(Reported):
    """Solved, with the record of what was done."""

    record: RecordGiven


class Failed(Reported):
    """Not solved; what was done nevertheless may be recorded."""

    outcome: Text = Field(
        min_length=1,
        max_length=40,
        examples=["not_home", "part_missing", "unsolved"],
        json_schema_extra=one_of("outcomes"),
    )
    note: Text = Field("", max_length=2000)
    record: RecordTyped | None = None


class Unlocked(Body):
    """How a locked request goes on; unless cancelled it needs a new required date."""

    decision: Text = Field(min_length=1, max_length=2000)
    to: Literal["pending", "assigned", "cancelled"] = "pending"
    required_at: Instant | None = None
    engineer_id: UUID | None = None
    user_id: UUID | None = None
    team_id: UUID | None = None


class Concluded(Body):
    """The manager's decision that closes a request."""

    decision: Text = Field(min_length=1, max_length=40, examples=["exchanged", "refunded", "unreachable", "goodwill"])
    reason: Text = REASON


class Confirmed(Body):
    """What the customer says: 3 to 5 closes; below that record it as `reject`."""

    satisfaction: Whole = Field(ge=1, le=5, json_schema_extra={"minimum": 3})
    comment: Text = Field("", max_length=2000)


class Rejected(Body):
    """What is still wrong."""

    reason: Text = REASON
    satisfaction: Whole | None = Field(None, ge=1, le=5)


class Merged(Body):
    """The request that goes on."""

    into: UUID


class SplitGiven(Body):
    """The part that becomes a request of its own; customer, place and contact are those of the request."""

    title: Text = Field(min_length=1, max_length=200, examples=["遥控器失灵"])
    kind: Text = Field(min_length=1, max_length=40, examples=["repair"], json_schema_extra=one_of("request_kinds"))
    description: Text = Field("", max_length=20_000)
    problem_type: Text | None = Field(None, max_length=40, description="The code of a problem type.")
    same_device: Flag = Field(True, description="Whether it is about the same device.")


class SignedOff(Body):
    """Hours, parts and costs accepted, or sent back with a reason."""

    accepted: Flag
    reason: Text = Field("", max_length=2000)
    corrections: list[CorrectionGiven] = Field(
        default=[], max_length=50, description="What is accepted instead of what was written."
    )
