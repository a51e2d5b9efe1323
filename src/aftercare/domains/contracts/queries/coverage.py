"""What covers a device or customer on a day (provisional: the lead's placeholder, records overwrites this file)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Coverage:
    """Provisional."""

    covered: bool
    by: str
    agreement_id: UUID | None = None

    def to_json(self) -> dict[str, object]:
        return {"covered": self.covered, "by": self.by, "reasons": []}


def coverage_for(*, device_id: UUID | None, customer_id: UUID, on: date) -> Coverage:
    """Provisional."""
    return Coverage(False, "none")
