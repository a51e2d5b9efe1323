"""What customers of the demonstration company pay for: work that is quoted, and work that is done."""

from datetime import datetime, timedelta

from aftercare.config.demo.agenda import follow
from aftercare.config.demo.company import Cast
from aftercare.domains.billing.actions import (
    accept_quotation,
    confirm_charge,
    decline_quotation,
    draft_quotation,
    record_payment,
    send_quotation,
)
from aftercare.domains.billing.models import Charge, Quotation
from aftercare.domains.billing.states import ChargeState
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State

QUOTED = 6
SAID_YES = "电话中确认，同意按报价维修。"
SAID_NO = "觉得不划算，准备换新机。"
NOTES = "含上门费；如需更换其他配件，另行报价。"
PAID_BY = ("wechat", "alipay", "cash")


def quote_and_collect(cast: Cast, *, at: datetime) -> None:
    """Some are asked whether work may cost them something; of what was done one part is paid, one still open."""
    waiting = ServiceRequest.objects.filter(state__in=(State.PENDING, State.ASSIGNED), kind="repair")
    uncovered = waiting.filter(coverage__labour__percent__lt=100)
    for n, request in enumerate(uncovered.order_by("submitted_at", "number")[:QUOTED]):
        _quote(cast, request, n, at)
    _collect(cast, at)
    follow(at)


def _quote(cast: Cast, request: ServiceRequest, n: int, at: datetime) -> None:
    """The first is a draft still, the others were sent; one was accepted and one declined."""
    desk = cast.actors["agent"]
    since = max(at - timedelta(hours=3), request.state_since)
    quotation: Quotation = draft_quotation(desk, request, notes=NOTES, at=since)
    if n == 0:
        return
    quotation = send_quotation(desk, quotation, at=since + timedelta(minutes=1))
    answered = max(since + timedelta(minutes=2), at - timedelta(minutes=20 + n))
    if n == 1:
        accept_quotation(desk, quotation, name=request.customer.name, note=SAID_YES, at=answered)
    elif n == 3:
        decline_quotation(desk, quotation, name=request.customer.name, reason=SAID_NO, at=answered)


def _collect(cast: Cast, at: datetime) -> None:
    """Every other charge that is a day old is confirmed, and half of those are paid."""
    desk = cast.actors["agent"]
    drafts = Charge.objects.filter(state=ChargeState.DRAFT, total__gt=0).order_by("number")
    for n, charge in enumerate(list(drafts)[::2]):
        confirmed = confirm_charge(desk, charge, at=at - timedelta(minutes=50))
        if n % 2 == 0:
            method = PAID_BY[n // 2 % len(PAID_BY)]
            record_payment(desk, confirmed, amount=confirmed.total, method=method, at=at - timedelta(minutes=30))
