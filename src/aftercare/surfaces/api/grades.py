"""How customers are marked: the grades and tags that may be given to them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.customers.actions import add_grade, add_tag, change_grade, rename_tag
from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.customers.policies import may_manage_grades
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.customers import customers
from aftercare.surfaces.api.fields import Body, Text, Whole
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.staff import need_staff
from aftercare.surfaces.api.versions import unchanged


class GradeShown(TypedDict):
    """A class of customers."""

    id: UUID
    code: Annotated[str, Field(examples=["vip"])]
    name: str
    rank: Annotated[int, Field(description="A lower one is served first.")]
    version: int


class NewGrade(Body):
    """A class to add."""

    code: Text = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$", examples=["vip"])
    name: Text = Field(min_length=1, max_length=80, examples=["重要客户"])
    rank: Whole = Field(100, ge=0, le=1000)


class GradeChanges(Body):
    """The fields to change."""

    never_empty = ("name", "rank")
    name: Text | None = Field(None, min_length=1, max_length=80, examples=["贵宾"])
    rank: Whole | None = Field(None, ge=0, le=1000)


class GradeQuery(Listing):
    """Which grades."""

    code: Text | None = Field(None, max_length=40)
    sort: Literal["code", "-code", "rank", "-rank"] = "rank"


def _show_grade(grade: Grade) -> dict[str, Any]:
    return {name: getattr(grade, name) for name in ("id", "code", "name", "rank", "version")}


@customers.lists("/grades", GradeShown)
def list_grades(call: Call, query: Query[GradeQuery]) -> dict[str, Any]:
    """List grades of customers.

    What a customer's `grade` may be.
    """
    need_staff(call)
    return listed(Grade.objects.filter(**query.filters()), query, each(_show_grade))


@customers.makes("/grades", GradeShown, readable=False)
def create_grade(call: Call, body: NewGrade) -> dict[str, Any]:
    """Add a grade.

    Which service level it carries is said at the level.
    """
    return _show_grade(add_grade(call.actor, at=call.at, **body.model_dump()))


@customers.changes("/grades/{uuid:id}", GradeShown)
def change_a_grade(call: Call, id: UUID, body: GradeChanges) -> dict[str, Any]:
    """Rename a grade, or serve its customers earlier or later.

    Its code stays, and whoever has it keeps it.
    """
    require(may_manage_grades(call.actor))
    grade = unchanged(call, found(Grade.objects.all(), id))
    return _show_grade(change_grade(call.actor, grade, at=call.at, **body.given()))


class TagShown(TypedDict):
    """A word that marks customers."""

    id: UUID
    name: str
    version: int


class NewTag(Body):
    """A word to add."""

    name: Text = Field(min_length=1, max_length=40, examples=["老客户"])


class TagChanges(Body):
    """What it is to be called."""

    name: Text = Field(min_length=1, max_length=40, examples=["老客户"])


class TagQuery(Listing):
    """Which tags."""

    sort: Literal["name", "-name"] = "name"


def _show_tag(tag: Tag) -> dict[str, Any]:
    return {"id": tag.pk, "name": tag.name, "version": tag.version}


@customers.lists("/tags", TagShown)
def list_tags(call: Call, query: Query[TagQuery]) -> dict[str, Any]:
    """List tags.

    What a customer's `tags` may hold.
    """
    need_staff(call)
    return listed(Tag.objects.all(), query, each(_show_tag))


@customers.makes("/tags", TagShown, readable=False)
def create_tag(call: Call, body: NewTag) -> dict[str, Any]:
    """Add a tag.

    One that is there already is answered as it is.
    """
    return _show_tag(add_tag(call.actor, name=body.name, at=call.at))


@customers.changes("/tags/{uuid:id}", TagShown)
def change_a_tag(call: Call, id: UUID, body: TagChanges) -> dict[str, Any]:
    """Rename a tag.

    Whoever bears it bears it on under the new name, which no other tag may have.
    """
    require(may_manage_grades(call.actor))
    tag = unchanged(call, found(Tag.objects.all(), id))
    return _show_tag(rename_tag(call.actor, tag, name=body.name, at=call.at))
