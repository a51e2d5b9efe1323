"""Orders and delivery notes as PDF: the words are there, in Chinese too, and the font that draws them is inside."""

import pytest
from tests.pdf_text import fonts_in, text_of

from aftercare.domains.orders.actions import ship_order
from aftercare.domains.orders.drafts import Parcel
from aftercare.domains.orders.models import ShippedSerial
from aftercare.domains.orders.queries.papers import delivery_note, order_on_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcel(clerk, approved, at):
    machines = approved.lines.get(position=1)
    pieces = [Parcel(machines, 2, "HA0001\nHA0002")]
    return ship_order(clerk, approved, parcels=pieces, carrier="顺丰速运", tracking_number="SF1", at=at)


def test_an_order_on_paper_tells_its_lines_and_sums(approved, at):
    pdf = order_on_paper(approved, language="zh-hans", at=at)
    said = text_of(pdf).splitlines()
    assert pdf.startswith(b"%PDF-1.")
    for words in ("订单", approved.number, f"王芳 · {approved.customer.number}", "空调", "KFR-35GW", "已批准"):
        assert words in said
    assert [one for one in said if one.endswith(" CNY")] == [
        "6,099.97 CNY", "67.77 CNY", "5,458.17 CNY", "709.57 CNY", "6,167.74 CNY",
    ]  # fmt: skip
    ((name, weight),) = fonts_in(pdf)
    assert name.endswith("+NotoSansCJKSC")
    assert (weight > 1_000, len(pdf) < 60_000) == (True, True)


def test_an_order_that_nobody_reviewed_says_so(submitted, at):
    said = text_of(order_on_paper(submitted, language="en", at=at)).splitlines()
    assert ("Not confirmed yet" in said, "Unit price" in said, "空调" in said) == (True, True, True)


def test_a_delivery_note_names_each_unit_and_for_strangers_only_its_end(parcel, at):
    note = text_of(delivery_note(parcel, language="en", at=at)).splitlines()
    assert ("Delivery note" in note, "HA0001, HA0002" in note, "顺丰速运 SF1" in note) == (True, True, True)
    masked = text_of(delivery_note(parcel, language="en", at=at, whole=False))
    assert ("…0001, …0002" in masked, "HA0" in masked) == (True, False)


def test_a_long_order_takes_the_pages_it_needs_and_repeats_its_heads(approved, at):
    line = approved.lines.get(position=2)
    for position in range(3, 103):
        line.pk, line.position = None, position
        line._state.adding = True
        line.id = type(line)._meta.pk.get_default()
        line.save()
    said = text_of(order_on_paper(approved, language="en", at=at)).splitlines()
    pages = [one for one in said if one.endswith(" / 6")]
    assert (len(pages), said.count("Unit price"), said.count("软管")) == (6, 6, 101)


def test_a_delivery_note_names_every_unit_of_a_large_parcel(parcel, at):
    line = parcel.lines.get()
    first = line.serials.first()
    rest = [f"HB{n:078}" for n in range(300)]
    ShippedSerial.objects.bulk_create(
        ShippedSerial(shipment_line=line, product=first.product, part=first.part, serial=one) for one in rest
    )
    said = text_of(delivery_note(parcel, language="en", at=at)).replace("\n", "")
    assert [one for one in rest if one not in said] == []
