"""What customers are written of quotations and charges."""

from uuid import UUID

from aftercare.domains.billing.events import (
    ChargeConfirmed,
    QuotationAccepted,
    QuotationReminded,
    QuotationSent,
    QuotationWithdrawn,
)
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.states import QuotationState
from aftercare.domains.channels.actions import write_to_customer
from aftercare.kit.actor import system
from aftercare.kit.events import reacts_to
from aftercare.kit.models import LedgerEntry

HOUSE = system("notifications")


def _write(quotation_id: UUID, event: str, fact: LedgerEntry) -> None:
    quotation = Quotation.objects.select_related("customer", "request").get(pk=quotation_id)
    write_to_customer(HOUSE, quotation, event=event, key=f"{fact.id}:{event}", at=fact.at)


@reacts_to(QuotationSent)
def write_quotation(sent: QuotationSent, fact: LedgerEntry) -> None:
    """What it costs, and where they decide."""
    _write(sent.quotation_id, "quotation_sent", fact)


@reacts_to(QuotationReminded)
def write_reminder(reminded: QuotationReminded, fact: LedgerEntry) -> None:
    """Its last day is near."""
    _write(reminded.quotation_id, "quotation_reminded", fact)


@reacts_to(QuotationAccepted)
def write_receipt(accepted: QuotationAccepted, fact: LedgerEntry) -> None:
    """What they said yes to."""
    _write(accepted.quotation_id, "quotation_accepted", fact)


@reacts_to(QuotationWithdrawn)
def write_withdrawn(withdrawn: QuotationWithdrawn, fact: LedgerEntry) -> None:
    """Only of what they were asked: of a draft the customer was told nothing."""
    if fact.state_left == QuotationState.SENT:
        _write(withdrawn.quotation_id, "quotation_withdrawn", fact)


@reacts_to(ChargeConfirmed)
def write_charge(confirmed: ChargeConfirmed, fact: LedgerEntry) -> None:
    """What is to be paid."""
    charge = Charge.objects.select_related("customer", "request").get(pk=confirmed.charge_id)
    write_to_customer(HOUSE, charge, event="charge_confirmed", key=f"{fact.id}:charge_confirmed", at=fact.at)
