"""The rows that an agreement is made of, built and not written."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from aftercare.domains.contracts.checks import (
    checked_days,
    checked_entitlements,
    checked_forerunner,
    checked_percents,
    checked_sites,
)
from aftercare.domains.contracts.coverage import CHARGED_SEPARATELY, COSTS
from aftercare.domains.contracts.drafts import AgreementDraft
from aftercare.domains.contracts.models import (
    Agreement,
    AgreementDevice,
    AgreementEntitlement,
    AgreementProduct,
    AgreementSite,
    Charging,
)
from aftercare.domains.customers.queries import standing
from aftercare.kit.changes import ExternalIdTaken


class Built(NamedTuple):
    """An agreement with the rows that belong to it, each sort in a list."""

    agreement: Agreement
    parts: tuple[list[AgreementDevice], list[AgreementSite], list[AgreementProduct], list[AgreementEntitlement]]


def built_agreement(draft: AgreementDraft, taken: dict[str, str]) -> Built:
    """The rows of a draft, or the refusal of what can't be written."""
    checked_days(draft.starts_on, draft.ends_on)
    checked_sites(draft.customer, draft.sites)
    included = checked_entitlements(draft.entitlements, draft.currency, draft.rolls_over)
    if draft.external_id and draft.external_id in taken:
        raise ExternalIdTaken(external_id=draft.external_id, holder=taken[draft.external_id])
    agreement = Agreement(
        customer=standing(draft.customer),
        name=draft.name,
        level=draft.level,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        charging=Charging(draft.charging),
        precedence=draft.precedence,
        covers_all_devices=covers_all(draft.covers_all_devices, draft.devices, draft.sites, draft.products),
        terms=draft.terms,
        external_id=draft.external_id or None,
        renews=draft.renews,
        **shares_of(draft.charging, draft.percents),
    )
    if draft.renews is not None:
        checked_forerunner(agreement, draft.renews)
    for row in included:
        row.agreement = agreement
    devices = [AgreementDevice(agreement=agreement, device=one) for one in draft.devices]
    sites = [AgreementSite(agreement=agreement, site=one) for one in draft.sites]
    products = [AgreementProduct(agreement=agreement, product=one) for one in draft.products]
    return Built(agreement, (devices, sites, products, included))


def covers_all(said: bool | None, *named: Sequence[object]) -> bool:
    """Whether an agreement covers everything its customer has: as was said, or where it names nothing."""
    return not any(named) if said is None else said


def shares_of(charging: str, percents: Mapping[str, int]) -> dict[str, int]:
    """What an agreement pays of each cost: all of it unless each call or hour is charged."""
    paid = 0 if charging in CHARGED_SEPARATELY else 100
    shares = {f"{cost}_percent": percents.get(cost, paid) for cost in COSTS}
    checked_percents(*shares.values())
    return shares
