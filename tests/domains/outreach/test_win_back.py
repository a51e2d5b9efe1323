"""A list is taken in hand once, given in turn, and what came of each is kept and counted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests import make
from tests.domains.grading.bought import bought
from tests.domains.outreach.shop import asked, sleeper, suggestion

from aftercare.domains.accounts.models import Task
from aftercare.domains.customers.actions import add_grade, note_consent, withdraw_consent
from aftercare.domains.customers.models import Communication, Consent
from aftercare.domains.orders.models import Order
from aftercare.domains.outreach import errors
from aftercare.domains.outreach.actions import approach_customer, record_result, take_chunk, take_list
from aftercare.domains.outreach.actions import taking as of_taking
from aftercare.domains.outreach.models import Approach
from aftercare.domains.outreach.queries import figures_of
from aftercare.kit.errors import NotAllowed
from aftercare.kit.jobs import run_queued
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(company, at):
    return [sleeper(at, name) for name in ("甲", "乙", "丙", "丁", "戊")]


@pytest.fixture
def wanted(company, at):
    return suggestion(at, occasion="asleep", span=180)


@pytest.fixture
def taken(people, wanted, actor_of, user_of, at):
    """The approach of the first customer, with the agent."""
    agent = actor_of("agent")
    return approach_customer(agent, people[0], suggestion=wanted, at=at)


def listed(at, manager, one, owners, count, **more):
    batch = take_list(manager, one, owners=owners, wanted=count, due_at=at + timedelta(days=7), at=at, **more)
    while take_chunk(manager, batch, at=at):
        pass
    batch.refresh_from_db()
    return batch


def test_a_list_is_given_in_turn_in_chunks_and_nobody_is_taken_twice(
    people, wanted, actor_of, user_of, at, monkeypatch
):
    monkeypatch.setattr(of_taking, "CHUNK", 2)
    manager, owners = actor_of("manager"), [user_of("agent"), user_of("callback")]
    batch = listed(at, manager, wanted, owners, 3)
    assert (batch.taken, batch.ended_at) == (3, at)
    given = [owner for (owner,) in Approach.objects.order_by("-customer_id").values_list("owner__name")]
    assert sorted(given) == ["agent", "agent", "callback"]
    assert len(asked(wanted, at)) == 2
    assert listed(at, manager, wanted, owners, 10).taken == 2
    assert (take_chunk(manager, batch, at=at), Approach.objects.count(), asked(wanted, at)) == (0, 5, [])
    tasks = Task.objects.filter(kind="approach.due", done_at=None)
    assert (tasks.count(), tasks.first().due_at) == (5, at + timedelta(days=7))
    assert LedgerEntry.objects.filter(kind="approach.taken").count() == 5


def test_a_worker_takes_the_list_with_the_rights_of_who_asked(people, wanted, actor_of, user_of, at):
    take_list(actor_of("manager"), wanted, owners=[user_of("agent")], wanted=5, due_at=at + timedelta(days=900), at=at)
    run_queued()
    assert Approach.objects.count() == 5


def test_a_list_of_one_class_takes_that_class_alone(people, wanted, actor_of, user_of, at):
    gold = add_grade(make.HOUSE, code="gold", name="金牌", at=at)
    rich = sleeper(at, "己", grade=gold)
    assert listed(at, actor_of("manager"), wanted, [user_of("agent")], 9, grade=gold).taken == 1
    assert Approach.objects.get().customer == rich


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"wanted": 0}, errors.WantedOutOfBounds),
        ({"owners": []}, errors.NoOwners),
        ({"due_at": None}, errors.DueInThePast),
    ],
)
def test_a_list_nobody_can_work_on_is_refused(people, wanted, actor_of, user_of, at, changes, refusal):
    given = {"owners": [user_of("agent")], "wanted": 3, "due_at": at + timedelta(days=1), **changes}
    given["due_at"] = given["due_at"] or at
    with pytest.raises(refusal):
        take_list(actor_of("manager"), wanted, at=at, **given)
    with pytest.raises(errors.OwnerMayNotOffer) as refused:
        take_list(
            actor_of("manager"),
            wanted,
            owners=[user_of("keeper")],
            wanted=1,
            due_at=at + timedelta(days=1),
            at=at,
        )
    assert str(refused.value) == "keeper may not make offers; choose somebody who holds that right."
    assert not LedgerEntry.objects.filter(kind="win_back_batch.begun").exists()


def test_one_customer_is_taken_from_the_file_once_in_ninety_days(people, wanted, taken, actor_of, at):
    agent = actor_of("agent")
    assert (taken.owner_id, taken.ground["occasion"], taken.channel) == (agent.id, "asleep", "phone")
    with pytest.raises(errors.AlreadyApproached):
        approach_customer(agent, people[0], suggestion=wanted, at=at)
    record_result(agent, taken, result="not_interested", at=at)
    with pytest.raises(errors.AlreadyApproached):
        approach_customer(agent, people[0], suggestion=wanted, at=at + timedelta(days=89))
    approach_customer(agent, people[0], suggestion=wanted, at=at + timedelta(days=91))
    assert Approach.objects.count() == 2


def test_whom_it_is_not_for_and_who_did_not_agree_can_not_be_taken(wanted, actor_of, at):
    agent = actor_of("agent")
    with pytest.raises(errors.DoesNotFit):
        approach_customer(agent, sleeper(at, "新", days_ago=3), suggestion=wanted, at=at)
    with pytest.raises(errors.NotAgreed):
        approach_customer(agent, sleeper(at, "静", agrees=False), suggestion=wanted, at=at)
    assert not Approach.objects.exists()


def test_each_result_is_kept_stands_in_the_log_and_ends_the_entry(taken, actor_of, at):
    agent, later = actor_of("agent"), at + timedelta(days=2)
    record_result(agent, taken, result="not_reached", again_at=later, at=at)
    assert list(Task.objects.filter(done_at=None).values_list("due_at", flat=True)) == [later]
    record_result(agent, taken, result="interested", note="Wants a quotation.", at=later)
    taken.refresh_from_db()
    assert (taken.result, taken.note) == ("interested", "Wants a quotation.")
    assert not Task.objects.filter(done_at=None).exists()
    said = list(Communication.objects.order_by("at").values_list("direction", "outcome", "text"))
    assert said == [("out", "no_answer", ""), ("out", "reached", "Wants a quotation.")]
    with pytest.raises(errors.AlreadySettled):
        record_result(agent, taken, result="reached", at=later)


def test_what_was_bought_counts_once_and_only_for_its_customer(taken, people, wanted, actor_of, at):
    agent = actor_of("agent")
    order = bought(at, people[0], days_ago=0, total="500")
    with pytest.raises(errors.LinkWithoutInterest):
        record_result(agent, taken, result="reached", order=order, at=at)
    with pytest.raises(errors.LinkOfAnother):
        record_result(agent, taken, result="interested", order=bought(at, people[1], days_ago=0, total="1"), at=at)
    record_result(agent, taken, result="interested", order=order, at=at)
    again = approach_customer(agent, people[0], suggestion=suggestion(at, title="换新"), at=at + timedelta(days=100))
    with pytest.raises(errors.LinkTaken):
        record_result(agent, again, result="interested", order=order, at=at + timedelta(days=100))


def test_do_not_ask_again_ends_all_consent_and_stays(taken, people, wanted, actor_of, at):
    agent = actor_of("agent")
    note_consent(make.HOUSE, people[0].contacts.get(), channel="wechat", at=at)
    record_result(agent, taken, result="no_more", note="Never again.", at=at)
    assert not Consent.objects.filter(customer=people[0], withdrawn_at=None).exists()
    assert "甲" not in asked(suggestion(at, title="换新"), at + timedelta(days=365))
    with pytest.raises(errors.ResultFinal):
        record_result(agent, taken, result="interested", at=at)


def test_withdrawn_consent_lets_an_open_one_go_and_refuses_a_result_at_once(taken, people, actor_of, at):
    agent = actor_of("agent")
    withdraw_consent(agent, people[0].contacts.get(), at=at)
    with pytest.raises(errors.NotAgreed):
        record_result(agent, taken, result="reached", at=at)
    run_queued()
    taken.refresh_from_db()
    assert (taken.result, Task.objects.filter(done_at=None, kind="approach.due").count()) == ("withdrawn", 0)
    run_queued()
    assert LedgerEntry.objects.filter(kind="approach.dropped").count() == 1


def test_somebody_elses_customer_is_not_answered_for(taken, actor_of, at):
    for role in ("callback", "analyst", "stranger"):
        with pytest.raises(NotAllowed):
            record_result(actor_of(role), taken, result="reached", at=at)
    record_result(actor_of("manager"), taken, result="reached", at=at)
    assert Approach.objects.get().result == "reached"


def test_figures_count_each_class_exactly(people, wanted, actor_of, user_of, at):
    gold = add_grade(make.HOUSE, code="gold", name="金牌", at=at)
    rich, agent = sleeper(at, "己", grade=gold), actor_of("agent")
    results = ["interested", "interested", "not_interested", "no_more", "not_reached"]
    for one, result in zip(people, results, strict=True):
        made = approach_customer(agent, one, suggestion=wanted, at=at)
        order = bought(at, one, days_ago=0, total="250") if one is people[0] else None
        record_result(agent, made, result=result, order=order, at=at)
    approach_customer(agent, rich, suggestion=wanted, at=at)
    figures = figures_of([wanted.id])[wanted.id]
    plain, golden = figures.classes[""], figures.classes["金牌"]
    assert (plain.taken, plain.open, plain.spoken, plain.interested, plain.bought) == (5, 1, 4, 2, 1)
    assert (plain.not_interested, plain.no_more, plain.value, plain.conversion) == (1, 1, Decimal(250), Decimal(20))
    assert (golden.taken, golden.open, golden.conversion) == (1, 1, Decimal(0))
    assert (figures.whole.taken, figures.whole.conversion) == (6, Decimal("16.7"))


def test_an_order_that_is_cancelled_later_was_no_success(taken, people, wanted, actor_of, at):
    order = bought(at, people[0], days_ago=0, total="250", state="approved")
    record_result(actor_of("agent"), taken, result="interested", order=order, at=at)
    whole = figures_of([wanted.id])[wanted.id].whole
    assert (whole.interested, whole.bought, whole.value) == (1, 1, Decimal(250))
    Order.objects.filter(pk=order.pk).update(state="cancelled")
    whole = figures_of([wanted.id])[wanted.id].whole
    assert (whole.interested, whole.bought, whole.value) == (1, 0, Decimal(0))


def test_do_not_ask_again_is_kept_also_where_one_consent_is_gone_already(taken, people, actor_of, at):
    agent, contact = actor_of("agent"), people[0].contacts.get()
    note_consent(make.HOUSE, contact, channel="wechat", at=at)
    withdraw_consent(agent, contact, channel="phone", at=at)
    record_result(agent, taken, result="no_more", at=at)
    assert not Consent.objects.filter(customer=people[0], withdrawn_at=None).exists()
