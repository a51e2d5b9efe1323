"""An order behind its link: its way, its parcels, its papers, and what strangers see of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.channels.models import Message
from aftercare.domains.customers.actions import change_contact
from aftercare.domains.orders.actions import (
    approve_order,
    cancel_order,
    create_order,
    deliver_shipment,
    renew_order_link,
    ship_order,
    submit_order,
    track_shipment,
)
from aftercare.domains.orders.drafts import LineDraft, Parcel
from aftercare.domains.orders.links import token_of
from aftercare.domains.requests.links import token_of as request_token
from tests import make
from tests.make import HOUSE, later
from tests.pdf_text import fonts_in, text_of
from tests.reacting import run_reactions

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(at):
    return add_product(HOUSE, number="KFR-35GW", name="空调", serial_pattern=r"HA\d{4}", at=at)


@pytest.fixture
def submitted(at, machine, actor_of):
    buyer = make.customer(at)
    change_contact(HOUSE, buyer.contacts.get(), email="wang@example.com", at=at)
    lines = [LineDraft(product=machine, quantity=2, unit_price=Decimal(2999))]
    return submit_order(HOUSE, create_order(HOUSE, customer=buyer, lines=lines, at=at), at=at)


@pytest.fixture
def approved(submitted, actor_of, at):
    return approve_order(actor_of("order_reviewer"), submitted, at=at)


@pytest.fixture
def parcel(approved, at):
    pieces = [Parcel(approved.lines.get(), 1, "HA0001")]
    return ship_order(HOUSE, approved, parcels=pieces, carrier="顺丰", tracking_number="SF123", at=at)


@pytest.fixture
def nobody(client_of):
    return client_of("")


def here(order, name: str = "order", *more: object) -> str:
    return reverse(f"portal:{name}", args=[token_of(order), *more])


def page(nobody, order) -> str:
    answer = nobody.get(here(order))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_order_that_is_looked_at_shows_neither_prices_nor_paper(nobody, submitted):
    shown = page(nobody, submitted)
    assert ("We check your order and confirm it here." in shown, "5,998.00" in shown) == (True, False)
    assert nobody.get(here(submitted, "order_paper")).status_code == 404


def test_the_way_is_shown_from_the_confirmation_to_the_door(nobody, approved, parcel, actor_of, at):
    track_shipment(HOUSE, parcel, code="out_for_delivery", place="上海", happened_at=at, at=at)
    shown = page(nobody, approved)
    for words in ("Partly on its way", "A parcel is out for delivery", "SF123", "Out for delivery", "5,998.00 CNY"):
        assert words in shown
    assert "HA0001" not in shown
    deliver_shipment(HOUSE, parcel, at=at)
    run_reactions()
    rest = ship_order(HOUSE, approved, parcels=[Parcel(approved.lines.get(), 1, "HA0002")], at=later(at, days=1))
    deliver_shipment(HOUSE, rest, at=later(at, days=1))
    run_reactions()
    arrived = page(nobody, approved)
    assert "Everything has arrived. Should something not work, ask for service below." in arrived
    assert ("…0001" in arrived, "…0002" in arrived, "HA000" in arrived) == (True, True, False)
    assert arrived.count("Ask for service</span>") == 2 + 1  # one a unit, and the portal's own
    label = arrived.split('href="/service/d/')[1].split('"')[0]
    assert "Report a problem" in nobody.get(f"/service/d/{label}").content.decode()


def test_a_cancelled_order_says_that_nothing_comes(nobody, approved, at):
    cancel_order(HOUSE, approved, reason="内部原因", at=at)
    shown = page(nobody, approved)
    assert ("This order was cancelled; nothing will be sent." in shown, "内部原因" in shown) == (True, False)


def test_papers_are_made_in_the_readers_language_with_masked_numbers(nobody, approved, parcel):
    order = nobody.get(here(approved, "order_paper"))
    assert (order["Content-Type"], "no-store" in order["Cache-Control"]) == ("application/pdf", True)
    assert ("Unit price" in text_of(order.content), len(fonts_in(order.content))) == (True, 1)
    note = text_of(nobody.get(here(approved, "delivery_note", parcel.id)).content)
    assert ("…0001" in note, "HA0001" in note, "空调" in note) == (True, False, True)


def test_a_link_opens_nothing_else(nobody, approved, parcel, assigned, at):
    wrong = [token_of(approved)[:-1], request_token(assigned), "nothing"]
    for token in wrong:
        answers = [
            nobody.get(reverse("portal:order", args=[token])),
            nobody.get(reverse("portal:order_paper", args=[token])),
            nobody.get(reverse("portal:delivery_note", args=[token, parcel.id])),
        ]
        assert [one.status_code for one in answers] == [404, 404, 404]
    assert nobody.get(reverse("portal:track", args=[token_of(approved)])).status_code == 404
    old = here(approved)
    renew_order_link(HOUSE, approved, at=at)
    approved.refresh_from_db()
    assert (nobody.get(old).status_code, nobody.get(here(approved)).status_code) == (404, 200)


def test_the_note_of_somebody_elses_parcel_is_not_there(nobody, approved, parcel, machine, at):
    lines = [LineDraft(product=machine, quantity=1, unit_price=Decimal(1))]
    other = make.customer(at, name="李雷", phone="13900139000")
    second = submit_order(HOUSE, create_order(HOUSE, customer=other, lines=lines, at=at), at=at)
    assert nobody.get(here(second, "delivery_note", parcel.id)).status_code == 404


def test_papers_are_not_made_without_end(nobody, approved, monkeypatch):
    monkeypatch.setattr("aftercare.surfaces.portal.limits.MOST_PAPERS", 1)
    codes = [nobody.get(here(approved, "order_paper")).status_code for _each in range(2)]
    assert codes == [200, 429]


def test_a_page_asks_as_often_for_few_parcels_and_for_many(nobody, approved, machine, at):
    counts = []
    for pieces in (1, 20):
        lines = [LineDraft(product=machine, quantity=pieces, unit_price=Decimal(1))]
        order = submit_order(HOUSE, create_order(HOUSE, customer=approved.customer, lines=lines, at=at), at=at)
        approve_order(HOUSE, order, at=at)
        for n in range(pieces):
            sent = Parcel(order.lines.get(), 1, f"HA{pieces:02}{n:02}")
            parcel = ship_order(HOUSE, order, parcels=[sent], at=at)
            track_shipment(HOUSE, parcel, code="in_transit", happened_at=at, at=at)
            deliver_shipment(HOUSE, parcel, at=at)
        run_reactions()
        with CaptureQueriesContext(connection) as made:
            assert nobody.get(here(order)).status_code == 200
        counts.append(len(made))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_the_customer_is_written_at_every_step(nobody, approved, parcel, at):
    deliver_shipment(HOUSE, parcel, at=later(at, hours=1))
    run_reactions()
    run_reactions()
    n = approved.number
    written = Message.objects.exclude(contact=None).order_by("written_at", "id")
    assert [(one.kind, one.about_kind, one.about_label) for one in written] == [
        ("letter.order_approved", "order", n),
        ("letter.order_shipped", "order", n),
        ("letter.order_delivered", "order", n),
    ]
    confirmed, shipped, _delivered = written
    assert ("5,998.00 CNY" in confirmed.text, "1 × 空调" in shipped.text, "顺丰 SF123" in shipped.text) == (True,) * 3
    link = confirmed.text.split("/service/o/")[1].split("/")[0]
    assert nobody.get(f"/service/o/{link}/").status_code == 200
    cancelled = Message.objects.filter(kind="letter.order_cancelled")
    assert cancelled.count() == 0


def test_a_cancelled_order_is_written_of_only_where_it_was_confirmed(approved, machine, at):
    lines = [LineDraft(product=machine, quantity=1, unit_price=Decimal(1))]
    quiet = submit_order(HOUSE, create_order(HOUSE, customer=approved.customer, lines=lines, at=at), at=at)
    for one in (quiet, approved):
        cancel_order(HOUSE, one, reason="重复", at=at + timedelta(hours=1))
    run_reactions()
    told = Message.objects.filter(kind="letter.order_cancelled").values_list("about_label", flat=True)
    assert list(told) == [approved.number]


def test_an_order_that_was_cancelled_unconfirmed_shows_neither_prices_nor_paper(nobody, submitted, at):
    cancel_order(HOUSE, submitted, reason="内部原因", at=at)
    assert ("2,999" in page(nobody, submitted), "5,998" in page(nobody, submitted)) == (False, False)
    assert nobody.get(here(submitted, "order_paper")).status_code == 404


def test_an_order_that_was_confirmed_keeps_its_prices_when_it_is_cancelled(nobody, approved, at):
    cancel_order(HOUSE, approved, reason="内部原因", at=at)
    assert "5,998" in page(nobody, approved)
    assert nobody.get(here(approved, "order_paper")).status_code == 200
