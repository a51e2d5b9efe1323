"""Whom other rules would move; nothing is written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from aftercare.domains.customers.models import Customer, GradeOverride
from aftercare.domains.grading.models import Standing
from aftercare.domains.grading.queries.facts import borders_of_all, facts_of
from aftercare.domains.grading.queries.standing import CHUNK, grade_after
from aftercare.domains.grading.rules import Borders, Rules

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
