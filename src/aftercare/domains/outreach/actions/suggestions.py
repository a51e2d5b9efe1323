"""Keep what is suggested."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.models import ServiceLevel
from aftercare.domains.customers.checks import checked_name
from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.outreach.errors import EndsBeforeItBegins, SpanMissing
from aftercare.domains.outreach.events import SuggestionAdded, SuggestionChanged
from aftercare.domains.outreach.models import Occasion, SalesSuggestion
from aftercare.domains.outreach.policies import may_manage_suggestions
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.permissions import require

FIELDS = ("title", "words", "product", "level", "occasion", "span", "valid_from", "valid_until")


@transaction.atomic
def add_suggestion(
    actor: Actor,
    *,
    title: str,
    valid_from: date,
    at: datetime,
    words: str = "",
    product: Product | None = None,
    level: ServiceLevel | None = None,
    grades: Sequence[Grade] = (),
    tags: Sequence[Tag] = (),
    occasion: str = Occasion.ANY,
    span: int = 0,
    valid_until: date | None = None,
) -> SalesSuggestion:
    """Suggest something to customers of some grades and tags (none: of all), on an occasion and between days.

    `span` is in days, for the age of a device in years.
    """
    require(may_manage_suggestions(actor))
    made = SalesSuggestion(
        title=checked_name(title),
        words=words.strip(),
        product=product,
        level=level,
        occasion=Occasion(occasion),
        span=span,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    _check(made)
    made.save()
    made.grades.set(grades)
    made.tags.set(tags)
    publish(actor, SuggestionAdded(sales_suggestion_id=made.id), at=at)
    return made


@transaction.atomic
def change_suggestion(
    actor: Actor, suggestion: SalesSuggestion, *, at: datetime, expected: int | None = None, **values: Any
) -> SalesSuggestion:
    """Say it otherwise, for others, or between other days; what was begun with it goes on."""
    require(may_manage_suggestions(actor))
    held = lock(SalesSuggestion.objects.all(), suggestion.pk)
    as_expected(held, expected)
    wanted = {name: values.pop(name) for name in ("grades", "tags") if name in values}
    sets = {name: {one.pk for one in rows} for name, rows in wanted.items()}
    if "title" in values:
        values["title"] = checked_name(values["title"])
    changed = changed_fields(held, FIELDS, values)
    moved = [name for name, ids in sets.items() if {one.pk for one in getattr(held, name).all()} != ids]
    if not changed and not moved:
        return held
    for name in changed:
        setattr(held, name, values[name])
    _check(held)
    held.save()
    for name in moved:
        getattr(held, name).set(sets[name])
    publish(actor, SuggestionChanged(sales_suggestion_id=held.id, fields=(*changed, *moved)), at=at)
    return held


def _check(one: SalesSuggestion) -> None:
    """The occasion of the class alone counts nothing; every other counts something."""
    if one.occasion == Occasion.ANY:
        one.span = 0
    elif one.span < 1:
        raise SpanMissing()
    if one.valid_until is not None and one.valid_until < one.valid_from:
        raise EndsBeforeItBegins()
