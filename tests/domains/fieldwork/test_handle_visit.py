"""Reporting a visit solved, with its record."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.make import engineer, later, request

from aftercare.domains.catalog.actions import add_fault_code
from aftercare.domains.fieldwork.actions import (
    attach_photo,
    fail_visit,
    handle_visit,
    save_draft_record,
    set_record_rule,
)
from aftercare.domains.fieldwork.drafts import Answer, CostLine, Measured, PartLine, RecordDraft
from aftercare.domains.fieldwork.errors import RecordIncomplete
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.fieldwork.states import FLOW
from aftercare.domains.requests.actions import assign_request, handle_request, report_progress, start_request
from aftercare.domains.requests.errors import RecordMissing
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.errors import WrongState
from aftercare.kit.ledger import facts_of, moves_of, tampered
from aftercare.kit.money import Money

HOUSE = system("tests")
ENOUGH = RecordDraft(work_done="换保险丝", labour_minutes=45)


def state_of(asked: ServiceRequest) -> str:
    return ServiceRequest.objects.get(pk=asked.pk).state


def nothing_happened(asked: ServiceRequest) -> bool:
    return (state_of(asked), ServiceRecord.objects.count(), facts_of(asked.ref).last().kind) == (
        "in_progress",
        0,
        "request.started",
    )


def test_a_complete_record_hands_the_request_to_the_call_back(under_way, cast, at):
    done = handle_visit(cast[1], under_way, record=ENOUGH, at=later(at, hours=4))
    record = ServiceRecord.objects.get(attempt__request=done)
    assert (done.state, record.state, record.result, record.work_done) == ("handled", "complete", "solved", "换保险丝")
    assert (record.labour_minutes, record.billable_minutes, record.travel_minutes) == (45, 45, 0)
    assert (record.started_at, record.arrived_at, record.finished_at) == (later(at, hours=3), None, later(at, hours=4))
    assert (record.engineer.code, record.assignee_id, record.written_by) == ("E1", cast[1].id, cast[1].id)
    written = facts_of(record.ref).get()
    assert (written.kind, written.verb, written.context_id) == ("service_record.written", "write", done.id)
    assert FLOW.fold(moves_of([written])) == record.state
    assert tampered() == []


def test_everything_the_visit_brought_is_kept(under_way, cast, fuse, at):
    add_fault_code(HOUSE, kind="symptom", code="NOCOOL", name="不制冷", at=at)
    add_fault_code(HOUSE, kind="cause", code="FUSE", name="保险丝熔断", at=at)
    report_progress(cast[1], under_way, step="arrived", at=later(at, hours=3, minutes=20))
    draft = RecordDraft(
        work_done="换保险丝",
        problem="不启动",
        next_advice="检查线路",
        labour_minutes=40,
        travel_minutes=20,
        billable_minutes=60,
        symptom="NOCOOL",
        cause="FUSE",
        parts=(
            PartLine(part="FUSE-3A", quantity=Decimal(2), serial_in="S2", serial_out="S1"),
            PartLine(name="螺丝", unit_price=Decimal("0.50")),
        ),
        costs=(CostLine(kind="toll", amount=Decimal("15.00"), note="G2"),),
        answers=(Answer(item="earth", answer="0.2 Ω", passed=True), Answer(item="label", passed=False)),
        readings=(Measured(name="pressure", value=Decimal("1.85"), unit="MPa"),),
        signature_missing_reason="客户不在",
    )
    handle_visit(cast[1], under_way, record=draft, at=later(at, hours=4))
    (sheet,) = records_of(under_way)
    assert (sheet.record.symptom.name, sheet.record.cause.name, sheet.record.remedy) == ("不制冷", "保险丝熔断", None)
    assert sheet.record.arrived_at == later(at, hours=3, minutes=20)
    assert [(p.part_number, p.name, p.quantity, p.serial_in, p.serial_out) for p in sheet.parts] == [
        ("FUSE-3A", "保险丝", Decimal(2), "S2", "S1"),
        ("", "螺丝", Decimal(1), "", ""),
    ]
    assert [(c.kind, c.amount, c.currency, c.note, c.charged) for c in sheet.costs] == [
        ("toll", Decimal("15.00"), "CNY", "G2", True)
    ]
    assert [(a.item, a.passed) for a in sheet.answers] == [("earth", True), ("label", False)]
    assert [str(reading) for reading in sheet.readings] == ["pressure 1.850000 MPa"]
    assert (sheet.totals.travel_minutes, sheet.totals.labour_minutes, sheet.totals.billable_minutes) == (20, 40, 60)
    assert sheet.totals.parts == (Money(Decimal("25.50"), "CNY"),)
    assert sheet.totals.costs == (Money(Decimal("15.00"), "CNY"),)
    assert sheet.totals.charged == (Money(Decimal("40.50"), "CNY"),)
    fact = facts_of(sheet.record.ref).get()
    assert fact.data["parts"] == [["FUSE-3A", "2.000"], ["", "1.000"]]
    assert fact.data["failed_items"] == ["label"]


def test_what_covers_the_request_is_not_charged(under_way, cast, fuse, at):
    under_way.coverage = {"covered": True, "by": "warranty", "parts": {"percent": 100}, "travel": {"percent": 50}}
    under_way.save()
    parts, costs = (PartLine(part="FUSE-3A"),), (CostLine(kind="travel", amount=Decimal(8)),)
    draft = RecordDraft(work_done="换", labour_minutes=1, parts=parts, costs=costs)
    handle_visit(cast[1], under_way, record=draft, at=later(at, hours=4))
    (sheet,) = records_of(under_way)
    assert ([p.charged for p in sheet.parts], [c.charged for c in sheet.costs]) == ([False], [True])


def test_without_a_record_nothing_is_handled(under_way, cast, at):
    with pytest.raises(RecordMissing) as refused:
        handle_visit(cast[1], under_way, at=later(at, hours=4))
    assert str(refused.value) == (
        "There is no service record of this attempt; write down what was done, then report it handled."
    )
    with pytest.raises(RecordMissing):
        handle_request(cast[1], under_way, at=later(at, hours=4))
    assert nothing_happened(under_way)


def test_a_draft_alone_does_not_open_the_door(under_way, cast, at):
    save_draft_record(cast[1], under_way, record=ENOUGH, at=later(at, hours=3))
    with pytest.raises(RecordMissing):
        handle_request(cast[1], under_way, at=later(at, hours=4))
    assert state_of(under_way) == "in_progress"


def test_what_was_typed_before_is_completed(under_way, cast, fuse, at):
    typed = RecordDraft(work_done="换保险丝", labour_minutes=30, parts=(PartLine(part="FUSE-3A"),))
    save_draft_record(cast[1], under_way, record=typed, at=later(at, hours=3))
    handle_visit(cast[1], under_way, record=RecordDraft(labour_minutes=35), at=later(at, hours=4))
    (sheet,) = records_of(under_way)
    assert (sheet.record.work_done, sheet.record.labour_minutes, len(sheet.parts)) == ("换保险丝", 35, 1)
    facts = list(facts_of(sheet.record.ref))
    assert [(fact.kind, fact.verb) for fact in facts] == [
        ("service_record.begun", "begin"),
        ("service_record.written", "complete"),
    ]
    assert facts[1].data["parts"] == [["FUSE-3A", "1.000"]]
    assert FLOW.fold(moves_of(facts)) == "complete"


def test_an_incomplete_record_names_everything_that_is_missing(under_way, cast, at):
    set_record_rule(
        HOUSE,
        RequestKind.objects.get(pk="repair"),
        require_cause=True,
        require_signature=True,
        require_photo=True,
        at=at,
    )
    with pytest.raises(RecordIncomplete) as refused:
        handle_visit(cast[1], under_way, record=RecordDraft(work_done=" "), at=later(at, hours=4))
    assert str(refused.value) == (
        "The service record is not complete: say what was done; say how many minutes the work took; choose the cause; "
        "let the customer sign, or say why nobody signed; add a photo"
    )
    assert sorted(refused.value.errors) == ["cause", "labour_minutes", "photos", "signature", "work_done"]
    assert nothing_happened(under_way)


def test_a_record_that_keeps_the_rule_of_its_kind_is_complete(under_way, cast, at, png):
    kind = RequestKind.objects.get(pk="repair")
    set_record_rule(HOUSE, kind, require_cause=True, require_signature=True, require_photo=True, at=at)
    add_fault_code(HOUSE, kind="cause", code="FUSE", name="保险丝熔断", at=at)
    attach_photo(cast[1], under_way, name="a.png", content=png("red"), at=later(at, hours=3))
    draft = RecordDraft(work_done="换", labour_minutes=0, cause="FUSE", signature=png("black"))
    assert handle_visit(cast[1], under_way, record=draft, at=later(at, hours=4)).state == "handled"
    (sheet,) = records_of(under_way)
    assert (sheet.record.customer_signed, sheet.record.signature.role, len(sheet.photos)) == (True, "signature", 1)


def test_the_manager_reports_on_behalf(under_way, actor_of, at):
    done = handle_visit(actor_of("manager"), under_way, record=ENOUGH, at=later(at, hours=4))
    record = ServiceRecord.objects.get()
    assert (done.state, record.engineer.code, record.written_by) == ("handled", "E1", actor_of("manager").id)
    assert facts_of(record.ref).get().on_behalf == "engineer"


def test_a_request_nobody_has_begun_is_not_handled(cast, company, at):
    asked = request(at)
    with pytest.raises(WrongState) as refused:
        handle_visit(HOUSE, asked, record=ENOUGH, at=later(at, hours=4))
    assert str(refused.value) == "Cannot handle a request that is pending; it must be in progress."
    assert (ServiceRecord.objects.count(), state_of(asked)) == (0, "pending")


def test_a_visit_is_handled_once(under_way, cast, at):
    handle_visit(cast[1], under_way, record=ENOUGH, at=later(at, hours=4))
    other = RecordDraft(work_done="别的", labour_minutes=9)
    with pytest.raises(WrongState) as refused:
        handle_visit(HOUSE, under_way, record=other, at=later(at, hours=5))
    assert str(refused.value) == "Cannot handle a request that is handled; it must be in progress."
    with pytest.raises(WrongState):
        handle_visit(cast[1], under_way, record=other, at=later(at, hours=6), done_at=later(at, hours=5))
    assert ServiceRecord.objects.get().work_done == "换保险丝"


def test_the_desk_reports_a_consultation_with_a_record_too(actor_of, user_of, company, at):
    agent, user = actor_of("agent"), user_of("agent")
    asked = request(at, agent, kind="consultation")
    assign_request(HOUSE, asked, assignee=user, at=later(at, minutes=5))
    start_request(agent, asked, at=later(at, minutes=6))
    done = handle_visit(
        agent, asked, record=RecordDraft(work_done="解释设置", labour_minutes=8), at=later(at, minutes=15)
    )
    record = ServiceRecord.objects.get()
    assert (done.state, record.engineer, record.assignee, record.labour_minutes) == ("handled", None, user, 8)


def test_reporting_takes_no_more_statements_for_fifty_lines_than_for_one(cast, user_of, fuse, at):
    counts = []
    for lines in (1, 50):
        asked = request(at)
        assign_request(cast[0], asked, engineer=engineer(at, user=None, code=f"E{lines}"), at=at)
        start_request(HOUSE, asked, at=at)
        parts = tuple(PartLine(part="FUSE-3A", quantity=Decimal(n + 1)) for n in range(lines))
        costs = tuple(CostLine(kind="toll", amount=Decimal(n), currency="CNY") for n in range(lines))
        draft = RecordDraft(work_done="换", labour_minutes=1, parts=parts, costs=costs)
        with CaptureQueriesContext(connection) as run:
            handle_visit(HOUSE, asked, record=draft, at=later(at, hours=4))
        counts.append(len(run))
    assert counts[0] == counts[1]
    assert counts[1] <= 35


@pytest.mark.parametrize("solved", [True, False])
def test_a_phone_that_is_a_little_ahead_writes_no_time_that_has_not_come(under_way, cast, at, solved):
    now = later(at, hours=4)
    told = {"record": ENOUGH, "at": now, "done_at": later(now, minutes=4)}
    if solved:
        handle_visit(cast[1], under_way, **told)
    else:
        fail_visit(cast[1], under_way, outcome="unsolved", **told)
    record = ServiceRecord.objects.get()
    assert (record.finished_at, facts_of(record.ref).last().at, facts_of(under_way.ref).last().at) == (now, now, now)
