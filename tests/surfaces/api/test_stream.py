"""Live updates: in order, each once, resumed without loss, and only of what the person may see."""

import contextlib
import json
import threading
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from aftercare.kit.ledger import Position
from aftercare.surfaces.api.stream import hub as hubs
from aftercare.surfaces.api.stream.feed import Feed
from aftercare.surfaces.api.stream.hub import Subscriber
from tests.make import HOUSE, customer, later, request
from tests.surfaces.api.client import Api
from tests.surfaces.api.server import running


def told(chunk: bytes) -> list[dict]:
    """The events of a piece of a stream."""
    return [json.loads(line[6:]) for line in chunk.decode().splitlines() if line.startswith("data: ")]


def feed_of(actor, about=None, position=None) -> Feed:
    """A stream's place from the beginning of the ledger, or from a position."""
    feed = Feed(actor, position or Position(), about, lambda: actor)
    feed.subscriber = Subscriber(lambda: None)
    return feed


def finished() -> list:
    """Every fact of the ledger in the stream's order; the test's own transaction counts as finished here."""
    from aftercare.kit.models import LedgerEntry

    return list(LedgerEntry.objects.order_by("tx", "id"))


def offered(feed: Feed) -> list[dict]:
    """What a feed tells of everything that happened, handed to it as the hub would."""
    feed.subscriber.behind = False
    feed.subscriber.offer(finished())
    return told(feed.step())


def test_who_sees_everything_hears_of_every_request(actor_of, at):
    asked = request(at)
    assert offered(feed_of(actor_of("agent"))) == [
        {
            "kind": "request.submitted",
            "subject": f"request:{asked.id}",
            "at": "2026-03-10T01:00:00Z",
            "state": "pending",
        }
    ]


@pytest.mark.parametrize("as_it_was", [False, True], ids=["as it is now", "as older facts name one person each"])
def test_what_one_is_told_is_heard_by_those_it_names_alone(actor_of, at, as_it_was):
    from aftercare.domains.channels.events import NotificationMade
    from aftercare.kit.events import event_of, publish
    from aftercare.kit.ids import new_id

    agent, other = actor_of("agent"), actor_of("dispatcher")
    whom = {"person_id": agent.id} if as_it_was else {"person_ids": (agent.id,)}
    about = {"about_kind": "order", "about_id": new_id()}
    fact = publish(HOUSE, NotificationMade(notification_id=new_id(), kind="order.sent", **about, **whom), at=at)
    assert [told["kind"] for told in offered(feed_of(agent))] == ["notification.made"]
    assert offered(feed_of(other)) == []
    assert (event_of(fact).person_id, event_of(fact).person_ids) == (
        (agent.id, ()) if as_it_was else (None, (agent.id,))
    )


def test_what_happened_before_is_not_told_twice(actor_of, at):
    request(at)
    feed = feed_of(actor_of("agent"))
    assert len(offered(feed)) == 1
    assert offered(feed) == []


def test_one_request_may_be_followed_alone(actor_of, at):
    wang = customer(at)
    one, other = request(at, customer_=wang), request(at, customer_=wang)
    events = offered(feed_of(actor_of("agent"), about=other.id))
    assert [event["subject"] for event in events] == [f"request:{other.id}"]
    assert one.id != other.id


def test_an_engineer_hears_of_own_requests_only(actor_of, user_of, at):
    from aftercare.domains.requests.actions import assign_request
    from tests.make import engineer

    worker, wang = engineer(at, user=user_of("engineer")), customer(at)
    mine, theirs = request(at, customer_=wang), request(at, customer_=wang)
    assign_request(HOUSE, mine, engineer=worker, at=at)
    heard = {event["subject"] for event in offered(feed_of(actor_of("engineer")))}
    assert (f"request:{mine.id}" in heard, f"request:{theirs.id}" in heard) == (True, False)


def test_a_member_hears_of_what_the_team_had_and_gave_back(actor_of, user_of, at):
    from aftercare.domains.requests.actions import assign_request, withdraw_request
    from aftercare.domains.requests.policies import visible_to
    from tests.make import team

    asked = assign_request(HOUSE, request(at), team=team(at, user_of("engineer")), at=at)
    withdraw_request(HOUSE, asked, reason="Nobody has the key.", at=at)
    member = actor_of("engineer")
    assert list(visible_to(member)) == [asked]
    heard = [event["kind"] for event in offered(feed_of(member))]
    assert heard == ["request.submitted", "request.assigned", "request.withdrawn"]


def test_a_talk_is_told_with_the_request_it_was_about(actor_of, at):
    from aftercare.domains.requests.actions import record_contact

    asked = request(at)
    record_contact(actor_of("agent"), asked, channel="phone", direction="out", text="您好", at=at)
    events = offered(feed_of(actor_of("agent")))
    talk = next(event for event in events if event["kind"] == "communication.recorded")
    assert talk["about"] == f"request:{asked.id}"


