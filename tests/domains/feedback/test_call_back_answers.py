"""The customer's answer, by telephone or by link."""

import pytest
from tests.make import later, request

from aftercare.domains.accounts.models import Task
from aftercare.domains.contracts.models import Clock
from aftercare.domains.customers.models import Communication
from aftercare.domains.feedback.actions import answer_by_mark, confirm_by_call, reject_by_call
from aftercare.domains.feedback.errors import BadMark
from aftercare.domains.feedback.models import CallBack
from aftercare.domains.feedback.states import FLOW
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import assign_request, record_contact, reopen_request, start_request
from aftercare.domains.requests.errors import NotSatisfied, ReasonNeeded, SolverCallsBack
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.errors import NotAllowed, Refusal, WrongState
from aftercare.kit.ledger import facts_of, moves_of, tampered


def customer_of(asked: ServiceRequest) -> Actor:
    return Actor(ActorKind.CUSTOMER, asked.customer_id, "王芳", via="link")


def nothing_happened(asked: ServiceRequest) -> bool:
    call, now = CallBack.objects.get(), ServiceRequest.objects.get(pk=asked.pk)
    return (now.state, call.state, call.outcome, Communication.objects.count()) == ("handled", "open", "", 0)


def test_a_satisfied_customer_closes_the_request(handled, caller, at):
    closed = confirm_by_call(caller, handled, satisfaction=5, comment="很好", at=later(at, hours=5))
    call = CallBack.objects.get()
    assert (closed.state, closed.satisfaction) == ("closed", 5)
    assert (call.state, call.outcome, call.satisfaction, call.comment) == ("done", "satisfied", 5, "很好")
    assert (call.channel, call.called_by, call.called_at) == ("phone", caller.id, later(at, hours=5))
    facts = list(facts_of(call.ref))
    assert [(fact.kind, fact.verb) for fact in facts] == [
        ("call_back.opened", "open"),
        ("call_back.answered", "answer"),
    ]
    assert FLOW.fold(moves_of(facts)) == "done"
    assert facts[1].data == {
        "request_id": str(handled.id),
        "outcome": "satisfied",
        "channel": "phone",
        "tries": 0,
        "satisfaction": 5,
    }
    assert tampered() == []


def test_the_call_stands_in_the_customers_log_and_is_the_first_response(handled, caller, at):
    ServiceRequest.objects.update(first_response_at=None)  # as where the desk handled it without a word
    confirm_by_call(caller, handled, satisfaction=4, comment="行", at=later(at, hours=5))
    said = Communication.objects.get()
    assert (said.channel, said.direction, said.text, said.about_id, said.by) == (
        "phone",
        "out",
        "行",
        handled.id,
        caller.id,
    )
    assert ServiceRequest.objects.get().first_response_at == later(at, hours=5)


def test_after_reopening_the_first_word_is_a_first_response_again(handled, caller, actor_of, user_of, at):
    confirm_by_call(caller, handled, satisfaction=4, at=later(at, hours=5))
    again = reopen_request(actor_of("agent"), handled, reason="又坏了", at=later(at, days=1))
    assert again.first_response_at is None
    assign_request(actor_of("dispatcher"), again, assignee=user_of("agent"), at=later(at, days=1))
    start_request(actor_of("agent"), again, at=later(at, days=1))
    handle_visit(actor_of("agent"), again, record=RecordDraft(work_done="重启", labour_minutes=5), at=later(at, days=1))
    back = reject_by_call(caller, again, reason="还是不行", at=later(at, days=1, minutes=30))
    promise = Clock.objects.get(subject_id=handled.id, kind="first_response", round=2)
    assert (promise.standing, promise.stopped_at) == ("met", later(at, days=1, minutes=30))
    assert ServiceRequest.objects.get(pk=back.pk).first_response_at == later(at, days=1, minutes=30)


def test_the_earliest_response_is_the_first(handled, caller, actor_of, at):
    assert ServiceRequest.objects.get().first_response_at == later(at, hours=2), "the engineer began"
    said = {"channel": "phone", "direction": "out", "text": "马上", "done_at": later(at, hours=1)}
    record_contact(actor_of("agent"), handled, at=later(at, hours=4), **said)
    confirm_by_call(caller, handled, satisfaction=4, at=later(at, hours=5))
    assert ServiceRequest.objects.get().first_response_at == later(at, hours=1)
    assert Communication.objects.count() == 2


