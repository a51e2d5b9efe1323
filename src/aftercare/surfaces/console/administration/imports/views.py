"""Imports: a file, what its columns mean, what would become of its rows, and the work as it goes on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.sheets.actions import (
    check_import,
    drop_import,
    run_import,
    stop_import,
    undo_import,
    upload_import,
)
from aftercare.domains.sheets.columns import LAYOUTS
from aftercare.domains.sheets.models import SheetImport
from aftercare.domains.sheets.policies import RUN, may_import, may_use_import, visible_imports
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound, Refusal
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.frame import HOME, form_page
from aftercare.surfaces.console.administration.imports.forms import UploadForm
from aftercare.surfaces.console.administration.imports.showing import columns_form, shown_import
from aftercare.surfaces.console.administration.imports.words import LOOKS, SAID
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

LIST = "console/administration/imports/list.html"
PAGE = "console/administration/imports/one.html"
HERE = "console:imports"
COMMANDS = {"run": run_import, "stop": stop_import, "undo": undo_import, "drop": drop_import}


@staff
def import_list(request: StaffRequest) -> HttpResponse:
    """What was handed in, the latest first; templates to fill in, and lists to take out."""
    require(may(request.actor, RUN))
    rows = visible_imports(request.actor).select_related("uploaded_by").defer("mapping", "heads")
    found = page(rows, sort="-pk", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [(one, LOOKS[one.state], LAYOUTS[one.noun].label) for one in found.items],
        "cursor": found.next,
        "layouts": LAYOUTS.values(),
        "may_hand_in": _may_hand_in(request),
        "crumbs": _crumbs()[:1],
    }
    return staff_page(request, LIST, context, active=HOME, partials={"rows"})


def _may_hand_in(request: StaffRequest) -> bool:
    return any(may_import(request.actor, noun) is True for noun in LAYOUTS)


@staff
def new_import(request: StaffRequest) -> HttpResponse:
    """The form, or the import it makes."""
    require(may(request.actor, RUN))
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    if form.is_valid():
        file = form.cleaned_data["file"]
        noun, language = form.cleaned_data["noun"], get_language() or ""
        try:
            made = upload_import(request.actor, noun=noun, name=file.name, content=file, language=language, at=now())
            return redirect("console:import", import_id=made.id)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    words: dict[str, Any] = {"title": _("New import"), "submit": _("Hand in"), "icon": "upload"}
    words["intro"] = _("Nothing is written yet: next you see what the columns mean, then what each row would do.")
    return form_page(request, form, back=reverse(HERE), crumbs=_crumbs(), **words)


@staff
def import_page(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """How it stands; while it is at work the page asks again by itself."""
    found = _found(request, import_id)
    context = {**shown_import(request.actor, found, request.GET.get("cursor")), "crumbs": _crumbs()}
    return staff_page(request, PAGE, context, active=HOME, partials={"work", "rows"})


@require_POST
@staff
def confirm_columns(request: StaffRequest, import_id: UUID) -> HttpResponse:
    """What the columns mean; then every row is checked."""
    found = _found(request, import_id)
    form = columns_form(found, request.POST)
    if form.is_valid():
        try:
            check_import(request.actor, found, mapping=form.mapping(), at=now())
            return redirect("console:import", import_id=import_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {**shown_import(request.actor, found, None), "form": form, "crumbs": _crumbs()}
    return staff_page(request, PAGE, context, active=HOME, status=422)


@require_POST
@staff
def move(request: StaffRequest, import_id: UUID, verb: str) -> HttpResponse:
    """Carry it out, stop, undo or drop it."""
    found = _found(request, import_id)
    if verb not in COMMANDS:
        raise NotFound()
    COMMANDS[verb](request.actor, found, at=now())
    messages.success(request, str(SAID[verb]))
    return redirect("console:import", import_id=import_id)


def _found(request: StaffRequest, import_id: UUID) -> SheetImport:
    """One that this person may see and carry out."""
    require(may(request.actor, RUN))
    found = visible_imports(request.actor).select_related("uploaded_by").filter(pk=import_id).first()
    if found is None:
        raise NotFound()
    require(may_use_import(request.actor, found))
    return found


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Administration"), reverse(HOME)), (_("Import and export"), reverse(HERE))]
