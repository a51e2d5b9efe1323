"""What a list of customers tells of each, and by what it is narrowed."""

from collections.abc import Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from aftercare.domains.customers.models import Contact, Customer, Tag

FILTERS = ("kind", "grade", "tag", "unit")


def narrowed(rows: QuerySet[Customer], query: Mapping[str, str]) -> QuerySet[Customer]:
    """The rows of a kind, a grade (by code), a tag (by name) and a unit (by code), as far as they are named."""
    columns = {"kind": "kind", "grade": "grade__code", "unit": "unit__code"}
    rows = rows.filter(**{columns[name]: value for name, value in query.items() if name in columns and value})
    if tag := query.get("tag"):
        bears = Customer.tags.through.objects.filter(customer_id=OuterRef("pk"), tag__name=tag)
        rows = rows.filter(Exists(bears))
    return rows


def with_what_lists_tell(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    """Each with its grade and unit, its tags by name, and the phone of whoever is reached first."""
    reached = Contact.objects.filter(customer=OuterRef("pk"), erased_at=None).exclude(phone="")
    marks = Tag.objects.filter(customers=OuterRef("pk")).order_by("name")
    return (
        rows.annotate(
            told_phone=Subquery(reached.order_by("-preferred", "id").values("phone")[:1]),
            told_tags=ArraySubquery(marks.values("name")),
        )
        .select_related("grade", "unit")
        .defer("search", "notes")
    )
