"""What an hour and the way cost on a day, and what holds for quotations."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F, Q, QuerySet

from aftercare.domains.billing.models import BillingRule, BillingSettings, ServiceRate


def rate_for(cost: str, kind: str, currency: str, on: date) -> ServiceRate | None:
    """The rate that holds on a day: that of the kind before that of all, then the one that began last."""
    rows = ServiceRate.objects.filter(Q(kind=kind) | Q(kind=None), cost=cost, currency=currency, valid_from__lte=on)
    latest = rows.filter(active=True).order_by(F("kind").asc(nulls_last=True), "-valid_from", "id")
    return latest.select_related("tax_rate").first()


def rates_in_order(rows: QuerySet[ServiceRate]) -> QuerySet[ServiceRate]:
    """Labour before travel, those of all kinds first, the latest first."""
    order = ("cost", F("kind__position").asc(nulls_first=True), "currency", "-valid_from", "id")
    return rows.select_related("kind", "tax_rate").order_by(*order)


def billing_settings() -> BillingSettings:
    """What holds for quotations and charges; the defaults where nobody has said otherwise."""
    return BillingSettings.objects.select_related("tax_rate").first() or BillingSettings()


def rule_for(kind: str) -> BillingRule:
    """Whether work on this kind waits for an accepted quotation; it does not where nobody has said so."""
    return BillingRule.objects.filter(kind=kind).first() or BillingRule(kind_id=kind)


def rules_of(kinds: Iterable[str]) -> Mapping[str, BillingRule]:
    """The same for each of these kinds, in one statement."""
    codes = list(kinds)
    said = {rule.kind_id: rule for rule in BillingRule.objects.filter(kind__in=codes)}
    return {code: said.get(code) or BillingRule(kind_id=code) for code in codes}
