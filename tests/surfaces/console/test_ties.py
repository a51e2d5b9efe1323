"""Requests that belong together name each other, for those who may see both."""

import pytest
from django.urls import reverse

from aftercare.domains.requests.actions import assign_request, link_requests, merge_request
from aftercare.domains.requests.queries import ties_of
from tests import make

pytestmark = pytest.mark.django_db


def named(client, wanted) -> list[tuple[str, str]]:
    """The ties that stand on the page of a request: how, and with which."""
    page = client.get(reverse("console:request", args=[wanted.id]))
    for _label, tie in page.context["ties"]:
        assert f'href="{reverse("console:request", args=[tie.id])}">{tie.title}</a>' in page.content.decode()
    return [(str(label), tie.number) for label, tie in page.context["ties"]]


@pytest.fixture
def served(at):
    return make.customer(at)


def test_parent_and_child_name_each_other(client_of, served, at):
    parent = make.request(at, customer_=served)
    child = make.request(at, customer_=served, parent=parent)
    agent = client_of("agent")
    assert named(agent, parent) == [("Requests below", child.number)]
    assert named(agent, child) == [("Request above", parent.number)]


def test_a_merged_request_and_its_survivor_link_each_other_in_ties_and_story(client_of, actor_of, served, at):
    survivor, merged = (make.request(at, customer_=served) for _ in range(2))
    merge_request(actor_of("agent"), merged, into=survivor, at=at)
    agent = client_of("agent")
    assert named(agent, survivor) == [("Merged into this one", merged.number)]
    assert named(agent, merged) == [("Merged into", survivor.number)]
    stories = [agent.get(reverse("console:request", args=[one.id])).content.decode() for one in (survivor, merged)]
    links = [f'<a href="{reverse("console:request", args=[one.id])}">' for one in (merged, survivor)]
    assert f"{links[0]}merged {merged.number} into this request</a>" in stories[0]
    assert f"{links[1]}merged the request into {survivor.number}</a>" in stories[1]


def test_a_repeat_names_what_it_repeats(client_of, served, at):
    first, again = (make.request(at, customer_=served) for _ in range(2))
    again.repeat_of = first
    again.save(update_fields=["repeat_of"])
    agent = client_of("agent")
    assert named(agent, again) == [("Repeats", first.number)]
    assert named(agent, first) == [("Repeated by", again.number)]


def test_a_link_is_named_on_both_sides_and_told_in_the_story(client_of, actor_of, served, at):
    one, other = (make.request(at, customer_=served) for _ in range(2))
    link_requests(actor_of("agent"), one, other=other, at=at)
    agent = client_of("agent")
    assert (named(agent, one), named(agent, other)) == ([("Linked", other.number)], [("Linked", one.number)])
    assert f">linked {other.number}</a>" in agent.get(reverse("console:request", args=[one.id])).content.decode()


def test_who_may_not_see_the_other_request_is_told_nothing_of_it(client_of, actor_of, user_of, served, at):
    mine, foreign = (make.request(at, customer_=served) for _ in range(2))
    link_requests(actor_of("agent"), mine, other=foreign, at=at)
    assign_request(actor_of("dispatcher"), mine, engineer=make.engineer(at, user=user_of("engineer")), at=at)
    page = client_of("engineer").get(reverse("console:request", args=[mine.id])).content.decode()
    assert ties_of(actor_of("engineer"), mine) == []
    assert (foreign.number in page, "linked another request" in page) == (False, True)
