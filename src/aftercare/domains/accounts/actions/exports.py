"""What leaves the house as a file goes on record."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aftercare.domains.accounts.events import ListExported
from aftercare.domains.accounts.policies import may_see_listing
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.ids import new_id
from aftercare.kit.permissions import require


@transaction.atomic
def record_export(
    actor: Actor, *, page: str, format: str, rows: int, at: datetime, filters: Sequence[str] = ()
) -> None:
    """Record that a list was taken out; the names of the filters, not what was looked for."""
    require(may_see_listing(actor, page))
    told = ListExported(export_id=new_id(), page=page, format=format, rows=rows, filters=tuple(filters))
    publish(actor, told, at=at)
