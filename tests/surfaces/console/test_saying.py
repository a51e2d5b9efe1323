"""What the pages of a request say of decisions: to whom, how it goes on, what is sent back, what was promised."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from aftercare.domains.contracts.coverage_record import Coverage, Share
from aftercare.domains.fieldwork.actions import correct_record, handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.requests.actions import assign_request, confirm_request, lock_request, start_request
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from tests import make
from tests.make import later
from tests.reacting import run_reactions

pytestmark = pytest.mark.django_db
RECORD = RecordDraft(work_done="Changed the fuse.", labour_minutes=45)


@pytest.fixture
def closed(assigned, actor_of, at):
    worker = actor_of("engineer")
    start_request(worker, assigned, at=at)
    handle_visit(worker, assigned, record=RECORD, at=at)
    return confirm_request(actor_of("callback"), assigned, satisfaction=5, at=at)


def page_of(client, wanted) -> str:
    return client.get(reverse("console:request", args=[wanted.id])).content.decode()


def move(client, wanted, verb: str, **given: str):
    return client.post(reverse("console:request_move", args=[wanted.id, verb]), given)


def locked(at) -> ServiceRequest:
    wanted = make.request(at, required_at=later(at, hours=1))
    lock_request(system("timed-rule"), wanted, at=at)
    return wanted


def test_the_sign_off_shows_what_is_judged_and_nothing_is_chosen_yet(client_of, closed):
    shown = client_of("manager").get(reverse("console:request_move", args=[closed.id, "sign_off"])).content.decode()
    assert all(words in shown for words in ("Changed the fuse.", "45 min"))
    assert ("checked" in shown, "optional" in shown) == (False, False)


def test_sending_back_without_saying_why_is_refused_at_the_field(client_of, closed):
    answer = move(client_of("manager"), closed, "sign_off", accepted="no", reason="")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"reason": ["Say what has to be corrected; the engineer reads it."]}
    assert ServiceRecord.objects.get().state == "complete"


def test_what_is_sent_back_waits_for_the_engineer_and_is_signed_off_after_the_correction(client_of, closed, actor_of):
    manager = client_of("manager")
    assert move(manager, closed, "sign_off", accepted="no", reason="Too long.").status_code == 302
    shown = page_of(manager, closed)
    assert "sent hours, parts and costs back: Too long." in shown
    assert "Corrects the service record, which was sent back: Too long." in shown
    at_hand = manager.get(reverse("console:request", args=[closed.id])).context["offers"].at_hand
    assert "sign_off" not in [one.verb for one, _look in at_hand]
    record, at = ServiceRecord.objects.get(), datetime(2026, 3, 10, 2, tzinfo=UTC)
    correct_record(actor_of("engineer"), record, changes=RecordDraft(labour_minutes=30), at=at)
    assert "corrected what was sent back: it is to be signed off again" in page_of(manager, closed)
    at_hand = manager.get(reverse("console:request", args=[closed.id])).context["offers"].at_hand
    assert [one.verb for one, _look in at_hand][:1] == ["sign_off"]


def test_unlocking_suggests_the_next_working_day_and_says_how_it_goes_on(client_of, at):
    wanted, manager = locked(at), client_of("manager")
    form = manager.get(reverse("console:request_move", args=[wanted.id, "unlock"])).context["form"]
    assert form.initial["required_at"].astimezone(UTC) == later(at, hours=24)
    given = {"decision": "Again.", "to": "pending", "required_at": "2026-03-20T09:00"}
    assert move(manager, wanted, "unlock", **given).status_code == 302
    assert "unlocked the request: pending again, required by 20 Mar 2026, 09:00" in page_of(manager, wanted)


def test_unlocking_asks_for_the_date_and_the_engineer_where_they_are_needed(client_of, at):
    wanted, manager, worker = locked(at), client_of("manager"), make.engineer(at)
    nothing = move(manager, wanted, "unlock", decision="Again.", to="assigned")
    assert nothing.context["form"].errors == {
        "required_at": ["Say by when it is to be done."],
        "engineer": ["Choose who gets it."],
    }
    given = {"decision": "Again.", "to": "pending", "required_at": "2026-03-20T09:00", "engineer": str(worker.id)}
    assert list(move(manager, wanted, "unlock", **given).context["form"].errors) == ["engineer"]
    assert ServiceRequest.objects.get().state == "locked"


def test_the_form_of_a_move_that_is_not_open_says_so_instead(client_of, assigned):
    answer = client_of("manager").get(reverse("console:request_move", args=[assigned.id, "unlock"]))
    assert answer.status_code == 409
    assert "Cannot unlock a request that is assigned; it must be locked." in answer.content.decode()


def test_the_story_names_who_got_it_and_from_whom(client_of, assigned, actor_of, at):
    other = make.engineer(at, code="E9", name="赵工")
    assign_request(actor_of("dispatcher"), assigned, engineer=other, at=at)
    shown = page_of(client_of("agent"), assigned)
    assert "assigned the request to 李工" in shown
    assert "gave the request from 李工 to 赵工" in shown
    past = client_of("agent").get(reverse("console:request", args=[assigned.id]), {"past": "1"})
    assert "assigned, not begun" in past.content.decode()


def test_why_a_promise_is_due_names_what_was_promised_and_adds_up(client_of, assigned):
    shown = client_of("agent").get(reverse("console:request_why", args=[assigned.id, "resolution"]))
    starts = [row["start"] for row in shown.context["rows"]]
    assert starts == sorted(starts)
    clock = shown.context["clock"]
    assert shown.context["together"] == f"{clock.target_seconds // 3600} h"
    assert f"Promised: {clock.target_seconds // 3600} h of working time (service level " in shown.content.decode()


def test_dates_that_have_passed_are_refused_at_their_field(client_of, assigned):
    answer = move(client_of("dispatcher"), assigned, "suspend", reason="customer", until="2026-03-09T09:00")
    assert answer.context["form"].errors["until"] == ["9 Mar 2026, 09:00 CST has already passed; choose a later one."]
    assert ServiceRequest.objects.get().state == "assigned"


def test_home_shows_whom_to_call_back(client_of, company, assigned, actor_of, at):
    worker = actor_of("engineer")
    start_request(worker, assigned, at=at)
    handle_visit(worker, assigned, record=RECORD, at=at)
    run_reactions()
    home = client_of("callback").get(reverse("console:home"))
    assert [call.request_id for call in home.context["calls"]] == [assigned.id]
    assert "Nothing waits for you" not in home.content.decode()


def test_unlocking_suggests_the_required_date_where_that_is_later_than_the_next_working_day(client_of, at):
    wanted = make.request(at, required_at=later(at, days=9))
    lock_request(system("timed-rule"), wanted, at=at)
    form = client_of("manager").get(reverse("console:request_move", args=[wanted.id, "unlock"])).context["form"]
    assert form.initial["required_at"] == later(at, days=9)


@pytest.mark.parametrize(
    ("percents", "badge"),
    [((100, 100, 100), "Covered"), ((0, 100, 0), "Partly covered"), ((80, 100, 100), "Partly covered")],
)
def test_what_is_paid_in_part_is_not_called_covered(client_of, assigned, percents, badge: str):
    shares = (Share(percent, None, "warranty") for percent in percents)
    assigned.coverage = Coverage(True, "warranty", *shares).to_json()
    assigned.save(update_fields=["coverage"])
    shown = page_of(client_of("agent"), assigned)
    assert [words for words in ("Covered", "Partly covered") if f">{words}<" in shown] == [badge]
