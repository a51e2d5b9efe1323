"""What an agreement reaches: devices by name, places with all that stands there, models with all of a kind."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.catalog.models import Product
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
from aftercare.domains.customers.errors import NotTheirs
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.queries import standing
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import lock
from aftercare.kit.permissions import require

A_LOT = 1000


@transaction.atomic
def cover_device(actor: Actor, agreement: Agreement, *, device: Device, at: datetime) -> Agreement:
    """Let an agreement cover a device by name."""
    held = _held(actor, agreement)
    _row, made = AgreementDevice.objects.get_or_create(agreement=held, device=device)
    if made:
        told = DeviceCovered(agreement_id=held.id, device_id=device.id)
        publish(actor, told, at=at, context_id=held.customer_id)
    return held


@transaction.atomic
def uncover_device(actor: Actor, agreement: Agreement, *, device: Device, at: datetime) -> Agreement:
    """Take a device's name back out of an agreement; requests decided before keep what they were told."""
    held = _held(actor, agreement)
    gone, _of_each = AgreementDevice.objects.filter(agreement=held, device=device).delete()
    if gone:
        told = DeviceUncovered(agreement_id=held.id, device_id=device.id)
        publish(actor, told, at=at, context_id=held.customer_id)
    return held


@transaction.atomic
def cover_site(actor: Actor, agreement: Agreement, *, site: Site, at: datetime) -> Agreement:
    """Let an agreement cover everything that stands at a place of its customer, also what comes there later."""
    held = _held(actor, agreement)
    check_theirs(held.customer, site)
    _row, made = AgreementSite.objects.get_or_create(agreement=held, site=site)
    if made:
        publish(actor, SiteCovered(agreement_id=held.id, site_id=site.id), at=at, context_id=held.customer_id)
    return held


@transaction.atomic
def uncover_site(actor: Actor, agreement: Agreement, *, site: Site, at: datetime) -> Agreement:
    """No longer cover what stands at a place; requests decided before keep what they were told."""
    held = _held(actor, agreement)
    gone, _of_each = AgreementSite.objects.filter(agreement=held, site=site).delete()
    if gone:
        publish(actor, SiteUncovered(agreement_id=held.id, site_id=site.id), at=at, context_id=held.customer_id)
    return held


@transaction.atomic
def cover_product(actor: Actor, agreement: Agreement, *, product: Product, at: datetime) -> Agreement:
    """Let an agreement cover every unit of a model that its customer has, also one bought later."""
    held = _held(actor, agreement)
    _row, made = AgreementProduct.objects.get_or_create(agreement=held, product=product)
    if made:
        told = ProductCovered(agreement_id=held.id, product_id=product.id)
        publish(actor, told, at=at, context_id=held.customer_id)
    return held


@transaction.atomic
def uncover_product(actor: Actor, agreement: Agreement, *, product: Product, at: datetime) -> Agreement:
    """No longer cover a model; requests decided before keep what they were told."""
    held = _held(actor, agreement)
    gone, _of_each = AgreementProduct.objects.filter(agreement=held, product=product).delete()
    if gone:
        told = ProductUncovered(agreement_id=held.id, product_id=product.id)
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
    for site in sites:
        check_theirs(agreement.customer, site)
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


def check_theirs(customer: Customer, site: Site) -> None:
    """Refuse a place of another customer; one of a record that was merged into this one is theirs."""
    if standing(site.customer) != standing(customer):
        raise NotTheirs(thing=str(site), customer=customer.name, errors={"site": NotTheirs.sentence})


def _held(actor: Actor, agreement: Agreement) -> Agreement:
    require(may_manage_agreement(actor, agreement))
    return lock(Agreement.objects.select_related("customer"), agreement.id)
