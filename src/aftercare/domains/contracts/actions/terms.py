"""Offer warranty terms, and offer them no longer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from aftercare.domains.catalog.models import Category, Part, Product
from aftercare.domains.contracts.checks import checked_percents
from aftercare.domains.contracts.errors import TermsForBoth, TermsTaken
from aftercare.domains.contracts.events import WarrantyTermAdded, WarrantyTermWithdrawn
from aftercare.domains.contracts.models import StartRule, WarrantyTerm
from aftercare.domains.contracts.policies import may_manage_contracts
from aftercare.kit.actor import Actor
from aftercare.kit.events import publish
from aftercare.kit.permissions import require


@transaction.atomic
def add_warranty_term(
    actor: Actor,
    *,
    name: str,
    at: datetime,
    product: Product | None = None,
    category: Category | None = None,
    part: Part | None = None,
    start_rule: str = StartRule.INVOICE,
    start_after_months: int = 0,
    labour_months: int = 0,
    parts_months: int = 0,
    travel_months: int = 0,
    labour_percent: int = 100,
    parts_percent: int = 100,
    travel_percent: int = 100,
    exclusions: str = "",
) -> WarrantyTerm:
    """Offer terms with a product, with a category and all below it, or (neither) with everything sold.

    For a `part` they hold for that part alone; those that count from a repair hold for what was fitted.
    """
    require(may_manage_contracts(actor))
    checked_percents(labour_percent, parts_percent, travel_percent)
    _must_be_free(product, category, part, start_rule)
    term = WarrantyTerm.objects.create(
        name=name,
        product=product,
        category=category,
        part=part,
        start_rule=StartRule(start_rule),
        start_after_months=start_after_months,
        labour_months=labour_months,
        parts_months=parts_months,
        travel_months=travel_months,
        labour_percent=labour_percent,
        parts_percent=parts_percent,
        travel_percent=travel_percent,
        exclusions=exclusions,
    )
    added = WarrantyTermAdded(
        term_id=term.id, product_id=term.product_id, category_id=term.category_id, part_id=term.part_id
    )
    publish(actor, added, at=at)
    return term


@transaction.atomic
def withdraw_warranty_term(actor: Actor, term: WarrantyTerm, *, at: datetime) -> WarrantyTerm:
    """Offer the terms no longer; devices that carry a copy keep it."""
    require(may_manage_contracts(actor))
    if term.withdrawn_at is None:
        term.withdrawn_at = at
        term.save(update_fields=["withdrawn_at"])
        publish(actor, WarrantyTermWithdrawn(term_id=term.id), at=at)
    return term


def _must_be_free(product: Product | None, category: Category | None, part: Part | None, start_rule: str) -> None:
    """One set of terms holds for a thing or a part of it, and one more for what a repair fitted."""
    if product and category:
        raise TermsForBoth()
    same = WarrantyTerm.objects.filter(product=product, category=category, part=part, withdrawn_at=None)
    after_repair = Q(start_rule=StartRule.REPAIR)
    held = same.filter(after_repair if start_rule == StartRule.REPAIR else ~after_repair).first()
    if held is not None:
        raise TermsTaken(name=held.name)
