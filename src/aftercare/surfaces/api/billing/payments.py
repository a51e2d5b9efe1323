"""Confirm a charge, note what was paid, cancel it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field

from aftercare.domains.billing.actions import cancel_charge, confirm_charge, record_payment
from aftercare.domains.billing.models import Charge
from aftercare.surfaces.api.billing.charges import HERE, charges, read_charge
from aftercare.surfaces.api.billing.shown import ChargeShown, MethodName, charge_named
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import BadInput
from aftercare.surfaces.api.fields import Body, Day, MoneyGiven, Nothing, Text
from aftercare.surfaces.api.orders.moves import Why
from aftercare.surfaces.api.versions import unchanged
from aftercare.surfaces.api.words import SENTENCES


class PaymentGiven(Body):
    """What was paid, how, and on which day: today if none is said."""

    amount: MoneyGiven
    method: MethodName
    paid_on: Day | None = None
    reference: Text = Field("", max_length=80)


def _held(call: Call, id: UUID) -> Charge:
    charge = charge_named(call, id)
    return unchanged(call, charge, first=[charge.request])


@charges.moves(f"{HERE}/confirm", ChargeShown)
def confirm_a_charge(call: Call, id: UUID, body: Nothing) -> dict[str, Any]:
    """Confirm a charge.

    The customer is told what is to be paid. More than was quoted takes the right to approve it.
    """
    confirm_charge(call.actor, _held(call, id), at=call.at)
    return read_charge(call, id)


@charges.moves(f"{HERE}/pay", ChargeShown)
def pay_a_charge(call: Call, id: UUID, body: PaymentGiven) -> dict[str, Any]:
    """Note what was paid of a charge.

    Never more than is left; the last of it ends the charge.
    """
    charge = _held(call, id)
    if body.amount.currency != charge.currency:
        field = "amount.currency"
        raise BadInput(fields=field, errors={field: SENTENCES["literal_error"] % {"expected": charge.currency}})
    record_payment(
        call.actor,
        charge,
        amount=Decimal(body.amount.amount),
        method=body.method,
        on=body.paid_on,
        reference=body.reference,
        at=call.at,
    )
    return read_charge(call, id)


@charges.moves(f"{HERE}/cancel", ChargeShown)
def cancel_a_charge(call: Call, id: UUID, body: Why) -> dict[str, Any]:
    """Cancel a charge.

    As long as nothing of it was paid.
    """
    cancel_charge(call.actor, _held(call, id), reason=body.reason, at=call.at)
    return read_charge(call, id)
