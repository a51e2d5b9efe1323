"""Devices as an agreement's row names them: by serial number, by number, or by the id of another system."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Upper

from aftercare.domains.catalog.models import Product
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.policies import visible_to
from aftercare.domains.sheets.errors import Ambiguous, NotOnRecord
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.kit.actor import Actor
from aftercare.kit.words import folded


class Named(NamedTuple):
    """What a record says that an agreement covers."""

    devices: Sequence[Device]
    sites: Sequence[Site]
    products: Sequence[Product]


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


class PlacesNamed:
    """The sites of these customers, merged records included, that bear one of these names."""

    def __init__(self, words: Collection[str], owners: Collection[UUID]) -> None:
        self.known: dict[str, list[Site]] = defaultdict(list)
        theirs = Q(customer__in=owners) | Q(customer__merged_into__in=owners)
        rows = Site.objects.filter(theirs, name__in=set(words)).select_related("customer").defer("customer__search")
        for one in rows.order_by("id") if words else ():
            self.known[one.name].append(one)

    def of(self, cells: Cells, words: Sequence[str], holder: Customer | None) -> list[Site]:
        """The customer's sites that a cell names."""
        if holder is None:
            return []
        found = []
        for word in words:
            theirs = [one for one in self.known[word] if holder.id in (one.customer_id, one.customer.merged_into_id)]
            if theirs:
                found.append(theirs[0])
            else:
                cells.refuse(NotOnRecord(value=word, column=cells.columns["sites"].label), "sites")
        return found


def products_named(words: Collection[str]) -> dict[str, Product]:
    """The models of these numbers."""
    rows = Product.objects.filter(number__in=set(words)).defer("search") if words else ()
    return {folded(one.number): one for one in rows}


def once(things: Sequence[Any]) -> list[Any]:
    """Each of them once, in the order in which they were named."""
    return list({one.id: one for one in things}.values())
