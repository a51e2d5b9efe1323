"""Confirm a charge, note what was paid of it, cancel it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from aftercare.domains.accounts.actions import close_tasks_about
from aftercare.domains.accounts.queries import day_of
from aftercare.domains.billing.actions.following import drop_draft
from aftercare.domains.billing.actions.lines import checked_whole
from aftercare.domains.billing.actions.recording import hold_charge, record_charge
from aftercare.domains.billing.checks import checked_reason
from aftercare.domains.billing.errors import BadPayment, ChargePartlyPaid, PaidTomorrow
from aftercare.domains.billing.events import ChargeConfirmed, ChargePaid, PaymentRecorded
from aftercare.domains.billing.figures import is_beyond
from aftercare.domains.billing.models import Charge, Payment, PaymentMethod
from aftercare.domains.billing.policies import may_charge, within_discounts, within_quotation
from aftercare.domains.billing.queries import billing_settings, lines_of
from aftercare.domains.billing.states import CHARGE_FLOW, ChargeState
from aftercare.domains.orders.pricing import written
from aftercare.kit.actor import Actor
from aftercare.kit.locking import as_expected
from aftercare.kit.money import Money
from aftercare.kit.permissions import require


@transaction.atomic
def confirm_charge(actor: Actor, charge: Charge, *, at: datetime, expected: int | None = None) -> Charge:
    """Say that the customer is to pay it; more than was quoted takes a manager. Its lines stay as they are now."""
    held = hold_charge(charge)
    require(may_charge(actor, held.request))
    as_expected(held, expected)
    CHARGE_FLOW.check(held.state, "confirm")
    lines, tolerance = lines_of(held), billing_settings().tolerance_percent
    checked_whole(lines)
    require(within_discounts(actor, held, lines))
    require(within_quotation(actor, held, tolerance=tolerance))
    move = CHARGE_FLOW.move(held, "confirm")
    held.confirmed_at, held.confirmed_by = at, actor.id
    confirmed = ChargeConfirmed(
        charge_id=held.id,
        request_id=held.request_id,
        number=held.number,
        total=f"{held.money('total').amount:f}",
        currency=held.currency,
        above=held.quotation is not None and is_beyond(held.total, held.quotation.total, tolerance),
    )
    record_charge(actor, held, confirmed, at=at, move=move)
    close_tasks_about(actor, held.ref, at=at)
    return held


@transaction.atomic
def record_payment(
    actor: Actor,
    charge: Charge,
    *,
    amount: Decimal,
    method: str,
    at: datetime,
    on: date | None = None,
    reference: str = "",
) -> Payment:
    """Note what was paid of it on a day, today if none is said; the last of it ends the charge."""
    held = hold_charge(charge)
    require(may_charge(actor, held.request))
    CHARGE_FLOW.check(held.state, "pay", ChargeState.PAID)
    paid = Money(amount, held.currency).rounded().amount
    if paid != amount or not 0 < paid <= held.left.amount:
        raise BadPayment(left=written(held.left), number=held.number, errors={"amount": BadPayment.sentence})
    day = on or day_of(at)
    if day > day_of(at):
        raise PaidTomorrow(day=str(day), errors={"paid_on": PaidTomorrow.sentence})
    payment = Payment.objects.create(
        charge=held,
        amount=paid,
        method=PaymentMethod(method),
        paid_on=day,
        reference=reference.strip(),
        recorded_by=actor.id,
    )
    held.paid += paid
    whole = held.paid == held.total
    move = CHARGE_FLOW.move(held, "pay", to=ChargeState.PAID if whole else ChargeState.CONFIRMED)
    held.paid_at = at if whole else None
    told = ChargePaid if whole else PaymentRecorded
    happened = told(
        charge_id=held.id,
        request_id=held.request_id,
        payment_id=payment.id,
        number=held.number,
        amount=f"{Money(paid, held.currency).rounded().amount:f}",
        currency=held.currency,
        method=payment.method,
    )
    record_charge(actor, held, happened, at=at, move=move)
    return payment


@transaction.atomic
def cancel_charge(actor: Actor, charge: Charge, *, reason: str, at: datetime) -> Charge:
    """Say for a reason that nothing of it is to be paid, as long as nothing was."""
    held = hold_charge(charge)
    require(may_charge(actor, held.request))
    CHARGE_FLOW.check(held.state, "cancel")
    if held.paid:
        raise ChargePartlyPaid(number=held.number, paid=written(held.money("paid")))
    return drop_draft(actor, held, at=at, text=checked_reason(reason))
