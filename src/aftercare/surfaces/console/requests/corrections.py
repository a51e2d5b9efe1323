"""The figures of a request's records as fields of its sign-off: what the manager writes over them is what counts."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from aftercare.domains.fieldwork.drafts import Correction
from aftercare.domains.fieldwork.queries import RecordSheet, records_of
from aftercare.domains.fieldwork.states import WRITTEN
from aftercare.domains.requests.models import ServiceRequest
from aftercare.surfaces.console.requests.forms import SignOffForm
from aftercare.ui.forms import only_when

MINUTES = ("labour_minutes", "travel_minutes", "billable_minutes")
A_DAY = 1440
LARGEST = Decimal(1_000_000)


def sign_off_form(wanted: ServiceRequest) -> type[forms.Form]:
    """The form of the sign-off with a field for each figure that is to be accepted."""
    fields: dict[str, Any] = {}
    sheets = [sheet for sheet in records_of(wanted) if sheet.record.state in WRITTEN]
    for sheet in sheets:
        fields |= dict(_fields(sheet, several=len(sheets) > 1))
    return type("SignOffWithFigures", (SignOffForm,), fields)


def corrections_in(given: Mapping[str, Any]) -> list[Correction]:
    """What was written over the records, by record; an empty field leaves its figure."""
    found: dict[UUID, dict[str, Any]] = {}
    for name, value in given.items():
        kind, _colon, ids = name.partition(":")
        if not ids or value is None:
            continue
        record, _colon, line = ids.partition(":")
        told = found.setdefault(UUID(record), {"parts": {}, "costs": {}})
        if line:
            told[kind][UUID(line)] = value
        else:
            told[kind] = value
    return [Correction(record=record, **told) for record, told in found.items()]


def _fields(sheet: RecordSheet, *, several: bool) -> Iterator[tuple[str, forms.Field]]:
    record = sheet.record
    of = _(" (attempt %(number)s)") % {"number": record.attempt.position} if several else ""
    labels = (_("Labour minutes"), _("Travel minutes"), _("Billed minutes"))
    for name, label in zip(MINUTES, labels, strict=True):
        field = forms.IntegerField(
            label=f"{label}{of}", min_value=0, max_value=A_DAY, initial=getattr(record, name), required=False
        )
        yield f"{name}:{record.id}", only_when("accepted=yes", field)
    for part in sheet.parts:
        label = _("Pieces of %(part)s%(of)s") % {"part": part.name or part.part_number, "of": of}
        yield f"parts:{record.id}:{part.id}", _number(label, part.quantity, _("0 strikes it out."))
    for cost in sheet.costs:
        label = _("%(kind)s, %(currency)s%(of)s") % {
            "kind": cost.note or cost.kind,
            "currency": cost.currency,
            "of": of,
        }
        yield f"costs:{record.id}:{cost.id}", _number(label, cost.amount, "")


def _number(label: str, value: Decimal, help: str) -> forms.Field:
    field = forms.DecimalField(
        label=label, min_value=0, max_value=LARGEST, initial=f"{value.normalize():f}", required=False, help_text=help
    )
    return only_when("accepted=yes", field)
