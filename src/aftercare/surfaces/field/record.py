"""Writing the service record: with the job solved, with the job not solved, and anew after it was sent back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from aftercare.domains.catalog.models import Part
from aftercare.domains.catalog.queries import searched
from aftercare.domains.fieldwork.actions import correct_record, fail_visit, handle_visit
from aftercare.domains.fieldwork.errors import RecordAccepted
from aftercare.domains.fieldwork.models import RecordResult, RecordRule
from aftercare.domains.fieldwork.policies import may_write_record
from aftercare.domains.fieldwork.queries import RecordSheet, records_of, rule_for
from aftercare.domains.fieldwork.states import RecordState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import WORK
from aftercare.domains.requests.queries import find_request
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.permissions import may, require
from aftercare.surfaces.field import photos
from aftercare.surfaces.field.record_form import FailForm, RecordForm, UnsolvedForm
from aftercare.surfaces.field.sheet import RecordForms, sheet_forms, shown
from aftercare.surfaces.field.views import EngineersRequest, bar
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page
from aftercare.ui.parts import Words

FOUND = 20
REFUSED = 422


@dataclass(frozen=True, slots=True)
class Writing:
    """What a record is written for: the words of the page, its form, and what it does."""

    name: str
    heading: Words
    done: Words
    form: type[RecordForm]
    act: Callable[[EngineersRequest, ServiceRequest, RecordForms], Any]

    def asks(self, wanted: ServiceRequest) -> RecordRule:
        """What the record must hold: all that its kind asks for where the job is solved, else nothing."""
        return RecordRule(kind_id=wanted.kind_id) if issubclass(self.form, UnsolvedForm) else rule_for(wanted.kind_id)


@login_required
def write_record(request: EngineersRequest, id: UUID) -> HttpResponse:
    """Report the job solved, with its record."""
    wanted = find_request(request.actor, id)
    return _write(request, wanted, _under_way(wanted), SOLVED)


@login_required
def write_failure(request: EngineersRequest, id: UUID) -> HttpResponse:
    """Report the job not solved, with as much of a record as there is."""
    wanted = find_request(request.actor, id)
    return _write(request, wanted, _under_way(wanted), UNSOLVED)


@login_required
def rewrite_record(request: EngineersRequest, id: UUID, record: UUID) -> HttpResponse:
    """Correct a record that is not accepted yet, one that was sent back before all."""
    wanted = find_request(request.actor, id)
    kept = next((sheet for sheet in records_of(wanted) if sheet.record.id == record), None)
    if kept is None:
        raise NotFound()
    require(may_write_record(request.actor, kept.record.attempt, wanted))
    if kept.record.state == RecordState.DRAFT:
        return redirect("field:record", id=id)
    if kept.record.state == RecordState.ACCEPTED:
        raise RecordAccepted()
    return _write(request, wanted, kept, CORRECTED if kept.record.result == RecordResult.SOLVED else UNSOLVED_CORRECTED)


def _under_way(wanted: ServiceRequest) -> RecordSheet | None:
    return next((sheet for sheet in records_of(wanted) if sheet.record.attempt.ended_at is None), None)


def _write(
    request: EngineersRequest, wanted: ServiceRequest, kept: RecordSheet | None, writing: Writing
) -> HttpResponse:
    """Show the record, or do what it is written for; of what is refused, the photos stay with the record."""
    forms = sheet_forms(request, wanted, kept, writing.form)
    brought = kept_now = 0
    if request.method == "POST":
        sound = forms.is_valid()  # draws the photos anew, before anybody would have to wait for it
        asks = photos.remove(request, wanted, forms) or "more" in request.POST  # for another form, not for a report
        answer = _report(request, wanted, writing, forms if sound and not asks else None)
        if answer.status_code != REFUSED:
            return answer
        brought, kept_now = len(forms.photos), photos.keep(request, wanted, forms)
    context = {"wanted": wanted, "form": forms.words, "writing": writing, "bar": bar(request.actor)}
    context["kept_now"] = kept_now
    context |= shown(forms, writing.asks(wanted)) | {"choose_again": bool(brought and not kept_now)}
    return page(request, "field/record.html", context, status=REFUSED if request.method == "POST" else 200)


@answered_once
def _report(
    request: EngineersRequest, wanted: ServiceRequest, writing: Writing, forms: RecordForms | None
) -> HttpResponse:
    """Do what the record is written for, once; without a sound form it is no report yet, as with a further line."""
    if forms is None:
        return HttpResponse(status=REFUSED)
    try:
        with transaction.atomic():
            photos.attach(request, wanted, forms)
            writing.act(request, wanted, forms)
    except Refusal as refusal:
        forms.refuse(refusal)
        return HttpResponse(status=REFUSED)
    messages.success(request, writing.done % {"number": wanted.number})
    return redirect("field:day")


def _solved(request: EngineersRequest, wanted: ServiceRequest, forms: RecordForms) -> None:
    handle_visit(request.actor, wanted, record=forms.draft(), at=now())


def _unsolved(request: EngineersRequest, wanted: ServiceRequest, forms: RecordForms) -> None:
    said = forms.words.cleaned_data
    record = None if forms.is_empty else forms.draft()
    fail_visit(request.actor, wanted, outcome=said["outcome"].code, note=said["note"], record=record, at=now())


def _corrected(request: EngineersRequest, wanted: ServiceRequest, forms: RecordForms) -> None:
    if forms.kept is None:
        raise NotFound()
    correct_record(request.actor, forms.kept.record, changes=forms.draft(), at=now())


SOLVED = Writing(
    "handle",
    gettext_lazy("Service record"),
    gettext_lazy("%(number)s: reported as solved; the customer is called back."),
    RecordForm,
    _solved,
)
UNSOLVED = Writing(
    "fail",
    gettext_lazy("Not solved"),
    gettext_lazy("%(number)s: reported as not solved."),
    FailForm,
    _unsolved,
)
CORRECTED = Writing(
    "correct",
    gettext_lazy("Correct the record"),
    gettext_lazy("%(number)s: the record is corrected."),
    RecordForm,
    _corrected,
)
UNSOLVED_CORRECTED = Writing("correct", CORRECTED.heading, CORRECTED.done, UnsolvedForm, _corrected)


@login_required
def find_parts(request: EngineersRequest) -> HttpResponse:
    """Parts by any word of number or name, for the box that is typed into."""
    require(may(request.actor, WORK))
    q = request.GET.get("q", "").strip()
    rows = searched(Part.objects.defer("search"), q).order_by("number")[:FOUND] if q else ()
    return JsonResponse({"items": [{"id": part.number, "label": f"{part.number} · {part.name}"} for part in rows]})
