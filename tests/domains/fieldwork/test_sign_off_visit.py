"""Accepting hours, parts and costs."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.make import HOUSE, later, team

from aftercare.domains.accounts.actions import deactivate_user
from aftercare.domains.accounts.models import Task
from aftercare.domains.fieldwork.actions import (
    correct_record,
    fail_visit,
    handle_visit,
    save_draft_record,
    sign_off_visit,
)
from aftercare.domains.fieldwork.actions.records import SENT_BACK
from aftercare.domains.fieldwork.drafts import Correction, CostLine, PartLine, RecordDraft
from aftercare.domains.fieldwork.errors import CorrectedYetSentBack, UnknownLine
from aftercare.domains.fieldwork.models import RecordCost, RecordPart, ServiceRecord
from aftercare.domains.fieldwork.queries import records_of, to_correct
from aftercare.domains.requests.actions import assign_request, confirm_request, reopen_request, start_request
from aftercare.domains.requests.errors import ReasonNeeded, SignedOffAlready
from aftercare.domains.requests.models import Attempt, ServiceRequest
from aftercare.domains.requests.queries import to_sign_off
from aftercare.domains.requests.rules import NextStep, next_step
from aftercare.kit.errors import NotAllowed, WrongState
from aftercare.kit.ids import new_id
from aftercare.kit.jobs import run_queued
from aftercare.kit.ledger import facts_of, tampered

ENOUGH = RecordDraft(work_done="换保险丝", labour_minutes=45)


@pytest.fixture
def sheet(closed, under_way, fuse):
    """The record of a closed repair: 45 minutes, two fuses and a screw, a toll."""
    closed(
        RecordDraft(
            work_done="换保险丝",
            labour_minutes=45,
            travel_minutes=20,
            parts=(PartLine(part="FUSE-3A", quantity=Decimal(2)), PartLine(name="螺丝")),
            costs=(CostLine(kind="toll", amount=Decimal(15)),),
        )
    )
    return records_of(under_way)[0]


def test_acceptance_keeps_the_figures_in_the_ledger(sheet, under_way, actor_of, at):
    signed = sign_off_visit(actor_of("manager"), under_way, accepted=True, at=later(at, hours=7))
    record = ServiceRecord.objects.get()
    assert (signed.signed_off_at, signed.sign_off_note) == (later(at, hours=7), "accepted")
    assert (record.state, record.accepted_at, record.accepted_by) == (
        "accepted",
        later(at, hours=7),
        actor_of("manager").id,
    )
    fact = facts_of(record.ref).last()
    assert (fact.verb, fact.context_id) == ("accept", under_way.id)
    assert fact.data == {
        "request_id": str(under_way.id),
        "accepted": True,
        "labour_minutes": 45,
        "travel_minutes": 20,
        "billable_minutes": 45,
        "parts": [["FUSE-3A", "2.000"], ["", "1.000"]],
        "costs": [["toll", "15.00", "CNY"]],
    }
    assert tampered() == []


def test_corrected_figures_are_accepted_and_both_are_on_record(sheet, under_way, actor_of, at):
    fuses, screw = sheet.parts
    correction = Correction(
        record=sheet.record.id,
        labour_minutes=30,
        parts={fuses.id: Decimal(1), screw.id: Decimal(0)},
        costs={sheet.costs[0].id: Decimal("12.50")},
    )
    sign_off_visit(actor_of("manager"), under_way, accepted=True, corrections=[correction], at=later(at, hours=7))
    (accepted,) = records_of(under_way)
    assert (accepted.record.labour_minutes, accepted.record.billable_minutes) == (30, 30)
    assert accepted.record.state == "accepted"
    assert [str(part) for part in accepted.parts] == ["1.000 × FUSE-3A"]
    assert [cost.amount for cost in accepted.costs] == [Decimal("12.50")]
    corrected, signed = list(facts_of(sheet.record.ref))[-2:]
    assert corrected.data["changes"] == [
        ["labour_minutes", "45", "30"],
        ["billable_minutes", "45", "30"],
        ["parts.FUSE-3A", "2", "1"],
        ["parts.", "1", "0"],
        ["costs.toll", "15", "12.5"],
    ]
    assert (signed.data["labour_minutes"], signed.data["parts"]) == (30, [["FUSE-3A", "1.000"]])


def test_minutes_are_accepted_in_one_statement(sheet, under_way, actor_of, at):
    manager, correction = actor_of("manager"), Correction(record=sheet.record.id, labour_minutes=30, travel_minutes=5)
    with CaptureQueriesContext(connection) as asked:
        sign_off_visit(manager, under_way, accepted=True, corrections=[correction], at=later(at, hours=7))
    written = [one["sql"] for one in asked if one["sql"].startswith('UPDATE "fieldwork_servicerecord"')]
    assert [("labour_minutes" in sql, "accepted_at" in sql) for sql in written] == [(True, False), (False, True)]
    record = ServiceRecord.objects.get()
    assert (record.labour_minutes, record.travel_minutes, record.billable_minutes) == (30, 5, 30)


def test_time_that_is_charged_apart_from_labour_stays_as_it_was_said(closed, under_way, cast, actor_of, at):
    closed(RecordDraft(work_done="换保险丝", labour_minutes=45, billable_minutes=20))
    record = ServiceRecord.objects.get()
    correct_record(cast[1], record, changes=RecordDraft(labour_minutes=40), at=later(at, hours=7))
    correction = Correction(record=record.id, labour_minutes=30)
    sign_off_visit(actor_of("manager"), under_way, accepted=True, corrections=[correction], at=later(at, hours=8))
    accepted = ServiceRecord.objects.get()
    assert (accepted.labour_minutes, accepted.billable_minutes) == (30, 20)


def test_a_correction_of_a_foreign_line_is_refused(sheet, under_way, actor_of, at):
    for correction in (
        Correction(record=new_id(), labour_minutes=1),
        Correction(record=sheet.record.id, parts={new_id(): Decimal(1)}),
        Correction(record=sheet.record.id, costs={sheet.parts[0].id: Decimal(1)}),
    ):
        with pytest.raises(UnknownLine) as refused:
            sign_off_visit(
                actor_of("manager"), under_way, accepted=True, corrections=[correction], at=later(at, hours=7)
            )
        assert str(refused.value) == (
            "This correction belongs to no line of the records to be signed off; read them again."
        )
    assert (ServiceRecord.objects.get().state, ServiceRequest.objects.get().signed_off_at) == ("complete", None)


def test_figures_are_not_corrected_when_they_are_sent_back(sheet, under_way, actor_of, at):
    correction = Correction(record=sheet.record.id, labour_minutes=1)
    with pytest.raises(CorrectedYetSentBack) as refused:
        sign_off_visit(
            actor_of("manager"),
            under_way,
            accepted=False,
            reason="太多",
            corrections=[correction],
            at=later(at, hours=7),
        )
    assert str(refused.value) == "Correct the figures and accept them, or send them back as they are."
    assert (ServiceRecord.objects.get().labour_minutes, ServiceRecord.objects.get().state) == (45, "complete")


def test_sending_back_needs_a_reason(sheet, under_way, actor_of, at):
    with pytest.raises(ReasonNeeded) as refused:
        sign_off_visit(actor_of("manager"), under_way, accepted=False, at=later(at, hours=7))
    assert str(refused.value) == "Say why; the reason is kept with the request."
    assert ServiceRecord.objects.get().state == "complete"


def test_what_was_sent_back_may_be_accepted_after_all(sheet, under_way, actor_of, at):
    sign_off_visit(actor_of("manager"), under_way, accepted=False, reason="太多", at=later(at, hours=7))
    assert ServiceRequest.objects.get().signed_off_at is None
    sign_off_visit(actor_of("manager"), under_way, accepted=True, at=later(at, hours=8))
    assert (ServiceRecord.objects.get().state, ServiceRecord.objects.get().sent_back_for) == ("accepted", "")
    assert asked_to_correct() == []


def asked_to_correct() -> list[tuple]:
    """Whom the work lists ask for a correction."""
    return list(Task.objects.filter(kind=SENT_BACK, done_at=None).values_list("role_code", "person_id"))


def test_sent_back_twice_it_is_asked_for_once(sheet, under_way, cast, actor_of, at):
    for hours, reason in ((7, "太多"), (8, "还是太多")):
        sign_off_visit(actor_of("manager"), under_way, accepted=False, reason=reason, at=later(at, hours=hours))
    assert ServiceRecord.objects.get().sent_back_for == "还是太多"
    assert asked_to_correct() == [("", cast[1].id)]


def leaves(user, at) -> None:
    deactivate_user(HOUSE, user, at=at)
    run_queued()


def waits_for_the_manager() -> bool:
    """Whether the request is in the manager's list of what to sign off, and says so itself."""
    listed = ServiceRequest.objects.filter(to_sign_off())
    return [next_step(request) for request in listed] == [NextStep("manager")]


