"""What customers are written of quotations and charges, and who hears what customers decided."""

from typing import Any
from uuid import UUID

from aftercare.domains.billing.events import (
    ChargeConfirmed,
    QuotationAccepted,
    QuotationDeclined,
    QuotationReminded,
    QuotationSent,
    QuotationWithdrawn,
)
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.states import QuotationState
from aftercare.domains.channels.actions import notify_people, write_to_customer
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


@reacts_to(QuotationAccepted, QuotationDeclined)
def tell_what_was_decided(decided: QuotationAccepted | QuotationDeclined, fact: LedgerEntry) -> None:
    """Whoever sent it and whoever has the request go on, or have to ask."""
    quotation = Quotation.objects.select_related("request").get(pk=decided.quotation_id)
    people = [one for one in (quotation.sent_by, quotation.request.assignee_id) if one]
    told: dict[str, Any] = {"about": quotation.ref, "label": quotation.number, "at": fact.at}
    key, kind = f"{fact.id}:quotation", "quotation.decided"
    notify_people(
        HOUSE, people, kind=kind, key=key, besides=fact.actor_id, params={"state": fact.state_entered}, **told
    )
