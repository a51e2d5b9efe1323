"""Charges of what was done: reckoned from the record, compared with the quotation, confirmed, paid."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from tests.make import later
from tests.reacting import run_reactions

from aftercare.domains.accounts.models import Task
from aftercare.domains.billing.actions import (
    accept_quotation,
    cancel_charge,
    change_charge,
    confirm_charge,
    create_charge,
    draft_charge,
    record_payment,
    send_quotation,
)
from aftercare.domains.billing.drafts import LineDraft, Spent, UsedPart, WorkDone
from aftercare.domains.billing.errors import (
    AboveQuotation,
    AlreadyCharged,
    BadPayment,
    ChargePartlyPaid,
    LineIncomplete,
    NotADraft,
    PaidTomorrow,
    WorkNotDone,
)
from aftercare.domains.billing.models import Charge
from aftercare.domains.billing.queries import broken_invariants, charge_actions, charge_of, lines_of, payments_of
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import CostLine, PartLine, RecordDraft
from aftercare.domains.requests.actions import override_coverage, start_request
from aftercare.kit.actor import system
from aftercare.kit.money import Money

pytestmark = pytest.mark.django_db
HOUSE = system("billing")


@pytest.fixture
def handled(assigned, worker, fan, at):
    """Two hours of work with a fan, handled."""

    def handle(**more):
        start_request(worker, assigned, at=later(at, hours=2))
        given = {"work_done": "换风扇", "labour_minutes": 120, "parts": (PartLine(part="FAN-1", quantity=Decimal(1)),)}
        handle_visit(worker, assigned, record=RecordDraft(**{**given, **more}), at=later(at, hours=4))
        run_reactions()
        assigned.refresh_from_db()
        return assigned

    return handle


@pytest.fixture
def accepted(agent, draft, by_link, at):
    return accept_quotation(by_link, send_quotation(agent, draft, at=at), name="王芳", at=at)


def test_what_was_done_is_charged_from_the_record(handled):
    charge = charge_of(handled())
    rows = [(row.sort, row.quantity, row.unit_price, row.net, row.tax) for row in lines_of(charge)]
    assert rows == [
        ("labour", Decimal(2), Decimal(120), Decimal(240), Decimal("14.40")),
        ("travel", Decimal(1), Decimal(80), Decimal(80), Decimal("4.80")),
        ("part", Decimal(1), Decimal("149.99"), Decimal("149.99"), Decimal(0)),
    ]
    assert (charge.number[:8], charge.total, charge.quotation) == ("CH-2026-", Decimal("489.19"), None)
    assert list(Task.objects.filter(kind="charge.confirm").values_list("about_id", "role_code")) == [
        (charge.id, "agent")
    ]
    assert broken_invariants() == []


def test_money_spent_on_the_way_takes_the_place_of_the_rate(handled):
    costs = (CostLine(kind="travel", amount=Decimal(35), currency="CNY", note="打车"),)
    charge = charge_of(handled(costs=costs))
    found = [(row.sort, row.text, row.net) for row in lines_of(charge) if row.sort == "travel"]
    assert found == [("travel", "打车", Decimal(35))]


def test_what_is_covered_whole_gives_no_charge(assigned, manager, handled, at):
    goodwill = {"labour_percent": 100, "parts_percent": 100, "travel_percent": 100, "reason": "老客户"}
    override_coverage(manager, assigned, at=at, **goodwill)
    handled()
    assert Charge.objects.count() == 0


def test_a_covered_share_is_not_charged(half, handled):
    charge = charge_of(handled())
    part = lines_of(charge)[2]
    assert (part.covered_percent, part.net, charge.total) == (50, Decimal("74.99"), Decimal("414.19"))


def test_agreed_prices_hold_though_rates_rose(accepted, handled, vat, at):
    from aftercare.domains.billing.actions import add_rate

    dearer = {"currency": "CNY", "valid_from": date(2026, 3, 1), "tax_rate": vat, "at": at}
    add_rate(HOUSE, cost="labour", per="hour", amount=Decimal(300), **dearer)
    charge = charge_of(handled(labour_minutes=60))
    assert (charge.quotation, charge.total) == (accepted, accepted.total)


def test_more_than_was_quoted_takes_a_manager(accepted, handled, agent, manager, at):
    charge = charge_of(handled())
    assert list(Task.objects.filter(about_id=charge.id, done_at=None).values_list("kind", "role_code")) == [
        ("charge.approve", "manager")
    ]
    with pytest.raises(AboveQuotation, match=r"comes to 489\.19 CNY; .* to 361\.99 CNY\. More than 10 % above it"):
        confirm_charge(agent, charge, at=later(at, hours=5))
    confirmed = confirm_charge(manager, charge, at=later(at, hours=5))
    assert (confirmed.state, confirmed.confirmed_by) == ("confirmed", manager.id)
    assert not Task.objects.filter(about_id=charge.id, done_at=None).exists()


def test_within_the_tolerance_the_desk_confirms(accepted, handled, agent, at):
    charge = charge_of(handled(labour_minutes=75))
    assert charge.total == Decimal("393.79")
    assert confirm_charge(agent, charge, at=later(at, hours=5)).state == "confirmed"


def test_a_corrected_record_is_reckoned_anew_until_a_person_changed_the_charge(handled, assigned, agent, at):
    charge = charge_of(handled())
    work = [WorkDone(60, True)]
    again = draft_charge(HOUSE, assigned, work=work, at=later(at, hours=5))
    assert (again.pk, again.total) == (charge.pk, Decimal(212))
    changed = change_charge(agent, charge, lines=[LineDraft("labour", Decimal(1))], at=later(at, hours=6))
    assert draft_charge(HOUSE, assigned, work=work, at=later(at, hours=7)).total == changed.total == Decimal("127.20")


def test_what_has_no_price_waits_for_one(handled, assigned, agent, at):
    handled()
    parts = (UsedPart(None, "旧款线圈", Decimal(1)),)
    spent = (Spent(False, "停车", Money(Decimal(5), "EUR")),)
    charge = draft_charge(HOUSE, assigned, work=[WorkDone(60, False, parts, spent)], at=later(at, hours=5))
    assert [(row.sort, row.text, row.unit_price) for row in lines_of(charge)] == [
        ("labour", "", Decimal(120)),
        ("part", "旧款线圈", None),
        ("other", "停车", None),
    ]
    with pytest.raises(LineIncomplete, match="Line 2 has no price"):
        confirm_charge(agent, charge, at=later(at, hours=6))


def test_a_charge_is_frozen_once_it_is_confirmed(handled, agent, at):
    charge = confirm_charge(agent, charge_of(handled()), at=later(at, hours=5))
    with pytest.raises(NotADraft, match="is confirmed; only a draft is changed"):
        change_charge(agent, charge, lines=[LineDraft("labour")], at=later(at, hours=6))
    with pytest.raises(ProgrammingError), transaction.atomic():
        charge.lines.update(net=0)


def test_it_is_paid_in_parts_and_never_more_than_is_left(handled, agent, at):
    charge = confirm_charge(agent, charge_of(handled()), at=later(at, hours=5))
    day = {"at": later(at, hours=6), "method": "wechat"}
    record_payment(agent, charge, amount=Decimal(400), reference="4200001", **day)
    with pytest.raises(BadPayment, match=r"89\.19 CNY of CH-2026-\d+ are still to be paid"):
        record_payment(agent, charge, amount=Decimal("89.20"), **day)
    with pytest.raises(PaidTomorrow):
        record_payment(agent, charge, amount=Decimal(1), on=date(2026, 3, 12), **day)
    with pytest.raises(ChargePartlyPaid, match=r"400\.00 CNY of"):
        cancel_charge(agent, charge, reason="免单", at=later(at, hours=7))
    record_payment(agent, charge, amount=Decimal("89.19"), **day)
    charge.refresh_from_db()
    assert (charge.state, charge.paid, charge_actions(agent, charge)) == ("paid", charge.total, [])
    assert [one.amount for one in payments_of(charge)] == [Decimal(400), Decimal("89.19")]
    assert broken_invariants() == []


def test_a_cancelled_charge_makes_room_for_another(handled, assigned, agent, at):
    with pytest.raises(WorkNotDone, match="it is charged once its work is handled"):
        create_charge(agent, assigned, lines=[LineDraft("labour")], at=at)
    charge = charge_of(handled())
    with pytest.raises(AlreadyCharged, match=charge.number):
        create_charge(agent, assigned, lines=[LineDraft("labour")], at=later(at, hours=5))
    cancel_charge(agent, charge, reason="重复", at=later(at, hours=5))
    made = create_charge(agent, assigned, lines=[LineDraft("labour")], at=later(at, hours=6))
    assert (made.total, charge_of(assigned)) == (Decimal("127.20"), made)


def test_the_customers_timeline_tells_what_was_quoted_and_charged(accepted, handled, manager, at):
    from aftercare.domains.requests.queries import customer_story

    charge = confirm_charge(manager, charge_of(handled()), at=later(at, hours=5))
    story = customer_story(manager, charge.customer, group="bills", at=later(at, hours=6))
    assert [(line.kind, line.thing) for line in story.lines] == [
        ("charge_confirmed", charge),
        ("quotation_sent", accepted),
    ]
