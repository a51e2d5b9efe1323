"""A request told without a database: each verb writes down what the action of that name would have written.

The states come from the tables of moves and the dates from the arithmetic of the rooms; what is left is who, when and
which words. `clocks_of` reads the promises from the facts, as the product does whenever it is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Model

from aftercare.domains.accounts.events import TaskDone, TaskOpened
from aftercare.domains.accounts.hours import WorkingHours
from aftercare.domains.accounts.models import Task
from aftercare.domains.customers.events import CommunicationRecorded
from aftercare.domains.customers.models import Communication
from aftercare.domains.requests import events
from aftercare.domains.requests.actions.tasks import LOCKED
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.rules import after_failure, promised_date, rule_due_at
from aftercare.domains.requests.states import FLOW, WITH_SOMEBODY, State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor, ActorKind, system
from aftercare.kit.events import entry_for
from aftercare.kit.ids import id_of
from aftercare.kit.models import LedgerEntry, LedgerText
from aftercare.kit.states import Moved

RULES = system("timed-rule")
COUNTS = {"not_home": False, "part_missing": False, "refused": True, "not_reproducible": True, "unsolved": True}
PAUSES = {"parts": ("arrival", "resolution"), "customer": ("assignment", "arrival", "resolution")}


@dataclass
class Telling:
    """One request with everything that hangs on it; `rows` are in the order in which they may be written."""

    request: ServiceRequest
    hours: WorkingHours
    dice: Random
    facts: list[LedgerEntry] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    rows: list[Model] = field(default_factory=list)
    beside: list[LedgerEntry] = field(default_factory=list)
    asked: Task | None = None  # what the manager has to decide

    @property
    def state(self) -> str:
        return self.request.state

    @property
    def rule_due_at(self) -> datetime | None:
        """When a rule of the house moves it by itself."""
        return rule_due_at(self.request)

    def new_id(self, at: datetime) -> UUID:
        """A key of that time."""
        return id_of(at, self.dice)

    def tell(self, actor: Actor, happened: Any, at: datetime, *, move: Moved | None = None, text: str = "") -> None:
        """Put down a fact about the request."""
        entry = entry_for(actor, happened, at=at, move=move, context_id=self.request.customer_id)
        entry.seq = len(self.facts) + 1
        if text:
            words = LedgerText(id=self.new_id(at), body=text)
            entry.text_id = words.id
            self.rows.append(words)
        if move and move.left != move.entered:
            self.request.state_since = at
        self.request.version += 1
        self.facts.append(entry)

    def tell_beside(
        self, actor: Actor, happened: Any, at: datetime, *, move: Moved | None = None, context: UUID | None = None
    ) -> None:
        """Put down a fact about something that hangs on the request."""
        self.beside.append(entry_for(actor, happened, at=at, move=move, context_id=context or self.request.id))

    def submit(self, actor: Actor, fact: events.RequestSubmitted, at: datetime) -> None:
        """It came in."""
        self.tell(actor, fact, at, move=Moved("submit", "", self.state))
        self.request.version = 1

    def talk(
        self, actor: Actor, text: str, at: datetime, *, channel: str = "phone", direction: str = "out"
    ) -> Communication:
        """Words exchanged with the customer about it."""
        request = self.request
        said = Communication(
            id=self.new_id(at),
            customer_id=request.customer_id,
            about_kind="request",
            about_id=request.id,
            channel=channel,
            direction=direction,
            at=at,
            by=actor.id if actor.kind is ActorKind.PERSON else None,
            text=text,
        )
        recorded = CommunicationRecorded(
            communication_id=said.id,
            customer_id=request.customer_id,
            channel=channel,
            direction=direction,
            automatic=False,
            about_kind="request",
            about_id=request.id,
        )
        self.rows.append(said)
        self.tell_beside(actor, recorded, at)
        return said

    def respond(self, actor: Actor, text: str, at: datetime) -> None:
        """The desk speaks to the customer."""
        said = self.talk(actor, text, at)
        self.request.first_response_at = min(self.request.first_response_at or at, at)
        fact = events.CustomerContacted(request_id=self.request.id, communication_id=said.id, channel="phone")
        self.tell(actor, fact, at)

    def assign(
        self, actor: Actor, at: datetime, *, engineer: Engineer | None = None, assignee_id: UUID | None = None
    ) -> None:
        """Somebody has it: an engineer, or the desk at a distance."""
        request = self.request
        move = FLOW.move(request, "assign")
        request.engineer, request.assignee_id = engineer, engineer.user_id if engineer else assignee_id
        request.attempts_made += 1
        attempt = Attempt(
            id=self.new_id(at), request=request, series=request.series, position=request.attempts_made, opened_at=at,
            engineer=engineer, assignee_id=request.assignee_id,
        )  # fmt: skip
        self.attempts.append(attempt)
        fact = events.RequestAssigned(
            request_id=request.id, attempt=attempt.position, engineer_id=engineer and engineer.id,
            assignee_id=request.assignee_id,
        )  # fmt: skip
        self.tell(actor, fact, at, move=move)

    def start(self, actor: Actor, at: datetime) -> None:
        """Work began; standing at the customer's door is a first word too."""
        request = self.request
        move = FLOW.move(request, "start")
        self.attempts[-1].started_at = at
        if request.engineer_id:
            request.first_response_at = min(request.first_response_at or at, at)
        fact = events.RequestStarted(
            request_id=request.id, attempt=request.attempts_made, engineer_id=request.engineer_id
        )
        self.tell(actor, fact, at, move=move)

    def handle(self, actor: Actor, at: datetime, *, work_done: str) -> None:
        """It is solved; the record stands already."""
        request = self.request
        move = FLOW.move(request, "handle")
        self.end_attempt("solved", at)
        request.handled_at, request.handled_by, request.unreachable_tries = at, actor.id, 0
        fact = events.RequestHandled(
            request_id=request.id, attempt=request.attempts_made, customer_id=request.customer_id,
            engineer_id=request.engineer_id, assignee_id=request.assignee_id,
        )  # fmt: skip
        self.tell(actor, fact, at, move=move, text=work_done)

    def fail(self, actor: Actor, outcome: str, note: str, at: datetime) -> None:
        """It is not solved; the second failure that counts locks it."""
        request, counted = self.request, COUNTS[outcome]
        request.failed_attempts += counted
        move = FLOW.move(request, "fail", to=after_failure(request.failed_attempts, counted=counted))
        self.end_attempt("failed", at, outcome=outcome, counted=counted)
        fact = events.RequestFailed(
            request_id=request.id, attempt=request.attempts_made, outcome=outcome, counted=counted,
            failed_attempts=request.failed_attempts, required_at=self._back(at),
        )  # fmt: skip
        self.tell(actor, fact, at, move=move, text=note)
        self._locked(actor, at)

    def apply_rule(self, at: datetime) -> None:
        """What the house does by itself when the date has come."""
        match self.state:
            case State.PENDING:
                self._lock(at)
            case State.SUSPENDED:
                self._resume(at)
            case _:
                self._lapse(at)

    def _lock(self, at: datetime) -> None:
        move = FLOW.move(self.request, "lock")
        self.request.locked_for = "unassigned"
        fact = events.RequestLocked(request_id=self.request.id, due_at=self.request.required_at)
        self.tell(RULES, fact, at, move=move)
        self._locked(RULES, at)

    def _lapse(self, at: datetime) -> None:
        request = self.request
        due_at, given = request.required_at, request.date_given
        request.failed_attempts += 1
        move = FLOW.move(request, "lapse", to=after_failure(request.failed_attempts, counted=True))
        self.end_attempt("lapsed", at, counted=True)
        fact = events.RequestLapsed(
            request_id=request.id, attempt=request.attempts_made, failed_attempts=request.failed_attempts,
            due_at=due_at, date_given=given or None, required_at=self._back(at),
        )  # fmt: skip
        self.tell(RULES, fact, at, move=move)
        self._locked(RULES, at)

    def suspend(self, actor: Actor, reason: str, until: datetime, note: str, at: datetime) -> None:
        """It waits, and the clocks of the reason with it; a customer who puts it off moves the date."""
        request, left = self.request, self.state
        moved = request.required_at + (until - at) if until >= request.required_at else None
        move = FLOW.move(request, "suspend")
        request.suspended_from, request.suspended_until, request.suspended_for_id = left, until, reason
        if moved:
            request.required_at, request.date_given = moved, True
        fact = events.RequestSuspended(
            request_id=request.id, reason=reason, until=until, pauses=PAUSES[reason], required_at=moved
        )
        self.tell(actor, fact, at, move=move, text=note)

    def _resume(self, at: datetime) -> None:
        request, back = self.request, self.request.suspended_from
        if back in WITH_SOMEBODY and request.required_at <= at:
            back = State.PENDING
        move = FLOW.move(request, "resume", to=back)
        request.suspended_from, request.suspended_until, request.suspended_for_id = "", None, None
        renewed = None
        if back == State.PENDING:
            self.end_attempt("withdrawn", at)
            renewed = self._back(at)
        self.tell(RULES, events.RequestResumed(request_id=request.id, required_at=renewed), at, move=move)

    def unlock(self, actor: Actor, decision: str, required_at: datetime, at: datetime) -> None:
        """The manager gives it another date; failures count anew."""
        request = self.request
        request.required_at, request.date_given = required_at, True
        move = FLOW.move(request, "unlock", to=State.PENDING)
        request.failed_attempts, request.locked_for = 0, ""
        fact = events.RequestUnlocked(request_id=request.id, required_at=required_at)
        self.tell(actor, fact, at, move=move, text=decision)
        self._answered(actor, at)

    def conclude(self, actor: Actor, decision: str, reason: str, at: datetime) -> None:
        """The manager closes it by a decision."""
        request = self.request
        request.decision, request.locked_for, request.closed_at = decision, "", at
        move = FLOW.move(request, "conclude")
        fact = events.RequestConcluded(request_id=request.id, decision=decision)
        self.tell(actor, fact, at, move=move, text=reason)
        self._answered(actor, at)

    def confirm(self, actor: Actor, satisfaction: int, comment: str, at: datetime) -> None:
        """The customer is satisfied."""
        request = self.request
        request.satisfaction, request.closed_at = satisfaction, at
        move = FLOW.move(request, "confirm")
        fact = events.RequestConfirmed(request_id=request.id, satisfaction=satisfaction)
        self.tell(actor, fact, at, move=move, text=comment)

    def reject(self, actor: Actor, reason: str, satisfaction: int | None, at: datetime) -> None:
        """The customer is not satisfied: it counts as a failure."""
        request, attempt = self.request, self.attempts[-1]
        request.failed_attempts += 1
        move = FLOW.move(request, "reject", to=after_failure(request.failed_attempts, counted=True))
        attempt.result, attempt.counted = "rejected", True
        request.handled_at = request.handled_by = None
        fact = events.RequestRejected(
            request_id=request.id, attempt=attempt.position, failed_attempts=request.failed_attempts,
            satisfaction=satisfaction, required_at=self._back(at),
        )  # fmt: skip
        self.tell(actor, fact, at, move=move, text=reason)
        self._locked(actor, at)

    def unreachable(self, actor: Actor, at: datetime) -> None:
        """Nobody answers."""
        move = FLOW.move(self.request, "unreachable")
        self.request.unreachable_tries += 1
        fact = events.CustomerUnreached(request_id=self.request.id, tries=self.request.unreachable_tries)
        self.tell(actor, fact, at, move=move)

    def cancel(self, actor: Actor, reason: str, at: datetime) -> None:
        """The wish is gone."""
        move = FLOW.move(self.request, "cancel")
        self.end_attempt("cancelled", at)
        self.request.suspended_until = None
        self.tell(actor, events.RequestCancelled(request_id=self.request.id), at, move=move, text=reason)

    def sign_off(self, actor: Actor, at: datetime) -> None:
        """Hours, parts and costs are accepted."""
        request = self.request
        move = FLOW.move(request, "sign_off")
        request.signed_off_at, request.sign_off_note = at, "accepted"
        self.tell(actor, events.RequestSignedOff(request_id=request.id, accepted=True), at, move=move)

    def end_attempt(self, result: str, at: datetime, *, outcome: str | None = None, counted: bool = False) -> None:
        """The attempt under way is over, if there is one."""
        if self.attempts and self.attempts[-1].ended_at is None:
            attempt = self.attempts[-1]
            attempt.ended_at, attempt.result, attempt.outcome_id, attempt.counted = at, result, outcome, counted
            attempt.version += 1

    def _back(self, at: datetime) -> datetime | None:
        """Nobody has it any more; where it waits again behind its date, the promise gives another."""
        request = self.request
        request.engineer = None
        request.assignee_id = None
        if self.state == State.LOCKED:
            request.locked_for = "failed_twice"
        if self.state != State.PENDING or request.required_at > at:
            return None
        request.required_at, request.date_given = promised_date(request.targets, self.hours, at), False
        return request.required_at

    def _locked(self, actor: Actor, at: datetime) -> None:
        """The manager is asked, once a lock."""
        if self.state != State.LOCKED:
            return
        request = self.request
        self.asked = Task(
            id=self.new_id(at), kind=LOCKED, key=f"{LOCKED}:{request.id}:{len(self.facts)}", about_kind="request",
            about_id=request.id, about_label=request.number, params={"locked_for": request.locked_for},
            role_code="manager", unit_id=request.unit_id, opened_at=at,
        )  # fmt: skip
        self.rows.append(self.asked)
        opened = TaskOpened(
            task_id=self.asked.id, kind=LOCKED, about_kind="request", about_id=request.id, role="manager"
        )
        self.tell_beside(actor, opened, at)

    def _answered(self, actor: Actor, at: datetime) -> None:
        if self.asked is not None:
            self.asked.done_at, self.asked.done_by = at, actor.id
            self.tell_beside(actor, TaskDone(task_id=self.asked.id, kind=LOCKED), at)
            self.asked = None

    def all_rows(self) -> Iterator[Model]:
        """The request, its attempts and what else was put down."""
        self.request.rule_due_at = self.rule_due_at
        yield self.request
        yield from self.attempts
        yield from self.rows
