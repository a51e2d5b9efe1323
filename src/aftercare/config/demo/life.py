"""Weeks of the company's life, lived through the actions in the order of time: some go well, some slip."""

import contextlib
import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any

from aftercare.config.demo import words
from aftercare.config.demo.company import Cast, Home
from aftercare.domains.contracts.actions import tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.domains.dispatch.actions import assign_by_hand, auto_assign
from aftercare.domains.dispatch.errors import EngineerRefused, NobodyFits
from aftercare.domains.feedback.actions import confirm_by_call, record_unreachable, reject_by_call
from aftercare.domains.feedback.queries import call_backs_of
from aftercare.domains.fieldwork.actions import fail_visit, handle_visit
from aftercare.domains.fieldwork.drafts import PartLine, RecordDraft
from aftercare.domains.requests import actions
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.actor import system
from aftercare.kit.errors import Refusal
from aftercare.kit.jobs import run_queued

Step = Callable[[datetime], None]
CLOCK = system("timed-rule")


class Life:
    """What happens next, by the time it happens."""

    def __init__(self, dice: Random, cast: Cast) -> None:
        self.dice, self.cast = dice, cast
        self.coming: list[tuple[datetime, int, Step]] = []
        self.order = count()
        self.put_to_manager: set[tuple[Any, datetime]] = set()

    def plan(self, at: datetime, step: Step) -> None:
        """Let something happen at an instant."""
        heapq.heappush(self.coming, (at, next(self.order), step))

    def live(self, until: datetime) -> Iterator[datetime]:
        """Let everything happen up to an instant; what would come later is left to the people who try the system."""
        while self.coming and self.coming[0][0] < until:
            at, _order, step = heapq.heappop(self.coming)
            self.rules(at)
            with contextlib.suppress(Refusal):  # somebody, or a rule, was faster; that is life
                step(at)
            run_queued()
            self.put_locked_to_manager(at)
            yield at
        self.rules(until)
        run_queued()

    def leave_work(self, at: datetime) -> None:
        """The first engineer, by whose eyes newcomers look, has jobs on the phone."""
        worker, dispatcher = self.cast.engineers[0], self.cast.actors["dispatcher"]
        waiting = ServiceRequest.objects.filter(state__in=(State.PENDING, State.ASSIGNED)).exclude(engineer=worker)
        for request in waiting.order_by("-submitted_at")[:3]:
            with contextlib.suppress(Refusal):
                assign_by_hand(dispatcher, request, engineer=worker, at=at)
        run_queued()

    def rules(self, at: datetime) -> None:
        """What the house does by itself up to an instant, in order."""
        while (due := ServiceRequest.objects.filter(rule_due_at__lte=at).order_by("rule_due_at").first()) is not None:
            actions.apply_timed_rule(CLOCK, due, at=due.rule_due_at or at)
        while (clock := Clock.objects.filter(next_alert_at__lte=at).order_by("next_alert_at").first()) is not None:
            tell_due(system("promise-clock"), clock, at=clock.next_alert_at or at)

    def put_locked_to_manager(self, at: datetime) -> None:
        """The manager decides within a day or so about most of what was locked."""
        for request in ServiceRequest.objects.filter(state=State.LOCKED).order_by("id"):
            lock = (request.pk, request.state_since)
            if lock in self.put_to_manager:
                continue
            self.put_to_manager.add(lock)
            if self.dice.random() < 0.85:
                self.plan(at + self.minutes(60, 1500), partial(self.unlock, request))

    def unlock(self, request: ServiceRequest, at: datetime) -> None:
        """The manager gives it another date."""
        decision = self.dice.choice(words.DECISIONS)
        actions.unlock_request(
            self.cast.actors["manager"], request, decision=decision, required_at=at + timedelta(days=3), at=at
        )
        self.plan(at + self.minutes(10, 120), lambda t: self.assign(request, t))

    def minutes(self, least: int, most: int) -> timedelta:
        """A span of time."""
        return timedelta(minutes=self.dice.randint(least, most))

    def submit(self, home: Home, at: datetime) -> None:
        """A customer calls."""
        problem, said = self.dice.choice(home.problems)
        request = actions.submit_request(
            self.cast.actors["agent"],
            customer=home.customer,
            device=home.device,
            kind="repair",
            title=f"{home.device.product.name}{problem.name}",
            description=said,
            problem_type=problem,
            priority=self.dice.choice([1, 2, 3, 3, 3, 4]),
            channel=self.dice.choice(["phone", "phone", "portal", "chat"]),
            at=at,
        )
        if self.dice.random() < 0.9:
            self.plan(at + self.minutes(5, 70), lambda t: self.answer(request, t))
        if self.dice.random() < 0.93:  # the others are forgotten, and locked
            self.plan(at + self.minutes(20, 240), lambda t: self.assign(request, t))

    def answer(self, request: ServiceRequest, at: datetime) -> None:
        """The desk calls back and says when somebody comes."""
        actions.record_contact(
            self.cast.actors["agent"], request, channel="phone", direction="out", text="已与客户确认上门时间。", at=at
        )

    def assign(self, request: ServiceRequest, at: datetime) -> None:
        """The rules choose, or the dispatcher does."""
        now = ServiceRequest.objects.get(pk=request.pk)
        if now.state != State.PENDING:
            return
        dispatcher = self.cast.actors["dispatcher"]
        try:
            if self.dice.random() < 0.3:
                assign_by_hand(dispatcher, now, engineer=self.dice.choice(self.cast.engineers), at=at)
            else:
                auto_assign(dispatcher, now, at=at)
        except (NobodyFits, EngineerRefused):
            self.plan(at + self.minutes(60, 300), lambda t: self.assign(request, t))
            return
        if self.dice.random() < 0.94:
            self.plan(at + self.minutes(120, 1500), lambda t: self.visit(request, t))

    def visit(self, request: ServiceRequest, at: datetime) -> None:
        """The engineer works, and reports."""
        now = ServiceRequest.objects.select_related("engineer").get(pk=request.pk)
        if now.engineer is None:
            return
        engineer = self.cast.engineer_actors[now.engineer.code]
        actions.start_request(engineer, now, at=at)
        self.plan(at + self.minutes(30, 150), lambda t: self.report(request, engineer, t))

    def report(self, request: ServiceRequest, engineer: Any, at: datetime) -> None:
        """Solved mostly; else another attempt."""
        if self.dice.random() < 0.85:
            handle_visit(engineer, request, record=self.record(request), at=at)
            self.plan(at + self.minutes(60, 2000), lambda t: self.call_back(request, t))
            return
        outcome = self.dice.choice(["not_home", "part_missing", "unsolved"])
        fail_visit(engineer, request, outcome=outcome, note="改约再次上门。", at=at)
        self.plan(at + self.minutes(30, 400), lambda t: self.assign(request, t))

    def record(self, request: ServiceRequest) -> RecordDraft:
        """What is found and done about the problem of the request."""
        assert request.problem_type is not None  # noqa: S101  every request of the demonstration names one
        code = request.problem_type.code
        _cause, _remedy, said, part = words.REPAIRS[code]
        return RecordDraft(
            work_done=said,
            labour_minutes=self.dice.randint(20, 120),
            travel_minutes=self.dice.randint(10, 50),
            symptom=code,
            cause=code,
            remedy=code,
            parts=(PartLine(part=part),) if part else (),
        )

    def call_back(self, request: ServiceRequest, at: datetime) -> None:
        """Somebody who did not do the work asks the customer."""
        caller, roll = self.cast.actors["callback"], self.dice.random()
        if roll < 0.12:
            record_unreachable(caller, request, at=at)
            next_try_at = call_backs_of(request).latest("opened_at").next_try_at
            self.plan(next_try_at + self.minutes(20, 400), lambda t: self.call_back(request, t))
        elif roll < 0.2:
            reject_by_call(caller, request, reason=self.dice.choice(words.NOT_SOLVED), at=at)
            self.plan(at + self.minutes(30, 300), lambda t: self.assign(request, t))
        else:
            said = self.dice.choice(words.SAID)
            confirm_by_call(caller, request, satisfaction=self.dice.choice([3, 4, 5, 5]), comment=said, at=at)
