"""The table of moves as people meet it: what each role may do, and the sentence that refuses the rest."""

import pytest
from tests.make import customer, later, request

from aftercare.domains.requests.actions import (
    assign_request,
    cancel_request,
    conclude_request,
    confirm_request,
    fail_request,
    handle_request,
    lock_request,
    merge_request,
    note_unreachable,
    reject_request,
    reopen_request,
    report_progress,
    sign_off_request,
    start_request,
    suspend_request,
    unlock_request,
    withdraw_request,
)
from aftercare.domains.requests.models import Attempt, RequestKind, ServiceRequest
from aftercare.domains.requests.queries import available_actions, moves
from aftercare.kit.actor import Actor, ActorKind, system
from aftercare.kit.errors import NotAllowed, Refusal, WrongState
from aftercare.kit.ledger import facts_of, texts_of

pytestmark = pytest.mark.django_db


def refused(call, *args, **kwargs) -> str:
    """The sentence of the refusal; the request must be as it was."""
    thing = args[1]
    before = ServiceRequest.objects.values().get(pk=thing.pk)
    with pytest.raises(Refusal) as caught:
        call(*args, **kwargs)
    assert ServiceRequest.objects.values().get(pk=thing.pk) == before
    return str(caught.value)


def test_a_pending_request_cannot_be_handled(actor_of, pending, at):
    said = refused(handle_request, actor_of("manager"), pending, at=at)
    assert said == "Cannot handle a request that is pending; it must be in progress."


def test_the_refusal_names_the_verbs_the_state_allows(actor_of, pending, at):
    with pytest.raises(WrongState) as caught:
        confirm_request(actor_of("callback"), pending, satisfaction=5, at=at)
    assert caught.value.allowed[:2] == ("assign", "suspend")


def test_a_stranger_may_do_nothing(actor_of, pending, at, worker):
    said = refused(assign_request, actor_of("stranger"), pending, engineer=worker, at=at)
    assert said == "You may not do this: it needs the right “assign requests and take them back”."


def test_only_the_engineer_who_has_it_starts(actor_of, assigned, at):
    said = refused(start_request, actor_of("engineer", name="other"), assigned, at=at)
    assert said == "This request is with somebody else; only they, or the service manager, report on it."


def test_the_manager_makes_a_move_on_behalf_and_the_ledger_says_so(actor_of, assigned, at):
    start_request(actor_of("manager"), assigned, at=at)
    assert facts_of(assigned.ref).get(verb="start").on_behalf == "engineer"


def test_assigning_needs_somebody(actor_of, pending, at):
    said = refused(assign_request, actor_of("dispatcher"), pending, at=at)
    assert said == "Name the engineer, the desk user or the team who gets it."


def test_giving_it_to_somebody_else_keeps_the_attempt(actor_of, user_of, assigned, at):
    desk = user_of("agent")
    assign_request(actor_of("dispatcher"), assigned, assignee=desk, at=at)
    attempt = Attempt.objects.get(request=assigned)
    assert (attempt.position, attempt.engineer, attempt.assignee) == (1, None, desk)


def test_taking_back_needs_a_reason(actor_of, assigned, at):
    said = refused(withdraw_request, actor_of("dispatcher"), assigned, reason=" ", at=at)
    assert said == "Say why; the reason is kept with the request."


def test_nobody_home_does_not_count_as_a_failure(actor_of, in_progress, at):
    failed = fail_request(actor_of("engineer"), in_progress, outcome="not_home", at=at)
    assert (failed.state, failed.failed_attempts, failed.engineer) == ("pending", 0, None)


def test_the_second_failure_that_counts_locks_it_for_the_manager(actor_of, in_progress, worker, at):
    from aftercare.domains.accounts.models import Task

    first = fail_request(actor_of("engineer"), in_progress, outcome="unsolved", at=at)
    assert (first.state, first.failed_attempts) == ("pending", 1)
    assign_request(actor_of("dispatcher"), first, engineer=worker, at=at)
    start_request(actor_of("engineer"), first, at=at)
    second = fail_request(actor_of("engineer"), first, outcome="unsolved", at=at)
    assert (second.state, second.locked_for) == ("locked", "failed_twice")
    assert Task.objects.get(about_id=second.id, done_at=None).role_code == "manager"


def test_an_unknown_outcome_is_refused_with_the_known_ones(actor_of, in_progress, at):
    said = refused(fail_request, actor_of("engineer"), in_progress, outcome="rain", at=at)
    known = "not_home, part_missing, refused, not_reproducible, unsolved"
    assert said == f"“rain” is not known here; choose one of: {known}."


def test_a_low_mark_does_not_close(actor_of, handled, at):
    said = refused(confirm_request, actor_of("callback"), handled, satisfaction=2, at=at)
    assert said == "A satisfaction of 2 does not close a request; record it as not solved instead."


def test_nobody_confirms_their_own_work(actor_of, handled, at):
    said = refused(confirm_request, actor_of("engineer"), handled, satisfaction=5, at=at)
    assert said == "You handled this request yourself; somebody else has to call the customer back."


