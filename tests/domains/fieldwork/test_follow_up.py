"""Items of the checklist that failed on a visit are taken care of afterwards."""

import pytest
from tests.make import later

from aftercare.domains.accounts.actions import do_task
from aftercare.domains.accounts.models import Task
from aftercare.domains.fieldwork.actions import correct_record, fail_visit, handle_visit, save_draft_record
from aftercare.domains.fieldwork.drafts import Answer, RecordDraft
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db

PASSED, WORN, LOOSE = (
    Answer(item="earth", passed=True),
    Answer(item="belt", passed=False),
    Answer(item="nut", passed=False),
)


def record(*answers: Answer) -> RecordDraft:
    return RecordDraft(work_done="保养完成", labour_minutes=30, answers=answers)


def waiting() -> list[tuple[str, list[str]]]:
    tasks = Task.objects.filter(kind="service_record.failed_items", done_at=None)
    return [(task.role_code, task.params["items"]) for task in tasks]


def test_the_desk_takes_care_of_what_failed(under_way, cast, at):
    handle_visit(cast[1], under_way, record=record(PASSED, WORN, LOOSE), at=later(at, hours=4))
    assert waiting() == [("agent", ["belt", "nut"])]
    task = Task.objects.get(kind="service_record.failed_items")
    assert (task.about_kind, task.about_label) == ("service_record", under_way.number)
    assert task.params["request_id"] == str(under_way.id)


def test_what_passed_or_only_asks_for_words_asks_nobody(under_way, cast, at):
    handle_visit(cast[1], under_way, record=record(PASSED, Answer(item="label", answer="A7")), at=later(at, hours=4))
    assert waiting() == []


def test_a_draft_asks_nobody_yet(under_way, cast, at):
    save_draft_record(cast[1], under_way, record=record(WORN), at=later(at, hours=4))
    assert waiting() == []


def test_an_attempt_that_failed_goes_on_by_itself(under_way, cast, at):
    fail_visit(cast[1], under_way, outcome="unsolved", record=record(WORN), at=later(at, hours=4))
    assert waiting() == []


def test_it_outlives_the_request(closed):
    closed(record(WORN))
    assert waiting() == [("agent", ["belt"])]


def test_a_correction_is_followed(closed, cast, at):
    closed(record(WORN))
    written = ServiceRecord.objects.get()
    correct_record(cast[1], written, changes=record(WORN, LOOSE), at=later(at, hours=7))
    assert waiting() == [("agent", ["belt", "nut"])]
    correct_record(cast[1], written, changes=record(PASSED), at=later(at, hours=8))
    assert waiting() == []


def test_a_correction_of_answers_alone_is_told_without_their_words(closed, cast, at):
    closed(record(WORN))
    correct_record(cast[1], ServiceRecord.objects.get(), changes=record(PASSED), at=later(at, hours=7))
    assert [answer.item for answer in ServiceRecord.objects.get().answers.all()] == ["earth"]
    fact = LedgerEntry.objects.get(kind="service_record.corrected")
    assert fact.data["changes"] == [["answers", "", ""]]


def test_other_corrections_leave_it_as_it_is(closed, cast, at):
    closed(record(WORN))
    first = Task.objects.get(kind="service_record.failed_items")
    correct_record(cast[1], ServiceRecord.objects.get(), changes=RecordDraft(labour_minutes=45), at=later(at, hours=7))
    assert Task.objects.get(kind="service_record.failed_items", done_at=None).id == first.id


def test_what_was_done_is_not_asked_again_by_another_correction(closed, cast, actor_of, at):
    closed(record(WORN))
    do_task(actor_of("agent"), Task.objects.get(kind="service_record.failed_items"), at=later(at, hours=7))
    correct_record(cast[1], ServiceRecord.objects.get(), changes=RecordDraft(labour_minutes=45), at=later(at, hours=8))
    assert waiting() == []
