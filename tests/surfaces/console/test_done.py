"""Each move is confirmed in a sentence of its own."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from aftercare.domains.requests.actions import lock_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from tests import make

pytestmark = pytest.mark.django_db
HANDLED = {"work_done": "Cleaned.", "labour_minutes": "20"}


def said(client, wanted, verb: str, **given: str) -> str:
    """What the move is confirmed with, without the number."""
    answer = client.post(reverse("console:request_move", args=[wanted.id, verb]), given)
    assert answer.status_code == 302, answer.content.decode()
    *_, message = get_messages(answer.wsgi_request)
    return str(message).removeprefix(wanted.number)


@pytest.fixture
def handled(client_of, assigned) -> ServiceRequest:
    engineer = client_of("engineer")
    assert said(engineer, assigned, "start") == ": work has begun."
    assert said(engineer, assigned, "handle", **HANDLED) == " is reported handled; next the customer is called back."
    return assigned


def test_who_got_it_is_named(client_of, at):
    worker, wanted = make.engineer(at), make.request(at)
    assert said(client_of("dispatcher"), wanted, "assign", engineer=str(worker.id)) == " is assigned to 李工."


def test_nobody_answered_says_when_the_next_try_is(client_of, handled):
    assert said(client_of("callback"), handled, "unreachable") == ": nobody answered; the next try is on 11 Mar 2026."


def test_the_last_try_says_that_the_manager_decides(client_of, handled):
    manager = client_of("manager")
    for _ in range(2):
        said(manager, handled, "unreachable")
    last = ": nobody answered, try 3 was the last; the service manager decides."
    assert said(manager, handled, "unreachable") == last


def test_what_is_sent_back_is_not_called_done(client_of, handled):
    assert said(client_of("callback"), handled, "confirm", satisfaction="5") == " is closed: the customer is satisfied."
    manager = client_of("manager")
    assert (
        said(manager, handled, "sign_off", accepted="no", reason="Too long.")
        == " is sent back to 李工 to be corrected."
    )
    assert said(manager, handled, "sign_off", accepted="yes") == ": hours, parts and costs are accepted."


def test_until_when_it_waits_and_that_it_goes_on_is_said(client_of, assigned):
    dispatcher = client_of("dispatcher")
    until = {"reason": "customer", "until": "2026-03-20T09:00"}
    assert said(dispatcher, assigned, "suspend", **until) == " is suspended until 20 Mar 2026, 09:00 CST."
    assert said(dispatcher, assigned, "resume") == " goes on; its state is “Assigned”."


def test_how_an_unlocked_request_goes_on_is_said(client_of, at):
    wanted, manager, worker = make.request(at), client_of("manager"), make.engineer(at)
    lock_request(system("timed-rule"), wanted, at=at)
    given = {"decision": "Again.", "to": "assigned", "required_at": "2026-03-20T09:00", "engineer": str(worker.id)}
    gone_on = " is unlocked and assigned to 李工, required by 20 Mar 2026, 09:00 CST."
    assert said(manager, wanted, "unlock", **given) == gone_on


def test_every_other_move_says_what_is_true_now(client_of, at, assigned):
    served, manager = make.customer(at, name="刘洋", phone="13900139000"), client_of("manager")
    one, other = (make.request(at, customer_=served) for _ in range(2))
    assert said(manager, one, "merge", into=other.number) == f" is merged into {other.number}."
    assert said(manager, other, "cancel", reason="Works again.") == " is cancelled."
    assert said(manager, assigned, "withdraw", reason="Later.") == " is taken back; it waits to be given out again."
