"""What a service record can't say, and who can't say it."""

from decimal import Decimal

import pytest
from tests.make import later

from aftercare.domains.catalog.actions import add_fault_code, add_part
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import Answer, CostLine, Measured, PartLine, RecordDraft
from aftercare.domains.fieldwork.errors import TimesOutOfOrder
from aftercare.domains.fieldwork.models import RecordPart, ServiceRecord
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.actor import system
from aftercare.kit.errors import NotAllowed, Refusal
from aftercare.kit.ledger import facts_of

HOUSE = system("tests")
ENOUGH = RecordDraft(work_done="换保险丝", labour_minutes=45)


def nothing_happened(asked: ServiceRequest) -> bool:
    now = ServiceRequest.objects.get(pk=asked.pk).state
    return (now, ServiceRecord.objects.count(), facts_of(asked.ref).last().kind) == (
        "in_progress",
        0,
        "request.started",
    )


@pytest.mark.parametrize(
    ("draft", "field", "sentence"),
    [
        (
            {"labour_minutes": 1441},
            "labour_minutes",
            "Minutes go from 0 to 1440; 1441 were given. Record longer work as several visits.",
        ),
        (
            {"travel_minutes": -1},
            "travel_minutes",
            "Minutes go from 0 to 1440; -1 were given. Record longer work as several visits.",
        ),
        (
            {"parts": (PartLine(part="FUSE-3A", quantity=Decimal(0)),)},
            "parts.0.quantity",
            "FUSE-3A: the quantity must be above 0 and at most 99999; 0 was given.",
        ),
        (
            {"parts": (PartLine(part="FUSE-3A", quantity=Decimal("NaN")),)},
            "parts.0.quantity",
            "FUSE-3A: the quantity must be above 0 and at most 99999; NaN was given.",
        ),
        (
            {"parts": (PartLine(part="FUSE-3A", quantity=Decimal("0.0004")),)},
            "parts.0.quantity",
            "FUSE-3A: the quantity must be above 0 and at most 99999; 0.0004 was given.",
        ),
        (
            {"parts": (PartLine(),)},
            "parts.0",
            "Give each part its number; one that is not in the catalog needs a name.",
        ),
        (
            {"costs": (CostLine(kind="toll", amount=Decimal(-1), currency="CNY"),)},
            "costs.0.amount",
            "toll: an amount from 0 and a currency such as CNY are needed; -1 CNY was given.",
        ),
        (
            {"costs": (CostLine(kind="gift", amount=Decimal(1)),)},
            "costs.0.kind",
            "“gift” is not known here; choose one of: travel, lodging, toll, other.",
        ),
        (
            {"symptom": "WET"},
            "symptom",
            "“WET” is not among the symptoms of this product; choose one of: NOCOOL.",
        ),
        (
            {"remedy": "WET"},
            "remedy",
            "“WET” is not among the remedies of this product; choose one of: –.",
        ),
        (
            {"answers": (Answer(item="x" * 81),)},
            "answers.0",
            "“xxxxxxxxxxxxxxxxxxxx…” is longer than 80 characters; shorten it.",
        ),
        (
            {"answers": (Answer(item="earth"), Answer(item="earth"))},
            "answers.1",
            "The checklist item “earth” is answered twice; keep one of the answers.",
        ),
        (
            {"readings": (Measured(name="p", value=Decimal("Infinity")),)},
            "readings.0",
            "“p” can't be Infinity; give the value as a plain number.",
        ),
    ],
)
def test_a_value_that_can_not_be_is_refused(under_way, cast, fuse, at, draft, field, sentence):
    add_fault_code(HOUSE, kind="symptom", code="NOCOOL", name="不制冷", at=at)
    typed = RecordDraft(**{"work_done": "换", "labour_minutes": 1, **draft})
    with pytest.raises(Refusal) as refused:
        handle_visit(cast[1], under_way, record=typed, at=later(at, hours=4))
    assert (str(refused.value), list(refused.value.errors)) == (sentence, [field])
    assert nothing_happened(under_way)


def test_times_out_of_order_are_refused(under_way, cast, at):
    draft = RecordDraft(work_done="换", labour_minutes=1, started_at=later(at, hours=4), finished_at=later(at, hours=3))
    with pytest.raises(Refusal) as refused:
        handle_visit(cast[1], under_way, record=draft, at=later(at, hours=5))
    assert str(refused.value) == (
        "The times are out of order: work begins, the engineer arrives, and only then it ends."
    )
    assert nothing_happened(under_way)


def test_a_misspelt_part_gets_the_nearest_numbers(under_way, cast, fuse, at):
    for number in ("FUSE-5A", "FUSE-10A", "PUMP-1"):
        add_part(HOUSE, number=number, name=number, at=at)
    draft = RecordDraft(work_done="换", labour_minutes=1, parts=(PartLine(part="FUS-3A"),))
    with pytest.raises(Refusal) as refused:
        handle_visit(cast[1], under_way, record=draft, at=later(at, hours=4))
    assert str(refused.value) == "There is no part “FUS-3A”; the nearest are: FUSE-3A, FUSE-5A, FUSE-10A."
    assert nothing_happened(under_way)


def test_a_part_like_no_other_may_be_named_instead(under_way, cast, fuse, at):
    draft = RecordDraft(work_done="换", labour_minutes=1, parts=(PartLine(part="螺丝"),))
    with pytest.raises(Refusal) as refused:
        handle_visit(cast[1], under_way, record=draft, at=later(at, hours=4))
    assert str(refused.value) == "There is no part “螺丝”; name it without a number, or add it to the catalog."
    assert nothing_happened(under_way)


def test_a_part_tracked_by_serial_needs_its_serial(under_way, cast, company, at):
    pump = add_part(HOUSE, number="PUMP-1", name="泵", tracking="serial", at=at)
    draft = RecordDraft(work_done="换", labour_minutes=1, parts=(PartLine(part=str(pump.id)),))
    with pytest.raises(Refusal) as refused:
        handle_visit(cast[1], under_way, record=draft, at=later(at, hours=4))
    assert str(refused.value) == (
        "Each piece of PUMP-1 has a serial number: write one line a piece, with the serial that was fitted."
    )
    assert nothing_happened(under_way)
    fitted = RecordDraft(work_done="换", labour_minutes=1, parts=(PartLine(part=str(pump.id), serial_in="P-77"),))
    handle_visit(cast[1], under_way, record=fitted, at=later(at, hours=4))
    assert RecordPart.objects.get().serial_in == "P-77"


def test_somebody_else_does_not_report_it(under_way, actor_of, user_of, at):
    for other in ("agent", "dispatcher", "callback", "stranger"):
        with pytest.raises(NotAllowed):
            handle_visit(actor_of(other), under_way, record=ENOUGH, at=later(at, hours=4))
    colleague = actor_of("engineer", name="colleague")
    with pytest.raises(NotAllowed) as refused:
        handle_visit(colleague, under_way, record=ENOUGH, at=later(at, hours=4))
    assert str(refused.value) == (
        "This request is with somebody else; only they, or the service manager, report on it."
    )
    assert nothing_happened(under_way)


@pytest.mark.parametrize("field", ["started_at", "arrived_at"])
def test_a_visit_does_not_begin_after_it_was_reported(under_way, cast, at, field):
    draft = RecordDraft(work_done="换保险丝", labour_minutes=45, **{field: later(at, hours=7)})
    with pytest.raises(TimesOutOfOrder):
        handle_visit(cast[1], under_way, record=draft, at=later(at, hours=4))
    assert nothing_happened(under_way)
