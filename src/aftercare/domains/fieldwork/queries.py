"""Reads of the room: the records of a request with all their lines, and what typed codes and numbers stand for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet, prefetch_related_objects

from aftercare.domains.catalog.models import Category, FaultCode, Part
from aftercare.domains.catalog.queries import categories_above, fault_codes
from aftercare.domains.devices.models import Device
from aftercare.domains.fieldwork.errors import PartMisspelt, UnknownFault, UnknownPart
from aftercare.domains.fieldwork.models import (
    ChecklistAnswer,
    RecordCost,
    RecordPart,
    RecordReading,
    RecordRule,
    ServiceRecord,
)
from aftercare.domains.fieldwork.states import RecordState
from aftercare.domains.fieldwork.totals import Totals, totals_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import WORK, visible_to
from aftercare.kit.actor import Actor
from aftercare.kit.compiled import compiled
from aftercare.kit.models import StoredFile

L = TypeVar("L", RecordPart, RecordCost, ChecklistAnswer, RecordReading)
SHOWN = ("attempt", "engineer", "assignee", "symptom", "cause", "remedy", "signature")
ALIKE = 0.2  # trigram similarity from which a number resembles another
NEAREST = 3


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A record with everything on it."""

    record: ServiceRecord
    parts: tuple[RecordPart, ...]
    costs: tuple[RecordCost, ...]
    answers: tuple[ChecklistAnswer, ...]
    readings: tuple[RecordReading, ...]
    photos: tuple[StoredFile, ...]
    totals: Totals


def records_of(request: ServiceRequest) -> list[RecordSheet]:
    """The records of a request in the order of its attempts, in six statements however many there are."""
    records = _records(request.id)
    if not records:
        return []
    prefetch_related_objects(records, "parts", "costs", "answers", "readings")
    photos = photos_of(records)
    return [_sheet(record, photos.get(record.id, ())) for record in records]


@compiled
def _records(request_id: UUID) -> QuerySet[ServiceRecord]:
    rows = ServiceRecord.objects.filter(request=request_id)
    return rows.select_related(*SHOWN).order_by("attempt__position")


def to_correct(actor: Actor) -> QuerySet[ServiceRecord]:
    """The records that were sent back to the actor or to a team of theirs, the oldest first."""
    teams = actor.teams if actor.scope(WORK) is not None else frozenset()
    nobody = Q(assignee=None) | Q(assignee__is_active=False)
    mine = Q(assignee=actor.id) | (Q(attempt__team__in=teams) & nobody)
    rows = ServiceRecord.objects.filter(mine, state=RecordState.SENT_BACK).select_related("request__customer")
    return rows.order_by("written_at", "id")


def record_of(record: ServiceRecord) -> RecordSheet:
    """One record with everything on it."""
    found = ServiceRecord.objects.select_related(*SHOWN).prefetch_related("parts", "costs", "answers", "readings")
    return _sheet(found.get(pk=record.pk), photos_of([record]).get(record.pk, ()))


def photos_of(records: Iterable[ServiceRecord]) -> Mapping[UUID, tuple[StoredFile, ...]]:
    """The photos of records in the order they were put there."""
    ids = [record.id for record in records]
    rows = StoredFile.objects.filter(subject_kind=ServiceRecord.noun, subject_id__in=ids, role="photo").order_by("id")
    found: dict[UUID, tuple[StoredFile, ...]] = {}
    for photo in rows:
        found[photo.subject_id] = (*found.get(photo.subject_id, ()), photo)
    return found


def _sheet(record: ServiceRecord, photos: tuple[StoredFile, ...]) -> RecordSheet:
    parts, costs = _in_order(record.parts.all()), _in_order(record.costs.all())
    answers, readings = _in_order(record.answers.all()), _in_order(record.readings.all())
    return RecordSheet(record, parts, costs, answers, readings, photos, totals_of(record, parts, costs))


def _in_order(lines: Iterable[L]) -> tuple[L, ...]:
    return tuple(sorted(lines, key=lambda line: (line.position, line.id)))


def rule_for(kind: str) -> RecordRule:
    """What a record of this kind must hold; nothing more where nobody has said so."""
    return RecordRule.objects.filter(kind=kind).first() or RecordRule(kind_id=kind)


def rules_of(kinds: Iterable[str]) -> Mapping[str, RecordRule]:
    """The same for each of these kinds, in one statement."""
    codes = list(kinds)
    said = {rule.kind_id: rule for rule in RecordRule.objects.filter(kind__in=codes)}
    return {code: said.get(code) or RecordRule(kind_id=code) for code in codes}


def parts_named(numbers: Iterable[str]) -> Mapping[str, Part]:
    """The catalog's parts by the numbers (or ids) that were typed, in one statement; an unknown one is refused."""
    typed = set(numbers)
    ids = {number: id for number in typed if (id := _id(number))}
    rows = Part.objects.filter(Q(number__in=typed) | Q(pk__in=ids.values())).defer("search") if typed else []
    by_key: dict[str | UUID | None, Part] = {key: part for part in rows for key in (part.number, part.id)}
    named = {number: by_key[key] for number in typed for key in (ids.get(number), number) if key in by_key}
    if unknown := sorted(typed - set(named)):
        raise _no_such_part(unknown[0])
    return named


def _no_such_part(number: str) -> UnknownPart:
    alike = Part.objects.annotate(alike=TrigramSimilarity("number", number)).filter(alike__gt=ALIKE)
    nearest = alike.order_by("-alike", "number").values_list("number", flat=True)[:NEAREST]
    if not nearest:
        return UnknownPart(number=number)
    return PartMisspelt(number=number, nearest=", ".join(nearest))


def category_of(request: ServiceRequest) -> Category | None:
    """Of what kind the thing is: by its product, else by the problem; None where neither is known."""
    if request.product:
        return request.product.category
    return request.problem_type.category if request.problem_type else None


def faults_named(request: ServiceRequest, given: Mapping[str, str]) -> dict[str, FaultCode]:
    """The codes typed for symptom, cause and remedy, the product's own before those of all; in one statement."""
    category = category_of(request)
    above = categories_above(category)
    fits = Q(category=None) | Q(category_id__in=above) if category else Q()
    asked = Q(pk__in=[])
    for kind, code in given.items():
        asked |= Q(kind=kind, pk=id) if (id := _id(code)) else Q(kind=kind, code=code)
    rows = list(FaultCode.objects.filter(fits, asked, active=True)) if given else []
    rows.sort(key=lambda row: above.index(row.category_id) if row.category_id in above else len(above), reverse=True)
    found = {row.kind: row for row in rows}  # the nearest category comes last and wins
    for kind, code in given.items():
        if kind not in found:
            raise _no_such_fault(request, kind, code)
    return found


def _no_such_fault(request: ServiceRequest, kind: str, code: str) -> UnknownFault:
    known = fault_codes(kind, category_of(request))
    listed = ", ".join(known.values_list("code", flat=True)[:20])
    refused = UnknownFault(given=code, list=UnknownFault.LISTS[kind], known=listed or "–")
    refused.errors[kind] = str(refused)
    return refused


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def parts_fitted(actor: Actor, device: Device) -> QuerySet[RecordPart]:
    """What written records of requests in sight say was built into a device, the latest first."""
    seen = visible_to(actor).filter(device=device).values("pk")
    rows = RecordPart.objects.filter(record__request__in=seen).exclude(record__state=RecordState.DRAFT)
    return rows.select_related("record").order_by("-record__written_at", "position", "id")
