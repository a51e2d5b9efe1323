"""Rules by which customers of the demonstration company earn grades and tags."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from decimal import Decimal

from aftercare.config.demo.agenda import follow
from aftercare.config.demo.books import Home
from aftercare.config.demo.company import Cast
from aftercare.domains.customers.models import Customer, Grade, Tag
from aftercare.domains.grading.actions import begin_pass, set_rules
from aftercare.domains.grading.rules import LEAST, MOST, Condition, Rule, Rules
from aftercare.kit.actor import system

WHY = "按合同、消费和设备数统一分级，不再由各网点自定。"
WINDOW = 12
# The first that is met counts: target, then fact, sign and number of each condition.
GRADES = (
    ("gold", (("agreements", LEAST, 1),)),
    ("gold", (("spent", LEAST, 20_000),)),
    ("silver", (("devices", LEAST, 4),)),
    ("silver", (("spent", LEAST, 5_000),)),
)
TAGS = (
    ("高价值", (("spent", LEAST, 30_000),)),
    ("老客户", (("devices", LEAST, 3),)),
    ("过保客户", (("devices_out_of_warranty", LEAST, 2),)),
    ("沉睡客户", (("devices", LEAST, 1), ("requests", MOST, 0))),
)
NIGHT = time(18, 30)  # UTC


def grade_by_rules(cast: Cast, homes: Iterable[Home], *, at: datetime) -> None:
    """Set the rules and judge everybody by them; who is a better customer now is promised more from now on."""
    grades = dict(Grade.objects.values_list("code", "id"))
    tags = dict(Tag.objects.values_list("name", "id"))
    rules = Rules(
        WINDOW,
        tuple(Rule(str(grades[code]), _conditions(given)) for code, given in GRADES),
        tuple(Rule(str(tags[name]), _conditions(given)) for name, given in TAGS),
    )
    set_rules(cast.actors["manager"], rules=rules, reason=WHY, at=at)
    follow(at)
    earned = dict(Customer.objects.exclude(grade=None).values_list("id", "grade_id"))
    for home in homes:
        home.customer.grade_id = earned.get(home.customer.id)


def judge_at_night(*, before: datetime) -> None:
    """The walk over everybody in the last night."""
    night = datetime.combine(before.date(), NIGHT, tzinfo=before.tzinfo)
    at = night if night < before else night - timedelta(days=1)
    begin_pass(system("grading"), at=at)
    follow(at)


def _conditions(given: Iterable[tuple[str, str, int]]) -> tuple[Condition, ...]:
    return tuple(Condition(fact, sign, Decimal(number)) for fact, sign, number in given)
