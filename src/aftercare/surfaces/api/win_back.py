"""Whom to win back with a suggestion, lists taken in hand, and what came of them."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.models import User
from aftercare.domains.customers.models import Customer, Grade
from aftercare.domains.outreach.actions import take_list
from aftercare.domains.outreach.models import WinBackBatch
from aftercare.domains.outreach.policies import VIEW, may_take_lists, visible_batches
from aftercare.domains.outreach.queries import Tally, list_lines, shown_figures, suggestions_for, win_back_list
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.customers import HERE as CUSTOMER
from aftercare.surfaces.api.customers import customers
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import Body, Instant, Text, Whole
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, listed
from aftercare.surfaces.api.people import Coded, Named, Numbered, by_code, by_name, by_number
from aftercare.surfaces.api.reach import customers_for
from aftercare.surfaces.api.sales_suggestions import ONE, sales_suggestions, suggestions_seen


class TallyShown(TypedDict):
    """What came of those taken in hand; `bought` are those with an order or agreement linked."""

    taken: int
    open: int
    spoken: int
    interested: int
    bought: int
    not_interested: int
    no_more: int
    withdrawn: int
    value: Annotated[str, Field(description="The sum of the linked orders of the company's currency.")]
    conversion: Annotated[str | None, Field(description="Percent of those taken who bought; null of nobody.")]


class ClassTally(TallyShown):
    """The same of one grade; empty: without a grade."""

    grade: str


class SuggestionFigures(TypedDict):
    """The figures of a suggestion, of all and of each class."""

    whole: TallyShown
    classes: list[ClassTally]


COUNTS = ("taken", "open", "spoken", "interested", "bought", "not_interested", "no_more", "withdrawn")


def _tally(one: Tally) -> dict[str, Any]:
    part = None if one.conversion is None else str(one.conversion)
    return {**{name: getattr(one, name) for name in COUNTS}, "value": f"{one.value:.2f}", "conversion": part}


@sales_suggestions.reads(f"{ONE}/figures", SuggestionFigures)
def read_sales_suggestion_figures(call: Call, id: UUID) -> dict[str, Any]:
    """Read what came of a suggestion.

    Counted exactly, of all and of each class.
    """
    figures = shown_figures(found(suggestions_seen(call), id).id)
    classes = [{"grade": name, **_tally(one)} for name, one in sorted(figures.classes.items())]
    return {"whole": _tally(figures.whole), "classes": classes}


class WinBackShown(TypedDict):
    """A customer who fits, agrees to offers and was not asked lately."""

    customer: Numbered
    grade: Coded | None
    reason: str
    contact: Named
    channel: Literal["phone", "wechat", "sms", "mail"]
    last_purchase_at: datetime | None
    spent: Annotated[str, Field(description="The sum of delivered orders of the company's currency.")]
    orders: int


class WinBackQuery(Listing):
    """Which customers."""

    grade: Text | None = Field(None, max_length=40, description="The code of a grade.")
    sort: Literal["created_at", "-created_at"] = "-created_at"


def _grade(code: str | None) -> Grade | None:
    grade = Grade.objects.filter(code=code).first() if code else None
    if code and grade is None:
        raise missing("grade")
    return grade


@sales_suggestions.lists(f"{ONE}/customers", WinBackShown)
def list_customers_to_win_back(call: Call, id: UUID, query: Query[WinBackQuery]) -> dict[str, Any]:
    """List whom to win back.

    Each with the reason, the last purchase, the value, and whom to ask how.
    """
    one = found(suggestions_seen(call), id)
    rows = win_back_list(call.actor, one, at=call.at, grade=_grade(query.grade)).select_related("grade")

    def show(page: Any) -> list[Any]:
        lines = list_lines(one, page, at=call.at)
        return [
            {
                "customer": by_number(line.customer),
                "grade": by_code(line.customer.grade),
                "reason": str(line.ground),
                "contact": by_name(line.consent.contact),
                "channel": line.consent.channel,
                "last_purchase_at": line.bought_at,
                "spent": f"{line.spent:.2f}",
                "orders": line.orders,
            }
            for line in lines
        ]

    return listed(rows.defer("search", "notes"), query, show)


class BatchShown(TypedDict):
    """A list taken in hand; a worker gives the customers out until `ended_at`."""

    id: UUID
    wanted: int
    taken: int
    due_at: datetime
    begun_at: datetime
    ended_at: datetime | None


class BatchGiven(Body):
    """How many, who asks them in turn, and by when."""

    owner_ids: list[UUID] = Field(min_length=1, max_length=100)
    wanted: Whole = Field(ge=1, le=10_000)
    due_at: Instant
    grade: Text | None = Field(None, max_length=40, description="The code of a grade.")


def _batch(one: WinBackBatch) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("id", "wanted", "taken", "due_at", "begun_at", "ended_at")}


@sales_suggestions.moves(f"{ONE}/take", BatchShown, versioned=False)
def take_customers_in_hand(call: Call, id: UUID, body: BatchGiven) -> dict[str, Any]:
    """Take customers of the list in hand.

    A worker gives them to the owners in turn, each with an entry in the work list.
    """
    one = found(suggestions_seen(call), id)
    require(may_take_lists(call.actor))
    owners = list(User.objects.filter(pk__in=body.owner_ids, is_active=True).order_by("id"))
    if len(owners) < len(set(body.owner_ids)):
        raise missing("owner_ids")
    grade = _grade(body.grade)
    made = take_list(call.actor, one, owners=owners, wanted=body.wanted, due_at=body.due_at, grade=grade, at=call.at)
    return _batch(made)


@sales_suggestions.reads("/win_back_batches/{uuid:id}", BatchShown)
def read_win_back_batch(call: Call, id: UUID) -> dict[str, Any]:
    """Read how far a list is given out.

    One's own, or any for whoever sees everything.
    """
    return _batch(found(visible_batches(call.actor), id))


class FittingShown(TypedDict):
    """What may be suggested to a customer, and why."""

    suggestion: Named
    words: str
    reason: str


class FittingList(TypedDict):
    """Everything that fits today."""

    items: list[FittingShown]


@customers.reads(f"{CUSTOMER}/sales_suggestions", FittingList)
def list_customer_sales_suggestions(call: Call, id: UUID) -> dict[str, Any]:
    """List what may be suggested to a customer.

    Each with its reason; nothing where nobody agrees to offers.
    """
    customer: Customer = found(customers_for(call.actor), id)
    require(may(call.actor, VIEW))
    fits = suggestions_for(customer, at=call.at)
    return {
        "items": [
            {
                "suggestion": {"id": one.id, "name": one.title},
                "title": one.title,
                "words": one.words,
                "reason": str(why),
            }
            for one, why in fits
        ]
    }
