"""Users: who signs in, and which roles they hold where."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import (
    change_user,
    create_user,
    deactivate_user,
    give_grant,
    invite_user,
    make_password_link,
    move_user,
    reactivate_user,
    reset_second_factor,
    take_grant,
)
from aftercare.domains.accounts.link_keys import SPANS
from aftercare.domains.accounts.models import Grant, OrganisationUnit, User
from aftercare.domains.accounts.policies import VIEW_USERS, visible_users
from aftercare.domains.channels.links import link_to
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Flag, Instant, Nothing, Text, Zone, one_of
from aftercare.surfaces.api.find import found, named
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.versions import unchanged

users = Noun("users", "Users 用户: who signs in, with the roles that were given over a part of the data.")
HERE = "/users/{uuid:id}"
LanguageName = Literal["zh-hans", "en"]
ScopeName = Literal["own", "team", "node", "all"]


class GrantShown(TypedDict):
    """A role over a part of the data."""

    id: UUID
    role: str
    scope: ScopeName
    unit: Coded | None
    expires_at: datetime | None


class UserShown(TypedDict):
    """Somebody who signs in."""

    id: UUID
    email: str
    name: str
    phone: str
    language: str
    time_zone: str
    active: bool
    unit: Coded | None
    version: int


class UserWhole(UserShown):
    """Somebody who signs in, with the roles they hold."""

    grants: list[GrantShown]


def _row(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "phone": user.phone,
        "language": user.language,
        "time_zone": user.time_zone,
        "active": user.is_active,
        "unit": by_code(user.unit),
        "version": user.version,
    }


def _whole(user: User, at: datetime) -> dict[str, Any]:
    grants = user.grants.filter(Q(expires_at=None) | Q(expires_at__gt=at), taken_at=None)
    return {**_row(user), "grants": [_show_grant(g) for g in grants.select_related("role", "node").order_by("id")]}


def _show_grant(grant: Grant) -> dict[str, Any]:
    return {
        "id": grant.id,
        "role": grant.role.code,
        "scope": grant.scope,
        "unit": by_code(grant.node),
        "expires_at": grant.expires_at,
    }


class UserChanges(Body):
    """The fields of the profile to change."""

    name: Text | None = Field(None, min_length=1, max_length=80)
    phone: Text | None = Field(None, max_length=32)
    language: LanguageName | None = None
    time_zone: Zone | None = Field(
        None, min_length=1, max_length=40, examples=["Asia/Shanghai"], json_schema_extra=one_of("time_zones")
    )
    unit_id: UUID | None = Field(None, description="The part of the company the person belongs to; null is none.")
    active: Flag | None = Field(None, description="`false` ends every session and token of the user at once.")


class NewUser(Body):
    """A user to create; without a password only an invitation or single sign-on opens the door."""

    email: Text = Field(
        min_length=3, max_length=254, examples=["li@example.com"], json_schema_extra={"format": "email"}
    )
    name: Text = Field(min_length=1, max_length=80, examples=["李工"])
    password: Text | None = Field(None, min_length=10, max_length=200)
    phone: Text = Field("", max_length=32)
    language: LanguageName = "zh-hans"
    time_zone: Zone = Field("Asia/Shanghai", min_length=1, max_length=40, json_schema_extra=one_of("time_zones"))
    unit_id: UUID | None = None
    invite: Flag = Field(False, description="Mail the person a link to set the first password; give none then.")


class UserQuery(Listing):
    """Which users."""

    q: Text = Field("", max_length=80, description="Any part of the name or the address.")
    email: Text | None = Field(None, max_length=254)
    unit_id: UUID | None = None
    role: Text | None = Field(None, max_length=40, description="Who holds this role.")
    sort: Literal["name", "-name", "created_at", "-created_at"] = "name"


def _users(call: Call) -> QuerySet[User]:
    return visible_users(call.actor).select_related("unit")


@users.lists("/users", UserShown)
def list_users(call: Call, query: Query[UserQuery]) -> dict[str, Any]:
    """List users.

    By name unless sorted otherwise.
    """
    require(may(call.actor, VIEW_USERS))
    given = query.filters(email="email__iexact")
    role = given.pop("role", None)
    rows = _users(call).filter(Q(name__icontains=query.q) | Q(email__icontains=query.q), **given)
    if role is not None:
        in_force = Q(expires_at=None) | Q(expires_at__gt=call.at)
        holders = Grant.objects.filter(in_force, role__code=role, taken_at=None).values("user")
        rows = rows.filter(pk__in=holders)
    return listed(rows, query, each(_row))


@users.reads("/users/me", UserWhole)
def read_me(call: Call) -> dict[str, Any]:
    """Read who is calling.

    The user behind the token or the session, with roles.
    """
    return _whole(call.user, call.at)


@users.reads(HERE, UserWhole)
def read_user(call: Call, id: UUID) -> dict[str, Any]:
    """Read a user.

    Oneself at least, with roles.
    """
    return _whole(found(_users(call), id), call.at)


@users.makes("/users", UserWhole)
def create_a_user(call: Call, body: NewUser) -> dict[str, Any]:
    """Create a user.

    What the person may do is given by grants.
    """
    unit = named(OrganisationUnit.objects.all(), body.unit_id, "unit_id")
    user = create_user(call.actor, unit=unit, at=call.at, **body.model_dump(exclude={"unit_id", "invite"}))
    if body.invite:
        user = invite_user(call.actor, user, at=call.at)
    return _whole(user, call.at)


@users.changes(HERE, UserWhole)
def change_a_user(call: Call, id: UUID, body: UserChanges) -> dict[str, Any]:
    """Change a profile, or deactivate and reactivate a user.

    One's own profile, or anybody's with the right.
    """
    given = {name: value for name, value in body.given("unit_id").items() if value is not None}
    active = given.pop("active", None)
    user = unchanged(call, found(_users(call), id))
    if "unit_id" in body.model_fields_set:
        unit = named(OrganisationUnit.objects.all(), body.unit_id, "unit_id")
        user = move_user(call.actor, user, unit=unit, at=call.at)
    if given or (active is None and "unit_id" not in body.model_fields_set):
        user = change_user(call.actor, user, at=call.at, **given)
    if active is not None and active != user.is_active:
        user = (reactivate_user if active else deactivate_user)(call.actor, user, at=call.at)
    return _whole(user, call.at)


@users.moves(f"{HERE}/reset_second_factor", UserWhole)
def reset_user_second_factor(call: Call, id: UUID) -> dict[str, Any]:
    """Take every second factor from somebody who lost it.

    The password alone opens then; every session of the user ends.
    """
    user = found(_users(call), id)
    reset_second_factor(call.actor, user, at=call.at)
    return _whole(user, call.at)


@users.moves(f"{HERE}/invite", UserWhole)
def invite_a_user(call: Call, id: UUID, body: Nothing | None = None) -> dict[str, Any]:
    """Mail somebody who has no password yet a link to set one.

    It opens once, within 72 hours.
    """
    return _whole(invite_user(call.actor, found(_users(call), id), at=call.at), call.at)


class PasswordLinkShown(TypedDict):
    """A link to set a password."""

    purpose: Annotated[Literal["invitation", "password_reset"], Field(description="The first password, or another.")]
    url: Annotated[
        str | None,
        Field(description="Whoever opens it can sign in as the user. Null when the answer is given again for a key."),
    ]
    expires_at: datetime


@users.makes(f"{HERE}/password_links", PasswordLinkShown, readable=False, once=("url",))
def create_password_link(call: Call, id: UUID) -> dict[str, Any]:
    """Make a link to set a password, to hand over where no mail goes.

    Of somebody who may do nothing that the caller may not.
    """
    user = found(_users(call), id)
    purpose, key = make_password_link(call.actor, user, at=call.at)
    return {"purpose": purpose, "url": link_to(purpose, (user.id, key)), "expires_at": call.at + SPANS[purpose]}


class GrantGiven(Body):
    """The role, and how far it reaches: a unit and all below, or a scope."""

    role: Text = Field(min_length=1, max_length=40, examples=["agent"], json_schema_extra=one_of("roles"))
    unit_id: UUID | None = None
    scope: Literal["own", "team", "all"] | None = None
    expires_at: Instant | None = None


@users.makes(f"{HERE}/grants", GrantShown, readable=False)
def create_user_grant(call: Call, id: UUID, body: GrantGiven) -> dict[str, Any]:
    """Give a role.

    Over the whole company unless a unit or a scope is named.
    """
    user = found(_users(call), id)
    node = named(OrganisationUnit.objects.all(), body.unit_id, "unit_id")
    scope = "node" if node else body.scope
    return _show_grant(
        give_grant(call.actor, user, role=body.role, node=node, scope=scope, expires_at=body.expires_at, at=call.at)
    )


@users.removes(f"{HERE}/grants/{{uuid:grant_id}}")
def remove_user_grant(call: Call, id: UUID, grant_id: UUID) -> None:
    """Take a role back.

    The grant stays on record.
    """
    grants = found(_users(call), id).grants.filter(taken_at=None).select_related("role", "user", "node")
    take_grant(call.actor, found(grants, grant_id), at=call.at)
