"""What the room does when others tell that something happened."""

from datetime import datetime
from typing import get_args
from uuid import UUID

from django.db.models import Q

from aftercare.domains.accounts.events import CalendarChanged, UserDeactivated, UserReactivated
from aftercare.domains.accounts.models import User
from aftercare.domains.contracts.events import (
    AgreementChanged,
    AgreementStarted,
    AgreementWithdrawn,
    ClockDue,
    DeviceCovered,
    DeviceUncovered,
    EntitlementSet,
    EntitlementUsed,
    ProductCovered,
    ProductUncovered,
    SiteCovered,
    SiteUncovered,
    WarrantyRestored,
    WarrantyStarted,
    WarrantyVoided,
)
from aftercare.domains.contracts.models import Agreement, AgreementDevice, AgreementSite
from aftercare.domains.customers.events import ContactAdded, ContactChanged, CustomerChanged, CustomerMerged
from aftercare.domains.customers.models import Customer
from aftercare.domains.devices.events import DeviceChanged, DeviceMoved
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.actions import (
    alert_owner,
    ask_to_reassign,
    decide_coverage_anew,
    index_requests,
    leave_assigned,
)
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import OPEN, WITH_SOMEBODY
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.jobs import put_job_once, put_jobs
from aftercare.kit.models import LedgerEntry

HOUSE = system("reassignment")
INDEX = system("search")
COVERAGE = system("coverage")
COVERS_MORE = (
    AgreementStarted,
    AgreementChanged,
    DeviceCovered,
    SiteCovered,
    ProductCovered,
    EntitlementSet,
    EntitlementUsed,
)
CoversMore = (
    AgreementStarted
    | AgreementChanged
    | DeviceCovered
    | SiteCovered
    | ProductCovered
    | EntitlementSet
    | EntitlementUsed
)
CoversLess = DeviceUncovered | SiteUncovered | ProductUncovered | AgreementWithdrawn
FEW = 50  # requests that are indexed at once
BEHIND_THE_REST = -10


@reacts_to(ClockDue)
def alert_about_request(due: ClockDue, fact: LedgerEntry) -> None:
    """A promise about a request reached a stage."""
    if due.subject_kind == ServiceRequest.noun:
        alert_owner(system("promise-clock"), due, at=fact.at)


@reacts_to(CalendarChanged)
def derive_clocks_anew(changed: CalendarChanged, fact: LedgerEntry) -> None:
    """Working hours or holidays changed: what is due follows; of many days entered one by one, after the last."""
    calendar = str(changed.calendar_id)
    put_job_once("requests.follow_calendar", {"calendar_id": calendar}, key=f"requests.follow_calendar:{calendar}")


@reacts_to(UserDeactivated)
def find_others_for_the_desk(gone: UserDeactivated, fact: LedgerEntry) -> None:
    """Somebody signs in no more: the dispatcher gives what this person has at the desk to others.

    What is with an engineer is asked about once the engineer is sent nowhere any more.
    """
    user = User.objects.get(pk=gone.user_id)
    if user.is_active:
        return
    theirs = ServiceRequest.objects.filter(assignee=user, engineer=None, state__in=WITH_SOMEBODY)
    for request in theirs.only("id").order_by("id"):
        ask_to_reassign(HOUSE, request, engineer=user, reason="inactive", cause=user.id, at=fact.at)


@reacts_to(UserReactivated)
def keep_those_of_the_desk(back: UserReactivated, fact: LedgerEntry) -> None:
    """Somebody signs in again: what nobody has given to others stays."""
    if not User.objects.filter(pk=back.user_id, is_active=True).exists():
        return
    leave_assigned(HOUSE, cause=back.user_id, at=fact.at)


@reacts_to(CustomerChanged, when=lambda changed: "name" in changed.fields)
def find_by_the_new_name(changed: CustomerChanged, fact: LedgerEntry) -> None:
    """A customer is called otherwise: their requests are found by the new name."""
    _index_where(_theirs(changed.customer_id), fact.at)


@reacts_to(ContactAdded, when=lambda added: not added.first)
def find_by_the_phone(added: ContactAdded, fact: LedgerEntry) -> None:
    """A customer is reached under a further phone: their requests are found by it. A new customer has none."""
    _index_where(_theirs(added.customer_id), fact.at)


@reacts_to(ContactChanged, when=lambda changed: "phone" in changed.fields)
def find_by_the_new_phone(changed: ContactChanged, fact: LedgerEntry) -> None:
    """A phone changed: it finds the customer's requests, and the one of before no longer does."""
    _index_where(_theirs(changed.customer_id) | Q(contact=changed.contact_id), fact.at)


@reacts_to(CustomerMerged)
def find_by_either_record(merged: CustomerMerged, fact: LedgerEntry) -> None:
    """Two records are one customer: the phones of either find the requests of both."""
    _index_where(_theirs(merged.into_id), fact.at)


