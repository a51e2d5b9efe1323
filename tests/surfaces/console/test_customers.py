"""The list of customers, a customer's file and its forms."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.accounts.models import Task
from aftercare.domains.catalog.actions import add_product
from aftercare.domains.customers.actions import add_grade, add_site, add_tag, ask_follow_ups, change_customer
from aftercare.domains.customers.models import Communication, Contact, Customer, Site
from aftercare.domains.devices.actions import register_device
from aftercare.domains.orders.actions import create_order
from aftercare.domains.orders.drafts import LineDraft
from aftercare.kit.actor import system
from aftercare.kit.models import LedgerEntry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(at, company):
    return make.customer(at, name="王小芳", phone="13800138000")


def filled(form) -> dict[str, object]:
    return {name: value for name in form.fields if (value := form[name].value())}


def listed(client, **asked: str) -> list[str]:
    return [line["one"].name for line in client.get(reverse("console:customers"), asked).context["rows"]]


@pytest.mark.parametrize("asked", ["小芳", "wxf", "13800138000", "8000"])
def test_one_box_finds_by_name_initials_and_phone(client_of, served, at, asked: str):
    make.customer(at, name="李雷", phone="13911119999")
    assert listed(client_of("agent"), q=asked) == ["王小芳"]


def test_a_whole_serial_and_a_request_number_lead_to_the_customer(client_of, served, at):
    product = add_product(make.HOUSE, number="KFR", name="空调", at=at)
    register_device(make.HOUSE, product=product, customer=served, serial="SN4711", at=at)
    wanted = make.request(at, customer_=served)
    page = reverse("console:customer", args=[served.id])
    agent = client_of("agent")
    for asked in ("SN4711", wanted.number):
        assert agent.get(reverse("console:customers"), {"q": asked})["Location"] == page
    part = agent.get(reverse("console:customers"), {"q": "4711"})
    assert [thing[:2] for thing in part.context["named"]] == [("device-desktop", served.id)]


def test_an_order_number_leads_to_its_customer_for_whoever_sees_orders(client_of, served, at):
    thing = add_product(make.HOUSE, number="KFR", name="空调", at=at)
    lines = [LineDraft(product=thing, unit_price=Decimal(9))]
    order = create_order(make.HOUSE, customer=served, lines=lines, external_id="SHOP-77", at=at)
    page, customers = reverse("console:customer", args=[served.id]), reverse("console:customers")
    clerk = client_of("order_clerk")
    assert clerk.get(customers, {"q": order.number.lower()})["Location"] == page
    found = clerk.get(customers, {"q": "SHOP-77"})
    assert ("空调" in found.text, f"{order.number} · Draft" in found.text, page in found.text) == (False, True, True)
    assert client_of("dispatcher").get(customers, {"q": order.number}).context["named"] == []


def test_filters_narrow_by_kind_grade_and_tag(client_of, served, at):
    grade, tag = add_grade(make.HOUSE, code="vip", name="VIP", at=at), add_tag(make.HOUSE, name="学校", at=at)
    make.customer(at, name="育才", phone="", kind="company", grade=grade, tags=[tag])
    agent = client_of("agent")
    for asked in ({"kind": "company"}, {"grade": "vip"}, {"tag": "学校"}, {"kind": "company", "q": "yc"}):
        assert listed(agent, **asked) == ["育才"]
    assert listed(agent, kind="person", grade="vip") == []


def test_pages_go_on_by_key_and_cost_as_much_for_many_as_for_few(client_of, served, at):
    agent = client_of("agent")

    def statements(**asked: str) -> int:
        agent.get(reverse("console:customers"), asked)
        with CaptureQueriesContext(connection) as made:
            agent.get(reverse("console:customers"), asked)
        return len(made)

    few = (statements(), statements(q="SN1"), statements(q="wang", sort="name"))
    for number in range(60):
        make.customer(at, name=f"王{number}", phone="")
    assert (few, (statements(), statements(q="SN1"), statements(q="wang", sort="name"))) == ((5, 7, 6), (6, 7, 6))
    first = agent.get(reverse("console:customers")).context
    second = agent.get(reverse("console:customers"), {"cursor": first["cursor"]}).context
    assert (len(first["rows"]), len(second["rows"]), first["total"], second["cursor"]) == (50, 11, "61", None)


def test_the_file_asks_as_often_for_much_as_for_little(client_of, served, at):
    agent, page = client_of("agent"), reverse("console:customer", args=[served.id])

    def statements() -> int:
        agent.get(page)
        with CaptureQueriesContext(connection) as made:
            assert agent.get(page).status_code == 200
        return len(made)

    make.request(at, customer_=served)
    few = statements()
    for _number in range(40):
        make.request(at, customer_=served)
    assert (few, statements()) == (19, 19)


def test_a_number_is_masked_until_somebody_asks_and_that_goes_on_record(client_of, served):
    agent = client_of("agent")
    shown = agent.get(reverse("console:customer", args=[served.id])).content.decode()
    assert ("138****8000" in shown, "13800138000" in shown) == (True, False)
    contact = served.contacts.get()
    answer = agent.post(reverse("console:contact_phone", args=[served.id, contact.id]))
    assert 'href="tel:+8613800138000"' in answer.content.decode()
    assert LedgerEntry.objects.filter(kind="contact.phone_revealed", subject_id=contact.id).count() == 1


def test_a_company_is_registered_with_whom_to_ask_for(client_of, company):
    given = {"kind": "company", "name": "华安电器", "contact_name": "曾丽", "phone": "010-88886666"}
    answer = client_of("agent").post(reverse("console:customer_new"), given)
    made = Customer.objects.get()
    assert answer["Location"] == reverse("console:customer", args=[made.id])
    assert (made.kind, made.name, made.contacts.get().name, made.contacts.get().phone) == (
        "company",
        "华安电器",
        "曾丽",
        "+861088886666",
    )


def test_a_number_nobody_can_dial_is_refused_at_its_field(client_of, company):
    answer = client_of("agent").post(reverse("console:customer_new"), {"kind": "person", "name": "王", "phone": "x"})
    assert answer.status_code == 422
    told = "“x” is not a phone number; write it like 138 0013 8000 or +49 30 123456."
    assert answer.context["form"].errors == {"phone": [told]}
    assert not Customer.objects.exists()


def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(client_of, served, at):
    agent, page = client_of("agent"), reverse("console:customer_change", args=[served.id])
    form = agent.get(page).context["form"]
    typed = filled(form) | {"name": "王晓芳"}
    change_customer(make.HOUSE, served, name="王小方", at=at)
    answer = agent.post(page, typed)
    assert (answer.status_code, Customer.objects.get().name) == (422, "王小方")
    assert answer.context["form"].standing["name"].words == "王小方"
    agent.post(page, filled(answer.context["form"]))
    assert Customer.objects.get().name == "王晓芳"


def test_people_and_places_are_added_and_changed(client_of, served):
    agent, own = client_of("agent"), [served.id]
    agent.post(reverse("console:contact_new", args=own), {"name": "李经理", "phone": "13911119999"})
    contact = Contact.objects.get(name="李经理")
    page = reverse("console:contact", args=[served.id, contact.id])
    agent.post(page, {"name": "李经理", "phone": "", "role": "厂长", "expected": contact.version})
    contact.refresh_from_db()
    assert (contact.role, contact.phone) == ("厂长", "+8613911119999")
    place = {"name": "总部", "address": "建国路88号", "latitude": "39.908", "longitude": "116.46"}
    agent.post(reverse("console:site_new", args=own), place)
    site = Site.objects.get()
    assert (str(site.latitude), str(site.longitude), site.time_zone) == ("39.908000", "116.460000", "")
    agent.post(reverse("console:site", args=[served.id, site.id]), {"name": "总部", "access_notes": "东门"})
    site.refresh_from_db()
    assert (site.access_notes, site.latitude) == ("东门", None)


def test_half_a_place_and_one_off_the_earth_are_refused(client_of, served):
    page = reverse("console:site_new", args=[served.id])
    answer = client_of("agent").post(page, {"name": "总部", "latitude": "39.9"})
    assert answer.context["form"].errors == {
        "longitude": ["Latitude and longitude belong together; fill in both, or neither."]
    }
    answer = client_of("agent").post(page, {"name": "总部", "latitude": "91", "longitude": "116"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["latitude"])
    assert not Site.objects.exists()


def test_a_call_is_written_down_and_followed_up_from_the_work_list(client_of, served, at):
    agent = client_of("agent")
    when = at + timedelta(hours=5)
    given = {"channel": "phone", "direction": "out", "text": "Thinks it over.", "follow_up_at": "2026-03-10T14:00"}
    agent.post(reverse("console:customer_say", args=[served.id]), given)
    assert Communication.objects.get().follow_up_at == when
    assert ask_follow_ups(system("follow-ups"), at=at) == 1
    shown = agent.get(reverse("console:worklist")).content.decode()
    assert "To follow up with the customer" in shown
    assert reverse("console:customer", args=[served.id]) in shown
    task = Task.objects.get()
    agent.post(reverse("console:task_done", args=[task.id]))
    task.refresh_from_db()
    assert task.done_at == at


def test_two_records_are_merged_and_the_old_address_leads_on(client_of, served, at):
    second = make.customer(at, name="王晓芳", phone="+86 138 0013 8000")
    agent = client_of("agent")
    likely = agent.get(reverse("console:customer_likely", args=[served.id])).context["found"]
    assert [(one.id, list(map(str, grounds))) for one, grounds in likely] == [
        (second.id, ["same phone number", "name sounds the same"])
    ]
    agent.post(reverse("console:customer_merge", args=[served.id, second.id]))
    page = reverse("console:customer", args=[served.id])
    assert agent.get(reverse("console:customer", args=[second.id]))["Location"] == page
    assert f"{second.number} 王晓芳 is merged into this record." in agent.get(page).content.decode()
    agent.post(reverse("console:customer_split", args=[second.id]))
    assert agent.get(reverse("console:customer", args=[second.id])).status_code == 200


def test_a_grade_is_overridden_with_reason_and_end_and_given_back(client_of, served, at):
    grade = add_grade(make.HOUSE, code="vip", name="VIP", at=at)
    agent, own = client_of("agent"), [served.id]
    page = reverse("console:customer_grade", args=own)
    assert list(agent.post(page, {"grade": str(grade.id)}).context["form"].errors) == ["reason", "until"]
    agent.post(page, {"grade": str(grade.id), "reason": "Complaint settled", "until": "2026-04-01T00:00"})
    assert Customer.objects.get().grade == grade
    assert "Complaint settled" in agent.get(reverse("console:customer", args=own)).content.decode()
    agent.post(reverse("console:customer_grade_end", args=own))
    assert Customer.objects.get().grade is None


def test_an_engineer_sees_the_customers_of_the_own_work_alone(client_of, assigned, at):
    other = make.customer(at, name="赵敏", phone="13900139000")
    engineer = client_of("engineer")
    assert listed(engineer) == [assigned.customer.name]
    assert engineer.get(reverse("console:customer", args=[other.id])).status_code == 404


def test_the_file_of_another_unit_is_out_of_sight(client_of, company, at):
    from aftercare.domains.accounts.actions import create_unit

    east = create_unit(make.HOUSE, code="east", name="华东", parent=company[1].unit, at=at)
    inside, outside = make.customer(at, unit=east), make.customer(at, name="赵敏", phone="", unit=company[1].unit)
    add_site(make.HOUSE, inside, name="家", at=at)
    agent = client_of("agent", name="east", node=east)
    assert listed(agent) == ["王芳"]
    assert agent.get(reverse("console:customer", args=[outside.id])).status_code == 404
