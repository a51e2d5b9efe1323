"""The year before: what became of each wish, step by step, as long as the dice and the calendar have it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from aftercare.config.demo import words
from aftercare.config.demo.appliances import PROBLEMS
from aftercare.config.demo.company import ABILITIES, Cast
from aftercare.config.demo.demand import Wish
from aftercare.config.demo.reports import Call, Found, Sheet
from aftercare.config.demo.telling import Telling
from aftercare.domains.accounts.hours import WorkingHours, add_working_time
from aftercare.domains.requests.states import State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor

DESK_WORK = "consultation"
OUTCOMES = (("not_home", 35), ("part_missing", 30), ("unsolved", 25), ("refused", 5), ("not_reproducible", 5))
MARKS = (5, 5, 5, 4, 4, 3)


class Step(NamedTuple):
    """What happens next, and when."""

    at: datetime
    happen: Callable[[datetime], None]


class Past:
    """One request on its way; ends where it waits for nothing, or where the past ends."""

    def __init__(self, telling: Telling, wish: Wish, cast: Cast, *, until: datetime) -> None:
        self.telling, self.wish, self.cast, self.until = telling, wish, cast, until
        self.dice: Random = telling.dice
        self.hours: WorkingHours = telling.hours
        self.now = telling.request.submitted_at
        self.region = wish.home.household.post.place.region
        self.desk: Actor = self.dice.choice(cast.desks[self.region])
        self.forgotten = self.dice.random() < 0.02
        self.greeted = self.dice.random() < 0.06  # nobody calls before somebody comes
        self.sheets: list[Sheet] = []
        self.call: Call | None = None

    def live(self) -> Telling:
        """Let everything happen up to the end of the past."""
        while True:
            step, due = self._next(), self.telling.rule_due_at
            if due is not None and (step is None or due <= step.at):
                step = Step(due, self.telling.apply_rule)
            if step is None or step.at >= self.until:
                return self.telling
            self.now = step.at
            step.happen(step.at)

    def _next(self) -> Step | None:
        match self.telling.state:
            case State.PENDING:
                return self._waiting()
            case State.ASSIGNED:
                return self._sent()
            case State.IN_PROGRESS:
                return Step(self.now + timedelta(minutes=self.dice.randint(25, 140)), self._report)
            case State.HANDLED:
                return self._to_be_called()
            case State.LOCKED:
                return Step(self._after(60, 700), self._decide)
            case State.CLOSED if self.telling.request.signed_off_at is None:
                return Step(self._after(200, 1500), self._sign_off)
        return None  # it waits for the rule that wakes it, or is over

    def _waiting(self) -> Step | None:
        if not self.greeted:
            self.greeted = True
            return Step(self._in_time("first_response", late=0.05), self._greet)
        if self.forgotten:
            self.forgotten = False
            return None
        if self.dice.random() < 0.015:
            return Step(self._after(20, 300), self._cancel)
        return Step(self._in_time("assignment", late=0.06), self._assign)

    def _sent(self) -> Step | None:
        roll = self.dice.random()
        if roll < 0.015:
            return Step(self._after(20, 300), self._cancel)
        if roll < 0.055:
            return Step(self._after(20, 300), self._wait_for_parts)
        if roll < 0.075:
            return Step(self._after(20, 300), self._wait_for_customer)
        if roll < 0.1:
            return None  # nobody comes
        return Step(self._in_time("arrival", late=0.07), self._start)

    def _to_be_called(self) -> Step:
        assert self.call is not None  # noqa: S101  a handled request has its call-back
        if self.call.row.state == "given_up":
            return Step(self._after(60, 900), self._give_up)
        return Step(max(self._after(60, 620), self.call.row.next_try_at), self._call)

    def _after(self, least: int, most: int) -> datetime:
        """An instant so many working minutes later."""
        worked = timedelta(minutes=self.dice.randint(least, most), seconds=self.dice.randrange(60))
        found = add_working_time(self.hours, self.now, worked)
        assert found is not None  # noqa: S101  the calendar opens
        return found

    def _in_time(self, promise: str, *, late: float) -> datetime:
        """An instant well within what is promised for a step; now and then behind it."""
        minutes = self.telling.request.targets[promise] // 60
        if self.dice.random() < late:
            return self._after(minutes, minutes * 2)
        return self._after(minutes // 12, minutes * 6 // 10)

    def _greet(self, at: datetime) -> None:
        self.telling.respond(self.desk, self.dice.choice(words.ANSWERED), at)

    def _cancel(self, at: datetime) -> None:
        self.telling.cancel(self.desk, self.dice.choice(words.CANCELLED), at)

    def _assign(self, at: datetime) -> None:
        if self.wish.kind == DESK_WORK:
            self.telling.assign(self.desk, at, assignee_id=self.desk.id)
        else:
            self.telling.assign(self.cast.dispatchers[self.region], at, engineer=self._engineer())

    def _engineer(self) -> Engineer:
        """Somebody of the outlet who can do it; whoever failed before is not sent again where others can."""
        able = [each for n, each in enumerate(self.wish.home.household.post.engineers) if self._can(n)]
        tried = {attempt.engineer_id for attempt in self.telling.attempts}
        return self.dice.choice([each for each in able if each.id not in tried] or able)

    def _can(self, place: int) -> bool:
        if self.wish.trouble is None:
            return True
        skill = PROBLEMS[self.wish.trouble.code].skill
        return skill == "appliance" or skill in ABILITIES[place]

    def _hand(self) -> Actor:
        engineer = self.telling.request.engineer
        return self.cast.hands[engineer.code] if engineer else self.desk

    def _start(self, at: datetime) -> None:
        self.telling.start(self._hand(), at)

    def _wait_for_parts(self, at: datetime) -> None:
        until = self._after(510, 1000)
        if until < self.telling.request.required_at:
            self.telling.suspend(self._hand(), "parts", until, words.PARTS_ORDERED, at)

    def _wait_for_customer(self, at: datetime) -> None:
        self.telling.suspend(self.desk, "customer", self._after(510, 3000), words.CANCELLED[1], at)

    def _report(self, at: datetime) -> None:
        hand = self._hand()
        if self.dice.random() < 0.11 and self.wish.kind != DESK_WORK:
            outcome = self.dice.choices([code for code, _ in OUTCOMES], [share for _, share in OUTCOMES])[0]
            self.telling.fail(hand, outcome, words.LATE, at)
            return
        found = self._found(at)
        self.sheets.append(Sheet(self.telling, hand, found, "solved", at))
        self.telling.handle(hand, at, work_done=found.work_done)
        self.call = Call(self.telling, at)

    def _found(self, at: datetime) -> Found:
        started = self.telling.attempts[-1].started_at or at
        labour = max(int((at - started).total_seconds() // 60) - self.dice.randint(0, 15), 10)
        if self.wish.kind == DESK_WORK:
            return Found(words.DONE[DESK_WORK], labour, 0)
        travel = self.dice.randint(10, 50)
        toll = Decimal(self.dice.randint(5, 30)) if self.dice.random() < 0.08 else None
        if self.wish.trouble is None:
            return Found(words.DONE[self.wish.kind], labour, travel, toll=toll)
        problem = PROBLEMS[self.wish.trouble.code]
        symptom, cause, remedy = (self.cast.faults[kind, problem.code].id for kind in ("symptom", "cause", "remedy"))
        return Found(problem.done, labour, travel, (symptom, cause, remedy), self.cast.parts.get(problem.part), toll)

    def _call(self, at: datetime) -> None:
        assert self.call is not None  # noqa: S101
        caller, roll = self.cast.actors["callback"], self.dice.random()
        if roll < 0.1:
            self.telling.unreachable(caller, at)
            self.call.tried(caller, at)
        elif roll < 0.16:
            reason, mark = self.dice.choice(words.NOT_SOLVED), self.dice.choice((1, 2, 2))
            self.telling.talk(caller, reason, at)
            self.telling.reject(caller, reason, mark, at)
            self.call.answered(caller, "not_satisfied", mark, reason, at)
        else:
            said, mark = self.dice.choice(words.SAID), self.dice.choice(MARKS)
            self.telling.talk(caller, said, at)
            self.telling.confirm(caller, mark, said, at)
            self.call.answered(caller, "satisfied", mark, said, at)

    def _give_up(self, at: datetime) -> None:
        assert self.call is not None  # noqa: S101
        self.telling.conclude(self.cast.actors["manager"], "unreachable", words.UNREACHED, at)
        self.call.settled(at)

    def _decide(self, at: datetime) -> None:
        manager = self.cast.actors["manager"]
        if self.dice.random() < 0.8:
            required = add_working_time(self.hours, at, timedelta(minutes=1530)) or at + timedelta(days=4)
            self.telling.unlock(manager, self.dice.choice(words.DECISIONS), required, at)
            return
        decision = self.dice.choice(list(words.CONCLUDED))
        self.telling.conclude(manager, decision, words.CONCLUDED[decision], at)

    def _sign_off(self, at: datetime) -> None:
        manager = self.cast.actors["manager"]
        self.telling.sign_off(manager, at)
        for sheet in self.sheets:
            sheet.accept(manager, at)