@pytest.mark.parametrize("first", ["leaves", "sent back"])
def test_what_somebody_who_left_would_have_to_correct_is_the_managers(sheet, under_way, actor_of, user_of, first, at):
    if first == "leaves":
        leaves(user_of("engineer"), later(at, hours=7))
    sign_off_visit(actor_of("manager"), under_way, accepted=False, reason="太多", at=later(at, hours=8))
    assert waits_for_the_manager() is (first == "leaves")
    if first == "sent back":
        leaves(user_of("engineer"), later(at, hours=9))
    assert (asked_to_correct(), waits_for_the_manager()) == ([("manager", None)], True)
    assert ServiceRequest.objects.get().engineer_id == sheet.record.engineer_id
    correct_record(actor_of("manager"), sheet.record, changes=RecordDraft(labour_minutes=40), at=later(at, hours=10))
    assert (asked_to_correct(), ServiceRequest.objects.get().sign_off_note) == ([], "")


def test_of_a_team_the_others_correct_what_one_who_left_did_and_the_manager_where_nobody_is_left(
    sheet, under_way, actor_of, user_of, at
):
    other = user_of("agent")
    shared = team(at, user_of("engineer"), other)
    ServiceRequest.objects.update(assignee=None, engineer=None, team=shared)
    Attempt.objects.update(assignee=None, engineer=None, team=shared)
    ServiceRecord.objects.update(assignee=None, engineer=None)
    sign_off_visit(actor_of("manager"), under_way, accepted=False, reason="太多", at=later(at, hours=8))
    leaves(user_of("engineer"), later(at, hours=9))
    assert (("", other.id) in asked_to_correct(), waits_for_the_manager()) == (True, False)
    assert [record.id for record in to_correct(actor_of("agent"))] == [sheet.record.id]
    leaves(other, later(at, hours=10))
    assert (asked_to_correct(), waits_for_the_manager()) == ([("manager", None)], True)


