"""Ready answers in the composer: filled in, inserted without a script, and kept apart by kind and language."""

import pytest
from django.urls import reverse

from aftercare.domains.channels.actions import choose_for_contact, set_reply_template
from aftercare.domains.channels.models import ContactChoice, ReplyTemplate
from aftercare.domains.customers.actions import change_contact
from aftercare.domains.requests.models import RequestNote
from tests.make import HOUSE

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(at, assigned) -> ReplyTemplate:
    text = "{customer}，您好！{engineer}将为 {number} 上门。"
    set_reply_template(HOUSE, code="other", language="en", name="Other", text="Other", at=at)
    return set_reply_template(HOUSE, code="visit", language="zh-hans", name="上门", text=text, at=at)


def filled(wanted) -> str:
    return f"{wanted.customer.name}，您好！{wanted.engineer.name}将为 {wanted.number} 上门。"


def test_those_in_the_customers_language_are_offered_with_everything_filled_in(client_of, assigned, answer):
    place, part = reverse("console:request", args=[assigned.id]), {"hx-request": "true", "hx-target": "answers"}
    shown = client_of("agent").get(place, headers=part)
    assert [(one.name, one.text) for one in shown.context["answers"]] == [("上门", filled(assigned))]
    assert f'data-text="{filled(assigned)}">上门</option>' in shown.content.decode()


def test_colleagues_are_listed_when_somebody_opens_the_list_those_told_already_first(client_of, assigned, user_of):
    manager, part = user_of("manager"), {"hx-request": "true", "hx-target": "people"}
    place = f"{reverse('console:request', args=[assigned.id])}?mentioned={manager.id}&mentioned=nobody"
    shown = client_of("agent").get(place, headers=part).content.decode().strip()
    first, *others = shown.split("</option>")[:-1]
    assert first == f'<option value="{manager.id}" selected>{manager.name}'
    assert [one for one in others if "selected" in one] == []
    assert client_of("analyst").get(place, headers=part).status_code == 403


def test_without_a_script_a_button_brings_the_list_of_colleagues_and_keeps_what_was_typed(client_of, assigned):
    given = {"mode": "note", "text": "好的。", "insert": "people"}
    page = client_of("agent").post(reverse("console:request_say", args=[assigned.id]), given).content.decode()
    assert ('ac-tell" open>' in page, "好的。</textarea>" in page, page.count("<option") > 1) == (True, True, True)
    assert RequestNote.objects.count() == 0


def test_without_a_script_it_goes_behind_what_was_typed_and_nothing_is_kept_yet(client_of, assigned, answer, user_of):
    manager = user_of("manager")
    given = {"mode": "reply", "text": "好的。", "answer": str(answer.id), "mentioned": [str(manager.id)], "insert": "1"}
    page = client_of("agent").post(reverse("console:request_say", args=[assigned.id]), given)
    form = page.context["say_form"]
    assert (page.status_code, form["text"].value()) == (200, f"好的。\n\n{filled(assigned)}")
    assert (form["mode"].value(), form.people[0][0], form.errors) == ("reply", str(manager.id), {})
    assert RequestNote.objects.count() == 0


def test_a_word_in_braces_that_nobody_knows_is_left_out_and_an_unknown_answer_changes_nothing(client_of, assigned):
    given = {"mode": "reply", "text": "好的。", "answer": "nothing", "insert": "1"}
    page = client_of("agent").post(reverse("console:request_say", args=[assigned.id]), given)
    assert page.context["say_form"]["text"].value() == "好的。"


def test_the_customers_mail_is_switched_off_and_on_from_the_request(client_of, assigned, at):
    contact = assigned.customer.contacts.get()
    change_contact(HOUSE, contact, email="wang@example.com", at=at)
    agent, place = client_of("agent"), reverse("console:request", args=[assigned.id])
    assert f"Mails go to {contact.name}" in agent.get(place).content.decode()
    assert agent.post(f"{place}mail/", {"mail": "0"})["Location"] == place
    assert ContactChoice.objects.get(contact=contact).mail is False
    assert f"{contact.name} wants no mail" in agent.get(place).content.decode()
    agent.post(f"{place}mail/", {"mail": "1"})
    assert ContactChoice.objects.get(contact=contact).mail is True


def test_who_may_not_change_the_customer_reads_the_choice_and_switches_nothing(client_of, assigned, at):
    contact = assigned.customer.contacts.get()
    change_contact(HOUSE, contact, email="wang@example.com", at=at)
    choose_for_contact(HOUSE, contact, mail=False, at=at)
    place = reverse("console:request", args=[assigned.id])
    page = client_of("dispatcher").get(place).content.decode()
    assert (f"{contact.name} wants no mail" in page, "Send mail<" in page) == (True, False)
    assert client_of("dispatcher").post(f"{place}mail/", {"mail": "1"}).status_code == 403
    assert ContactChoice.objects.get(contact=contact).mail is False
