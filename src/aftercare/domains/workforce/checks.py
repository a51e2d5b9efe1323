"""What must hold of an engineer before it is written."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from aftercare.domains.workforce.errors import (
    CostBelowNought,
    DayTooLong,
    LevelOutOfRange,
    NameMissing,
    PlaceOffTheMap,
)
from aftercare.domains.workforce.facts import Place
from aftercare.kit.money import Money

MINUTES_A_DAY = 1440


def checked_name(name: str) -> str:
    """A name without blanks around it."""
    plain = name.strip()
    if not plain or len(plain) > 80:
        raise NameMissing(errors={"name": NameMissing.sentence})
    return plain


def checked_minutes(minutes: int) -> int:
    """Minutes that fit a day."""
    if not 0 <= minutes <= MINUTES_A_DAY:
        raise DayTooLong(minutes=minutes)
    return minutes


def checked_level(level: int) -> int:
    """A level that exists."""
    if not 1 <= level <= 5:
        raise LevelOutOfRange(level=level, errors={"level": LevelOutOfRange.sentence % {"level": level}})
    return level


def place_fields(home: Place | None) -> dict[str, Decimal | None]:
    """The columns of a place, to about ten centimetres."""
    if home is None:
        return {"latitude": None, "longitude": None}
    if not (-90 <= home.latitude <= 90 and -180 <= home.longitude <= 180):
        raise PlaceOffTheMap(latitude=home.latitude, longitude=home.longitude)
    return {"latitude": Decimal(f"{home.latitude:.6f}"), "longitude": Decimal(f"{home.longitude:.6f}")}


def cost_fields(cost: Money | None) -> dict[str, Any]:
    """The columns of an amount."""
    if cost is None:
        return {"hourly_cost": None, "currency": ""}
    if cost.amount < 0 or not cost.currency:
        raise CostBelowNought(amount=cost.amount)
    return {"hourly_cost": cost.amount, "currency": cost.currency}


def checked_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that a change of these values writes; a value that can't stand is refused."""
    columns = {name: value for name, value in values.items() if name not in {"home", "cost"}}
    if "home" in values:
        columns |= place_fields(values["home"])
    if "cost" in values:
        columns |= cost_fields(values["cost"])
    if "name" in values:
        columns["name"] = checked_name(values["name"])
    for name in {"capacity_minutes_per_day", "overtime_minutes"} & values.keys():
        checked_minutes(values[name])
    return columns
