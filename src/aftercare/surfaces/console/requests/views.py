"""The queue, one request with everything about it, and why things are as they are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from aftercare.domains.accounts.roles import ROLES
from aftercare.domains.contracts.coverage_record import Coverage
from aftercare.domains.contracts.coverage_words import sentences
from aftercare.domains.contracts.models import Clock
from aftercare.domains.contracts.queries.clocks import explained
from aftercare.domains.dispatch.decision import Choice
from aftercare.domains.dispatch.queries import candidates_for, decisions_of
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.domains.requests.promise_timeline import timelines
from aftercare.domains.requests.queries import clocks_of, clocks_of_all, find_request, listed, moves, story_of
from aftercare.domains.requests.rules import next_step
from aftercare.domains.requests.states import OPEN, State
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.ledger import facts_of
from aftercare.kit.paging import count_to, page
from aftercare.surfaces.console.requests.words import CLOCKS, LOCKED_FOR, VERBS, story
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page
from aftercare.ui.parts import FilterChip

SORTS = ("-submitted_at", "submitted_at", "required_at", "-required_at", "priority", "-number", "number")
QUEUES = {"open": OPEN, **{state.value: (state,) for state in State}}


@staff
def request_list(request: StaffRequest) -> HttpResponse:
    """The queue: filtered, sorted and paged by its address."""
    queue = request.GET.get("queue", "open")
    mine = request.GET.get("mine") == "1"
    filters: dict[str, Any] = {"state__in": QUEUES.get(queue, OPEN)} if queue != "all" else {}
    if mine:
        filters["assignee"] = request.actor.id
    rows = listed(request.actor, q=request.GET.get("q", ""), **filters)
    sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else "-submitted_at"
    found = page(rows, sort=str(sort), cursor=request.GET.get("cursor"))
    whole = not request.GET.get("cursor")
    context = {
        "rows": _with_clocks(found.items),
        "cursor": found.next,
        "chips": _chips(request, queue, mine),
        "total": count_to(rows.select_related(None)) if whole else "",
        "queue": queue,
    }
    return staff_page(
        request, "console/requests/list.html", context, active="console:requests", partials={"results", "rows"}
    )


def _with_clocks(rows: Sequence[ServiceRequest]) -> list[tuple[ServiceRequest, Clock | None]]:
    clocks = clocks_of_all(rows)
    return [(row, clocks.get(row.id) if row.is_open else None) for row in rows]


def _chips(request: HttpRequest, queue: str, mine: bool) -> list[FilterChip]:
    def url(**change: str) -> str:
        asked = request.GET.copy()
        asked.pop("cursor", None)
        for name, value in change.items():
            asked[name] = value
        return f"?{asked.urlencode()}"

    labels = {"open": _("All open"), **{state.value: str(state.label) for state in State}, "all": _("All")}
    chips = [FilterChip(label, url(queue=code), active=queue == code) for code, label in labels.items()]
    return [FilterChip(_("Mine"), url(mine="" if mine else "1"), active=mine, removable=mine), *chips]


@staff
def request_detail(request: StaffRequest, id: UUID) -> HttpResponse:
    """One request: state, promises, next step, story, and what this person may do."""
    wanted = find_request(request.actor, id)
    return staff_page(
        request,
        "console/requests/detail.html",
        detail_context(request, wanted),
        active="console:requests",
        partials={"head", "story", "side"},
    )


def detail_context(request: StaffRequest, wanted: ServiceRequest) -> dict[str, Any]:
    """Everything the page of one request shows."""
    entries = story_of(wanted)
    note_ids = [entry.fact.data["note_id"] for entry in entries if "note_id" in entry.fact.data]
    notes = RequestNote.objects.filter(pk__in=note_ids).values_list("pk", "text") if note_ids else []
    step = next_step(wanted)
    offered = [(move, VERBS[move.verb]) for move in moves(request.actor, wanted)]
    return {
        "wanted": wanted,
        "clocks": [clock for clock in clocks_of(wanted) if clock.standing != "cancelled"],
        "entries": story(entries, {str(pk): text for pk, text in notes}),
        "moves": offered,
        "step": step,
        "step_role": ROLES[step.role].name if step else "",
        "coverage_sentences": sentences(Coverage.from_json(wanted.coverage)),
        "locked_sentence": LOCKED_FOR.get(wanted.locked_for, ""),
        **_decision(wanted),
        "earlier": ServiceRequest.objects.filter(customer=wanted.customer_id).exclude(pk=wanted.pk).defer("search")
        .order_by("-id")[:5],
        "attempts": wanted.attempts.select_related("engineer", "assignee", "outcome").order_by("position"),
        "request_url": reverse("console:request", args=[wanted.id]),
    }  # fmt: skip


def _decision(wanted: ServiceRequest) -> dict[str, Any]:
    """Why this engineer: the latest decision with its candidates by name, and the rules a person overrode."""
    decision = next(iter(decisions_of(wanted)), None) if wanted.engineer_id else None
    if decision is None:
        return {"decision": None}
    choice = Choice.from_json(decision.record, {wanted.engineer_id: str(wanted.engineer)}) if decision.record else None
    return {"decision": decision, "choice": choice, "warnings": [Reason.from_json(kept) for kept in decision.warnings]}


@staff
def request_candidates(request: StaffRequest, id: UUID) -> HttpResponse:
    """Who could go, with what speaks for and against each."""
    wanted = find_request(request.actor, id)
    choice = candidates_for(wanted, at=now())
    return staff_page(
        request,
        "console/requests/candidates.html",
        {"wanted": wanted, "choice": choice},
        active="console:requests",
        partials={"dialog"},
    )


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
    context = {"wanted": wanted, "clock": clock, "label": CLOCKS[kind], "spans": spans}
    return staff_page(
        request, "console/requests/why.html", context, active="console:requests", partials={"dialog"}
    )
