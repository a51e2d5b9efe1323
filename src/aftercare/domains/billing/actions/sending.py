"""Send a quotation to its customer, and take one back."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from aftercare.domains.accounts.queries import company_zone, day_of
from aftercare.domains.billing.actions.lines import Pricing, as_drafts, checked_whole, rows_of
from aftercare.domains.billing.actions.recording import hold_for, record, sum_up
from aftercare.domains.billing.checks import checked_reason, checked_validity
from aftercare.domains.billing.events import QuotationSent, QuotationWithdrawn
from aftercare.domains.billing.models import Quotation, QuotationLine
from aftercare.domains.billing.policies import within_discounts
from aftercare.domains.billing.queries import lines_of
from aftercare.domains.billing.states import QUOTATION_FLOW, QuotationState
from aftercare.domains.requests.actions import suspend_request
from aftercare.domains.requests.rules import LONGEST_WAIT
from aftercare.kit.actor import Actor
from aftercare.kit.locking import as_expected
from aftercare.kit.permissions import require

RECKONED = (
    *("unit_price", "tax_rate", "tax_percent", "covered_percent", "covered_by", "reasons"),
    *("covered", "net", "tax"),
)
WAITS_FOR_CUSTOMER = "customer"  # the reason a request rests with meanwhile


@transaction.atomic
def send_quotation(
    actor: Actor, quotation: Quotation, *, at: datetime, wait: bool = False, expected: int | None = None
) -> Quotation:
    """Ask the customer to decide: from here on the lines stay as they are, with what covers them now.

    With `wait` the request rests until the customer decides, at most until the last day is over, and for
    no longer than `LONGEST_WAIT`.
    """
    held = hold_for(actor, "send", quotation)
    as_expected(held, expected)
    checked_validity(held.valid_until, day_of(at))
    _cover_anew(held, day_of(at))
    lines = lines_of(held)
    checked_whole(lines)
    require(within_discounts(actor, held, lines))
    move = QUOTATION_FLOW.move(held, "send")
    held.sent_at, held.sent_by = at, actor.id
    sent = QuotationSent(
        quotation_id=held.id,
        request_id=held.request_id,
        number=held.number,
        total=f"{held.money('total').amount:f}",
        currency=held.currency,
        valid_until=held.valid_until,
    )
    record(actor, held, sent, at=at, move=move)
    if wait:
        until = min(_over(held.valid_until), at + LONGEST_WAIT)
        suspend_request(actor, held.request, reason=WAITS_FOR_CUSTOMER, until=until, at=at, note=held.number)
    return held


@transaction.atomic
def withdraw_quotation(actor: Actor, quotation: Quotation, *, at: datetime, reason: str = "") -> Quotation:
    """Take back a draft, or for a reason what its customer was asked to decide."""
    held = hold_for(actor, "withdraw", quotation)
    why = checked_reason(reason) if held.state == QuotationState.SENT else reason.strip()
    move = QUOTATION_FLOW.move(held, "withdraw")
    gone = QuotationWithdrawn(quotation_id=held.id, request_id=held.request_id, number=held.number)
    record(actor, held, gone, at=at, move=move, text=why)
    return held


def _cover_anew(quotation: Quotation, on: date) -> None:
    """Read once more what covers each line; who pays may have been decided anew since it was written."""
    before = lines_of(quotation)
    pricing = Pricing(quotation.request, quotation.currency, on)
    rows = rows_of(QuotationLine, as_drafts(before), pricing)
    for row, old in zip(rows, before, strict=True):
        row.id, row.quotation, row.created_at = old.id, quotation, old.created_at
    QuotationLine.objects.bulk_update(rows, RECKONED)
    sum_up(quotation, rows)


def _over(day: date) -> datetime:
    """The instant at which a day of the company is over."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=company_zone())
