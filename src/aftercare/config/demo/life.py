"""The last days of the company's life, lived through the actions in the order of time: some go well, some slip."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

from aftercare.config.demo import words
from aftercare.config.demo.agenda import Agenda, Doing
from aftercare.config.demo.appliances import PROBLEMS
from aftercare.config.demo.company import ABILITIES, Cast, Post
from aftercare.config.demo.demand import Wish
from aftercare.domains.accounts.models import User
from aftercare.domains.contracts.actions import tell_due
from aftercare.domains.contracts.models import Clock
from aftercare.domains.dispatch.actions import Slot, assign_by_hand, auto_assign
from aftercare.domains.dispatch.errors import EngineerRefused, NobodyFits, SlotTaken
from aftercare.domains.feedback.actions import confirm_by_call, record_unreachable, reject_by_call
from aftercare.domains.feedback.queries import call_backs_of
from aftercare.domains.fieldwork.actions import fail_visit, handle_visit, sign_off_visit
from aftercare.domains.fieldwork.drafts import PartLine, RecordDraft
from aftercare.domains.requests import actions
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor, system

CLOCK, WATCH = system("timed-rule"), system("promise-clock")
READ = ServiceRequest.objects.select_related("engineer", "problem_type", "kind").defer("search")


class Life:
    """What happens next, by the time it happens."""

    def __init__(self, dice: Random, cast: Cast, agenda: Agenda) -> None:
        self.dice, self.cast, self.agenda, self.after = dice, cast, agenda, agenda.after
        self.posts = {post.unit.id: post for post in cast.posts.values()}

    def plan(self, at: datetime, doing: Doing) -> None:
        """Let something happen at an instant."""
        self.agenda.plan(at, doing)

    def live(self, until: datetime) -> Iterator[datetime]:
        """Let everything happen up to an instant; what would come later is left to the people who try the system."""
        return self.agenda.live(until, before=self.rules)

    def rules(self, at: datetime) -> None:
        """What the house does by itself up to an instant, in order."""
        while (due := READ.filter(rule_due_at__lte=at).order_by("rule_due_at").first()) is not None:
            then = due.rule_due_at or at
            actions.apply_timed_rule(CLOCK, due, at=then)
            self.go_on(due, then)
        while (clock := Clock.objects.filter(next_alert_at__lte=at).order_by("next_alert_at").first()) is not None:
            tell_due(WATCH, clock, at=clock.next_alert_at or at)

    def go_on(self, request: ServiceRequest, at: datetime) -> None:
        """Somebody takes up what stands like this."""
        now = self.read(request)
        match now.state:
            case State.PENDING:
                self.plan(self.after(at, 10, 200), partial(self.assign, now))
            case State.ASSIGNED:
                self.plan(self.after(at, 60, 700), partial(self.visit, now))
            case State.IN_PROGRESS:
                self.plan(at + timedelta(minutes=self.dice.randint(25, 120)), partial(self.report, now))
            case State.HANDLED:
                self.plan(self.after(at, 60, 600), partial(self.call_back, now))
            case State.LOCKED if self.dice.random() < 0.75:
                self.plan(self.after(at, 200, 1200), partial(self.unlock, now))
            case State.CLOSED if now.signed_off_at is None and self.dice.random() < 0.9:
                self.plan(self.after(at, 200, 1300), partial(self.sign_off, now))

    def read(self, request: ServiceRequest) -> ServiceRequest:
        """The request as it stands now."""
        return READ.get(pk=request.pk)

    def submit(self, wish: Wish, at: datetime) -> None:
        """A customer calls, and the desk and the dispatcher take it from there."""
        request = self.entered(wish, at)
        if self.dice.random() < 0.94:
            self.plan(self.after(at, 3, 45), partial(self.answer, request))
        if self.dice.random() < 0.96:  # the others are forgotten, and locked
            self.go_on(request, at)

    def entered(self, wish: Wish, at: datetime) -> ServiceRequest:
        """The desk enters what a customer asks for."""
        return actions.submit_request(
            self.cast.actors["agent"],
            customer=wish.home.customer,
            device=wish.home.device,
            site=wish.home.site,
            kind=wish.kind,
            title=wish.title,
            description=wish.said,
            problem_type=wish.trouble,
            priority=wish.priority,
            channel=wish.channel,
            at=at,
        )

    def answer(self, request: ServiceRequest, at: datetime) -> None:
        """The desk calls back and says when somebody comes."""
        said = self.dice.choice(words.ANSWERED)
        actions.record_contact(self.cast.actors["agent"], request, channel="phone", direction="out", text=said, at=at)

    def assign(self, request: ServiceRequest, at: datetime) -> None:
        """The rules choose, or the dispatcher of the region does and plans a visit."""
        now = self.read(request)
        if now.state != State.PENDING:
            return
        post = self.posts[now.unit_id] if now.unit_id else next(iter(self.posts.values()))
        dispatcher = self.cast.dispatchers[post.place.region]
        try:
            if now.kind_id == "consultation":
                desk = User.objects.get(pk=str(self.cast.actors["agent"].id))
                actions.assign_request(self.cast.actors["manager"], now, assignee=desk, at=at)
            elif self.dice.random() < 0.25:
                auto_assign(dispatcher, now, at=at)
            else:
                self.by_hand(dispatcher, now, post, at)
        except (NobodyFits, EngineerRefused):
            self.plan(self.after(at, 30, 200), partial(self.assign, request))
            return
        if self.dice.random() < 0.96:
            self.go_on(now, at)

    def by_hand(self, dispatcher: Actor, request: ServiceRequest, post: Post, at: datetime) -> None:
        """The dispatcher gives it to somebody who can, for a time at which that one is free."""
        engineer = self.dice.choice(able(post, request))
        start = self.after(at, 60, 500)
        slot = Slot(start, start + timedelta(minutes=60))
        try:
            assign_by_hand(dispatcher, request, engineer=engineer, slot=slot, at=at)
        except SlotTaken:
            assign_by_hand(dispatcher, request, engineer=engineer, at=at)

    def visit(self, request: ServiceRequest, at: datetime) -> None:
        """The engineer, or the desk, begins."""
        now = self.read(request)
        actions.start_request(self.hand(now), now, at=at)
        self.go_on(now, at)

    def hand(self, request: ServiceRequest) -> Actor:
        """Who has it, as the actor of what is done."""
        return self.cast.hands[request.engineer.code] if request.engineer else self.cast.actors["agent"]

    def report(self, request: ServiceRequest, at: datetime) -> None:
        """Solved mostly; else another attempt."""
        now = self.read(request)
        hand = self.hand(now)
        if self.dice.random() < 0.88 or now.engineer is None:
            handle_visit(hand, now, record=self.record(now), at=at)
        else:
            outcome = self.dice.choice(("not_home", "part_missing", "unsolved"))
            fail_visit(hand, now, outcome=outcome, note=words.LATE, at=at)
        self.go_on(now, at)

    def record(self, request: ServiceRequest) -> RecordDraft:
        """What is found and done about the problem of the request."""
        draft = RecordDraft(labour_minutes=self.dice.randint(20, 120), travel_minutes=self.dice.randint(10, 50))
        if request.problem_type is None:
            return replace(draft, work_done=words.DONE[request.kind_id])
        problem = PROBLEMS[request.problem_type.code]
        code = problem.code
        parts = (PartLine(part=problem.part),) if problem.part else ()
        return replace(draft, work_done=problem.done, symptom=code, cause=code, remedy=code, parts=parts)

    def call_back(self, request: ServiceRequest, at: datetime) -> None:
        """Somebody who did not do the work asks the customer."""
        caller, roll = self.cast.actors["callback"], self.dice.random()
        if roll < 0.1:
            record_unreachable(caller, request, at=at)
            next_try_at = call_backs_of(request).latest("opened_at").next_try_at
            self.plan(self.after(max(at, next_try_at), 10, 300), partial(self.call_back, request))
            return
        if roll < 0.16:
            reject_by_call(caller, request, reason=self.dice.choice(words.NOT_SOLVED), satisfaction=2, at=at)
        else:
            said = self.dice.choice(words.SAID)
            confirm_by_call(caller, request, satisfaction=self.dice.choice((3, 4, 5, 5)), comment=said, at=at)
        self.go_on(request, at)

    def unlock(self, request: ServiceRequest, at: datetime) -> None:
        """The manager gives it another date."""
        decision, required = self.dice.choice(words.DECISIONS), self.after(at, 1500, 1530)
        actions.unlock_request(self.cast.actors["manager"], request, decision=decision, required_at=required, at=at)
        self.go_on(request, at)

    def sign_off(self, request: ServiceRequest, at: datetime) -> None:
        """The manager accepts hours, parts and costs."""
        sign_off_visit(self.cast.actors["manager"], request, accepted=True, at=at)


def able(post: Post, request: ServiceRequest) -> Sequence[Engineer]:
    """The engineers of an outlet who can do it."""
    skill = PROBLEMS[request.problem_type.code].skill if request.problem_type else "appliance"
    return [each for each, more in zip(post.engineers, ABILITIES, strict=True) if skill == "appliance" or skill in more]
