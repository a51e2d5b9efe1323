"""The service record on the phone: parts, photos and a signature arrive together; a refusal keeps what was typed."""

import base64
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.catalog.actions import add_category, add_fault_code, add_part
from aftercare.domains.fieldwork.actions import (
    attach_photo,
    save_draft_record,
    set_record_rule,
)
from aftercare.domains.fieldwork.checks import check_photo
from aftercare.domains.fieldwork.drafts import Answer, CostLine, PartLine, RecordDraft
from aftercare.domains.fieldwork.queries import records_of
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.surfaces.field import record_form
from tests import make
from tests.surfaces.field.typed import lines

pytestmark = pytest.mark.django_db
WORK = {"work_done": "Replaced the capacitor.", "labour_minutes": "40"}


def drawn() -> str:
    return f"data:image/png;base64,{base64.b64encode(make.picture('black')).decode()}"


@pytest.fixture
def capacitor(at):
    return add_part(make.HOUSE, number="CAP-35UF", name="电容", at=at)


@pytest.fixture
def write(client_of, at_work):
    """Sends the record of the job under way."""
    phone, address = client_of("engineer"), reverse("field:record", args=[at_work.id])
    return lambda **given: phone.post(address, {**WORK, **lines(), **given})


def test_parts_costs_findings_a_photo_and_a_signature_are_kept_with_the_record(write, at_work, capacitor):
    answer = write(
        **lines(
            parts=[
                {"part": "CAP-35UF", "quantity": "2"},
                {"name": "Sealing tape", "quantity": "1", "serial_out": "T-1"},
            ],
            costs=[{"kind": "toll", "amount": "12.5", "note": "Bridge"}],
            answers=[{"item": "Earthing", "passed": "no", "answer": "Loose"}],
            readings=[{"name": "Current", "value": "4.2", "unit": "A"}],
        ),
        photos=[SimpleUploadedFile("after.png", make.picture()), SimpleUploadedFile("before.png", make.picture("red"))],
        signature=drawn(),
        signed_by="王芳",
    )
    assert answer["Location"] == reverse("field:day")
    (kept,) = records_of(ServiceRequest.objects.get())
    assert [(p.part_number, p.name, p.quantity, p.serial_out) for p in kept.parts] == [
        ("CAP-35UF", "电容", 2, ""),
        ("", "Sealing tape", 1, "T-1"),
    ]
    assert [(c.kind, str(c.amount), c.note) for c in kept.costs] == [("toll", "12.50", "Bridge")]
    assert [(a.item, a.passed, a.answer) for a in kept.answers] == [("Earthing", False, "Loose")]
    assert [(r.name, float(r.value), r.unit) for r in kept.readings] == [("Current", 4.2, "A")]
    assert [photo.name for photo in kept.photos] == ["after.png", "before.png"]
    assert (kept.record.customer_signed, kept.record.signed_by) == (True, "王芳")


def test_a_line_that_was_taken_away_leaves_a_gap_and_nothing_else(write, at_work, capacitor):
    gone = lines(parts=[{}, {"part": "CAP-35UF", "quantity": "1"}, {"quantity": "1"}])
    assert write(**gone).status_code == 302
    assert [line.part_number for line in records_of(at_work)[0].parts] == ["CAP-35UF"]


