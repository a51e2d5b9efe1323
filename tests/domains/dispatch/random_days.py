"""Random service days from a seed: requirements and engineers with everything that the rules look at."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from tests.domains.dispatch.shanghai import EVENINGS, MINHANG, NIGHTS, OFFICE, PUDONG, TUESDAY, number, on

from aftercare.domains.dispatch.choosing import Certificate, EngineerFacts, Place, PlannedJob, Requirement
from aftercare.domains.dispatch.requirement import Wish

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
SKILLS, PARTS = ("COOLING", "GAS", "ROBOT"), ("FAN-12", "FUSE-3A")


class RandomDay:
    """One service day; the same seed gives the same day."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.requirement = self._requirement()
        self.team = [self.engineer(n) for n in self.random.sample(range(1, 11), self.random.randint(0, 8))]

    def engineer(self, n: int) -> EngineerFacts:
        """An engineer of the day: mostly usable, now and then with something in the way."""
        choose, integer = self.random.choice, self.random.randint
        return EngineerFacts(
            number(n),
            f"Engineer {n}",
            active=integer(1, 12) > 1,
            skills={skill: integer(0, 5) for skill in SKILLS if integer(1, 6) > 1},
            certificates=tuple(self._some(self._certificate, 2)),
            territories={region: choose(["primary", "secondary"]) for region in (PUDONG, MINHANG) if integer(0, 2)},
            home=self._place(),
            hours=choose([OFFICE, OFFICE, OFFICE, EVENINGS, NIGHTS, None]),
            absences=tuple(self._some(self._absence, 2)),
            capacity_minutes_per_day=choose([120, 420, 420]),
            planned=tuple(self._some(self._planned, 4)),
            van_parts={part: integer(0, 3) for part in PARTS},
            overtime_minutes=choose([0, 0, 90]),
        )

    def _requirement(self) -> Requirement:
        choose, integer = self.random.choice, self.random.randint
        at = on(TUESDAY, 9) + integer(0, 3000) * timedelta(seconds=13)
        return Requirement(
            number(1000),
            at,
            at + choose([integer(-60, 600), integer(600, 4000)]) * MINUTE,
            integer(15, 240),
            earliest_at=choose([None, None, None, None, self._instant()]),
            skills={skill: integer(1, 3) for skill in SKILLS[:2] if integer(1, 3) == 1},
            place=self._place(),
            region=choose(["", PUDONG, MINHANG]),
            urgency=integer(1, 4),
            preferred_engineer_id=choose([None, number(integer(1, 10))]),
            excluded_engineer_ids=frozenset(self._some(lambda: number(integer(1, 10)), 2)),
            required_engineer_id=choose([None] * 20 + [number(integer(1, 10))]),
            last_engineer_ids=tuple(dict.fromkeys(self._some(lambda: number(integer(1, 10)), 4))),
            parts={part: integer(1, 2) for part in PARTS if integer(0, 1)},
            certified_skills=choose([frozenset()] * 7 + [frozenset({"GAS"})]),
            zone="Asia/Shanghai",
            wish=self._wish(),
        )

    def _wish(self) -> Wish | None:
        start = self._instant()
        return self.random.choice([None, None, Wish(start, start + self.random.randint(30, 300) * MINUTE)])

    def _some(self, make: Callable[[], T], most: int) -> list[T]:
        return [make() for _ in range(self.random.randint(0, most))]

    def _place(self) -> Place | None:
        if self.random.randint(1, 5) == 1:
            return None
        return Place(self.random.uniform(31.0, 31.4), self.random.uniform(121.2, 121.8))

    def _instant(self) -> datetime:
        return on(TUESDAY, 9) + self.random.randint(-600, 4320) * MINUTE

    def _certificate(self) -> Certificate:
        skill, last = self.random.choice(["COOLING", "GAS", ""]), date(2026, 3, self.random.randint(9, 31))
        return Certificate(skill, "Card", last)

    def _absence(self) -> tuple[datetime, datetime, str]:
        start = self._instant()
        return start, start + self.random.randint(30, 2000) * MINUTE, "leave"

    def _planned(self) -> PlannedJob:
        minutes, region = self.random.randint(15, 180), self.random.choice(["", PUDONG])
        facts: dict[str, Any] = {"minutes": minutes, "place": self._place(), "region": region}
        if self.random.randint(1, 6) == 1:
            return PlannedJob(number(700), None, None, **facts)
        start = self._instant()
        end = self.random.choice([None, start + minutes * MINUTE])
        return PlannedJob(number(self.random.randint(500, 999)), start, end, **facts)
