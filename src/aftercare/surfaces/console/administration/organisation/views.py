"""The organisation tree: its nodes in order, each below the one it belongs to, with how many people are there."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.actions import change_unit, create_unit, deactivate_unit, move_unit, reactivate_unit
from aftercare.domains.accounts.models import OrganisationUnit
from aftercare.domains.accounts.policies import MANAGE_COMPANY, may_change_unit, within
from aftercare.domains.accounts.queries import root_unit
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.administration.fields import unit_words
from aftercare.surfaces.console.administration.frame import HOME, accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.administration.organisation.forms import KINDS, MoveForm, NewUnitForm, UnitForm
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page

TREE = "console/administration/organisation/tree.html"
KIND = dict(KINDS)
DEEPEST = 4


@staff
def tree(request: StaffRequest) -> HttpResponse:
    """The nodes in the order of the tree; searched for, those that match alone."""
    require(may(request.actor, MANAGE_COMPANY))
    words = request.GET.get("q", "").strip()
    rows = OrganisationUnit.objects.filter(Q(name__icontains=words) | Q(code__icontains=words))
    found = page(
        rows.annotate(here=Count("people", filter=Q(people__is_active=True))),
        sort="path",
        limit=shown(request),
        cursor=request.GET.get("cursor"),
    )
    lines = [
        {
            "unit": unit,
            "depth": 0 if words else min(unit.path.count("/") - 1, DEEPEST),
            "kind": KIND.get(unit.kind, unit.kind),
            "may_change": within(request.actor, MANAGE_COMPANY, unit.id) is True,
        }
        for unit in found.items
    ]
    context = {"rows": lines, "cursor": found.next}
    return staff_page(request, TREE, context, active=HOME, partials={"results", "rows"})


def found_unit(request: StaffRequest, unit_id: UUID) -> OrganisationUnit:
    """A node, for whoever may change it."""
    require(may(request.actor, MANAGE_COMPANY))
    unit = OrganisationUnit.objects.select_related("parent").filter(pk=unit_id).first()
    if unit is None:
        raise NotFound()
    require(may_change_unit(request.actor, unit))
    return unit


def _shown(request: StaffRequest, form: forms.Form, **words: Any) -> HttpResponse:
    back = reverse("console:organisation")
    crumbs = [(_("Administration"), reverse(HOME)), (_("Organisation"), back)]
    return form_page(request, form, back=back, crumbs=crumbs, **words)


def _done(request: StaffRequest, words: str, unit: OrganisationUnit) -> HttpResponse:
    messages.success(request, words % {"name": unit.name})
    return redirect("console:organisation")


@staff
def new_unit(request: StaffRequest) -> HttpResponse:
    """An empty form, below the node that was chosen; or the node it makes."""
    require(may(request.actor, MANAGE_COMPANY))
    below = OrganisationUnit.objects.filter(code=request.GET.get("below", ""), active=True).first() or root_unit()
    form = NewUnitForm(request.POST or None, initial={"parent": unit_words(below), "kind": "outlet"})
    unit = accepted(form, create_unit, request.actor, at=now())
    if unit is not None:
        return _done(request, _("%(name)s is part of the company now."), unit)
    return _shown(request, form, title=_("New part of the company"), submit=_("Add it"), icon="plus")


@staff
def change(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """What it is called, what it is, and which regions it serves."""
    unit = found_unit(request, unit_id)

    def shows() -> dict[str, Any]:
        held = OrganisationUnit.objects.get(pk=unit.pk)
        return {"name": held.name, "kind": held.kind, "region_codes": " ".join(held.region_codes)}

    form = standing_form(UnitForm, request, shows())
    if accepted(form, as_seen(change_unit, shows, hold=unit), request.actor, unit, at=now()):
        return _done(request, _("%(name)s is changed."), unit)
    return _shown(request, form, title=_("Change %(name)s") % {"name": unit.name}, submit=_("Keep the changes"))


@staff
def move(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """Below which node it is to stand."""
    unit = found_unit(request, unit_id)

    def shows() -> dict[str, Any]:
        return {"to": unit_words(OrganisationUnit.objects.select_related("parent").get(pk=unit.pk).parent)}

    form = standing_form(MoveForm, request, shows())
    # No row is held: those who move wait for each other at the tree first.
    if accepted(form, as_seen(move_unit, shows), request.actor, unit, at=now()):
        return _done(request, _("%(name)s stands elsewhere now."), unit)
    return _shown(request, form, title=_("Move %(name)s") % {"name": unit.name}, submit=_("Move it"))


@staff
def use(request: StaffRequest, unit_id: UUID) -> HttpResponse:
    """Take it out of use, or into use again."""
    unit = found_unit(request, unit_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    command = deactivate_unit if unit.active else reactivate_unit
    if accepted(form, command, request.actor, unit, at=now()):
        return _done(request, _("%(name)s is out of use.") if unit.active else _("%(name)s is in use again."), unit)
    if unit.active:
        words = {"title": _("Take %(name)s out of use"), "submit": _("Take it out of use"), "kind": "danger"}
        intro = _("Nothing new can be put there; what happened there stays on record.")
    else:
        words = {"title": _("Take %(name)s into use again"), "submit": _("Take it into use")}
        intro = _("People, teams and roles can be put there again.")
    words["title"] %= {"name": unit.name}
    return _shown(request, form, intro=intro, **words)
