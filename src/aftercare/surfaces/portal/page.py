"""What the page behind a link shows, and to whom."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from aftercare.domains.customers.phones import masked
from aftercare.domains.dispatch.models import Visit
from aftercare.domains.dispatch.queries import live_visit
from aftercare.domains.requests.links import claimed_id, opens
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import SHOWN, available_actions, latest_fact, who_tried
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerEntry
from aftercare.surfaces.portal.bills import bills_mark, charges_to_pay, quotations_asked
from aftercare.surfaces.portal.conversation import conversation_of
from aftercare.surfaces.portal.costs import cost_of
from aftercare.surfaces.portal.forms import MARKS, CancelForm, MessageForm, RateForm, ReopenForm
from aftercare.surfaces.portal.signed_in import frame
from aftercare.surfaces.portal.steps import said_of, state_for_customer, steps_of


def opened(token: str) -> tuple[Actor, ServiceRequest]:
    """The request a link opens, and the customer as the one who acts."""
    id = claimed_id(token)
    found = (
        ServiceRequest.objects.select_related(*SHOWN, "contact", "suspended_for").defer("search").filter(pk=id).first()
        if id
        else None
    )
    if found is None or not opens(token, found):
        raise NotFound()
    return Actor(ActorKind.CUSTOMER, found.customer_id, found.customer.name, via="portal"), found


class Followed:
    """A request behind its link, as the page reads it: each thing once, and only where something shows it."""

    def __init__(self, actor: Actor, wanted: ServiceRequest) -> None:
        self.actor, self.wanted = actor, wanted

    @cached_property
    def may(self) -> Sequence[str]:
        """What the customer may do now."""
        return available_actions(self.actor, self.wanted)

    @cached_property
    def visit(self) -> Visit | None:
        """The visit that is planned or under way."""
        return live_visit(self.wanted)

    @cached_property
    def version(self) -> str:
        """What the page shows, told by the request's last fact and its visit, which ends a moment after an attempt."""
        visit = f"-{self.visit.id}-{self.visit.version}" if self.visit else ""
        return f"{latest_fact(self.wanted)}{visit}{bills_mark(self.actor, self.wanted)}"


def context_of(request: HttpRequest, actor: Actor, wanted: ServiceRequest, token: str, **more: Any) -> dict[str, Any]:
    """Everything the page shows; forms that came back replace the empty ones."""
    followed = Followed(actor, wanted)
    known: dict[str, Any] = {"wanted": wanted, "token": token, **_foot(followed), **frame(request)}
    for read in PARTS.values():
        known |= read(followed)
    return known | more


def part_of(part: str, actor: Actor, wanted: ServiceRequest, token: str) -> dict[str, Any]:
    """What one part of the page shows, and no more is read."""
    return {"wanted": wanted, "token": token, **PARTS[part](Followed(actor, wanted))}


def _state(followed: Followed) -> dict[str, Any]:
    state = state_for_customer(State(followed.wanted.state))
    return {"version": followed.version, "shown_state": state, "now_says": said_of(followed.wanted, followed.visit)}


def _answer(followed: Followed) -> dict[str, Any]:
    return {"may": followed.may, "rate_form": RateForm()}


def _track(followed: Followed) -> dict[str, Any]:
    wanted = followed.wanted
    facts = list(facts_of(wanted.ref))
    return {
        "cost": cost_of(wanted),
        "visit": followed.visit,
        "steps": steps_of(wanted, facts, who_tried(wanted)),
        "wished": (wanted.wished_from or _wished_at(facts)) if wanted.series == 1 else None,
        "answered": dict(MARKS).get(wanted.satisfaction or 0, ""),
        "quotations": quotations_asked(followed.actor, wanted),
        "charges": charges_to_pay(followed.actor, wanted),
    }


def _talk(followed: Followed) -> dict[str, Any]:
    return {"conversation": conversation_of(followed.wanted)}


def _reach(followed: Followed) -> dict[str, Any]:
    return {
        "may": followed.may,
        "reopen_until": _reopen_until(followed.wanted) if "reopen" in followed.may else None,
        "message_form": MessageForm(),
        "cancel_form": CancelForm(),
        "reopen_form": ReopenForm(),
    }


def _foot(followed: Followed) -> dict[str, Any]:
    contact = followed.wanted.contact
    return {"phone": masked(contact.phone) if contact else ""}


PARTS: Mapping[str, Callable[[Followed], dict[str, Any]]] = {
    "state": _state,
    "answer": _answer,
    "track": _track,
    "talk": _talk,
    "reach": _reach,
}


def is_over(wanted: ServiceRequest) -> bool:
    """Whether it ended longer ago than it could be reopened."""
    return not wanted.is_open and wanted.state_since + timedelta(days=wanted.kind.reopen_days) < now()


def _reopen_until(wanted: ServiceRequest) -> datetime | None:
    if wanted.closed_at is None:
        return None
    until: datetime = wanted.closed_at + timedelta(days=wanted.kind.reopen_days)
    return until if now() <= until else None


def _wished_at(facts: list[LedgerEntry]) -> datetime | None:
    """By when the customer would have liked it, of a request that keeps no time wished for."""
    wish = facts[0].data.get("wished_at") if facts else None
    return parse_datetime(wish) if wish else None
