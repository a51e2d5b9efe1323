"""Photos are asked for once: whatever is wrong with the rest of the form, they stay with the record."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aftercare.domains.fieldwork.actions import attach_photo, set_record_rule
from aftercare.domains.fieldwork.actions import photos as attaching
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.requests.actions import assign_request, withdraw_request
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.kit.files import store_file
from aftercare.kit.models import StoredFile
from tests import make
from tests.surfaces.field.typed import lines

pytestmark = pytest.mark.django_db
WORK = {"work_done": "Replaced the capacitor.", "labour_minutes": "40"}
MISSPELT = lines(parts=[{"part": "CAP-35U", "quantity": "3"}])
KEY = "9c1e4a52-31a9-4a53-b9b7-6f1f5a0f1d22"


def photo(colour: str = "navy") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{colour}.png", make.picture(colour))


@pytest.fixture
def write(client_of, at_work):
    """Sends the record of the job under way, or reports it under another name."""
    phone = client_of("engineer")

    def send(name: str = "record", **given):
        return phone.post(reverse(f"field:{name}", args=[at_work.id]), {**WORK, **lines(), **given})

    return send


def names(wanted: ServiceRequest) -> list[list[str]]:
    return [[photo.name for photo in sheet.photos] for sheet in records_of(wanted)]


def test_photos_of_a_refused_record_are_kept_and_count_for_the_next_try(write, at, at_work):
    asked = {"require_cause": False, "require_signature": False, "require_photo": True}
    set_record_rule(make.HOUSE, RequestKind.objects.get(code="repair"), at=at, **asked)
    answer = write(**MISSPELT, photos=[photo("red"), photo("blue")], idempotency_key=KEY)
    page = answer.content.decode()
    assert (answer.status_code, ServiceRequest.objects.get().state) == (422, "in_progress")
    assert names(at_work) == [["red.png", "blue.png"]]
    assert "Your 2 photos are kept with the record; you need not choose them again." in page
    assert ("kept: 2 photos<" in page, "choose them again before" in page) == (True, False)
    assert write(idempotency_key=KEY).status_code == 302
    assert names(at_work) == [["red.png", "blue.png"]]


@pytest.mark.parametrize("wrong", [{"labour_minutes": "x"}, {"more": "parts"}, MISSPELT])
def test_whatever_sends_the_form_back_the_photos_stay(write, at_work, wrong):
    page = write(**{**wrong, "photos": photo()}).content.decode()
    assert names(at_work) == [["navy.png"]]
    assert "Your photo is kept with the record; you need not choose it again." in page


def test_why_it_is_not_solved_may_be_forgotten_without_losing_the_photo(write, at_work):
    assert write("fail", photos=photo()).status_code == 422
    assert write("fail", outcome="not_home").status_code == 302
    assert names(at_work) == [["navy.png"]]
    assert ServiceRequest.objects.get().state == "pending"


def test_a_file_that_is_no_picture_keeps_none_of_the_others_away(write, at_work):
    others = [SimpleUploadedFile("a.pdf", b"%PDF-1.7"), SimpleUploadedFile("b.png", b"")]
    answer = write(photos=[others[0], photo("red"), others[1]])
    assert answer.context["form"].errors == {
        "photos": [
            "“a.pdf” is not a picture; attach it to the request as a document.",
            "“b.png” is empty; choose the file once more.",
        ]
    }
    assert (names(at_work), ServiceRequest.objects.get().state) == ([["red.png"]], "in_progress")


def test_photos_that_find_no_place_are_asked_for_again_with_the_reason(write, at, at_work, actor_of, monkeypatch):
    monkeypatch.setattr(attaching, "MOST", 1)
    attach_photo(actor_of("engineer"), at_work, name="a.png", content=make.picture(), at=at)
    page = write(**MISSPELT, photos=photo("red")).content.decode()
    assert names(at_work) == [["a.png"]]
    assert "This record already holds 1 photos; that is all it takes." in page
    assert "choose them again before you report" in page


def test_photos_of_a_job_somebody_else_has_by_now_are_not_put_to_theirs(write, at, at_work, user_of):
    withdraw_request(make.HOUSE, at_work, reason="Ill.", at=at)
    other = make.engineer(at, user=user_of("engineer", name="colleague"), name="赵工", code="E2")
    assign_request(make.HOUSE, ServiceRequest.objects.get(), engineer=other, at=at)
    answer = write(photos=photo())
    assert (answer.status_code, StoredFile.objects.count()) == (422, 0)
    assert "choose them again before you report" in answer.content.decode()


def test_a_record_sent_twice_is_answered_alike_and_keeps_its_photo_once(write, at_work):
    answers = [write(photos=photo(), idempotency_key=KEY) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [reverse("field:day")] * 2
    assert names(at_work) == [["navy.png"]]


def test_a_kept_photo_is_taken_off_and_what_was_typed_stays(write, at_work):
    write(**MISSPELT, photos=[photo("red"), photo("blue")])
    first = records_of(at_work)[0].photos[0]
    for _again in range(2):
        page = write(remove_photo=str(first.id)).content.decode()
        assert (names(at_work), WORK["work_done"] in page) == ([["blue.png"]], True)
        assert (f'value="{first.id}"' in page, "kept: 1 photo<" in page) == (False, True)
    assert ServiceRequest.objects.get().state == "in_progress"


def test_a_photo_of_another_request_is_not_taken_off(write, at_work, at):
    other = store_file(subject=make.request(at).ref, name="x.png", content=make.picture("red"), actor=make.HOUSE, at=at)
    assert write(remove_photo=str(other.id), photos=photo()).status_code == 422
    assert (StoredFile.objects.filter(pk=other.pk).count(), names(at_work)) == (1, [["navy.png"]])
