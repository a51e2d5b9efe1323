"""Keep the rule sets of the law: for which categories they hold and how long each right lasts."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from aftercare.domains.catalog.models import Category
from aftercare.domains.contracts.events import StatutoryRuleAdded, StatutoryRuleChanged
from aftercare.domains.contracts.models import StatutoryRule
from aftercare.domains.contracts.policies import may_manage_contracts
from aftercare.kit.actor import Actor
from aftercare.kit.changes import changed_fields
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.permissions import require

PERIODS = ("refund_days", "exchange_days", "repair_months", "main_parts_months")
CHANGEABLE = ("name", "regulation", "source", "start_rule", *PERIODS, "note", "active")


@transaction.atomic
def add_statutory_rule(
    actor: Actor,
    *,
    name: str,
    regulation: str,
    source: str,
    at: datetime,
    categories: Collection[Category] = (),
    **values: Any,
) -> StatutoryRule:
    """Keep what a regulation gives for some categories; `values` are its periods, start rule and note."""
    require(may_manage_contracts(actor))
    rule = StatutoryRule.objects.create(name=name, regulation=regulation, source=source, **values)
    rule.categories.set(categories)
    publish(actor, StatutoryRuleAdded(rule_id=rule.id), at=at)
    return rule


@transaction.atomic
def change_statutory_rule(
    actor: Actor,
    rule: StatutoryRule,
    *,
    at: datetime,
    categories: Collection[Category] | None = None,
    expected: int | None = None,
    **values: Any,
) -> StatutoryRule:
    """Change the words, the periods, the categories, or whether it is in use."""
    require(may_manage_contracts(actor))
    held = lock(StatutoryRule.objects.all(), rule.id)
    as_expected(held, expected)
    changed = changed_fields(held, CHANGEABLE, values)
    for name in changed:
        setattr(held, name, values[name])
    if categories is not None and set(held.categories.all()) != set(categories):
        held.categories.set(categories)
        changed = (*changed, "categories")
    if changed:
        held.save(update_fields=[name for name in changed if name != "categories"])
        publish(actor, StatutoryRuleChanged(rule_id=held.id, fields=changed), at=at)
    return held
