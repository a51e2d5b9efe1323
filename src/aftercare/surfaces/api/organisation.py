"""Teams and units: who works together, and the tree of the company."""

from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import (
    change_team,
    change_unit,
    create_team,
    create_unit,
    deactivate_unit,
    move_unit,
    reactivate_unit,
)
from aftercare.domains.accounts.models import OrganisationUnit, Team, User
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import Body, Flag, Text
from aftercare.surfaces.api.find import found, named, needed
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, Named, by_code
from aftercare.surfaces.api.staff import need_staff, staff_only
from aftercare.surfaces.api.versions import unchanged

teams = Noun("teams", "Teams 团队: people who share a queue.")
units = Noun("units", "Units 组织机构: the tree of company, regions, outlets and depots.")


class TeamShown(TypedDict):
    """People who share a queue."""

    id: UUID
    name: str
    unit: Coded | None
    members: list[Named]
    version: int


class NewTeam(Body):
    """A team to make."""

    name: Text = Field(min_length=1, max_length=80, examples=["华东一组"])
    member_ids: list[UUID] = Field(default=[], max_length=500)
    unit_id: UUID | None = None


class NameQuery(Listing):
    """In which order."""

    name: Text | None = Field(None, max_length=120)
    sort: Literal["name", "-name"] = "name"


def _show_team(team: Team) -> dict[str, Any]:
    members = sorted(team.members.all(), key=lambda user: user.name)
    return {
        "id": team.id,
        "name": team.name,
        "unit": by_code(team.unit),
        "members": [{"id": user.id, "name": user.name} for user in members],
        "version": team.version,
    }


def _teams(call: Call) -> QuerySet[Team]:
    return staff_only(call, Team.objects.select_related("unit").prefetch_related("members"))


@teams.lists("/teams", TeamShown)
def list_teams(call: Call, query: Query[NameQuery]) -> dict[str, Any]:
    """List teams.

    With their members.
    """
    need_staff(call)
    return listed(_teams(call).filter(**query.filters()), query, each(_show_team))


@teams.reads("/teams/{uuid:id}", TeamShown)
def read_team(call: Call, id: UUID) -> dict[str, Any]:
    """Read a team.

    With its members.
    """
    return _show_team(found(_teams(call), id))


@teams.makes("/teams", TeamShown)
def create_a_team(call: Call, body: NewTeam) -> dict[str, Any]:
    """Make a team.

    Requests can be assigned to it.
    """
    members = _members(body.member_ids)
    unit = named(OrganisationUnit.objects.all(), body.unit_id, "unit_id")
    return _show_team(create_team(call.actor, name=body.name, members=members, unit=unit, at=call.at))


class TeamChanges(Body):
    """The fields to change; members are all of them from then on."""

    never_empty = ("name", "member_ids")
    name: Text | None = Field(None, min_length=1, max_length=80)
    member_ids: list[UUID] | None = Field(None, max_length=500)


@teams.changes("/teams/{uuid:id}", TeamShown)
def change_a_team(call: Call, id: UUID, body: TeamChanges) -> dict[str, Any]:
    """Change a team.

    Its name, or who is in it.
    """
    team = unchanged(call, found(_teams(call), id))
    given = body.given("member_ids")
    if body.member_ids is not None:
        given["members"] = _members(body.member_ids)
    return _show_team(change_team(call.actor, team, at=call.at, **given))


def _members(ids: list[UUID]) -> list[User]:
    members = list(User.objects.filter(pk__in=ids))
    if len(members) < len(set(ids)):
        raise missing("member_ids")
    return members


UnitKindName = Literal["company", "region", "outlet", "depot"]


class UnitShown(TypedDict):
    """A node of the organisation."""

    id: UUID
    code: str
    name: str
    kind: UnitKindName
    parent_id: UUID | None
    region_codes: list[str]
    active: bool
    version: int


class NewUnit(Body):
    """A node to add."""

    code: Text = Field(min_length=1, max_length=40, examples=["sh-pudong"])
    name: Text = Field(min_length=1, max_length=120, examples=["浦东网点"])
    kind: UnitKindName = "outlet"
    parent_id: UUID | None = None
    region_codes: list[Text] = Field(default=[], max_length=500, examples=[["310115"]])


class UnitQuery(Listing):
    """Which nodes."""

    code: Text | None = Field(None, max_length=40)
    kind: UnitKindName | None = None
    parent_id: UUID | None = None
    sort: Literal["code", "-code", "name", "-name"] = "code"


def _show_unit(unit: OrganisationUnit) -> dict[str, Any]:
    names = ("id", "code", "name", "kind", "parent_id", "region_codes", "active", "version")
    return {name: getattr(unit, name) for name in names}


@units.lists("/units", UnitShown)
def list_units(call: Call, query: Query[UnitQuery]) -> dict[str, Any]:
    """List units.

    The whole tree, a node a row.
    """
    need_staff(call)
    return listed(OrganisationUnit.objects.filter(**query.filters()), query, each(_show_unit))


@units.reads("/units/{uuid:id}", UnitShown)
def read_unit(call: Call, id: UUID) -> dict[str, Any]:
    """Read a unit.

    With the regions it serves.
    """
    return _show_unit(found(staff_only(call, OrganisationUnit.objects.all()), id))


@units.makes("/units", UnitShown)
def create_a_unit(call: Call, body: NewUnit) -> dict[str, Any]:
    """Add a unit.

    Below another one, or at the top.
    """
    parent = named(OrganisationUnit.objects.all(), body.parent_id, "parent_id")
    given = body.model_dump(exclude={"parent_id"})
    return _show_unit(create_unit(call.actor, parent=parent, at=call.at, **given))


class UnitChanges(Body):
    """The fields to change; another parent moves all that is below."""

    never_empty = ("name", "kind", "region_codes", "parent_id", "active")
    name: Text | None = Field(None, min_length=1, max_length=120)
    kind: UnitKindName | None = None
    region_codes: list[Text] | None = Field(None, max_length=500)
    parent_id: UUID | None = Field(None, description="Below which node it stands from now on.")
    active: Flag | None = Field(None, description="`false` takes it out of use: nothing new is put there.")


@units.changes("/units/{uuid:id}", UnitShown)
def change_a_unit(call: Call, id: UUID, body: UnitChanges) -> dict[str, Any]:
    """Change a unit, move it, or take it out of use.

    A unit with people or with units in use below it stays in use; rights over a part of the tree follow a move.
    """
    unit = unchanged(call, found(staff_only(call, OrganisationUnit.objects.all()), id))
    given = body.given("parent_id", "active")
    if given or not body.model_fields_set:
        unit = change_unit(call.actor, unit, at=call.at, **given)
    if body.parent_id is not None:
        to = needed(OrganisationUnit.objects.all(), body.parent_id, "parent_id")
        unit = move_unit(call.actor, unit, to=to, at=call.at)
    if body.active is not None and body.active != unit.active:
        unit = (reactivate_unit if body.active else deactivate_unit)(call.actor, unit, at=call.at)
    return _show_unit(unit)
