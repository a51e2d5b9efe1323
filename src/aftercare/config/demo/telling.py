"""A request told without a database: each verb writes down what the action of that name would have written.

The states come from the tables of moves and the dates from the arithmetic of the rooms; what is left is who, when and
which words.
"""

from datetime import datetime
from uuid import UUID

from aftercare.config.demo.notes import Notes
from aftercare.domains.requests import events
from aftercare.domains.requests.models import Attempt
from aftercare.domains.requests.rules import after_failure, postponed_date, promised_date
from aftercare.domains.requests.states import FLOW, WITH_SOMEBODY, State
from aftercare.domains.workforce.models import Engineer
from aftercare.kit.actor import Actor, system
from aftercare.kit.states import Moved

RULES = system("timed-rule")
COUNTS = {"not_home": False, "part_missing": False, "refused": True, "not_reproducible": True, "unsolved": True}
PAUSES = {"parts": ("arrival", "resolution"), "customer": ("assignment", "arrival", "resolution")}


class Telling(Notes):
    """One request, told verb by verb."""

    def submit(self, actor: Actor, fact: events.RequestSubmitted, at: datetime) -> None:
        """It came in."""
        self.tell(actor, fact, at, move=Moved("submit", "", self.state))
        self.request.version = 1

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
            request_id=request.id, attempt=attempt.position, engineer_id=engineer.id if engineer else None,
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
        self.ask_manager(actor, at)

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
        self.ask_manager(RULES, at)

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
        self.ask_manager(RULES, at)

    def suspend(self, actor: Actor, reason: str, until: datetime, note: str, at: datetime) -> None:
        """It waits, and the clocks of the reason with it; a customer who puts it off moves the date."""
        request, left = self.request, self.state
        before, given, moved = request.required_at, request.date_given, None
        if until >= before:
            moved = postponed_date(self.hours, before, at, until)
        move = FLOW.move(request, "suspend")
        request.suspended_from, request.suspended_until, request.suspended_for_id = left, until, reason
        if moved:
            request.required_at, request.date_given = moved, True
        fact = events.RequestSuspended(
            request_id=request.id, reason=reason, until=until, pauses=PAUSES[reason], required_at=moved,
            date_before=before if moved else None, date_was_given=given if moved else None,
        )  # fmt: skip
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
        self.manager_answered(actor, at)

    def conclude(self, actor: Actor, decision: str, reason: str, at: datetime) -> None:
        """The manager closes it by a decision."""
        request = self.request
        request.decision, request.locked_for, request.closed_at = decision, "", at
        move = FLOW.move(request, "conclude")
        fact = events.RequestConcluded(request_id=request.id, decision=decision)
        self.tell(actor, fact, at, move=move, text=reason)
        self.manager_answered(actor, at)

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
        self.ask_manager(actor, at)

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