def test_the_desk_closes_its_own_consultation_in_the_same_talk(actor_of, user_of, at):
    desk = actor_of("agent")
    asked = request(at, desk, kind="consultation", title="滤网多久换一次")
    assign_request(actor_of("dispatcher"), asked, assignee=user_of("agent"), at=at)
    start_request(desk, asked, at=at)
    handle_request(desk, asked, at=at)
    assert confirm_request(desk, asked, satisfaction=4, at=at).state == "closed"


def test_what_an_engineer_once_had_the_desk_does_not_close_itself(actor_of, user_of, worker, at):
    desk, dispatcher = actor_of("agent"), actor_of("dispatcher")
    asked = request(at, desk, kind="consultation", title="滤网多久换一次")
    given = assign_request(dispatcher, asked, engineer=worker, at=at)
    assign_request(dispatcher, given, assignee=user_of("agent"), at=at)
    start_request(desk, asked, at=at)
    done = handle_request(desk, asked, at=at)
    said = refused(confirm_request, desk, done, satisfaction=4, at=at)
    assert said == "You handled this request yourself; somebody else has to call the customer back."


@pytest.mark.parametrize("state", ["suspended", "handled", "closed"])
def test_no_step_is_reported_while_nothing_is_under_way(actor_of, in_progress, state, at):
    person = actor_of("engineer")
    if state == "suspended":
        suspend_request(person, in_progress, reason="customer", until=later(at, days=1), at=at)
    else:
        handle_request(person, in_progress, at=at)
    if state == "closed":
        confirm_request(actor_of("callback"), in_progress, satisfaction=5, at=at)
    said = refused(report_progress, person, in_progress, step="working", at=at)
    number = in_progress.number
    assert said == f"{number} is {state}; the steps of a visit are reported while it is assigned or in progress."
    assert not facts_of(in_progress.ref).filter(kind="request.progressed").exists()


def test_a_rejection_counts_and_sends_it_back(actor_of, handled, at):
    back = reject_request(actor_of("callback"), handled, reason="还是不冷", at=at)
    assert (back.state, back.failed_attempts, back.handled_at) == ("pending", 1, None)
    assert Attempt.objects.get(request=back).result == "rejected"


def test_an_unreachable_customer_stays_to_be_called(actor_of, handled, at):
    tried = note_unreachable(actor_of("callback"), handled, at=at)
    assert (tried.state, tried.unreachable_tries) == ("handled", 1)


def test_the_customer_confirms_only_their_own(actor_of, handled, at):
    stranger = customer(at, name="刘洋", phone="13900139000")
    said = refused(confirm_request, Actor(ActorKind.CUSTOMER, stranger.id, "刘洋"), handled, satisfaction=5, at=at)
    assert said == "The service desk makes this step for you."
    own = Actor(ActorKind.CUSTOMER, handled.customer_id, "王芳")
    assert confirm_request(own, handled, satisfaction=5, at=at).state == "closed"


def test_the_manager_closes_by_a_recorded_decision(actor_of, handled, at):
    said = refused(conclude_request, actor_of("callback"), handled, decision="refunded", reason="退款", at=at)
    right = "unlock, decide and sign off requests, and make every move on behalf"
    assert said == f"You may not do this: it needs the right “{right}”."
    closed = conclude_request(actor_of("manager"), handled, decision="refunded", reason="退款", at=at)
    assert (closed.state, closed.decision, closed.satisfaction) == ("closed", "refunded", None)


@pytest.mark.parametrize(
    ("decision", "code", "words"),
    [("goodwill", "goodwill", "给王芳免单"), ("王芳的旧机折价", "other", "王芳的旧机折价: 给王芳免单")],
)
def test_the_ledger_keeps_a_decision_as_a_code_and_its_words_where_they_can_be_erased(
    actor_of, handled, decision, code, words, at
):
    closed = conclude_request(actor_of("manager"), handled, decision=decision, reason="给王芳免单", at=at)
    fact = facts_of(closed.ref).get(kind="request.concluded")
    assert (closed.decision, fact.data, texts_of([fact])[fact.id]) == (decision, {"decision": code}, words)


def test_what_the_manager_says_at_unlocking_is_words_alone(actor_of, pending, at):
    locked = lock_request(system("timed-rule"), pending, at=at)
    unlock_request(actor_of("manager"), locked, decision="王芳改约周五", required_at=later(at, days=1), at=at)
    fact = facts_of(locked.ref).get(kind="request.unlocked")
    assert (sorted(fact.data), texts_of([fact])[fact.id]) == (["required_at"], "王芳改约周五")


def test_unlocking_needs_a_new_date_and_begins_the_count_anew(actor_of, pending, at):
    locked = lock_request(system("timed-rule"), pending, at=pending.required_at)
    manager, now = actor_of("manager"), pending.required_at
    said = refused(unlock_request, manager, locked, decision="换人", at=now)
    assert said == "Say by when it has to be done: an unlocked request needs a new required date."
    free = unlock_request(manager, locked, decision="换人", required_at=later(now, days=1), at=now)
    assert (free.state, free.failed_attempts, free.required_at) == ("pending", 0, later(now, days=1))


