"""Warranty read from the database: terms, dated copies, extensions, voids."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.domains.contracts.covering import ON, covered, percents
from tests.make import HOUSE

from aftercare.domains.contracts.actions import (
    add_warranty_term,
    date_warranty,
    grant_warranty,
    start_warranty,
    void_warranty,
    withdraw_warranty_term,
)
from aftercare.domains.contracts.errors import (
    AlreadyVoid,
    BadPercent,
    NoStartDate,
    NoTerms,
    ReasonMissing,
    TermsForBoth,
    TermsTaken,
)
from aftercare.domains.contracts.models import DeviceWarranty, WarrantyTerm
from aftercare.domains.contracts.queries import term_for
from aftercare.domains.devices.actions import change_device, register_device
from aftercare.kit.events import REACTIONS, react
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db


def test_the_nearest_terms_hold_for_a_product(tree, at):
    top, ac, product = tree
    everything = add_warranty_term(HOUSE, name="一般", labour_months=3, at=at)
    assert term_for(product) == everything
    of_top = add_warranty_term(HOUSE, name="家电", category=top, labour_months=6, at=at)
    of_ac = add_warranty_term(HOUSE, name="空调", category=ac, labour_months=9, at=at)
    own = add_warranty_term(HOUSE, name="本型号", product=product, labour_months=12, at=at)
    assert term_for(product) == own
    for term, next_best in ((own, of_ac), (of_ac, of_top), (of_top, everything), (everything, None)):
        withdraw_warranty_term(HOUSE, term, at=at)
        assert term_for(product) == next_best


def test_terms_hold_once_for_one_thing(tree, year, at):
    with pytest.raises(TermsTaken, match="The terms “整机一年” already hold for this; withdraw them first."):
        add_warranty_term(HOUSE, name="再来一年", labour_months=12, at=at)
    with pytest.raises(TermsForBoth, match="Name a product or a category, not both"):
        add_warranty_term(HOUSE, name="都要", product=tree[2], category=tree[1], at=at)
    with pytest.raises(BadPercent, match="A share lies between 0 and 100 percent, not at 101."):
        add_warranty_term(HOUSE, name="太多", product=tree[2], labour_percent=101, at=at)
    assert WarrantyTerm.objects.count() == 1


def test_a_registered_device_gets_its_dated_copy(year, device):
    entry = facts_of(device.ref).get()
    (reaction,) = [name for name in REACTIONS["device.registered"] if name.startswith("aftercare.domains.contracts.")]
    for _try in range(2):  # a reaction runs at least once
        react(reaction=reaction, entry_ids=[entry.id])
    copy = DeviceWarranty.objects.get()
    assert (copy.name, copy.starts_on, copy.started_by) == ("整机一年", date(2025, 9, 1), "invoice")
    assert (copy.labour_ends_on, copy.parts_percent, copy.travel_ends_on) == (date(2026, 9, 1), 80, date(2026, 3, 1))
    assert facts_of(copy.ref).count() == 1


def test_the_warranty_counts_before_its_copy_is_written_and_the_same_after(year, device, owner, at):
    before = covered(device, owner)
    assert (before.by, percents(before), before.labour.until) == ("warranty", (100, 80, 0), date(2026, 9, 1))
    date_warranty(HOUSE, device, at=at)
    assert covered(device, owner) == before


def test_a_copy_outlives_its_terms(year, device, owner, at):
    date_warranty(HOUSE, device, at=at)
    withdraw_warranty_term(HOUSE, year, at=at)
    add_warranty_term(HOUSE, name="以后更少", labour_months=1, at=at)
    assert percents(covered(device, owner)) == (100, 80, 0)


def test_a_better_known_date_moves_the_copy(tree, owner, at):
    add_warranty_term(HOUSE, name="自安装", product=tree[2], start_rule="installation", labour_months=12, at=at)
    device = register_device(HOUSE, product=tree[2], customer=owner, sold_date=date(2025, 1, 1), at=at)
    first = date_warranty(HOUSE, device, at=at)
    assert (first.starts_on, first.started_by) == (date(2025, 1, 1), "invoice")
    change_device(HOUSE, device, installed_date=date(2025, 4, 1), at=at)
    moved = date_warranty(HOUSE, device, at=at)
    assert (moved.id, moved.starts_on, moved.started_by) == (first.id, date(2025, 4, 1), "installation")
    assert moved.labour_ends_on == date(2026, 4, 1)


def test_without_a_day_no_warranty_begins(tree, year, owner, at):
    device = register_device(HOUSE, product=tree[2], customer=owner, at=at)
    assert date_warranty(HOUSE, device, at=at) is None
    with pytest.raises(NoStartDate, match=f"No day is known from which the warranty of {device.number} counts; enter"):
        start_warranty(HOUSE, device, at=at)
    assert covered(device, owner).by == "none"
    started = start_warranty(HOUSE, device, starts_on=date(2026, 1, 1), at=at)
    assert (started.labour_ends_on, covered(device, owner).by) == (date(2027, 1, 1), "warranty")


def test_without_terms_no_warranty_can_be_started(device, at):
    with pytest.raises(NoTerms, match="No warranty terms hold for 壁挂式空调; add terms for it, its category"):
        start_warranty(HOUSE, device, at=at)
    assert DeviceWarranty.objects.count() == 0


def test_an_extension_counts_beside_the_terms(year, device, owner, at):
    date_warranty(HOUSE, device, at=at)
    grant_warranty(HOUSE, device, name="延保", starts_on=date(2025, 9, 1), months=36, parts_percent=100, at=at)
    coverage = covered(device, owner)
    assert (percents(coverage), coverage.parts.until, coverage.labour.until) == (
        (100, 100, 0),
        date(2028, 9, 1),
        date(2026, 9, 1),
    )


def test_a_void_warranty_pays_nothing_from_that_day_on(year, device, owner, at):
    copy = date_warranty(HOUSE, device, at=at)
    with pytest.raises(ReasonMissing, match="A reason is needed"):
        void_warranty(HOUSE, copy, on=ON, reason=" ", at=at)
    assert covered(device, owner).by == "warranty"
    void_warranty(HOUSE, copy, on=ON, reason="自行拆机", at=at)
    assert covered(device, owner, date(2026, 3, 9)).by == "warranty"
    assert covered(device, owner).by == "none"
    with pytest.raises(AlreadyVoid, match="The warranty “整机一年” is already void since 2026-03-10."):
        void_warranty(HOUSE, copy, on=ON, reason="再一次", at=at)


def test_the_database_itself_keeps_shares_and_days(year, device, at):
    date_warranty(HOUSE, device, at=at)
    for wrong in ({"labour_percent": 101}, {"labour_ends_on": date(2025, 8, 31)}, {"void_on": ON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DeviceWarranty.objects.update(**wrong)
