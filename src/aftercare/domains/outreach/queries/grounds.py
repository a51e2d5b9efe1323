"""Why a suggestion fits each of some customers: a few statements, however many they are."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from aftercare.domains.accounts.queries import day_of
from aftercare.domains.customers.models import Customer
from aftercare.domains.outreach.grounds import Ground
from aftercare.domains.outreach.models import Occasion, SalesSuggestion
from aftercare.domains.outreach.queries.occasions import occasions

TOLD = {
    Occasion.WARRANTY_ENDS: ("device__product__name", "device__serial", "device__number"),
    Occasion.AGREEMENT_ENDS: ("name", "number", "number"),
    Occasion.DEVICE_AGE: ("product__name", "serial", "number"),
}


def records_of(ids: Collection[UUID]) -> list[UUID]:
    """These customers and the records merged into them."""
    return [*ids, *Customer.objects.filter(merged_into__in=ids).values_list("id", flat=True)]


def grounds_of(suggestion: SalesSuggestion, ids: Collection[UUID], *, at: datetime) -> dict[UUID, Ground]:
    """The thing whose day comes first for each customer; where the class alone counts, that."""
    if suggestion.occasion == Occasion.ANY or not ids:
        return {id: Ground() for id in ids}
    found: dict[UUID, Ground] = {}
    for owner, ground in _told(suggestion, records_of(ids), at):
        known = found.get(owner)
        if known is None or (known.on and ground.on and ground.on < known.on):
            found[owner] = ground
    return found


def _told(suggestion: SalesSuggestion, records: Collection[UUID], at: datetime) -> Iterator[tuple[UUID, Ground]]:
    rows: Any = occasions(suggestion, at=at, of=records)
    if suggestion.occasion == Occasion.ASLEEP:
        for owner, last in rows.values_list("owner", "last"):
            yield owner, Ground(suggestion.occasion, on=day_of(last))
        return
    columns: Iterable[Any] = rows.values_list("owner", "on_day", *TOLD[Occasion(suggestion.occasion)])
    for owner, day, name, serial, number in columns:
        yield owner, Ground(suggestion.occasion, f"{name} {serial or number}", day)
