"""Warranty of parts: terms of their own, their dated copies, and what a repair fitted."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.domains.contracts.covering import ON, agree, covered, percents
from tests.make import HOUSE, engineer, request

from aftercare.domains.catalog.actions import add_part
from aftercare.domains.contracts.actions import (
    add_warranty_term,
    date_warranty,
    grant_warranty,
    void_warranty,
    warrant_parts,
    withdraw_warranty_term,
)
from aftercare.domains.contracts.errors import TermsTaken
from aftercare.domains.contracts.models import DeviceWarranty, EntitlementUse
from aftercare.domains.contracts.queries import entitlements_left, term_for, terms_for
from aftercare.domains.contracts.queries.warranties import extension_begins
from aftercare.domains.contracts.warranty_dates import start_day
from aftercare.domains.devices.actions import change_device
from aftercare.domains.fieldwork.actions import handle_visit, save_draft_record
from aftercare.domains.fieldwork.drafts import PartLine, RecordDraft
from aftercare.domains.fieldwork.models import RecordPart, ServiceRecord
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.kit.events import react
from aftercare.kit.ids import new_id
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def compressor(at):
    return add_part(HOUSE, number="C1", name="压缩机", at=at)


@pytest.fixture
def five_years(tree, compressor, at):
    """The compressor's parts for five years; labour as of the whole."""
    return add_warranty_term(HOUSE, name="压缩机五年", category=tree[1], part=compressor, parts_months=60, at=at)


def carried(device) -> list[tuple[str, str, str]]:
    rows = DeviceWarranty.objects.filter(device=device).order_by("id").select_related("part")
    return [(one.name, one.part.name if one.part else "", str(one.parts_ends_on)) for one in rows]


def test_a_part_has_terms_beside_those_of_the_whole(tree, year, five_years, compressor, at):
    assert terms_for(tree[2]) == [year, five_years]
    assert term_for(tree[2]) == year
    own = add_warranty_term(HOUSE, name="压缩机十年", product=tree[2], part=compressor, parts_months=120, at=at)
    assert terms_for(tree[2]) == [year, own]
    with pytest.raises(TermsTaken, match="The terms “压缩机十年” already hold for this; withdraw them first."):
        add_warranty_term(HOUSE, name="又一", product=tree[2], part=compressor, parts_months=12, at=at)


def test_a_device_carries_a_copy_for_each_and_both_follow_its_days(year, five_years, device, at):
    date_warranty(HOUSE, device, at=at)
    assert carried(device) == [("整机一年", "", "2026-09-01"), ("压缩机五年", "压缩机", "2030-09-01")]
    withdraw_warranty_term(HOUSE, five_years, at=at)
    date_warranty(HOUSE, change_device(HOUSE, device, sold_date=date(2024, 3, 1), at=at), at=at)
    assert carried(device) == [("整机一年", "", "2025-03-01"), ("压缩机五年", "压缩机", "2029-03-01")]


@pytest.mark.parametrize("written", [True, False])
def test_the_part_is_covered_longer_than_the_unit_with_and_without_its_copy(
    year, five_years, compressor, device, owner, at, written: bool
):
    change_device(HOUSE, device, sold_date=date(2024, 3, 1), at=at)
    if written:
        date_warranty(HOUSE, device, at=at)
    device.refresh_from_db()
    coverage = covered(device, owner)
    assert (percents(coverage), coverage.covered, coverage.by) == ((0, 0, 0), True, "warranty")
    assert [coverage.share_for(compressor.id, cost).percent for cost in ("labour", "parts", "travel")] == [0, 100, 0]


def test_an_engineer_is_told_what_the_customer_pays_for_each_part(year, five_years, compressor, device, owner, at):
    board = add_part(HOUSE, number="B1", name="主板", at=at)
    change_device(HOUSE, device, sold_date=date(2024, 3, 1), at=at)
    wanted = request(at, customer_=owner, device=device)
    assign_request(HOUSE, wanted, engineer=engineer(at), at=at)
    start_request(HOUSE, wanted, at=at)
    lines = tuple(PartLine(part=one.number, quantity=Decimal(1)) for one in (compressor, board))
    save_draft_record(HOUSE, wanted, record=RecordDraft(work_done="换件", labour_minutes=30, parts=lines), at=at)
    assert dict(RecordPart.objects.values_list("part_number", "charged")) == {"C1": False, "B1": True}


def test_a_part_that_was_fitted_has_a_warranty_from_that_day(compressor, device, owner, company, at):
    add_warranty_term(HOUSE, name="维修件 90 天", start_rule="repair", parts_months=3, labour_months=3, at=at)
    wanted = request(at, customer_=owner, device=device)
    assign_request(HOUSE, wanted, engineer=engineer(at), at=at)
    start_request(HOUSE, wanted, at=at)
    line = (PartLine(part="C1", quantity=Decimal(1)),)
    handle_visit(HOUSE, wanted, record=RecordDraft(work_done="换压缩机", labour_minutes=30, parts=line), at=at)
    record = ServiceRecord.objects.get(request=wanted)
    entry = facts_of(record.ref).get(kind="service_record.written")
    for _twice in range(2):
        react(reaction="aftercare.domains.fieldwork.reactions.warrant_what_was_fitted", entry_ids=[entry.id])
    fitted = DeviceWarranty.objects.get(device=device, repair_id=record.id)
    assert (fitted.name, fitted.part, fitted.started_by) == ("维修件 90 天", compressor, "repair")
    assert (fitted.starts_on, fitted.parts_ends_on) == (date(2026, 3, 10), date(2026, 6, 10))
    assert covered(device, owner).share_for(compressor.id, "labour").percent == 100


