"""What a row would change of a record, and the words of what stands there now."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from aftercare.domains.sheets.plans import Plan, Step
from aftercare.domains.sheets.queries.cells import Cells
from aftercare.kit.models.base import Entity


def changes(verb: str, thing: Entity, values: Mapping[str, Any]) -> list[Step]:
    """The command that brings these values into the record; none where they stand there."""
    differing = {name: value for name, value in values.items() if getattr(thing, name) != value}
    before = {name: as_text(getattr(thing, name)) for name in differing}
    return [Step(verb, thing, differing, before)] if differing else []


def as_text(value: Any) -> Any:
    """A value as it is kept beside the row: a record by its id, days and figures as text."""
    if isinstance(value, Model):
        return str(value.pk)
    return value if value is None or isinstance(value, str | int) else str(value)


def ended(cells: Cells, thing: Entity | None, draft: Any, steps: list[Step]) -> Plan:
    """The plan of a row that was read to its end."""
    if cells.problems:
        return Plan(cells.row, "refused", problems=cells.problems)
    if thing is None:
        return Plan(cells.row, "created", draft=draft)
    return Plan(cells.row, "changed" if steps else "same", thing=thing, steps=steps)
