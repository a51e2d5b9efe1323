"""Company data, each with what it is for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.actions import change_company
from aftercare.domains.accounts.models import Company
from aftercare.domains.accounts.policies import may_set_up_company
from aftercare.domains.accounts.queries import company
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import require
from aftercare.surfaces.console.administration.company.forms import CompanyForm
from aftercare.surfaces.console.administration.frame import HOME, accepted, as_seen, form_page, standing_form
from aftercare.surfaces.console.staff import StaffRequest, staff


@staff
def company_page(request: StaffRequest) -> HttpResponse:
    """What stands there now, or the change."""
    require(may_set_up_company(request.actor))
    known = company()
    if known is None:
        raise NotFound()

    def shows() -> dict[str, Any]:
        held = Company.objects.get(pk=known.pk)
        return {name: getattr(held, name) for name in CompanyForm.base_fields}

    form = standing_form(CompanyForm, request, shows())
    if accepted(form, as_seen(change_company, shows, hold=known), request.actor, known, at=now()):
        messages.success(request, _("Company data are kept."))
        return redirect("console:company")
    return form_page(request, form, title=_("Company data"), submit=_("Keep"), back=reverse(HOME))
