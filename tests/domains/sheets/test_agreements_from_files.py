"""Agreements taken in from files, with their devices in one row or several, and taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.domains.sheets.conftest import counts, leaving, sentences, sheet, without
from tests.domains.sheets.of_agreements import HEADS, row, undone
from tests.domains.sheets.of_agreements import held as held
from tests.make import HOUSE, customer, request
from tests.reacting import run_reactions

from aftercare.domains.accounts.actions import create_unit
from aftercare.domains.accounts.models import Task
from aftercare.domains.accounts.queries import root_unit
from aftercare.domains.contracts.actions import (
    remind_of_endings,
    renew_agreement,
    start_agreement,
)
from aftercare.domains.contracts.models import Agreement, AgreementDevice, AgreementEntitlement
from aftercare.domains.customers.actions import add_site
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.ledger import tampered
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db


def test_an_agreement_comes_in_with_what_it_includes_and_goes_again(taken_in, held, actor_of, at):
    made = taken_in("agreements", sheet(HEADS, row("HT1", "HA1、ha2", paid="按次", rolls="上门次数")))
    assert (sentences(made), counts(made)) == ([], (1, 0, 0, 0))
    one = Agreement.objects.get()
    assert (one.customer, one.name, one.starts_on, one.ends_on) == (
        held[0], "年度保养", date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert (one.charging, one.labour_percent, one.covers_all_devices, one.external_id) == ("per_call", 0, False, "HT1")
    assert [row.device for row in one.devices.order_by("id")] == held[1]
    part = AgreementEntitlement.objects.get()
    assert (part.kind, part.quantity, part.rolls_over) == ("visits", Decimal(4), True)
    run_reactions()
    assert counts(taken_in("agreements", sheet(HEADS, row("HT1", "HA1")))) == (0, 0, 1, 0)
    assert undone(made, actor_of, at).state == "undone"
    assert not Agreement.objects.exists()
    assert [fact.kind for fact in LedgerEntry.objects.filter(subject_id=one.id)] == [
        "agreement.started",
        "agreement.withdrawn",
    ]
    run_reactions()
    assert tampered() == []


def test_it_is_told_as_one_that_was_concluded_by_itself(taken_in, held, actor_of, at):
    alone = start_agreement(
        HOUSE, customer=held[0], name="年度保养", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        entitlements={"visits": Decimal(4)}, at=at,
    )  # fmt: skip
    taken_in("agreements", sheet(HEADS, row("HT1")))
    other = Agreement.objects.exclude(pk=alone.pk).get()
    apart = {"id", "number", "external_id", "created_at", "updated_at"}
    same = [field.attname for field in Agreement._meta.concrete_fields if field.attname not in apart]
    assert [getattr(other, name) for name in same] == [getattr(alone, name) for name in same]
    facts = [LedgerEntry.objects.get(subject_id=one.id) for one in (alone, other)]
    assert len({(fact.kind, fact.context_id, frozenset(fact.data) - {"number"}) for fact in facts}) == 1


def test_devices_may_stand_in_rows_of_their_own(taken_in, held):
    below = ["HT1", "", "", "", "", "HA2", "", "", "", ""]
    made = taken_in("agreements", sheet(HEADS, row("HT1", "HA1"), below, row("HT2")))
    assert (sentences(made), counts(made)) == ([], (3, 0, 0, 0))
    first, second = Agreement.objects.order_by("number")
    assert [one.device.serial for one in first.devices.order_by("id")] == ["HA1", "HA2"]
    assert second.covers_all_devices


def test_one_wrong_row_keeps_the_whole_record_out(taken_in, held):
    file = sheet(
        HEADS,
        row("HT1", "HA1"),
        ["HT1", "", "", "", "", "XX", "", "", "", ""],
        ["HT1", "E2", "", "", "", "HA2", "", "", "", ""],
        row("HT2"),
        row("HT1"),
        row("", ""),
        row("HT3", last="2025-12-31", visits="0"),
    )
    made = taken_in("agreements", file)
    assert counts(made) == (1, 0, 0, 6)
    assert Agreement.objects.get().external_id == "HT2"
    assert sentences(made) == [
        (2, "Row 3 of the same record is refused, and a record is taken in as a whole."),
        (3, "There is no “XX” for “Devices”; add it first, or correct the cell."),
        (4, "Row 2 has the same “HT1” with other words in “Customer”; one of the two is wrong."),
        (6, "Row 2 began “HT1”, and other rows stand between; the rows of one record follow each other."),
        (7, "Nothing says which record this row is; fill in one of: Agreement number / External id."),
        (8, "An agreement can't end on 2025-12-31 when it begins on 2026-01-01; choose a later end."),
    ]


def test_a_number_of_two_devices_is_the_customers_own(taken_in, held, at):
    customer(at, "吴英", "", external_id="E3")
    made = taken_in("agreements", sheet(HEADS, row("HT1", "HA1"), row("HT2", "HA1", customer="E3")))
    assert counts(made) == (1, 0, 0, 1)
    assert AgreementDevice.objects.get().device == held[1][0]
    known = f"{held[1][0].number} ({held[0].number}), {held[2].number} ({held[2].customer.number})"
    assert sentences(made) == [(3, f"“HA1” in “Devices” may be each of: {known}. Write the number instead.")]


def test_what_may_change_is_changed_and_put_back(taken_in, held, actor_of, at):
    taken_in("agreements", sheet(HEADS, row("HT1", "HA1")))
    later = taken_in("agreements", sheet(HEADS, row("HT1", "HA1, HA2", last="2027-06-30", name="保养")))
    assert (sentences(later), counts(later)) == ([], (0, 1, 0, 0))
    one = Agreement.objects.get()
    assert (one.name, one.ends_on, one.devices.count()) == ("保养", date(2027, 6, 30), 2)
    assert undone(later, actor_of, at).state == "undone"
    one.refresh_from_db()
    assert (one.name, one.ends_on) == ("年度保养", date(2026, 12, 31))
    assert one.devices.get().device == held[1][0]
    wrong = taken_in("agreements", sheet(HEADS, row("HT1", first="2026-02-01", visits="6", customer="E2")))
    kept = [("Customer", held[0].number, held[2].customer.number), ("First day", "2026-01-01", "2026-02-01")]
    assert sentences(wrong) == [
        (2, f"{one.number} has “{old}” for “{column}”, not “{new}”; a file can't change that, its page can.")
        for column, old, new in [*kept, ("Visits", "4", "6")]
    ]


def test_what_a_request_was_promised_keeps_the_import(taken_in, held, actor_of, at):
    made = taken_in("agreements", sheet(HEADS, row("HT1"), row("HT2", customer="E2")))
    asked = request(at, customer_=held[0], device=held[1][0])
    run_reactions()
    one = Agreement.objects.get(external_id="HT1")
    assert ServiceRequest.objects.get().coverage["agreement_id"] == str(one.id)
    assert undone(made, actor_of, at).state == "done"
    assert Agreement.objects.count() == 2
    assert sentences(made) == [
        (2, f"{one.number} can't be taken back: {asked.number} makes use of it. Take that away first, or keep both.")
    ]


def test_an_agreement_that_pays_a_share_of_a_request_stays(taken_in, held, actor_of, at):
    """The first one's promises hold and it pays labour; parts are paid by the second."""
    heads = [*HEADS[:5], "人工比例", "备件比例", "交通比例", "优先级"]
    first, second = row("HT1")[:5], row("HT2")[:5]
    taken_in("agreements", sheet(heads, [*first, "100", "0", "100", "1"]))
    made = taken_in("agreements", sheet(heads, [*second, "0", "80%", "0", "2"]))
    asked = request(at, customer_=held[0], device=held[1][0])
    run_reactions()
    paying, other = Agreement.objects.get(external_id="HT2"), Agreement.objects.get(external_id="HT1")
    coverage = ServiceRequest.objects.get().coverage
    assert (coverage["agreement_id"], coverage["parts"]["agreement_id"]) == (str(other.id), str(paying.id))
    assert undone(made, actor_of, at).state == "done"
    assert [sentence for _place, sentence in sentences(made)] == [
        f"{paying.number} can't be taken back: {asked.number} makes use of it. Take that away first, or keep both."
    ]


