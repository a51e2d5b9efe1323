"""What the house has with its customers beside their wishes: talks to follow up, contracts, second records."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from aftercare.config.demo.agenda import Agenda, follow
from aftercare.config.demo.books import Home
from aftercare.config.demo.company import Cast
from aftercare.domains.contracts.actions import (
    remind_of_endings,
    renew_agreement,
    suspend_agreement,
    use_entitlement,
)
from aftercare.domains.contracts.models import Agreement
from aftercare.domains.contracts.queries import entitlements_left
from aftercare.domains.customers.actions import (
    ask_follow_ups,
    merge_customer,
    override_grade,
    record_communication,
    register_customer,
)
from aftercare.domains.customers.models import Grade
from aftercare.kit.actor import system

# What was said, the channel, and in how many days somebody comes back to it.
TALKS = (
    ("客户询问延保价格，答应发报价后再联系。", "phone", -2),
    ("客户打算换新冰箱，月底前回访。", "phone", -1),
    ("物业要集中清洗空调，需报价。", "phone", -1),
    ("客户想加装滤水器，等新品到货告知。", "wechat", 0),
    ("客户对上次上门时间不满，主管致电安抚。", "phone", 0),
    ("约好今天下午确认搬迁移机时间。", "message", 0),
    ("合同续签意向良好，等对方财务确认。", "mail", 1),
    ("客户出差，回来后约保养。", "phone", 3),
    ("冬季供暖前提醒客户做壁挂炉保养。", "phone", 14),
)
BY_GRADE = "新房交付项目，三个月内按金卡服务。"
UNPAID = "两期服务费未付，暂停服务，付清后恢复。"
TOGETHER = "year-cleaning"  # the key of the uses that emptied an agreement


def follow_customers(agenda: Agenda, cast: Cast, homes: Sequence[Home], *, at: datetime) -> None:
    """Talks that wait for another, a grade by hand, and people who are on record twice."""
    chosen = agenda.dice.sample(homes, len(TALKS) + 4)
    for n, (home, (text, channel, days)) in enumerate(zip(chosen, TALKS, strict=False)):
        record_communication(
            cast.actors["manager" if n % 3 == 2 else "agent"],
            home.customer,
            contact=home.household.contact,
            channel=channel,
            direction="out",
            text=text,
            follow_up_at=at + timedelta(days=days, minutes=90 if days >= 0 else 0),
            at=at - timedelta(days=4, hours=n),
        )
    manager, gold = cast.actors["manager"], Grade.objects.get(code="gold")
    late = chosen[len(TALKS)].customer
    override_grade(manager, late, grade=gold, reason=BY_GRADE, until=at + timedelta(days=90), at=at - timedelta(days=6))
    for n, home in enumerate(chosen[len(TALKS) + 1 :]):
        second = register_customer(
            cast.actors["agent"],
            name=home.customer.name,
            phone=home.household.contact.phone_written,
            kind=home.customer.kind,
            unit=home.customer.unit,
            at=at - timedelta(days=3, hours=n),
        )
        if n:  # the first waits for somebody to see it
            merge_customer(manager, second, into=home.customer, at=at - timedelta(days=2, hours=n))
    follow(at)
    ask_follow_ups(system("follow-ups"), at=at)
    follow(at)


def follow_contracts(cast: Cast, *, at: datetime) -> None:
    """One contract rests, one is used up, one is renewed already, and the others that end soon are asked about."""
    manager, today = cast.actors["manager"], at.date()
    running = list(Agreement.objects.filter(status="active", ends_on__gt=today).order_by("ends_on", "number"))
    if len(running) > 2:
        renew_agreement(manager, running[1], at=at - timedelta(days=5))
        suspend_agreement(manager, running[-1], reason=UNPAID, at=at - timedelta(days=8))
    counted = [one for one in running[:-1] if entitlements_left(one)]
    if counted:
        _use_up(cast, counted[-1], at - timedelta(days=2))
    remind_of_endings(system("agreement-watch"), at=at - timedelta(hours=6))
    follow(at)


def _use_up(cast: Cast, agreement: Agreement, at: datetime) -> None:
    """A cleaning of everything in the house took all visits that were left."""
    for kind, left in entitlements_left(agreement).items():
        key = f"{TOGETHER}:{agreement.id}:{kind}"
        if left > Decimal(0):
            use_entitlement(cast.actors["manager"], agreement, kind=kind, quantity=left, key=key, at=at)
