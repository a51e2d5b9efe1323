"""Whom other rules would move; nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from aftercare.domains.customers.models import Customer, GradeOverride
from aftercare.domains.grading.models import Standing
from aftercare.domains.grading.queries.facts import borders_of_all, facts_of
from aftercare.domains.grading.queries.rules import active_rules, rules_of
from aftercare.domains.grading.queries.standing import CHUNK, grade_after, tags_after, tags_of
from aftercare.domains.grading.rules import Facts, Outcome, Rules

LOOKED_AT = 10_000
SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Move:
    """A customer to whom the rules would give another grade or other tags than those in force do."""

    customer: Customer
    before_id: UUID | None
    after_id: UUID | None
    gained: frozenset[UUID] = frozenset()
    lost: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom rules would move: how many from which grade to which, how many gain and lose which tag, and the first."""

    looked_at: int
    changed: int
    counts: Sequence[tuple[UUID | None, UUID | None, int]]
    tags: Sequence[tuple[UUID, int, int]]
    sample: Sequence[Move]


@dataclass(frozen=True, slots=True)
class _Held:
    """What a customer has now, and what of it the rules gave."""

    grade_id: UUID | None
    by_rule: UUID | None
    tags: set[UUID]
    tags_by_rule: Sequence[UUID]

    def after(self, outcome: Outcome) -> tuple[UUID | None, set[UUID]]:
        """Grade and tags once rules have spoken."""
        come, go = tags_after(outcome, self.tags, self.tags_by_rule)
        return grade_after(outcome, self.grade_id, self.by_rule), (self.tags | come) - go


def what_would_change(rules: Rules, *, at: datetime) -> Preview:
    """Judge the latest customers by other rules and by those in force, on the facts of now; nothing is written.

    What those in force will change by themselves is no change by the others.
    """
    judges = _Judges(rules_of(active_rules()), rules, at)
    rows = Customer.objects.filter(merged_into=None, erased_at=None).order_by("-id").defer("search", "notes")
    people = list(rows[:LOOKED_AT])
    counts: Counter[tuple[UUID | None, UUID | None]] = Counter()
    gained: Counter[UUID] = Counter()
    lost: Counter[UUID] = Counter()
    sample: list[Move] = []
    changed = 0
    for start in range(0, len(people), CHUNK):
        for move in judges.moves(people[start : start + CHUNK]):
            changed += 1
            counts.update([(move.before_id, move.after_id)] if move.before_id != move.after_id else [])
            gained.update(move.gained)
            lost.update(move.lost)
            if len(sample) < SAMPLE:
                sample.append(move)
    tags = [(tag, gained[tag], lost[tag]) for tag, _count in (gained + lost).most_common()]
    return Preview(len(people), changed, [(*pair, count) for pair, count in counts.most_common()], tags, sample)


class _Judges:
    """The rules in force and the others, each with the facts of its window."""

    def __init__(self, present: Rules, other: Rules, at: datetime) -> None:
        self.present, self.other, self.at = present, other, at
        self.borders = {
            months: borders_of_all(months=months, at=at) for months in {present.window_months, other.window_months}
        }

    def moves(self, people: Sequence[Customer]) -> Iterable[Move]:
        """Those of some people whom the two judge differently."""
        ids = [one.id for one in people]
        facts = {months: self._facts(ids, months) for months in self.borders}
        held = _held(people)
        for one in people:
            before = held[one.id].after(self.present.judge(facts[self.present.window_months][one.id]))
            after = held[one.id].after(self.other.judge(facts[self.other.window_months][one.id]))
            if before != after:
                come, go = frozenset(after[1] - before[1]), frozenset(before[1] - after[1])
                yield Move(one, before[0], after[0], come, go)

    def _facts(self, ids: Sequence[UUID], months: int) -> Mapping[UUID, Facts]:
        return facts_of(ids, months=months, borders=self.borders[months], at=self.at)


def _held(people: Sequence[Customer]) -> dict[UUID, _Held]:
    ids = [one.id for one in people]
    rows = Standing.objects.filter(customer__in=ids).values_list("customer", "grade", "tags")
    by_rule = {customer: (grade, tags) for customer, grade, tags in rows}
    by_hand: dict[Any, Any] = dict(
        GradeOverride.objects.filter(customer__in=ids, ended_at=None).values_list("customer", "instead_of")
    )
    borne = tags_of(ids)
    return {
        one.id: _Held(by_hand.get(one.id, one.grade_id), grade, borne.get(one.id, set()), tags)
        for one in people
        for grade, tags in [by_rule.get(one.id, (None, []))]
    }
