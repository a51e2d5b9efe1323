"""Coverage read from the database: warranties of devices, agreements of customers, entitlements counted down."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.utils import translation
from tests.make import HOUSE, customer

from aftercare.domains.catalog.actions import add_category, add_product
from aftercare.domains.contracts.actions import (
    add_warranty_term,
    change_agreement,
    cover_device,
    date_warranty,
    end_agreement,
    grant_warranty,
    resume_agreement,
    start_agreement,
    start_warranty,
    suspend_agreement,
    use_entitlement,
    void_warranty,
    withdraw_warranty_term,
)
from aftercare.domains.contracts.errors import (
    AgreementOver,
    AlreadyVoid,
    BadEntitlement,
    BadPercent,
    EndsBeforeStart,
    EntitlementShort,
    NoStartDate,
    NoTerms,
    NotIncluded,
    ReasonMissing,
    StatusAlready,
    TermsForBoth,
    TermsTaken,
)
from aftercare.domains.contracts.models import Agreement, DeviceWarranty, EntitlementUse, WarrantyTerm
from aftercare.domains.contracts.policies import visible_agreements
from aftercare.domains.contracts.queries import coverage_for, entitlements_left, term_for
from aftercare.domains.contracts.reactions import date_warranty_of
from aftercare.domains.customers.actions import merge_customer
from aftercare.domains.devices.actions import change_device, register_device
from aftercare.kit.errors import NotAllowed
from aftercare.kit.events import event_of
from aftercare.kit.ids import Ref, new_id
from aftercare.kit.ledger import facts_of

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def tree(at):
    """Appliances, air conditioners below them, and one of those."""
    top = add_category(HOUSE, code="appliances", name="家电", at=at)
    ac = add_category(HOUSE, code="ac", name="空调", parent=top, at=at)
    return top, ac, add_product(HOUSE, number="KFR-35GW", name="壁挂式空调", category=ac, at=at)


@pytest.fixture
def owner(at):
    return customer(at)


@pytest.fixture
def device(tree, owner, at):
    return register_device(HOUSE, product=tree[2], customer=owner, serial="HA1", sold_date=date(2025, 9, 1), at=at)


@pytest.fixture
def year(tree, at):
    """Terms of everything: labour and parts for a year, travel for half a year, from the invoice."""
    return add_warranty_term(
        HOUSE, name="整机一年", labour_months=12, parts_months=12, parts_percent=80, travel_months=6, at=at
    )


def agree(owner, at, **values) -> Agreement:
    given = {"name": "年度保养", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    return start_agreement(HOUSE, customer=owner, at=at, **given | values)


def covered(device, owner, on: date = ON):
    return coverage_for(device_id=device.id if device else None, customer_id=owner.id, on=on)


def percents(coverage) -> tuple[int, int, int]:
    return coverage.labour.percent, coverage.parts.percent, coverage.travel.percent


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
    for _try in range(2):  # a reaction runs at least once
        date_warranty_of(event_of(entry), entry)
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


def test_an_agreement_for_all_devices_covers_what_its_customer_owns_or_uses(tree, device, owner, at):
    agreement, user = agree(owner, at), customer(at, name="租户")
    foreign = register_device(HOUSE, product=tree[2], customer=customer(at, name="别人"), at=at)
    assert (covered(device, owner).by, covered(device, owner).agreement_id) == ("agreement", agreement.id)
    assert covered(None, owner).agreement_id == agreement.id
    assert covered(foreign, owner).agreement_id is None
    change_device(HOUSE, device, user_customer=user, at=at)
    assert covered(device, user).agreement_id == agreement.id


def test_an_agreement_of_a_merged_record_holds_on(device, owner, at):
    agreement, stays = agree(owner, at), customer(at, name="王芳")
    merge_customer(HOUSE, owner, into=stays, at=at)
    assert covered(device, stays).agreement_id == agreement.id
    assert covered(None, stays).agreement_id == agreement.id


def test_an_agreement_for_named_devices_covers_these_alone(tree, device, owner, at):
    other = register_device(HOUSE, product=tree[2], customer=owner, at=at)
    agreement = agree(owner, at, devices=[device])
    assert covered(device, owner).agreement_id == agreement.id
    assert covered(other, owner).agreement_id is None
    for _twice in range(2):
        cover_device(HOUSE, agreement, device=other, at=at)
    assert covered(other, owner).agreement_id == agreement.id
    assert [fact.kind for fact in facts_of(agreement.ref)] == ["agreement.started", "agreement.device_covered"]


def test_precedence_then_the_named_device_decide_which_agreement_speaks(device, owner, at):
    general, named = agree(owner, at, name="全部"), agree(owner, at, name="单机", devices=[device])
    assert covered(device, owner).agreement_id == named.id
    change_agreement(HOUSE, general, precedence=1, at=at)
    assert covered(device, owner).agreement_id == general.id


def test_visits_are_counted_down_once_a_key_and_given_back(device, owner, at):
    agreement = agree(owner, at, entitlements={"visits": Decimal(2)})
    about = Ref("visit", new_id())
    for key, left in (("visit:1", 1), ("visit:1", 1), ("visit:2", 0)):
        assert (
            use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(1), key=key, about=about, at=at) == left
        )
    assert covered(device, owner).by == "none"
    with pytest.raises(EntitlementShort) as refused:
        use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(1), key="visit:3", at=at)
    assert str(refused.value) == f"Only 0.00 of 2.00 visits of agreement {agreement.number} are left; 1 asked for."
    assert use_entitlement(HOUSE, agreement, kind="visits", quantity=Decimal(-1), key="undo:2", at=at) == 1
    assert (covered(device, owner).by, EntitlementUse.objects.count()) == ("agreement", 3)
    assert entitlements_left(agreement) == {"visits": Decimal(1)}


def test_what_is_not_included_is_not_used(owner, at):
    agreement = agree(owner, at)
    with pytest.raises(NotIncluded, match=f"Agreement {agreement.number} includes no hours, so none can be used."):
        use_entitlement(HOUSE, agreement, kind="hours", quantity=Decimal(1), key="x", at=at)
    assert EntitlementUse.objects.count() == 0


@pytest.mark.parametrize(
    "change", ["UPDATE contracts_entitlementuse SET quantity = 0", "DELETE FROM contracts_entitlementuse"]
)
def test_the_database_itself_keeps_the_ledger_of_uses(owner, at, change: str):
    agreement = agree(owner, at, entitlements={"hours": Decimal(2)})
    use_entitlement(HOUSE, agreement, kind="hours", quantity=Decimal(1), key="x", at=at)
    refused = pytest.raises((InternalError, ProgrammingError), match="Cannot update or delete rows")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert entitlements_left(agreement) == {"hours": Decimal(1)}


def test_a_suspended_agreement_promises_nothing_until_resumed(device, owner, at):
    agreement = agree(owner, at)
    suspend_agreement(HOUSE, agreement, reason="未付款", at=at)
    assert covered(device, owner).agreement_id is None
    with pytest.raises(StatusAlready, match=f"Agreement {agreement.number} is already suspended."):
        suspend_agreement(HOUSE, agreement, reason="再次", at=at)
    resume_agreement(HOUSE, agreement, reason="已付款", at=at)
    assert covered(device, owner).agreement_id == agreement.id
    end_agreement(HOUSE, agreement, reason="客户解约", at=at)
    with pytest.raises(AgreementOver, match=f"Agreement {agreement.number} has ended; start a new one."):
        resume_agreement(HOUSE, agreement, reason="反悔", at=at)
    assert covered(device, owner).agreement_id is None


def test_what_an_agreement_pays_follows_from_how_it_charges(owner, at):
    assert (agree(owner, at).labour_percent, agree(owner, at, charging="per_call").labour_percent) == (100, 0)
    shared = agree(owner, at, charging="free", percents={"parts": 50})
    assert (shared.labour_percent, shared.parts_percent, shared.travel_percent) == (100, 50, 100)


def test_an_agreement_that_can_not_be_is_refused(owner, at):
    with pytest.raises(EndsBeforeStart, match="An agreement can't end on 2025-12-31 when it begins on 2026-01-01"):
        agree(owner, at, ends_on=date(2025, 12, 31))
    with pytest.raises(BadEntitlement, match="0 hours can't be included; the quantity must be above 0."):
        agree(owner, at, entitlements={"hours": Decimal(0)})
    assert Agreement.objects.count() == 0


def test_a_renewal_moves_the_last_day(device, owner, at):
    agreement = agree(owner, at)
    change_agreement(HOUSE, agreement, ends_on=date(2027, 12, 31), at=at)
    assert covered(device, owner, date(2027, 6, 1)).agreement_id == agreement.id
    with pytest.raises(EndsBeforeStart):
        change_agreement(HOUSE, agreement, ends_on=date(2025, 12, 31), at=at)


def test_who_may_not_manage_contracts_concludes_none(actor_of, owner, at):
    agreement = agree(owner, at)
    with pytest.raises(NotAllowed, match="it needs the right “change service levels, warranty and agreements”"):
        start_agreement(actor_of("agent"), customer=owner, name="我签的", starts_on=ON, ends_on=ON, at=at)
    assert list(visible_agreements(actor_of("agent"))) == [agreement]
    assert list(visible_agreements(actor_of("stranger"))) == []


def test_the_decision_takes_two_statements_and_three_while_no_copy_is_written(
    year, device, owner, at, django_assert_num_queries
):
    agree(owner, at, entitlements={"visits": Decimal(2)}, devices=[device])
    with django_assert_num_queries(3):
        covered(device, owner)
    date_warranty(HOUSE, device, at=at)
    with django_assert_num_queries(2):
        covered(device, owner)
    with django_assert_num_queries(1):
        covered(None, owner)


def test_the_database_itself_keeps_shares_and_days(year, device, at):
    date_warranty(HOUSE, device, at=at)
    for wrong in ({"labour_percent": 101}, {"labour_ends_on": date(2025, 8, 31)}, {"void_on": ON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DeviceWarranty.objects.update(**wrong)
