"""The facts a coverage decision looks at. The day an obligation ends is its last covered day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

COSTS = ("labour", "parts", "travel")
# What a used-up entitlement takes away: a visit brings everything, hours are labour, parts value is parts.
TAKEN_AWAY: Mapping[str, tuple[str, ...]] = {"visits": COSTS, "hours": ("labour",), "parts_value": ("parts",)}
CHARGED_SEPARATELY = ("per_call", "time_and_material")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a source pays of one kind of cost: a percentage, until a last day."""

    percent: int
    until: date


@dataclass(frozen=True, slots=True)
class PartNamed:
    """A part of the device, by what the master of parts calls it."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class WarrantyFact:
    """A warranty the device carries, with what it offers for each kind of cost; of the whole device or of one part."""

    name: str
    starts_on: date
    offers: Mapping[str, Offer]
    void_on: date | None = None
    void_reason: str = ""
    part: PartNamed | None = None

    @property
    def last_day(self) -> date:
        """The end of whatever it pays the longest."""
        paid = [offer.until for offer in self.offers.values() if offer.percent]
        return max(paid, default=self.starts_on)


@dataclass(frozen=True, slots=True)
class EntitlementFact:
    """What an agreement includes in number, and how much of it is used."""

    kind: str
    quantity: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        """What can still be used."""
        return max(self.quantity - self.used, Decimal(0))

    @property
    def used_up(self) -> bool:
        """Whether nothing is left."""
        return not self.left


# How an agreement may reach what is asked about, the most particular first.
WAYS = ("device", "site", "product", "everything")


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """An agreement that may apply; `reach` is one of `WAYS`, or "" where it is not for what is asked about.

    `place` is the site or the model by which it reaches it.
    """

    id: UUID
    number: str
    name: str
    starts_on: date
    ends_on: date
    status: str
    charging: str
    precedence: int
    reach: str
    percents: Mapping[str, int]
    entitlements: tuple[EntitlementFact, ...] = ()
    place: str = ""

    @property
    def label(self) -> str:
        """How it is called in a sentence."""
        return f"{self.number} {self.name}"

    def in_force(self, on: date) -> bool:
        """Whether its promises count on a day for what is asked about."""
        return bool(self.reach) and self.status == "active" and self.starts_on <= on <= self.ends_on

    def percent(self, cost: str) -> int:
        """What it pays of a kind of cost, as long as what it includes is not used up."""
        gone = any(cost in TAKEN_AWAY[part.kind] for part in self.entitlements if part.used_up)
        return 0 if gone else self.percents[cost]


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """Everything the decision looks at."""

    on: date
    with_device: bool
    warranties: tuple[WarrantyFact, ...] = ()
    agreements: tuple[AgreementFact, ...] = ()
