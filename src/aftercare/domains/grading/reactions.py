"""One customer is judged soon after what the rules count changed."""

from typing import Any

from django.db.models import QuerySet

from aftercare.domains.contracts.events import AgreementStarted, AgreementTurned, AgreementWithdrawn
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.customers.events import CustomerMerged, CustomerSplit
from aftercare.domains.grading.actions import grade_customers
from aftercare.domains.orders.events import OrderClosedShort, OrderDelivered
from aftercare.domains.orders.models import Order
from aftercare.domains.requests.events import RequestConcluded, RequestConfirmed
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("grading")


@reacts_to(OrderDelivered, OrderClosedShort)
def follow_purchase(bought: OrderDelivered | OrderClosedShort, fact: LedgerEntry) -> None:
    """Somebody has bought, or bought less than was asked."""
    _judge(Order.objects.filter(pk=bought.order_id), fact)


@reacts_to(AgreementStarted, AgreementTurned)
def follow_agreement(happened: AgreementStarted | AgreementTurned, fact: LedgerEntry) -> None:
    """A contract began or runs otherwise."""
    _judge(Agreement.objects.filter(pk=happened.agreement_id), fact)


@reacts_to(AgreementWithdrawn)
def follow_withdrawal(happened: AgreementWithdrawn, fact: LedgerEntry) -> None:
    """A contract was taken back."""
    grade_customers(HOUSE, ids=[happened.customer_id], at=fact.at)


@reacts_to(RequestConfirmed, RequestConcluded)
def follow_request(happened: RequestConfirmed | RequestConcluded, fact: LedgerEntry) -> None:
    """A request ended with the customer's word. That one came is counted at night: entering it queues nothing here."""
    _judge(ServiceRequest.objects.filter(pk=happened.request_id), fact)


@reacts_to(CustomerMerged)
def follow_merger(merged: CustomerMerged, fact: LedgerEntry) -> None:
    """One record answers for both."""
    grade_customers(HOUSE, ids=[merged.into_id], at=fact.at)


@reacts_to(CustomerSplit)
def follow_split(split: CustomerSplit, fact: LedgerEntry) -> None:
    """Each answers for itself again."""
    grade_customers(HOUSE, ids=sorted([split.customer_id, split.parted_from_id]), at=fact.at)


def _judge(rows: QuerySet[Any], fact: LedgerEntry) -> None:
    found = rows.values_list("customer", "customer__merged_into").first()
    if found is not None:
        grade_customers(HOUSE, ids=[found[1] or found[0]], at=fact.recorded_at or fact.at)
