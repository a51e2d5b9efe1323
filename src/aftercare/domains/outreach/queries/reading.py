"""Suggestions in force, those that fit one customer, and the list of whom to win back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import company, day_of, desk_people
from aftercare.domains.customers.models import Consent, Customer, Grade
from aftercare.domains.customers.policies import visible_to as visible_customers
from aftercare.domains.customers.queries import best_consents
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.states import OrderState
from aftercare.domains.outreach.grounds import Ground
from aftercare.domains.outreach.models import OPEN, Approach, SalesSuggestion
from aftercare.domains.outreach.policies import MAKE, may_take_lists, to_hand_out, visible_to
from aftercare.domains.outreach.queries.audience import approachable, fitting
from aftercare.domains.outreach.queries.grounds import grounds_of, records_of
from aftercare.kit.actor import Actor

MOST = 50  # suggestions that are looked at for one customer


@dataclass(frozen=True, slots=True)
class Listed:
    """A customer to win back: why, by whom and how to ask, when they last bought and what for in all."""

    customer: Customer
    ground: Ground
    consent: Consent
    bought_at: datetime | None
    spent: Decimal
    orders: int


def in_force(*, at: datetime) -> QuerySet[SalesSuggestion]:
    """The suggestions that hold on the company's day."""
    today = day_of(at)
    rows = SalesSuggestion.objects.filter(Q(valid_until=None) | Q(valid_until__gte=today), valid_from__lte=today)
    return rows.select_related("product", "level").prefetch_related("grades", "tags").order_by("title", "id")


def suggestions_for(customer: Customer, *, at: datetime) -> list[tuple[SalesSuggestion, Ground]]:
    """What may be suggested to a customer today, each with its reason; nothing without consent."""
    if not best_consents([customer.id]):
        return []
    records, today = records_of([customer.id]), day_of(at)
    asked = list(in_force(at=at)[:MOST])
    # One statement judges all of them; each is the same condition as that of its list.
    held = {
        f"fits_{place}": Exists(fitting(one, at=at, of=records, today=today).filter(pk=OuterRef("pk")))
        for place, one in enumerate(asked)
    }
    row: Any = Customer.objects.filter(pk=customer.pk).annotate(**held).values(*held).first() if held else None
    fits = [one for place, one in enumerate(asked) if row and row[f"fits_{place}"]]
    known: dict[tuple[str, int], Ground] = {}  # the same occasion has the same reason, whatever is suggested for it
    for one in fits:
        if (one.occasion, one.span) not in known:
            grounds = grounds_of(one, [customer.id], at=at)
            known[one.occasion, one.span] = grounds.get(customer.id, Ground())
    return [(one, known[one.occasion, one.span]) for one in fits]


def win_back_list(
    actor: Actor, suggestion: SalesSuggestion, *, at: datetime, grade: Grade | None = None
) -> QuerySet[Customer]:
    """The customers the actor may see who fit, agree to offers and were not asked lately.

    Of whoever hands lists out, those alone whom they may hand out.
    """
    reached = to_hand_out(actor) if may_take_lists(actor) is True else visible_customers(actor)
    rows = fitting(suggestion, at=at).filter(pk__in=reached.values("pk"))
    rows = rows if grade is None else rows.filter(grade=grade)
    return approachable(rows, at=at)


def list_lines(suggestion: SalesSuggestion, customers: Sequence[Customer], *, at: datetime) -> list[Listed]:
    """What a list tells of each of a page of customers, in a few statements."""
    ids = [one.id for one in customers]
    grounds, consents, bought = grounds_of(suggestion, ids, at=at), best_consents(ids), _bought(ids, at)
    return [
        Listed(one, grounds.get(one.id, Ground()), consents[one.id], *bought.get(one.id, (None, Decimal(0), 0)))
        for one in customers
        if one.id in consents
    ]


def _bought(ids: Sequence[UUID], at: datetime) -> dict[UUID, tuple[datetime, Decimal, int]]:
    """The last delivery, the sum of the company's currency, and how many orders."""
    known = company()
    own = Q(currency=known.currency if known else "CNY")
    rows = Order.objects.filter(
        customer__in=records_of(ids), state=OrderState.DELIVERED, delivered_at__lte=at
    ).order_by()
    told = rows.annotate(owner=Coalesce("customer__merged_into", "customer")).values("owner")
    told = told.annotate(last=Max("delivered_at"), spent=Sum("total", filter=own), count=Count("id"))
    return {row["owner"]: (row["last"], row["spent"] or Decimal(0), row["count"]) for row in told}


def approaches_of(rows: QuerySet[Approach]) -> QuerySet[Approach]:
    """With what a list tells of each."""
    near = ("suggestion", "customer", "contact", "owner", "grade", "order", "agreement")
    return rows.select_related(*near).defer("customer__search", "customer__notes")


def still_to_ask(actor: Actor) -> QuerySet[Approach]:
    """The customers one has in hand and has not finished with."""
    return visible_to(actor).filter(owner=actor.id, result__in=OPEN)


def owners_offered(*, at: datetime) -> QuerySet[User]:
    """Colleagues who may be given customers to ask."""
    return desk_people(MAKE, at=at)
