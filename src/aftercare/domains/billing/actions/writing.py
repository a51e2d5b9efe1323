"""Write a quotation for a request, change it while it is a draft, and begin its next version."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from aftercare.domains.accounts.queries import company, day_of
from aftercare.domains.billing.actions.lines import Pricing, as_drafts, proposed, rows_of
from aftercare.domains.billing.actions.recording import goes_on, hold, hold_request, record, sum_up
from aftercare.domains.billing.checks import checked_validity
from aftercare.domains.billing.drafts import LineDraft
from aftercare.domains.billing.errors import AlreadyQuoted, NotADraft, RequestOver
from aftercare.domains.billing.events import QuotationChanged, QuotationDrafted, QuotationReplaced
from aftercare.domains.billing.models import Quotation, QuotationLine
from aftercare.domains.billing.policies import may_revise, may_write_quotation
from aftercare.domains.billing.queries import billing_settings, lines_of
from aftercare.domains.billing.states import OPEN, QUOTATION_FLOW, WORDS, QuotationState
from aftercare.domains.orders.checks import checked_currency
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import UNSOLVED
from aftercare.domains.requests.states import WORDS as REQUEST_WORDS
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected
from aftercare.kit.numbering import Series
from aftercare.kit.permissions import require
from aftercare.kit.states import Moved

NUMBERS = Series("QT", "quotation")
CHANGEABLE = ("valid_until", "notes")


@transaction.atomic
def draft_quotation(
    actor: Actor,
    request: ServiceRequest,
    *,
    at: datetime,
    lines: Sequence[LineDraft] | None = None,
    parts: Sequence[LineDraft] = (),
    currency: str = "",
    valid_until: date | None = None,
    notes: str = "",
) -> Quotation:
    """Begin a quotation; without lines the house proposes labour, the way and these parts."""
    held = hold_request(request.pk)
    require(may_write_quotation(actor, held))
    _check_free(held)
    known = company()
    money = checked_currency(currency or (known.currency if known else "CNY"))
    pricing = Pricing(held, money, day_of(at))
    given = proposed(pricing, parts) if lines is None else list(lines)
    quotation = Quotation(number=NUMBERS.next(day_of(at).year), currency=money, notes=notes.strip())
    return _begin(actor, held, quotation, given, pricing, at, valid_until)


@transaction.atomic
def change_quotation(
    actor: Actor,
    quotation: Quotation,
    *,
    at: datetime,
    lines: Sequence[LineDraft] | None = None,
    expected: int | None = None,
    **values: Any,
) -> Quotation:
    """Change last day or notes of a draft, and put these lines in the place of its."""
    held = hold(quotation)
    require(may_write_quotation(actor, held.request))
    as_expected(held, expected)
    if held.state != QuotationState.DRAFT:
        raise NotADraft(number=held.number, state=WORDS[held.state])
    if "valid_until" in values:
        checked_validity(values["valid_until"], day_of(at))
    changed = changed_fields(held, CHANGEABLE, values)
    for name in changed:
        setattr(held, name, values[name])
    if lines is not None:
        held.lines.all().delete()
        _put_lines(held, lines, Pricing(held.request, held.currency, day_of(at)))
        changed = (*changed, "lines")
    if changed:
        held.save()
        told = QuotationChanged(quotation_id=held.id, request_id=held.request_id, fields=changed)
        publish(actor, told, at=at, context_id=held.request_id)
    return held


@transaction.atomic
def revise_quotation(actor: Actor, quotation: Quotation, *, at: datetime) -> Quotation:
    """Begin the next version as a draft with the same lines; one that waits for its customer is taken back at once.

    One that was accepted stays in force until its customer accepts the next.
    """
    held = hold(quotation)
    require(may_revise(actor, held))
    if held.state in (QuotationState.DRAFT, QuotationState.WITHDRAWN):
        raise NotADraft(number=held.number, state=WORDS[held.state])
    if held.state == QuotationState.SENT:
        move = QUOTATION_FLOW.move(held, "replace")
        gone = QuotationReplaced(quotation_id=held.id, request_id=held.request_id, number=held.number)
        record(actor, held, gone, at=at, move=move)
    _check_free(held.request)
    root = held.number if held.revision == 1 else held.number.rsplit("-", 1)[0]
    following = Quotation(
        number=f"{root}-{held.revision + 1}",
        revision=held.revision + 1,
        replaces=held,
        currency=held.currency,
        notes=held.notes,
    )
    pricing = Pricing(held.request, held.currency, day_of(at))
    return _begin(actor, held.request, following, as_drafts(lines_of(held)), pricing, at, None)


def _check_free(request: ServiceRequest) -> None:
    """Refuse a second one beside one that is not decided, and one for work that is over."""
    if request.state not in UNSOLVED:
        raise RequestOver(number=request.number, state=REQUEST_WORDS[request.state])
    other = Quotation.objects.filter(request=request, state__in=OPEN).first()
    if other is not None:
        raise AlreadyQuoted(number=other.number)


def _begin(
    actor: Actor,
    request: ServiceRequest,
    quotation: Quotation,
    lines: Sequence[LineDraft],
    pricing: Pricing,
    at: datetime,
    valid_until: date | None,
) -> Quotation:
    today = day_of(at)
    quotation.request, quotation.series = request, request.series
    quotation.customer_id, quotation.contact_id = request.customer_id, request.contact_id
    quotation.author_id = actor.id
    last = valid_until or today + timedelta(days=billing_settings().validity_days)
    quotation.valid_until = checked_validity(last, today)
    quotation.save()
    _put_lines(quotation, lines, pricing)
    quotation.save()
    drafted = QuotationDrafted(
        quotation_id=quotation.id,
        request_id=request.id,
        number=quotation.number,
        revision=quotation.revision,
        replaces_id=quotation.replaces_id,
    )
    publish(actor, drafted, at=at, move=Moved("draft", "", quotation.state), context_id=request.id)
    goes_on(actor, request, at=at)
    return quotation


def _put_lines(quotation: Quotation, lines: Sequence[LineDraft], pricing: Pricing) -> None:
    rows = rows_of(QuotationLine, lines, pricing)
    for row in rows:
        row.quotation = quotation
    QuotationLine.objects.bulk_create(rows)
    sum_up(quotation, rows)
