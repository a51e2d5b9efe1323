"""What the customer says at entry: which device, or only its kind, and when somebody should come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftercare.domains.catalog.models import Category
from aftercare.domains.devices.models import Device
from aftercare.domains.requests.errors import DateInThePast, WishTurnedRound


@dataclass(frozen=True, slots=True)
class WishedTime:
    """From when to when it would suit the customer; nobody promises it by writing it down."""

    start: datetime
    end: datetime

    def check(self, at: datetime) -> None:
        """Refuse what is over, and what ends before it begins."""
        if self.end <= self.start:
            refused = WishTurnedRound(start=self.start, end=self.end)
            refused.errors["wished"] = str(refused)
            raise refused
        if self.end <= at:
            raise DateInThePast("wished", date=self.end)


def said_of(
    device: Device | None, category: Category | None, wished: WishedTime | None, at: datetime
) -> dict[str, Any]:
    """It as the request keeps it; a device tells its own kind."""
    if wished is not None:
        wished.check(at)
    return {
        "device": device,
        "product_id": device.product_id if device else None,
        "category": None if device else category,
        "wished_from": wished.start if wished else None,
        "wished_to": wished.end if wished else None,
    }
