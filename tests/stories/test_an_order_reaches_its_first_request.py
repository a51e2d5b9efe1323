"""What a customer lives through: they order, are told, follow the parcels, hold the devices, and ask for service."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests import make
from tests.make import HOUSE, later
from tests.pdf_text import text_of
from tests.reacting import run_reactions

from aftercare.domains.accounts.models import Task
from aftercare.domains.catalog.actions import add_product
from aftercare.domains.channels.models import Message
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.contracts.models import DeviceWarranty
from aftercare.domains.customers.actions import change_contact
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.actions import (
    add_price_list,
    add_tax_rate,
    approve_order,
    close_order_short,
    create_order,
    follow_shipment,
    paste_prices,
    ship_order,
    submit_order,
)
from aftercare.domains.orders.carriers import Report
from aftercare.domains.orders.drafts import LineDraft, Parcel
from aftercare.domains.orders.models import TrackingCode
from aftercare.domains.orders.queries import broken_invariants
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.errors import NotAllowed
from aftercare.kit.ledger import tampered

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(at):
    """Wang Fang, who reads her mail."""
    made = make.customer(at)
    change_contact(HOUSE, made.contacts.get(), email="wang@example.com", at=at)
    return made


@pytest.fixture
def machine(at):
    """An air conditioner with a year of warranty from the day it is handed over."""
    sold = add_product(HOUSE, number="KFR-35GW", name="空调", serial_pattern=r"HA\d{8}", at=at)
    add_warranty_term(HOUSE, name="整机", product=sold, start_rule="delivery", labour_months=12, at=at)
    return sold


@pytest.fixture
def vat(at, machine):
    """A tax, and a price list with the machine on it."""
    prices = add_price_list(HOUSE, code="retail", name="零售价", currency="CNY", valid_from=date(2026, 1, 1), at=at)
    paste_prices(HOUSE, prices, text="KFR-35GW\t2999", at=at)
    return add_tax_rate(HOUSE, code="vat13", name="增值税 13%", percent=Decimal(13), at=at)


def told(customer) -> list[str]:
    """What the customer was written so far."""
    rows = Message.objects.filter(contact__customer=customer).order_by("written_at", "id")
    return list(rows.values_list("kind", flat=True))


def seen(address: str, when) -> str:
    """The page as the customer's phone shows it, without an account."""
    with time_machine.travel(when, tick=False):
        answer = Client(headers={"accept-language": "en"}).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_draft_to_the_first_request(at, customer, machine, vat, actor_of):
    clerk, reviewer = actor_of("order_clerk"), actor_of("order_reviewer")
    line = LineDraft(product=machine, quantity=3, tax_rate=vat)
    order = submit_order(clerk, create_order(clerk, customer=customer, lines=[line], at=at), at=at)
    assert (order.total, told(customer)) == (Decimal("10166.610"), [])
    assert Task.objects.get(kind="order.review", done_at=None).about_label == order.number
    with pytest.raises(NotAllowed):
        approve_order(clerk, order, at=at)

    approve_order(reviewer, order, at=later(at, hours=1))
    run_reactions()
    assert (told(customer), Task.objects.filter(kind="order.review", done_at=None).count()) == (
        ["letter.order_approved"],
        0,
    )
    address = "/service/o/" + Message.objects.get().text.split("/service/o/")[1].split()[0]
    assert "Your order is confirmed." in seen(address, later(at, hours=1))

    pieces = [Parcel(order.lines.get(), 2, "HA20260001 HA20260002")]
    parcel = ship_order(clerk, order, parcels=pieces, carrier="顺丰", tracking_number="SF1", at=later(at, hours=2))
    out = [Report(TrackingCode.OUT_FOR_DELIVERY, later(at, hours=26), "上海")]
    follow_shipment(HOUSE, parcel, reports=out, at=later(at, hours=26))
    run_reactions()
    assert "A parcel is out for delivery: it should reach you today." in seen(address, later(at, hours=26))
    here = [*out, Report(TrackingCode.DELIVERED, later(at, hours=28), "上海")]
    follow_shipment(HOUSE, parcel, reports=here, at=later(at, hours=29))
    close_order_short(clerk, order, reason="停产", at=later(at, hours=30))
    run_reactions()
    order.refresh_from_db()
    assert (order.state, order.total) == ("delivered", Decimal("6777.740"))
    assert told(customer) == [
        *("letter.order_approved", "letter.order_shipped", "letter.order_delivered", "letter.order_closed_short")
    ]
    assert (broken_invariants(), tampered(order.ref)) == ([], [])

    first = Device.objects.get(serial="HA20260001")
    assert (first.customer, DeviceWarranty.objects.get(device=first).starts_on) == (customer, date(2026, 3, 11))
    page = seen(address, later(at, hours=31))
    assert ("…0001" in page, "HA20260001" in page, "6,777.74 CNY" in page) == (True, False, True)
    assert "…0002" in paper_of(address, parcel, later(at, hours=31))

    asked = ask_for_service(page, later(at, days=30))
    assert (asked.device, asked.customer, asked.title) == (first, customer, "不制冷")
    run_reactions()
    assert told(customer)[-1] == "letter.received"


def paper_of(address: str, parcel, when) -> str:
    """The words of the delivery note behind the customer's page."""
    with time_machine.travel(when, tick=False):
        return text_of(Client().get(f"{address}{parcel.id}.pdf").content)


def ask_for_service(page: str, when) -> ServiceRequest:
    """Follow the first unit on the page to its own page, and from there report what is the matter."""
    phone = Client(headers={"accept-language": "en"})
    unit = "/service/d/" + page.split('href="/service/d/')[1].split('"')[0]
    with time_machine.travel(when, tick=False):
        ask = phone.get(unit).context["ask"]
        who = {"name": "王芳", "phone": "13800138000"}
        sent = {"kind": "repair", "title": "不制冷", "part": "any", "go": "send", **who}
        assert phone.post(ask, sent).status_code == 302
    assert ask.startswith(reverse("portal:submit"))
    return ServiceRequest.objects.get()
