"""Whoever was named or watches is told how a request goes on, once a fact, and never of their own doing."""

from datetime import timedelta

import pytest
from tests import make
from tests.domains.channels.conftest import HOUSE
from tests.domains.channels.test_people_are_told import told
from tests.reacting import run_reactions

from aftercare.domains.accounts.actions import take_grant
from aftercare.domains.accounts.models import Grant
from aftercare.domains.channels.models import Message, Notification
from aftercare.domains.requests.actions import assign_request, note_request, record_contact, watch_request
from aftercare.kit.actor import Actor, ActorKind

pytestmark = pytest.mark.django_db


def test_whoever_is_named_in_a_note_is_told_on_the_page_and_by_mail(at, user_of, actor_of):
    wanted, named = make.request(at), user_of("dispatcher")
    note_request(actor_of("agent"), wanted, text="@dispatcher please", mentioned=[named], at=at)
    run_reactions()
    assert told() == [("request.mentioned", "dispatcher")]
    assert Message.objects.filter(person=named, kind="request.mentioned").count() == 1


def test_watchers_hear_of_moves_notes_and_words_but_not_of_their_own(at, user_of, actor_of):
    wanted, watcher = make.request(at), actor_of("analyst")
    watch_request(watcher, wanted, at=at)
    watch_request(actor_of("dispatcher"), wanted, at=at)
    wanted = assign_request(actor_of("dispatcher"), wanted, engineer=make.engineer(at, user=user_of("engineer")), at=at)
    run_reactions()
    assert told() == [("request.assigned", "engineer"), ("watched.moved", "analyst")]
    assert Notification.objects.get(person=watcher.id).params == {"what": "request.assigned", "state": "assigned"}
    later = at + timedelta(minutes=1)
    note_request(actor_of("agent"), wanted, text="Bring the ladder.", at=later)
    customer = Actor(ActorKind.CUSTOMER, wanted.customer_id, "")
    record_contact(customer, wanted, channel="portal", direction="in", text="When?", at=later)
    run_reactions()
    assert told()[2:] == [
        ("customer.wrote", "engineer"),
        ("watched.noted", "analyst"),
        ("watched.noted", "dispatcher"),
        ("watched.wrote", "analyst"),
        ("watched.wrote", "dispatcher"),
    ]


def test_whoever_has_a_request_and_watches_it_is_told_of_each_fact_once(at, user_of, actor_of):
    wanted = make.request(at)
    watch_request(actor_of("agent"), wanted, at=at)
    assign_request(actor_of("dispatcher"), wanted, assignee=user_of("agent"), at=at)
    run_reactions()
    assert told() == [("request.assigned", "agent")]


def test_words_on_what_nobody_has_go_to_its_watchers_and_else_to_the_desk(at, user_of, actor_of):
    wanted = make.request(at)
    user_of("agent")
    customer = Actor(ActorKind.CUSTOMER, wanted.customer_id, "")
    watch_request(actor_of("dispatcher"), wanted, at=at)
    record_contact(customer, wanted, channel="portal", direction="in", text="When?", at=at)
    run_reactions()
    assert told() == [("watched.wrote", "dispatcher")]


def test_a_watcher_who_may_no_longer_see_it_hears_nothing(at, actor_of):
    wanted = make.request(at)
    watcher = actor_of("analyst")
    watch_request(watcher, wanted, at=at)
    take_grant(HOUSE, Grant.objects.get(user=watcher.id), at=at)
    note_request(actor_of("agent"), wanted, text="Bring the ladder.", at=at)
    run_reactions()
    assert told() == []
