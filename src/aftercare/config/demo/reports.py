"""What the engineers write and the call-back desk hears, told without a database."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from aftercare.config.demo.telling import Telling
from aftercare.domains.catalog.models import Part
from aftercare.domains.feedback import events as calls
from aftercare.domains.feedback.models import CallBack, CallBackRule
from aftercare.domains.feedback.schedule import workday_after
from aftercare.domains.feedback.states import FLOW as CALLS
from aftercare.domains.feedback.states import CallState
from aftercare.domains.fieldwork.events import Amounts, Pieces, RecordSignedOff, RecordWritten
from aftercare.domains.fieldwork.models import RecordCost, RecordPart, ServiceRecord
from aftercare.domains.fieldwork.states import FLOW as RECORDS
from aftercare.kit.actor import Actor, system
from aftercare.kit.states import Moved

HOUSE = system("call-back")
RULE = CallBackRule()  # of a kind for which nobody has said how it is called back


@dataclass(frozen=True, slots=True)
class Found:
    """What an attempt found and did."""

    work_done: str
    labour_minutes: int
    travel_minutes: int
    faults: tuple[UUID | None, UUID | None, UUID | None] = (None, None, None)  # symptom, cause, remedy
    part: Part | None = None
    toll: Decimal | None = None


class Sheet:
    """The service record of an attempt."""

    def __init__(self, telling: Telling, actor: Actor, found: Found, result: str, at: datetime) -> None:
        self.telling, attempt, request = telling, telling.attempts[-1], telling.request
        symptom, cause, remedy = found.faults
        self.record = ServiceRecord(
            id=telling.new_id(at), state="complete", request=request, attempt=attempt, engineer_id=attempt.engineer_id,
            assignee_id=attempt.assignee_id, written_by=actor.id, written_at=at, started_at=attempt.started_at,
            finished_at=at, travel_minutes=found.travel_minutes, labour_minutes=found.labour_minutes,
            billable_minutes=found.labour_minutes, symptom_id=symptom, cause_id=cause, remedy_id=remedy,
            work_done=found.work_done, result=result,
        )  # fmt: skip
        self.pieces: Pieces = ()
        self.amounts: Amounts = ()
        self._parts(found, at)
        self._costs(found, at)
        telling.rows.append(self.record)  # behind its lines: those of an accepted record are refused
        telling.tell_beside(actor, self._written(), at, move=Moved("write", "", "complete"))

    def _parts(self, found: Found, at: datetime) -> None:
        if found.part is None:
            return
        line = RecordPart(
            id=self.telling.new_id(at), record=self.record, position=0, part=found.part,
            part_number=found.part.number, name=found.part.name, quantity=Decimal("1.000"),
            unit_price=found.part.unit_price, currency=found.part.currency, charged=self._charged("parts"),
        )  # fmt: skip
        self.telling.rows.append(line)
        self.pieces = ((line.part_number, line.quantity),)

    def _costs(self, found: Found, at: datetime) -> None:
        if found.toll is None:
            return
        line = RecordCost(
            id=self.telling.new_id(at), record=self.record, position=0, kind="toll", amount=found.toll,
            currency="CNY", charged=self._charged("travel"),
        )  # fmt: skip
        self.telling.rows.append(line)
        self.amounts = ((line.kind, line.amount, line.currency),)

    def _charged(self, cost: str) -> bool:
        return int(self.telling.request.coverage[cost]["percent"]) < 100

    def _written(self) -> RecordWritten:
        record = self.record
        return RecordWritten(
            record_id=record.id, request_id=record.request_id, attempt=record.attempt.position, result=record.result,
            labour_minutes=record.labour_minutes or 0, travel_minutes=record.travel_minutes,
            billable_minutes=record.billable_minutes or 0, engineer_id=record.engineer_id,
            assignee_id=record.assignee_id, device_id=record.request.device_id, started_at=record.started_at,
            finished_at=record.finished_at, symptom_id=record.symptom_id, cause_id=record.cause_id,
            remedy_id=record.remedy_id, parts=self.pieces, costs=self.amounts,
        )  # fmt: skip

    def accept(self, actor: Actor, at: datetime) -> None:
        """The manager signs it off."""
        record, move = self.record, RECORDS.move(self.record, "accept")
        record.accepted_at, record.accepted_by, record.version = at, actor.id, record.version + 1
        signed = RecordSignedOff(
            record_id=record.id, request_id=record.request_id, accepted=True,
            labour_minutes=record.labour_minutes or 0, travel_minutes=record.travel_minutes,
            billable_minutes=record.billable_minutes or 0, parts=self.pieces, costs=self.amounts,
        )  # fmt: skip
        self.telling.tell_beside(actor, signed, at, move=move)


class Call:
    """The call-back of a handled attempt."""

    def __init__(self, telling: Telling, at: datetime) -> None:
        self.telling = telling
        due = workday_after(telling.hours, at, RULE.due_workdays)
        self.row = CallBack(
            id=telling.new_id(at), request=telling.request, attempt=telling.request.attempts_made, opened_at=at,
            due_at=due.closes_at, next_try_at=at, most_tries=RULE.most_tries,
        )  # fmt: skip
        telling.rows.append(self.row)
        opened = calls.CallBackOpened(
            call_back_id=self.row.id, request_id=telling.request.id, attempt=self.row.attempt, due_at=self.row.due_at
        )
        telling.tell_beside(HOUSE, opened, at, move=Moved("open", "", self.row.state))

    def tried(self, actor: Actor, at: datetime) -> bool:
        """Nobody answers; whether that was the last try."""
        row, next_day = self.row, workday_after(self.telling.hours, at)
        row.tries, row.next_try_at, row.due_at = row.tries + 1, next_day.opens_at, next_day.closes_at
        last = row.tries >= row.most_tries
        move = CALLS.move(row, "try", to=CallState.GIVEN_UP if last else CallState.OPEN)
        row.version += 1
        fact = calls.CallBackTried(
            call_back_id=row.id, request_id=self.telling.request.id, tries=row.tries, next_try_at=row.next_try_at,
            due_at=row.due_at, last=last,
        )  # fmt: skip
        self.telling.tell_beside(actor, fact, at, move=move)
        return last

    def answered(self, actor: Actor, outcome: str, satisfaction: int | None, comment: str, at: datetime) -> None:
        """The customer says whether it is solved."""
        row = self.row
        row.outcome, row.satisfaction, row.comment, row.channel = outcome, satisfaction, comment, "phone"
        row.called_by, row.called_at, row.version = actor.id, at, row.version + 1
        move = CALLS.move(row, "answer")
        fact = calls.CallBackAnswered(
            call_back_id=row.id, request_id=self.telling.request.id, outcome=outcome, channel="phone",
            tries=row.tries, satisfaction=satisfaction,
        )  # fmt: skip
        self.telling.tell_beside(actor, fact, at, move=move)

    def settled(self, at: datetime) -> None:
        """The manager decided; nobody is called any more."""
        self.row.outcome = "decided"
        move = CALLS.move(self.row, "settle")
        fact = calls.CallBackSettled(call_back_id=self.row.id, request_id=self.telling.request.id, outcome="decided")
        self.telling.tell_beside(HOUSE, fact, at, move=move)
