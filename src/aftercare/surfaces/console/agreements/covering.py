"""Let an agreement cover devices, places and models, and no longer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
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


class Way(NamedTuple):
    """How a sort of thing is covered, no longer covered, and listed."""

    cover: Callable[..., Agreement]
    leave: Callable[..., Agreement]
    named: Callable[[Agreement], QuerySet[Any]]


WAYS: Mapping[str, Way] = {
    "device": Way(cover_device, uncover_device, devices_named_by),
    "site": Way(cover_site, uncover_site, sites_of),
    "product": Way(cover_product, uncover_product, products_of),
}


@staff
def cover(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """A device, a place or a model that it covers from now on."""
    agreement = managed(request, agreement_id)
    form = CoverForm(request.POST or None, actor=request.actor, agreement=agreement)
    if accepted(form, _cover, request.actor, agreement, at=now()):
        return done(request, agreement, _("%(number)s covers it from now on."))
    return asked(request, agreement, form, _("What else %(number)s covers"), _("Cover it"))


def _cover(actor: Actor, agreement: Agreement, *, what: str, thing: Any, at: datetime) -> Agreement:
    return WAYS[what].cover(actor, agreement, **{what: thing}, at=at)


@require_POST
@staff
def uncover(request: StaffRequest, agreement_id: UUID, device_id: UUID) -> HttpResponse:
    """A device that was named by mistake."""
    return _leave(request, agreement_id, "device", device_id)


@require_POST
@staff
def leave_site(request: StaffRequest, agreement_id: UUID, site_id: UUID) -> HttpResponse:
    """A place it covers no longer."""
    return _leave(request, agreement_id, "site", site_id)


@require_POST
@staff
def leave_product(request: StaffRequest, agreement_id: UUID, product_id: UUID) -> HttpResponse:
    """A model it covers no longer."""
    return _leave(request, agreement_id, "product", product_id)


def _leave(request: StaffRequest, agreement_id: UUID, what: str, id: UUID) -> HttpResponse:
    agreement, way = managed(request, agreement_id), WAYS[what]
    named = way.named(agreement).filter(**{what: id}).first()
    if named is None:
        raise NotFound()
    way.leave(request.actor, agreement, **{what: getattr(named, what)}, at=now())
    return done(request, agreement, _("%(number)s no longer covers it."))
