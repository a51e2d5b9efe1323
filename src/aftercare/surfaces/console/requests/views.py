"""One request with everything about it, and why things are as they are."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from aftercare.domains.accounts.roles import ROLES
from aftercare.domains.channels.queries import addressee_of
from aftercare.domains.contracts.models import Clock
from aftercare.domains.contracts.queries.clocks import explained
from aftercare.domains.customers.phones import masked
from aftercare.domains.customers.policies import VIEW as VIEW_CUSTOMERS
from aftercare.domains.customers.policies import may_change_customer
from aftercare.domains.dispatch.policies import VIEW as VIEW_PLAN
from aftercare.domains.dispatch.queries import live_visit
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.policies import may_change, may_note, may_relate
from aftercare.domains.requests.promise_timeline import timelines
from aftercare.domains.requests.queries import (
    beside,
    clocks_of,
    find_request,
    is_with,
    moves,
)
from aftercare.domains.requests.rules import SENT_BACK, next_step, required_date
from aftercare.kit.clock import now
from aftercare.kit.compiled import compiled
from aftercare.kit.errors import NotFound
from aftercare.kit.ledger import facts_of
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.billing.panel import bills_shown
from aftercare.surfaces.console.requests.answers import ready_answers
from aftercare.surfaces.console.requests.chosen import why_this_engineer
from aftercare.surfaces.console.requests.composer import SayForm, blank_fields
from aftercare.surfaces.console.requests.covering import shown_coverage
from aftercare.surfaces.console.requests.names import reason_name
from aftercare.surfaces.console.requests.offers import offers
from aftercare.surfaces.console.requests.records import records_shown
from aftercare.surfaces.console.requests.registering import shown_registration
from aftercare.surfaces.console.requests.said import AT_ONCE, told_story
from aftercare.surfaces.console.requests.why import drawn, promised, rows_of
from aftercare.surfaces.console.requests.words import CHANNELS, CLOCKS, LOCKED_FOR, RELATIONS, RESULTS
from aftercare.surfaces.console.staff import StaffRequest, shown, staff, staff_page
from aftercare.ui.components.words import in_minutes
from aftercare.ui.pages import asked_part
from aftercare.ui.parts import FilterChip, Words

NOTHING: frozenset[str] = frozenset()


@staff
def request_detail(request: StaffRequest, id: UUID) -> HttpResponse:
    """One request: state, promises, next step, story, and what this person may do."""
    return show_request(request, find_request(request.actor, id))


def show_request(request: StaffRequest, wanted: ServiceRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one request; asked for a part, only what that part shows is read."""
    part = asked_part(request, PARTS)
    context = {"wanted": wanted, **(PARTS[part](request, wanted) if part else _whole(request, wanted)), **more}
    return staff_page(
        request, "console/requests/detail.html", context, active="console:requests", partials=PARTS, status=status
    )


