"""What hangs on a request that is told without a database: its facts, its attempts and rows of other tables."""

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
from aftercare.domains.requests.actions.tasks import LOCKED
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.rules import rule_due_at
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.events import entry_for
from aftercare.kit.ids import id_of
from aftercare.kit.models import LedgerEntry, LedgerText
from aftercare.kit.states import Moved


@dataclass
class Notes:
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

    def end_attempt(self, result: str, at: datetime, *, outcome: str | None = None, counted: bool = False) -> None:
        """The attempt under way is over, if there is one."""
        if self.attempts and self.attempts[-1].ended_at is None:
            attempt = self.attempts[-1]
            attempt.ended_at, attempt.result, attempt.outcome_id, attempt.counted = at, result, outcome, counted
            attempt.version += 1

    def ask_manager(self, actor: Actor, at: datetime) -> None:
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

    def manager_answered(self, actor: Actor, at: datetime) -> None:
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
