"""Set the rules, and apply them: to everybody in chunks, to some soon after what concerns them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from aftercare.domains.customers.actions import Regrade, regrade_customers
from aftercare.domains.customers.models import Customer, Grade, Tag
from aftercare.domains.grading.errors import UnknownTarget, WindowOutOfBounds
from aftercare.domains.grading.events import GradingRulesSet
from aftercare.domains.grading.models import GradingPass, GradingRules, Standing
from aftercare.domains.grading.policies import may_grade_customers, may_set_rules
from aftercare.domains.grading.queries import (
    active_rules,
    borders_of_all,
    customers_after,
    facts_of,
    kept_borders,
    last_pass,
    rules_of,
    tags_after,
    tags_of,
)
from aftercare.domains.grading.rules import FACTS, LONGEST_WINDOW, SIGNS, Outcome, Rules, plain
from aftercare.kit.actor import Actor
from aftercare.kit.errors import Stale
from aftercare.kit.events import publish
from aftercare.kit.jobs import put_jobs
from aftercare.kit.locking import lock_all, one_at_a_time
from aftercare.kit.permissions import require
from aftercare.kit.rows import insert_rows, update_rows

KEPT = ("rules", "grade", "place", "tags", "facts", "judged_at", "version")


@transaction.atomic
def set_rules(
    actor: Actor, *, rules: Rules, at: datetime, reason: str = "", expected: int | None = None
) -> GradingRules:
    """Grade by other rules from now on; everybody is judged by them as soon as a worker is free.

    With `expected` they take the place of that version only (0: none yet); the same rules make no new version.
    """
    require(may_set_rules(actor))
    _check_rules(rules)
    one_at_a_time("grading.rules")
    before = active_rules()
    number = before.version if before else 0
    if expected not in {None, number}:
        raise Stale()
    if before and rules_of(before) == rules:
        return before
    made = GradingRules.objects.create(values=rules.to_json(), reason=reason.strip(), version=number + 1)
    old, new = rules_of(before).to_json(), rules.to_json()
    changed = tuple(name for name in new if new[name] != old[name])
    publish(actor, GradingRulesSet(grading_rules_id=made.id, number=made.version, fields=changed), at=at)
    put_jobs("grading.begin", [{}])
    return made


def _check_rules(rules: Rules) -> None:
    """Refuse what names no grade, no tag or no fact, or looks back too far."""
    if not 1 <= rules.window_months <= LONGEST_WINDOW:
        raise WindowOutOfBounds(months=rules.window_months)
    for field, model, given in (("grades", Grade, rules.grades), ("tags", Tag, rules.tags)):
        known = {str(id) for id in model.objects.values_list("id", flat=True)}
        for rule in given:
            if rule.target not in known:
                raise UnknownTarget(name=rule.target, field=field)
            for one in rule.conditions:
                if one.fact not in FACTS or one.sign not in SIGNS:
                    raise UnknownTarget(name=one.fact, field=field)


@transaction.atomic
def begin_pass(actor: Actor, *, at: datetime) -> GradingPass | None:
    """Part all buyers into quintiles and queue the first chunk; None while there are no rules."""
    require(may_grade_customers(actor))
    kept = active_rules()
    if kept is None:
        return None
    found = borders_of_all(months=rules_of(kept).window_months, at=at)
    borders = {"last": found.last, "orders": found.orders, "spent": [plain(one) for one in found.spent]}
    walk = GradingPass.objects.create(rules=kept, begun_at=at, borders=borders)
    put_jobs("grading.grade_chunk", [{"walk": str(walk.id), "after": None}])
    return walk


@transaction.atomic
def grade_chunk(actor: Actor, *, walk_id: UUID, after: UUID | None, at: datetime) -> int:
    """Judge the next thousand customers and queue those behind; a walk that a newer one follows ends here."""
    require(may_grade_customers(actor))
    newest = last_pass()
    if newest is None or newest.id != walk_id:
        return 0
    ids = customers_after(after)
    changed = grade_customers(actor, ids=ids, at=at)
    if ids:
        put_jobs("grading.grade_chunk", [{"walk": str(walk_id), "after": str(ids[-1])}])
    return changed


@transaction.atomic
def grade_customers(actor: Actor, *, ids: Sequence[UUID], at: datetime) -> int:
    """Judge these customers by the rules in force; returns how many changed grade or tags. Again it changes nobody."""
    require(may_grade_customers(actor))
    kept = active_rules()
    if kept is None or not ids:
        return 0
    rules = rules_of(kept)
    people = lock_all(Customer.objects.filter(pk__in=ids, merged_into=None).defer("search", "notes"))
    held = [one.id for one in people]
    facts = facts_of(held, months=rules.window_months, borders=kept_borders(last_pass()), at=at)
    standings = {one.customer_id: one for one in Standing.objects.filter(customer__in=held)}
    tagged = tags_of(held)
    moves: list[Regrade] = []
    new: list[Standing] = []
    old: list[Standing] = []
    for id in held:
        outcome = rules.judge(facts[id])
        row = standings.get(id) or Standing(customer_id=id)
        moves.append(_move(id, outcome, row, tagged.get(id, set())))
        (old if id in standings else new).append(_kept(row, kept, outcome, moves[-1], facts[id], at))
    if new:
        insert_rows(new)
    update_rows(old, KEPT)
    return regrade_customers(actor, moves=moves, rules=kept.version, at=at)


@transaction.atomic
def forget_standings(actor: Actor, *, ids: Sequence[UUID], at: datetime) -> None:
    """Keep no more what the rules said of these customers, because their registration is taken back."""
    require(may_grade_customers(actor))
    Standing.objects.filter(customer__in=ids).delete()


def _move(id: UUID, outcome: Outcome, row: Standing, tagged: set[UUID]) -> Regrade:
    """What is to change."""
    added, removed = tags_after(outcome, tagged, row.tags)
    return Regrade(
        customer_id=id,
        grade_id=UUID(outcome.grade) if outcome.grade else None,
        taken_id=row.grade_id,
        tags_added=tuple(sorted(added)),
        tags_removed=tuple(sorted(removed)),
        reasons=outcome.reasons,
    )


def _kept(
    row: Standing, kept: GradingRules, outcome: Outcome, move: Regrade, facts: dict[str, object], at: datetime
) -> Standing:
    wanted = {UUID(tag) for tag in outcome.tags}
    row.rules, row.place, row.judged_at, row.grade_id = kept, outcome.place, at, move.grade_id
    row.tags = sorted((set(row.tags) & wanted) | set(move.tags_added))
    row.facts = {
        name: value if isinstance(value, int) or value is None else str(value) for name, value in facts.items()
    }
    if not row._state.adding:
        row.version += 1
    return row
