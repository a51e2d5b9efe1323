"""What happens to rates, quotations and charges."""

from datetime import date
from uuid import UUID

from aftercare.kit.events import event


@event("quotation.drafted")
class QuotationDrafted:
    """Somebody began to write a quotation for a request, or a further version of one."""

    quotation_id: UUID
    request_id: UUID
    number: str
    revision: int
    replaces_id: UUID | None = None


@event("quotation.changed")
class QuotationChanged:
    """A draft was changed; the names of the changed fields."""

    quotation_id: UUID
    request_id: UUID
    fields: tuple[str, ...]


@event("quotation.sent")
class QuotationSent:
    """The customer is asked to decide, until a last day."""

    quotation_id: UUID
    request_id: UUID
    number: str
    total: str
    currency: str
    valid_until: date


@event("quotation.reminded")
class QuotationReminded:
    """Its last day is near and the customer has not decided."""

    quotation_id: UUID
    request_id: UUID
    number: str


@event("quotation.accepted")
class QuotationAccepted:
    """The customer said yes: by the link, or to somebody of the house, whose note is the text of the fact."""

    quotation_id: UUID
    request_id: UUID
    number: str
    total: str
    currency: str
    via: str


@event("quotation.declined")
class QuotationDeclined:
    """The customer said no; the reason is the text of the fact."""

    quotation_id: UUID
    request_id: UUID
    number: str
    via: str


@event("quotation.expired")
class QuotationExpired:
    """Its last day went by without a decision."""

    quotation_id: UUID
    request_id: UUID
    number: str


@event("quotation.withdrawn")
class QuotationWithdrawn:
    """The house takes it back; the reason is the text of the fact."""

    quotation_id: UUID
    request_id: UUID
    number: str


@event("quotation.replaced")
class QuotationReplaced:
    """A further version takes its place."""

    quotation_id: UUID
    request_id: UUID
    number: str


@event("quotation_waiver.given")
class QuotationWaived:
    """Work may start without an accepted quotation; the reason is the text of the fact."""

    waiver_id: UUID
    request_id: UUID


@event("charge.drafted")
class ChargeDrafted:
    """What was done is reckoned, for somebody to look at; or reckoned anew."""

    charge_id: UUID
    request_id: UUID
    number: str
    total: str
    currency: str


@event("charge.changed")
class ChargeChanged:
    """Somebody changed the lines of a draft."""

    charge_id: UUID
    request_id: UUID
    total: str


@event("charge.confirmed")
class ChargeConfirmed:
    """The customer is to pay it; `above` where it is more than was quoted and a manager agreed."""

    charge_id: UUID
    request_id: UUID
    number: str
    total: str
    currency: str
    above: bool = False


@event("charge.part_paid")
class PaymentRecorded:
    """Some of it was paid."""

    charge_id: UUID
    request_id: UUID
    payment_id: UUID
    number: str
    amount: str
    currency: str
    method: str


@event("charge.paid")
class ChargePaid:
    """The last of it was paid."""

    charge_id: UUID
    request_id: UUID
    payment_id: UUID
    number: str
    amount: str
    currency: str
    method: str


@event("charge.cancelled")
class ChargeCancelled:
    """Nothing of it is to be paid; the reason is the text of the fact."""

    charge_id: UUID
    request_id: UUID
    number: str


@event("service_rate.added")
class ServiceRateAdded:
    """Labour or the way costs otherwise from a day on."""

    rate_id: UUID
    cost: str
    per: str
    amount: str
    currency: str
    valid_from: date
    kind: str = ""


@event("service_rate.ended")
class ServiceRateEnded:
    """A rate is not used any more; what was quoted with it stays."""

    rate_id: UUID


@event("billing_rule.set")
class BillingRuleSet:
    """Whether work on a kind of request waits for an accepted quotation."""

    rule_id: UUID
    kind: str
    accepted_before_start: bool


@event("billing_settings.set")
class BillingSettingsSet:
    """How long quotations hold, when customers are reminded, and how much more a charge may be."""

    settings_id: UUID
    validity_days: int
    remind_days: int
    tolerance_percent: str
