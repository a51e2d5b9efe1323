"""Whom the manager unlocks a request for is examined as in any assignment by hand."""

import pytest
from tests.make import HOUSE, engineer, later, request

from aftercare.domains.dispatch.actions import unlock_by_hand
from aftercare.domains.dispatch.errors import EngineerRefused
from aftercare.domains.dispatch.models import Decision
from aftercare.domains.requests.actions import lock_request
from aftercare.domains.requests.errors import NobodyToName
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked(at):
    """Nobody had it when its required date came."""
    wanted = request(at)
    return lock_request(HOUSE, wanted, at=wanted.required_at)


def unlocked(actor, locked, worker=None, **values):
    at = locked.required_at
    given = {"decision": "换人", "to": "assigned", "engineer": worker, "required_at": later(at, days=2), **values}
    return unlock_by_hand(actor, locked, at=at, **given)


def test_an_engineer_who_left_is_refused_and_it_stays_locked(actor_of, locked, at):
    gone = engineer(at, active=False)
    with pytest.raises(EngineerRefused) as caught:
        unlocked(actor_of("manager"), locked, gone)
    said = "The engineer is not active; reactivate the engineer or choose another."
    assert str(caught.value) == f"李工 can't be sent: {said}"
    assert (ServiceRequest.objects.get().state, Decision.objects.count()) == ("locked", 0)


def test_the_decision_is_kept_with_what_the_manager_overrode(actor_of, user_of, locked, at):
    worker = engineer(at, user=user_of("engineer"))
    held = unlocked(actor_of("manager"), locked, worker)
    kept = Decision.objects.get()
    assert (held.state, held.engineer_id, held.required_at) == (
        "assigned",
        worker.id,
        later(locked.required_at, days=2),
    )
    assert (kept.by_hand, kept.engineer_id, kept.overridden) == (True, worker.id, False)


def test_back_to_pending_names_nobody(actor_of, locked, at):
    with pytest.raises(NobodyToName):
        unlocked(actor_of("manager"), locked, engineer(at), to="pending")
    assert ServiceRequest.objects.get().state == "locked"


def test_without_an_engineer_there_is_nothing_to_keep(actor_of, locked, at):
    held = unlocked(actor_of("manager"), locked, None, to="pending")
    assert (held.state, held.engineer_id, Decision.objects.count()) == ("pending", None, 0)


def test_only_the_manager_unlocks(actor_of, locked, at):
    with pytest.raises(NotAllowed):
        unlocked(actor_of("dispatcher"), locked, engineer(at))
    assert ServiceRequest.objects.get().state == "locked"
