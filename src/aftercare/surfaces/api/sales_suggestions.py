"""What is suggested to which customers."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.policies import visible_products
from aftercare.domains.contracts.models import ServiceLevel
from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.outreach.actions import add_suggestion, change_suggestion
from aftercare.domains.outreach.models import SalesSuggestion
from aftercare.domains.outreach.policies import (
    VIEW,
    may_manage_suggestions,
    visible_suggestions,
)
from aftercare.domains.outreach.queries import in_force
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.errors import missing
from aftercare.surfaces.api.fields import AskedFlag, Body, Day, Text, Whole
from aftercare.surfaces.api.find import found, named
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Named, Numbered, by_name, by_number
from aftercare.surfaces.api.versions import unchanged

sales_suggestions = Noun(
    "sales_suggestions",
    "Sales suggestions 推荐: what is offered to which class of customers, and whom to win back with it.",
    scope="customers",
)
ONE = "/sales_suggestions/{uuid:id}"
OccasionName = Literal["any", "warranty_ends", "agreement_ends", "device_age", "asleep"]
PLAIN = ("id", "title", "words", "occasion", "span", "valid_from", "valid_until", "version")


class SuggestionShown(TypedDict):
    """Something that is suggested."""

    id: UUID
    title: Annotated[str, Field(examples=["延保一年"])]
    words: str
    product: Numbered | None
    service_level: Named | None
    grades: Annotated[list[str], Field(description="Codes of grades; none: of all.")]
    tags: Annotated[list[str], Field(description="One of them is enough; none: with any.")]
    occasion: OccasionName
    span: Annotated[int, Field(description="Days; of `device_age` years.")]
    valid_from: date
    valid_until: date | None
    version: int


def _shown(one: SalesSuggestion) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in PLAIN},
        "product": by_number(one.product),
        "service_level": by_name(one.level),
        "grades": sorted(grade.code for grade in one.grades.all()),
        "tags": sorted(tag.name for tag in one.tags.all()),
    }


def suggestions_seen(call: Call) -> QuerySet[SalesSuggestion]:
    """Every suggestion the caller may see, with whom it is for."""
    rows = visible_suggestions(call.actor).select_related("product", "level")
    return rows.prefetch_related("grades", "tags")


class SuggestionQuery(Listing):
    """Which suggestions."""

    in_force: AskedFlag = Field(False, description="Only those that hold today.")
    sort: Literal["title", "-title", "created_at", "-created_at"] = "title"


@sales_suggestions.lists("/sales_suggestions", SuggestionShown)
def list_sales_suggestions(call: Call, query: Query[SuggestionQuery]) -> dict[str, Any]:
    """List suggestions.

    Those that are over included, unless asked otherwise.
    """
    require(may(call.actor, VIEW))
    rows = suggestions_seen(call)
    rows = rows.filter(pk__in=in_force(at=call.at).order_by().values("pk")) if query.in_force else rows
    return listed(rows, query, each(_shown))


@sales_suggestions.reads(ONE, SuggestionShown)
def read_sales_suggestion(call: Call, id: UUID) -> dict[str, Any]:
    """Read a suggestion.

    With whom it is for.
    """
    return _shown(found(suggestions_seen(call), id))


class SuggestionFields(Body):
    """What is suggested, to whom and when."""

    never_empty = ("title", "valid_from", "occasion", "span", "words", "grades", "tags")
    words: Text = Field("", max_length=5000)
    product_id: UUID | None = None
    service_level_id: UUID | None = None
    grades: list[Text] = Field(default=[], max_length=50, description="Codes of grades.")
    tags: list[Text] = Field(default=[], max_length=50)
    occasion: OccasionName = "any"
    span: Whole = Field(0, ge=0, le=3650, description="Days; of `device_age` years.")
    valid_until: Day | None = None


class NewSuggestion(SuggestionFields):
    """A suggestion to add."""

    title: Text = Field(min_length=1, max_length=120, examples=["延保一年"])
    valid_from: Day


class SuggestionChanges(SuggestionFields):
    """The fields to change; the others stay."""

    title: Text | None = Field(None, min_length=1, max_length=120)
    valid_from: Day | None = None


def _related(call: Call, body: SuggestionFields) -> dict[str, Any]:
    """The product, level, grades and tags that were sent."""
    sent, related = body.model_fields_set, dict[str, Any]()
    if "product_id" in sent:
        related["product"] = named(visible_products(call.actor), body.product_id, "product_id")
    if "service_level_id" in sent:
        related["level"] = named(ServiceLevel.objects.all(), body.service_level_id, "service_level_id")
    if "grades" in sent:
        related["grades"] = list(Grade.objects.filter(code__in=body.grades))
        _need_all(related["grades"], body.grades, "grades")
    if "tags" in sent:
        related["tags"] = list(Tag.objects.filter(name__in=body.tags))
        _need_all(related["tags"], body.tags, "tags")
    return related


def _need_all(rows: list[Any], asked: list[str], field: str) -> None:
    if len(rows) < len(set(asked)):
        raise missing(field)


RELATED = ("product_id", "service_level_id", "grades", "tags")


@sales_suggestions.makes("/sales_suggestions", SuggestionShown)
def create_sales_suggestion(call: Call, body: NewSuggestion) -> dict[str, Any]:
    """Add a suggestion.

    Every occasion but `any` needs a span.
    """
    require(may_manage_suggestions(call.actor))
    made = add_suggestion(call.actor, at=call.at, **body.given(*RELATED), **_related(call, body))
    return _shown(found(suggestions_seen(call), made.id))


@sales_suggestions.changes(ONE, SuggestionShown)
def change_a_sales_suggestion(call: Call, id: UUID, body: SuggestionChanges) -> dict[str, Any]:
    """Change a suggestion.

    Only the fields that are sent; who is being asked is asked on.
    """
    one = unchanged(call, found(suggestions_seen(call), id))
    change_suggestion(call.actor, one, at=call.at, **body.given(*RELATED), **_related(call, body))
    return _shown(found(suggestions_seen(call), id))
