"""Typing a record, putting photos to it, correcting it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.make import later, request

from aftercare.domains.accounts.models import Task
from aftercare.domains.fieldwork.actions import (
    attach_photo,
    attach_photos,
    correct_record,
    handle_visit,
    remove_photo,
    save_draft_record,
    set_record_rule,
    sign_off_visit,
)
from aftercare.domains.fieldwork.checks import check_photo
from aftercare.domains.fieldwork.drafts import CostLine, PartLine, RecordDraft
from aftercare.domains.fieldwork.errors import (
    NotAPicture,
    NothingToWriteAbout,
    PhotosFull,
    RecordAccepted,
    RecordIncomplete,
    TooLong,
)
from aftercare.domains.fieldwork.models import RecordRule, ServiceRecord
from aftercare.domains.fieldwork.policies import visible_to
from aftercare.domains.fieldwork.queries import record_of, records_of
from aftercare.domains.fieldwork.states import FLOW
from aftercare.domains.requests.models import RequestKind
from aftercare.kit.actor import Actor, ActorKind, system
from aftercare.kit.errors import NotAllowed
from aftercare.kit.files import FileRefused
from aftercare.kit.ledger import facts_of, moves_of
from aftercare.kit.models import StoredFile

HOUSE = system("tests")


def test_typing_goes_on_without_losing_a_word(under_way, cast, fuse, at):
    parts = (PartLine(part="FUSE-3A"),)
    save_draft_record(cast[1], under_way, record=RecordDraft(problem="不制冷", parts=parts), at=later(at, hours=3))
    save_draft_record(cast[1], under_way, record=RecordDraft(work_done="换保险丝"), at=later(at, hours=3))
    save_draft_record(
        cast[1], under_way, record=RecordDraft(parts=(*parts, PartLine(name="螺丝"))), at=later(at, hours=3)
    )
    (sheet,) = records_of(under_way)
    assert (sheet.record.problem, sheet.record.work_done, sheet.record.state) == ("不制冷", "换保险丝", "draft")
    assert [str(part) for part in sheet.parts] == ["1.000 × FUSE-3A", "1.000 × 螺丝"]
    assert [fact.kind for fact in facts_of(sheet.record.ref)] == ["service_record.begun"]


def test_a_list_that_is_emptied_is_empty(under_way, cast, fuse, at):
    save_draft_record(cast[1], under_way, record=RecordDraft(parts=(PartLine(part="FUSE-3A"),)), at=at)
    save_draft_record(cast[1], under_way, record=RecordDraft(parts=()), at=at)
    assert records_of(under_way)[0].parts == ()


def test_only_the_attempts_own_engineer_types(under_way, actor_of, at):
    with pytest.raises(NotAllowed) as refused:
        save_draft_record(
            actor_of("engineer", name="colleague"), under_way, record=RecordDraft(problem="?"), at=later(at, hours=3)
        )
    assert str(refused.value) == (
        "This attempt is with somebody else; only they, or the service manager, write its record."
    )
    with pytest.raises(NotAllowed) as refused:
        save_draft_record(actor_of("callback"), under_way, record=RecordDraft(problem="?"), at=later(at, hours=3))
    assert str(refused.value) == ("You may not do this: it needs the right “work on requests and report the result”.")
    assert ServiceRecord.objects.count() == 0


def test_nothing_is_written_before_the_first_attempt(company, at):
    with pytest.raises(NothingToWriteAbout) as refused:
        save_draft_record(HOUSE, request(at), record=RecordDraft(problem="?"), at=at)
    assert str(refused.value) == (
        "Nobody has tried to solve this request yet; assign it first, then its record can be written."
    )
    assert ServiceRecord.objects.count() == 0


def test_a_photo_begins_the_record_and_is_kept_once(under_way, cast, at, png):
    first = attach_photo(cast[1], under_way, name="before.png", content=png("red"), at=later(at, hours=3))
    again = attach_photo(cast[1], under_way, name="before.png", content=png("red"), at=later(at, hours=3))
    other = attach_photo(cast[1], under_way, name="after.png", content=png("green"), at=later(at, hours=3))
    (sheet,) = records_of(under_way)
    assert (first.id, [photo.id for photo in sheet.photos]) == (again.id, [first.id, other.id])
    assert [fact.kind for fact in facts_of(sheet.record.ref)] == [
        "service_record.begun",
        "service_record.photo_attached",
        "service_record.photo_attached",
    ]


def test_a_photo_is_taken_off_while_the_record_is_not_accepted(under_way, cast, actor_of, at, png):
    first, other = (
        attach_photo(cast[1], under_way, name=f"{colour}.png", content=png(colour), at=later(at, hours=3))
        for colour in ("red", "green")
    )
    with pytest.raises(NotAllowed):
        remove_photo(actor_of("engineer", name="colleague"), under_way, photo=first, at=later(at, hours=3))
    for _again in range(2):
        remove_photo(cast[1], under_way, photo=first, at=later(at, hours=3))
    (sheet,) = records_of(under_way)
    assert [photo.id for photo in sheet.photos] == [other.id]
    assert [
        fact.data["file_id"] for fact in facts_of(sheet.record.ref).filter(kind="service_record.photo_removed")
    ] == [str(first.id)]


def test_a_record_that_must_have_a_photo_keeps_its_last(under_way, cast, at, png):
    set_record_rule(HOUSE, under_way.kind, require_photo=True, at=at)
    photo = attach_photo(cast[1], under_way, name="red.png", content=png("red"), at=later(at, hours=3))
    handle_visit(cast[1], under_way, record=RecordDraft(work_done="换电容", labour_minutes=30), at=later(at, hours=4))
    with pytest.raises(RecordIncomplete):
        remove_photo(cast[1], under_way, photo=photo, at=later(at, hours=5))
    assert [kept.id for kept in records_of(under_way)[0].photos] == [photo.id]


def test_what_is_not_a_picture_is_not_a_photo(under_way, cast, at):
    with pytest.raises(NotAPicture) as refused:
        attach_photo(cast[1], under_way, name="a.pdf", content=b"%PDF-1.7", at=later(at, hours=3))
    assert str(refused.value) == "“a.pdf” is not a picture; attach it to the request as a document."
    with pytest.raises(FileRefused):
        attach_photo(cast[1], under_way, name="a.exe", content=b"MZ\0\0", at=later(at, hours=3))
    assert (ServiceRecord.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_record_takes_forty_photos(under_way, cast, at, png, monkeypatch):
    monkeypatch.setattr("aftercare.domains.fieldwork.actions.photos.MOST", 1)
    attach_photo(cast[1], under_way, name="1.png", content=png("red"), at=later(at, hours=3))
    with pytest.raises(PhotosFull) as refused:
        attach_photo(cast[1], under_way, name="2.png", content=png("blue"), at=later(at, hours=3))
    assert str(refused.value) == "This record already holds 1 photos; that is all it takes."
    assert StoredFile.objects.count() == 1


def test_photos_that_arrive_together_are_held_against_one_look_at_those_before(under_way, cast, at, png):
    attach_photo(cast[1], under_way, name="before.png", content=png("white"), at=later(at, hours=3))
    photos = [check_photo("a.png", png(colour)) for colour in ("blue", "green", "yellow", "black", "blue")]
    with CaptureQueriesContext(connection) as asked:
        kept = attach_photos(cast[1], under_way, photos=photos, at=later(at, hours=3))
    reads = [q["sql"] for q in asked if q["sql"].startswith("SELECT") and "kit_storedfile" in q["sql"]]
    assert [sql for sql in reads if 'sha256" =' not in sql] == reads[:1]
    assert (len(reads), kept[4]) == (1 + 5, kept[0])
    assert [photo.id for photo in records_of(under_way)[0].photos][1:] == [photo.id for photo in kept[:4]]


def test_a_colleague_puts_no_photo_to_it(under_way, actor_of, at, png):
    with pytest.raises(NotAllowed):
        attach_photo(
            actor_of("engineer", name="colleague"), under_way, name="a.png", content=png("red"), at=later(at, hours=3)
        )
    assert (ServiceRecord.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_complete_record_is_corrected_with_both_figures_on_record(closed, under_way, cast, fuse, at):
    closed()
    record = ServiceRecord.objects.get()
    changes = RecordDraft(labour_minutes=40, work_done="换两个保险丝", parts=(PartLine(part="FUSE-3A"),))
    correct_record(cast[1], record, changes=changes, at=later(at, hours=7))
    sheet = record_of(record)
    assert (sheet.record.labour_minutes, sheet.record.work_done, len(sheet.parts)) == (40, "换两个保险丝", 1)
    fact = facts_of(record.ref).last()
    assert (fact.kind, fact.data["changes"]) == (
        "service_record.corrected",
        [
            ["labour_minutes", "30", "40"],
            ["billable_minutes", "30", "40"],
            ["work_done", "", ""],
            ["parts", "", "FUSE-3A×1"],
        ],
    )
    assert FLOW.fold(moves_of(facts_of(record.ref))) == "complete"


@pytest.mark.parametrize("name", ["王芳", "Dr. Wang", "A/B", "signature", "J. R. Smith"])
def test_the_name_under_the_signature_is_kept_as_it_was_typed(closed, png, name):
    closed(RecordDraft(work_done="换保险丝", labour_minutes=30, signature=png("red"), signed_by=name))
    assert ServiceRecord.objects.get().signed_by == name


def test_a_name_is_corrected_without_another_signature_and_is_not_told_in_the_ledger(closed, cast, at, png):
    closed(RecordDraft(work_done="换保险丝", labour_minutes=30, signature=png("red"), signed_by="王方"))
    record = ServiceRecord.objects.get()
    correct_record(cast[1], record, changes=RecordDraft(signed_by="王芳"), at=later(at, hours=7))
    corrected = ServiceRecord.objects.get()
    assert (corrected.signed_by, corrected.signature_id) == ("王芳", record.signature_id)
    assert facts_of(record.ref).last().data["changes"] == [["signed_by", "", ""]]


def test_a_name_from_before_it_had_a_place_of_its_own_is_read_from_its_file(closed, png):
    closed(RecordDraft(work_done="换保险丝", labour_minutes=30, signature=png("red"), signed_by="王芳"))
    ServiceRecord.objects.update(signer_name="")
    assert ServiceRecord.objects.get().signed_by == ""
    StoredFile.objects.update(name="Dr. Wang.png")
    assert ServiceRecord.objects.get().signed_by == "Dr. Wang"


def test_a_name_that_is_too_long_is_refused(under_way, cast, at):
    with pytest.raises(TooLong) as refused:
        save_draft_record(cast[1], under_way, record=RecordDraft(signed_by="王" * 81), at=at)
    assert (list(refused.value.errors), ServiceRecord.objects.count()) == (["signed_by"], 0)


def test_a_correction_that_changes_nothing_is_not_told(closed, cast, fuse, at):
    closed(RecordDraft(work_done="换保险丝", labour_minutes=30, parts=(PartLine(part="FUSE-3A"),)))
    record = ServiceRecord.objects.get()
    same = RecordDraft(labour_minutes=30, parts=(PartLine(part="FUSE-3A"),))
    correct_record(cast[1], record, changes=same, at=later(at, hours=7))
    assert [fact.kind for fact in facts_of(record.ref)] == ["service_record.written"]


def test_a_correction_can_not_empty_the_record(closed, cast, at):
    closed()
    record = ServiceRecord.objects.get()
    with pytest.raises(RecordIncomplete) as refused:
        correct_record(cast[1], record, changes=RecordDraft(work_done=""), at=later(at, hours=7))
    assert str(refused.value) == "The service record is not complete: say what was done"
    assert ServiceRecord.objects.get().work_done == "换保险丝"


def test_a_stranger_corrects_nothing(closed, actor_of, at):
    closed()
    record = ServiceRecord.objects.get()
    for other in ("stranger", "agent", "dispatcher"):
        with pytest.raises(NotAllowed):
            correct_record(actor_of(other), record, changes=RecordDraft(labour_minutes=1), at=later(at, hours=7))
    assert ServiceRecord.objects.get().labour_minutes == 30


def test_a_record_that_was_sent_back_is_corrected_and_the_task_is_done(closed, under_way, cast, actor_of, at):
    closed()
    sign_off_visit(actor_of("manager"), under_way, accepted=False, reason="工时太多", at=later(at, hours=7))
    task = Task.objects.get(kind="service_record.sent_back")
    assert (task.person_id, task.about_label, task.done_at) == (cast[1].id, under_way.number, None)
    assert ServiceRecord.objects.get().sent_back_for == "工时太多"
    save_draft_record(cast[1], under_way, record=RecordDraft(labour_minutes=20), at=later(at, hours=8))
    record = ServiceRecord.objects.get()
    assert (record.state, record.labour_minutes, record.sent_back_for) == ("complete", 20, "")
    assert Task.objects.get(kind="service_record.sent_back").done_at == later(at, hours=8)
    assert [fact.verb for fact in facts_of(record.ref)] == ["write", "send_back", "correct"]


def test_nothing_is_typed_after_acceptance(closed, under_way, cast, actor_of, at, png):
    closed()
    sign_off_visit(actor_of("manager"), under_way, accepted=True, at=later(at, hours=7))
    record = ServiceRecord.objects.get()
    with pytest.raises(RecordAccepted) as refused:
        correct_record(cast[1], record, changes=RecordDraft(labour_minutes=1), at=later(at, hours=8))
    assert str(refused.value) == ("Hours, parts and costs of this record were accepted; it can't be changed any more.")
    with pytest.raises(RecordAccepted):
        save_draft_record(cast[1], under_way, record=RecordDraft(labour_minutes=1), at=later(at, hours=8))
    with pytest.raises(RecordAccepted):
        attach_photo(cast[1], under_way, name="a.png", content=png("red"), at=later(at, hours=8))
    assert (ServiceRecord.objects.get().labour_minutes, StoredFile.objects.count()) == (30, 0)


def test_a_rule_is_set_by_who_may(company, actor_of, at):
    kind = RequestKind.objects.get(pk="repair")
    asked = {"require_cause": True, "require_signature": False, "require_photo": False}
    set_record_rule(actor_of("administrator"), kind, **asked, at=at)
    rule = RecordRule.objects.get(kind=kind)
    assert (rule.require_cause, rule.require_signature, RecordRule.objects.count()) == (True, False, 6)
    with pytest.raises(NotAllowed) as refused:
        set_record_rule(actor_of("engineer"), kind, **{**asked, "require_cause": False}, at=at)
    assert str(refused.value) == "You may not do this: it needs the right “say what service records must hold”."
    assert RecordRule.objects.get(kind=kind).require_cause is True


def test_records_are_seen_with_their_requests(under_way, cast, actor_of, at):
    customer = Actor(ActorKind.CUSTOMER, under_way.customer_id, "王芳")
    foreign = Actor(ActorKind.CUSTOMER, cast[0].id, "别人")
    save_draft_record(cast[1], under_way, record=RecordDraft(problem="?"), at=later(at, hours=3))
    seers = [cast[1], actor_of("agent"), actor_of("stranger"), actor_of("engineer", name="colleague"), customer]
    assert [visible_to(actor).count() for actor in seers] == [1, 1, 0, 0, 0]
    handle_visit(cast[1], under_way, record=RecordDraft(work_done="换", labour_minutes=1), at=later(at, hours=4))
    assert [visible_to(actor).count() for actor in (customer, foreign)] == [1, 0]


def test_a_requests_records_are_read_in_six_statements(under_way, cast, fuse, at, png, django_assert_num_queries):
    parts = tuple(PartLine(part="FUSE-3A", quantity=Decimal(n)) for n in (1, 2, 3))
    costs = (CostLine(kind="toll", amount=Decimal(1)),)
    attach_photo(cast[1], under_way, name="1.png", content=png("red"), at=later(at, hours=3))
    save_draft_record(cast[1], under_way, record=RecordDraft(parts=parts, costs=costs), at=later(at, hours=3))
    with django_assert_num_queries(6):
        (sheet,) = records_of(under_way)
    assert [part.quantity for part in sheet.parts] == [1, 2, 3]
