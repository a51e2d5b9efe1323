"""When a customer would like somebody to come."""

from dataclasses import dataclass
from datetime import datetime

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
