"""The weights of dispatch: what counts how much, what a change would have changed, and who changed it when."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.dispatch.actions import set_weights
from aftercare.domains.dispatch.models import WeightSet
from aftercare.domains.dispatch.policies import may_set_weights, may_view_weights
from aftercare.domains.dispatch.queries import active_weights, weights_of
from aftercare.domains.dispatch.weights import Weights
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.paging import page
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.frame import HOME, accepted
from aftercare.surfaces.console.administration.weights.forms import WeightsForm
from aftercare.surfaces.console.administration.weights.history import told
from aftercare.surfaces.console.administration.weights.preview import preview_for
from aftercare.surfaces.console.administration.weights.words import as_typed, in_columns
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page, staff_preview

ALL, ONE = "console/administration/weights/all.html", "console/administration/weights/one.html"
READY, ROWS = "ready", 10


@staff_preview
def weights_page(request: StaffRequest) -> HttpResponse:
    """All of them in one form; `preview` shows what they would have changed and keeps nothing."""
    require(may_set_weights(request.actor))
    force = active_weights()
    filled, notice = _filled(request.GET.get("values", ""), force)
    initial = {**as_typed(filled), "expected": force.version if force else 0}
    form = WeightsForm(request.POST or None, initial=initial)
    looking = "preview" in request.POST and form.is_valid()
    if form.is_bound and "preview" not in request.POST:
        in_force = {**as_typed(weights_of(force)), "expected": initial["expected"]}
        kept = accepted(form, set_weights, request.actor, stands=in_force, at=now())
        if kept is not None:
            return _done(request, kept, force)
    context: dict[str, Any] = {"form": form, "force": force, "notice": notice, "values": request.GET.get("values", "")}
    if looking:
        context |= {"preview": preview_for(request.actor, Weights.from_json(form.cleaned_data["values"]))}
    status = 422 if form.is_bound and not looking else 200
    return staff_page(request, ALL, {**context, **_history(request)}, active=HOME, partials={"rows"}, status=status)


def _filled(asked: str, force: WeightSet | None) -> tuple[Weights, str]:
    """The weights a form begins with, and what to say where they are not those in force."""
    if asked == READY:
        return Weights(), _("The ready-made numbers are filled in. Nothing is changed until you keep them.")
    earlier = WeightSet.objects.filter(version=int(asked)).first() if asked.isdecimal() and len(asked) < 9 else None
    if earlier is None or earlier == force:
        return weights_of(force), ""
    said = _("The numbers of version %(number)d are filled in. Nothing is changed until you keep them.")
    return weights_of(earlier), said % {"number": earlier.version}


def _done(request: StaffRequest, kept: WeightSet, force: WeightSet | None) -> HttpResponse:
    if kept == force:
        messages.info(request, _("These are the numbers in force; nothing was changed."))
    else:
        messages.success(request, _("Version %(number)d counts from now on.") % {"number": kept.version})
    return redirect("console:weights")


def _history(request: StaffRequest) -> dict[str, Any]:
    found = page(WeightSet.objects.all(), sort="-pk", limit=shown(request, ROWS), cursor=request.GET.get("cursor"))
    return {"rows": told(found.items), "cursor": found.next}


@staff
def weight_set_page(request: StaffRequest, weight_set_id: UUID) -> HttpResponse:
    """One set as it was kept: every number, who set it, why, and what it changed."""
    require(may_view_weights(request.actor))
    one = WeightSet.objects.filter(pk=weight_set_id).first()
    if one is None:
        raise NotFound()
    may_set = may_set_weights(request.actor) is True
    force = active_weights()
    context = {
        "told": told([one])[0],
        "columns": in_columns(weights_of(one)),
        "in_force": one == force,
        "may_set": may_set,
        "crumbs": _crumbs() if may_set else [],
        "again_url": f"{reverse('console:weights')}?values={one.version}",
    }
    return staff_page(request, ONE, context, active=HOME if may_set else "console:requests")


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Administration"), reverse(HOME)), (_("Dispatch weights"), reverse("console:weights"))]
