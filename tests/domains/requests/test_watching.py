"""Who hears of a request: whoever chose to, and whoever was mentioned in a note."""

import pytest
from tests import make

from aftercare.domains.requests.actions import note_request, unwatch_request, watch_request
from aftercare.domains.requests.errors import CantSeeIt
from aftercare.domains.requests.models import RequestNote, RequestWatcher
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


def watching() -> list[str]:
    return sorted(RequestWatcher.objects.values_list("person__name", flat=True))


def kinds(wanted) -> list[str]:
    return [fact.kind for fact in facts_of(wanted.ref)]


def test_watching_twice_is_watching_once(actor_of, user_of, at):
    wanted, agent = make.request(at), actor_of("agent")
    watch_request(agent, wanted, at=at)
    watch_request(agent, wanted, at=at)
    assert watching() == [user_of("agent").name]
    assert kinds(wanted) == ["request.submitted", "request.watched"]


def test_whoever_stops_watching_is_told_no_more(actor_of, at):
    wanted, agent = make.request(at), actor_of("agent")
    watch_request(agent, wanted, at=at)
    assert (unwatch_request(agent, wanted, at=at), unwatch_request(agent, wanted, at=at)) == (True, False)
    assert watching() == []
    assert kinds(wanted) == ["request.submitted", "request.watched", "request.unwatched"]


def test_nobody_watches_for_a_colleague(actor_of, user_of, at):
    wanted = make.request(at)
    with pytest.raises(NotAllowed, match="Everybody chooses for themselves what to watch"):
        watch_request(actor_of("agent"), wanted, person=user_of("manager"), at=at)
    assert watching() == []


def test_a_mention_makes_a_watcher_and_names_people_by_their_ids(actor_of, user_of, at):
    wanted, manager = make.request(at), user_of("manager")
    note = note_request(actor_of("agent"), wanted, text="@经理 请看", mentioned=[manager], at=at)
    assert watching() == [manager.name]
    fact = facts_of(wanted.ref).get(kind="request.mentioned")
    assert fact.data == {"person_ids": [str(manager.id)], "note_id": str(note.id)}


def test_nobody_is_called_to_what_they_may_not_see(actor_of, user_of, at):
    wanted, stranger = make.request(at), user_of("stranger")
    with pytest.raises(CantSeeIt) as refused:
        note_request(actor_of("agent"), wanted, text="@他 请看", mentioned=[stranger], at=at)
    assert str(refused.value) == (
        f"{stranger.name} may not see {wanted.number}; name somebody who may, or give them the right first."
    )
    assert (RequestNote.objects.count(), watching()) == (0, [])
