"""Why this engineer: the decision as it was kept, and who could go, now or as the list was then."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from aftercare.domains.dispatch.decision import Choice
from aftercare.domains.dispatch.models import Decision
from aftercare.domains.dispatch.policies import VIEW as VIEW_PLAN
from aftercare.domains.dispatch.queries import candidates_for, decisions_of, latest_decision, words_of
from aftercare.domains.dispatch.words import Reason
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import find_request
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.clock import now
from aftercare.kit.errors import NotFound
from aftercare.kit.permissions import may, require
from aftercare.surfaces.console.staff import StaffRequest, staff, staff_page


def why_this_engineer(wanted: ServiceRequest, *, may_plan: bool) -> dict[str, Any]:
    """The latest decision: what counted for who has it, whom the rules proposed, and what a person said and overrode.

    Who was passed over is named to those who see the plan.
    """
    decision = latest_decision(wanted) if wanted.engineer_id else None
    if decision is None:
        return {"decision": None}
    told = {"decision": decision, "warnings": [Reason.from_json(kept) for kept in decision.warnings]}
    if not decision.record:
        return told  # by hand, before candidates were kept with it
    choice = Choice.from_json(decision.record, _names([decision.record["chosen_id"]]) if may_plan else {})
    own = next((each for each in choice.candidates if each.engineer_id == decision.engineer_id), None)
    proposed = choice.chosen if choice.chosen != own else None
    said = words_of(wanted, decision) if decision.by_hand else ""
    return {**told, "choice": choice, "own": own, "proposed": proposed, "said": said}


@staff
def request_candidates(request: StaffRequest, id: UUID) -> HttpResponse:
    """Who could go, with what speaks for and against each; with `decision` as it was when that was made."""
    wanted = find_request(request.actor, id)
    require(may(request.actor, VIEW_PLAN))
    decision = _asked_for(wanted, request.GET["decision"]) if "decision" in request.GET else None
    choice = _as_kept(decision) if decision else candidates_for(wanted, at=now())
    return staff_page(
        request,
        "console/requests/candidates.html",
        {"wanted": wanted, "choice": choice, "decision": decision},
        active="console:requests",
        partials={"dialog"},
    )


def _asked_for(wanted: ServiceRequest, asked: str) -> Decision:
    try:
        found = decisions_of(wanted).filter(pk=UUID(asked)).first()
    except ValueError:
        found = None
    if found is None or not found.record:
        raise NotFound()
    return found


def _as_kept(decision: Decision) -> Choice:
    return Choice.from_json(decision.record, _names(each["engineer_id"] for each in decision.record["candidates"]))


def _names(ids: Iterable[str | None]) -> dict[UUID, str]:
    return dict(Engineer.objects.filter(pk__in=[one for one in ids if one]).values_list("pk", "name"))
