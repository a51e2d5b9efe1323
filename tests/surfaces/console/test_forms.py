"""Forms of the console: sent twice they work once, and what was typed always comes back."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from aftercare.domains.catalog.models import IncidentType, Skill
from aftercare.domains.requests.actions import lock_request
from aftercare.domains.requests.models import RequestNote, ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.models import AnsweredCommand, LedgerEntry
from tests import make

pytestmark = pytest.mark.django_db
KEY = "5b1f0f2c-7f6c-4c4e-9a59-0a4c2f4f5e11"
NEW = {
    "phone": "13800138000",
    "name": "王芳",
    "title": "空调不制冷",
    "kind": "repair",
    "priority": "3",
    "channel": "phone",
    "idempotency_key": KEY,
}


def enter(client, **changes: str):
    return client.post(reverse("console:request_new"), {**NEW, **changes})


def test_a_form_sent_twice_makes_one_request_and_leads_to_it_twice(client_of):
    agent = client_of("agent")
    first, second = enter(agent), enter(agent)
    only = ServiceRequest.objects.get()
    there = reverse("console:request", args=[only.id])
    assert [(one.status_code, one["Location"]) for one in (first, second)] == [(302, there), (302, there)]


def test_a_sent_form_with_other_words_is_refused_and_nothing_changes(client_of):
    agent = client_of("agent")
    enter(agent)
    answer = enter(agent, title="冰箱异响")
    assert answer.status_code == 409
    assert "This form was sent before, with other words; those were kept." in answer.content.decode()
    assert [one.title for one in ServiceRequest.objects.all()] == ["空调不制冷"]


def test_the_same_token_of_another_person_is_another_form(client_of):
    enter(client_of("agent"))
    enter(client_of("manager"))
    assert ServiceRequest.objects.count() == 2


def test_a_refused_form_keeps_its_words_and_its_token_and_may_be_sent_again(client_of):
    agent = client_of("agent")
    refused = enter(agent, serial="NOT-THERE", description="Line one")
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert escape("No device has this serial number; leave it empty if it is not known.") in shown
    assert all(words in shown for words in ("王芳", "空调不制冷", "13800138000", "Line one", "NOT-THERE", KEY))
    assert ServiceRequest.objects.count() == 0
    assert enter(agent, description="Line one").status_code == 302
    assert ServiceRequest.objects.get().description == "Line one"


def test_a_missing_word_is_asked_for_beside_its_field(client_of):
    answer = enter(client_of("agent"), title="")
    assert (answer.status_code, answer.context["form"].errors) == (422, {"title": ["This field is required."]})
    assert 'aria-invalid="true"' in answer.content.decode()


def test_an_empty_note_is_asked_for_instead_of_dropped(client_of, assigned):
    answer = client_of("agent").post(reverse("console:request_say", args=[assigned.id]), {"text": "  ", "mode": "note"})
    assert answer.status_code == 422
    assert "Write what is to be kept." in answer.content.decode()
    assert RequestNote.objects.count() == 0


@pytest.mark.parametrize(("mode", "internal"), [("note", True), ("reply", False)])
def test_a_note_is_for_colleagues_and_a_reply_for_the_customer(client_of, assigned, mode: str, internal: bool):
    client_of("agent").post(reverse("console:request_say", args=[assigned.id]), {"text": "On Friday.", "mode": mode})
    assert RequestNote.objects.values_list("text", "internal").get() == ("On Friday.", internal)


def test_what_was_said_on_the_phone_stands_in_the_story(client_of, assigned):
    agent = client_of("agent")
    agent.post(reverse("console:request_say", args=[assigned.id]), {"text": "Comes on Friday.", "mode": "call"})
    story = agent.get(reverse("console:request", args=[assigned.id])).content.decode()
    assert "called the customer" in story
    assert "Comes on Friday." in story


def test_a_move_that_is_refused_comes_back_with_its_words(client_of, assigned):
    address = reverse("console:request_move", args=[assigned.id, "suspend"])
    answer = client_of("dispatcher").post(address, {"reason": "customer", "until": "2026-03-09T09:00", "note": "Away."})
    assert answer.status_code == 422
    assert "Away." in answer.content.decode()
    assert ServiceRequest.objects.get().state == "assigned"


def test_a_number_is_masked_until_it_is_asked_for_which_goes_on_record(client_of, at):
    from aftercare.domains.customers.queries import default_contact
    from aftercare.kit.models import LedgerEntry
    from tests import make

    customer = make.customer(at)
    wanted = make.request(at, customer_=customer, contact=default_contact(customer))
    agent = client_of("agent")
    before = agent.get(reverse("console:request", args=[wanted.id])).content.decode()
    after = agent.post(reverse("console:request_phone", args=[wanted.id])).content.decode()
    assert ("138****8000" in before, "+8613800138000" in before) == (True, False)
    assert 'href="tel:+8613800138000"' in after
    assert LedgerEntry.objects.filter(kind="contact.phone_revealed").count() == 1


def test_who_calls_is_shown_with_open_requests_and_devices(client_of, assigned):
    agent = client_of("agent")
    known = agent.get(reverse("console:request_known"), {"phone": "138 0013 8000"}, headers={"hx-request": "true"})
    unknown = agent.get(reverse("console:request_known"), {"phone": "13900139000"}, headers={"hx-request": "true"})
    assert "王芳" in known.content.decode()
    assert assigned.number in known.content.decode()
    assert "Nobody is known under this number" in unknown.content.decode()


def test_lists_are_searched_by_number_words_and_customer(client_of, assigned):
    agent = client_of("agent")
    for words, found in ((assigned.number, 1), ("不制冷", 1), ("王芳", 1), ("冰箱", 0)):
        answer = agent.get(reverse("console:requests"), {"q": words})
        assert len(answer.context["rows"]) == found, words


def test_unlocking_for_an_engineer_whose_certificate_is_missing_comes_back_with_the_sentence(client_of, at):
    wanted, worker = make.request(at, problem_type=_refrigerants()), make.engineer(at)
    lock_request(system("timed-rule"), wanted, at=at)
    given = {"decision": "换人", "to": "assigned", "required_at": "2026-03-20T09:00", "engineer": str(worker.id)}
    answer = client_of("manager").post(reverse("console:request_move", args=[wanted.id, "unlock"]), given)
    assert answer.status_code == 422
    assert escape("李工 can't be sent:") in answer.content.decode()
    assert ServiceRequest.objects.get().state == "locked"


def _refrigerants() -> IncidentType:
    skill = Skill.objects.create(code="COOLING", name="Refrigerants", needs_certificate=True)
    return IncidentType.objects.create(code="LEAK", name="Leak", skills={skill.code: 1})


def test_no_answer_with_a_phone_number_in_full_is_kept(client_of, assigned):
    address = reverse("console:request_phone", args=[assigned.id])
    for _ in range(2):
        shown = client_of("manager").post(address, {"idempotency_key": "k1"}).content.decode()
        assert "+8613800138000" in shown
    assert LedgerEntry.objects.filter(kind="contact.phone_revealed").count() == 2
    assert AnsweredCommand.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"required_at": "9999-12-31T00:00"}, "required_at", "That is more than ten years away; check the year."),
        ({"required_at": "0001-01-01T00:00"}, "required_at", "That is more than ten years away; check the year."),
        (
            {"description": "长" * 20_001},
            "description",
            "Ensure this value has at most 20000 characters (it has 20001).",
        ),
        ({"name": "名" * 81}, "name", "Ensure this value has at most 80 characters (it has 81)."),
    ],
)
def test_what_no_plan_reaches_and_no_column_holds_is_refused_at_the_field(client_of, given, field, sentence):
    answer = enter(client_of("agent"), **given)
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [sentence])
    assert not ServiceRequest.objects.exists()


def test_work_of_the_desk_is_given_to_the_desk(client_of, user_of, assigned):
    form = client_of("dispatcher").get(reverse("console:request_move", args=[assigned.id, "assign"])).context["form"]
    agent, manager = user_of("agent"), user_of("manager")
    for role in ("callback", "engineer", "administrator"):
        user_of(role)
    assert set(form.fields["assignee"].queryset) == {agent, manager}
