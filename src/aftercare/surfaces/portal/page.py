"""What the page behind a link shows, and to whom."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from aftercare.domains.accounts.queries import company
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.queries import communications_about
from aftercare.domains.dispatch.queries import live_visit
from aftercare.domains.requests.links import claimed_id, opens
from aftercare.domains.requests.models import Attempt, RequestNote, ServiceRequest
from aftercare.domains.requests.queries import SHOWN, available_actions
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import LedgerEntry
from aftercare.surfaces.portal.forms import MARKS, CancelForm, MessageForm, RateForm, ReopenForm
from aftercare.surfaces.portal.steps import state_for_customer, steps_of

PARTS = frozenset({"state", "answer", "track", "talk", "reach"})


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


def context_of(actor: Actor, wanted: ServiceRequest, token: str, **more: Any) -> dict[str, Any]:
    """Everything the page shows; forms that came back replace the empty ones."""
    facts = list(facts_of(wanted.ref))
    may = available_actions(actor, wanted)
    return {
        "wanted": wanted,
        "token": token,
        "version": facts[-1].seq if facts else 0,
        "shown_state": state_for_customer(State(wanted.state)),
        "visit": live_visit(wanted),
        "steps": steps_of(wanted, facts, _tried(wanted)),
        "wished_at": _wished_at(facts) if wanted.series == 1 else None,
        "answered": dict(MARKS).get(wanted.satisfaction or 0, ""),
        "may": may,
        "reopen_until": _reopen_until(wanted) if "reopen" in may else None,
        "notes": RequestNote.objects.filter(request=wanted, internal=False).order_by("id").prefetch_related("files"),
        **frame(),
        "phone": masked(wanted.contact.phone) if wanted.contact else "",
        "wrote": communications_about(wanted.ref).filter(channel="portal", direction="in"),
        "message_form": MessageForm(),
        "cancel_form": CancelForm(),
        "rate_form": RateForm(),
        "reopen_form": ReopenForm(),
        **more,
    }


def frame() -> dict[str, str]:
    """Whose portal it is."""
    known = company()
    return {"company_name": known.name if known else "", "home_url": reverse("portal:submit")}


def version_of(wanted: ServiceRequest) -> str:
    """What a page shows of the request, told by its last fact."""
    return str(facts_of(wanted.ref).aggregate(last=Max("seq"))["last"] or 0)


def is_over(wanted: ServiceRequest) -> bool:
    """Whether it ended longer ago than it could be reopened."""
    return not wanted.is_open and wanted.state_since + timedelta(days=wanted.kind.reopen_days) < now()


def _tried(wanted: ServiceRequest) -> dict[int, str]:
    """Attempt → whose it was."""
    tries = Attempt.objects.filter(request=wanted).select_related("engineer__user", "assignee").order_by("position")
    return {attempt.position: str(attempt.engineer or attempt.assignee or "") for attempt in tries}


def _reopen_until(wanted: ServiceRequest) -> datetime | None:
    if wanted.closed_at is None:
        return None
    until: datetime = wanted.closed_at + timedelta(days=wanted.kind.reopen_days)
    return until if now() <= until else None


def _wished_at(facts: list[LedgerEntry]) -> datetime | None:
    """When the customer would have liked it, where that is earlier than what was promised."""
    wish = facts[0].data.get("wished_at") if facts else None
    return parse_datetime(wish) if wish else None
