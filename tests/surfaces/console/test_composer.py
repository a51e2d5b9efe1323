"""The composer: replies, notes and calls, files, colleagues told by name, and what others did meanwhile."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aftercare.domains.customers.models import Communication
from aftercare.domains.requests.actions import note_request
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import RequestNote, RequestWatcher
from aftercare.kit.files import files_of
from tests import make

pytestmark = pytest.mark.django_db


def say(client, wanted, mode: str, text: str = "周五到", **given):
    return client.post(reverse("console:request_say", args=[wanted.id]), {"mode": mode, "text": text, **given})


def page_of(client, wanted, **query: str):
    return client.get(reverse("console:request", args=[wanted.id]), query)


def upload(name: str = "图.png", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or make.picture())


def portal_of(client, wanted) -> str:
    return client.get(reverse("portal:track", args=[token_of(wanted)])).content.decode()


def test_a_reply_with_its_file_is_read_by_the_customer_and_a_note_is_not(client_of, assigned):
    agent = client_of("agent")
    assert say(agent, assigned, "reply", "周五上午到", attached=[upload("路线.png")]).status_code == 302
    assert (
        say(agent, assigned, "note", "客户难缠", attached=[upload("内部.png", make.picture("red"))]).status_code == 302
    )
    shown, theirs = page_of(agent, assigned).content.decode(), portal_of(client_of(""), assigned)
    assert [words in shown for words in ("周五上午到", "路线.png", "客户难缠", "内部.png")] == [True] * 4
    assert [words in theirs for words in ("周五上午到", "路线.png", "客户难缠", "内部.png")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_customer_opens_the_file_of_a_reply_and_no_other(client_of, assigned, actor_of, at):
    agent, nobody = client_of("agent"), client_of("")
    say(agent, assigned, "reply", attached=[upload("a.png")])
    say(agent, assigned, "note", attached=[upload("b.png", make.picture("red"))])
    answers = {
        file.name: nobody.get(reverse("portal:file", args=[token_of(assigned), file.pk])).status_code
        for file in files_of(assigned.ref)
    }
    assert answers == {"a.png": 200, "b.png": 404}


def test_a_file_that_is_not_taken_comes_back_with_the_words(client_of, assigned):
    answer = say(client_of("agent"), assigned, "note", "见附件", attached=[upload("x.exe", b"MZ\x90\x00" + b"\0" * 60)])
    assert answer.status_code == 422
    assert "见附件" in answer.content.decode()
    assert list(answer.context["say_form"].errors) == ["attached"]
    assert (RequestNote.objects.count(), files_of(assigned.ref).count()) == (0, 0)


def test_a_mention_tells_the_colleague_and_says_so_in_the_story(client_of, assigned, user_of):
    manager = user_of("manager")
    assert say(client_of("agent"), assigned, "note", "@经理", mentioned=[str(manager.id)]).status_code == 302
    assert RequestWatcher.objects.get().person == manager
    shown = page_of(client_of("agent"), assigned)
    assert [list(entry.notes) for entry in shown.context["entries"]][0] == [f"Told: {manager.name}"]


def test_a_colleague_who_may_not_see_it_is_refused_at_the_field(client_of, assigned, user_of):
    answer = say(client_of("agent"), assigned, "note", mentioned=[str(user_of("stranger").id)])
    assert (answer.status_code, list(answer.context["say_form"].errors)) == (422, ["mentioned"])
    assert RequestNote.objects.count() == 0


def test_a_call_that_reached_nobody_needs_no_words(client_of, assigned):
    told = {"direction": "out", "outcome": "no_answer", "follow_up_at": "2026-03-11T09:00"}
    assert say(client_of("agent"), assigned, "call", "", **told).status_code == 302
    said = Communication.objects.get()
    assert (said.direction, said.outcome, said.text) == ("out", "no_answer", "")
    entry = page_of(client_of("agent"), assigned).context["entries"][0]
    assert (entry.text, list(entry.notes)) == (
        "called the customer and reached nobody",
        ["No answer", "Next contact: 11 Mar 2026, 09:00 CST"],
    )


def test_a_call_of_the_customer_is_told_as_theirs(client_of, assigned):
    say(client_of("agent"), assigned, "call", "什么时候来？", direction="in")
    entry = page_of(client_of("agent"), assigned).context["entries"][0]
    assert (entry.text, entry.body, entry.theirs) == ("recorded what the customer said (Phone)", "什么时候来？", True)


def test_nothing_said_is_refused_at_the_field(client_of, assigned):
    answer = say(client_of("agent"), assigned, "reply", " ")
    assert answer.context["say_form"].errors == {"text": ["Write what is to be kept."]}


def test_sent_twice_it_is_kept_once(client_of, assigned):
    agent = client_of("agent")
    answers = [say(agent, assigned, "note", idempotency_key="once-1").status_code for _ in range(2)]
    assert (answers, RequestNote.objects.count()) == ([302, 302], 1)


def test_a_reply_waits_where_a_colleague_replied_meanwhile_and_goes_out_when_it_is_sent_again(
    client_of, assigned, actor_of, user_of, at
):
    agent = client_of("agent")
    seen = page_of(agent, assigned).context["seen"]
    note_request(actor_of("manager"), assigned, text="已回复", internal=False, at=at)
    held = say(agent, assigned, "reply", "马上到", seen=str(seen))
    assert held.status_code == 422
    assert held.context["say_form"].non_field_errors() == [
        f"Since you opened this: {user_of('manager').name} replied to the customer (10 Mar 2026, 09:00 CST). "
        "Look at it; what you typed is kept, and sending again sends it."
    ]
    assert "马上到" in held.content.decode()
    assert say(agent, assigned, "reply", "马上到", seen=str(held.context["seen"])).status_code == 302
    assert RequestNote.objects.count() == 2


def test_typing_a_name_finds_colleagues(client_of, user_of):
    manager = user_of("manager")
    found = client_of("agent").get(reverse("console:request_colleagues"), {"q": manager.name}).json()
    assert found == {"items": [{"id": str(manager.id), "label": manager.name}]}
