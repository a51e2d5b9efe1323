"""Whether what an import wrote can be taken back: nothing points at it, and nobody changed it since."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max, Model, Q

from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.coverage_facts import COSTS
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.models import Agreement, AgreementDevice, AgreementSite, DeviceWarranty
from aftercare.domains.contracts.queries.agreements import agreements_in_use
from aftercare.domains.customers.models import Contact, Customer, Site
from aftercare.domains.customers.queries import customers_in_use
from aftercare.domains.devices.models import Device, OwnerHistory
from aftercare.domains.fieldwork.using import agreements_paying
from aftercare.domains.grading.models import Standing
from aftercare.domains.orders.models import Order
from aftercare.domains.orders.queries import orders_in_use
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.sheets.errors import ChangedSince, GoneSince
from aftercare.domains.sheets.models import Outcome, SheetImport, SheetRow
from aftercare.kit.actor import ActorKind
from aftercare.kit.changes import InUse
from aftercare.kit.errors import Refusal
from aftercare.kit.models import LedgerEntry
from aftercare.kit.uses import uses_of

Uses = Mapping[Any, Model]
MODELS: Mapping[str, type[Model]] = {
    model.noun: model for model in (Customer, Contact, Site, Product, Device, Agreement, Order)
}  # fmt: skip
PROMISED_BY = ("agreement_id", *(f"{cost}__agreement_id" for cost in COSTS))
# Facts that change nothing anybody wrote: a number that was read, what rules made of the record, what came after it.
NO_CHANGE = ("contact.phone_revealed", "customer.graded", "customer.tagged", "agreement.renewed")


def _customers_in_use(ids: Collection[Any]) -> Uses:
    """What the rules of grading last said goes with the customer."""
    return customers_in_use(ids, apart=(Standing,))


def _devices_in_use(ids: Collection[Any]) -> Uses:
    """Copies of warranty terms came by themselves and go with the device; what was given by hand stays."""
    used = dict(uses_of(Device, ids, apart=(OwnerHistory, DeviceWarranty)))
    by_hand = DeviceWarranty.objects.filter(Q(term=None) | Q(void_on__isnull=False), device__in=ids)
    return {**{warranty.device_id: warranty for warranty in by_hand}, **used}


def _agreements_in_use(ids: Collection[Any]) -> Uses:
    """What a request was promised by an agreement stays, and the agreement with it."""
    owners = list(Agreement.objects.filter(pk__in=ids).values_list("customer_id", flat=True).distinct())
    theirs = Q(customer__in=owners) | Q(customer__merged_into__in=owners)
    devices = AgreementDevice.objects.filter(agreement__in=ids).values("device_id")
    sites = AgreementSite.objects.filter(agreement__in=ids).values("site_id")
    named = Q(coverage__has_key="better")
    for path in PROMISED_BY:
        named |= Q(**{f"coverage__{path}__in": [str(id) for id in ids]})
    used: dict[Any, Model] = dict(agreements_in_use(ids))
    for reached in (
        theirs,
        Q(device__customer__in=owners),
        Q(device__user_customer__in=owners),
        Q(device__in=devices),
        Q(device__site__in=sites),
        Q(site__in=sites),
    ):
        for one in ServiceRequest.objects.filter(reached, named).only("number", "coverage"):
            coverage = Coverage.from_json(one.coverage)
            used |= dict.fromkeys({coverage.agreement_id, *agreements_paying(coverage)} & set(ids), one)
    return used


IN_USE: Mapping[str, Callable[[Collection[Any]], Uses]] = {
    "customer": _customers_in_use,
    "product": lambda ids: uses_of(Product, ids),
    "device": _devices_in_use,
    "agreement": _agreements_in_use,
    "order": orders_in_use,
    "contact": lambda ids: uses_of(Contact, ids),
    "site": lambda ids: uses_of(Site, ids),
}


def to_undo(sheet_import: SheetImport, *, before: int, most: int) -> list[SheetRow]:
    """Written rows in front of a line, the last first: what a later row added goes before what it was added to."""
    rows = SheetRow.objects.filter(sheet_import=sheet_import, place__lt=before)
    return list(rows.filter(outcome__in=(Outcome.CREATED, Outcome.CHANGED)).order_by("-place")[:most])


def reasons_to_keep(sheet_import: SheetImport, rows: Sequence[SheetRow]) -> dict[int, Refusal]:
    """By the place of a row, why it can't be taken back; rows that can be are not named."""
    marks = _marks(sheet_import, rows)
    reasons: dict[int, Refusal] = {}
    for kind in {row.thing_kind for row in rows}:
        made = [row for row in rows if row.thing_kind == kind and row.outcome == Outcome.CREATED]
        reasons |= _of_made(sheet_import, kind, made, marks)
    for row in rows:
        if row.outcome == Outcome.CHANGED and (reason := _of_changed(row, marks)) is not None:
            reasons[row.place] = reason
    return reasons


