"""The pages of orders: writing without script, the review queue, shipping with pasted serial numbers."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.catalog.actions import add_product
from aftercare.domains.customers.actions import add_contact, add_site
from aftercare.domains.devices.actions import register_device
from aftercare.domains.devices.models import Device
from aftercare.domains.orders.actions import add_tax_rate, approve_order, change_tax_rate, create_order, submit_order
from aftercare.domains.orders.drafts import LineDraft
from aftercare.domains.orders.models import Order, Shipment
from tests.make import HOUSE, customer
from tests.pdf_text import text_of
from tests.reacting import run_reactions

pytestmark = pytest.mark.django_db
LIST = "/orders/"


@pytest.fixture
def machine(at):
    return add_product(HOUSE, number="KFR-35GW", name="空调", serial_pattern=r"HA\d{4}", at=at)


@pytest.fixture
def buyer(at):
    return customer(at)


@pytest.fixture
def submitted(actor_of, buyer, machine, at):
    clerk = actor_of("order_clerk")
    lines = [LineDraft(product=machine, quantity=2, unit_price=Decimal("2999.00"), discount_percent=Decimal(10))]
    return submit_order(clerk, create_order(clerk, customer=buyer, lines=lines, at=at), at=at)


@pytest.fixture
def approved(submitted, actor_of, at):
    return approve_order(actor_of("order_reviewer"), submitted, at=at)


def typed(*lines: dict[str, str], **more: str) -> dict[str, str]:
    given = {"lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": "0", "currency": "CNY", **more}
    return given | {f"lines-{n}-{name}": value for n, line in enumerate(lines) for name, value in line.items()}


def here(order, *more: str) -> str:
    return reverse("console:order", args=[order.id]) + "".join(f"{part}/" for part in more)


def test_an_order_is_written_without_script(client_of, buyer, machine):
    clerk = client_of("order_clerk")
    assert clerk.get(f"{LIST}new/").content.decode().count('name="lines-') == 3 * 5 + 4 + 5
    line = {"thing": "空调 · kfr-35gw", "quantity": "2", "unit_price": "2999", "discount_percent": "10"}
    form = typed(line, {"quantity": "1"}, customer=f"王芳 · {buyer.number}")
    grown = clerk.post(f"{LIST}new/", {**form, "lines-TOTAL_FORMS": "3", "more": "1"})
    assert (grown.status_code, Order.objects.count()) == (200, 0)
    answer = clerk.post(f"{LIST}new/", form, follow=True)
    order = Order.objects.get()
    assert (order.total, order.customer, order.lines.count()) == (Decimal("5398.20"), buyer, 1)
    page = answer.content.decode()
    assert "2 × 2,999 − 10 % = 5,398.20 CNY; 0 % tax: 0.00 CNY" in page
    assert "Hand in for review" in page


def test_a_line_that_names_nothing_known_comes_back_with_its_words(client_of, buyer, machine):
    form = typed({"thing": "冰箱", "quantity": "1"}, customer="王芳")
    answer = client_of("order_clerk").post(f"{LIST}new/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "No one product or part is called “冰箱”; type its number." in page
    assert ('value="冰箱"' in page, Order.objects.count()) == (True, 0)


def test_the_reviewer_finds_what_waits_and_nobody_reviews_their_own(client_of, submitted):
    queue = client_of("order_reviewer").get(f"{LIST}?state=review").content.decode()
    assert submitted.number in queue
    page = client_of("order_reviewer").get(here(submitted)).content.decode()
    assert (here(submitted, "approve") in page, here(submitted, "reject") in page) == (True, True)
    seen = client_of("order_clerk").get(here(submitted)).content.decode()
    assert (here(submitted, "approve") in seen, "it needs the right “review orders”" in seen) == (False, True)
    assert client_of("order_clerk").post(here(submitted, "approve"), {}).status_code == 403


def test_an_approval_sent_from_an_old_page_comes_back(client_of, submitted):
    reviewer = client_of("order_reviewer")
    old = {"expected": str(submitted.version - 1), "reason": ""}
    assert reviewer.post(here(submitted, "approve"), old).status_code == 422
    seen = {"expected": str(submitted.version), "reason": "好"}
    assert reviewer.post(here(submitted, "approve"), seen).status_code == 302
    submitted.refresh_from_db()
    assert submitted.state == "approved"


def test_wrong_serial_numbers_come_back_with_the_line_of_each(client_of, approved):
    clerk, line = client_of("order_clerk"), {"line-1-quantity": "2"}
    answer = clerk.post(here(approved, "ship"), {**line, "line-1-serials": "HA0001\nHA1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert ("line 2: “HA1” does not match HA\\d{4}" in page, "HA0001\nHA1" in page) == (True, True)
    assert clerk.post(here(approved, "ship"), {**line, "line-1-serials": "HA0001\nHA0002"}).status_code == 302
    approved.refresh_from_db()
    assert (approved.state, Shipment.objects.get().lines.get().quantity) == ("shipped", 2)
    assert "HA0001, HA0002" in clerk.get(here(approved)).content.decode()


def test_a_delivery_is_recorded_on_the_page(client_of, approved):
    clerk = client_of("order_clerk")
    clerk.post(here(approved, "ship"), {"line-1-quantity": "2", "line-1-serials": "HA0001 HA0002"})
    shipment = Shipment.objects.get()
    assert clerk.post(reverse("console:shipment_deliver", args=[shipment.id]), {"on": "2026-03-11"}).status_code == 422
    assert clerk.post(reverse("console:shipment_deliver", args=[shipment.id]), {"on": "2026-03-10"}).status_code == 302
    approved.refresh_from_db()
    assert approved.state == "delivered"
    assert "Delivered on 2026-03-10" in clerk.get(here(approved)).content.decode()


def test_pages_ask_as_often_for_few_orders_and_for_many(client_of, actor_of, approved, buyer, machine, at):
    client, clerk = client_of("administrator"), actor_of("order_clerk")
    line = LineDraft(product=machine, quantity=1, unit_price=Decimal(1))
    counts = []
    for more, lines in ((1, 2), (30, 20)):
        for _each in range(more):
            order = create_order(clerk, customer=buyer, lines=[line] * lines, at=at)
        addresses = [LIST, f"{LIST}?state=review", f"{LIST}?q=王芳", here(order), f"{LIST}new/"]
        counts.append([asked(client, address) for address in addresses])
    assert counts == [[5, 5, 6, 9, 7]] * 2


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_an_order_is_closed_short_on_its_page(client_of, approved):
    clerk = client_of("order_clerk")
    clerk.post(here(approved, "ship"), {"line-1-quantity": "1", "line-1-serials": "HA0001"})
    page = clerk.get(here(approved)).content.decode()
    assert (here(approved, "close_short") in page, here(approved, "cancel") in page) == (True, False)
    assert clerk.get(here(approved, "close_short")).status_code == 200
    assert clerk.post(here(approved, "close_short"), {"reason": ""}).status_code == 422
    assert clerk.post(here(approved, "close_short"), {"reason": "停产"}).status_code == 302
    shown = clerk.get(here(approved)).content.decode()
    approved.refresh_from_db()
    assert (approved.state, approved.total) == ("shipped", Decimal("2699.100"))
    assert ("Not coming: 1" in shown, "Closed short; pieces dropped: 1, total now: 2699.10 CNY" in shown) == (
        True,
        True,
    )


def test_the_link_is_given_out_and_made_anew(client_of, submitted):
    clerk = client_of("order_clerk")
    first = clerk.get(here(submitted, "link")).context["link"]
    assert first.startswith("http") and "/service/o/" in first
    assert clerk.post(here(submitted, "link", "renew")).status_code == 302
    second = clerk.get(here(submitted, "link")).context["link"]
    nobody = client_of("")
    paths = ["/service/o/" + link.split("/service/o/")[1] for link in (first, second)]
    assert [nobody.get(path).status_code for path in paths] == [404, 200]


def test_papers_are_made_in_the_customers_language(client_of, approved):
    clerk = client_of("order_clerk")
    answer = clerk.get(here(approved, "document"))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        f'inline; filename="{approved.number}.pdf"',
    )
    assert "订单" in text_of(answer.content)
    clerk.post(here(approved, "ship"), {"line-1-quantity": "2", "line-1-serials": "HA0001\nHA0002"})
    note = clerk.get(reverse("console:shipment_note", args=[Shipment.objects.get().id]))
    assert ("送货单" in text_of(note.content), "HA0001, HA0002" in text_of(note.content)) == (True, True)


def test_a_reviewer_comes_to_the_order_from_the_work_list(client_of, submitted):
    page = client_of("order_reviewer").get("/worklist/").content.decode()
    assert ("An order waits for its review" in page, f'href="{here(submitted)}"' in page) == (True, True)


def test_pieces_shipped_without_numbers_are_registered_later(client_of, actor_of, buyer, at):
    fan = add_product(HOUSE, number="FAN-1", name="风扇", at=at)
    clerk = client_of("order_clerk")
    line = LineDraft(product=fan, quantity=2, unit_price=Decimal(99))
    order = create_order(actor_of("order_clerk"), customer=buyer, lines=[line], at=at)
    order = approve_order(actor_of("order_reviewer"), submit_order(actor_of("order_clerk"), order, at=at), at=at)
    assert clerk.post(here(order, "ship"), {"line-1-quantity": "2", "line-1-serials": ""}).status_code == 302
    shipment = Shipment.objects.get()
    answer = clerk.post(reverse("console:shipment_deliver", args=[shipment.id]), {"on": "2026-03-10"}, follow=True)
    place = reverse("console:shipment_serials", args=[shipment.id])
    page = answer.content.decode()
    assert ("Pieces without a serial number became no devices" in page, place in page) == (True, True)
    assert "its units become devices" not in page
    assert "风扇: 2 without a serial number" in clerk.get(place).content.decode()
    refused = clerk.post(place, {"line-1": "F1 F2 F3"})
    assert (refused.status_code, "pieces without a number: 2" in refused.content.decode()) == (422, True)
    page = clerk.post(place, {"line-1": "F1 F2"}, follow=True).content.decode()
    assert ("F1, F2" in page, place in page, "Serial numbers of pieces given later: 2" in page) == (True, False, True)
    run_reactions()
    assert Device.objects.filter(customer=buyer).count() == 2


def test_a_new_line_bears_the_usual_tax_and_none_only_when_that_is_chosen(client_of, actor_of, buyer, machine, at):
    clerk = client_of("order_clerk")
    assert "No tax rate is kept, so lines bear no tax" in clerk.get(f"{LIST}new/").content.decode()
    vat = add_tax_rate(HOUSE, code="vat13", name="增值税 13%", percent=Decimal(13), at=at)
    page = clerk.get(f"{LIST}new/").content.decode()
    assert ("Lines bear 增值税 13% unless" in page, f'value="{vat.id}" selected' in page) == (True, True)
    low = add_tax_rate(HOUSE, code="vat6", name="增值税 6%", percent=Decimal(6), at=at)
    assert "Choose the tax of each line" in clerk.get(f"{LIST}new/").content.decode()
    line, whose = {"thing": machine.number, "quantity": "1", "unit_price": "100"}, buyer.number
    refused = clerk.post(f"{LIST}new/", typed(line, customer=whose))
    assert (refused.status_code, "Choose the tax of this line" in refused.content.decode()) == (422, True)
    for tax in (low.id, low.id, "none"):
        assert clerk.post(f"{LIST}new/", typed({**line, "tax_rate": str(tax)}, customer=whose)).status_code == 302
    assert list(Order.objects.order_by("id").values_list("tax", flat=True)) == [6, 6, 0]
    assert "Lines bear 增值税 6% unless" in clerk.get(f"{LIST}new/").content.decode()


def test_a_draft_keeps_a_tax_that_is_offered_no_more(client_of, actor_of, buyer, machine, at):
    vat = add_tax_rate(HOUSE, code="vat13", name="增值税 13%", percent=Decimal(13), at=at)
    line = LineDraft(product=machine, quantity=1, unit_price=Decimal(100), tax_rate=vat)
    order = create_order(actor_of("order_clerk"), customer=buyer, lines=[line], at=at)
    change_tax_rate(HOUSE, vat, active=False, at=at)
    assert f'value="{vat.id}" selected' in client_of("order_clerk").get(here(order, "change")).content.decode()


def test_the_person_and_the_delivery_place_are_chosen_among_the_customers_own(client_of, actor_of, buyer, machine, at):
    clerk, branch = client_of("order_clerk"), add_site(HOUSE, buyer, name="二厂", address="浦东路 2 号", at=at)
    person, foreign = add_contact(HOUSE, buyer, name="李经理", role="采购", at=at), customer(at, name="李雷")
    theirs = add_contact(HOUSE, foreign, name="赵六", at=at)
    assert "Once the customer is named" in clerk.get(f"{LIST}new/").content.decode()
    named = {"customer": f"{buyer.name} · {buyer.number}"}
    part = clerk.get(f"{LIST}new/", named, headers={"HX-Request": "true", "HX-Target": "places"}).content.decode()
    assert ("李经理 · 采购" in part, "二厂 · 浦东路 2 号" in part, "赵六" in part, "<html" in part) == (
        True,
        True,
        False,
        False,
    )
    line = {"thing": machine.number, "quantity": "1", "unit_price": "100"}
    form = typed(line, **named)
    refused = clerk.post(f"{LIST}new/", {**form, "contact": str(theirs.id)})
    assert (refused.status_code, "Choose one of this customer." in refused.content.decode()) == (422, True)
    clerk.post(f"{LIST}new/", {**form, "contact": str(person.id), "site": str(branch.id)})
    order = Order.objects.get()
    assert (order.contact, order.site) == (person, branch)
    changed = typed(line, expected=str(order.version), contact=str(person.id), site="")
    assert clerk.post(here(order, "change"), changed).status_code == 302
    order.refresh_from_db()
    assert (order.contact, order.site) == (person, None)


def test_a_shipped_number_that_another_products_device_bears_is_told(client_of, approved, buyer, at):
    fridge = add_product(HOUSE, number="BCD-215", name="冰箱", at=at)
    device = register_device(HOUSE, product=fridge, customer=buyer, serial="ha0001", at=at)
    sent = {"line-1-quantity": "2", "line-1-serials": "HA0001 HA0002"}
    page = client_of("order_clerk").post(here(approved, "ship"), sent, follow=True).content.decode()
    assert f"Another product is on record under this serial number: 冰箱 ha0001 ({device.number})." in page