@reacts_to(DeviceChanged, when=lambda changed: "serial" in changed.fields)
def find_by_the_new_serial(changed: DeviceChanged, fact: LedgerEntry) -> None:
    """A serial number changed: it finds the device's requests."""
    _index_where(Q(device=changed.device_id), fact.at)


@reacts_to(WarrantyStarted, WarrantyVoided, WarrantyRestored, when=lambda told: not getattr(told, "first", False))
def decide_by_the_warranty(happened: WarrantyStarted | WarrantyVoided | WarrantyRestored, fact: LedgerEntry) -> None:
    """A warranty counts otherwise than was known: open requests on the device follow."""
    _decide_where(Q(device=happened.device_id), fact.at)


@reacts_to(*get_args(CoversMore))
def decide_by_the_agreement(happened: CoversMore, fact: LedgerEntry) -> None:
    """An agreement begins, is renewed, covers more, or has less left: its customer's open requests follow, and those on
    its devices and at its places, on what the customer owns and on what the customer uses."""
    agreement = Agreement.objects.only("customer_id").filter(pk=happened.agreement_id).first()
    if agreement is None:  # taken back since
        return
    named = AgreementDevice.objects.filter(agreement=agreement).values_list("device_id", flat=True)
    placed = AgreementSite.objects.filter(agreement=agreement).values_list("site_id", flat=True)
    there = Q(device__in=list(named)) | _standing_at(list(placed))
    _decide_where(_reached_by(agreement.customer_id) | there, fact.at)


@reacts_to(*get_args(CoversLess))
def decide_without_the_agreement(happened: CoversLess, fact: LedgerEntry) -> None:
    """What an agreement promised by mistake is promised no longer: open requests follow."""
    if isinstance(happened, DeviceUncovered):
        _decide_where(Q(device=happened.device_id), fact.at)
    elif isinstance(happened, SiteUncovered):
        _decide_where(_standing_at([happened.site_id]), fact.at)
    elif isinstance(happened, ProductUncovered):
        whose = Agreement.objects.filter(pk=happened.agreement_id).values_list("customer_id", flat=True).first()
        if whose is not None:
            _decide_where(_reached_by(whose) & Q(device__product=happened.product_id), fact.at)
    else:
        _decide_where(_reached_by(happened.customer_id), fact.at)


@reacts_to(DeviceMoved)
def decide_by_the_place(moved: DeviceMoved, fact: LedgerEntry) -> None:
    """A device stands elsewhere, where another agreement may cover it."""
    _decide_where(Q(device=moved.device_id), fact.at)


def _standing_at(sites: list[UUID]) -> Q:
    """The requests on what stands at these places, and those wanted there on what stands nowhere known."""
    return Q(device__site__in=sites) | Q(device__site=None, site__in=sites)


def _reached_by(customer_id: UUID) -> Q:
    """The requests of a customer, and those on what the customer owns or uses."""
    theirs = _records(customer_id)
    held = Device.objects.filter(Q(customer__in=theirs) | Q(user_customer__in=theirs)).values("pk")
    return Q(customer__in=theirs) | Q(device__in=held)


def _decide_where(which: Q, at: datetime) -> None:
    """Decide for few requests at once, and of many for the others a few to a job."""
    open_ones = ServiceRequest.objects.filter(which, state__in=OPEN)
    ids: list[UUID] = list(open_ones.order_by("-id").values_list("id", flat=True))
    decide_coverage_anew(COVERAGE, ids=ids[:FEW], at=at)
    rest = [[str(id) for id in ids[n : n + FEW]] for n in range(FEW, len(ids), FEW)]
    put_jobs("requests.decide_coverage", [{"request_ids": some} for some in rest], priority=BEHIND_THE_REST)


def _theirs(customer_id: UUID) -> Q:
    """The requests of a customer, under whichever of their records."""
    return Q(customer__in=_records(customer_id))


def _records(customer_id: UUID) -> list[UUID]:
    """All records of a customer: the one that stays, and those merged into it."""
    kept = Customer.objects.filter(pk=customer_id).values_list("merged_into_id", flat=True).first() or customer_id
    return list(Customer.objects.filter(Q(pk=kept) | Q(merged_into=kept)).values_list("pk", flat=True))


def _index_where(which: Q, at: datetime) -> None:
    """Index few requests at once, and of many the others a few to a job."""
    ids: list[UUID] = list(ServiceRequest.objects.filter(which).order_by("-id").values_list("id", flat=True))
    index_requests(INDEX, ids=ids[:FEW], at=at)
    rest = [[str(id) for id in ids[n : n + FEW]] for n in range(FEW, len(ids), FEW)]
    put_jobs("requests.index_some", [{"request_ids": some} for some in rest], priority=BEHIND_THE_REST)
