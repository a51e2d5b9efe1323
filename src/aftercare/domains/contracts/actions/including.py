"""Change what a running agreement includes: how many visits, hours, and how much of parts."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from aftercare.domains.contracts.checks import checked_entitlements, checked_reason
from aftercare.domains.contracts.errors import KIND_WORDS, AgreementOver, LessThanUsed
from aftercare.domains.contracts.events import EntitlementSet
from aftercare.domains.contracts.models import Agreement, AgreementEntitlement, AgreementStatus, EntitlementUse
from aftercare.domains.contracts.policies import may_manage_agreement
from aftercare.domains.contracts.queries.agreements import included_in
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.locking import as_expected, lock
from aftercare.kit.permissions import require

NONE = Decimal(0)
SAME = ("quantity", "currency", "rolls_over")


@transaction.atomic
def set_entitlements(
    actor: Actor,
    agreement: Agreement,
    *,
    entitlements: Mapping[str, Decimal],
    reason: str,
    at: datetime,
    currency: str = "CNY",
    rolls_over: Collection[str] = (),
    expected: int | None = None,
) -> Agreement:
    """Include these quantities by kind from now on, and of other kinds nothing; at least as much as is used already.

    What was used stays used, and what was decided before stays told; open requests are decided anew.
    """
    require(may_manage_agreement(actor, agreement))
    held = lock(Agreement.objects.all(), agreement.id)
    as_expected(held, expected)
    if held.status == AgreementStatus.ENDED:
        raise AgreementOver(number=held.number)
    said = checked_reason(reason)
    before = {row.kind: row for row in included_in(held)}
    wanted = {row.kind: row for row in checked_entitlements(entitlements, currency, rolls_over)}
    for kind in sorted({*before, *wanted}):
        _set(actor, held, before.get(kind), wanted.get(kind), said, at)
    held.save(update_fields=["name"])  # its version rises
    return held


def _set(
    actor: Actor,
    agreement: Agreement,
    old: AgreementEntitlement | None,
    new: AgreementEntitlement | None,
    reason: str,
    at: datetime,
) -> None:
    """Put one kind in the place of what there was, and tell it where it differs."""
    if old is not None and new is not None and all(getattr(old, name) == getattr(new, name) for name in SAME):
        return
    was, kind = (old.quantity, old.kind) if old else (NONE, "")
    if old is not None:
        _check_used(agreement, old, new)
    if new is not None:
        row = old or new
        kind, row.agreement = new.kind, agreement
        for name in SAME:
            setattr(row, name, getattr(new, name))
        row.save()
    elif old is not None:
        old.delete()
    told = EntitlementSet(agreement_id=agreement.id, kind=kind, before=was, quantity=new.quantity if new else NONE)
    publish(actor, told, at=at, text=reason, context_id=agreement.customer_id)


def _check_used(agreement: Agreement, old: AgreementEntitlement, new: AgreementEntitlement | None) -> None:
    """What has a ledger keeps its kind and its currency, and includes at least what was taken."""
    uses = EntitlementUse.objects.filter(entitlement=old)
    taken = old.taken  # type: ignore[attr-defined] # annotated by included_in
    gone = new is None or new.currency != old.currency
    if (gone and uses.exists()) or (new is not None and new.quantity < taken):
        used = {"used": f"{taken.normalize():f}", "kind": KIND_WORDS[old.kind]}
        raise LessThanUsed(old.kind, number=agreement.number, **used)
