"""How quotations and charges are told, and how one of them is found."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.queries.told import ToldFact
from aftercare.domains.billing.models import Charge, Payment, Quotation
from aftercare.domains.billing.policies import may_revise, visible_charges, visible_to
from aftercare.domains.billing.queries import (
    available_actions,
    charge_actions,
    lines_of,
    payments_of,
)
from aftercare.domains.channels.links import PORTAL_QUOTATION, link_to
from aftercare.kit.actor import Actor
from aftercare.kit.money import Money
from aftercare.surfaces.api.billing.lines import BillLineShown, show_lines
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import MoneyShown, money
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.people import Named, Numbered, by_name, by_number

QuotationStateName = Literal["draft", "sent", "accepted", "declined", "expired", "withdrawn"]
ChargeStateName = Literal["draft", "confirmed", "paid", "cancelled"]
MethodName = Literal["cash", "transfer", "card", "wechat", "alipay", "other"]


class BilledFor(TypedDict):
    """A request by its id, number and title."""

    id: UUID
    number: str
    title: str


class QuotationRow(TypedDict):
    """A quotation in a list."""

    id: UUID
    number: Annotated[str, Field(examples=["QT-2026-000042"])]
    state: QuotationStateName
    revision: Annotated[int, Field(description="1 of the first version, 2 of the next.")]
    request: BilledFor
    customer: Numbered
    total: MoneyShown
    valid_until: date
    sent_at: datetime | None
    decided_at: datetime | None
    created_at: datetime
    version: int


class QuotationShown(QuotationRow):
    """A quotation with its lines and the moves this caller may make."""

    contact: Named | None
    replaces_id: UUID | None
    net: MoneyShown
    tax: MoneyShown
    lines: list[BillLineShown]
    notes: str
    decided_by: Annotated[str, Field(description="The name that was typed, or told.")]
    decided_via: Annotated[str, Field(description="link, staff, or empty.")]
    customer_link: Annotated[
        str | None, Field(description="Where its customer decides without an account; for those who may write it.")
    ]
    available_actions: list[str]


class PaymentShown(TypedDict):
    """A note that some of a charge was paid."""

    id: UUID
    amount: MoneyShown
    method: MethodName
    paid_on: date
    reference: str


class ChargeRow(TypedDict):
    """A charge in a list."""

    id: UUID
    number: Annotated[str, Field(examples=["CH-2026-000042"])]
    state: ChargeStateName
    request: BilledFor
    customer: Numbered
    total: MoneyShown
    paid: MoneyShown
    confirmed_at: datetime | None
    created_at: datetime
    version: int


class ChargeShown(ChargeRow):
    """A charge with its lines, what was paid of it, and the moves this caller may make."""

    quotation: Annotated[BilledFor | None, Field(description="What the customer accepted before the work.")]
    net: MoneyShown
    tax: MoneyShown
    left: MoneyShown
    lines: list[BillLineShown]
    payments: list[PaymentShown]
    by_hand: Annotated[bool, Field(description="Whether a person changed its lines: it is not reckoned anew then.")]
    available_actions: list[str]


class BillEntry(TypedDict):
    """One thing that happened to a quotation or a charge."""

    seq: int
    kind: Annotated[str, Field(examples=["quotation.accepted"])]
    verb: str | None
    state_left: str | None
    state_entered: str | None
    at: datetime
    actor: str
    text: Annotated[str, Field(description="The words that were given with it, such as a reason.")]
    facts: dict[str, Any]


class BillTimeline(TypedDict):
    """A story, oldest first."""

    items: list[BillEntry]
    next: Annotated[int | None, Field(description="The `after` of the next page; null at the end.")]


def quotation_row(one: Quotation) -> dict[str, Any]:
    """A line of a list."""
    plain = ("id", "number", "state", "revision", "valid_until", "sent_at", "decided_at", "created_at", "version")
    return {
        **{name: getattr(one, name) for name in plain},
        "request": _request(one.request),
        "customer": by_number(one.customer),
        "total": money(one.money("total")),
    }


def quotation_shown(actor: Actor, one: Quotation) -> dict[str, Any]:
    """The whole quotation."""
    linked = one.sent_at is not None and may_revise(actor, one) is True
    return {
        **quotation_row(one),
        "contact": by_name(one.contact),
        "replaces_id": one.replaces_id,
        "net": money(one.money("net")),
        "tax": money(one.money("tax")),
        "lines": show_lines(lines_of(one), one.currency),
        "notes": one.notes,
        "decided_by": one.decided_by,
        "decided_via": one.decided_via,
        "customer_link": link_to(PORTAL_QUOTATION, one) if linked else None,
        "available_actions": available_actions(actor, one),
    }


def charge_row(one: Charge) -> dict[str, Any]:
    """A line of a list."""
    plain = ("id", "number", "state", "confirmed_at", "created_at", "version")
    return {
        **{name: getattr(one, name) for name in plain},
        "request": _request(one.request),
        "customer": by_number(one.customer),
        "total": money(one.money("total")),
        "paid": money(one.money("paid")),
    }


def charge_shown(actor: Actor, one: Charge) -> dict[str, Any]:
    """The whole charge."""
    quoted = one.quotation
    return {
        **charge_row(one),
        "quotation": {"id": quoted.id, "number": quoted.number, "title": one.request.title} if quoted else None,
        "net": money(one.money("net")),
        "tax": money(one.money("tax")),
        "left": money(one.left),
        "lines": show_lines(lines_of(one), one.currency),
        "payments": [payment_shown(payment, one.currency) for payment in payments_of(one)],
        "by_hand": one.by_hand,
        "available_actions": charge_actions(actor, one),
    }


def payment_shown(payment: Payment, currency: str) -> dict[str, Any]:
    """A note of a payment."""
    plain = ("id", "method", "paid_on", "reference")
    return {
        **{name: getattr(payment, name) for name in plain},
        "amount": money(Money(payment.amount, currency).rounded()),
    }


def story_shown(entries: list[ToldFact], limit: int) -> dict[str, Any]:
    """A page of a story; one entry more than asked for says that there is another."""
    shown = [
        {
            "seq": one.fact.seq,
            "kind": one.fact.kind,
            "verb": one.fact.verb or None,
            "state_left": one.fact.state_left or None,
            "state_entered": one.fact.state_entered or None,
            "at": one.fact.at,
            "actor": one.who,
            "text": one.text,
            "facts": one.fact.data,
        }
        for one in entries[:limit]
    ]
    return {"items": shown, "next": shown[-1]["seq"] if len(entries) > limit else None}


def quotation_of(call: Call, id: UUID) -> Quotation:
    """The quotation of an address, or none for who may not see it."""
    return found(visible_to(call.actor).select_related("customer", "contact", "request__kind"), id)


def charge_named(call: Call, id: UUID) -> Charge:
    """The charge of an address, or none for who may not see it."""
    return found(visible_charges(call.actor).select_related("customer", "quotation", "request__kind"), id)


def _request(request: Any) -> dict[str, Any]:
    return {"id": request.id, "number": request.number, "title": request.title}
