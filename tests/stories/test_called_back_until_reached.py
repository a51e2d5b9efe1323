"""A customer nobody reaches, whose repair fails, who is reached in the end, and what the manager makes of it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.make import engineer, later, request
from tests.reacting import run_reactions

from aftercare.domains.accounts.actions import create_calendar
from aftercare.domains.accounts.models import Task
from aftercare.domains.feedback.actions import confirm_by_call, record_unreachable, reject_by_call
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.feedback.queries import call_back_list
from aftercare.domains.fieldwork.actions import handle_visit, sign_off_visit
from aftercare.domains.fieldwork.drafts import CostLine, PartLine, RecordDraft
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import available_actions
from aftercare.domains.requests.states import FLOW
from aftercare.kit.actor import system
from aftercare.kit.ledger import facts_of, moves_of, tampered

OFFICE = [[540, 1080]]  # nine to six
FIRST = RecordDraft(work_done="加氟", labour_minutes=90)
SECOND = RecordDraft(
    work_done="换压缩机电容",
    labour_minutes=60,
    parts=(PartLine(name="电容", unit_price=Decimal(35)),),
    costs=(CostLine(kind="toll", amount=Decimal(10)),),
)


def shanghai(day: int, hour: int) -> datetime:
    return later(datetime(2026, 3, day, tzinfo=UTC), hours=hour - 8)


@pytest.fixture
def asked(company, at):
    """A repair in a company that works from nine to six on weekdays."""
    week = [*[OFFICE] * 5, [], []]
    calendar = create_calendar(system("tests"), name="办公时间", zone="Asia/Shanghai", week=week, at=at)
    made = request(at, required_at=shanghai(31, 18))
    ServiceRequest.objects.update(calendar=calendar)
    return made


@pytest.fixture
def visit(actor_of, user_of, asked, at):
    """Sends the engineer on a day; at noon the request is handled."""
    worker, person = engineer(at, user=user_of("engineer")), actor_of("engineer")

    def send(day: int, record: RecordDraft) -> None:
        assign_request(actor_of("dispatcher"), asked, engineer=worker, at=shanghai(day, 9))
        start_request(person, asked, at=shanghai(day, 10))
        handle_visit(person, asked, record=record, at=shanghai(day, 12))
        run_reactions()

    return send


def test_a_customer_is_called_a_try_a_workday_until_reached(asked, visit, actor_of):
    caller = actor_of("callback")

    # Thursday: solved, says the engineer. The call is due by the end of Friday.
    visit(12, FIRST)
    assert call_back_list(caller, shanghai(12, 13)).get().due_at == shanghai(13, 18)

    # Nobody answers on Friday; the next try is on Monday, not on Saturday. Then the customer says no.
    record_unreachable(caller, asked, note="无人接听", at=shanghai(13, 10))
    assert call_back_list(caller, shanghai(14, 10)).count() == 0
    assert call_back_list(caller, shanghai(16, 9)).get().tries == 1
    reject_by_call(caller, asked, reason="还是不冷", satisfaction=2, at=shanghai(16, 10))
    run_reactions()

    # The second visit finds the cause. Three workdays nobody answers: the manager's turn.
    visit(17, SECOND)
    for day in (18, 19, 20):
        record_unreachable(caller, asked, at=shanghai(day, 10))
    assert Task.objects.get(done_at=None, about_kind="request").kind == "callback.unreachable"
    assert call_back_list(caller, shanghai(23, 10)).count() == 0

    # Before the manager decides, the customer is reached after all.
    closed = confirm_by_call(caller, asked, satisfaction=4, comment="好了", at=shanghai(21, 10))
    run_reactions()
    assert (closed.state, Task.objects.filter(done_at=None, about_kind="request").count()) == ("closed", 0)
    calls = CallBack.objects.order_by("attempt").values_list("attempt", "tries", "outcome", "satisfaction")
    assert list(calls) == [(1, 1, "not_satisfied", 2), (2, 3, "satisfied", 4)]

    # Hours, parts and costs of both visits are accepted together.
    sign_off_visit(actor_of("manager"), asked, accepted=True, at=shanghai(22, 10))
    first, second = records_of(asked)
    assert (first.record.state, second.record.state) == ("accepted", "accepted")
    both = first.totals + second.totals
    assert (both.labour_minutes, [str(money.amount) for money in both.charged]) == (150, ["45.00"])
    assert FLOW.fold(moves_of(facts_of(asked.ref))) == "closed"
    assert available_actions(actor_of("manager"), ServiceRequest.objects.get()) == ["reopen"]
    assert tampered() == []
