"""A file with a request: told in its story once, by who may write notes."""

import pytest
from tests.surfaces.api.cast import PICTURE

from aftercare.domains.requests.actions import attach_file
from aftercare.domains.requests.queries import story_of
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import facts_of
from aftercare.kit.models import StoredFile

pytestmark = pytest.mark.django_db


def test_the_story_tells_which_file_came_and_who_brought_it(actor_of, user_of, pending, at):
    agent = actor_of("agent")
    kept = attach_file(agent, pending, name="铭牌.png", content=PICTURE, at=at, internal=True)
    told = story_of(pending)[-1]
    assert (told.fact.kind, told.text, told.actor_name) == ("request.file_attached", "铭牌.png", "agent")
    assert told.fact.data == {"file_id": str(kept.id), "size": kept.size, "internal": True}
    assert (kept.subject_id, kept.added_by, kept.internal) == (pending.id, user_of("agent").id, True)


def test_the_same_file_is_kept_and_told_once(actor_of, pending, at):
    first, second = (attach_file(actor_of("agent"), pending, name="a.png", content=PICTURE, at=at) for _ in range(2))
    assert (first.pk == second.pk, StoredFile.objects.count()) == (True, 1)
    assert facts_of(pending.ref).filter(kind="request.file_attached").count() == 1


def test_a_stranger_attaches_nothing(actor_of, pending, at):
    with pytest.raises(NotAllowed) as caught:
        attach_file(actor_of("stranger"), pending, name="a.png", content=PICTURE, at=at)
    assert str(caught.value) == "You may not do this: it needs the right “write notes on requests”."
    assert StoredFile.objects.count() == 0
    assert not facts_of(pending.ref).filter(kind="request.file_attached").exists()
