"""Let an agreement cover devices, places and models, and no longer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aftercare.domains.contracts.actions import (
    cover_device,
    cover_product,
    cover_site,
    uncover_device,
    uncover_product,
    uncover_site,
)
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries.agreements import devices_named_by, products_of, sites_of
from aftercare.kit.actor import Actor
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.surfaces.console.administration.frame import accepted
from aftercare.surfaces.console.agreements.changing import asked, done, managed
from aftercare.surfaces.console.agreements.forms import CoverForm
from aftercare.surfaces.console.staff import StaffRequest, staff

COVER: Mapping[str, Callable[..., Agreement]] = {"device": cover_device, "site": cover_site, "product": cover_product}


@staff
def cover(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """A device, a place or a model that it covers from now on."""
    agreement = managed(request, agreement_id)
    form = CoverForm(request.POST or None, actor=request.actor, agreement=agreement)
    if accepted(form, _cover, request.actor, agreement, at=now()):
        return done(request, agreement, _("%(number)s covers it from now on."))
    return asked(request, agreement, form, _("What else %(number)s covers"), _("Cover it"))


def _cover(actor: Actor, agreement: Agreement, *, what: str, thing: Any, at: datetime) -> Agreement:
    return COVER[what](actor, agreement, **{what: thing}, at=at)


@require_POST
@staff
def uncover(request: StaffRequest, agreement_id: UUID, device_id: UUID) -> HttpResponse:
    """A device that was named by mistake."""
    agreement = managed(request, agreement_id)
    named = devices_named_by(agreement).filter(device=device_id).first()
    if named is None:
        raise NotFound()
    uncover_device(request.actor, agreement, device=named.device, at=now())
    return done(request, agreement, _("%(number)s no longer names the device."))


@require_POST
@staff
def leave_site(request: StaffRequest, agreement_id: UUID, site_id: UUID) -> HttpResponse:
    """A place it covers no longer."""
    agreement = managed(request, agreement_id)
    named = sites_of(agreement).filter(site=site_id).first()
    if named is None:
        raise NotFound()
    uncover_site(request.actor, agreement, site=named.site, at=now())
    return done(request, agreement, _("%(number)s no longer covers the site."))


@require_POST
@staff
def leave_product(request: StaffRequest, agreement_id: UUID, product_id: UUID) -> HttpResponse:
    """A model it covers no longer."""
    agreement = managed(request, agreement_id)
    named = products_of(agreement).filter(product=product_id).first()
    if named is None:
        raise NotFound()
    uncover_product(request.actor, agreement, product=named.product, at=now())
    return done(request, agreement, _("%(number)s no longer covers the model."))
