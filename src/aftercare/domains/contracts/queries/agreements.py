"""Agreements: those that end soon, those that cover a device, and the ledger of what was used."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from aftercare.domains.catalog.models import Product
from aftercare.domains.contracts.models import (
    Agreement,
    AgreementDevice,
    AgreementEntitlement,
    AgreementProduct,
    AgreementSite,
    AgreementStatus,
    EntitlementUse,
)
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.contracts.queries.coverage import used
from aftercare.domains.customers.models import Site
from aftercare.domains.customers.queries import of_customer, search_customers
from aftercare.domains.devices.models import Device
from aftercare.kit.actor import Actor
from aftercare.kit.files import files_of
from aftercare.kit.ledger import facts_of, texts_of
from aftercare.kit.models import LedgerEntry, StoredFile
from aftercare.kit.searching import ids_of
from aftercare.kit.uses import uses_of as uses_of_rows

STANDINGS = ("active", "suspended", "over")
NAMED = (AgreementDevice, AgreementSite, AgreementProduct, AgreementEntitlement, Agreement)  # parts of it, not uses
NAMES: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "device_id": lambda: Device.objects.select_related("product"),
    "site_id": Site.objects.all,
    "product_id": Product.objects.all,
    "by_id": Agreement.objects.all,
}
MANY_MONTHS = timedelta(days=400)


def ending_agreements(*, on: date, days_ahead: int) -> QuerySet[Agreement]:
    """What is in force, ends within these days and has no period behind it yet."""
    span = (on, on + timedelta(days=days_ahead))
    rows = Agreement.objects.filter(status=AgreementStatus.ACTIVE, ends_on__range=span, renewals=None)
    return rows.select_related("customer").order_by("ends_on", "id")


def times_renewed(ids: Collection[UUID]) -> dict[UUID, int]:
    """How often each of these that was ever renewed was; a period behind it may have been taken back since."""
    facts = LedgerEntry.objects.filter(subject_kind=Agreement.noun, subject_id__in=ids, kind="agreement.renewed")
    return dict(facts.order_by().values_list("subject_id").annotate(Count("pk")))


def periods_to_roll_over(*, on: date) -> QuerySet[Agreement]:
    """Periods begun lately whose forerunner may have left something that has not come over yet."""
    carried = EntitlementUse.objects.filter(entitlement__agreement=OuterRef("pk"), key__startswith="roll-over:")
    rolling = AgreementEntitlement.objects.filter(agreement=OuterRef("pk"), rolls_over=True)
    rows = Agreement.objects.filter(Exists(rolling), ~Exists(carried), renews__isnull=False, carries_over=True)
    span = (on - MANY_MONTHS, on)
    return rows.filter(starts_on__range=span).order_by("starts_on", "id")


def agreements_found(actor: Actor, q: str) -> QuerySet[Agreement]:
    """Visible agreements whose number or name holds these characters, or whose customer is called so."""
    rows, asked = visible_agreements(actor), q.strip()
    if not asked:
        return rows
    whose = ids_of(search_customers(actor, asked))
    named = Q(number__icontains=asked) | Q(name__icontains=asked)
    return rows.filter(named | Q(customer__in=whose) | Q(customer__merged_into__in=whose))


def standing_as(rows: QuerySet[Agreement], standing: str, *, on: date) -> QuerySet[Agreement]:
    """Those among `rows` that are active or suspended with days left, or over by their dates or by a decision."""
    if standing == "over":
        return rows.filter(Q(status=AgreementStatus.ENDED) | Q(ends_on__lt=on))
    return rows.filter(status=standing, ends_on__gte=on)


def ending_within(rows: QuerySet[Agreement], *, on: date, days: int) -> QuerySet[Agreement]:
    """Those among `rows` that end within so many days from a day."""
    return rows.filter(ends_on__range=(on, on + timedelta(days=days)))


def agreements_covering(actor: Actor, device: Device) -> QuerySet[Agreement]:
    """Visible agreements that name the device or its place, or cover its model or everything for its owner or its user;
    the last to end first."""
    holders = of_customer(device.customer_id)
    if device.user_customer_id:
        holders |= of_customer(device.user_customer_id)
    named = Exists(AgreementDevice.objects.filter(agreement=OuterRef("pk"), device=device))
    placed = Exists(AgreementSite.objects.filter(agreement=OuterRef("pk"), site=device.site_id))
    modelled = Exists(AgreementProduct.objects.filter(agreement=OuterRef("pk"), product=device.product_id))
    theirs = Q(holders, Q(covers_all_devices=True) | Q(modelled))
    return visible_agreements(actor).filter(Q(named) | Q(placed) | theirs).order_by("-ends_on", "-id")


def agreements_in_use(ids: Collection[UUID]) -> dict[UUID, Model]:
    """For each of these that something came of, one row of that; periods among `ids` that follow go along."""
    used = uses_of_rows(Agreement, ids, apart=NAMED)
    for use in EntitlementUse.objects.filter(entitlement__agreement__in=ids).select_related("entitlement__agreement"):
        used.setdefault(use.entitlement.agreement_id, use.entitlement)
    for paper in StoredFile.objects.filter(subject_kind=Agreement.noun, subject_id__in=ids):
        used.setdefault(paper.subject_id, paper)
    for later in Agreement.objects.filter(renews__in=ids).order_by("-starts_on"):
        if later.renews_id and (later.id not in ids or later.id in used):
            used.setdefault(later.renews_id, later)
    return used


def included_in(agreement: Agreement) -> QuerySet[Any]:
    """What an agreement includes, each with how much of it is `taken`."""
    return agreement.entitlements.annotate(taken=used()).order_by("kind")


def taken_under(key: str) -> QuerySet[EntitlementUse]:
    """What was taken under keys that begin so, in the order in which agreements are locked."""
    rows = EntitlementUse.objects.filter(key__startswith=key, quantity__gt=0).select_related("entitlement__agreement")
    return rows.order_by("entitlement__agreement", "id")


def uses_of(agreement: Agreement) -> QuerySet[EntitlementUse]:
    """The ledger of what was taken and given back, the latest first."""
    rows = EntitlementUse.objects.filter(entitlement__agreement=agreement)
    return rows.select_related("entitlement").order_by("-at", "-id")


def turned_because(agreement: Agreement) -> str:
    """Why it was suspended, resumed or ended last; empty of one that never was."""
    last = facts_of(agreement.ref).filter(kind="agreement.turned").order_by("-seq")[:1]
    return next(iter(texts_of(last).values()), "")


def documents_of(agreement: Agreement) -> QuerySet[StoredFile]:
    """The files that belong to an agreement, in the order they came."""
    return files_of(agreement.ref)


def devices_named_by(agreement: Agreement) -> QuerySet[AgreementDevice]:
    """The devices an agreement names, in the order they were named."""
    return AgreementDevice.objects.filter(agreement=agreement).select_related("device__product", "device__customer")


def sites_of(agreement: Agreement) -> QuerySet[AgreementSite]:
    """The places an agreement covers, in the order they were named."""
    return AgreementSite.objects.filter(agreement=agreement).select_related("site").order_by("id")


def products_of(agreement: Agreement) -> QuerySet[AgreementProduct]:
    """The models an agreement covers, in the order they were named."""
    return AgreementProduct.objects.filter(agreement=agreement).select_related("product").order_by("id")


def names_told(facts: Collection[LedgerEntry]) -> dict[str, str]:
    """How the devices, places, models and later periods are called that these facts of an agreement name, by id."""
    named: dict[str, str] = {}
    for field, rows in NAMES.items():
        ids = {fact.data[field] for fact in facts if field in fact.data}
        named |= {str(one.pk): str(one) for one in rows().filter(pk__in=ids)} if ids else {}
    return named
