"""What must hold of single values before they are written."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from aftercare.domains.contracts.errors import (
    KIND_WORDS,
    BadEntitlement,
    BadPercent,
    EndsBeforeStart,
    NotAForerunner,
    ReasonMissing,
)
from aftercare.domains.contracts.models import Agreement, AgreementEntitlement, EntitlementKind
from aftercare.domains.customers.errors import NotTheirs
from aftercare.domains.customers.models import Customer, Site
from aftercare.domains.customers.queries import standing


def checked_percents(*percents: int) -> None:
    """Shares between 0 and 100."""
    for percent in percents:
        if not 0 <= percent <= 100:
            raise BadPercent(percent=percent)


def checked_reason(reason: str) -> str:
    """A reason of at least one word."""
    if not reason.strip():
        raise ReasonMissing(errors={"reason": ReasonMissing.sentence})
    return reason.strip()


def checked_days(starts_on: date, ends_on: date) -> None:
    """A last day that is not before the first."""
    if ends_on < starts_on:
        raise EndsBeforeStart(starts_on=str(starts_on), ends_on=str(ends_on))


def checked_forerunner(agreement: Agreement, old: Agreement) -> None:
    """A period of the same customer that is over before this one begins."""
    if old.customer_id != agreement.customer_id or old.ends_on >= agreement.starts_on:
        raise NotAForerunner(number=old.number, ends_on=str(old.ends_on), starts_on=str(agreement.starts_on))


def checked_entitlements(
    quantities: Mapping[str, Decimal], currency: str, rolls_over: Collection[str] = ()
) -> list[AgreementEntitlement]:
    """What is included, a row for each kind, not saved; a value has its currency."""
    rows = []
    for kind, quantity in quantities.items():
        if quantity <= 0:
            raise BadEntitlement(kind=KIND_WORDS.get(kind, kind), quantity=str(quantity))
        value = kind == EntitlementKind.PARTS_VALUE
        rows.append(
            AgreementEntitlement(
                kind=EntitlementKind(kind),
                quantity=quantity,
                currency=currency if value else "",
                rolls_over=kind in rolls_over,
            )
        )
    return rows


def checked_sites(customer: Customer, sites: Iterable[Site]) -> None:
    """Places of the customer; one of a record that was merged into this one is theirs."""
    for site in sites:
        if standing(site.customer) != standing(customer):
            raise NotTheirs(thing=str(site), customer=customer.name, errors={"site": NotTheirs.sentence})
