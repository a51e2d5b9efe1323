"""For whom a suggestion is, and whom of them one may ask now: conditions of one statement, whatever the size."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from aftercare.domains.customers.models import Customer
from aftercare.domains.customers.queries import consenting_customers
from aftercare.domains.outreach.models import OPEN, Approach, SalesSuggestion
from aftercare.domains.outreach.queries.occasions import occasions

REST_DAYS = 90


def fitting(
    suggestion: SalesSuggestion, *, at: datetime, of: Collection[UUID] | None = None, today: date | None = None
) -> QuerySet[Customer]:
    """The customers a suggestion is for; with `of` only the things of these records are looked at."""
    rows = Customer.objects.filter(merged_into=None, erased_at=None)
    if grades := [one.pk for one in suggestion.grades.all()]:
        rows = rows.filter(grade__in=grades)
    if tags := [one.pk for one in suggestion.tags.all()]:
        rows = rows.filter(Exists(Customer.tags.through.objects.filter(customer_id=OuterRef("pk"), tag__in=tags)))
    things = occasions(suggestion, at=at, of=of, today=today)
    return rows if things is None else rows.filter(pk__in=things.values("owner"))


def approachable(rows: QuerySet[Customer], *, at: datetime) -> QuerySet[Customer]:
    """Those of them of whom somebody agrees to offers, and who have not been asked lately."""
    asked = Approach.objects.filter(lately(at)).order_by()
    known = asked.values_list(Coalesce("customer__merged_into", "customer"), flat=True)
    return rows.filter(pk__in=consenting_customers()).exclude(pk__in=known)


def lately(at: datetime) -> Q:
    """Approaches that are open, or were begun within the days of rest."""
    return Q(result__in=OPEN) | Q(taken_at__gt=at - timedelta(days=REST_DAYS))
