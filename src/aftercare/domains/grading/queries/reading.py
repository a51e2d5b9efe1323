"""The rules in force, how a customer stands by them, and whom other rules would move."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from aftercare.domains.customers.models import Customer, Grade, GradeOverride, Tag
from aftercare.domains.grading.models import GradingPass, GradingRules, Standing
from aftercare.domains.grading.queries.facts import borders_of_all, facts_of
from aftercare.domains.grading.rules import Borders, Outcome, Rules
from aftercare.kit.models import LedgerEntry

CHUNK = 1000
LOOKED_AT = 10_000
SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Move:
    """A customer whom the rules would give another grade."""

    customer: Customer
    before_id: UUID | None
    after_id: UUID | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom rules would move: how many from which grade to which, the first of them, and of how many looked at."""

    looked_at: int
    counts: Sequence[tuple[UUID | None, UUID | None, int]]
    sample: Sequence[Move]

    @property
    def changed(self) -> int:
        """How many would change."""
        return sum(count for *_ids, count in self.counts)


def active_rules() -> GradingRules | None:
    """The rules that count now; None while nobody has set any."""
    return GradingRules.objects.order_by("-version").first()


def rules_of(kept: GradingRules | None) -> Rules:
    """Kept rules as values, or none."""
    return Rules.from_json(kept.values) if kept else Rules()


def setters_of(kept: Iterable[GradingRules]) -> dict[UUID, LedgerEntry]:
    """Who set each version, and when, by its id."""
    rows = LedgerEntry.objects.filter(subject_kind=GradingRules.noun, subject_id__in=[one.id for one in kept])
    return {fact.subject_id: fact for fact in rows.order_by("-seq")}


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


def explained(standing: Standing) -> list[str]:
    """The conditions of the rule that gave the grade, each with the fact beside it.

    Where no rule gave one it is what the first missed; where the last took everybody else, what the one before missed.
    """
    rules, place = rules_of(standing.rules), standing.place or 0
    if not rules.grades:
        return []
    rule = rules.grades[place]
    if not rule.conditions and place:
        rule = rules.grades[place - 1]
    facts = {name: None if value is None else Decimal(str(value)) for name, value in standing.facts.items()}
    return [condition.explained(facts) for condition in rule.conditions]


def targets(model: type[Grade] | type[Tag]) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by what is written for them, and what is written for an id."""
    ids, names = {}, {}
    for row in model.objects.order_by("id"):
        ids[row.name.lower()] = str(row.id)
        names[str(row.id)] = row.name
        if isinstance(row, Grade):
            ids.setdefault(row.code.lower(), str(row.id))
    return ids, names


def what_would_change(rules: Rules, *, at: datetime) -> Preview:
    """Judge the latest customers by other rules; nothing is written."""
    borders = borders_of_all(months=rules.window_months, at=at)
    rows = Customer.objects.filter(merged_into=None, erased_at=None).order_by("-id").defer("search", "notes")
    people = list(rows[:LOOKED_AT])
    counts: Counter[tuple[UUID | None, UUID | None]] = Counter()
    sample: list[Move] = []
    for start in range(0, len(people), CHUNK):
        for move in _moves(people[start : start + CHUNK], rules, borders, at):
            counts[move.before_id, move.after_id] += 1
            if len(sample) < SAMPLE:
                sample.append(move)
    return Preview(len(people), [(*pair, count) for pair, count in counts.most_common()], sample)


def _moves(people: Sequence[Customer], rules: Rules, borders: Borders, at: datetime) -> Iterable[Move]:
    ids = [one.id for one in people]
    facts = facts_of(ids, months=rules.window_months, borders=borders, at=at)
    by_rule = dict(Standing.objects.filter(customer__in=ids).values_list("customer", "grade"))
    by_hand: dict[Any, Any] = dict(
        GradeOverride.objects.filter(customer__in=ids, ended_at=None).values_list("customer", "instead_of")
    )
    for one in people:
        before = by_hand.get(one.id, one.grade_id)
        after = grade_after(rules.judge(facts[one.id]), before, by_rule.get(one.id))
        if after != before:
            yield Move(one, before, after)


def grade_after(outcome: Outcome, before: UUID | None, by_rule: UUID | None) -> UUID | None:
    """The grade that follows: what no rule is met for loses the grade a rule gave, and keeps any other."""
    if outcome.grade is not None:
        return UUID(outcome.grade)
    return None if by_rule is not None and before == by_rule else before
