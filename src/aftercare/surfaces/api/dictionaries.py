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
)
from aftercare.domains.catalog.models import Category, FaultCode, IncidentType
from aftercare.domains.catalog.policies import may_view_catalog
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Text, Whole
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.products import category_of, products


class CategoryShown(TypedDict):
    """A node of the product tree."""

    id: UUID
    code: str
    name: str
    parent_id: UUID | None


class NewCategory(Body):
    """A node to add."""

    code: Text = Field(min_length=1, max_length=40, examples=["air-conditioner"])
    name: Text = Field(min_length=1, max_length=120, examples=["空调"])
    parent: Text | None = Field(None, max_length=40, description="The code of the category above.")


class DictionaryQuery(Listing):
    """Which entries of a dictionary."""

    code: Text | None = Field(None, max_length=40)
    sort: Literal["code", "-code", "name", "-name"] = "code"


def _show_category(category: Category) -> CategoryShown:
    return {"id": category.id, "code": category.code, "name": category.name, "parent_id": category.parent_id}


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
    }


@products.lists("/problem_types", ProblemTypeShown)
def list_problem_types(call: Call, query: Query[DictionaryQuery]) -> dict[str, Any]:
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


FaultKindName = Literal["symptom", "cause", "remedy", "error"]


class FaultCodeShown(TypedDict):
    """A word of the fault taxonomy."""

    id: UUID
    kind: FaultKindName
    code: str
    name: str
    category: Coded | None


class NewFaultCode(Body):
    """A code to add."""

    kind: FaultKindName
    code: Text = Field(min_length=1, max_length=40, examples=["C12"])
    name: Text = Field(min_length=1, max_length=160, examples=["电容失效"])
    category: Text | None = Field(None, max_length=40, description="The code of a category; none for all.")


class FaultCodeQuery(DictionaryQuery):
    """Which codes."""

    kind: FaultKindName | None = None


def _show_fault_code(fault: FaultCode) -> FaultCodeShown:
    return {
        "id": fault.id,
        "kind": fault.kind,  # type: ignore[typeddict-item]
        "code": fault.code,
        "name": fault.name,
        "category": by_code(fault.category),
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
