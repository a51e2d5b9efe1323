"""Writing the service record: the form with what is kept so far, and what it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aftercare.domains.catalog.models import Part
from aftercare.domains.catalog.queries import searched
from aftercare.domains.fieldwork.actions import attach_photo, handle_visit
from aftercare.domains.fieldwork.drafts import Answer, CostLine, Measured, PartLine, RecordDraft
from aftercare.domains.fieldwork.models import RecordRule
from aftercare.domains.fieldwork.queries import RecordSheet, records_of, rule_for
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import WORK
from aftercare.domains.requests.queries import find_request
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import Refusal
from aftercare.kit.permissions import may, require
from aftercare.surfaces.field.record_form import FAULTS, LINES, Lines, RecordForm
from aftercare.surfaces.field.views import EngineersRequest, bar
from aftercare.ui.once import answered_once
from aftercare.ui.pages import page
from aftercare.ui.parts import Words

FOUND = 20
MADE: Mapping[str, type] = {"parts": PartLine, "costs": CostLine, "answers": Answer, "readings": Measured}
KEPT = ("work_done", "labour_minutes", "travel_minutes", "problem", "next_advice", "signature_missing_reason")
ASKED: Mapping[str, Words] = {
    "cause": gettext_lazy("the cause"),
    "signature": gettext_lazy("the customer's signature, or why nobody signed"),
    "photo": gettext_lazy("a photo"),
}


@dataclass(slots=True)
class RecordForms:
    """The form and its lines, bound together."""

    words: RecordForm
    lines: Mapping[str, Lines]
    kept: RecordSheet | None
    kept_lines: Mapping[str, list[dict[str, Any]]]

    def is_valid(self) -> bool:
        """Everything is looked at, so that everything wrong is marked at once."""
        return all([self.words.is_valid(), *(lines.is_valid() for lines in self.sent.values())])

    @property
    def sent(self) -> Mapping[str, Lines]:
        """The lines that came with the form; without them those kept before stay."""
        return {name: lines for name, lines in self.lines.items() if lines.is_bound}

    def draft(self) -> RecordDraft:
        """The record as it was typed; lines that are as they were kept stay, with all that is known of them."""
        typed: dict[str, Any] = {}
        for name, lines in self.sent.items():
            rows = lines.rows()
            if rows != self.kept_lines[name]:
                typed[name] = tuple(MADE[name](**row) for row in rows)
        return RecordDraft(**self.words.given(), **typed)

    def refuse(self, refusal: Refusal) -> None:
        """The sentence at the head, and each field's own beside it."""
        self.words.add_error(None, str(refusal))
        for key, sentence in refusal.errors.items():
            head, *rest = key.split(".")
            if head in self.sent and rest:
                line = self.lines[head].written[int(rest[0])]
                line.add_error(rest[1] if rest[1:] and rest[1] in line.fields else None, str(sentence))
            elif head in self.words.fields:
                self.words.add_error(head, str(sentence))


@login_required
@answered_once
def write_record(request: EngineersRequest, id: UUID) -> HttpResponse:
    """Show the record, take a further line where scripts don't, or report the job handled with it."""
    wanted = find_request(request.actor, id)
    forms = _forms(request, wanted)
    if request.method == "POST" and "more" not in request.POST and forms.is_valid():
        try:
            _report(request.actor, wanted, forms)
        except Refusal as refusal:
            forms.refuse(refusal)
        else:
            messages.success(
                request, _("%(number)s: reported as solved; the customer is called back.") % {"number": wanted.number}
            )
            return redirect("field:day")
    context = {"wanted": wanted, "form": forms.words, **_shown(forms, rule_for(wanted.kind_id)), "bar": bar()}
    context["choose_again"] = bool(request.FILES)
    return page(request, "field/record.html", context, status=422 if request.method == "POST" else 200)


@transaction.atomic
def _report(actor: Actor, wanted: ServiceRequest, forms: RecordForms) -> None:
    at = now()
    for photo in forms.words.cleaned_data["photos"]:
        attach_photo(actor, wanted, name=photo.name, content=photo, at=at)
    handle_visit(actor, wanted, record=forms.draft(), at=at)


def _forms(request: HttpRequest, wanted: ServiceRequest) -> RecordForms:
    kept = next((sheet for sheet in records_of(wanted) if sheet.record.attempt.ended_at is None), None)
    given, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    category = wanted.product.category if wanted.product else None
    words = RecordForm(given, files, initial=_words_kept(kept), category=category)
    sent = _one_more(given) if given is not None and "parts-TOTAL_FORMS" in given else None
    known = _lines_kept(kept)
    lines = {name: made(sent, prefix=name, initial=None if sent else known[name]) for name, made in LINES.items()}
    return RecordForms(words, lines, kept, known)


def _one_more(given: QueryDict) -> QueryDict:
    """What was sent, with a further line where the button asked for one."""
    count = f"{given.get('more', '')}-TOTAL_FORMS"
    lines = str(given.get(count, ""))
    if not lines.isdecimal():
        return given
    more = given.copy()
    more[count] = str(int(lines) + 1)
    return more


def _words_kept(kept: RecordSheet | None) -> dict[str, Any]:
    if kept is None:
        return {}
    record = kept.record
    known = {name: getattr(record, name) for name in (*KEPT, *FAULTS)} | {"signed_by": record.signed_by}
    return {name: value for name, value in known.items() if value not in (None, "")}


def _lines_kept(kept: RecordSheet | None) -> Mapping[str, list[dict[str, Any]]]:
    if kept is None:
        return {name: [] for name in LINES}
    fields = {name: tuple(made.form.base_fields) for name, made in LINES.items()}
    lines = {name: [{f: getattr(line, f, "") for f in fields[name]} for line in getattr(kept, name)] for name in LINES}
    for row, line in zip(lines["parts"], kept.parts, strict=True):
        row |= {"part": line.part_number, "name": "" if line.part_number else line.name, "quantity": line.quantity}
    return lines


def _shown(forms: RecordForms, rule: RecordRule) -> dict[str, Any]:
    """Each section with whether it stands open: because it is asked for, holds something, or has something wrong."""
    asked = {name: getattr(rule, f"require_{name}") for name in ASKED}
    form, kept = forms.words, forms.kept
    full = {name: bool(lines.shown) or (lines.is_bound and not lines.is_valid()) for name, lines in forms.lines.items()}
    found = ("symptom", "cause", "remedy", "problem")
    return {
        "lines": forms.lines,
        "kept": kept,
        "asked": asked,
        "asked_words": [words for name, words in ASKED.items() if asked[name]],
        "open": {
            **full,
            "found": asked["cause"] or any(form[name].value() for name in found),
            "photos": asked["photo"] or bool(form["photos"].errors),
            "signature": asked["signature"] or any(form[name].value() or form[name].errors for name in SIGNING),
            "more": any(form[name].value() or form[name].errors for name in ("travel_minutes", "next_advice")),
        },
    }


SIGNING = ("signature", "signed_by", "signature_missing_reason")


@login_required
def find_parts(request: EngineersRequest) -> HttpResponse:
    """Parts by any word of number or name, for the box that is typed into."""
    require(may(request.actor, WORK))
    q = request.GET.get("q", "").strip()
    rows = searched(Part.objects.defer("search"), q).order_by("number")[:FOUND] if q else ()
    return JsonResponse({"items": [{"id": part.number, "label": f"{part.number} · {part.name}"} for part in rows]})
