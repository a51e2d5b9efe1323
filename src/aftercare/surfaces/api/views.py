"""Views: how somebody looks at a list, kept under a name, for the owner or for others too."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.accounts.actions import change_view, delete_view, save_view
from aftercare.domains.accounts.models import SavedView
from aftercare.domains.accounts.policies import visible_views
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Text, Whole
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Named
from aftercare.surfaces.api.versions import unchanged

views = Noun("views", "Saved views 视图: filters, order and columns of a list, kept under a name.")
Page = Literal["requests"]
SharedName = Literal["nobody", "role", "everybody"]
FILTERS = Field(
    description="Filter to its values, as in the address of the page; `q` holds words, `sort` the order.",
    examples=[{"queue": ["open"], "priority": ["urgent", "high"], "sort": ["required_at"]}],
    max_length=30,
)
PLACE = Field(0, ge=0, le=999, description="Its place among the others; the same place goes by name.")
Names = list[Annotated[Text, Field(max_length=200)]]


class ViewShown(TypedDict):
    """A saved view."""

    id: UUID
    page: str
    name: str
    query: dict[str, list[str]]
    columns: Annotated[list[str], Field(description="Empty: the usual ones.")]
    shared: str
    role: Annotated[str | None, Field(description="The role that finds it among theirs.")]
    owner: Named
    position: int
    created_at: datetime
    version: int


class ViewQuery(Listing):
    """Which views."""

    page: Page | None = None
    shared: SharedName | None = None
    sort: Literal["position", "-position", "name", "-name"] = "position"


class ViewGiven(Body):
    """A view to keep."""

    page: Page = "requests"
    name: Text = Field(min_length=1, max_length=60, examples=["To be called today"])
    query: dict[str, Annotated[Names, Field(max_length=50)]] = FILTERS
    columns: Annotated[Names, Field(max_length=30)] = Field(default=[])
    shared: SharedName = "nobody"
    role: Text = Field("", max_length=40, description="With `shared: role`: the code of the role.")
    position: Whole = PLACE


class ViewChanges(Body):
    """The fields to change; the others stay."""

    name: Text | None = Field(None, min_length=1, max_length=60)
    query: dict[str, Annotated[Names, Field(max_length=50)]] | None = Field(None, max_length=30)
    columns: Annotated[Names, Field(max_length=30)] | None = None
    shared: SharedName | None = None
    role: Text | None = Field(None, max_length=40)
    position: Whole | None = Field(None, ge=0, le=999)


def _show(view: SavedView) -> dict[str, Any]:
    plain = ("id", "page", "name", "query", "columns", "shared", "position", "created_at", "version")
    owner = {"id": view.owner_id, "name": view.owner.name}
    return {**{name: getattr(view, name) for name in plain}, "role": view.role_code or None, "owner": owner}


def _seen(call: Call) -> Any:
    return visible_views(call.actor).select_related("owner")


def _told(call: Call, id: UUID) -> dict[str, Any]:
    return _show(found(SavedView.objects.select_related("owner"), id))


@views.lists("/views", ViewShown)
def list_views(call: Call, query: Query[ViewQuery]) -> dict[str, Any]:
    """List views.

    One's own and those shared with everybody or with a role of one's own.
    """
    return listed(_seen(call).filter(**query.filters()), query, each(_show))


@views.makes("/views", ViewShown)
def create_view(call: Call, body: ViewGiven) -> dict[str, Any]:
    """Save a view.

    Sharing it with a role takes that role, with others or everybody the right to give roles.
    """
    return _told(call, save_view(call.actor, call.user, at=call.at, **body.model_dump()).id)


@views.reads("/views/{uuid:id}", ViewShown)
def read_view(call: Call, id: UUID) -> dict[str, Any]:
    """Read a view.

    With its filters, order and columns.
    """
    return _show(found(_seen(call), id))


@views.changes("/views/{uuid:id}", ViewShown)
def change_a_view(call: Call, id: UUID, body: ViewChanges) -> dict[str, Any]:
    """Change a view.

    By its owner; a shared one also by those who give roles.
    """
    view = unchanged(call, found(_seen(call), id))
    given = {name: value for name, value in body.given().items() if value is not None}
    return _told(call, change_view(call.actor, view, at=call.at, **given).id)


@views.removes("/views/{uuid:id}")
def delete_a_view(call: Call, id: UUID) -> None:
    """Delete a view.

    The things it showed stay.
    """
    delete_view(call.actor, found(_seen(call), id), at=call.at)
