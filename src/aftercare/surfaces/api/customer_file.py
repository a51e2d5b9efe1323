"""A customer's file: what happened on one timeline, likely duplicates, and a grade given by hand."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from aftercare.domains.customers.actions import end_override, override_grade, split_customer
from aftercare.domains.customers.models import Grade
from aftercare.domains.customers.queries import likely_duplicates
from aftercare.domains.requests.queries import Happened, customer_story
from aftercare.kit.errors import Invalid
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.customers import HERE, CustomerShown, customers, show_customer
from aftercare.surfaces.api.errors import NoSuchPage, missing
from aftercare.surfaces.api.fields import Body, Instant, Nothing, Text
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.people import Numbered, by_number
from aftercare.surfaces.api.reach import customers_for
from aftercare.surfaces.api.versions import unchanged

MOST = 100
GroupName = Literal["requests", "visits", "ratings", "communications", "orders", "devices", "agreements", "bills"]
LineKind = Literal[
    "request",
    "rating",
    "visit",
    "communication",
    "order_placed",
    "order_delivered",
    "device_came",
    "device_left",
    "agreement_began",
    "agreement_ended",
    "quotation_sent",
    "charge_confirmed",
]


class HappenedShown(TypedDict):
    """One line of a customer's timeline."""

    at: datetime
    kind: LineKind
    id: Annotated[UUID, Field(description="Of the request, attempt, talk, order, device, agreement or bill.")]
    name: Annotated[
        str, Field(description="How it is called: a number, a serial, a channel.", examples=["SR-2026-000042"])
    ]
    text: Annotated[str, Field(description="Its title, the words that were said, or what came of it.")]


class TimelineShown(TypedDict):
    """Some lines, the latest first."""

    items: list[HappenedShown]
    next: Annotated[str | None, Field(description="The cursor of the next page; null at the end.")]


class TimelineQuery(BaseModel):
    """Which lines."""

    limit: int = Field(30, ge=1, le=MOST, description="How many at most.")
    cursor: Text | None = Field(None, max_length=600)
    kind: GroupName | None = None


@customers.reads(f"{HERE}/timeline", TimelineShown)
def read_customer_timeline(call: Call, id: UUID, query: Query[TimelineQuery]) -> TimelineShown:
    """Read everything that happened with a customer.

    The latest first, merged records included, as far as the caller may see it.
    """
    customer = found(customers_for(call.actor), id)
    try:
        story = customer_story(
            call.actor, customer, at=call.at, group=query.kind or "", cursor=query.cursor, limit=query.limit
        )
    except Invalid as foreign:
        raise NoSuchPage() from foreign
    return {"items": [_line(line) for line in story.lines], "next": story.next}


def _line(line: Happened) -> HappenedShown:
    id, name, text = TOLD[line.kind](line.thing)
    return {"at": line.at, "kind": line.kind, "id": id, "name": name, "text": text}  # type: ignore[typeddict-item]


TOLD: dict[str, Any] = {
    "request": lambda one: (one.id, one.number, one.title),
    "rating": lambda one: (one.id, one.number, str(one.satisfaction)),
    "visit": lambda one: (one.id, one.request.number, one.result),
    "communication": lambda said: (said.id, said.channel, said.text),
    "order_placed": lambda order: (order.id, order.number, order.state),
    "order_delivered": lambda order: (order.id, order.number, order.state),
    "device_came": lambda owned: (owned.device_id, str(owned.device), owned.reason),
    "device_left": lambda owned: (owned.device_id, str(owned.device), owned.reason),
    "agreement_began": lambda agreed: (agreed.id, agreed.number, agreed.name),
    "agreement_ended": lambda agreed: (agreed.id, agreed.number, agreed.name),
    "quotation_sent": lambda bill: (bill.id, bill.number, bill.request.title),
    "charge_confirmed": lambda bill: (bill.id, bill.number, bill.request.title),
}


class LikelyShown(TypedDict):
    """A record that may be the same customer."""

    customer: Numbered
    grounds: Annotated[list[Literal["phone", "name", "address"]], Field(description="What speaks for it.")]


class LikelyList(TypedDict):
    """A few records, those with most grounds first."""

    items: list[LikelyShown]


@customers.reads(f"{HERE}/duplicates", LikelyList)
def list_customer_duplicates(call: Call, id: UUID) -> dict[str, Any]:
    """List likely duplicates of a customer.

    The same phone, a name that sounds the same, or the same address; six at most.
    """
    likely = likely_duplicates(call.actor, found(customers_for(call.actor), id))
    return {"items": [{"customer": by_number(one.customer), "grounds": list(one.grounds)} for one in likely]}


@customers.moves(f"{HERE}/split", CustomerShown)
def split_a_customer(call: Call, id: UUID, body: Nothing | None = None) -> CustomerShown:
    """Split a merged customer off again.

    It stands for itself with all that was its own; what came since the merger stays where it is.
    """
    customer = unchanged(call, found(customers_for(call.actor), id))
    return show_customer(split_customer(call.actor, customer, at=call.at))


class OverrideGiven(Body):
    """A grade for a time."""

    grade: Text = Field(min_length=1, max_length=40, description="The code of a grade.", examples=["vip"])
    reason: Text = Field(min_length=1, max_length=300)
    until: Instant = Field(description="Then the grade from before holds again.")


@customers.moves(f"{HERE}/override_grade", CustomerShown)
def override_customer_grade(call: Call, id: UUID, body: OverrideGiven) -> CustomerShown:
    """Override a customer's grade.

    By hand, with a reason, until an instant; one that runs already ends with it.
    """
    customer = unchanged(call, found(customers_for(call.actor), id))
    grade = Grade.objects.filter(code=body.grade).first()
    if grade is None:
        raise missing("grade")
    override_grade(call.actor, customer, grade=grade, reason=body.reason, until=body.until, at=call.at)
    return show_customer(found(customers_for(call.actor), id))


@customers.moves(f"{HERE}/end_override", CustomerShown)
def end_customer_override(call: Call, id: UUID, body: Nothing | None = None) -> CustomerShown:
    """End the override of a customer's grade.

    The grade from before holds again.
    """
    customer = unchanged(call, found(customers_for(call.actor), id))
    return show_customer(end_override(call.actor, customer, at=call.at))
