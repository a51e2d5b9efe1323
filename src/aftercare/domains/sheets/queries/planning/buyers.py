"""Customers by the word a row names them by, and records by their numbers or the ids of another system."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.policies import visible_to
from aftercare.domains.sheets.plans import Row
from aftercare.kit.actor import Actor
from aftercare.kit.words import folded


def said(rows: Iterable[Row], name: str) -> set[str]:
    """What stands in a column of these rows."""
    return {row.cells[name] for row in rows if row.cells.get(name)}


def customers_named(actor: Actor, rows: Sequence[Row], *, with_people: bool = False) -> dict[str, Customer]:
    """The customers in sight that rows name, by number and by external id."""
    names = said(rows, "customer")
    found = visible_to(actor).filter(Q(number__in=names) | Q(external_id__in=names)).order_by("id")
    found = found.select_related("unit", "merged_into").defer("search", "merged_into__search")
    if with_people:
        for path in ("", "merged_into__"):
            people = Prefetch(f"{path}contacts", Contact.objects.filter(erased_at=None).order_by("-preferred", "id"))
            found = found.prefetch_related(people, Prefetch(f"{path}sites", Site.objects.order_by("id")))
    return {folded(word): one for one in found for word in (one.external_id, one.number) if word}


def by_words(rows: "QuerySet[Any]", *names: str) -> dict[str, Any]:
    """Rows of a short list by each of their words; the first name goes before the second."""
    found: dict[str, Any] = {}
    kept = list(rows.order_by("id")[:2000])
    for name in names:
        for row in kept:
            found.setdefault(folded(getattr(row, name)), row)
    return found


class Known:
    """Records by their numbers and the ids of another system."""

    def __init__(self, records: "QuerySet[Any]", rows: Sequence[Row], *more: str) -> None:
        numbers = said(rows, "number").union(*(said(rows, name) for name in more))
        ids = said(rows, "external_id").union(*(said(rows, name) for name in more))
        found = list(records.filter(Q(number__in=numbers) | Q(external_id__in=ids)))
        self.by_number = {one.number: one for one in found}
        self.by_id = {one.external_id: one for one in found if one.external_id}

    def of(self, rows: Sequence[Row]) -> Any:
        """The record these rows are of: by number, else by external id; None of a new one."""
        for name, known in (("number", self.by_number), ("external_id", self.by_id)):
            for key in said(rows, name):
                return known.get(key)
        return None

    def called(self, word: str) -> Any:
        """The record of a number or an id of another system."""
        return self.by_number.get(word) or self.by_id.get(word)