def test_what_goes_out_comes_in_again(taken_in, held, actor_of, at):
    file = sheet(
        HEADS,
        row("HT1", first="2025-01-01", last="2025-12-31", rolls="visits"),
        row("HT2", "HA1, HA2", renews="HT1", paid="免费"),
    )
    taken_in("agreements", file)
    out = leaving("agreements", Agreement.objects.all())
    again = taken_in("agreements", out)
    assert (sentences(again), counts(again)) == ([], (0, 0, 2, 0))
    numbers = list(Agreement.objects.values_list("number", flat=True))
    before = list(AgreementEntitlement.objects.order_by("id").values_list("kind", "quantity", "rolls_over"))
    AgreementEntitlement.objects.all().delete()
    AgreementDevice.objects.all().delete()
    Agreement.objects.filter(renews__isnull=False).delete()
    Agreement.objects.all().delete()
    elsewhere = taken_in("agreements", without(numbers, out))
    assert (sentences(elsewhere), counts(elsewhere)) == ([], (2, 0, 0, 0))
    assert list(AgreementEntitlement.objects.order_by("id").values_list("kind", "quantity", "rolls_over")) == before
    later = Agreement.objects.get(external_id="HT2")
    assert (later.renews.external_id, later.charging, later.devices.count()) == ("HT1", "free", 2)


