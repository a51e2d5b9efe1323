"""The rules in force, who set them, and what their words stand for."""

from collections.abc import Iterable
from uuid import UUID

from aftercare.domains.customers.models import Grade, Tag
from aftercare.domains.grading.models import GradingRules
from aftercare.domains.grading.rules import Rules
from aftercare.kit.models import LedgerEntry


def active_rules() -> GradingRules | None:
    """The rules that count now; None while nobody has set any."""
    return GradingRules.objects.order_by("-version").first()


def rules_of(kept: GradingRules | None) -> Rules:
    """Kept rules as values, or none."""
    return Rules.from_json(kept.values) if kept else Rules()


def setters_of(kept: Iterable[GradingRules]) -> dict[UUID, LedgerEntry]:
    """Who set each version, and when, by its id."""
    rows = LedgerEntry.objects.filter(subject_kind=GradingRules.noun, subject_id__in=[one.id for one in kept])
    return {fact.subject_id: fact for fact in rows.order_by("-seq")}


def targets(model: type[Grade] | type[Tag]) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by what is written for them, and what is written for an id."""
    ids, names = {}, {}
    for row in model.objects.order_by("id"):
        ids[row.name.lower()] = str(row.id)
        names[str(row.id)] = row.name
        if isinstance(row, Grade):
            ids.setdefault(row.code.lower(), str(row.id))
    return ids, names
