"""Devices as an agreement's row names them: by serial number, by number, or by the id of another system."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Upper

from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import visible_to
from aftercare.domains.sheets.errors import Ambiguous, NotOnRecord
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.kit.actor import Actor


class DevicesNamed:
    """The devices in sight that bear one of these words."""

    def __init__(self, actor: Actor, words: Collection[str]) -> None:
        self.known: dict[str, dict[UUID, Device]] = defaultdict(dict)
        wanted = {word.upper() for word in words}
        asked = Q(plain__in=wanted) | Q(number__in=wanted) | Q(external_id__in=set(words))
        found = visible_to(actor).alias(plain=Upper("serial")).filter(asked) if words else Device.objects.none()
        for one in found.select_related("customer").defer("customer__search").order_by("id"):
            for word in (one.serial, one.number, one.external_id or ""):
                self.known[word.upper()][one.id] = one

    def of(self, cells: Cells, words: Sequence[str], holder: Customer | None) -> list[Device]:
        """The devices a cell names; of several of one word, the customer's own."""
        return [found for word in words if (found := self._one(cells, word, holder)) is not None]

    def _one(self, cells: Cells, word: str, holder: Customer | None) -> Device | None:
        found = list(self.known.get(word.upper(), {}).values())
        if len(found) > 1 and holder is not None:
            own = [one for one in found if holder.id in (one.customer_id, one.customer.merged_into_id)]
            found = own or found
        if len(found) == 1:
            return found[0]
        column = cells.columns["devices"].label
        if not found:
            cells.refuse(NotOnRecord(value=word, column=column), "devices")
        else:
            known = ", ".join(f"{one.number} ({one.customer.number})" for one in found[:5])
            cells.refuse(Ambiguous(value=word, column=column, known=known), "devices")
        return None
