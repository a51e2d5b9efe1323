"""What came of asking: counted exactly, for each suggestion and class."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from aftercare.domains.accounts.queries import company
from aftercare.domains.orders.states import OrderState
from aftercare.domains.outreach.models import OPEN, SPOKEN, Approach, Result


@dataclass(slots=True)
class Tally:
    """Customers taken in hand: how many are open, were spoken to, want it, bought, do not, or withdrew.

    `bought` are those with an order or agreement linked, unless the order was cancelled since; `value` sums the orders
    of the company's currency.
    """

    taken: int = 0
    open: int = 0
    spoken: int = 0
    interested: int = 0
    bought: int = 0
    not_interested: int = 0
    no_more: int = 0
    withdrawn: int = 0
    value: Decimal = Decimal(0)

    @property
    def conversion(self) -> Decimal | None:
        """Percent of those taken who bought, to one place; None of nobody."""
        return round(Decimal(100 * self.bought) / self.taken, 1) if self.taken else None

    def add(self, counts: dict[str, int | Decimal | None]) -> None:
        """Count these too."""
        for name, count in counts.items():
            setattr(self, name, getattr(self, name) + (count or 0))


@dataclass(frozen=True, slots=True)
class Figures:
    """One suggestion's figures: of all, and of each class by the name of its grade (empty: without grade)."""

    whole: Tally = field(default_factory=Tally)
    classes: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def figures_of(ids: Collection[UUID]) -> dict[UUID, Figures]:
    """The figures of these suggestions, in one statement."""
    known = company()
    stands = Q(order__isnull=False) & ~Q(order__state=OrderState.CANCELLED)
    own = stands & Q(order__currency=known.currency if known else "CNY")
    rows: Any = (
        Approach.objects.filter(suggestion__in=ids)
        .order_by()
        .values("suggestion", "grade__name")
        .annotate(
            taken=Count("id"),
            open=Count("id", filter=Q(result__in=OPEN)),
            spoken=Count("id", filter=Q(result__in=SPOKEN)),
            interested=Count("id", filter=Q(result=Result.INTERESTED)),
            bought=Count("id", filter=stands | Q(agreement__isnull=False)),
            not_interested=Count("id", filter=Q(result=Result.NOT_INTERESTED)),
            no_more=Count("id", filter=Q(result=Result.NO_MORE)),
            withdrawn=Count("id", filter=Q(result=Result.WITHDRAWN)),
            value=Sum("order__total", filter=own),
        )
    )
    found = {id: Figures() for id in ids}
    for row in rows:
        of, grade = found[row.pop("suggestion")], row.pop("grade__name") or ""
        of.whole.add(row)
        of.classes[grade].add(row)
    return found


def shown_figures(id: UUID) -> Figures:
    """The figures of one."""
    return figures_of([id])[id]