def test_sites_and_models_come_in_are_added_go_out_and_back(taken_in, held, actor_of, at):
    owner, (mine, _other), theirs = held
    add_site(HOUSE, owner, name="总部", at=at)
    add_site(HOUSE, owner, name="二号楼", at=at)
    add_site(HOUSE, theirs.customer, name="别处", at=at)
    wrong = taken_in("agreements", sheet(HEADS, row("HT1", sites="别处"), row("HT2", models="NONE-1")))
    assert counts(wrong) == (0, 0, 0, 2)
    taken_in("agreements", sheet(HEADS, row("HT1", sites="总部")))
    one = Agreement.objects.get()
    assert ([named.site.name for named in one.sites.all()], one.covers_all_devices) == (["总部"], False)
    more = taken_in("agreements", sheet(HEADS, row("HT1", sites="总部、二号楼", models="KFR-35GW")))
    assert (sentences(more), counts(more)) == ([], (0, 1, 0, 0))
    assert [named.product for named in one.products.all()] == [mine.product]
    out = leaving("agreements", Agreement.objects.all())
    assert counts(taken_in("agreements", out)) == (0, 0, 1, 0)
    assert undone(more, actor_of, at).state == "undone"
    assert ([named.site.name for named in one.sites.all()], one.products.count()) == (["总部"], 0)


def test_reminders_of_an_agreement_go_with_it(taken_in, held, actor_of, at):
    soon = at.date() + timedelta(days=20)
    made = taken_in("agreements", sheet(HEADS, row("HT1", last=soon.isoformat())))
    remind_of_endings(HOUSE, at=at)
    asked = Task.objects.filter(kind="agreement.ends", done_at=None)
    assert asked.count() == 1
    assert undone(made, actor_of, at).state == "undone"
    assert not asked.exists()


def test_of_an_agreement_out_of_reach_nothing_is_told(handed_in, held, user_of, actor_of, at):
    north = create_unit(HOUSE, name="北方", code="north", parent=root_unit(), at=at)
    mine = customer(at, "吴英", "", external_id="N1", unit=north)
    theirs = start_agreement(
        HOUSE, customer=held[0], name="年度保养", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31),
        entitlements={"visits": Decimal(7)}, external_id="HT1", at=at,
    )  # fmt: skip
    near = actor_of("manager", name="near", node=north)
    file = sheet(HEADS, row("HT1", "", customer="N1"), row("HT2", "", customer="N1", renews=theirs.number))
    told = sentences(handed_in("agreements", file, actor=near))
    assert told == [
        (2, "The record of this row is out of your reach; ask those who look after it."),
        (3, f"There is no “{theirs.number}” for “Renews”; add it first, or correct the cell."),
    ]
    assert mine.unit == north


def test_an_end_behind_which_the_next_period_began_is_not_moved_back(taken_in, held, actor_of, at):
    taken_in("agreements", sheet(HEADS, row("HT1", last="2027-12-31")))
    shorter = taken_in("agreements", sheet(HEADS, row("HT1", last="2026-12-31")))
    one = Agreement.objects.get()
    later = renew_agreement(HOUSE, one, at=at)
    assert undone(shorter, actor_of, at).state == "done"
    one.refresh_from_db()
    assert one.ends_on == date(2026, 12, 31)
    assert sentences(shorter) == [
        (2, f"{one.number} can't be taken back: {later.number} makes use of it. Take that away first, or keep both.")
    ]