def test_who_leaves_with_nothing_to_correct_changes_nothing(sheet, under_way, user_of, at):
    facts = facts_of(under_way.ref).count()
    leaves(user_of("engineer"), later(at, hours=7))
    assert (facts_of(under_way.ref).count(), asked_to_correct()) == (facts, [])


def test_it_is_signed_off_once(sheet, under_way, actor_of, at):
    sign_off_visit(actor_of("manager"), under_way, accepted=True, at=later(at, hours=7))
    with pytest.raises(SignedOffAlready) as refused:
        sign_off_visit(actor_of("manager"), under_way, accepted=False, reason="?", at=later(at, hours=8))
    assert str(refused.value) == "Hours, parts and costs were already accepted."
    assert ServiceRecord.objects.get().state == "accepted"


def test_only_the_manager_signs_off(sheet, under_way, cast, actor_of, at):
    for other in (cast[1], cast[0], actor_of("agent"), actor_of("stranger")):
        with pytest.raises(NotAllowed):
            sign_off_visit(other, under_way, accepted=True, at=later(at, hours=7))
    assert (ServiceRecord.objects.get().state, ServiceRequest.objects.get().signed_off_at) == ("complete", None)


def test_an_open_request_is_not_signed_off(under_way, cast, actor_of, at):
    handle_visit(cast[1], under_way, record=ENOUGH, at=later(at, hours=4))
    with pytest.raises(WrongState) as refused:
        sign_off_visit(actor_of("manager"), under_way, accepted=True, at=later(at, hours=5))
    assert str(refused.value) == "Cannot sign off a request that is handled; it must be closed."
    assert ServiceRecord.objects.get().state == "complete"


def test_the_records_of_every_attempt_are_accepted_together(under_way, cast, actor_of, at):
    worker = under_way.engineer
    fail_visit(cast[1], under_way, outcome="unsolved", record=RecordDraft(travel_minutes=30), at=later(at, hours=4))
    assign_request(cast[0], under_way, engineer=worker, at=later(at, hours=5))
    start_request(cast[1], under_way, at=later(at, hours=6))
    handle_visit(cast[1], under_way, record=ENOUGH, at=later(at, hours=7))
    confirm_request(actor_of("callback"), under_way, satisfaction=4, at=later(at, hours=8))
    sign_off_visit(actor_of("manager"), under_way, accepted=True, at=later(at, hours=9))
    assert list(ServiceRecord.objects.values_list("state", flat=True)) == ["accepted", "accepted"]


def test_a_reopened_request_gets_new_records_beside_the_accepted_ones(sheet, under_way, cast, actor_of, at):
    manager = actor_of("manager")
    sign_off_visit(manager, under_way, accepted=True, at=later(at, hours=7))
    reopen_request(manager, under_way, reason="又坏了", at=later(at, hours=8))
    assign_request(cast[0], under_way, engineer=sheet.record.engineer, at=later(at, hours=9))
    start_request(cast[1], under_way, at=later(at, hours=10))
    save_draft_record(cast[1], under_way, record=RecordDraft(problem="又"), at=later(at, hours=10))
    handle_visit(cast[1], under_way, record=ENOUGH, at=later(at, hours=11))
    confirm_request(actor_of("callback"), under_way, satisfaction=5, at=later(at, hours=12))
    sign_off_visit(manager, under_way, accepted=True, at=later(at, hours=13))
    accepted = ServiceRecord.objects.order_by("attempt__position").values_list("state", "accepted_at")
    assert list(accepted) == [("accepted", later(at, hours=7)), ("accepted", later(at, hours=13))]


def test_the_database_itself_keeps_an_accepted_record(sheet, under_way, actor_of, at):
    sign_off_visit(actor_of("manager"), under_way, accepted=True, at=later(at, hours=7))
    record = ServiceRecord.objects.get()
    for change in (
        lambda: ServiceRecord.objects.update(labour_minutes=1),
        lambda: ServiceRecord.objects.all().delete(),
        lambda: RecordPart.objects.update(quantity=9),
        lambda: RecordPart.objects.all().delete(),
        lambda: RecordCost.objects.create(record=record, position=9, kind="toll", amount=1, currency="CNY"),
    ):
        with pytest.raises(DatabaseError, match="accepted|Cannot update or delete"), transaction.atomic():
            change()
    assert (ServiceRecord.objects.get().labour_minutes, RecordPart.objects.count(), RecordCost.objects.count()) == (
        45,
        2,
        1,
    )
    assert connection.is_usable()
