"""Tries that reach nobody, and days that pass without one."""

import pytest
from tests.make import later, request
from tests.reacting import run_reactions

from aftercare.domains.accounts.models import Task
from aftercare.domains.feedback.actions import (
    confirm_by_call,
    miss_call_back,
    open_call_back,
    record_unreachable,
    reject_by_call,
    set_call_back_rule,
)
from aftercare.domains.feedback.errors import BadCallBackRule, NextTryLater
from aftercare.domains.feedback.jobs import sweep_missed_call_backs
from aftercare.domains.feedback.models import CallBack, CallBackRule
from aftercare.domains.feedback.policies import visible_to
from aftercare.domains.feedback.queries import call_back_list, call_backs_of, missed_call_backs
from aftercare.domains.feedback.states import FLOW
from aftercare.domains.requests.actions import conclude_request, confirm_request, reject_request
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.errors import NotAllowed, WrongState
from aftercare.kit.ledger import facts_of, moves_of
from aftercare.kit.paging import page

HOUSE = system("tests")
NOON = {"hours": 3}  # when the repair was handled


def test_a_handled_request_asks_for_a_call_on_the_next_workday(handled, at):
    call = CallBack.objects.get()
    assert (call.state, call.attempt, call.tries, call.most_tries) == ("open", 1, 0, 3)
    # Handled on Tuesday at noon in Shanghai; the calendar is open around the clock, so Wednesday ends at midnight.
    assert (call.opened_at, call.next_try_at, call.due_at) == (
        later(at, **NOON),
        later(at, **NOON),
        later(at, hours=39),
    )


def test_the_same_report_asks_once(handled, at):
    open_call_back(HOUSE, handled, attempt=1, at=later(at, hours=4))
    assert CallBack.objects.count() == 1
    assert facts_of(CallBack.objects.get().ref).count() == 1


def test_nothing_is_asked_where_the_loop_has_gone_on(handle, company, caller, at):
    asked = handle(request(at))
    reject_request(caller, asked, reason="没修好", at=later(at, hours=4))
    run_reactions()
    assert CallBack.objects.count() == 0


