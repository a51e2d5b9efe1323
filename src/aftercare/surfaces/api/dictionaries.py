"""The dictionaries beside products: categories, problem types, fault codes."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.actions import (
    add_category,
    add_fault_code,
    add_incident_type,
    change_category,
    change_fault_code,
    change_incident_type,
)
from aftercare.domains.catalog.models import Category, FaultCode, IncidentType
from aftercare.domains.catalog.policies import may_manage_catalog, may_view_catalog
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import AskedFlag, Body, Flag, Text, Whole
from aftercare.surfaces.api.find import found
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.products import category_of, products
from aftercare.surfaces.api.versions import unchanged


class CategoryShown(TypedDict):
    """A node of the product tree."""

    id: UUID
    code: str
    name: str
    parent_id: UUID | None
    version: int


class NewCategory(Body):
    """A node to add."""

    code: Text = Field(min_length=1, max_length=40, examples=["air-conditioner"])
    name: Text = Field(min_length=1, max_length=120, examples=["空调"])
    parent: Text | None = Field(None, max_length=40, description="The code of the category above.")


class CategoryChanges(Body):
    """The name to change."""

    name: Text | None = Field(None, min_length=1, max_length=120)


class DictionaryQuery(Listing):
    """Which entries of a dictionary."""

    code: Text | None = Field(None, max_length=40)
    sort: Literal["code", "-code", "name", "-name"] = "code"


def _show_category(category: Category) -> CategoryShown:
    return {
        "id": category.id,
        "code": category.code,
        "name": category.name,
        "parent_id": category.parent_id,
        "version": category.version,
    }


@products.lists("/categories", CategoryShown)
def list_categories(call: Call, query: Query[DictionaryQuery]) -> dict[str, Any]:
    """List categories.

    The whole tree, a node a row.
    """
    require(may_view_catalog(call.actor))
    return listed(Category.objects.filter(**query.filters()), query, each(_show_category))


@products.makes("/categories", CategoryShown, readable=False)
def create_category(call: Call, body: NewCategory) -> CategoryShown:
    """Add a category.

    Below another one, or at the top.
    """
    parent = category_of(body.parent, "parent")
    return _show_category(add_category(call.actor, code=body.code, name=body.name, parent=parent, at=call.at))


@products.changes("/categories/{uuid:id}", CategoryShown)
def change_a_category(call: Call, id: UUID, body: CategoryChanges) -> CategoryShown:
    """Rename a category.

    It stays where it is in the tree.
    """
    require(may_manage_catalog(call.actor))
    category = unchanged(call, found(Category.objects.all(), id))
    return _show_category(change_category(call.actor, category, name=body.name or category.name, at=call.at))


class WordQuery(DictionaryQuery):
    """Which words, in use or not."""

    active: AskedFlag | None = Field(None, description="Only those in use, or those out of use.")


class ChecklistItem(Body):
    """A thing to look at."""

    code: Text = Field(min_length=1, max_length=40)
    text: Text = Field(min_length=1, max_length=300)


class PartNeeded(Body):
    """A part that is usually needed."""

    part: Text = Field(min_length=1, max_length=60, description="The part's number.")
    quantity: Whole = Field(1, ge=1, le=1000)


class ProblemTypeShown(TypedDict):
    """A type of problem and what solving it usually takes."""

    id: UUID
    code: str
    name: str
    category: Coded | None
    skills: Annotated[dict[str, int], Field(description="Skill codes and the level that is asked for.")]
    duration_minutes: int
    checklist: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    active: Annotated[bool, Field(description="Whether a new request may have it.")]
    version: int


class NewProblemType(Body):
    """A type of problem to add."""

    code: Text = Field(min_length=1, max_length=40, examples=["no-cooling"])
    name: Text = Field(min_length=1, max_length=160, examples=["不制冷"])
    category: Text | None = Field(None, max_length=40, description="The code of a category.")
    skills: dict[str, Annotated[Whole, Field(ge=1, le=5)]] = Field(default={}, examples=[{"refrigeration": 3}])
    duration_minutes: Whole = Field(60, ge=1, le=1440)
    checklist: list[ChecklistItem] = Field(default=[], max_length=100)
    parts: list[PartNeeded] = Field(default=[], max_length=100)


def _show_problem_type(problem: IncidentType) -> ProblemTypeShown:
    return {
        "id": problem.id,
        "code": problem.code,
        "name": problem.name,
        "category": by_code(problem.category),
        "skills": problem.skills,
        "duration_minutes": problem.duration_minutes,
        "checklist": problem.checklist,
        "parts": problem.parts,
        "active": problem.active,
        "version": problem.version,
    }


@products.lists("/problem_types", ProblemTypeShown)
def list_problem_types(call: Call, query: Query[WordQuery]) -> dict[str, Any]:
    """List problem types.

    What a request's `problem_type` may be.
    """
    require(may_view_catalog(call.actor))
    rows = IncidentType.objects.select_related("category").defer("search")
    return listed(rows.filter(**query.filters()), query, each(_show_problem_type))


@products.makes("/problem_types", ProblemTypeShown, readable=False)
def create_problem_type(call: Call, body: NewProblemType) -> ProblemTypeShown:
    """Add a problem type.

    With the skills, time, checks and parts it usually takes.
    """
    given = body.model_dump(exclude={"category"})
    return _show_problem_type(add_incident_type(call.actor, at=call.at, category=category_of(body.category), **given))


class ProblemTypeChanges(Body):
    """The fields to change; checklist and parts stay as they were made."""

    never_empty = ("name", "skills", "duration_minutes", "active")
    name: Text | None = Field(None, min_length=1, max_length=160)
    category: Text | None = Field(None, max_length=40, description="The code of a category; null for all.")
    skills: dict[str, Annotated[Whole, Field(ge=1, le=5)]] | None = Field(None, max_length=50)
    duration_minutes: Whole | None = Field(None, ge=1, le=1440)
    active: Flag | None = None


@products.changes("/problem_types/{uuid:id}", ProblemTypeShown)
def change_a_problem_type(call: Call, id: UUID, body: ProblemTypeChanges) -> ProblemTypeShown:
    """Change a problem type.

    Switched off, no new request has it; requests keep it.
    """
    require(may_manage_catalog(call.actor))
    rows = IncidentType.objects.select_related("category").defer("search")
    problem, given = unchanged(call, found(rows, id)), body.given("category")
    if "category" in body.model_fields_set:
        given["category"] = category_of(body.category)
    return _show_problem_type(change_incident_type(call.actor, problem, at=call.at, **given))


FaultKindName = Literal["symptom", "cause", "remedy", "error"]


class FaultCodeShown(TypedDict):
    """A word of the fault taxonomy."""

    id: UUID
    kind: FaultKindName
    code: str
    name: str
    category: Coded | None
    active: Annotated[bool, Field(description="Whether a new record may name it.")]
    version: int


class FaultCodeChanges(Body):
    """The fields to change."""

    never_empty = ("name", "active")
    name: Text | None = Field(None, min_length=1, max_length=160)
    active: Flag | None = None


class NewFaultCode(Body):
    """A code to add."""

    kind: FaultKindName
    code: Text = Field(min_length=1, max_length=40, examples=["C12"])
    name: Text = Field(min_length=1, max_length=160, examples=["电容失效"])
    category: Text | None = Field(None, max_length=40, description="The code of a category; none for all.")


class FaultCodeQuery(WordQuery):
    """Which codes."""

    kind: FaultKindName | None = None


def _show_fault_code(fault: FaultCode) -> FaultCodeShown:
    return {
        "id": fault.id,
        "kind": fault.kind,  # type: ignore[typeddict-item]
        "code": fault.code,
        "name": fault.name,
        "category": by_code(fault.category),
        "active": fault.active,
        "version": fault.version,
    }


@products.lists("/fault_codes", FaultCodeShown)
def list_fault_codes(call: Call, query: Query[FaultCodeQuery]) -> dict[str, Any]:
    """List fault codes.

    Symptoms, causes, remedies and error codes.
    """
    require(may_view_catalog(call.actor))
    rows = FaultCode.objects.select_related("category").filter(**query.filters())
    return listed(rows, query, each(_show_fault_code))


@products.makes("/fault_codes", FaultCodeShown, readable=False)
def create_fault_code(call: Call, body: NewFaultCode) -> FaultCodeShown:
    """Add a fault code.

    For one category of products, or for all.
    """
    given = body.model_dump(exclude={"category"})
    return _show_fault_code(add_fault_code(call.actor, at=call.at, category=category_of(body.category), **given))


@products.changes("/fault_codes/{uuid:id}", FaultCodeShown)
def change_a_fault_code(call: Call, id: UUID, body: FaultCodeChanges) -> FaultCodeShown:
    """Rename a fault code, or take it out of use.

    Records keep it.
    """
    require(may_manage_catalog(call.actor))
    fault = unchanged(call, found(FaultCode.objects.select_related("category"), id))
    return _show_fault_code(change_fault_code(call.actor, fault, at=call.at, **body.given()))
