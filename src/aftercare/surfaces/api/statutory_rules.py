"""Statutory rules: what the law gives for categories of products."""

from typing import Any, Literal
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.catalog.models import Category
from aftercare.domains.contracts.actions import add_statutory_rule, change_statutory_rule
from aftercare.domains.contracts.models import StatutoryRule
from aftercare.domains.contracts.policies import VIEW, may_manage_contracts
from aftercare.domains.contracts.queries.statutory import statutory_rules as all_rules
from aftercare.kit.permissions import may, require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.fields import Body, Flag, Text, Whole
from aftercare.surfaces.api.find import found, needed
from aftercare.surfaces.api.lists import Listing, each, listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.versions import unchanged
from aftercare.surfaces.api.warranty_terms import MONTHS

statutory_rules = Noun(
    "statutory_rules",
    "Statutory rules 三包: refund, exchange and repair that the law gives for categories of products.",
    scope="agreements",
)
HERE = "/statutory_rules/{uuid:id}"
DAYS = 3650
StartName = Literal["invoice", "delivery", "installation"]
PLAIN = (
    "id", "name", "regulation", "source", "start_rule", "refund_days", "exchange_days", "repair_months",
    "main_parts_months", "note", "active", "version",
)  # fmt: skip


class StatutoryRuleShown(TypedDict):
    """The periods of a regulation for some categories; 0 gives nothing."""

    id: UUID
    name: str
    regulation: str
    source: str
    categories: list[Coded]
    start_rule: StartName
    refund_days: int
    exchange_days: int
    repair_months: int
    main_parts_months: int
    note: str
    active: bool
    version: int


class RuleQuery(Listing):
    """Which rules."""

    sort: Literal["name", "-name"] = "name"


class NewStatutoryRule(Body):
    """What a regulation gives, and who issued it when."""

    name: Text = Field(min_length=1, max_length=120, examples=["微型计算机"])
    regulation: Text = Field(min_length=1, max_length=160)
    source: Text = Field(min_length=1, max_length=300)
    category_ids: list[UUID] = Field([], max_length=200)
    start_rule: StartName = "invoice"
    refund_days: Whole = Field(0, ge=0, le=DAYS)
    exchange_days: Whole = Field(0, ge=0, le=DAYS)
    repair_months: Whole = Field(0, ge=0, le=MONTHS)
    main_parts_months: Whole = Field(0, ge=0, le=MONTHS)
    note: Text = Field("", max_length=5000)


class StatutoryRuleChanges(Body):
    """What changes; what is left out stays."""

    name: Text | None = Field(None, min_length=1, max_length=120)
    regulation: Text | None = Field(None, min_length=1, max_length=160)
    source: Text | None = Field(None, min_length=1, max_length=300)
    category_ids: list[UUID] | None = Field(None, max_length=200)
    start_rule: StartName | None = None
    refund_days: Whole | None = Field(None, ge=0, le=DAYS)
    exchange_days: Whole | None = Field(None, ge=0, le=DAYS)
    repair_months: Whole | None = Field(None, ge=0, le=MONTHS)
    main_parts_months: Whole | None = Field(None, ge=0, le=MONTHS)
    note: Text | None = Field(None, max_length=5000)
    active: Flag | None = None


def _show(rule: StatutoryRule) -> dict[str, Any]:
    plain = {name: getattr(rule, name) for name in PLAIN}
    return {**plain, "categories": [by_code(one) for one in sorted(rule.categories.all(), key=lambda one: one.code)]}


def _categories(ids: list[UUID]) -> list[Category]:
    return [needed(Category.objects.all(), id, "category_ids") for id in dict.fromkeys(ids)]


@statutory_rules.lists("/statutory_rules", StatutoryRuleShown)
def list_statutory_rules(call: Call, query: Query[RuleQuery]) -> dict[str, Any]:
    """List statutory rules.

    Those no longer in use too.
    """
    require(may(call.actor, VIEW))
    return listed(all_rules(), query, each(_show))


@statutory_rules.reads(HERE, StatutoryRuleShown)
def read_statutory_rule(call: Call, id: UUID) -> dict[str, Any]:
    """Read a statutory rule."""
    return _show(_one(call, id))


@statutory_rules.makes("/statutory_rules", StatutoryRuleShown)
def create_statutory_rule(call: Call, body: NewStatutoryRule) -> dict[str, Any]:
    """Add a statutory rule.

    It is named beside warranty and agreements wherever coverage is told; it pays nothing by itself.
    """
    require(may_manage_contracts(call.actor))
    given = body.model_dump(exclude={"category_ids"})
    categories = _categories(body.category_ids)
    return _show(add_statutory_rule(call.actor, categories=categories, at=call.at, **given))


@statutory_rules.changes(HERE, StatutoryRuleShown)
def change_a_statutory_rule(call: Call, id: UUID, body: StatutoryRuleChanges) -> dict[str, Any]:
    """Change a statutory rule.

    Its words, its periods, its categories, or whether it is in use.
    """
    rule = unchanged(call, _one(call, id))
    require(may_manage_contracts(call.actor))
    given = {name: value for name, value in body.model_dump(exclude={"category_ids"}).items() if value is not None}
    categories = None if body.category_ids is None else _categories(body.category_ids)
    return _show(change_statutory_rule(call.actor, rule, categories=categories, at=call.at, **given))


def _one(call: Call, id: UUID) -> StatutoryRule:
    return found(all_rules() if may(call.actor, VIEW) is True else StatutoryRule.objects.none(), id)
