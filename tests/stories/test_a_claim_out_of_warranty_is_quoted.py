"""What a customer lives through out of warranty: the price is told, accepted by link, the work done and paid."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests import make
from tests.make import HOUSE, later
from tests.reacting import run_reactions

from aftercare.domains.accounts.models import Task
from aftercare.domains.billing.actions import (
    add_rate,
    confirm_charge,
    draft_quotation,
    record_payment,
    send_quotation,
    set_billing_rule,
)
from aftercare.domains.billing.drafts import LineDraft
from aftercare.domains.billing.errors import QuotationNeeded
from aftercare.domains.billing.queries import broken_invariants, charge_of, lines_of
from aftercare.domains.catalog.actions import add_part, add_product
from aftercare.domains.channels.models import Message
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.customers.actions import change_contact
from aftercare.domains.devices.actions import register_device
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import PartLine, RecordDraft
from aftercare.domains.requests.actions import assign_request, start_request
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import RequestKind, ServiceRequest
from aftercare.kit.ledger import tampered

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(at):
    """Wang Fang, who reads her mail and sits before an air conditioner from 2023."""
    made = make.customer(at)
    change_contact(HOUSE, made.contacts.get(), email="wang@example.com", at=at)
    return made


@pytest.fixture
def request_(owner, at):
    """Her wish; the year of warranty ended long ago, but the compressor has five years."""
    machine = add_product(HOUSE, number="KFR-35GW", name="空调", at=at)
    compressor = add_part(HOUSE, number="COMP-1", name="压缩机", unit_price=Decimal(900), currency="CNY", at=at)
    add_part(HOUSE, number="CAP-35UF", name="启动电容", unit_price=Decimal(60), currency="CNY", at=at)
    add_warranty_term(HOUSE, name="整机", product=machine, labour_months=12, parts_months=12, at=at)
    add_warranty_term(HOUSE, name="压缩机五年", product=machine, part=compressor, parts_months=60, at=at)
    device = register_device(HOUSE, product=machine, customer=owner, serial="HA1", sold_date=date(2023, 3, 1), at=at)
    run_reactions()
    return make.request(at, customer_=owner, device=device)


@pytest.fixture
def rates(company, at):
    """An hour costs 120, a visit 80; repairs wait for the customer's yes."""
    day = {"currency": "CNY", "valid_from": date(2026, 1, 1), "at": at}
    add_rate(HOUSE, cost="labour", per="hour", amount=Decimal(120), minimum_minutes=60, **day)
    add_rate(HOUSE, cost="travel", per="visit", amount=Decimal(80), **day)
    set_billing_rule(HOUSE, RequestKind.objects.get(pk="repair"), accepted_before_start=True, at=at)


def test_a_claim_out_of_warranty_is_quoted_accepted_done_and_paid(rates, request_, owner, actor_of, user_of, at):
    from aftercare.domains.catalog.models import Part

    desk, worker = actor_of("agent"), actor_of("engineer")
    who = make.engineer(at, user=user_of("engineer"))
    assign_request(actor_of("dispatcher"), request_, engineer=who, at=at)
    with pytest.raises(QuotationNeeded, match="labour, parts and travel to be paid by the customer"):
        start_request(worker, request_, at=later(at, hours=1))

    parts = [LineDraft("part", Decimal(1), part) for part in Part.objects.order_by("number")]
    quotation = send_quotation(desk, draft_quotation(desk, request_, parts=parts, at=at), at=at)
    run_reactions()
    said = {line.part.number: (line.covered_percent, line.net) for line in lines_of(quotation) if line.part}
    assert said == {"CAP-35UF": (0, Decimal(60)), "COMP-1": (100, Decimal(0))}
    assert quotation.total == Decimal(260)

    letter = Message.objects.get(kind="letter.quotation_sent", contact__customer=owner)
    assert "260.00 CNY" in letter.text
    link = "/service/q/" + letter.text.split("/service/q/")[1].split()[0]
    browser = Client()
    with time_machine.travel(later(at, hours=1), tick=False):
        assert browser.get(link).status_code == 200
        assert browser.post(f"{link}accept/", {"name": "王芳"}).status_code == 302
    run_reactions()
    assert Message.objects.filter(kind="letter.quotation_accepted").count() == 1

    request_ = ServiceRequest.objects.get(pk=request_.pk)
    start_request(worker, request_, at=later(at, hours=2))
    used = (PartLine(part="CAP-35UF", quantity=Decimal(1)), PartLine(part="COMP-1", quantity=Decimal(1)))
    record = RecordDraft(work_done="换压缩机和电容", labour_minutes=60, parts=used)
    handle_visit(worker, request_, record=record, at=later(at, hours=4))
    run_reactions()
    charge = charge_of(request_)
    assert (charge.total, charge.quotation) == (quotation.total, quotation)
    assert Task.objects.filter(kind="charge.confirm", about_id=charge.id, done_at=None).exists()

    confirm_charge(desk, charge, at=later(at, hours=5))
    run_reactions()
    track = reverse("portal:track", args=[token_of(request_)])
    with time_machine.travel(later(at, hours=5), tick=False):
        assert "What is to be paid" in browser.get(track, headers={"accept-language": "en"}).content.decode()
    record_payment(desk, charge, amount=Decimal(260), method="wechat", reference="42000", at=later(at, hours=6))
    charge.refresh_from_db()
    assert (charge.state, broken_invariants(), tampered()) == ("paid", [], [])
