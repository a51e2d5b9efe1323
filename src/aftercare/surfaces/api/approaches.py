"""Customers who are asked about suggestions, and what came of it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import User
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.orders.policies import visible_to as visible_orders
from aftercare.domains.outreach.actions import approach_customer, hand_over_approach, record_result
from aftercare.domains.outreach.grounds import Ground
from aftercare.domains.outreach.models import Approach, Result
from aftercare.domains.outreach.policies import VIEW, visible_suggestions, visible_to
from aftercare.domains.outreach.queries import approaches_of
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.customers import HERE as CUSTOMER
from aftercare.surfaces.api.customers import customers
from aftercare.surfaces.api.fields import Body, Flag, Instant, Text
from aftercare.surfaces.api.find import found, named, needed
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Named, Numbered, by_code, by_name, by_number
from aftercare.surfaces.api.reach import customers_for
from aftercare.surfaces.api.versions import expected_version

approaches = Noun(
    "approaches", "Approaches 跟进: a customer asked about a suggestion, with what came of it.", scope="customers"
)
ONE = "/approaches/{uuid:id}"
ResultName = Literal["", "not_reached", "reached", "interested", "not_interested", "no_more", "withdrawn"]
AnswerName = Literal["not_reached", "reached", "interested", "not_interested", "no_more"]
PLAIN = ("id", "channel", "taken_at", "due_at", "result", "result_at", "note", "order_id", "agreement_id", "version")


class ApproachShown(TypedDict):
    """A customer who is asked by somebody."""

    id: UUID
    suggestion: Named
    customer: Numbered
    contact: Named
    channel: Literal["phone", "wechat", "sms", "mail"]
    grade: Annotated[Coded | None, Field(description="The class at that time.")]
    reason: str
    owner: Named
    taken_at: datetime
    due_at: datetime
    result: Annotated[ResultName, Field(description="Empty: nobody has asked yet.")]
    result_at: datetime | None
    note: str
    order_id: UUID | None
    agreement_id: UUID | None
    version: int


def _shown(one: Approach) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in PLAIN},
        "suggestion": {"id": one.suggestion_id, "name": one.suggestion.title},
        "customer": by_number(one.customer),
        "contact": by_name(one.contact),
        "grade": by_code(one.grade),
        "reason": str(Ground.from_json(one.ground)),
        "owner": by_name(one.owner),
    }


def _seen(call: Call) -> QuerySet[Approach]:
    return approaches_of(visible_to(call.actor))


class ApproachQuery(Listing):
    """Which of them."""

    suggestion_id: UUID | None = None
    customer_id: UUID | None = None
    owner_id: UUID | None = None
    result: AnswerName | Literal["withdrawn"] | None = None
    sort: Literal["created_at", "-created_at"] = "-created_at"


@approaches.lists("/approaches", ApproachShown)
def list_approaches(call: Call, query: Query[ApproachQuery]) -> dict[str, Any]:
    """List customers who are asked.

    One's own, and those of customers in sight.
    """
    require(may(call.actor, VIEW))
    return listed(_seen(call).filter(**query.filters()), query, each(_shown))


@approaches.reads(ONE, ApproachShown)
def read_approach(call: Call, id: UUID) -> dict[str, Any]:
    """Read one.

    With its reason and what came of it.
    """
    return _shown(found(_seen(call), id))


class ResultGiven(Body):
    """What the customer said."""

    result: AnswerName
    note: Text = Field("", max_length=5000)
    order_id: UUID | None = Field(None, description="The order that came of it; it counts once.")
    agreement_id: UUID | None = Field(None, description="The agreement that came of it; it counts once.")
    again_at: Instant | None = Field(None, description="When to ask again, where nothing is decided yet.")


def _links(call: Call, one: Approach, body: ResultGiven) -> dict[str, Any]:
    """What came of it: as it is sent, else as it stands while the customer is interested."""
    sent, stays = body.model_fields_set, body.result == Result.INTERESTED
    order, agreement = (one.order, one.agreement) if stays else (None, None)
    if "order_id" in sent:
        order = named(visible_orders(call.actor), body.order_id, "order_id")
    if "agreement_id" in sent:
        agreement = named(visible_agreements(call.actor), body.agreement_id, "agreement_id")
    return {"order": order, "agreement": agreement}


@approaches.moves(f"{ONE}/result", ApproachShown)
def record_approach_result(call: Call, id: UUID, body: ResultGiven) -> dict[str, Any]:
    """Record what came of it.

    `no_more` ends every consent of the customer.
    """
    one = found(_seen(call), id)
    record_result(
        call.actor,
        one,
        result=body.result,
        note=body.note,
        **_links(call, one, body),
        again_at=body.again_at,
        expected=expected_version(call.http),  # compared under its lock, behind those of what is linked
        at=call.at,
    )
    return _shown(found(_seen(call), id))


class NextOwner(Body):
    """Who asks from now on."""

    owner_id: UUID
    others: Flag = Field(False, description="Whether all goes along that the present owner has open.")


@approaches.moves(f"{ONE}/hand_over", ApproachShown)
def hand_over_an_approach(call: Call, id: UUID, body: NextOwner) -> dict[str, Any]:
    """Hand one over.

    A colleague who may make offers and may see the customer asks from now on.
    """
    one, expected = found(_seen(call), id), expected_version(call.http)  # compared under the locks of all that go
    owner = needed(User.objects.filter(is_active=True), body.owner_id, "owner_id")
    hand_over_approach(call.actor, one, owner=owner, others=body.others, expected=expected, at=call.at)
    return _shown(found(_seen(call), id))


class ApproachGiven(Body):
    """What to suggest, and by when."""

    suggestion_id: UUID
    due_at: Instant | None = None


@customers.makes(f"{CUSTOMER}/approaches", ApproachShown, readable=False)
def create_customer_approach(call: Call, id: UUID, body: ApproachGiven) -> dict[str, Any]:
    """Take a customer in hand oneself.

    Who fits, agrees to offers and was not asked lately.
    """
    customer = found(customers_for(call.actor), id)
    suggestion = needed(visible_suggestions(call.actor), body.suggestion_id, "suggestion_id")
    made = approach_customer(call.actor, customer, suggestion=suggestion, due_at=body.due_at, at=call.at)
    return _shown(found(_seen(call), made.id))
