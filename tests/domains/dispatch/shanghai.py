"""A service day in Shanghai: real places, an office week, and builders for the facts of a choice."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from aftercare.domains.accounts.hours import Interval, WorkingHours
from aftercare.domains.dispatch.choosing import (
    Choice,
    EngineerFacts,
    Place,
    PlannedJob,
    Requirement,
    Travel,
    Weights,
    choose,
)

LUJIAZUI = Place(31.2397, 121.4998)
CENTURY_PARK = Place(31.2196, 121.5510)
ZHANGJIANG = Place(31.2036, 121.5906)
CHUANSHA = Place(31.1880, 121.7010)
LINGANG = Place(30.9000, 121.9300)
PEOPLES_SQUARE = Place(31.2304, 121.4737)
JINGAN_TEMPLE = Place(31.2235, 121.4454)
XUJIAHUI = Place(31.1946, 121.4365)
ZHONGSHAN_PARK = Place(31.2180, 121.4170)
HONGKOU_STADIUM = Place(31.2700, 121.4790)
WUJIAOCHANG = Place(31.2990, 121.5140)
HONGQIAO_STATION = Place(31.1944, 121.3189)
XINZHUANG = Place(31.1130, 121.3850)
SONGJIANG = Place(31.0540, 121.2290)

HUANGPU, XUHUI, CHANGNING, JINGAN, HONGKOU, YANGPU = "310101", "310104", "310105", "310106", "310109", "310110"
MINHANG, PUDONG, SONGJIANG_DISTRICT, ALL_SHANGHAI = "310112", "310115", "310117", "310000"

MORNING_AND_AFTERNOON = (Interval(9 * 60, 12 * 60), Interval(13 * 60, 18 * 60))
OFFICE = WorkingHours("Asia/Shanghai", (MORNING_AND_AFTERNOON,) * 5 + ((), ()))
EVENINGS = WorkingHours("Asia/Shanghai", ((Interval(18 * 60, 22 * 60),),) * 7)
NIGHTS = WorkingHours("Asia/Shanghai", ((Interval(22 * 60, 30 * 60),),) * 7)

TUESDAY, WEDNESDAY, THURSDAY = 10, 11, 12


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of March 2026 by Shanghai's clock."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def number(n: int) -> UUID:
    """An id that sorts by its number."""
    return UUID(int=n)


def engineer(n: int = 1, **facts: Any) -> EngineerFacts:
    """An engineer at home near Century Park with an office week, empty days and nothing against anybody."""
    base: dict[str, Any] = {"name": f"Engineer {n}", "home": CENTURY_PARK, "hours": OFFICE, "skills": {"COOLING": 2}}
    return EngineerFacts(number(n), **(base | facts))


def visit(day: int, hour: int, minute: int = 0, *, minutes: int = 60, **facts: Any) -> PlannedJob:
    """A visit that is planned already."""
    start = on(day, hour, minute)
    return PlannedJob(number(900 + hour), start, start + timedelta(minutes=minutes), minutes, **facts)


def requirement(**asked: Any) -> Requirement:
    """A cooler in Lujiazui, decided on Tuesday at nine, to be done by Thursday evening; an hour, priority 3."""
    base: dict[str, Any] = {
        "request_id": number(1000),
        "at": on(TUESDAY, 9),
        "latest_at": on(THURSDAY, 18),
        "duration_minutes": 60,
        "skills": {"COOLING": 2},
        "place": LUJIAZUI,
        "region": PUDONG,
        "zone": "Asia/Shanghai",
    }
    return Requirement(**(base | asked))


def decide(*engineers: EngineerFacts, weights: Weights | None = None, **asked: Any) -> Choice:
    """The choice for the requirement, with the usual weights and ways."""
    return choose(requirement(**asked), engineers, weights or Weights(), travel=Travel())