def test_a_change_of_ones_rights_asks_to_read_them_anew(actor_of, user_of, at):
    from aftercare.domains.accounts.actions import give_grant

    feed = feed_of(actor_of("agent"))
    give_grant(HOUSE, user_of("agent"), role="analyst", at=at)
    offered(feed)
    assert feed.changed
    feed.again = lambda: None
    assert feed.still_allowed() is False
    assert feed.over


def test_too_many_waiting_facts_are_read_from_the_ledger_instead(actor_of, at, monkeypatch):
    monkeypatch.setattr(hubs, "MOST_WAITING", 2)
    wang = customer(at)
    for _ in range(3):
        request(at, customer_=wang)
    subscriber = Subscriber(lambda: None)
    subscriber.behind = False
    subscriber.offer(finished())
    assert (subscriber.behind, subscriber.take()) == (True, [])


@pytest.mark.parametrize("position", ["x", "1", "1-x", "1-2-3"])
def test_a_place_that_is_none_is_refused(api, position):
    answer = api("agent").get("/stream", last_event_id=position)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["Last-Event-ID"])


@pytest.mark.parametrize("instant", ["yesterday", "2026-03-10T01:00:00", "2026-13-40T01:00:00Z"])
def test_an_instant_that_is_none_is_refused(api, instant):
    answer = api("agent").get(f"/stream?since={instant}")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["since"])


@pytest.mark.parametrize(
    ("subject", "status"),
    [("nonsense", 422), ("device:01a20127-bdc8-773e-8da4-c162f53d77e0", 422),
     ("request:01a20127-bdc8-773e-8da4-c162f53d77e0", 404)],
)  # fmt: skip
def test_a_subject_nobody_can_follow_is_refused(api, subject, status):
    assert api("agent").get(f"/stream?subject={subject}").status_code == status


def test_without_the_right_there_is_no_stream(api, db):
    assert api("stranger").get("/stream").status_code == 403
    assert api("agent", "customers:read").get("/stream").status_code == 403
    assert Api().get("/stream").status_code == 401
    assert api("agent").post("/stream").status_code == 405


class Listener:
    """A program that follows the stream in a thread of its own."""

    def __init__(self, address: str, token: str, **headers: str) -> None:
        self.events: list[tuple[str, dict]] = []
        self.heard, self.ready = threading.Condition(), threading.Event()
        self.headers = {"Authorization": f"Bearer {token}", **headers}
        self.client = httpx.Client(timeout=httpx.Timeout(5, read=60))
        self.thread = threading.Thread(target=self._run, args=(f"{address}/api/v1/stream",), daemon=True)
        self.thread.start()
        assert self.ready.wait(20)

    def _run(self, address: str) -> None:
        place = ""
        ended = contextlib.suppress(httpx.RemoteProtocolError)  # the server stops when the test is over
        with ended, self.client.stream("GET", address, headers=self.headers) as answer:
            assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
            for line in answer.iter_lines():
                self.ready.set()
                name, _colon, value = line.partition(": ")
                place = value if name == "id" else place
                if name == "data":
                    with self.heard:
                        self.events.append((place, json.loads(value)))
                        self.heard.notify_all()

    def wait_for(self, count: int) -> list[tuple[str, dict]]:
        """The events so far, once there are so many."""
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.events) >= count, 30), self.events
            return list(self.events)


@pytest.fixture
def committed_token(db) -> str:
    from aftercare.domains.accounts.actions import create_token, create_user, ensure_ready_roles, give_grant
    from aftercare.kit.clock import now

    at = now()
    ensure_ready_roles(HOUSE, at=at)
    user = create_user(HOUSE, email="agent@example.com", name="agent", at=at)
    give_grant(HOUSE, user, role="agent", at=at)
    made = create_token(HOUSE, user, name="t", scopes=["all"], expires_at=at + timedelta(days=1), at=at)
    return made[1]


@pytest.mark.django_db(transaction=True)
def test_a_real_server_tells_at_once_and_resumes_without_loss(committed_token, at, tmp_path):
    wang = customer(at)
    with running(tmp_path) as address:
        listener = Listener(address, committed_token)
        first = [request(later(at, minutes=n), customer_=wang).id for n in range(3)]
        events = listener.wait_for(3)
        assert [event["subject"] for _place, event in events] == [f"request:{id}" for id in first]
        missed = [request(later(at, minutes=n), customer_=wang).id for n in range(3, 6)]
        again = Listener(address, committed_token, **{"Last-Event-ID": events[0][0]})
        after = [request(later(at, minutes=9), customer_=wang).id]
        resumed = [UUID(event["subject"].partition(":")[2]) for _place, event in again.wait_for(6)]
        assert resumed == [*first[1:], *missed, *after]
        assert len({place for place, _event in again.wait_for(6)}) == 6
