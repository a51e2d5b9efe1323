"""Charges of what was done: reckoned by the house when work is handled, changed by a person while they are drafts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.actions import close_tasks_about, open_task
from aftercare.domains.accounts.queries import company, day_of
from aftercare.domains.billing.actions.following import drop_draft
from aftercare.domains.billing.actions.lines import Pricing, rows_of
from aftercare.domains.billing.actions.recording import hold_charge, hold_request, record_charge, sum_up
from aftercare.domains.billing.drafts import LineDraft, WorkDone
from aftercare.domains.billing.errors import AlreadyCharged, NotADraft, WorkNotDone
from aftercare.domains.billing.events import ChargeChanged, ChargeDrafted
from aftercare.domains.billing.figures import is_beyond
from aftercare.domains.billing.models import Charge, ChargeLine
from aftercare.domains.billing.policies import may_charge, may_follow_bills
from aftercare.domains.billing.queries import accepted_quotation, billing_settings, charge_of, lines_of
from aftercare.domains.billing.reckoning import Quoted, lines_for
from aftercare.domains.billing.states import CHARGE_WORDS, ChargeState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import WORDS as REQUEST_WORDS
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor
from aftercare.kit.locking import as_expected
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved

NUMBERS = Series("CH", "charge")
TO_CONFIRM, TO_APPROVE = "charge.confirm", "charge.approve"
DONE = (State.HANDLED, State.CLOSED)


@transaction.atomic
def draft_charge(actor: Actor, request: ServiceRequest, *, work: Sequence[WorkDone], at: datetime) -> Charge | None:
    """Reckon what was done, or reckon a draft anew that nobody changed; None where the customer pays nothing.

    What was confirmed, or changed by hand, stays as it is; a draft of work that is to be done again falls away.
    """
    require(may_follow_bills(actor))
    held = hold_request(request.pk)
    standing = charge_of(held)
    if standing is not None and (standing.by_hand or standing.state != ChargeState.DRAFT):
        return standing
    if held.state not in DONE:
        return drop_draft(actor, standing, at=at) if standing is not None else None
    charge = hold_charge(standing) if standing is not None else _blank(held, at)
    charge.quotation = accepted_quotation(held) or charge.quotation
    pricing = Pricing(held, charge.currency, day_of(at))
    agreed = Quoted.of(lines_of(charge.quotation)) if charge.quotation else Quoted()
    rates = {cost: pricing.rate(cost) for cost in ("labour", "travel")}
    rows = rows_of(ChargeLine, lines_for(work, rates, agreed, charge.currency), pricing)
    if not any(row.net or row.unit_price is None for row in rows):
        return drop_draft(actor, charge, at=at) if standing is not None else None
    return _write(actor, charge, rows, at)


@transaction.atomic
def create_charge(actor: Actor, request: ServiceRequest, *, lines: Sequence[LineDraft], at: datetime) -> Charge:
    """Begin a charge by hand for work that was done and has none."""
    held = hold_request(request.pk)
    require(may_charge(actor, held))
    if held.state not in DONE:
        raise WorkNotDone(number=held.number, state=REQUEST_WORDS[held.state])
    standing = charge_of(held)
    if standing is not None:
        raise AlreadyCharged(number=standing.number)
    charge = _blank(held, at)
    charge.by_hand = True
    return _write(actor, charge, rows_of(ChargeLine, lines, Pricing(held, charge.currency, day_of(at))), at)


@transaction.atomic
def change_charge(
    actor: Actor, charge: Charge, *, lines: Sequence[LineDraft], at: datetime, expected: int | None = None
) -> Charge:
    """Put these lines in the place of a draft's; the house does not reckon it anew from here on."""
    held = hold_charge(charge)
    require(may_charge(actor, held.request))
    as_expected(held, expected)
    if held.state != ChargeState.DRAFT:
        raise NotADraft(number=held.number, state=CHARGE_WORDS[held.state])
    rows = rows_of(ChargeLine, lines, Pricing(held.request, held.currency, day_of(at)))
    held.by_hand = True
    _put_lines(held, rows)
    total = f"{held.money('total').amount:f}"
    record_charge(actor, held, ChargeChanged(charge_id=held.id, request_id=held.request_id, total=total), at=at)
    _ask(actor, held, at)
    return held


def _blank(request: ServiceRequest, at: datetime) -> Charge:
    quotation = accepted_quotation(request)
    known = company()
    return Charge(
        number="",
        request=request,
        series=request.series,
        customer_id=request.customer_id,
        quotation=quotation,
        currency=quotation.currency if quotation else known.currency if known else "CNY",
        drafted_at=at,
    )


def _write(actor: Actor, charge: Charge, rows: list[ChargeLine], at: datetime) -> Charge:
    """Save the draft with these lines, tell it, and ask somebody to confirm it."""
    fresh = not charge.number
    if fresh:
        charge.number = NUMBERS.next(day_of(at).year)
        charge.save()
    _put_lines(charge, rows)
    drafted = ChargeDrafted(
        charge_id=charge.id,
        request_id=charge.request_id,
        number=charge.number,
        total=f"{charge.money('total').amount:f}",
        currency=charge.currency,
    )
    record_charge(actor, charge, drafted, at=at, move=Moved("draft", "", charge.state) if fresh else None)
    _ask(actor, charge, at)
    return charge


def _put_lines(charge: Charge, rows: Iterable[ChargeLine]) -> None:
    charge.lines.all().delete()
    kept = list(rows)
    for row in kept:
        row.charge = charge
    ChargeLine.objects.bulk_create(kept)
    sum_up(charge, kept)


def _ask(actor: Actor, charge: Charge, at: datetime) -> None:
    """Ask the desk to confirm it, or the manager where it is more than was quoted."""
    quoted = charge.quotation.total if charge.quotation else None
    above = quoted is not None and is_beyond(charge.total, quoted, billing_settings().tolerance_percent)
    key, label = f"{charge.id}:{charge.version}", f"{charge.number} {charge.request.number}"
    about: dict[str, Any] = {"about": charge.ref, "label": label, "unit_id": charge.request.unit_id, "at": at}
    close_tasks_about(actor, charge.ref, at=at)
    if above:
        open_task(actor, kind=TO_APPROVE, key=f"{TO_APPROVE}:{key}", role="manager", **about)
    else:
        open_task(actor, kind=TO_CONFIRM, key=f"{TO_CONFIRM}:{key}", role="agent", **about)
