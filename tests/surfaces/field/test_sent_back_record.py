"""A record that came back from the manager: corrected on the phone, by whom it is for, until it is accepted."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aftercare.domains.accounts.models import Task
from aftercare.domains.feedback.actions import confirm_by_call
from aftercare.domains.fieldwork.actions import (
    correct_record,
    fail_visit,
    handle_visit,
    save_draft_record,
    sign_off_visit,
)
from aftercare.domains.fieldwork.actions.records import SENT_BACK
from aftercare.domains.fieldwork.drafts import CostLine, PartLine, RecordDraft
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.policies import NOTE
from aftercare.domains.requests.rules import NextStep, next_step
from tests import make
from tests.surfaces.field.typed import lines

pytestmark = pytest.mark.django_db
WRITTEN = RecordDraft(
    work_done="Replaced.",
    labour_minutes=400,
    parts=(PartLine(name="Tape", quantity=Decimal(2), unit_price=Decimal(3), currency="EUR", charged=False),),
    costs=(CostLine(kind="toll", amount=Decimal(12), currency="USD", charged=False),),
)
EDITED = lines(parts=[{"name": "Tape", "quantity": "1"}], costs=[{"kind": "toll", "amount": "15"}])


@pytest.fixture
def sent_back(at, at_work, actor_of) -> ServiceRequest:
    """A request whose record came back from the manager."""
    done = handle_visit(actor_of("engineer"), at_work, record=WRITTEN, at=at)
    closed = confirm_by_call(actor_of("callback"), done, satisfaction=5, at=at)
    return sign_off_visit(actor_of("manager"), closed, accepted=False, reason="400 minutes?", at=at)


def test_a_record_that_was_sent_back_is_corrected_on_the_phone_and_handed_in_again(client_of, sent_back, actor_of):
    (kept,) = records_of(sent_back)
    phone, address = client_of("engineer"), reverse("field:rewrite", args=[sent_back.id, kept.record.id])
    assert address in phone.get(reverse("field:day")).content.decode()
    assert address in phone.get(reverse("field:job", args=[sent_back.id])).content.decode()
    form = phone.get(address).content.decode()
    for shown in ("Sent back: 400 minutes?", "Replaced.", 'value="400"'):
        assert shown in form
    photo = SimpleUploadedFile("after.png", make.picture())
    given = {"work_done": "Replaced.", "labour_minutes": "40", "photos": photo, **EDITED}
    assert phone.post(address, given)["Location"] == reverse("field:day")
    (corrected,) = records_of(sent_back)
    assert (corrected.record.state, corrected.record.labour_minutes) == ("complete", 40)
    assert corrected.record.billable_minutes == 40
    assert [picture.name for picture in corrected.photos] == ["after.png"]
    assert address not in phone.get(reverse("field:day")).content.decode()
    assert next_step(ServiceRequest.objects.get()) == NextStep("manager")
    assert Task.objects.get(kind=SENT_BACK).done_by == actor_of("engineer").id
    (toll,), (tape,) = corrected.costs, corrected.parts
    assert (str(toll.amount), toll.currency, toll.charged) == ("15.00", "USD", False)
    assert (str(tape.quantity), str(tape.unit_price), tape.currency, tape.charged) == ("1.000", "3.0000", "EUR", False)


def test_a_record_is_corrected_by_nobody_else_and_not_once_it_is_accepted(client_of, at, sent_back, actor_of):
    (kept,) = records_of(sent_back)
    address = reverse("field:rewrite", args=[sent_back.id, kept.record.id])
    assert client_of("dispatcher").get(address).status_code == 403
    assert client_of("engineer").get(reverse("field:rewrite", args=[sent_back.id, sent_back.id])).status_code == 404
    correct_record(actor_of("engineer"), kept.record, changes=RecordDraft(labour_minutes=40), at=at)
    sign_off_visit(actor_of("manager"), ServiceRequest.objects.get(), accepted=True, at=at)
    assert client_of("engineer").get(address).status_code == 409


@pytest.fixture
def tried_by_a_team(at, user_of, actor_of) -> ServiceRequest:
    """Tried in vain by a team's member, solved by an engineer, and sent back with the records of both."""
    member, worker = user_of("engineer", name="member"), user_of("engineer")
    asked = assign_request(make.HOUSE, make.request(at), team=make.team(at, member), at=at)
    start_request(actor_of("engineer", name="member"), asked, at=at)
    tried = RecordDraft(work_done="Tried.", labour_minutes=300)
    fail_visit(actor_of("engineer", name="member"), asked, outcome="unsolved", record=tried, at=at)
    assign_request(make.HOUSE, asked, assignee=worker, at=at)
    start_request(actor_of("engineer"), asked, at=at)
    done = handle_visit(actor_of("engineer"), asked, record=WRITTEN, at=at)
    closed = confirm_by_call(actor_of("callback"), done, satisfaction=5, at=at)
    return sign_off_visit(actor_of("manager"), closed, accepted=False, reason="So long?", at=at)


def test_what_a_team_wrote_is_corrected_by_one_of_the_team(client_of, tried_by_a_team, user_of, actor_of, at):
    first, second = records_of(tried_by_a_team)
    asked = Task.objects.filter(kind=SENT_BACK, done_at=None).values_list("about_id", "role_code", "person_id")
    assert set(asked) == {
        (first.record.id, "", user_of("engineer", name="member").id),
        (second.record.id, "", user_of("engineer").id),
    }
    correct_record(actor_of("engineer"), second.record, changes=RecordDraft(labour_minutes=40), at=at)
    phone, address = (
        client_of("engineer", name="member"),
        reverse("field:rewrite", args=[tried_by_a_team.id, first.record.id]),
    )
    assert address in phone.get(reverse("field:day")).content.decode()
    assert phone.get(address).status_code == 200
    assert phone.post(address, {"labour_minutes": "30", **lines()}).status_code == 302
    assert ServiceRequest.objects.get().sign_off_note == ""
    assert list(asked.all()) == []


def test_what_was_a_teams_is_seen_by_no_other_team(client_of, tried_by_a_team, user_of, at):
    make.team(at, user_of("engineer", name="other"), name="Others")
    address = reverse("field:job", args=[tried_by_a_team.id])
    assert client_of("engineer", name="other").get(address).status_code == 404
    assert client_of("engineer", name="member").get(address).status_code == 200


def test_a_correction_needs_the_right_to_work_and_not_the_one_to_write_notes(sent_back, actor_of, at):
    engineer = actor_of("engineer")
    works = replace(engineer, rights={name: reach for name, reach in engineer.rights.items() if name != NOTE})
    (kept,) = records_of(sent_back)
    correct_record(works, kept.record, changes=RecordDraft(labour_minutes=40), at=at)
    assert next_step(ServiceRequest.objects.get()) == NextStep("manager")


def test_a_draft_is_written_on_where_it_was_begun(client_of, at, at_work, actor_of):
    begun = save_draft_record(actor_of("engineer"), at_work, record=RecordDraft(problem="Noisy."), at=at)
    answer = client_of("engineer").get(reverse("field:rewrite", args=[at_work.id, begun.id]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("field:record", args=[at_work.id]))


def test_what_is_typed_offline_is_kept_apart_for_each_record(client_of, tried_by_a_team):
    first, second = records_of(tried_by_a_team)
    phone = client_of("manager")
    for sheet in (first, second):
        form = phone.get(reverse("field:rewrite", args=[tried_by_a_team.id, sheet.record.id])).content.decode()
        assert f'data-draft="correct-{tried_by_a_team.id}-{sheet.record.id}"' in form
