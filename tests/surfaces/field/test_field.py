"""The engineer's pages: a day, a job, and reports that are made once and lose nothing."""

import pytest
from django.urls import reverse

from aftercare.domains.requests.actions import assign_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.models import LedgerEntry
from tests import make

pytestmark = pytest.mark.django_db
KEY = "2f9a5d0e-6a0c-4f6e-8a58-0f1d2c3b4a59"


def report(client, wanted: ServiceRequest, step: str, **given: str):
    return client.post(reverse("field:report", args=[wanted.id, step]), given)


def test_a_day_holds_ones_own_jobs_only(client_of, assigned, at):
    make.request(at, customer_=make.customer(at, name="刘洋", phone="13900139000"), title="冰箱异响")
    day = client_of("engineer").get(reverse("field:day"))
    assert [row.id for row in day.context["rows"]] == [assigned.id]


def test_a_job_goes_from_the_way_to_the_record(client_of, assigned):
    phone = client_of("engineer")
    for step, state in (("travelling", "assigned"), ("arrived", "assigned"), ("start", "in_progress")):
        assert report(phone, assigned, step)["Location"] == reverse("field:job", args=[assigned.id])
        assert ServiceRequest.objects.get().state == state
    done = report(phone, assigned, "handle", work_done="Cleaned.", labour_minutes="20")
    assert (done["Location"], ServiceRequest.objects.get().state) == (reverse("field:day"), "handled")


def test_a_job_is_accepted_with_one_tap_and_then_offers_that_no_more(client_of, assigned):
    phone, page = client_of("engineer"), reverse("field:job", args=[assigned.id])
    assert ">Accept<" in phone.get(page).content.decode()
    assert report(phone, assigned, "accepted")["Location"] == page
    shown = phone.get(page).content.decode()
    assert (">Accept<" in shown, "Accepted" in shown) == (False, True)
    assert LedgerEntry.objects.get(kind="request.progressed").data["step"] == "accepted"


def test_a_report_sent_twice_is_made_once(client_of, assigned):
    phone = client_of("engineer")
    answers = [report(phone, assigned, "travelling", idempotency_key=KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert LedgerEntry.objects.filter(kind="request.progressed").count() == 1


def test_an_incomplete_record_comes_back_with_what_was_typed(client_of, assigned):
    phone = client_of("engineer")
    report(phone, assigned, "start")
    answer = report(phone, assigned, "handle", work_done="Cleaned the filter.", labour_minutes="")
    assert answer.status_code == 422
    assert "Cleaned the filter." in answer.content.decode()
    assert ServiceRequest.objects.get().state == "in_progress"


def test_a_report_the_state_does_not_permit_is_refused_with_its_sentence(client_of, assigned):
    answer = report(client_of("engineer"), assigned, "handle", work_done="Cleaned.", labour_minutes="20")
    assert answer.status_code == 422
    assert "Cannot handle a request that is assigned; it must be in progress." in answer.content.decode()
    assert ServiceRequest.objects.get().state == "assigned"


def test_an_unknown_step_is_not_there(client_of, assigned):
    assert report(client_of("engineer"), assigned, "dance").status_code == 404


def test_a_job_of_the_team_stands_in_a_members_day_and_is_started_there(client_of, user_of, actor_of, at):
    given = make.team(at, user_of("engineer"))
    shared = assign_request(actor_of("dispatcher"), make.request(at), team=given, at=at)
    phone = client_of("engineer")
    assert [row.id for row in phone.get(reverse("field:day")).context["rows"]] == [shared.id]
    assert phone.get(reverse("field:job", args=[shared.id])).status_code == 200
    assert report(phone, shared, "start")["Location"] == reverse("field:job", args=[shared.id])
    assert ServiceRequest.objects.get().state == "in_progress"
    assert client_of("engineer", name="other").get(reverse("field:job", args=[shared.id])).status_code == 404


def test_a_report_says_what_was_done(client_of, assigned):
    phone = client_of("engineer")
    said = {"travelling": "you are on the way", "arrived": "you have arrived", "start": "work has begun"}
    for step, words in said.items():
        report(phone, assigned, step)
        assert f"{assigned.number}: {words}." in phone.get(reverse("field:job", args=[assigned.id])).content.decode()
