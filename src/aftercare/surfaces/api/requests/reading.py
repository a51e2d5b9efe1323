"""Read requests: lists, one, its story."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.requests.policies import VIEW
from aftercare.domains.requests.queries import StoryEntry, find_request, matching, story_of
from aftercare.domains.requests.states import OPEN
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Instant, Text
from aftercare.surfaces.api.lists import After, AtMost, Listing, listed
from aftercare.surfaces.api.requests.noun import request_to_read, requests
from aftercare.surfaces.api.requests.rows import rows_of, show_rows
from aftercare.surfaces.api.requests.shown import (
    VALUES,
    PriorityName,
    RequestRow,
    RequestShown,
    StateName,
    show_request,
)


class RequestQuery(Listing):
    """Which requests, in which order."""

    q: Text = Field("", max_length=200, description="Words of number, title, description or customer; all must fit.")
    state: list[StateName] = Field(default=[], description="One or more states.")
    open: AskedFlag | None = Field(None, description="Only those whose loop still runs, or only those that ended.")
    kind: Text | None = Field(None, max_length=40)
    priority: PriorityName | None = None
    channel: Text | None = Field(None, max_length=10)
    number: Text | None = Field(None, max_length=20)
    external_id: Text | None = Field(None, max_length=80)
    customer_id: UUID | None = None
    device_id: UUID | None = None
    site_id: UUID | None = None
    product_id: UUID | None = None
    engineer_id: UUID | None = None
    assignee_id: UUID | None = Field(None, description="The user who has it, an engineer's user included.")
    team_id: UUID | None = None
    unit_id: UUID | None = None
    parent_id: UUID | None = None
    problem_type: Text | None = Field(None, max_length=40, description="The code of a problem type.")
    created_from: Instant | None = None
    created_before: Instant | None = None
    required_before: Instant | None = None
    sort: Literal["created_at", "-created_at", "required_at", "-required_at", "priority", "-priority"] = "-created_at"
    expand: list[Literal["clocks"]] = Field(default=[], description="`clocks` adds the promises of each.")


@requests.lists("/requests", RequestRow)
def list_requests(call: Call, query: Query[RequestQuery]) -> dict[str, Any]:
    """List requests.

    Those the caller may see, the newest first unless sorted otherwise.
    """
    require(may(call.actor, VIEW))
    given = query.filters(
        state="state__in",
        kind="kind_id",
        problem_type="problem_type__code",
        created_from="submitted_at__gte",
        created_before="submitted_at__lt",
        required_before="required_at__lt",
    )
    if "priority" in given:
        given["priority"] = VALUES[given["priority"]]
    running = given.pop("open", None)
    rows = matching(call.actor, q=query.q, **given)
    if running is not None:
        rows = rows.filter(state__in=OPEN) if running else rows.exclude(state__in=OPEN)
    return listed(rows, query, lambda found: show_rows(found, with_clocks="clocks" in query.expand), fetch=rows_of)


@requests.reads("/requests/{uuid:id}", RequestShown)
def read_request(call: Call, id: UUID) -> dict[str, Any]:
    """Read a request.

    With its coverage, promises, the owner of the next step and the moves this caller may make.
    """
    return show_request(call.actor, request_to_read(call, id))


class TimelineEntry(TypedDict):
    """One thing that happened."""

    seq: Annotated[int, Field(description="Its place in the request's story.")]
    kind: Annotated[str, Field(examples=["request.assigned"])]
    verb: str | None
    state_left: str | None
    state_entered: str | None
    at: datetime
    recorded_at: datetime | None
    actor: Annotated[str, Field(description="The name of who did it; a rule of the house has its own.")]
    on_behalf: Annotated[str | None, Field(description="The role on whose behalf a manager acted.")]
    text: str
    facts: Annotated[dict[str, Any], Field(description="Ids, codes and numbers that belong to it.")]


class Timeline(TypedDict):
    """A request's story, oldest first."""

    items: list[TimelineEntry]
    next: Annotated[int | None, Field(description="The `after` of the next page; null at the end.")]


@requests.reads("/requests/{uuid:id}/timeline", Timeline)
def read_request_timeline(
    call: Call,
    id: UUID,
    after: After = 0,
    limit: AtMost = 100,
) -> dict[str, Any]:
    """Read a request's timeline.

    Everything that happened to it, in the order it was recorded.
    """
    entries = story_of(find_request(call.actor, id), after=after, limit=limit + 1)
    shown = entries[:limit]
    return {
        "items": [_entry(entry) for entry in shown],
        "next": shown[-1].fact.seq if len(entries) > limit else None,
    }


def _entry(entry: StoryEntry) -> TimelineEntry:
    fact = entry.fact
    return {
        "seq": fact.seq,
        "kind": fact.kind,
        "verb": fact.verb or None,
        "state_left": fact.state_left or None,
        "state_entered": fact.state_entered or None,
        "at": fact.at,
        "recorded_at": fact.recorded_at,
        "actor": entry.actor_name,
        "on_behalf": fact.on_behalf or None,
        "text": entry.text,
        "facts": fact.data,
    }
