"""The timeline of a request: everything in one, by sort, some at a time."""

import re

import pytest
from django.urls import reverse

from aftercare.domains.dispatch.actions import Slot, assign_by_hand
from aftercare.domains.requests.actions import note_request, record_contact
from aftercare.kit.actor import Actor, ActorKind
from tests import make
from tests.make import later

pytestmark = pytest.mark.django_db


def page_of(client, wanted, **query: str):
    return client.get(reverse("console:request", args=[wanted.id]), query)


def texts(client, wanted, **query: str) -> list[str]:
    return [str(entry.text) for entry in page_of(client, wanted, **query).context["entries"]]


@pytest.fixture
def told(at, actor_of):
    """A request with a visit, a note, a reply, and words of the customer."""
    wanted, engineer = make.request(at), make.engineer(at)
    slot = Slot(later(at, days=1), later(at, days=1, hours=2))
    assign_by_hand(actor_of("dispatcher"), wanted, engineer=engineer, slot=slot, at=later(at, minutes=1))
    note_request(actor_of("agent"), wanted, text="老客户", at=later(at, minutes=2))
    customer = Actor(ActorKind.CUSTOMER, wanted.customer_id, "王芳", via="portal")
    given = {"channel": "portal", "direction": "in", "text": "几点到？"}
    record_contact(customer, wanted, at=later(at, minutes=3), **given)
    note_request(actor_of("agent"), wanted, text="九点", internal=False, at=later(at, minutes=4))
    return wanted


def test_everything_stands_in_one_story(client_of, told):
    assert texts(client_of("agent"), told) == [
        "replied to the customer",
        "wrote to the desk (Portal)",
        "wrote a note",
        "kept why this engineer was chosen",
        "planned a visit of 李工: tomorrow 09:00–11:00",
        "assigned the request to 李工",
        "entered the request",
    ]


def test_what_the_customer_sees_says_so_and_what_stays_among_colleagues_too(client_of, told):
    entries = page_of(client_of("agent"), told, show="talk").context["entries"]
    assert [(one.shown, one.theirs, one.internal) for one in entries] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_the_story_is_shown_by_sort(client_of, told):
    agent = client_of("agent")
    assert texts(agent, told, show="talk") == ["replied to the customer", "wrote to the desk (Portal)", "wrote a note"]
    assert texts(agent, told, show="alerts") == []
    assert len(texts(agent, told, show="facts")) == 4


def test_a_long_story_is_read_to_its_beginning_page_by_page(client_of, actor_of, at):
    wanted, agent = make.request(at), actor_of("agent")
    for number in range(205):
        note_request(agent, wanted, text=f"note {number}", at=later(at, seconds=number + 1))
    client, part = client_of("agent"), {"hx-request": "true", "hx-target": "entries-more"}
    shown, seen = page_of(client, wanted).content.decode(), []
    for _page in range(6):
        seen.append(re.findall(r"<p>(note \d+)</p>", shown))
        if following := re.search(r'data-hx-get="\?(cursor=[^"]+)"', shown):
            here = f"{reverse('console:request', args=[wanted.id])}?{following[1].replace('&amp;', '&')}"
            shown = client.get(here, headers=part).content.decode()
    assert [len(notes) for notes in seen] == [40, 40, 40, 40, 40, 5]
    assert sum(seen, []) == [f"note {number}" for number in reversed(range(205))]
    assert ("<ol" in shown, "entered the request" in shown, "data-hx-get" in shown) == (False, True, False)


def test_what_was_tried_is_read_when_somebody_comes_to_it_and_without_a_script_behind_a_link(client_of, assigned):
    agent, place = client_of("agent"), reverse("console:request", args=[assigned.id])
    page = agent.get(place)
    assert "attempts" not in page.context
    assert f'<a href="{place}?past=1#past">Attempts</a>' in page.content.decode()
    part = agent.get(place, headers={"hx-request": "true", "hx-target": "past"})
    whole = agent.get(f"{place}?past=1")
    engineer = assigned.engineer
    assert [attempt.engineer for attempt, _result in part.context["attempts"]] == [engineer]
    assert [attempt.engineer for attempt, _result in whole.context["attempts"]] == [engineer]
    assert "?past=1#past" not in whole.content.decode()
