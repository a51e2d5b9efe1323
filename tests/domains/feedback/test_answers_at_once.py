"""Several people tell the customer's answer at the same moment."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from tests.at_once import at_once
from tests.make import engineer, later, request

from aftercare.domains.accounts.models import Task
from aftercare.domains.customers.models import Communication
from aftercare.domains.feedback.actions import (
    answer_by_mark,
    confirm_by_call,
    miss_call_back,
    open_call_back,
    record_unreachable,
    reject_by_call,
)
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.feedback.queries import missed_call_backs
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import FLOW
from aftercare.kit.actor import Actor, ActorKind, system
from aftercare.kit.errors import WrongState
from aftercare.kit.ledger import facts_of, moves_of, tampered

pytestmark = pytest.mark.django_db(transaction=True)
HOUSE = system("tests")
AT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
ENOUGH = RecordDraft(work_done="换保险丝", labour_minutes=30)


def begun() -> ServiceRequest:
    asked = request(AT)
    assign_request(HOUSE, asked, engineer=engineer(AT), at=AT)
    return start_request(HOUSE, asked, at=AT)


def waiting() -> ServiceRequest:
    asked = handle_visit(HOUSE, begun(), record=ENOUGH, at=later(AT, hours=1))
    open_call_back(HOUSE, asked, attempt=1, at=later(AT, hours=1))
    return asked


def told(results: list[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def whole(asked: ServiceRequest) -> bool:
    facts = list(facts_of(asked.ref))
    return FLOW.fold(moves_of(facts)) == ServiceRequest.objects.get().state and tampered() == []


def test_of_two_confirmations_one_counts(caller):
    asked = waiting()
    results = at_once(
        lambda: confirm_by_call(caller, asked, satisfaction=5, at=later(AT, hours=2)),
        lambda: confirm_by_call(caller, asked, satisfaction=3, at=later(AT, hours=2)),
    )
    assert told(results) == ["ServiceRequest", "WrongState"]
    (refused,) = (result for result in results if isinstance(result, WrongState))
    assert str(refused) == "Cannot confirm a request that is closed; it must be handled."
    call = CallBack.objects.get()
    assert (call.state, call.satisfaction) == ("done", ServiceRequest.objects.get().satisfaction)
    assert facts_of(call.ref).filter(verb="answer").count() == 1
    assert whole(asked)


def test_a_confirmation_and_a_rejection_leave_one_answer(caller):
    asked = waiting()
    results = at_once(
        lambda: confirm_by_call(caller, asked, satisfaction=5, at=later(AT, hours=2)),
        lambda: reject_by_call(caller, asked, reason="没修好", at=later(AT, hours=2)),
    )
    assert told(results) == ["ServiceRequest", "WrongState"]
    answers = {"closed": "satisfied", "pending": "not_satisfied"}
    assert CallBack.objects.get().outcome == answers[ServiceRequest.objects.get().state]
    assert whole(asked)


def test_of_the_customers_link_and_the_agents_call_one_counts(caller):
    asked = waiting()
    customer = Actor(ActorKind.CUSTOMER, asked.customer_id, "王芳", via="portal")
    results = at_once(
        lambda: answer_by_mark(customer, asked, satisfaction=4, at=later(AT, hours=2)),
        lambda: confirm_by_call(caller, asked, satisfaction=5, at=later(AT, hours=2)),
    )
    assert told(results) == ["ServiceRequest", "WrongState"]
    (refused,) = (result for result in results if isinstance(result, WrongState))
    assert str(refused) == "Cannot confirm a request that is closed; it must be handled."
    call, closed = CallBack.objects.get(), ServiceRequest.objects.get()
    assert (call.channel, call.satisfaction) in {("portal", 4), ("phone", 5)}
    assert (closed.state, closed.satisfaction) == ("closed", call.satisfaction)
    assert whole(asked)


def test_an_answer_before_the_reaction_leaves_one_call_back(caller):
    asked = handle_visit(HOUSE, begun(), record=ENOUGH, at=later(AT, hours=1))
    results = at_once(
        lambda: confirm_by_call(caller, asked, satisfaction=5, at=later(AT, hours=2)),
        lambda: open_call_back(HOUSE, asked, attempt=1, at=later(AT, hours=1)),
    )
    assert [type(result).__name__ for result in results][0] == "ServiceRequest"
    assert [(call.state, call.outcome) for call in CallBack.objects.all()] == [("done", "satisfied")]
    assert Communication.objects.count() == 1
    assert whole(asked)


def test_three_tries_at_once_ask_the_manager_once(caller):
    asked = waiting()
    results = at_once(*[lambda: record_unreachable(HOUSE, asked, at=later(AT, hours=2))] * 3)
    assert told(results) == ["ServiceRequest"] * 3
    call = CallBack.objects.get()
    assert (call.tries, call.state, ServiceRequest.objects.get().unreachable_tries) == (3, "given_up", 3)
    assert Task.objects.filter(kind="callback.unreachable").count() == 1
    assert whole(asked)


def test_three_tries_at_once_of_who_calls_are_one(caller):
    asked = waiting()
    results = at_once(*[lambda: record_unreachable(caller, asked, at=later(AT, hours=2))] * 3)
    assert told(results) == ["NextTryLater", "NextTryLater", "ServiceRequest"]
    assert (CallBack.objects.get().tries, ServiceRequest.objects.get().unreachable_tries) == (1, 1)
    assert whole(asked)


def test_the_sweep_and_an_answer_do_not_wait_for_each_other(caller):
    asked = waiting()
    late = later(AT, days=9)

    def sweep() -> int:
        with transaction.atomic():
            rows = list(missed_call_backs(late).select_for_update(skip_locked=True, of=("self",)))
            for call in rows:
                miss_call_back(HOUSE, call, at=late)
            return len(rows)

    results = at_once(sweep, lambda: confirm_by_call(caller, asked, satisfaction=5, at=late))
    assert (results[0] in (0, 1), ServiceRequest.objects.get().state) == (True, "closed")
    assert CallBack.objects.get().state == "done"
    assert whole(asked)


def test_of_two_reports_one_writes_the_record():
    asked = begun()
    results = at_once(
        lambda: handle_visit(HOUSE, asked, record=ENOUGH, at=later(AT, hours=1)),
        lambda: handle_visit(HOUSE, asked, record=RecordDraft(work_done="也", labour_minutes=9), at=later(AT, hours=1)),
    )
    assert told(results) == ["ServiceRequest", "WrongState"]
    assert (ServiceRecord.objects.count(), ServiceRequest.objects.get().state) == (1, "handled")
    assert whole(asked)