def test_a_caller_of_one_region_needs_no_right_in_the_customers_log(handle, company, user_of, actor_of, at):
    from tests.make import customer

    from aftercare.domains.accounts.actions import create_unit
    from aftercare.domains.customers.actions import add_site
    from aftercare.kit.actor import system

    house = system("tests")
    east = create_unit(house, code="east", name="华东", parent=company[1].unit, at=at)
    who = customer(at)
    add_site(house, who, name="家", unit=east, at=at)
    asked = handle(request(at, customer_=who))
    regional = actor_of("callback", name="east", node=east)
    assert confirm_by_call(regional, asked, satisfaction=4, at=later(at, hours=5)).state == "closed"
    assert (CallBack.objects.get().called_by, Communication.objects.count()) == (regional.id, 0)


def test_an_unsatisfied_customer_sends_the_request_back(handled, caller, at):
    back = reject_by_call(caller, handled, reason="还是不冷", satisfaction=2, at=later(at, hours=5))
    call = CallBack.objects.get()
    assert (back.state, back.failed_attempts) == ("pending", 1)
    assert (call.state, call.outcome, call.satisfaction, call.comment) == ("done", "not_satisfied", 2, "还是不冷")
    assert Communication.objects.get().text == "还是不冷"


def test_a_second_rejection_locks(handled, handle, caller, at):
    reject_by_call(caller, handled, reason="不冷", at=later(at, hours=5))
    handle(handled, since=later(at, hours=6))
    locked = reject_by_call(caller, handled, reason="不冷", at=later(at, hours=12))
    assert (locked.state, locked.locked_for) == ("locked", "failed_twice")
    calls = CallBack.objects.order_by("attempt").values_list("attempt", "state", "outcome")
    assert list(calls) == [(1, "done", "not_satisfied"), (2, "done", "not_satisfied")]


def test_an_answer_needs_no_reaction_to_have_run(handle, caller, company, at):
    asked = handle(request(at))
    assert CallBack.objects.count() == 0
    confirm_by_call(caller, asked, satisfaction=5, at=later(at, hours=5))
    call = CallBack.objects.get()
    assert (call.attempt, call.state, call.outcome) == (1, "done", "satisfied")
    assert FLOW.fold(moves_of(facts_of(call.ref))) == "done"


@pytest.mark.parametrize("satisfaction", [0, 6, -1, 99])
def test_a_mark_nobody_can_give_is_refused(handled, caller, at, satisfaction):
    for answer in (
        lambda: confirm_by_call(caller, handled, satisfaction=satisfaction, at=later(at, hours=5)),
        lambda: reject_by_call(caller, handled, reason="?", satisfaction=satisfaction, at=later(at, hours=5)),
    ):
        with pytest.raises(BadMark) as refused:
            answer()
        assert str(refused.value) == f"A mark goes from 1 to 5; {satisfaction} was given."
        assert list(refused.value.errors) == ["satisfaction"]
    assert nothing_happened(handled)


def test_a_bad_mark_does_not_close(handled, caller, at):
    with pytest.raises(NotSatisfied) as refused:
        confirm_by_call(caller, handled, satisfaction=2, at=later(at, hours=5))
    assert str(refused.value) == ("A satisfaction of 2 does not close a request; record it as not solved instead.")
    assert nothing_happened(handled)


def test_a_rejection_needs_a_reason(handled, caller, at):
    with pytest.raises(ReasonNeeded) as refused:
        reject_by_call(caller, handled, reason=" ", at=later(at, hours=5))
    assert str(refused.value) == "Say why; the reason is kept with the request."
    assert nothing_happened(handled)


def test_nobody_confirms_their_own_work(handled, actor_of, at):
    with pytest.raises(SolverCallsBack):
        confirm_by_call(actor_of("engineer"), handled, satisfaction=5, at=later(at, hours=5))
    assert nothing_happened(handled)


