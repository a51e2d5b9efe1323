"""Keep the rates of labour and travel, and what holds for quotations."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from aftercare.domains.billing.errors import BadRate, BadSettings, RateThere
from aftercare.domains.billing.events import BillingRuleSet, BillingSettingsSet, ServiceRateAdded, ServiceRateEnded
from aftercare.domains.billing.models import BillingRule, BillingSettings, RateOf, ServiceRate, UnitOf
from aftercare.domains.billing.policies import may_keep_rates
from aftercare.domains.billing.queries import billing_settings, rule_for
from aftercare.domains.orders.checks import checked_currency
from aftercare.domains.orders.models import TaxRate
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, lock, one_at_a_time
from aftercare.kit.permissions import require

FITS = {RateOf.LABOUR: (UnitOf.HOUR,), RateOf.TRAVEL: (UnitOf.VISIT, UnitOf.KM)}
MOST_MINUTES = 1440
MOST_DAYS = 365


@transaction.atomic
def add_rate(
    actor: Actor,
    *,
    cost: str,
    per: str,
    amount: Decimal,
    currency: str,
    valid_from: date,
    at: datetime,
    kind: RequestKind | None = None,
    minimum_minutes: int = 0,
    tax_rate: TaxRate | None = None,
) -> ServiceRate:
    """Say what an hour or the way costs from a day on, for a kind of request or for all; what was quoted stays."""
    require(may_keep_rates(actor))
    least = minimum_minutes if cost == RateOf.LABOUR else 0
    if cost not in FITS or per not in FITS[RateOf(cost)] or amount < 0 or not 0 <= least <= MOST_MINUTES:
        raise BadRate()
    code = checked_currency(currency)
    one_at_a_time(f"service-rate:{cost}:{kind.code if kind else ''}:{code}")
    same = ServiceRate.objects.filter(cost=cost, kind=kind, currency=code, valid_from=valid_from, active=True)
    if same.exists():
        raise RateThere(day=str(valid_from), errors={"valid_from": RateThere.sentence})
    made = ServiceRate.objects.create(
        cost=cost,
        kind=kind,
        per=per,
        currency=code,
        amount=amount,
        minimum_minutes=least,
        tax_rate=tax_rate,
        valid_from=valid_from,
    )
    told = ServiceRateAdded(
        rate_id=made.id,
        cost=cost,
        per=per,
        amount=f"{amount:f}",
        currency=code,
        valid_from=valid_from,
        kind=kind.code if kind else "",
    )
    publish(actor, told, at=at)
    return made


@transaction.atomic
def end_rate(actor: Actor, rate: ServiceRate, *, at: datetime) -> ServiceRate:
    """Use a rate no more; the one before it holds again. Ending it twice changes nothing."""
    require(may_keep_rates(actor))
    held = lock(ServiceRate.objects.all(), rate.pk)
    if held.active:
        held.active = False
        held.save(update_fields=["active"])
        publish(actor, ServiceRateEnded(rate_id=held.id), at=at)
    return held


@transaction.atomic
def set_billing_rule(
    actor: Actor, kind: RequestKind, *, accepted_before_start: bool, at: datetime, expected: int | None = None
) -> BillingRule:
    """Say whether work on a kind of request waits until its customer accepted a quotation."""
    require(may_keep_rates(actor))
    one_at_a_time(f"billing-rule:{kind.code}")
    rule = rule_for(kind.code)
    as_expected(rule, expected)
    rule.accepted_before_start = accepted_before_start
    rule.save()
    told = BillingRuleSet(rule_id=rule.id, kind=kind.code, accepted_before_start=accepted_before_start)
    publish(actor, told, at=at)
    return rule


@transaction.atomic
def set_billing_settings(
    actor: Actor,
    *,
    validity_days: int,
    remind_days: int,
    tolerance_percent: Decimal,
    at: datetime,
    tax_rate: TaxRate | None = None,
    expected: int | None = None,
) -> BillingSettings:
    """Say how long quotations hold, when customers are reminded, and how much more than quoted a charge may be."""
    require(may_keep_rates(actor))
    sound = 1 <= validity_days <= MOST_DAYS and 0 <= remind_days <= MOST_DAYS and 0 <= tolerance_percent <= 100
    if not sound:
        raise BadSettings()
    one_at_a_time("billing-settings")
    held = billing_settings()
    as_expected(held, expected)
    held.validity_days, held.remind_days = validity_days, remind_days
    held.tolerance_percent, held.tax_rate = tolerance_percent, tax_rate
    held.save()
    told = BillingSettingsSet(
        settings_id=held.id,
        validity_days=validity_days,
        remind_days=remind_days,
        tolerance_percent=f"{tolerance_percent:f}",
    )
    publish(actor, told, at=at)
    return held