def test_a_misspelt_part_comes_back_at_its_line_with_everything_typed(write, at_work, capacitor):
    typed = lines(parts=[{"part": "CAP-35U", "quantity": "3"}], costs=[{"kind": "toll", "amount": "12.5"}])
    answer = write(**typed, signature=drawn(), photos=SimpleUploadedFile("after.png", make.picture()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no part “CAP-35U”; the nearest are: CAP-35UF." in page
    for kept in ("Replaced the capacitor.", 'value="CAP-35U"', 'value="3"', 'value="12.5"', drawn()):
        assert kept in page
    assert ServiceRequest.objects.get().state == "in_progress"


def test_a_serial_that_is_needed_is_asked_for_at_its_line(write, at, at_work):
    add_part(make.HOUSE, number="COMP-1", name="Compressor", tracking="serial", at=at)
    answer = write(**lines(parts=[{}, {"part": "COMP-1", "quantity": "1"}]))
    assert answer.context["lines"]["parts"].written[0].errors["serial_in"] == [
        "Each piece of COMP-1 has a serial number: write one line a piece, with the serial that was fitted."
    ]


def test_what_the_kind_asks_for_is_said_before_and_marked_after(client_of, write, at, at_work, actor_of):
    asked = {"require_cause": False, "require_signature": True, "require_photo": True}
    set_record_rule(make.HOUSE, RequestKind.objects.get(code="repair"), at=at, **asked)
    form = client_of("engineer").get(reverse("field:record", args=[at_work.id])).content.decode()
    assert "also asks for: the customer&#x27;s signature, or why nobody signed; a photo." in form
    answer = write()
    assert (answer.status_code, ServiceRequest.objects.get().state) == (422, "in_progress")
    assert answer.context["form"].errors["photos"] == ["add a photo"]
    assert answer.context["form"].errors["signature"] == ["let the customer sign, or say why nobody signed"]
    signed = write(signature_missing_reason="Nobody was home.", photos=SimpleUploadedFile("a.png", make.picture()))
    assert signed.status_code == 302


def test_a_further_line_comes_without_scripts_too(write, at_work, capacitor):
    answer = write(**lines(parts=[{"part": "CAP-35UF", "quantity": "1"}]), more="parts")
    page = answer.content.decode()
    assert 'value="CAP-35UF"' in page
    assert 'name="parts-1-part"' in page
    assert ServiceRequest.objects.get().state == "in_progress"


def test_a_number_of_lines_that_is_none_is_no_number(write, at_work):
    for odd in ("9" * 5000, "٣" * 3, "-1", ""):
        answer = write(**lines() | {"parts-TOTAL_FORMS": odd}, more="parts")
        assert answer.status_code == 422
    assert ServiceRequest.objects.get().state == "in_progress"


def test_nobody_waits_for_the_request_while_pictures_are_drawn(write, at_work, monkeypatch):
    drawn_at: list[int] = []

    def draw(*given):
        drawn_at.append(len(asked))
        return check_photo(*given)

    monkeypatch.setattr(record_form, "check_photo", draw)
    with CaptureQueriesContext(connection) as asked:
        answer = write(photos=[SimpleUploadedFile("a.png", make.picture()), SimpleUploadedFile("b.png", b"")])
    locks = [n for n, query in enumerate(asked) if "FOR NO KEY UPDATE" in query["sql"]]
    assert (answer.status_code, len(drawn_at), max(drawn_at) < min(locks)) == (422, 2, True)


def test_what_was_kept_before_is_there_and_stays(client_of, write, at, at_work, actor_of, capacitor):
    engineer = actor_of("engineer")
    typed = RecordDraft(work_done="Opened it.", parts=(PartLine(part="CAP-35UF", charged=True),))
    save_draft_record(engineer, at_work, record=typed, at=at)
    attach_photo(engineer, at_work, name="a.png", content=make.picture(), at=at)
    form = client_of("engineer").get(reverse("field:record", args=[at_work.id])).content.decode()
    for kept in ("Opened it.", 'value="CAP-35UF"', "kept: 1 photo<"):
        assert kept in form
    assert write(**lines(parts=[{"part": "CAP-35UF", "quantity": "1"}])).status_code == 302
    assert [line.charged for line in records_of(at_work)[0].parts] == [True]


def test_parts_are_found_by_number_and_by_name_by_who_works(client_of, capacitor):
    found = {"items": [{"id": "CAP-35UF", "label": "CAP-35UF · 电容"}]}
    phone = client_of("engineer")
    assert [phone.get(reverse("field:parts"), {"q": q}).json() for q in ("CAP", "电容", "", "fuse")] == [
        found,
        found,
        {"items": []},
        {"items": []},
    ]
    assert client_of("analyst").get(reverse("field:parts"), {"q": "CAP"}).status_code == 403


def test_a_job_that_is_not_solved_is_reported_with_what_was_done_and_used(client_of, at_work, capacitor):
    phone, address = client_of("engineer"), reverse("field:fail", args=[at_work.id])
    used = lines(parts=[{"part": "CAP-35UF", "quantity": "1"}])
    answer = phone.post(address, {"outcome": "unsolved", "note": "Still noisy.", "work_done": "Tried.", **used})
    assert answer["Location"] == reverse("field:day")
    (kept,) = records_of(ServiceRequest.objects.get())
    assert (kept.record.result, kept.record.work_done, kept.record.labour_minutes) == ("failed", "Tried.", 0)
    assert [line.part_number for line in kept.parts] == ["CAP-35UF"]
    assert ServiceRequest.objects.get().state == "pending"


def test_a_cause_can_be_chosen_though_nobody_knows_the_device(client_of, at_work, at):
    fridge = add_category(make.HOUSE, code="fridge", name="冰箱", at=at)
    leak = add_fault_code(make.HOUSE, kind="cause", code="leak", name="漏氟", category=fridge, at=at)
    asked = {"require_cause": True, "require_signature": False, "require_photo": False}
    set_record_rule(make.HOUSE, at_work.kind, at=at, **asked)
    phone, address = client_of("engineer"), reverse("field:record", args=[at_work.id])
    assert at_work.product is None
    assert list(phone.get(address).context["form"].fields["cause"].queryset) == [leak]
    assert phone.post(address, {**WORK, **lines(), "cause": leak.id}).status_code == 302
    assert records_of(ServiceRequest.objects.get())[0].record.cause == leak


def test_a_job_that_is_not_solved_needs_no_record(client_of, at_work):
    asked = {"require_cause": True, "require_signature": True, "require_photo": True}
    set_record_rule(make.HOUSE, at_work.kind, at=at_work.state_since, **asked)
    phone, address = client_of("engineer"), reverse("field:fail", args=[at_work.id])
    assert "also asks for" not in phone.get(address).content.decode()
    assert phone.post(address, {"outcome": "not_home", **lines()}).status_code == 302
    assert (ServiceRequest.objects.get().state, records_of(at_work)) == ("pending", [])


def test_why_it_is_not_solved_must_be_said_and_nothing_typed_is_lost(client_of, at_work):
    phone, address = client_of("engineer"), reverse("field:fail", args=[at_work.id])
    answer = phone.post(address, {"work_done": "Tried.", **lines()})
    assert (answer.status_code, answer.context["form"].errors["outcome"]) == (422, ["This field is required."])
    assert "Tried." in answer.content.decode()
    assert ServiceRequest.objects.get().state == "in_progress"


@pytest.fixture
def abroad(at, at_work, actor_of, capacitor) -> ServiceRequest:
    """A record with what the phone does not show: prices, currencies, who pays, the words of a question."""
    typed = RecordDraft(
        work_done="Opened it.",
        parts=(
            PartLine(part="CAP-35UF", quantity=Decimal(2), unit_price=Decimal("9.5"), currency="USD", charged=False),
            PartLine(name="Tape", unit_price=Decimal(3), currency="EUR", charged=False),
        ),
        costs=(
            CostLine(kind="toll", amount=Decimal(12), currency="USD", charged=False),
            CostLine(kind="toll", amount=Decimal(7), currency="EUR", charged=False),
        ),
        answers=(Answer(item="Earthing", text="Is it earthed?", answer="Loose", passed=False),),
    )
    save_draft_record(actor_of("engineer"), at_work, record=typed, at=at)
    return at_work


def hidden(request: ServiceRequest) -> dict[str, list]:
    (kept,) = records_of(request)
    return {
        "parts": [(line.name, str(line.unit_price), line.currency, line.charged) for line in kept.parts],
        "costs": [(str(line.amount), line.currency, line.charged) for line in kept.costs],
        "answers": [(line.item, line.text) for line in kept.answers],
    }


def test_a_line_that_is_changed_keeps_what_the_form_does_not_show(write, abroad):
    changed = lines(
        parts=[{"part": "CAP-35UF", "quantity": "3"}, {"name": "Tape, wide", "quantity": "1"}],
        costs=[{"kind": "toll", "amount": "12"}, {"kind": "toll", "amount": "8"}],
        answers=[{"item": "Earthing", "passed": "yes", "answer": "Tightened"}],
    )
    assert write(**changed).status_code == 302
    assert hidden(abroad) == {
        "parts": [("电容", "9.5000", "USD", False), ("Tape, wide", "3.0000", "EUR", False)],
        "costs": [("12.00", "USD", False), ("8.00", "EUR", False)],
        "answers": [("Earthing", "Is it earthed?")],
    }


def test_a_line_keeps_its_own_where_one_before_it_was_taken_away(write, abroad):
    less = lines(
        parts=[{}, {"name": "Tape", "quantity": "1"}],
        costs=[{"kind": "toll", "amount": "7"}, {"kind": "other", "amount": "5"}, {"kind": "toll", "amount": "4"}],
    )
    assert write(**less).status_code == 302
    kept = hidden(abroad)
    assert kept["parts"] == [("Tape", "3.0000", "EUR", False)]
    assert kept["costs"] == [("7.00", "EUR", False), ("5.00", "CNY", True), ("4.00", "CNY", True)]
    assert kept["answers"] == []


def test_another_part_in_the_place_of_one_has_a_price_of_its_own(write, abroad, at):
    add_part(make.HOUSE, number="FUSE-3A", name="保险丝", unit_price=Decimal(4), currency="CNY", at=at)
    assert write(**lines(parts=[{"part": "FUSE-3A", "quantity": "2"}])).status_code == 302
    assert hidden(abroad)["parts"] == [("保险丝", "4.0000", "CNY", True)]