@pytest.mark.parametrize("role", ["agent", "dispatcher", "stranger", "keeper"])
def test_only_who_may_call_back_records_an_answer(handled, actor_of, at, role):
    for answer in (
        lambda: confirm_by_call(actor_of(role), handled, satisfaction=5, at=later(at, hours=5)),
        lambda: reject_by_call(actor_of(role), handled, reason="?", at=later(at, hours=5)),
    ):
        with pytest.raises(NotAllowed) as refused:
            answer()
        assert str(refused.value) == (
            "You may not do this: it needs the right “call customers back and record their answer”."
        )
    assert nothing_happened(handled)


def test_the_manager_answers_on_behalf(handled, actor_of, at):
    confirm_by_call(actor_of("manager"), handled, satisfaction=3, at=later(at, hours=5))
    call = CallBack.objects.get()
    assert facts_of(call.ref).last().on_behalf == "callback"


def test_what_is_not_handled_is_not_answered(company, caller, at):
    asked = request(at)
    with pytest.raises(WrongState) as refused:
        confirm_by_call(caller, asked, satisfaction=5, at=later(at, hours=5))
    assert str(refused.value) == "Cannot confirm a request that is pending; it must be handled."
    assert (CallBack.objects.count(), Communication.objects.count()) == (0, 0)


def test_an_answer_is_given_once(handled, caller, at):
    confirm_by_call(caller, handled, satisfaction=5, at=later(at, hours=5))
    with pytest.raises(WrongState):
        reject_by_call(caller, handled, reason="?", at=later(at, hours=6))
    assert (CallBack.objects.get().outcome, Communication.objects.count()) == ("satisfied", 1)


def test_the_customer_answers_by_link(handled, at):
    closed = answer_by_mark(customer_of(handled), handled, satisfaction=3, comment="好", at=later(at, hours=5))
    call = CallBack.objects.get()
    assert (closed.state, call.state, call.channel, call.called_by) == ("closed", "done", "portal", None)
    assert Communication.objects.count() == 0


def test_a_low_mark_by_link_sends_the_request_back(handled, at):
    back = answer_by_mark(customer_of(handled), handled, satisfaction=2, comment="漏水", at=later(at, hours=5))
    assert (back.state, CallBack.objects.get().outcome, CallBack.objects.get().comment) == (
        "pending",
        "not_satisfied",
        "漏水",
    )


def test_a_low_mark_by_link_says_why(handled, at):
    with pytest.raises(ReasonNeeded):
        answer_by_mark(customer_of(handled), handled, satisfaction=1, at=later(at, hours=5))
    assert nothing_happened(handled)


def test_a_stranger_does_not_answer_for_a_customer(handled, caller, at):
    foreign = Actor(ActorKind.CUSTOMER, caller.id, "别人", via="link")
    with pytest.raises(Refusal) as refused:
        answer_by_mark(foreign, handled, satisfaction=5, at=later(at, hours=5))
    assert str(refused.value) == "The service desk makes this step for you."
    assert nothing_happened(handled)


def test_an_answer_stays_within_thirty_statements(handled, caller, actor_of, at, django_assert_max_num_queries):
    record_contact(actor_of("agent"), handled, channel="phone", direction="out", text="马上", at=later(at, hours=4))
    with django_assert_max_num_queries(30):
        confirm_by_call(caller, handled, satisfaction=5, at=later(at, hours=5))


def test_the_talk_answers_what_the_customer_wrote(handled, caller, at):
    wrote = {"channel": "portal", "direction": "in", "text": "还是不凉"}
    record_contact(customer_of(handled), handled, **wrote, at=later(at, hours=4))
    assert Task.objects.filter(kind="request.customer_wrote", done_at=None).exists()
    reject_by_call(caller, handled, reason="还是不凉", at=later(at, hours=5))
    assert not Task.objects.filter(kind="request.customer_wrote", done_at=None).exists()


def test_the_customers_own_answer_is_no_answer_to_them(handled, at):
    wrote = {"channel": "portal", "direction": "in", "text": "师傅几点来？"}
    record_contact(customer_of(handled), handled, **wrote, at=later(at, hours=4))
    answer_by_mark(customer_of(handled), handled, satisfaction=1, comment="还是不凉", at=later(at, hours=5))
    assert Task.objects.filter(kind="request.customer_wrote", done_at=None).exists()


def test_what_is_handled_and_asked_about_by_nobody_is_a_breach(handled):
    assert broken_invariants() == []
    CallBack.objects.all().delete()
    assert broken_invariants() == [f"A handled request waits for no call-back: {handled.number}"]
