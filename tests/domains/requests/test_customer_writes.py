"""What a customer writes waits in a work list until somebody answers."""

import pytest
from tests.make import later, request

from aftercare.domains.accounts.actions import do_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.requests.actions import (
    assign_request,
    cancel_request,
    conclude_request,
    merge_request,
    note_request,
    record_contact,
    withdraw_request,
)
from aftercare.kit.actor import Actor, ActorKind

pytestmark = pytest.mark.django_db


def write(request, at, text="师傅几点来？"):
    writer = Actor(ActorKind.CUSTOMER, request.customer_id, "王芳", via="portal")
    return record_contact(writer, request, channel="portal", direction="in", text=text, at=at)


def waiting(request) -> list[tuple[str, str]]:
    """Who is asked to answer: role, person."""
    tasks = Task.objects.filter(about_id=request.id, kind="request.customer_wrote", done_at=None)
    return [(task.role_code, task.person.name if task.person else "") for task in tasks.select_related("person")]


def test_the_desk_answers_while_nobody_has_the_request(pending, at):
    said = write(pending, later(at, minutes=5))
    task = Task.objects.get(kind="request.customer_wrote")
    assert (task.role_code, task.person, task.about_label) == ("agent", None, pending.number)
    assert (task.opened_at, task.params) == (later(at, minutes=5), {"communication_id": str(said.id)})


def test_whoever_has_the_request_answers(assigned, at):
    write(assigned, later(at, minutes=5))
    assert waiting(assigned) == [("", "engineer")]


def test_two_messages_are_one_entry(pending, at):
    write(pending, later(at, minutes=5))
    write(pending, later(at, minutes=6), text="喂？")
    assert Task.objects.filter(kind="request.customer_wrote").count() == 1


def test_a_call_to_the_customer_answers(pending, actor_of, at):
    write(pending, later(at, minutes=5))
    record_contact(actor_of("agent"), pending, channel="phone", direction="out", text="三点", at=later(at, minutes=9))
    assert waiting(pending) == []
    write(pending, later(at, minutes=20), text="好的，谢谢")
    assert waiting(pending) == [("agent", "")]


def test_a_note_that_the_customer_sees_answers_and_one_among_colleagues_does_not(pending, actor_of, at):
    write(pending, later(at, minutes=5))
    note_request(actor_of("agent"), pending, text="催一下", at=later(at, minutes=6))
    assert waiting(pending) == [("agent", "")]
    note_request(actor_of("agent"), pending, text="三点到", internal=False, at=later(at, minutes=7))
    assert waiting(pending) == []


def test_it_may_be_marked_done(pending, actor_of, at):
    write(pending, later(at, minutes=5))
    do_task(actor_of("agent"), Task.objects.get(kind="request.customer_wrote"), at=later(at, minutes=6))
    assert waiting(pending) == []


def test_the_message_goes_on_with_the_request(pending, worker, actor_of, at):
    write(pending, later(at, minutes=5))
    assign_request(actor_of("dispatcher"), pending, engineer=worker, at=later(at, minutes=6))
    assert waiting(pending) == [("", "engineer")]
    withdraw_request(actor_of("dispatcher"), pending, reason="改派", at=later(at, minutes=7))
    assert waiting(pending) == [("agent", "")]
    told = Task.objects.filter(kind="request.customer_wrote").values_list("params__communication_id", flat=True)
    assert (len(told), len(set(told))) == (3, 1)


def test_nothing_is_answered_about_a_request_that_ended(pending, actor_of, at):
    write(pending, later(at, minutes=5))
    cancel_request(actor_of("agent"), pending, reason="不修了", at=later(at, minutes=6))
    assert waiting(pending) == []


def test_a_message_about_a_closed_request_goes_to_the_desk(handled, actor_of, at):
    decided = {"decision": "goodwill", "reason": "已解决"}
    conclude_request(actor_of("manager"), handled, **decided, at=later(at, hours=1))
    write(handled, later(at, hours=2), text="又坏了")
    assert waiting(handled) == [("agent", "")]


def test_a_message_about_a_merged_request_waits_at_the_one_that_goes_on(pending, actor_of, at):
    goes_on = request(at, customer_=pending.customer)
    write(pending, later(at, minutes=5))
    merge_request(actor_of("agent"), pending, into=goes_on, at=later(at, minutes=6))
    assert (waiting(pending), waiting(goes_on)) == ([], [("agent", "")])
