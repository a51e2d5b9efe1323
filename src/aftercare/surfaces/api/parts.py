"""Parts and skills: what repairs use up, and what they take."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.actions import add_part, add_skill, change_part, change_skill
from aftercare.domains.catalog.models import Part, Skill
from aftercare.domains.catalog.policies import may_manage_catalog, may_view_catalog, visible_parts
from aftercare.domains.catalog.queries import searched
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Body, Flag, MoneyGiven, MoneyShown, Text, money
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.versions import unchanged

parts = Noun("parts", "Parts 备件: the part master with tracking, price and whether the old part must come back.")
skills = Noun("skills", "Skills 技能: what engineers are able to do; some only with a certificate in force.")
HERE = "/parts/{uuid:id}"
TrackingName = Literal["none", "lot", "serial"]


class PartShown(TypedDict):
    """A spare part or consumable."""

    id: UUID
    number: Annotated[str, Field(examples=["CAP-35UF"])]
    name: str
    unit_of_measure: str
    tracking: TrackingName
    returnable_core: Annotated[bool, Field(description="Whether the old part must come back.")]
    price: MoneyShown | None
    external_id: str | None
    version: int


def _show(part: Part) -> PartShown:
    return {
        "id": part.id,
        "number": part.number,
        "name": part.name,
        "unit_of_measure": part.unit_of_measure,
        "tracking": part.tracking,  # type: ignore[typeddict-item]
        "returnable_core": part.returnable_core,
        "price": money(part.price),
        "external_id": part.external_id,
        "version": part.version,
    }


class PartChanges(Body):
    """The fields to change; the others stay."""

    name: Text | None = Field(None, min_length=1, max_length=160)
    unit_of_measure: Text = Field("pcs", min_length=1, max_length=20)
    tracking: TrackingName = "none"
    returnable_core: Flag = False
    price: MoneyGiven | None = None
    external_id: Text | None = Field(None, min_length=1, max_length=80)


class NewPart(PartChanges):
    """A part to add."""

    number: Text = Field(min_length=1, max_length=60, examples=["CAP-35UF"])
    name: Text = Field(min_length=1, max_length=160, examples=["启动电容 35µF"])


class PartQuery(Listing):
    """Which parts."""

    q: Text = Field("", max_length=200, description="Words of number or name.")
    number: Text | None = Field(None, max_length=60)
    tracking: TrackingName | None = None
    external_id: Text | None = Field(None, max_length=80)
    sort: Literal["number", "-number", "name", "-name", "created_at", "-created_at"] = "number"


def _parts(call: Call) -> QuerySet[Part]:
    return visible_parts(call.actor).defer("search")


@parts.lists("/parts", PartShown)
def list_parts(call: Call, query: Query[PartQuery]) -> dict[str, Any]:
    """List parts.

    By number unless sorted otherwise.
    """
    require(may_view_catalog(call.actor))
    return listed(searched(_parts(call).filter(**query.filters()), query.q), query, each(_show))


@parts.reads(HERE, PartShown)
def read_part(call: Call, id: UUID) -> PartShown:
    """Read a part.

    With its price, where one is known.
    """
    return _show(found(_parts(call), id))


@parts.makes("/parts", PartShown)
def create_part(call: Call, body: NewPart) -> PartShown:
    """Add a part.

    Its number stands for it alone.
    """
    return _show(add_part(call.actor, at=call.at, **_values(body)))


@parts.changes(HERE, PartShown)
def change_a_part(call: Call, id: UUID, body: PartChanges) -> PartShown:
    """Change a part.

    Only the fields that are sent; a price of null takes it away.
    """
    return _show(change_part(call.actor, unchanged(call, found(_parts(call), id)), at=call.at, **_values(body)))


def _values(body: PartChanges) -> dict[str, Any]:
    given = body.given("price")
    if "price" in body.model_fields_set:
        price = body.price
        given["unit_price"] = Decimal(price.amount) if price else None
        given["currency"] = price.currency if price else ""
    return given


class SkillShown(TypedDict):
    """Something engineers are able to do."""

    id: UUID
    code: Annotated[str, Field(examples=["refrigeration"])]
    name: str
    needs_certificate: bool
    active: Annotated[bool, Field(description="Whether engineers may be given it.")]
    version: int


class SkillChanges(Body):
    """The fields to change."""

    never_empty = ("name", "needs_certificate", "active")
    name: Text | None = Field(None, min_length=1, max_length=120)
    needs_certificate: Flag | None = None
    active: Flag | None = None


class NewSkill(Body):
    """A skill to add."""

    code: Text = Field(min_length=1, max_length=40, examples=["refrigeration"])
    name: Text = Field(min_length=1, max_length=120, examples=["制冷"])
    needs_certificate: Flag = False


class SkillQuery(Listing):
    """Which skills."""

    code: Text | None = Field(None, max_length=40)
    active: AskedFlag | None = Field(None, description="Only those in use, or those out of use.")
    sort: Literal["code", "-code", "name", "-name"] = "code"


def _show_skill(skill: Skill) -> SkillShown:
    return {
        "id": skill.id,
        "code": skill.code,
        "name": skill.name,
        "needs_certificate": skill.needs_certificate,
        "active": skill.active,
        "version": skill.version,
    }


@skills.lists("/skills", SkillShown)
def list_skills(call: Call, query: Query[SkillQuery]) -> dict[str, Any]:
    """List skills.

    By code unless sorted otherwise.
    """
    require(may_view_catalog(call.actor))
    return listed(Skill.objects.filter(**query.filters()), query, each(_show_skill))


@skills.makes("/skills", SkillShown, readable=False)
def create_skill(call: Call, body: NewSkill) -> SkillShown:
    """Add a skill.

    Engineers are given it with a level.
    """
    return _show_skill(add_skill(call.actor, at=call.at, **body.given()))


@skills.changes("/skills/{uuid:id}", SkillShown)
def change_a_skill(call: Call, id: UUID, body: SkillChanges) -> SkillShown:
    """Rename a skill, ask for a certificate, or take it out of use.

    Engineers keep it; nobody gets it anew.
    """
    require(may_manage_catalog(call.actor))
    skill = unchanged(call, found(Skill.objects.all(), id))
    return _show_skill(change_skill(call.actor, skill, at=call.at, **body.given()))