def test_only_the_house_opens_and_misses_call_backs(handled, caller, at):
    for act in (
        lambda: open_call_back(caller, handled, attempt=2, at=at),
        lambda: miss_call_back(caller, CallBack.objects.get(), at=at),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert str(refused.value) == "Call-backs follow their requests; handle or decide those."
    assert (CallBack.objects.count(), CallBack.objects.get().escalated_at) == (1, None)


def test_a_try_plans_the_next_on_another_workday(handled, caller, at):
    record_unreachable(caller, handled, note="没人接", at=later(at, hours=6))
    call = CallBack.objects.get()
    assert (call.state, call.tries) == ("open", 1)
    assert (call.next_try_at, call.due_at) == (later(at, hours=15), later(at, hours=39))
    assert [c.id for c in call_back_list(caller, later(at, hours=7))] == []
    assert [c.id for c in call_back_list(caller, later(at, hours=7), later=True)] == [call.id]
    assert [c.id for c in call_back_list(caller, later(at, hours=16))] == [call.id]
    assert Task.objects.count() == 0


def test_a_second_try_on_the_same_workday_is_refused_but_for_the_manager(handled, caller, actor_of, at):
    record_unreachable(caller, handled, at=later(at, hours=5))
    with pytest.raises(NextTryLater) as refused:
        record_unreachable(caller, handled, at=later(at, hours=5, minutes=1))
    assert str(refused.value) == (
        "This customer is to be called again on 11 Mar 2026, a try a workday; the service manager may try before."
    )
    assert (CallBack.objects.get().tries, ServiceRequest.objects.get().unreachable_tries) == (1, 1)
    record_unreachable(actor_of("manager"), handled, at=later(at, hours=5, minutes=2))
    record_unreachable(caller, handled, at=later(at, hours=16))
    assert (CallBack.objects.get().tries, CallBack.objects.get().state) == (3, "given_up")


def test_the_last_try_asks_the_manager_once(handled, caller, actor_of, at):
    for day in (1, 2, 3, 4):
        record_unreachable(caller, handled, at=later(at, days=day))
    call, task = CallBack.objects.get(), Task.objects.get(kind="callback.unreachable")
    assert (call.state, call.tries, call.escalated_at) == ("given_up", 4, later(at, days=3))
    assert (task.role_code, task.about_id, task.about_label, task.params) == (
        "manager",
        handled.id,
        handled.number,
        {"tries": 3},
    )
    facts = list(facts_of(call.ref))
    assert [fact.state_entered for fact in facts] == ["open", "open", "open", "given_up", "given_up"]
    assert FLOW.fold(moves_of(facts)) == "given_up"
    assert list(call_back_list(caller, later(at, days=30))) == []


def test_the_manager_concludes_what_nobody_could_confirm(handled, caller, actor_of, at):
    for day in (1, 2, 3):
        record_unreachable(caller, handled, at=later(at, days=day))
    conclude_request(actor_of("manager"), handled, decision="unreachable", reason="三次无人接听", at=later(at, days=4))
    run_reactions()
    call = CallBack.objects.get()
    assert (call.state, call.outcome, call.satisfaction) == ("settled", "decided", None)
    assert Task.objects.get(kind="callback.unreachable").done_at == later(at, days=4)
    assert FLOW.fold(moves_of(facts_of(call.ref))) == "settled"


def test_somebody_reached_after_all_takes_the_task_off(handled, caller, at):
    for day in (1, 2, 3):
        record_unreachable(caller, handled, at=later(at, days=day))
    reject_by_call(caller, handled, reason="漏水", at=later(at, days=4))
    assert CallBack.objects.get().state == "done"
    assert Task.objects.get(kind="callback.unreachable").done_at == later(at, days=4)


def test_an_answer_past_this_room_ends_the_call_back_too(handled, caller, at):
    confirm_request(caller, handled, satisfaction=4, at=later(at, hours=5))
    run_reactions()
    assert CallBack.objects.values_list("state", "outcome").get() == ("settled", "satisfied")


def test_a_late_reaction_leaves_the_next_call_back_alone(handled, handle, caller, at):
    reject_by_call(caller, handled, reason="不冷", at=later(at, hours=5))
    handle(handled, since=later(at, hours=6))
    run_reactions()
    assert list(call_backs_of(handled).values_list("attempt", "state")) == [(1, "done"), (2, "open")]


def test_a_missed_day_asks_the_manager_once_and_the_call_may_still_be_made(handled, caller, at):
    due = later(at, hours=39)
    assert list(missed_call_backs(later(due, seconds=-1))) == []
    (missed,) = missed_call_backs(due)
    miss_call_back(HOUSE, missed, at=due)
    miss_call_back(HOUSE, CallBack.objects.get(), at=later(due, hours=1))
    assert (list(missed_call_backs(later(due, days=1))), CallBack.objects.get().escalated_at) == ([], due)
    assert Task.objects.get(kind="callback.unreachable").opened_at == due
    assert facts_of(missed.ref).filter(kind="call_back.missed").count() == 1
    for day in (3, 4, 5):
        record_unreachable(caller, handled, at=later(at, days=day))
    assert Task.objects.filter(kind="callback.unreachable").count() == 1
    confirm_by_call(caller, handled, satisfaction=5, at=later(at, days=6))
    assert Task.objects.filter(done_at=None).count() == 0


def test_the_job_finds_what_was_missed(handled):
    sweep_missed_call_backs(timestamp=0)
    assert Task.objects.get(kind="callback.unreachable").about_id == handled.id
    sweep_missed_call_backs(timestamp=30)
    assert Task.objects.count() == 1


def test_only_who_may_call_back_counts_tries(handled, actor_of, at):
    for role in ("agent", "stranger"):
        with pytest.raises(NotAllowed) as refused:
            record_unreachable(actor_of(role), handled, at=later(at, hours=5))
        assert str(refused.value) == (
            "You may not do this: it needs the right “call customers back and record their answer”."
        )
    assert (CallBack.objects.get().tries, ServiceRequest.objects.get().unreachable_tries) == (0, 0)


def test_what_is_closed_needs_no_more_tries(handled, caller, at):
    confirm_by_call(caller, handled, satisfaction=5, at=later(at, hours=5))
    with pytest.raises(WrongState) as refused:
        record_unreachable(caller, handled, at=later(at, hours=6))
    assert str(refused.value) == "Cannot note as unreachable a request that is closed; it must be handled."
    assert CallBack.objects.get().tries == 0


def test_the_list_shows_what_is_due_first_with_all_it_needs(handle, company, caller, at, django_assert_num_queries):
    CallBackRule.objects.filter(kind="repair").update(script="Is it solved?")
    early, late = handle(request(at)), handle(request(at, kind="installation"), since=later(at, days=2))
    run_reactions()
    with django_assert_num_queries(1):
        rows = list(call_back_list(caller, later(at, days=4)))
        shown = [(row.request.number, row.request.customer.name, row.tries, row.script) for row in rows]
    assert shown == [(early.number, "王芳", 0, "Is it solved?"), (late.number, "王芳", 0, "")]
    first = page(call_back_list(caller, later(at, days=4)), sort="due_at", limit=1)
    second = page(call_back_list(caller, later(at, days=4)), sort="due_at", limit=1, cursor=first.next)
    assert [row.request_id for row in (*first.items, *second.items)] == [early.id, late.id]
    assert second.next is None


def test_nobody_is_offered_their_own_work_or_what_lies_out_of_reach(handled, actor_of, company, at):
    from aftercare.domains.accounts.actions import create_unit

    west = create_unit(HOUSE, code="west", name="西部", parent=company[1].unit, at=at)
    regional = actor_of("callback", name="west", node=west)
    seers = [actor_of("callback"), actor_of("manager"), actor_of("agent"), actor_of("stranger"), regional]
    assert [call_back_list(actor, later(at, days=1)).count() for actor in seers] == [1, 1, 0, 0, 0]
    assert [visible_to(actor).count() for actor in seers] == [1, 1, 1, 0, 0]
    ServiceRequest.objects.update(handled_by=actor_of("callback").id)
    assert call_back_list(actor_of("callback"), later(at, days=1)).count() == 0


def test_a_rule_is_set_by_who_may_and_holds_for_the_next(handle, company, actor_of, caller, at):
    kind = RequestKind.objects.get(pk="repair")
    set_call_back_rule(actor_of("administrator"), kind, due_workdays=2, most_tries=1, script="冷吗？", at=at)
    asked = handle(request(at))
    run_reactions()
    call = CallBack.objects.get()
    assert (call.due_at, call.most_tries) == (later(at, hours=63), 1)
    assert call_back_list(caller, later(at, days=1)).get().script == "冷吗？"
    record_unreachable(caller, asked, at=later(at, days=1))
    assert CallBack.objects.get().state == "given_up"
    with pytest.raises(NotAllowed) as refused:
        set_call_back_rule(caller, kind, due_workdays=1, most_tries=1, at=at)
    assert str(refused.value) == "You may not do this: it needs the right “say how customers are called back”."
    assert CallBackRule.objects.get(kind=kind).due_workdays == 2


@pytest.mark.parametrize(("workdays", "tries"), [(0, 3), (31, 3), (1, 0), (1, 11)])
def test_a_rule_nobody_could_keep_is_refused(company, at, workdays, tries):
    kind = RequestKind.objects.get(pk="repair")
    with pytest.raises(BadCallBackRule) as refused:
        set_call_back_rule(HOUSE, kind, due_workdays=workdays, most_tries=tries, at=at)
    assert str(refused.value) == (
        f"Call back within 1 to 30 workdays and try 1 to 10 times; {workdays} and {tries} were given."
    )
    assert CallBackRule.objects.values_list("due_workdays", "most_tries").get(kind=kind) == (1, 3)


def test_a_try_stays_within_twenty_statements(handled, caller, at, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        record_unreachable(caller, handled, at=later(at, hours=5))
