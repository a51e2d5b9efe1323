"""How many statements a page asks of the database: the same for a few rows and for many."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aftercare.domains.fieldwork.actions import fail_visit, handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import (
    assign_request,
    note_request,
    record_contact,
    start_request,
)
from tests import make
from tests.surfaces.console.routes import page_routes

RECORD = RecordDraft(work_done="Cleaned.", labour_minutes=20)
pytestmark = pytest.mark.django_db
# Session, person, rights and the count of the bell are four of each; see docs/ui.md for the rest of the shell.
BASELINES = {
    "console:home": 10,
    "console:desk": 9,
    "console:desk_load": 14,
    "console:requests": 8,
    "console:request": 14,
    "console:customers": 5,
    "console:request_new": 10,
    "console:callbacks": 6,
    "console:engineers": 17,
    "console:locked": 5,
    "console:reports": 8,
    "console:sales": 8,
    "console:worklist": 6,
    "console:calendars": 6,
    "console:callback": 11,
    "console:notifications": 5,
    "console:notification_settings": 7,
    "console:messages": 5,
    "console:templates": 5,
    "console:replies": 5,
    "console:help": 4,
    "field:day": 6,
    "field:job": 11,
}
OF_THE_HOUSE = {
    "console:administration": 5,
    "console:users": 8,
    "console:user": 14,
    "console:roles": 6,
    "console:role": 8,
    "console:permission_requests": 6,
    "console:organisation": 6,
    "console:teams": 6,
    "console:team": 7,
    "console:company": 7,
    "console:calendar": 10,
    "console:dictionaries": 5,
    "console:dictionary": 6,
    "console:weights": 9,
    "console:grading": 11,
    "console:weight_set": 9,
    "console:record_rules": 7,
    "console:call_back_rules": 7,
    "console:my_rights": 8,
    "console:my_tokens": 7,
}

OF_WHAT_IS_INSTALLED = {
    "console:devices": 8,
    "console:device": 15,
    "console:agreements": 7,
    "console:agreement": 17,
    "console:warranty_terms": 5,
    "console:statutory_rules": 6,
    "console:imports": 5,
    "console:import": 7,
}

OF_OFFERS = {
    "console:suggestions": 11,
    "console:suggestion": 19,
    "console:approaches": 5,
    "console:approach": 8,
    "console:customer_suggestions": 20,
    "console:contact_consent": 8,
}


@pytest.fixture
def offered(at, company):
    """Makes so many suggestions that fit a customer, and customers who are asked or may be."""
    from aftercare.domains.contracts.actions import start_agreement
    from aftercare.domains.customers.actions import note_consent
    from aftercare.domains.outreach.actions import add_suggestion, approach_customer
    from tests.surfaces.console.test_permissions import file_of

    served = make.customer(at)
    about = {"customer_id": served.id, **file_of(served, at)}
    span = {"starts_on": at.date(), "ends_on": make.later(at, days=20).date()}
    start_agreement(make.HOUSE, customer=served, name="年保", at=at, **span)

    def fill(begin: int, end: int) -> None:
        for n in range(begin, end):
            given = {"title": f"续约 {n}", "occasion": "agreement_ends", "span": 30, "valid_from": at.date()}
            add_suggestion(make.HOUSE, at=at, **given)
            title = add_suggestion(make.HOUSE, title=f"推荐 {n}", valid_from=at.date(), at=at)
            for asked in (True, False):
                one = make.customer(at, name=f"客户{n}", phone=f"13{int(asked)}{n:08}")
                note_consent(make.HOUSE, one.contacts.get(), channel="phone", at=at)
                if asked:
                    approach_customer(make.HOUSE, one, suggestion=title, owner=company[1], at=at)

    fill.about = about
    return fill


@pytest.fixture
def installed(at):
    """Makes so many devices with warranties, agreements that cover them and requests about them."""
    from aftercare.domains.catalog.actions import add_product
    from aftercare.domains.contracts.actions import (
        add_statutory_rule,
        add_warranty_term,
        cover_device,
        grant_warranty,
        renew_agreement,
        use_entitlement,
    )
    from aftercare.domains.contracts.models import Agreement
    from aftercare.domains.devices.actions import register_device
    from aftercare.domains.devices.models import Device
    from tests.surfaces.console.test_permissions import handed_in, installed

    about = {**installed(at), "import_id": handed_in(at).id}
    first = Device.objects.get(pk=about["device_id"])
    agreement = Agreement.objects.get(pk=about["agreement_id"])
    worn = {"starts_on": first.sold_date, "months": 24, "parts_percent": 50}

    def fill(begin: int, end: int) -> None:
        for n in range(begin, end):
            sold = add_product(make.HOUSE, number=f"P{n}", name="冰箱", at=at)
            add_warranty_term(make.HOUSE, name=f"条款 {n}", product=sold, labour_months=12, at=at)
            given = {"product": first.product, "customer": first.customer, "serial": f"HB{n}", "parent": first}
            device = register_device(make.HOUSE, at=at, **given)
            add_statutory_rule(make.HOUSE, name=f"规则 {n}", regulation="三包", source="1995", at=at)
            grant_warranty(make.HOUSE, first, name=f"延保 {n}", at=at, **worn)
            cover_device(make.HOUSE, agreement, device=device, at=at)
            use_entitlement(make.HOUSE, agreement, kind="visits", quantity=Decimal(0), key=f"u{n}", at=at)
            make.request(at, customer_=first.customer, device=first)
            handed_in(at)
        renew_agreement(make.HOUSE, Agreement.objects.order_by("-id")[0], at=at)

    fill.about = about
    return fill


@pytest.fixture
def company_at_work(at, user_of, actor_of):
    """Makes so many requests, of which each third is handled, each third failed once and the rest just came."""
    engineer = make.engineer(at, user=user_of("engineer"), code="E2")
    served = make.customer(at)
    dispatcher, worker = actor_of("dispatcher"), actor_of("engineer")

    def make_requests(count: int) -> None:
        for n in range(count):
            wanted = make.request(at, customer_=served, title=f"空调 {n}")
            note_request(dispatcher, wanted, text="Key at the gate.", at=at)
            record_contact(dispatcher, wanted, channel="phone", direction="out", text="Told.", at=at)
            if n % 3 == 2:
                continue
            start_request(worker, assign_request(dispatcher, wanted, engineer=engineer, at=at), at=at)
            if n % 3:
                fail_visit(worker, wanted, outcome="unsolved", note="Needs a part.", at=at)
                assign_request(dispatcher, wanted, engineer=engineer, at=at)
            else:
                handle_visit(worker, wanted, record=RECORD, at=at)

    return make_requests


@pytest.fixture
def house(company, at):
    """Makes so many of everything that is administered, about somebody who is there from the beginning."""
    from aftercare.domains.accounts import actions
    from aftercare.domains.accounts.models import Calendar, Team, User
    from aftercare.domains.dispatch.actions import set_weights

    root, until = company[1].unit, make.later(at, days=30)
    one = actions.create_user(make.HOUSE, email="one@example.com", name="甲", unit=root, at=at)
    team = actions.create_team(make.HOUSE, name="早班", members=[one], at=at)

    def fill(first: int, last: int) -> None:
        for n in range(first, last):
            role = actions.create_role(make.HOUSE, code=f"r{n}", name=f"R{n}", permissions=["users.view"], at=at)
            unit = actions.create_unit(make.HOUSE, code=f"u{n}", name=f"U{n}", parent=root, at=at)
            user = actions.create_user(make.HOUSE, email=f"u{n}@example.com", name=f"用户{n}", unit=unit, at=at)
            for person in (user, one, company[1]):
                actions.give_grant(make.HOUSE, person, role=role.code, node=unit, at=at)
                actions.ask_permission(make.HOUSE, person, role=role.code, reason="r", at=at)
                given = {"name": "t", "scopes": ["all"], "expires_at": until, "at": at}
                actions.create_token(make.HOUSE, person, **given)
            actions.give_grant(make.HOUSE, user, role="agent", node=unit, at=at)
            actions.create_team(make.HOUSE, name=f"T{n}", members=[user], at=at)
            weights = set_weights(make.HOUSE, values={"continuity": n + 1}, at=at)
        actions.change_team(make.HOUSE, team, members=list(User.objects.exclude(pk=company[1].pk)), at=at)
        fill.about = {"user_id": one.id, "role_id": role_of("agent"), "team_id": Team.objects.get(name="早班").id}
        fill.about |= {"slug": "tags", "weight_set_id": weights.id}
        fill.about["calendar_id"] = Calendar.objects.order_by("name")[0].id

    return fill


def role_of(code: str):
    from aftercare.domains.accounts.models import Role

    return Role.objects.get(code=code).id


def counted(client, name: str, known=()) -> int:
    from aftercare.domains.requests.models import ServiceRequest

    first = ServiceRequest.objects.order_by("id")
    one = first.filter(failed_attempts=1).first()
    things = {"id": one.id if one else None, **dict(known)}
    about = {part: things[part] for part in page_routes()[name].pattern.converters}
    address = reverse(name, kwargs=about)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len(asked)


def test_pages_ask_no_more_of_the_database_than_their_baseline_at_any_size(company_at_work, client_of):
    client = client_of("administrator")
    company_at_work(3)
    few = {name: counted(client, name) for name in BASELINES}
    company_at_work(57)
    many = {name: counted(client, name) for name in BASELINES}
    assert (few, many) == (BASELINES, BASELINES)


def test_pages_of_the_administration_ask_as_often_for_few_and_for_many(house, client_of):
    client = client_of("administrator")
    house(0, 3)
    few = {name: counted(client, name, house.about) for name in OF_THE_HOUSE}
    house(3, 40)
    many = {name: counted(client, name, house.about) for name in OF_THE_HOUSE}
    assert (few, many) == (OF_THE_HOUSE, OF_THE_HOUSE)


def test_pages_of_devices_and_agreements_ask_as_often_for_few_and_for_many(installed, client_of):
    client = client_of("administrator")
    installed(0, 3)
    few = {name: counted(client, name, installed.about) for name in OF_WHAT_IS_INSTALLED}
    installed(3, 60)
    many = {name: counted(client, name, installed.about) for name in OF_WHAT_IS_INSTALLED}
    assert (few, many) == (OF_WHAT_IS_INSTALLED, OF_WHAT_IS_INSTALLED)


def test_pages_of_suggestions_ask_as_often_for_few_and_for_many(offered, client_of):
    client = client_of("administrator")
    offered(0, 3)
    few = {name: counted(client, name, offered.about) for name in OF_OFFERS}
    offered(3, 40)
    many = {name: counted(client, name, offered.about) for name in OF_OFFERS}
    assert (few, many) == (OF_OFFERS, OF_OFFERS)


def test_a_part_of_the_request_page_asks_only_for_itself(client_of, assigned):
    client = client_of("administrator")
    address = reverse("console:request", kwargs={"id": assigned.id})
    asked = {}
    for part in ("head", "story", "side", "past", "records"):
        with CaptureQueriesContext(connection) as made:
            client.get(address, headers={"hx-request": "true", "hx-target": part})
        asked[part] = len(made)
    assert asked == {"head": 6, "story": 6, "side": 8, "past": 6, "records": 5}
