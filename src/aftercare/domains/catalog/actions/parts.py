"""Keep the part master."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.checks import checked_code, checked_name, checked_price
from aftercare.domains.catalog.events import PartAdded, PartChanged
from aftercare.domains.catalog.models import Part, Tracking
from aftercare.domains.catalog.policies import may_manage_catalog
from aftercare.domains.catalog.queries import words_of
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields, free_external_id
from aftercare.kit.events import publish
from aftercare.kit.permissions import require

CHANGEABLE = ("name", "unit_of_measure", "tracking", "returnable_core", "unit_price", "currency", "external_id")


@transaction.atomic
def add_part(
    actor: Actor,
    *,
    number: str,
    name: str,
    at: datetime,
    unit_of_measure: str = "pcs",
    tracking: str = Tracking.NONE,
    returnable_core: bool = False,
    unit_price: Decimal | None = None,
    currency: str = "",
    external_id: str | None = None,
) -> Part:
    """Add a spare part or consumable."""
    require(may_manage_catalog(actor))
    number, name = checked_code(number, name, Part.objects.filter(number=number.strip()).first())
    checked_price(unit_price, currency)
    part = Part(
        number=number,
        name=name,
        unit_of_measure=unit_of_measure,
        tracking=Tracking(tracking),
        returnable_core=returnable_core,
        unit_price=unit_price,
        currency=currency,
    )
    part.external_id = free_external_id(part, external_id)
    part.search = words_of(number, name)
    part.save()
    publish(actor, PartAdded(part_id=part.id, number=number), at=at)
    return part


@transaction.atomic
def change_part(actor: Actor, part: Part, *, at: datetime, **values: Any) -> Part:
    """Change name, unit, tracking, core, price or external id."""
    require(may_manage_catalog(actor))
    checked_price(values.get("unit_price", part.unit_price), values.get("currency", part.currency))
    if "name" in values:
        values["name"] = checked_name(part.number, values["name"])
    if "external_id" in values:
        values["external_id"] = free_external_id(part, values["external_id"])
    changed = changed_fields(part, CHANGEABLE, values)
    for name in changed:
        setattr(part, name, values[name])
    if changed:
        part.search = words_of(part.number, part.name)
        part.save(update_fields=[*changed, "search"])
        publish(actor, PartChanged(part_id=part.id, fields=changed), at=at)
    return part
