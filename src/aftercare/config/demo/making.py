"""The making of the demonstration company: a year told at once, and its last days lived."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from aftercare.config.demo.agenda import Agenda
from aftercare.config.demo.books import Books, conclude_agreements
from aftercare.config.demo.company import make_company
from aftercare.config.demo.dealings import follow_contracts, follow_customers
from aftercare.config.demo.demand import Demand
from aftercare.config.demo.desk import promise_after_repairs, settle
from aftercare.config.demo.files import take_files_in
from aftercare.config.demo.grades import grade_by_rules, judge_at_night
from aftercare.config.demo.life import Life
from aftercare.config.demo.loading import Load
from aftercare.config.demo.offers import make_offers
from aftercare.config.demo.outreach import ask_customers
from aftercare.config.demo.paid import quote_and_collect
from aftercare.config.demo.sales import Sales
from aftercare.config.demo.today import leave_work
from aftercare.config.demo.units import give_stories
from aftercare.config.demo.year import Year
from aftercare.domains.accounts.queries import working_hours
from aftercare.domains.requests.queries import broken_invariants
from aftercare.kit.ledger import tampered

SETTLING = timedelta(days=2)  # between the founding and the first call
BEFORE_THE_LAST_DAYS = timedelta(days=4)  # customers are graded by rules from then on


@dataclass(frozen=True, slots=True)
class Size:
    """How large a company, how long its life, and how many of its last days are lived through the actions."""

    customers: int = 3000
    devices: int = 6000
    requests: int = 10_000  # and those that come back with the same trouble
    days: int = 365
    lived_days: int = 3
    orders: int = 150


class CameOutWrong(Exception):
    """What was made breaks a rule that holds of every company."""


def make_demo(seed: int, size: Size, *, end: datetime) -> Iterator[tuple[str, float]]:
    """Make it up to an instant, all of it or nothing; yields what is being done, and how much of it is done.

    The same seed and instant make the same company.
    """
    dice, begin, told_until = Random(seed), end - timedelta(days=size.days), end - timedelta(days=size.lived_days)
    with transaction.atomic():
        yield "founding", 0.0
        cast, load = make_company(dice, at=begin, until=end), Load()
        offers, agenda = make_offers(cast, at=begin), Agenda(dice, working_hours(cast.calendar))
        yield "books", 0.1
        homes = Books(dice, cast, load, begin=begin, end=end).fill(size.customers, size.devices)
        load.write()
        under_contract = conclude_agreements(dice, cast, homes, at=begin, end=end)
        yield "year", 0.15
        demand = Demand(dice, homes, begin=begin + SETTLING, end=end)
        instants = demand.instants(size.requests)
        year = Year(dice, cast, demand, under_contract=under_contract, until=told_until)
        year.tell([at for at in instants if at < told_until], load)
        load.write()
        yield "orders", 0.3
        Sales(dice, cast, agenda, offers, homes).plan(size.orders, end=end)
        for _at in agenda.live(ruled_from := told_until - BEFORE_THE_LAST_DAYS):
            yield "orders", 0.3
        grade_by_rules(cast, homes, at=ruled_from)
        for _at in agenda.live(told_until):
            yield "orders", 0.4
        promise_after_repairs(cast, at=told_until)
        life = Life(dice, cast, agenda)
        for request in year.open:
            life.go_on(request, told_until)
        for at in (at for at in instants if at >= told_until):
            life.plan(at, lambda at: life.submit(demand.wish(at), at))
        for at in life.live(end):
            yield "days", 0.45 + 0.45 * max((at - told_until) / (end - told_until), 0)
        leave_work(life, demand, end)
        yield "stories", 0.92
        judge_at_night(before=end)
        give_stories(agenda, cast, homes, at=end)
        follow_customers(agenda, cast, homes, at=end)
        follow_contracts(cast, at=end)
        quote_and_collect(cast, at=end)
        ask_customers(dice, cast, homes, at=end)
        take_files_in(dice, cast, homes, at=end)
        settle(cast, at=end)
        if wrong := [*broken_invariants(), *(f"ledger row {id}" for id in tampered())]:
            raise CameOutWrong(wrong[0])
    yield "done", 1.0
