"""The story every other story is a variation of."""

from tests.make import engineer, later, request

from aftercare.domains.contracts.models import Clock
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import (
    assign_request,
    confirm_request,
    record_contact,
    start_request,
)
from aftercare.domains.requests.queries import available_actions
from aftercare.domains.requests.states import FLOW
from aftercare.kit.ledger import facts_of, moves_of, tampered


def test_a_request_is_entered_assigned_handled_called_back_and_closed(actor_of, user_of, at):
    agent, dispatcher, caller = actor_of("agent"), actor_of("dispatcher"), actor_of("callback")
    worker = engineer(at, user=user_of("engineer"))
    asked = request(at, agent)
    assert (asked.state, asked.required_at) == ("pending", later(at, minutes=4320))
    assert {c.kind: c.due_at for c in Clock.objects.all()}["first_response"] == later(at, minutes=60)
    record_contact(agent, asked, channel="phone", direction="out", text="马上安排", at=later(at, minutes=20))
    assign_request(dispatcher, asked, engineer=worker, at=later(at, hours=1))
    start_request(actor_of("engineer"), asked, at=later(at, hours=3))
    record = RecordDraft(work_done="换保险丝", labour_minutes=30)
    handle_visit(actor_of("engineer"), asked, record=record, at=later(at, hours=4))
    closed = confirm_request(caller, asked, satisfaction=5, at=later(at, hours=6))
    assert (closed.state, closed.satisfaction) == ("closed", 5)
    assert {c.kind: c.standing for c in Clock.objects.all()} == {
        "first_response": "met",
        "assignment": "met",
        "arrival": "met",
        "resolution": "met",
        "dwell": "cancelled",
    }
    entries = list(facts_of(closed.ref))
    assert FLOW.fold(moves_of(entries)) == "closed"
    assert tampered(closed.ref) == []
    assert available_actions(actor_of("manager"), closed) == ["reopen", "sign_off"]
