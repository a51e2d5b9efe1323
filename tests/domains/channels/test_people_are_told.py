"""Who is told of what: once, never of one's own doing, and by the ways one chose."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.domains.channels.conftest import HOUSE
from tests.reacting import run_reactions

from aftercare.domains.accounts.models import User
from aftercare.domains.channels.actions import notify_people, set_notification_choice
from aftercare.domains.channels.models import Message, Notification
from aftercare.domains.requests.actions import (
    assign_request,
    cancel_request,
    fail_request,
    record_contact,
    start_request,
    withdraw_request,
)
from aftercare.kit.actor import Actor, ActorKind
from aftercare.kit.events import event_of
from aftercare.kit.ids import Ref
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """Who was told what, in order."""
    rows = Notification.objects.order_by("at", "kind", "person__name")
    return [(row.kind, row.person.name) for row in rows.select_related("person")]


def test_the_engineer_is_told_of_new_work_on_the_page_and_by_mail(at, user_of, actor_of):
    engineer = make.engineer(at, user=user_of("engineer"))
    wanted = assign_request(actor_of("dispatcher"), make.request(at), engineer=engineer, at=at)
    run_reactions()
    assert told() == [("request.assigned", "engineer")]
    message = Message.objects.get(person=user_of("engineer"))
    assert (message.kind, message.about_label) == ("request.assigned", wanted.number)
    assert message.subject == f"{wanted.number} 已派给您：空调不制冷"
    assert f"/requests/{wanted.id}/" in message.text


def test_a_fact_seen_again_tells_nobody_again(at, user_of, actor_of):
    from aftercare.domains.channels import reactions

    engineer = make.engineer(at, user=user_of("engineer"))
    wanted = assign_request(actor_of("dispatcher"), make.request(at), engineer=engineer, at=at)
    run_reactions()
    fact = facts_of(wanted.ref).get(kind="request.assigned")
    reactions.people.tell_whom_it_concerns(event_of(fact), fact)
    assert (Notification.objects.count(), Message.objects.filter(contact=None).count()) == (1, 1)
    assert len(facts_of(Notification.objects.get().ref)) == 1


def test_nobody_is_told_of_what_they_did_themselves(at, user_of, actor_of):
    manager = user_of("manager")
    assign_request(actor_of("manager"), make.request(at), assignee=manager, at=at)
    run_reactions()
    assert told() == []


def test_whoever_loses_a_request_is_told_that_they_need_not_go(at, user_of, actor_of):
    first = make.engineer(at, user=user_of("engineer"))
    second = make.engineer(at, user=user_of("engineer", name="second"), name="张工", code="E2")
    dispatcher = actor_of("dispatcher")
    handed_on, taken, cancelled = (
        make.request(at, customer_=make.customer(at, phone=f"1380013800{n}")) for n in range(3)
    )
    handed_on, taken, cancelled = (
        assign_request(HOUSE, one, engineer=first, at=at) for one in (handed_on, taken, cancelled)
    )
    run_reactions()
    Notification.objects.all().delete()
    later = at + timedelta(minutes=1)
    assign_request(dispatcher, handed_on, engineer=second, at=later)
    withdraw_request(dispatcher, taken, reason="Another day.", at=later)
    cancel_request(actor_of("agent"), cancelled, reason="Works again.", at=later)
    run_reactions()
    assert told() == [("request.assigned", "second"), *[("request.withdrawn", "engineer")] * 3]
    assert {row.about_id for row in Notification.objects.filter(kind="request.withdrawn")} == {
        handed_on.id,
        taken.id,
        cancelled.id,
    }


def test_the_members_of_a_team_are_told_each_on_the_page_alone(at, user_of, actor_of):
    team = make.team(at, user_of("engineer"), user_of("agent"))
    assign_request(actor_of("dispatcher"), make.request(at), team=team, at=at)
    run_reactions()
    assert told() == [("team.assigned", "agent"), ("team.assigned", "engineer")]
    assert Message.objects.filter(contact=None).count() == 0


def test_what_a_team_is_given_in_an_hour_is_one_line_for_each_of_them(at, user_of, actor_of):
    team = make.team(at, user_of("engineer"), user_of("agent"))
    for number in range(3):
        wanted = make.request(at, customer_=make.customer(at, phone=f"1380013800{number}"))
        assign_request(actor_of("dispatcher"), wanted, team=team, at=at + timedelta(minutes=number))
    run_reactions()
    rows = Notification.objects.filter(kind="team.assigned").order_by("person__name")
    assert [(row.person.name, row.facts) for row in rows] == [("agent", 3), ("engineer", 3)]


def test_a_team_is_told_what_its_customer_writes_and_nothing_when_the_request_is_taken_back(at, user_of, actor_of):
    team = make.team(at, user_of("engineer"), user_of("agent"))
    wanted = assign_request(actor_of("dispatcher"), make.request(at), team=team, at=at)
    customer = Actor(ActorKind.CUSTOMER, wanted.customer_id, "")
    record_contact(customer, wanted, channel="portal", direction="in", text="When?", at=at)
    run_reactions()
    withdraw_request(actor_of("dispatcher"), wanted, reason="Another team.", at=at)
    run_reactions()
    kinds = [("team.assigned", "agent"), ("team.assigned", "engineer")]
    assert told() == [*kinds, ("team.customer_wrote", "agent"), ("team.customer_wrote", "engineer")]


def test_the_managers_whose_part_of_the_company_it_is_are_told_of_a_lock(at, user_of, actor_of, company):
    from aftercare.domains.accounts.actions import create_unit

    south, north = (create_unit(HOUSE, code=code, name=code, parent=company[1].unit, at=at) for code in ("s", "n"))
    for name, reach in (("everywhere", {}), ("southern", {"node": south}), ("northern", {"node": north})):
        user_of("manager", name=name, **reach)
    worker = make.engineer(at, user=user_of("engineer"))
    wanted = make.request(at, unit=south)
    for _ in range(2):
        assign_request(HOUSE, wanted, engineer=worker, at=at)
        start_request(HOUSE, wanted, at=at)
        fail_request(HOUSE, wanted, outcome="unsolved", at=at)
    run_reactions()
    locked = Notification.objects.filter(kind="request.locked").order_by("person__name")
    assert [row.person.name for row in locked] == ["everywhere", "southern"]


def test_a_customers_words_reach_whoever_has_it_or_else_the_desk(at, user_of, actor_of):
    wanted = make.request(at)
    customer = Actor(ActorKind.CUSTOMER, wanted.customer_id, "")
    user_of("agent"), user_of("stranger")
    record_contact(customer, wanted, channel="portal", direction="in", text="When?", at=at)
    run_reactions()
    assert told() == [("desk.customer_wrote", "agent")]
    assign_request(HOUSE, wanted, engineer=make.engineer(at, user=user_of("engineer")), at=at)
    run_reactions()
    Notification.objects.all().delete()
    record_contact(customer, wanted, channel="portal", direction="in", text="And now?", at=at)
    run_reactions()
    assert told() == [("customer.wrote", "engineer")]


def test_each_is_told_by_the_ways_they_chose(at, user_of):
    both, page, mail, nothing = (user_of("agent", name=name) for name in ("both", "page", "mail", "nothing"))
    for person, ways in ((page, (True, False)), (mail, (False, True)), (nothing, (False, False))):
        set_notification_choice(HOUSE, person, kind="request.mentioned", page=ways[0], mail=ways[1], at=at)
    notify_people(
        HOUSE,
        [person.id for person in (both, page, mail, nothing)],
        kind="request.mentioned",
        about=Ref("request", uuid4()),
        label="SR-1",
        key="m",
        at=at,
    )
    assert sorted(row.person.name for row in Notification.objects.all()) == ["both", "page"]
    assert sorted(row.person.name for row in Message.objects.all()) == ["both", "mail"]


def test_who_signs_in_no_more_is_told_nothing(at, user_of):
    person = user_of("agent")
    User.objects.filter(pk=person.pk).update(is_active=False)
    about = {"kind": "request.mentioned", "about": Ref("request", uuid4()), "label": "SR-1", "key": "m", "at": at}
    assert notify_people(HOUSE, [person.id], **about) == []
    assert (Notification.objects.count(), Message.objects.count()) == (0, 0)


def test_telling_500_people_costs_the_statements_of_telling_five(at, company):
    def people(count: int) -> list:
        users = [User(email=f"u{count}-{n}@example.com", name=f"{n}") for n in range(count)]
        return [user.id for user in User.objects.bulk_create(users)]

    def cost(count: int, key: str) -> int:
        to = people(count)
        about = {"kind": "request.mentioned", "about": wanted.ref, "label": wanted.number, "key": key, "at": at}
        with CaptureQueriesContext(connection) as asked:
            assert len(notify_people(HOUSE, to, **about)) == count
        return len(asked)

    wanted = make.request(at)
    assert (cost(5, "few"), cost(500, "many")) == (6, 6)
    assert Message.objects.filter(kind="request.mentioned").count() == 505
