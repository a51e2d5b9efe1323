"""How customers stand by the rules: the walk over all of them, and why one has a grade."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext

from aftercare.domains.customers.models import Customer
from aftercare.domains.grading.models import GradingPass, Standing
from aftercare.domains.grading.queries.rules import rules_of
from aftercare.domains.grading.rules import OF_ORDERS, Borders, Outcome
from aftercare.domains.orders.policies import VIEW as VIEW_ORDERS
from aftercare.kit.actor import Actor
from aftercare.kit.permissions import may

CHUNK = 1000


def last_pass() -> GradingPass | None:
    """The latest walk over all customers."""
    return GradingPass.objects.order_by("-id").first()


def kept_borders(walk: GradingPass | None) -> Borders:
    """The quintiles of a walk, or none before the first."""
    if walk is None or not walk.borders:
        return Borders()
    kept = walk.borders
    return Borders(kept["last"], kept["orders"], [Decimal(one) for one in kept["spent"]])


def customers_after(last: UUID | None) -> list[UUID]:
    """The next chunk of a walk over all standing records."""
    rows = Customer.objects.filter(merged_into=None, erased_at=None)
    if last is not None:
        rows = rows.filter(id__gt=last)
    return list(rows.order_by("id").values_list("id", flat=True)[:CHUNK])


def standing_of(customer: Customer) -> Standing | None:
    """Why a customer has the grade, where the rules were asked."""
    rows = Standing.objects.filter(customer=customer.merged_into_id or customer.id)
    return rows.select_related("rules", "grade").first()


def explained(actor: Actor, standing: Standing) -> list[str]:
    """The conditions of the rule that gave the grade, each with the fact beside it.

    What was bought is told to those who may see orders.
    Where no rule gave one it is what the first missed; where the last took everybody else, what the one before missed.
    """
    rules, place = rules_of(standing.rules), standing.place or 0
    if not rules.grades:
        return []
    rule = rules.grades[place]
    if not rule.conditions and place:
        rule = rules.grades[place - 1]
    facts = {name: None if value is None else Decimal(str(value)) for name, value in standing.facts.items()}
    apart = set() if may(actor, VIEW_ORDERS) is True else OF_ORDERS
    told = [condition.explained(facts) for condition in rule.conditions if condition.fact not in apart]
    if len(told) < len(rule.conditions):
        told.append(gettext("What was bought counts too; it is shown to whoever may see orders."))
    return told


def grade_after(outcome: Outcome, before: UUID | None, by_rule: UUID | None) -> UUID | None:
    """The grade that follows: what no rule is met for loses the grade a rule gave, and keeps any other."""
    if outcome.grade is not None:
        return UUID(outcome.grade)
    return None if by_rule is not None and before == by_rule else before


def tags_of(ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The tags these customers bear, whoever gave them."""
    found: dict[UUID, set[UUID]] = {}
    for customer_id, tag_id in Customer.tags.through.objects.filter(customer__in=ids).values_list("customer", "tag"):
        found.setdefault(customer_id, set()).add(tag_id)
    return found


def tags_after(outcome: Outcome, borne: set[UUID], by_rule: Iterable[UUID]) -> tuple[set[UUID], set[UUID]]:
    """The tags that come and those that go; one that was there before the rules spoke is nobody's to take."""
    wanted = {UUID(tag) for tag in outcome.tags}
    return wanted - borne, (set(by_rule) - wanted) & borne
