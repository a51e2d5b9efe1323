"""What the law gives for a device on a day, and the rule sets."""

from datetime import date

from django.db.models import QuerySet

from aftercare.domains.catalog.queries import categories_above
from aftercare.domains.contracts.models import StatutoryRule
from aftercare.domains.contracts.queries.terms import dates_of
from aftercare.domains.contracts.statutory import Periods, Right, rights
from aftercare.domains.contracts.warranty_dates import start_day
from aftercare.domains.devices.models import Device


def statutory_rights(device: Device, *, on: date) -> list[Right]:
    """The rights under the rule of the nearest category; none without a rule or a day from which they count."""
    above = categories_above(device.product.category)
    if not above:
        return []
    rules = StatutoryRule.objects.filter(active=True, categories__in=above).order_by("id").distinct()
    near = {rule.id: rule for rule in rules.prefetch_related("categories")}.values()
    rule = min(
        near, key=lambda one: min(above.index(c.id) for c in one.categories.all() if c.id in above), default=None
    )
    found = start_day(rule.start_rule, dates_of(device)) if rule else None
    if rule is None or found is None:
        return []
    return rights(periods_of(rule), found[0], on)


def periods_of(rule: StatutoryRule) -> Periods:
    """What the rule gives."""
    months = rule.repair_months, rule.main_parts_months
    return Periods(rule.regulation, rule.refund_days, rule.exchange_days, *months)


def statutory_rules() -> QuerySet[StatutoryRule]:
    """Every rule set with its categories, those no longer in use too."""
    return StatutoryRule.objects.prefetch_related("categories")
