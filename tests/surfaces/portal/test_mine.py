"""All one's requests by a mailed link: who gets one, what it opens, and what it never opens."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from aftercare.domains.catalog.actions import add_part, add_product
from aftercare.domains.channels.actions.leaving import as_it_leaves
from aftercare.domains.channels.models import ContactChoice, Message
from aftercare.domains.devices.actions import register_device
from aftercare.domains.orders.actions import create_order, submit_order
from aftercare.domains.orders.drafts import LineDraft
from aftercare.domains.orders.links import token_of as order_token
from aftercare.domains.requests.links import token_of
from aftercare.domains.requests.models import ServiceRequest
from aftercare.kit.clock import now
from aftercare.surfaces.portal.entrance import ticket_for
from aftercare.surfaces.portal.limits import MOST_LINKS
from aftercare.surfaces.portal.mails import slip_for
from tests import make
from tests.make import HOUSE, later
from tests.reacting import run_reactions

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(at, company):
    """A customer with a mail address and a request."""
    known = make.customer(at, name="林女士", phone="13800138000", email="lin@example.com")
    make.request(at, customer_=known, title="空调不制冷")
    return known


@pytest.fixture
def other(at, lin):
    return make.request(at, customer_=make.customer(at, name="王芳", phone="13700137000"), title="冰箱漏水")


def ask(nobody, reached_at: str):
    return nobody.post(reverse("portal:ask"), {"reached_at": reached_at})


def mailed() -> str:
    """The link in the latest mail as it leaves; what is kept holds none."""
    kept = Message.objects.select_related("contact").latest("id")
    assert "sign-in" not in kept.text + kept.html
    return re.search(r"/service/mine/sign-in/[^\s/]+/", as_it_leaves(kept, at=now()).text)[0]


def signed_in(nobody, customer):
    nobody.post(reverse("portal:enter", args=[ticket_for(customer.contacts.get())]))
    return nobody


@pytest.mark.parametrize("reached_at", ["lin@example.com", " LIN@example.com", "138 0013 8000"])
def test_the_link_comes_to_the_address_on_record_and_opens_what_is_theirs(client_of, lin, other, reached_at: str):
    nobody = client_of("")
    ask(nobody, reached_at)
    written = Message.objects.get()
    assert (written.address, written.kind) == ("lin@example.com", "letter.sign_in")
    link = mailed()
    assert nobody.get(link).status_code == 200, "looking at it spends nothing"
    shown = nobody.post(link, follow=True).content.decode()
    assert ("空调不制冷" in shown, "冰箱漏水" in shown) == (True, False)


def test_the_answer_is_the_same_whether_somebody_is_known_or_not(client_of, lin):
    nobody = client_of("")
    known, unknown = (ask(nobody, one).content.decode() for one in ("lin@example.com", "who@example.com"))
    tokens = r'"X-CSRFToken": "[^"]*"|value="[^"]*"'
    assert re.sub(tokens, "", known) == re.sub(tokens, "", unknown)
    assert Message.objects.count() == 1


def test_a_link_works_once(client_of, lin):
    ask(client_of(""), "lin@example.com")
    first, second, link = client_of(""), client_of(""), mailed()
    assert first.post(link).status_code == 302
    again = second.post(link)
    assert (again.status_code, "This link does not work any more" in again.content.decode()) == (404, True)
    assert second.get(reverse("portal:mine"))["Location"] == reverse("portal:ask")


def test_a_link_ends_after_twenty_minutes(client_of, lin, frozen, at):
    ask(client_of(""), "lin@example.com")
    link = mailed()
    frozen.move_to(later(at, minutes=20, seconds=1))
    assert client_of("").post(link).status_code == 404


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "X" + t[1:], lambda t: "x"]
)
def test_a_forged_link_opens_nothing(client_of, lin, change):
    nobody = client_of("")
    forged = reverse("portal:enter", args=[change(ticket_for(lin.contacts.get()))])
    assert [nobody.get(forged).status_code, nobody.post(forged).status_code] == [404, 404]
    assert nobody.get(reverse("portal:mine")).status_code == 302


def test_links_for_other_things_open_no_account(client_of, lin):
    contact, nobody = lin.contacts.get(), client_of("")
    for foreign in (slip_for(contact), token_of(make.request(datetime(2026, 3, 10, 1, tzinfo=UTC), customer_=lin))):
        assert nobody.post(reverse("portal:enter", args=[foreign])).status_code == 404


def test_an_address_that_changed_ends_the_link_and_the_session(client_of, lin):
    contact = lin.contacts.get()
    nobody, ticket = signed_in(client_of(""), lin), ticket_for(contact)
    contact.email = "new@example.com"
    contact.save()
    assert client_of("").post(reverse("portal:enter", args=[ticket])).status_code == 404
    assert nobody.get(reverse("portal:mine")).status_code == 302


def test_other_customers_requests_are_not_there(client_of, lin, other):
    nobody = signed_in(client_of(""), lin)
    assert nobody.get(reverse("portal:request_of_mine", args=[other.id])).status_code == 404
    own = make.request(other.submitted_at, customer_=lin, title="洗衣机")
    answer = nobody.get(reverse("portal:request_of_mine", args=[own.id]))
    assert answer["Location"] == reverse("portal:track", args=[token_of(own)])


def test_nobody_sees_anything_after_signing_out(client_of, lin):
    nobody = signed_in(client_of(""), lin)
    nobody.post(reverse("portal:leave"))
    assert nobody.get(reverse("portal:mine")).status_code == 302


def test_signing_out_of_the_portal_leaves_a_colleague_signed_in(client_of, lin):
    agent = signed_in(client_of("agent"), lin)
    agent.post(reverse("portal:leave"))
    assert agent.get(reverse("console:requests")).status_code == 200


def test_who_tries_out_whom_we_know_is_stopped(client_of, lin):
    nobody = client_of("")
    for n in range(MOST_LINKS):
        ask(nobody, f"a{n}@example.com")
    answer = ask(nobody, "lin@example.com")
    assert (answer.status_code, answer["Retry-After"], Message.objects.count()) == (429, "3600", 0)


def test_nobody_is_flooded_with_links(client_of, lin):
    for _n in range(5):
        ask(client_of(""), "lin@example.com")
    assert Message.objects.count() == 3


def test_whoever_is_signed_in_chooses_a_device_and_is_not_asked_who_they_are(client_of, lin, other, at):
    product = add_product(HOUSE, number="KFR-35", name="空调", at=at)
    mine, foreign = (
        register_device(HOUSE, customer=one, product=product, serial=f"S{n}", at=at)
        for n, one in enumerate((lin, other.customer))
    )
    nobody = signed_in(client_of(""), lin)
    shown = nobody.get(f"{reverse('portal:submit')}?device={mine.id}").content.decode()
    chosen = re.search(rf'<input[^>]*value="{mine.id}"[^>]* checked', shown)
    assert ('name="phone"' in shown, chosen is not None) == (False, True)
    given = {"kind": "repair", "title": "不排水"}
    assert nobody.post(reverse("portal:submit"), {**given, "device": foreign.id}).status_code == 422
    nobody.post(reverse("portal:submit"), {**given, "device": mine.id})
    made = ServiceRequest.objects.latest("id")
    assert (made.customer, made.device, made.contact) == (lin, mine, lin.contacts.get())


def test_a_page_of_mine_asks_as_little_however_many_there_are(client_of, lin, at, django_assert_num_queries):
    for n in range(30):
        make.request(at, customer_=lin, title=f"洗衣机 {n}")
    nobody = signed_in(client_of(""), lin)
    nobody.get(reverse("portal:mine"))
    with django_assert_num_queries(6):
        shown = nobody.get(reverse("portal:mine")).content.decode()
    assert ("洗衣机 29" in shown, "空调不制冷" in shown, "Older ones" in shown) == (True, False, True)


def test_mails_are_stopped_and_taken_up_again_by_the_link_they_carry(client_of, lin, at):
    run_reactions()
    link = re.search(r"/service/mails/[^\s/]+/", Message.objects.get(kind="letter.received").text)[0]
    nobody = client_of("")
    nobody.get(link)
    assert ContactChoice.objects.count() == 0, "programs open links too"
    assert "You get no mails" in nobody.post(link, {"mail": "0"}, follow=True).content.decode()
    make.request(at, customer_=lin, title="漏水")
    run_reactions()
    assert Message.objects.count() == 1
    nobody.post(link, {"mail": "1"})
    assert ContactChoice.objects.get().mail is True
    assert client_of("").get(link[:-4] + "xx/").status_code == 404


def test_ones_own_orders_are_listed_once_they_are_handed_in(client_of, lin, at):
    line = LineDraft(part=add_part(HOUSE, number="CAP-1", name="电容", at=at), unit_price=Decimal(20))
    mine, draft = (create_order(HOUSE, customer=lin, lines=[line], at=at) for _each in range(2))
    theirs = create_order(HOUSE, customer=make.customer(at, name="王芳", phone="13700137000"), lines=[line], at=at)
    for one in (mine, theirs):
        submit_order(HOUSE, one, at=at)
    nobody = client_of("")
    nobody.post(reverse("portal:enter", args=[ticket_for(lin.contacts.get())]))
    page = nobody.get(reverse("portal:mine")).content.decode()
    shown = [one.number in page for one in (mine, draft, theirs)]
    assert shown == [True, False, False]
    assert nobody.get(reverse("portal:order", args=[order_token(mine)])).status_code == 200
