"""Files of notes and replies, and how calls end."""

import pytest
from tests import make
from tests.make import later

from aftercare.domains.requests.actions import note_request, record_contact
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.queries import clocks_of
from aftercare.kit.files import check_file, files_of
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("internal", [True, False])
def test_the_files_of_a_note_are_as_internal_as_the_note(actor_of, at, internal: bool):
    wanted, picture = make.request(at), check_file("a.png", make.picture())
    note = note_request(actor_of("agent"), wanted, text="见图", internal=internal, files=[picture], at=at)
    kept = files_of(wanted.ref).get()
    assert (kept.name, kept.internal, list(note.files.all())) == ("a.png", internal, [kept])
    assert facts_of(wanted.ref).get(kind="request.noted").data["file_ids"] == [str(kept.id)]


def call(actor, wanted, at, outcome: str):
    told = {"channel": "phone", "direction": "out", "text": "", "outcome": outcome}
    return record_contact(actor, wanted, follow_up_at=later(at, days=1), at=at, **told)


@pytest.mark.parametrize(
    ("outcome", "answered"),
    [("", True), ("reached", True), ("call_later", True), ("no_answer", False), ("busy", False)],
)
def test_only_a_call_that_reached_somebody_is_the_first_response(actor_of, at, outcome: str, answered: bool):
    wanted = make.request(at)
    said = call(actor_of("agent"), wanted, later(at, minutes=5), outcome)
    assert (said.outcome, said.follow_up_at) == (outcome, later(at, days=1, minutes=5))
    kept = ServiceRequest.objects.get(pk=wanted.id)
    assert kept.first_response_at == (later(at, minutes=5) if answered else None)
    clock = next(one for one in clocks_of(kept) if one.kind == "first_response")
    assert clock.standing == ("met" if answered else "running")
