"""Taxes that lines bear, and the limits above which a review takes a right of its own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from aftercare.domains.orders.actions import add_tax_rate, change_tax_rate, set_approval_limit
from aftercare.domains.orders.models import ApprovalLimit, TaxRate
from aftercare.domains.orders.pricing import written
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.money import Money, plain
from aftercare.kit.paging import page
from aftercare.surfaces.console.administration.frame import HOME, accepted, form_page
from aftercare.surfaces.console.administration.prices.forms import LimitForm, NewLimitForm, NewRateForm, RateForm
from aftercare.surfaces.console.administration.prices.lists import FOLDER
from aftercare.surfaces.console.administration.prices.reach import LIMITS, RATES, crumbs, kept
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page


@staff
def tax_rates(request: StaffRequest) -> HttpResponse:
    """Every tax by its code, with those that are offered no more."""
    around = kept(request.actor, RATES)
    found = page(TaxRate.objects.all(), sort="code", limit=shown(request), cursor=request.GET.get("cursor"))
    rows = [(one, f"{number_format(one.percent.normalize())} %") for one in found.items]
    context = {**around, "rows": rows, "cursor": found.next}
    return staff_page(request, f"{FOLDER}/rates.html", context, active=HOME, partials={"rows"})


@staff
def new_rate(request: StaffRequest) -> HttpResponse:
    """The form, or the tax it adds."""
    kept(request.actor, RATES)
    form = NewRateForm(request.POST or None)
    if accepted(form, add_tax_rate, request.actor, at=now()) is not None:
        messages.success(request, _("The tax can be put on lines."))
        return redirect(RATES)
    words: dict[str, Any] = {"title": _("New tax rate"), "submit": _("Add the tax")}
    return form_page(request, form, back=reverse(RATES), crumbs=crumbs(RATES, _("Tax rates")), **words)


@staff
def change_rate(request: StaffRequest, rate_id: UUID) -> HttpResponse:
    """Its name, its percentage, and whether it is offered."""
    kept(request.actor, RATES)
    rate = TaxRate.objects.filter(pk=rate_id).first()
    if rate is None:
        raise NotFound()
    shows = {"name": rate.name, "percent": plain(rate.percent), "active": rate.active}
    form = RateForm(request.POST or None, initial={**shows, "expected": rate.version})
    if accepted(form, change_tax_rate, request.actor, rate, at=now()) is not None:
        messages.success(request, _("The tax is changed; lines that are written keep theirs."))
        return redirect(RATES)
    words: dict[str, Any] = {"title": _("Change %(code)s") % {"code": rate.code}, "submit": _("Save")}
    return form_page(request, form, back=reverse(RATES), crumbs=crumbs(RATES, _("Tax rates")), **words)


@staff
def limits(request: StaffRequest) -> HttpResponse:
    """The limit of each currency; orders in others have none."""
    around = kept(request.actor, LIMITS)
    found = page(ApprovalLimit.objects.all(), sort="currency", limit=shown(request), cursor=request.GET.get("cursor"))
    rows = [
        (one, written(Money(one.amount, one.currency).rounded()), number_format(one.discount_percent.normalize()))
        for one in found.items
    ]
    context = {**around, "rows": rows, "cursor": found.next}
    return staff_page(request, f"{FOLDER}/limits.html", context, active=HOME, partials={"rows"})


@staff
def new_limit(request: StaffRequest) -> HttpResponse:
    """The limit of one more currency."""
    kept(request.actor, LIMITS)
    return _limit(request, NewLimitForm(request.POST or None, initial={"discount_percent": 0}))


@staff
def change_limit(request: StaffRequest, limit_id: UUID) -> HttpResponse:
    """Another sum, or another discount."""
    kept(request.actor, LIMITS)
    limit = ApprovalLimit.objects.filter(pk=limit_id).first()
    if limit is None:
        raise NotFound()
    shows = {"amount": plain(limit.amount), "discount_percent": plain(limit.discount_percent)}
    initial = {**shows, "expected": limit.version}
    return _limit(request, LimitForm(request.POST or None, initial=initial), currency=limit.currency)


def _limit(request: StaffRequest, form: LimitForm, **fixed: Any) -> HttpResponse:
    if accepted(form, set_approval_limit, request.actor, at=now(), **fixed) is not None:
        messages.success(request, _("The limit holds for every review from now on."))
        return redirect(LIMITS)
    title = _("Limit in %(currency)s") % fixed if fixed else _("New approval limit")
    words: dict[str, Any] = {"title": title, "submit": _("Set the limit")}
    return form_page(request, form, back=reverse(LIMITS), crumbs=crumbs(LIMITS, _("Approval limits")), **words)
