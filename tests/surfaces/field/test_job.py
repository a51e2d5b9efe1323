"""The page of a job: what was said with the customer, and what is reported already."""

import pytest
from django.urls import reverse
from django.utils import timezone

from aftercare.domains.requests.actions import (
    assign_request,
    attach_file,
    note_request,
    record_contact,
    withdraw_request,
)
from aftercare.kit.actor import Actor, ActorKind
from tests import make

pytestmark = pytest.mark.django_db


def job(client, wanted) -> str:
    return " ".join(client.get(reverse("field:job", args=[wanted.id])).content.decode().split())


def offered(page: str, wanted) -> list[str]:
    """The steps that stand on the page as buttons."""
    steps = ("travelling", "arrived", "start")
    return [step for step in steps if f'action="{reverse("field:report", args=[wanted.id, step])}"' in page]


def test_the_latest_words_with_the_customer_stand_on_the_job_and_notes_among_colleagues_do_not(
    client_of, actor_of, assigned, at
):
    agent = actor_of("agent")
    for n in range(6):
        said = {"channel": "phone", "direction": "in" if n % 2 else "out", "text": f"Words {n}."}
        record_contact(agent, assigned, at=make.later(at, minutes=n), **said)
    note_request(agent, assigned, text="Shown to you.", internal=False, at=make.later(at, minutes=7))
    note_request(agent, assigned, text="Among us.", at=make.later(at, minutes=8))
    answer = client_of("engineer").get(reverse("field:job", args=[assigned.id]))
    texts = [words.text for words in answer.context["said"]]
    assert texts == ["Shown to you.", "Words 5.", "Words 4.", "Words 3.", "Words 2."]
    assert ("Words 5." in answer.content.decode(), "Among us." in answer.content.decode()) == (True, False)


def test_a_step_that_is_reported_shows_since_when_and_is_not_offered_again(client_of, assigned, at):
    phone = client_of("engineer")
    hour = f"{timezone.localtime(at):%H:%M}</time>"
    assert offered(job(phone, assigned), assigned) == ["travelling", "arrived", "start"]
    phone.post(reverse("field:report", args=[assigned.id, "travelling"]))
    page = job(phone, assigned)
    assert ("On my way since <time" in page, hour in page) == (True, True)
    assert offered(page, assigned) == ["arrived", "start"]
    phone.post(reverse("field:report", args=[assigned.id, "arrived"]))
    assert "Arrived <time" in job(phone, assigned)
    assert offered(job(phone, assigned), assigned) == ["start"]
    phone.post(reverse("field:report", args=[assigned.id, "start"]))
    assert ("At work since <time" in job(phone, assigned), offered(job(phone, assigned), assigned)) == (True, [])


def test_another_attempt_is_reported_from_the_beginning(client_of, actor_of, assigned, at):
    phone, dispatcher, worker = client_of("engineer"), actor_of("dispatcher"), assigned.engineer
    phone.post(reverse("field:report", args=[assigned.id, "arrived"]))
    back = withdraw_request(dispatcher, assigned, reason="Another day.", at=at)
    assign_request(dispatcher, back, engineer=worker, at=at)
    assert offered(job(phone, assigned), assigned) == ["travelling", "arrived", "start"]


def test_the_customers_photos_of_this_request_stand_on_the_job_and_open(client_of, actor_of, assigned, at):
    customer = Actor(ActorKind.CUSTOMER, assigned.customer_id, "王小明", via="portal")
    mine = attach_file(customer, assigned, name="leak.png", content=make.picture("red"), at=at)
    other = make.request(at, customer_=assigned.customer)
    attach_file(customer, other, name="else.png", content=make.picture("blue"), at=at)
    agent = actor_of("agent")
    attach_file(agent, assigned, name="among-us.png", content=make.picture("green"), internal=True, at=at)
    attach_file(agent, assigned, name="terms.txt", content=b"No picture.", at=at)
    phone = client_of("engineer")
    answer = phone.get(reverse("field:job", args=[assigned.id]))
    assert list(answer.context["photos"]) == [mine]
    address = reverse("console:request_file", args=[assigned.id, mine.id])
    assert f'<a href="{address}" target="_blank" rel="noopener"><img src="{address}" alt="Photo 1: leak.png"' in (
        answer.content.decode()
    )
    opened = phone.get(address)
    assert (opened["Content-Type"], opened.content) == ("image/png", make.picture("red"))


def test_photos_of_a_job_that_is_somebody_elses_do_not_open(client_of, assigned, at):
    other = make.request(at)
    customer = Actor(ActorKind.CUSTOMER, other.customer_id, "李四", via="portal")
    theirs = attach_file(customer, other, name="leak.png", content=make.picture("red"), at=at)
    phone = client_of("engineer")
    for about in (other, assigned):
        assert phone.get(reverse("console:request_file", args=[about.id, theirs.id])).status_code == 404
