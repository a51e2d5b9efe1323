"""Rates of labour and travel, and what holds for quotations and charges."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.billing.actions import add_rate, end_rate, set_billing_settings
from aftercare.domains.billing.models import ServiceRate
from aftercare.domains.billing.policies import may_keep_rates
from aftercare.domains.billing.queries import billing_settings
from aftercare.domains.billing.words import plain
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.locking import version_of
from aftercare.kit.paging import page
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.billing.forms import RateForm, SettingsForm
from aftercare.surfaces.console.administration.frame import HOME, accepted, form_page
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.parts import FilterChip

RATES, SETTINGS, KINDS = "console:service_rates", "console:billing_settings", "console:billing_rules"
LIST = "console/administration/billing/rates.html"


def tabs(here: str) -> list[FilterChip]:
    """How the three pages lead to each other."""
    named = ((RATES, _("Rates")), (KINDS, _("Before work starts")), (SETTINGS, _("Quotations")))
    return [FilterChip(label, reverse(name), active=name == here) for name, label in named]


@staff
def service_rates(request: StaffRequest) -> HttpResponse:
    """Every rate, the latest first."""
    require(may_keep_rates(request.actor))
    rows = ServiceRate.objects.select_related("kind", "tax_rate")
    found = page(rows, sort="-valid_from", limit=shown(request), cursor=request.GET.get("cursor"))
    context = {
        "rows": [(one, f"{plain(one.amount)} {one.currency} / {one.get_per_display()}") for one in found.items],
        "cursor": found.next,
        "tabs": tabs(RATES),
        "crumbs": [(_("Administration"), reverse(HOME))],
    }
    return staff_page(request, LIST, context, active=HOME, partials={"rows"})


@staff
def new_rate(request: StaffRequest) -> HttpResponse:
    """The form, or the rate it adds."""
    require(may_keep_rates(request.actor))
    form = RateForm(request.POST if request.method == "POST" else None, initial={"valid_from": localdate()})
    if accepted(form, add_rate, request.actor, at=now()) is not None:
        messages.success(request, _("The rate holds from its day on; what was quoted keeps its price."))
        return redirect(RATES)
    crumbs = [(_("Administration"), reverse(HOME)), (_("Rates"), reverse(RATES))]
    words: dict[str, Any] = {"title": _("New rate"), "submit": _("Add the rate")}
    return form_page(request, form, back=reverse(RATES), crumbs=crumbs, **words)


@require_POST
@staff
def drop_rate(request: StaffRequest, rate_id: UUID) -> HttpResponse:
    """Use it no more; the one before it holds again."""
    require(may_keep_rates(request.actor))
    rate = ServiceRate.objects.filter(pk=rate_id).first()
    if rate is None:
        raise NotFound()
    end_rate(request.actor, rate, at=now())
    messages.success(request, _("The rate is used no more."))
    return redirect(RATES)


@staff
def settings(request: StaffRequest) -> HttpResponse:
    """What holds now, or from now on."""
    require(may_keep_rates(request.actor))
    held = billing_settings()
    begun = {
        "validity_days": held.validity_days,
        "remind_days": held.remind_days,
        "tolerance_percent": held.tolerance_percent.normalize(),
        "tax_rate": held.tax_rate_id,
        "expected": version_of(held),
    }
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=begun)
    if accepted(form, set_billing_settings, request.actor, at=now()) is not None:
        messages.success(request, _("It holds for everything that is written from now on."))
        return redirect(RATES)
    crumbs = [(_("Administration"), reverse(HOME)), (_("Rates"), reverse(RATES))]
    words: dict[str, Any] = {"title": _("What holds for quotations"), "submit": _("Keep the changes")}
    return form_page(request, form, back=reverse(RATES), crumbs=crumbs, **words)