def test_a_solved_visit_counts_the_agreement_down_once_and_never_below_nothing(compressor, device, owner, company, at):
    included = {"visits": Decimal(2), "hours": Decimal("0.25")}
    agreement = agree(owner, at, entitlements=included)
    wanted = request(at, customer_=owner, device=device)
    assign_request(HOUSE, wanted, engineer=engineer(at), at=at)
    start_request(HOUSE, wanted, at=at)
    handle_visit(HOUSE, wanted, record=RecordDraft(work_done="清洗", labour_minutes=30), at=at)
    entry = facts_of(ServiceRecord.objects.get(request=wanted).ref).get(kind="service_record.written")
    for _twice in range(2):
        react(reaction="aftercare.domains.fieldwork.reactions.count_the_agreement_down", entry_ids=[entry.id])
    assert entitlements_left(agreement) == {"visits": Decimal(1), "hours": Decimal(0)}
    assert set(EntitlementUse.objects.values_list("about_id", flat=True)) == {wanted.id}


def test_an_extension_begins_after_what_the_whole_device_has(year, five_years, device, at):
    date_warranty(HOUSE, device, at=at)
    assert extension_begins(device, on=ON) == date(2026, 9, 2)
    assert extension_begins(device, on=date(2027, 1, 1)) == date(2027, 1, 1)


def test_a_part_the_record_names_no_longer_has_none(compressor, device, owner, at):
    add_warranty_term(HOUSE, name="维修件", start_rule="repair", parts_months=3, at=at)
    repair = new_id()
    warrant_parts(HOUSE, device, parts=[compressor], on=ON, repair_id=repair, at=at)
    warrant_parts(HOUSE, device, parts=[], on=ON, repair_id=repair, at=at)
    fitted = DeviceWarranty.objects.get(device=device)
    assert (fitted.void_on, fitted.void_reason) == (ON, "The part was not fitted after all.")
    assert covered(device, owner).covered is False


def test_a_part_without_terms_for_repairs_gets_no_promise(year, compressor, device, at):
    assert warrant_parts(HOUSE, device, parts=[compressor], on=ON, repair_id=new_id(), at=at) == []
    assert not DeviceWarranty.objects.filter(repair_id__isnull=False).exists()


@pytest.mark.parametrize(
    ("rule", "dates", "after", "start"),
    [
        ("production", {"produced_date": date(2025, 10, 31)}, 3, (date(2026, 1, 31), "production")),
        ("production", {"sold_date": date(2025, 12, 1)}, 3, (date(2025, 12, 1), "invoice")),
        ("registration", {"registered_date": date(2026, 2, 1)}, 0, (date(2026, 2, 1), "registration")),
        ("invoice", {"produced_date": date(2025, 10, 31)}, 0, None),
        ("invoice", {"registered_date": date(2026, 2, 1)}, 0, (date(2026, 2, 1), "registration")),
    ],
)
def test_a_warranty_counts_from_the_day_its_rule_names_and_months_after_it(rule: str, dates, after: int, start):
    assert start_day(rule, dates, after) == start


def test_a_part_the_record_names_again_is_promised_again(compressor, device, owner, at):
    add_warranty_term(HOUSE, name="维修件", start_rule="repair", parts_months=3, at=at)
    repair = new_id()
    for parts in ([compressor], [], [compressor]):
        warrant_parts(HOUSE, device, parts=parts, on=ON, repair_id=repair, at=at)
    fitted = DeviceWarranty.objects.get(device=device)
    assert (fitted.void_on, fitted.void_reason) == (None, "")
    assert covered(device, owner).share_for(compressor.id, "parts").percent == 100


def test_a_warranty_voided_by_hand_stays_void_whatever_the_record_says(compressor, device, at):
    add_warranty_term(HOUSE, name="维修件", start_rule="repair", parts_months=3, at=at)
    repair = new_id()
    (fitted,) = warrant_parts(HOUSE, device, parts=[compressor], on=ON, repair_id=repair, at=at)
    void_warranty(HOUSE, fitted, on=ON, reason="人为损坏", at=at)
    warrant_parts(HOUSE, device, parts=[compressor], on=ON, repair_id=repair, at=at)
    fitted.refresh_from_db()
    assert (fitted.void_on, fitted.void_reason) == (ON, "人为损坏")


def test_who_moves_the_days_of_a_copy_leaves_alone_whether_it_is_void(year, device, at):
    """The copy is read under the lock of its device alone: whoever voids it meanwhile must not be overwritten."""
    date_warranty(HOUSE, device, at=at)
    change_device(HOUSE, device, sold_date=date(2024, 3, 1), at=at)
    with CaptureQueriesContext(connection) as told:
        date_warranty(HOUSE, device, at=at)
    (written,) = [one["sql"] for one in told if one["sql"].startswith('UPDATE "contracts_devicewarranty"')]
    assert ("starts_on" in written, "void_on" in written) == (True, False)


def test_an_extension_leaves_no_gap_where_one_cost_is_paid_longer_than_another(device, at):
    shares = {f"{cost}_percent": 100 for cost in ("labour", "parts", "travel")}
    grant_warranty(HOUSE, device, name="整机一年", starts_on=date(2025, 9, 1), months=12, at=at, **shares)
    longer = {**shares, "labour_percent": 0, "travel_percent": 0}
    grant_warranty(HOUSE, device, name="备件三年", starts_on=date(2025, 9, 1), months=36, at=at, **longer)
    assert extension_begins(device, on=ON) == date(2026, 9, 2)
    assert extension_begins(device, on=date(2027, 1, 1)) == date(2027, 1, 1)