def _marks(sheet_import: SheetImport, rows: Iterable[SheetRow]) -> dict[UUID, int]:
    """The last fact this import left of each thing: several rows may have had to do with it."""
    things = {row.thing_id for row in rows}
    same = SheetRow.objects.filter(sheet_import=sheet_import, thing_id__in=things)
    return dict(same.values_list("thing_id").annotate(Max("mark")))


def _of_made(
    sheet_import: SheetImport, kind: str, rows: Sequence[SheetRow], marks: Mapping[UUID, int]
) -> dict[int, Refusal]:
    ids = [row.thing_id for row in rows if row.thing_id]
    things = MODELS[kind]._default_manager.in_bulk(ids)
    used, later = _by_others(sheet_import, IN_USE[kind](ids)), _told_since(kind, ids, marks)
    reasons: dict[int, Refusal] = {}
    for row in rows:
        if row.thing_id not in things:
            reasons[row.place] = GoneSince(row=row.place)
        elif row.thing_id in used:
            reasons[row.place] = InUse(thing=_called(things[row.thing_id]), user=str(used[row.thing_id]))
        elif row.thing_id in later:
            reasons[row.place] = ChangedSince(thing=_called(things[row.thing_id]))
    return reasons


def _by_others(sheet_import: SheetImport, used: Uses) -> Uses:
    """Uses by what the same import made go along."""
    users = {user.pk for user in used.values() if isinstance(user, Agreement)}
    own = SheetRow.objects.filter(sheet_import=sheet_import, outcome=Outcome.CREATED, thing_id__in=users)
    going = set(own.values_list("thing_id", flat=True)) if users else set()
    return {id: user for id, user in used.items() if user.pk not in going}


def _called(thing: Any) -> str:
    return str(getattr(thing, "number", "") or thing)


def _told_since(kind: str, ids: Sequence[UUID], marks: Mapping[UUID, int]) -> set[UUID]:
    """Those of which something was told after the import: of itself by anybody, on its timeline by a person."""
    first = min((marks[id] for id in ids), default=0)
    facts = LedgerEntry.objects.filter(id__gt=first).exclude(kind__in=NO_CHANGE)
    own = facts.filter(subject_kind=kind, subject_id__in=ids).values_list("subject_id", "id")
    beside = facts.filter(context_id__in=ids).exclude(actor_kind=ActorKind.SYSTEM).values_list("context_id", "id")
    return {thing for thing, fact in (*own, *beside) if thing is not None and fact > marks[thing]}


def _of_changed(row: SheetRow, marks: Mapping[UUID, int]) -> Refusal | None:
    """Each thing the row's commands were about must stand as they left it."""
    mark = marks[row.thing_id] if row.thing_id else row.mark
    for step in row.steps:
        model, id = MODELS[step["noun"]], UUID(step["id"])
        thing = model._default_manager.filter(pk=id).first()
        if thing is None:
            return GoneSince(row=row.place)
        facts = LedgerEntry.objects.filter(subject_kind=step["noun"], subject_id=id, id__gt=mark)
        if facts.exclude(kind__in=NO_CHANGE).exists():
            return ChangedSince(thing=_called(thing))
        if "ends_on" in step["before"] and (next_one := _next_period(row.sheet_import, id)) is not None:
            return InUse(thing=_called(thing), user=_called(next_one))
        if step["verb"].startswith("add_"):
            for user in IN_USE[step["noun"]]([id]).values():
                return InUse(thing=_called(thing), user=str(user))
    return None


def _next_period(sheet_import: SheetImport, id: UUID) -> Model | None:
    """The agreement that begins where this one was made to end, unless it goes too."""
    later = Agreement.objects.filter(renews=id).first()
    return _by_others(sheet_import, {id: later}).get(id) if later else None
