"""What holds for quotations and charges: how long, how much more, and which kinds of work wait for a yes."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Query
from pydantic import Field
from typing_extensions import TypedDict

from aftercare.domains.billing import queries
from aftercare.domains.billing.actions import set_billing_rule, set_billing_settings
from aftercare.domains.billing.models import BillingRule, BillingSettings
from aftercare.domains.billing.policies import may_keep_rates, may_see_bills
from aftercare.domains.orders.models import TaxRate
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.errors import NotFound
from aftercare.kit.locking import version_of
from aftercare.kit.permissions import require
from aftercare.surfaces.api.calls import Call
from aftercare.surfaces.api.codes import Code
from aftercare.surfaces.api.fields import Body, Flag, Whole
from aftercare.surfaces.api.find import named
from aftercare.surfaces.api.lists import listed
from aftercare.surfaces.api.nouns import Noun
from aftercare.surfaces.api.orders.writing import Percent
from aftercare.surfaces.api.people import Coded, by_code
from aftercare.surfaces.api.rules import RuleQuery
from aftercare.surfaces.api.versions import expected_version

billing_settings = Noun(
    "billing_settings", "Billing settings 收费设置: how long quotations hold, and more.", scope="quotations"
)
billing_rules = Noun(
    "billing_rules", "Billing rules 收费规则: which kinds wait for an accepted quotation.", scope="quotations"
)


class SettingsShown(TypedDict):
    """What holds for all quotations and charges."""

    validity_days: int
    remind_days: Annotated[int, Field(description="Days before the last one on which customers are reminded; 0: none.")]
    tolerance_percent: Annotated[str, Field(examples=["10.00"])]
    tax_rate: Annotated[Coded | None, Field(description="Of parts, and of lines without a rate.")]
    version: Annotated[int, Field(description="0 where nobody has said so yet.")]


class SettingsGiven(Body):
    """What holds from now on; what was sent or confirmed stays."""

    validity_days: Whole = Field(ge=1, le=365)
    remind_days: Whole = Field(ge=0, le=365)
    tolerance_percent: Percent
    tax_rate_id: UUID | None = None


def _show(held: BillingSettings) -> dict[str, Any]:
    return {
        "validity_days": held.validity_days,
        "remind_days": held.remind_days,
        "tolerance_percent": f"{held.tolerance_percent:.2f}",
        "tax_rate": by_code(held.tax_rate),
        "version": version_of(held),
    }


@billing_settings.reads("/billing_settings", SettingsShown)
def read_billing_settings(call: Call) -> dict[str, Any]:
    """Read what holds for quotations and charges.

    The usual values where nobody has said otherwise.
    """
    require(may_see_bills(call.actor))
    return _show(queries.billing_settings())


@billing_settings.sets("/billing_settings", SettingsShown, versioned=True)
def set_the_billing_settings(call: Call, body: SettingsGiven) -> dict[str, Any]:
    """Say what holds for quotations and charges.

    In the place of what held before.
    """
    require(may_keep_rates(call.actor))
    held = set_billing_settings(
        call.actor,
        validity_days=body.validity_days,
        remind_days=body.remind_days,
        tolerance_percent=Decimal(body.tolerance_percent),
        tax_rate=named(TaxRate.objects.all(), body.tax_rate_id, "tax_rate_id"),
        at=call.at,
        expected=expected_version(call.http),
    )
    return _show(held)


class BillingRuleShown(TypedDict):
    """Whether work on a kind of request waits."""

    kind: Annotated[str, Field(examples=["repair"])]
    accepted_before_start: Annotated[
        bool, Field(description="Whether it starts only once a quotation is accepted, where something is to be paid.")
    ]
    version: Annotated[int, Field(description="0 where nobody has said so yet.")]


class BillingRuleGiven(Body):
    """What is asked from now on."""

    accepted_before_start: Flag


def _rule(rule: BillingRule) -> dict[str, Any]:
    told = {"kind": rule.kind_id, "accepted_before_start": rule.accepted_before_start}
    return {**told, "version": version_of(rule)}


@billing_rules.lists("/billing_rules", BillingRuleShown)
def list_billing_rules(call: Call, query: Query[RuleQuery]) -> dict[str, Any]:
    """List which kinds of request wait for an accepted quotation.

    Every kind; none waits where nobody has said so.
    """
    require(may_see_bills(call.actor))
    rows = RequestKind.objects.filter(**query.filters())
    return listed(rows, query, lambda kinds: [_rule(one) for one in queries.rules_of(k.pk for k in kinds).values()])


@billing_rules.sets("/billing_rules/{kind}", BillingRuleShown, versioned=True)
def set_a_billing_rule(call: Call, kind: Code, body: BillingRuleGiven) -> dict[str, Any]:
    """Say whether work on a kind of request waits for an accepted quotation.

    It counts for every start from now on.
    """
    require(may_keep_rates(call.actor))
    known = RequestKind.objects.filter(pk=kind).first()
    if known is None:
        raise NotFound()
    expected, asked = expected_version(call.http), body.accepted_before_start
    return _rule(set_billing_rule(call.actor, known, accepted_before_start=asked, expected=expected, at=call.at))
