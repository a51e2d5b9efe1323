"""Several people, and the house, act on the same things at the same moment."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.at_once import at_once
from tests.make import HOUSE, customer, engineer, later, request
from tests.reacting import run_reactions

from aftercare.domains.accounts.models import Task, User
from aftercare.domains.contracts.actions import start_agreement, tell_due, use_entitlement
from aftercare.domains.contracts.errors import EntitlementShort
from aftercare.domains.contracts.models import Clock
from aftercare.domains.contracts.queries.coverage import entitlements_left
from aftercare.domains.dispatch.actions import assign_by_hand
from aftercare.domains.requests.actions import (
    assign_request,
    conclude_request,
    link_requests,
    lock_request,
    record_contact,
)
from aftercare.domains.requests.errors import AssignedMeanwhile, HolderLeft
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.queries import broken_invariants
from aftercare.domains.workforce.actions import deactivate_engineer
from aftercare.kit.events import react
from aftercare.kit.ledger import facts_of, tampered
from aftercare.kit.numbering import Series

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


def names(results: list[object]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


@pytest.fixture
def agreement():
    """Five visits and ten hours are included."""
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    included = {"visits": Decimal(5), "hours": Decimal(10)}
    return start_agreement(HOUSE, customer=customer(AT), name="年度保养", entitlements=included, at=AT, **year)


def take(agreement, kind: str, key: str):
    return lambda: use_entitlement(HOUSE, agreement, kind=kind, quantity=Decimal(1), key=key, at=AT)


def test_no_more_visits_are_taken_than_are_included(agreement):
    results = at_once(*(take(agreement, "visits", f"visit:{n}") for n in range(12)))
    assert names(results) == ["Decimal"] * 5 + ["EntitlementShort"] * 7
    assert sorted(left for left in results if isinstance(left, Decimal)) == [0, 1, 2, 3, 4]
    refused = next(result for result in results if isinstance(result, EntitlementShort))
    assert "0 of 5" in str(refused)
    assert entitlements_left(agreement) == {"visits": 0, "hours": 10}


def test_the_same_use_told_by_many_counts_once(agreement):
    results = at_once(*(take(agreement, "visits", "visit:1") for _ in range(6)))
    assert results == [Decimal(4)] * 6
    assert entitlements_left(agreement)["visits"] == 4


def test_visits_and_hours_of_one_agreement_do_not_meet_in_the_ledger(agreement):
    works = [take(agreement, kind, f"{kind}:{n}") for n in range(4) for kind in ("visits", "hours")]
    assert names(at_once(*works)) == ["Decimal"] * 8
    assert entitlements_left(agreement) == {"visits": 1, "hours": 6}
    assert tampered(agreement.ref) == []


def test_of_two_dispatchers_one_assigns_and_the_other_is_told(actor_of):
    wish, dispatcher = request(AT), actor_of("dispatcher")
    li, zhao = engineer(AT), engineer(AT, name="赵工", code="E2")
    seen = [(ServiceRequest.objects.get(pk=wish.pk), one) for one in (li, zhao)]
    results = at_once(*(lambda one=one: assign_by_hand(dispatcher, one[0], engineer=one[1], at=AT) for one in seen))
    assert names(results) == ["AssignedMeanwhile", "ServiceRequest"]
    kept = ServiceRequest.objects.get(pk=wish.pk)
    assert facts_of(wish.ref).filter(verb="assign").count() == 1
    assert (kept.state, kept.engineer_id in (li.id, zhao.id), Attempt.objects.count()) == ("assigned", True, 1)
    assert (tampered(), broken_invariants()) == ([], [])


def test_who_did_not_know_that_it_was_assigned_is_told(actor_of):
    wish, dispatcher = request(AT), actor_of("dispatcher")
    li, zhao = engineer(AT), engineer(AT, name="赵工", code="E2")
    seen = ServiceRequest.objects.get(pk=wish.pk)
    given = assign_by_hand(dispatcher, wish, engineer=li, at=AT)
    with pytest.raises(AssignedMeanwhile) as refusal:
        assign_by_hand(dispatcher, seen, engineer=zhao, at=AT)
    assert str(refusal.value) == (
        f"{wish.number} was given to 李工 a moment ago; look again before you give it to somebody else."
    )
    assert ServiceRequest.objects.get(pk=wish.pk).engineer == li
    assert assign_by_hand(dispatcher, given, engineer=zhao, at=AT).engineer == zhao


def test_numbers_are_given_once_by_fifty_at_a_time():
    series = Series("SR", "request")
    taken = at_once(*[lambda: [series.next(2026) for _ in range(4)]] * 50)
    assert len({number for some in taken for number in some}) == 200
    assert all(some == sorted(some) for some in taken)


def test_fifty_enter_a_request_at_once():
    owner = customer(AT)
    entered = at_once(*[lambda: request(AT, customer_=owner)] * 50)
    assert names(entered) == ["ServiceRequest"] * 50
    assert len({one.number for one in entered}) == 50
    assert (tampered(), broken_invariants()) == ([], [])


@pytest.mark.parametrize("rounds", [8, pytest.param(150, marks=pytest.mark.prove)])
def test_an_alert_and_the_answer_to_it_do_not_miss_each_other(rounds, actor_of):
    from procrastinate.contrib.django.models import ProcrastinateJob

    agent = actor_of("agent")
    for _round in range(rounds):
        wish = request(AT)
        tell_due(HOUSE, Clock.objects.get(subject_id=wish.id, kind="first_response"), at=later(AT, minutes=45))
        job = ProcrastinateJob.objects.get(args__reaction__endswith="alert_about_request")
        results = at_once(
            lambda job=job: react(**job.args),
            lambda wish=wish: record_contact(
                agent, wish, channel="phone", direction="out", text="您好", at=later(AT, minutes=46)
            ),
        )
        assert names(results) == ["Communication", "NoneType"]
        assert Task.objects.filter(about_id=wish.id, done_at=None).count() == 0
        assert tampered(wish.ref) == []
        ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete("default")


def test_a_parent_closes_or_gets_a_child_never_both():
    who = customer(AT)
    for _ in range(4):
        above = request(AT, customer_=who)
        lock_request(HOUSE, above, at=AT)
        at_once(
            lambda above=above: conclude_request(HOUSE, above, decision="refunded", reason="退款", at=AT),
            lambda above=above: request(AT, customer_=who, parent=above),
        )
    closed, below = ServiceRequest.objects.filter(state="closed"), ServiceRequest.objects.exclude(parent=None)
    assert closed.count() + below.count() == 4
    assert broken_invariants() == []


def test_two_tie_the_same_requests_from_either_side(actor_of):
    who, agent = customer(AT), actor_of("agent")
    for _ in range(5):
        one, other = request(AT, customer_=who), request(AT, customer_=who)
        results = at_once(
            lambda one=one, other=other: link_requests(agent, one, other=other, at=AT),
            lambda one=one, other=other: link_requests(agent, other, other=one, at=AT),
        )
        assert names(results) == ["RequestLink", "RequestLink"]


def test_whoever_leaves_at_the_same_moment_is_given_nothing_or_others_are_asked_for(actor_of):
    wishes = [request(AT, customer_=customer(AT, phone=f"1380013800{n}")) for n in range(8)]
    left, dispatcher = engineer(AT), actor_of("dispatcher")
    works = [lambda wish=wish: assign_request(dispatcher, wish, engineer=left, at=AT) for wish in wishes]
    results = at_once(*works, lambda: deactivate_engineer(HOUSE, left, at=AT))
    assert set(names(results)) <= {"Engineer", "HolderLeft", "ServiceRequest"}
    run_reactions()
    with_them = set(ServiceRequest.objects.filter(engineer=left).values_list("id", flat=True))
    asked = Task.objects.filter(kind="request.reassign", done_at=None)
    assert set(asked.values_list("about_id", flat=True)) == with_them
    assert len(with_them) == names(results).count("ServiceRequest")


def test_nobody_who_left_is_given_anything(at, actor_of, user_of):
    wish, left, desk = request(AT), engineer(AT), user_of("agent")
    deactivate_engineer(HOUSE, left, at=AT)
    User.objects.filter(pk=desk.pk).update(is_active=False)
    for holder, name in (({"engineer": left}, left.name), ({"assignee": desk}, desk.name)):
        with pytest.raises(HolderLeft) as refusal:
            assign_request(actor_of("dispatcher"), wish, at=AT, **holder)
        assert str(refusal.value) == f"{name} is no longer active and can be given nothing; choose somebody else."
    assert (ServiceRequest.objects.get(pk=wish.pk).state, Attempt.objects.count()) == ("pending", 0)