def test_a_closed_request_is_signed_off_once(actor_of, handled, at):
    confirm_request(actor_of("callback"), handled, satisfaction=5, at=at)
    back = sign_off_request(actor_of("manager"), handled, accepted=False, reason="工时过多", at=at)
    assert (back.signed_off_at, back.sign_off_note) == (None, "sent_back")
    sign_off_request(actor_of("manager"), handled, accepted=True, at=at)
    said = refused(sign_off_request, actor_of("manager"), handled, accepted=True, at=at)
    assert said == "Hours, parts and costs were already accepted."


def test_reopening_begins_a_new_series_within_the_window(actor_of, handled, at):
    confirm_request(actor_of("callback"), handled, satisfaction=5, at=at)
    again = reopen_request(actor_of("agent"), handled, reason="又坏了", at=later(at, days=3))
    assert (again.state, again.series, again.failed_attempts) == ("pending", 2, 0)


def test_calls_that_reached_nobody_count_anew_from_the_reopening(actor_of, handled, at):
    note_unreachable(actor_of("callback"), handled, at=at)
    closed = confirm_request(actor_of("callback"), handled, satisfaction=5, at=at)
    assert closed.unreachable_tries == 1
    assert reopen_request(actor_of("agent"), closed, reason="又坏了", at=at).unreachable_tries == 0


def test_reopening_is_refused_after_the_window(actor_of, handled, at):
    confirm_request(actor_of("callback"), handled, satisfaction=5, at=at)
    said = refused(reopen_request, actor_of("agent"), handled, reason="又坏了", at=later(at, days=31))
    assert said == "It was closed more than 30 days ago; enter a new request instead."


def test_a_parent_cannot_close_before_its_children(actor_of, handled, at):
    child = request(at, actor_of("agent"), customer_=handled.customer, parent=handled)
    said = refused(confirm_request, actor_of("callback"), handled, satisfaction=5, at=at)
    assert said == f"{child.number} still open below this request; close them first."
    cancel_request(actor_of("agent"), child, reason="重复", at=at)
    assert confirm_request(actor_of("callback"), handled, satisfaction=5, at=at).state == "closed"


@pytest.mark.parametrize("way", ["cancel", "merge", "unlock"])
def test_a_parent_ends_by_no_other_way_before_its_children_either(actor_of, pending, way, at):
    agent = actor_of("agent")
    child = request(at, agent, customer_=pending.customer, parent=pending)
    match way:
        case "cancel":
            said = refused(cancel_request, agent, pending, reason="不用了", at=at)
        case "merge":
            said = refused(merge_request, agent, pending, into=request(at, agent, customer_=pending.customer), at=at)
        case "unlock":
            lock_request(system("timed-rule"), pending, at=at)
            said = refused(unlock_request, actor_of("manager"), pending, decision="不修了", to="cancelled", at=at)
    assert said == f"{child.number} still open below this request; close them first."


def test_nothing_begins_below_a_request_that_has_ended(actor_of, handled, at):
    confirm_request(actor_of("callback"), handled, satisfaction=5, at=at)
    with pytest.raises(Refusal) as caught:
        request(at, actor_of("agent"), customer_=handled.customer, parent=handled)
    assert str(caught.value) == (
        f"{handled.number}, the request above, is closed; reopen that one first, "
        "or enter a request that stands for itself."
    )
    assert ServiceRequest.objects.count() == 1


def test_a_child_is_reopened_after_its_parent(actor_of, handled, at):
    agent, manager = actor_of("agent"), actor_of("manager")
    child = request(at, agent, customer_=handled.customer, parent=handled)
    lock_request(system("timed-rule"), child, at=at)
    conclude_request(manager, child, decision="refunded", reason="退款", at=at)
    confirm_request(actor_of("callback"), handled, satisfaction=5, at=at)
    said = refused(reopen_request, agent, child, reason="又坏了", at=at)
    assert said.startswith(f"{handled.number}, the request above, is closed; reopen that one first")
    reopen_request(agent, handled, reason="又坏了", at=at)
    assert reopen_request(agent, child, reason="又坏了", at=at).state == "pending"


def test_buttons_are_exactly_the_moves_of_state_and_person(actor_of, pending):
    assert available_actions(actor_of("dispatcher"), pending) == ["assign", "suspend"]
    assert available_actions(actor_of("agent"), pending) == ["suspend", "cancel", "merge"]
    assert available_actions(actor_of("callback"), pending) == []
    offered = {move.verb: move.refusal for move in moves(actor_of("callback"), pending)}
    assert isinstance(offered["assign"], NotAllowed)


def test_an_unknown_kind_is_refused_with_the_known_ones(actor_of, at):
    known = ", ".join(RequestKind.objects.order_by("position").values_list("code", flat=True))
    with pytest.raises(Refusal) as caught:
        request(at, actor_of("agent"), kind="magic")
    assert str(caught.value) == f"“magic” is not known here; choose one of: {known}."
    assert ServiceRequest.objects.count() == 0
