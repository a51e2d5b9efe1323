"""What happens to the rules of grading."""

from uuid import UUID

from aftercare.kit.events import event


@event("grading_rules.set")
class GradingRulesSet:
    """Other rules count from now on; which parts differ from those before."""

    grading_rules_id: UUID
    number: int
    fields: tuple[str, ...]
