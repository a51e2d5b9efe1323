"""What an agreement reaches: devices by name, places with all that stands there, models with all of a kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.checks import checked_sites
from aftercare.domains.contracts.events import (
    DeviceCovered,
    DeviceUncovered,
    ProductCovered,
    ProductUncovered,
    SiteCovered,
    SiteUncovered,
)
from aftercare.domains.contracts.models import (
    Agreement,
    AgreementDevice,
    AgreementEntitlement,
    AgreementProduct,
    AgreementSite,
)
from aftercare.domains.contracts.policies import may_manage_agreement
from aftercare.domains.customers.models import Site
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

A_LOT = 1000


@transaction.atomic
def cover_device(actor: Actor, agreement: Agreement, *, device: Device, at: datetime) -> Agreement:
    """Let an agreement cover a device by name."""
    told = DeviceCovered(agreement_id=agreement.id, device_id=device.id)
    return _name(actor, agreement, AgreementDevice, told, at, device=device)


@transaction.atomic
def uncover_device(actor: Actor, agreement: Agreement, *, device: Device, at: datetime) -> Agreement:
    """Take a device's name back out of an agreement; requests decided before keep what they were told."""
    told = DeviceUncovered(agreement_id=agreement.id, device_id=device.id)
    return _forget(actor, agreement, AgreementDevice, told, at, device=device)


@transaction.atomic
def cover_site(actor: Actor, agreement: Agreement, *, site: Site, at: datetime) -> Agreement:
    """Let an agreement cover everything that stands at a place of its customer, also what comes there later."""
    require(may_manage_agreement(actor, agreement))
    checked_sites(agreement.customer, [site])
    told = SiteCovered(agreement_id=agreement.id, site_id=site.id)
    return _name(actor, agreement, AgreementSite, told, at, site=site)


@transaction.atomic
def uncover_site(actor: Actor, agreement: Agreement, *, site: Site, at: datetime) -> Agreement:
    """No longer cover what stands at a place; requests decided before keep what they were told."""
    told = SiteUncovered(agreement_id=agreement.id, site_id=site.id)
    return _forget(actor, agreement, AgreementSite, told, at, site=site)


@transaction.atomic
def cover_product(actor: Actor, agreement: Agreement, *, product: Product, at: datetime) -> Agreement:
    """Let an agreement cover every unit of a model that its customer has, also one bought later."""
    told = ProductCovered(agreement_id=agreement.id, product_id=product.id)
    return _name(actor, agreement, AgreementProduct, told, at, product=product)


@transaction.atomic
def uncover_product(actor: Actor, agreement: Agreement, *, product: Product, at: datetime) -> Agreement:
    """No longer cover a model; requests decided before keep what they were told."""
    told = ProductUncovered(agreement_id=agreement.id, product_id=product.id)
    return _forget(actor, agreement, AgreementProduct, told, at, product=product)


def _name(actor: Actor, agreement: Agreement, rows: type[Model], told: object, at: datetime, **thing: Any) -> Agreement:
    """Write down that it covers a thing; the same thing is named, and told, once."""
    require(may_manage_agreement(actor, agreement))
    held = lock(Agreement.objects.all(), agreement.id)
    _row, made = rows._default_manager.get_or_create(agreement=held, **thing)
    if made:
        publish(actor, told, at=at, context_id=held.customer_id)
    return held


def _forget(
    actor: Actor, agreement: Agreement, rows: type[Model], told: object, at: datetime, **thing: Any
) -> Agreement:
    """Take a thing out again, and tell it where it was named."""
    require(may_manage_agreement(actor, agreement))
    held = lock(Agreement.objects.all(), agreement.id)
    gone, _of_each = rows._default_manager.filter(agreement=held, **thing).delete()
    if gone:
        publish(actor, told, at=at, context_id=held.customer_id)
    return held


def include(
    agreement: Agreement,
    *,
    devices: Sequence[Device] = (),
    sites: Sequence[Site] = (),
    products: Sequence[Product] = (),
    included: Sequence[AgreementEntitlement] = (),
) -> None:
    """Write down what an agreement names and includes from its beginning on."""
    checked_sites(agreement.customer, sites)
    for row in included:
        row.agreement = agreement
    AgreementEntitlement.objects.bulk_create(included)
    named = [AgreementDevice(agreement=agreement, device=device) for device in devices]
    AgreementDevice.objects.bulk_create(named, batch_size=A_LOT)
    AgreementSite.objects.bulk_create([AgreementSite(agreement=agreement, site=site) for site in sites])
    AgreementProduct.objects.bulk_create([AgreementProduct(agreement=agreement, product=one) for one in products])


def include_the_same(old: Agreement, made: Agreement) -> None:
    """What a period named its next one names too."""
    named = old.devices.order_by("id").values_list("device_id", flat=True)
    AgreementDevice.objects.bulk_create(
        [AgreementDevice(agreement=made, device_id=id) for id in named], batch_size=A_LOT
    )
    sites = old.sites.order_by("id").values_list("site_id", flat=True)
    AgreementSite.objects.bulk_create([AgreementSite(agreement=made, site_id=id) for id in sites])
    products = old.products.order_by("id").values_list("product_id", flat=True)
    AgreementProduct.objects.bulk_create([AgreementProduct(agreement=made, product_id=id) for id in products])


def forget_what_is_named(ids: Sequence[UUID]) -> None:
    """Agreements that are taken back name nothing any more."""
    for rows in (AgreementDevice, AgreementSite, AgreementProduct):
        rows._default_manager.filter(agreement__in=ids).delete()
