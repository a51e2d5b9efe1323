"""Permission requests: a role somebody asks for, decided by whoever may give it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import (
    approve_permission,
    ask_permission,
    decline_permission,
    withdraw_permission,
)
from aftercare.domains.accounts.models import OrganisationUnit, PermissionRequest
from aftercare.domains.accounts.policies import visible_permission_requests
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Instant, Nothing, Text, one_of
from aftercare.surfaces.api.find import found, named
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Named, by_code, by_name
from aftercare.surfaces.api.versions import unchanged

permission_requests = Noun(
    "permission_requests", "Permission requests 权限申请: roles that people ask for, and what was decided."
)
HERE = "/permission_requests/{uuid:id}"
StateName = Literal["asked", "approved", "declined", "withdrawn"]


class PermissionRequestShown(TypedDict):
    """A role that somebody asks for."""

    id: UUID
    asker: Named | None
    role: str
    scope: Literal["own", "team", "node", "all"]
    unit: Coded | None
    until: datetime | None
    reason: str
    state: StateName
    asked_at: datetime
    decided_by: Named | None
    decided_at: datetime | None
    answer: str
    grant_id: Annotated[UUID | None, Field(description="The grant it became, once approved.")]
    version: int


class PermissionRequestQuery(Listing):
    """Which requests."""

    state: StateName | None = None
    asker_id: UUID | None = None
    role: Text | None = Field(None, max_length=40)
    sort: Literal["asked_at", "-asked_at"] = "-asked_at"


class NewPermissionRequest(Body):
    """The role, how far, until when, and why."""

    role: Text = Field(min_length=1, max_length=40, examples=["manager"], json_schema_extra=one_of("roles"))
    unit_id: UUID | None = Field(None, description="Over this unit and all below; else over the scope.")
    scope: Literal["own", "team", "all"] | None = Field(None, description="`all` if neither is said.")
    until: Instant | None = Field(None, description="For good if not said.")
    reason: Text = Field(min_length=1, max_length=2000, examples=["代班一周"])


class Approval(Body):
    """Until when it is given, and words for whoever asked."""

    until: Instant | None = Field(None, description="As it was asked for if not said.")
    answer: Text = Field("", max_length=2000)


class Decline(Body):
    """Why not."""

    answer: Text = Field(min_length=1, max_length=2000)


def _rows(call: Call) -> QuerySet[PermissionRequest]:
    rows = visible_permission_requests(call.actor)
    return rows.select_related("asker", "role", "node", "decided_by")


def _show(asked: PermissionRequest) -> dict[str, Any]:
    plain = ("id", "scope", "until", "reason", "state", "asked_at", "decided_at", "answer", "grant_id", "version")
    return {
        **{name: getattr(asked, name) for name in plain},
        "asker": by_name(asked.asker),
        "role": asked.role.code,
        "unit": by_code(asked.node),
        "decided_by": by_name(asked.decided_by),
    }


@permission_requests.lists("/permission_requests", PermissionRequestShown)
def list_permission_requests(call: Call, query: Query[PermissionRequestQuery]) -> dict[str, Any]:
    """List permission requests.

    One's own, and those of people whose roles one may give; the latest first.
    """
    return listed(_rows(call).filter(**query.filters(role="role__code")), query, each(_show))


@permission_requests.reads(HERE, PermissionRequestShown)
def read_permission_request(call: Call, id: UUID) -> dict[str, Any]:
    """Read a permission request.

    With what was decided.
    """
    return _show(found(_rows(call), id))


@permission_requests.makes("/permission_requests", PermissionRequestShown)
def create_permission_request(call: Call, body: NewPermissionRequest) -> dict[str, Any]:
    """Ask for a role.

    For oneself; it waits in the work list of those who may give it.
    """
    node = named(OrganisationUnit.objects.all(), body.unit_id, "unit_id")
    asked = ask_permission(
        call.actor,
        call.user,
        role=body.role,
        node=node,
        scope="node" if node else body.scope,
        until=body.until,
        reason=body.reason,
        at=call.at,
    )
    return _show(asked)


@permission_requests.moves(f"{HERE}/approve", PermissionRequestShown)
def approve_permission_request(call: Call, id: UUID, body: Approval | None = None) -> dict[str, Any]:
    """Approve a permission request.

    The role is given in the same step; nobody approves their own.
    """
    said = body or Approval()
    asked = unchanged(call, found(_rows(call), id))
    return _show(approve_permission(call.actor, asked, until=said.until, answer=said.answer, at=call.at))


@permission_requests.moves(f"{HERE}/decline", PermissionRequestShown)
def decline_permission_request(call: Call, id: UUID, body: Decline) -> dict[str, Any]:
    """Decline a permission request.

    With the reason, which whoever asked reads.
    """
    return _show(
        decline_permission(call.actor, unchanged(call, found(_rows(call), id)), answer=body.answer, at=call.at)
    )


@permission_requests.moves(f"{HERE}/withdraw", PermissionRequestShown)
def withdraw_permission_request(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Withdraw a permission request.

    One's own, while nobody has decided.
    """
    return _show(withdraw_permission(call.actor, unchanged(call, found(_rows(call), id)), at=call.at))
