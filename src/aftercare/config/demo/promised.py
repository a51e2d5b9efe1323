"""What the demonstration company promises: levels that run in working hours, and a better one for some."""

from datetime import datetime

from aftercare.domains.accounts.models import Calendar
from aftercare.domains.contracts.events import ServiceLevelChanged
from aftercare.domains.contracts.models import GradeLevel, LevelTarget, ServiceLevel
from aftercare.domains.customers.actions import add_grade
from aftercare.domains.customers.models import Grade
from aftercare.kit.actor import system
from aftercare.kit.events import publish

HOUSE = system("demo")
# Working minutes by priority, the most urgent first; a day of the calendar has 510.
STANDARD = {
    "first_response": (30, 60, 60, 120),
    "assignment": (60, 120, 240, 480),
    "arrival": (255, 510, 1020, 1530),
    "resolution": (510, 1020, 1530, 2550),
}
GRADES = (("gold", "金卡客户", 10), ("silver", "银卡客户", 50))


def promise_more(calendar: Calendar, *, at: datetime) -> None:
    """Let the standard level count working hours, and give the best customers a level that is twice as fast."""
    standard = ServiceLevel.objects.get(is_default=True)
    standard.name, standard.calendar = "标准服务级别", calendar
    standard.save(update_fields=["name", "calendar"])
    best = ServiceLevel.objects.create(code="gold", name="金牌服务级别", calendar=calendar)
    _set(standard, 1, at)
    _set(best, 2, at)
    for code, name, rank in GRADES:
        add_grade(HOUSE, code=code, name=name, rank=rank, at=at)
    GradeLevel.objects.create(grade=Grade.objects.get(code="gold"), level=best)


def _set(level: ServiceLevel, faster: int, at: datetime) -> None:
    level.targets.all().delete()
    LevelTarget.objects.bulk_create(
        LevelTarget(level=level, clock=clock, priority=priority, minutes=minutes // faster, stages=[75, 100, 150])
        for clock, row in STANDARD.items()
        for priority, minutes in enumerate(row, 1)
    )
    publish(HOUSE, ServiceLevelChanged(level_id=level.id, code=level.code), at=at)