def _whole(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    known = {
        "may_write": may_note(request.actor, wanted) is True,
        "may_relate": may_relate(request.actor, wanted) is True,
        "blank_fields": blank_fields(reverse("console:request", args=[wanted.id])),
        "with_past": "past" in request.GET,
    }
    for read in dict.fromkeys((*SEEN.values(), *([_past] if known["with_past"] else []))):
        known |= read(request, wanted)
    return known


def _head(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    return {
        "clocks": [(clock, _why_paused(clock)) for clock in clocks_of(wanted) if clock.standing != "cancelled"],
        "required": required_date(wanted),
        "visit": live_visit(wanted),
        "offers": offers(moves(request.actor, wanted), mine=is_with(request.actor, wanted), later=_later(wanted)),
        "channel": CHANNELS.get(wanted.channel, wanted.channel),
        "locked_sentence": LOCKED_FOR.get(wanted.locked_for, ""),
    }


def _later(wanted: ServiceRequest) -> frozenset[str]:
    """While somebody else corrects what was sent back, signing it off as it is waits in the menu."""
    step = next_step(wanted)
    return frozenset({"sign_off"}) if wanted.sign_off_note == SENT_BACK and step and step.role != "manager" else NOTHING


def _sent_back_for(wanted: ServiceRequest) -> str:
    """What has to be corrected, of the latest record that was sent back."""
    if wanted.sign_off_note != SENT_BACK:
        return ""
    rows = ServiceRecord.objects.filter(request=wanted, state="sent_back").order_by("-attempt__position")
    return rows.values_list("sent_back_for", flat=True).first() or ""


def _why_paused(clock: Clock) -> Words:
    return reason_name(clock.reason) if clock.standing == "paused" and clock.reason else ""


def _story(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    kinds = request.GET.get("show", "")
    told = told_story(
        request.actor, wanted, kinds=kinds, cursor=request.GET.get("cursor"), limit=max(AT_ONCE, shown(request, 0))
    )
    return {"entries": told.entries, "earlier": told.next, "seen": told.last, "story_chips": _story_chips(kinds)}


def _story_chips(kinds: str) -> list[FilterChip]:
    labels = {"": _("Everything"), "talk": _("Conversation"), "facts": _("Facts"), "alerts": _("Alerts")}
    return [FilterChip(label, f"?show={code}" if code else "?", active=code == kinds) for code, label in labels.items()]


def _side(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    step = next_step(wanted)
    around = beside(request.actor, wanted)
    return {
        "watching": around.watching,
        "watched": any(one.person_id == request.actor.id for one in around.watching),
        "may_change": wanted.is_open and may_change(request.actor, wanted) is True,
        "may_untie": may_relate(request.actor, wanted) is True,
        "step": step,
        "ties": [(RELATIONS[tie.relation], tie) for tie in around.ties],
        "step_role": ROLES[step.role].name if step else "",
        "sent_back_for": _sent_back_for(wanted),
        **shown_coverage(request.actor, wanted),
        **shown_registration(request.actor, wanted),
        **bills_shown(request.actor, wanted),
        "addressee": addressee_of(wanted),
        "may_open_customer": request.actor.scope(VIEW_CUSTOMERS) is not None,
        "may_choose_mail": may_change_customer(request.actor, wanted.customer) is True,
        "phone": masked(wanted.contact.phone) if wanted.contact else "",
    }


def _past(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    may_plan = may(request.actor, VIEW_PLAN) is True
    return {
        **why_this_engineer(wanted, may_plan=may_plan),
        "may_plan": may_plan,
        "attempts": [(attempt, _result(attempt)) for attempt in _attempts(wanted.id)],
    }


def _people(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    require(may_note(request.actor, wanted))
    return {"say_form": SayForm(initial={"mentioned": request.GET.getlist("mentioned")})}


def _answers(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    require(may_note(request.actor, wanted))
    return {"answers": ready_answers(request.actor, wanted)}


def _records(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    return records_shown(wanted)


@compiled
def _attempts(request_id: UUID) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(request=request_id).order_by("position")
    return rows.select_related("engineer", "assignee", "team", "outcome")


def _result(attempt: Attempt) -> Words:
    return gettext(attempt.outcome.name) if attempt.outcome else RESULTS.get(attempt.result, attempt.result)


Reads = Mapping[str, Callable[[StaffRequest, ServiceRequest], dict[str, Any]]]
SEEN: Reads = {
    "head": _head,
    "story": _story,
    "entries": _story,
    "side": _side,
    "records": _records,
}
# What lies far below is read when somebody comes to it, what the composer offers when somebody begins to write.
PARTS: Reads = {**SEEN, "past": _past, "people": _people, "answers": _answers}


@staff
def why_due(request: StaffRequest, id: UUID, kind: str) -> HttpResponse:
    """Why a promise is due when it is: its working, paused and closed time."""
    wanted = find_request(request.actor, id)
    clock = next((clock for clock in clocks_of(wanted) if clock.kind == kind), None)
    if clock is None:
        raise NotFound()
    lines = timelines(list(facts_of(wanted.ref)), wanted.kind.dwell_minutes)
    facts = next(line.facts for line in lines if (line.kind, line.round) == (clock.kind, clock.round))
    spans = explained(facts, wanted.calendar, now())
    late_at = clock.due_at if clock.due_at and clock.due_at < (clock.stopped_at or now()) else None
    alerts = [fact.at for fact in facts_of(wanted.ref).filter(kind="request.alerted", data__clock=kind)]
    context = {
        "bar": drawn(spans, clock, [at for at in alerts if at >= clock.started_at]),
        "wanted": wanted,
        "clock": clock,
        "label": CLOCKS[kind],
        "promised": promised(wanted, clock),
        "rows": rows_of(spans, late_at),
        "together": in_minutes(spans[-1].spent_after) if spans else "",
    }
    return staff_page(request, "console/requests/why.html", context, active="console:requests", partials={"dialog"})
