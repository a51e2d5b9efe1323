"""When customers ask for what: by the season, the day of the week, the hour, and what is new in the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate, count
from random import Random
from uuid import UUID

from aftercare.config.demo.books import ZONE, Home
from aftercare.domains.catalog.models import IncidentType

WEEK = (1.3, 1.15, 1.05, 1.0, 1.05, 0.8, 0.3)  # Monday first
HOURS = (0, 0, 0, 0, 0, 0, 0, 2, 9, 13, 11, 8, 5, 7, 9, 9, 8, 6, 4, 3, 2, 1, 0, 0)
QUIET = timedelta(days=45)  # what was just repaired mostly holds; what does not comes back by itself
TRIES = 30
NEW_PRIORITIES = (1, 2, 2, 3, 3, 3, 3, 3, 3, 4)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a customer wants about a device."""

    home: Home
    kind: str
    title: str
    said: str
    trouble: IncidentType | None
    priority: int
    channel: str


class Demand:
    """Draws wishes; the same dice draw the same."""

    def __init__(self, dice: Random, homes: Sequence[Home], *, begin: datetime, end: datetime) -> None:
        self.dice, self.homes = dice, homes
        self.of_sort: dict[str, list[Home]] = {}
        for home in homes:
            self.of_sort.setdefault(home.made.sort.code, []).append(home)
        self.sorts = {home.made.sort.code: home.made.sort for home in homes}
        first, last = begin.astimezone(ZONE).date(), end.astimezone(ZONE).date()
        self.days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.upto = list(accumulate(map(self._weight, self.days)))
        self.begin, self.end = begin, end
        self.asked: dict[UUID, date] = {}

    def instants(self, count: int) -> list[datetime]:
        """So many instants between begin and end, in order."""
        found: list[datetime] = []
        while len(found) < count:
            at = self._instant()
            if self.begin < at < self.end:
                found.append(at)
        return sorted(found)

    def wish(self, at: datetime) -> Wish:
        """What is asked for at an instant: mostly repairs, some upkeep and questions, and what is new is installed."""
        day, roll = at.astimezone(ZONE).date(), self.dice.random()
        home = self._home(day)
        if (day - home.bought).days <= 10 and roll < 0.8:
            return self._plain(home, "installation", "安装", "新机已到货，请安排上门安装。")
        if roll < 0.07:
            return self._plain(home, "maintenance", "保养", "想做一次清洗保养。")
        if roll < 0.11:
            return self._plain(home, "consultation", "使用咨询", "想问一下怎么设置。")
        return self.repair(home, self._trouble(home))

    def repair(self, home: Home, trouble: IncidentType, said: str = "") -> Wish:
        """Something is broken."""
        problem = next(one for one in home.made.sort.problems if one.code == trouble.code)
        priority, channel = self.dice.choice(NEW_PRIORITIES), self._channel()
        title = f"{home.made.model.name}{trouble.name}"
        return Wish(home, "repair", title, said or problem.said, trouble, priority, channel)

    def _plain(self, home: Home, kind: str, what: str, said: str) -> Wish:
        return Wish(home, kind, f"{home.made.model.name}{what}", said, None, 3, self._channel())

    def _channel(self) -> str:
        return self.dice.choices(("phone", "portal", "chat", "mail"), (60, 22, 14, 4))[0]

    def _trouble(self, home: Home) -> IncidentType:
        return self.dice.choices(home.made.troubles, home.made.model.faults)[0]

    def _home(self, day: date) -> Home:
        codes = list(self.of_sort)
        weights = [self.sorts[code].months[day.month - 1] * len(self.of_sort[code]) for code in codes]
        homes = self.of_sort[self.dice.choices(codes, weights)[0]]
        for tried in count():
            home = self.dice.choice(homes)
            known = home.bought <= day and home.household.known_at.astimezone(ZONE).date() <= day
            if known and (tried > TRIES or day - self.asked.get(home.device.id, date.min) > QUIET):
                self.asked[home.device.id] = day
                return home
        raise AssertionError("Some device of every sort is older than the year.")

    def _weight(self, day: date) -> float:
        return WEEK[day.weekday()] * sum(
            sort.months[day.month - 1] * len(self.of_sort[code]) for code, sort in self.sorts.items()
        )

    def _instant(self) -> datetime:
        day = self.dice.choices(self.days, cum_weights=self.upto)[0]
        hour = self.dice.choices(range(24), HOURS)[0]
        return datetime.combine(day, time(hour, self.dice.randrange(60), self.dice.randrange(60)), tzinfo=ZONE)
