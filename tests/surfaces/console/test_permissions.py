"""Who may open which page: a row for every address of the URL table, tried as every role, as a stranger, as nobody."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from aftercare.domains.requests.links import token_of
from tests import make
from tests.surfaces.console.engineer_page_rights import OF_ENGINEERS, of_engineer
from tests.surfaces.console.offer_page_rights import OF_OFFERS, offered_to
from tests.surfaces.console.order_page_rights import OF_BILLS, OF_ORDERS
from tests.surfaces.console.page_rights import EVERYBODY, VIEWS
from tests.surfaces.console.page_rights import TABLE as OTHERS
from tests.surfaces.console.portal_page_rights import OF_PORTAL
from tests.surfaces.console.routes import page_routes
from tests.surfaces.console.sold_things import billed, sold

pytestmark = pytest.mark.django_db
TABLE = OTHERS | OF_ORDERS | OF_BILLS | OF_OFFERS | OF_PORTAL | OF_ENGINEERS
FINE = {"portal:rate": {422}, "portal:reopen": {422}}  # neither handled nor closed yet; who asks makes no difference


@pytest.fixture
def asked(assigned, at, user_of) -> Callable[..., object]:
    """Ask for a page of the table as somebody; nothing it does stays."""
    from aftercare.domains.accounts.actions import open_task, save_view
    from aftercare.domains.fieldwork.actions import attach_photo
    from aftercare.domains.requests.actions import link_requests
    from aftercare.kit.actor import system

    told = {"about": assigned.ref, "label": assigned.number, "kind": "request.late_report", "role": "manager"}
    task = open_task(system("tests"), key=str(assigned.id), at=at, **told)
    photo = attach_photo(system("tests"), assigned, name="a.png", content=make.picture(), at=at)
    keeper = user_of("keeper")
    view = save_view(system("tests"), keeper, page="requests", name="All", query={}, shared="everybody", at=at)
    things = {"id": assigned.id, "file_id": photo.id, "customer_id": assigned.customer_id, "token": token_of(assigned)}
    things["record"] = photo.subject_id
    things |= of_engineer(assigned.engineer, at)
    things |= house(at)
    things |= sold(assigned.customer, at)
    tied = make.request(at, customer_=assigned.customer)
    link_requests(system("tests"), assigned, other=tied, at=at)
    things["other_id"] = tied.id

    things |= file_of(assigned.customer, at)
    from aftercare.domains.registrations.models import Registration

    others = {**things_of_channels(assigned, at), "console:task_done": {"id": task.id}}
    others["console:order_change"] = {"order_id": things["draft_id"]}
    Registration.objects.create(request=assigned, device_id=things["device_id"], bought_on="2026-03-01")
    others |= of_other_customers(assigned.customer, at)
    others |= papers_of(things["agreement_id"], at)
    bills = billed(assigned, at)
    things |= bills
    others["console:quotation_link"] = {"quotation_id": bills["sent_id"]}
    others["console:service_rate_end"] = {"rate_id": bills["hour_id"]}

    def ask(client: Client, name: str, **other: object):
        row = TABLE[name]
        own = (
            {"id": task.id}
            if name == "console:task_done"
            else {"id": view.id}
            if name in VIEWS
            else others.get(name, {})
        )
        with transaction.atomic():
            answer = getattr(client, row.method)(address(name, {**things, **own, **row.parts, **other}), row.given)
            transaction.set_rollback(True)
        return answer

    return ask


def file_of(customer, at) -> dict[str, object]:
    """Somebody to reach, a place, and a record that may be the same customer."""
    from aftercare.domains.customers.actions import add_site

    site = add_site(make.HOUSE, customer, name="总部", at=at)
    second = make.customer(at, name="王方", phone="")
    found = {"contact_id": customer.contacts.get().id, "site_id": site.id, "second_id": second.id}
    return found | offered_to(customer, at)


def of_other_customers(customer, at) -> dict[str, dict[str, object]]:
    """A record that is merged, and one with a grade by hand: the ids of their addresses."""
    from aftercare.domains.customers.actions import add_grade, merge_customer, override_grade

    merged, favoured = (make.customer(at, name=name, phone="") for name in ("王芬", "钱进"))
    merge_customer(make.HOUSE, merged, into=customer, at=at)
    grade = add_grade(make.HOUSE, code="silver", name="银牌", at=at)
    until = make.later(at, days=30)
    override_grade(make.HOUSE, favoured, grade=grade, reason="大客户", until=until, at=at)
    split, end = "console:customer_split", "console:customer_grade_end"
    return {split: {"customer_id": merged.id}, end: {"customer_id": favoured.id}}


def papers_of(agreement_id, at) -> dict[str, dict[str, object]]:
    """A document of the agreement, a place and a model it covers: the ids of their addresses."""
    from aftercare.domains.contracts.actions import attach_document
    from aftercare.domains.contracts.models import Agreement

    agreement = Agreement.objects.get(pk=agreement_id)
    kept = attach_document(make.HOUSE, agreement, name="合同.png", content=make.picture("red"), at=at)
    names = ("console:agreement_document", "console:agreement_document_remove")
    place, model = agreement.sites.first(), agreement.products.first()
    return {
        **{name: {"file_id": kept.id} for name in names},
        "console:agreement_leave_site": {"site_id": place.site_id},
        "console:agreement_leave_product": {"product_id": model.product_id},
    }


def handed_in(at):
    """A file of customers whose columns are not confirmed yet."""
    from aftercare.domains.sheets.actions import upload_import

    return upload_import(make.HOUSE, noun="customers", name="rows.csv", content=b"id,name\nE1,ACME\n", at=at)


def house(at) -> dict[str, object]:
    """Somebody with a role, a token and a wish; an own role, a part of the company, a team."""
    from aftercare.domains.accounts import actions
    from aftercare.domains.accounts.models import Calendar
    from aftercare.domains.accounts.queries import root_unit
    from aftercare.domains.contracts.models import ServiceLevel
    from aftercare.domains.dispatch.actions import set_weights

    root = root_unit()
    user = actions.create_user(make.HOUSE, email="one@example.com", name="张三", unit=root, at=at)
    until = make.later(at, days=9)
    token = actions.create_token(make.HOUSE, user, name="ERP", scopes=["all"], expires_at=until, at=at)[0]
    return {
        **installed(at),
        "import_id": handed_in(at).id,
        "user_id": user.id,
        "grant_id": actions.give_grant(make.HOUSE, user, role="agent", at=at).id,
        "token_id": token.id,
        "asked_id": actions.ask_permission(make.HOUSE, user, role="manager", reason="r", at=at).id,
        "role_id": actions.create_role(make.HOUSE, code="own", name="自有", permissions=[], at=at).id,
        "unit_id": actions.create_unit(make.HOUSE, code="east", name="华东", parent=root, at=at).id,
        "team_id": make.team(at, user).id,
        "calendar_id": Calendar.objects.order_by("name")[0].id,
        "on": "2026-05-01",
        "level_id": ServiceLevel.objects.get(is_default=True).id,
        "weight_set_id": set_weights(make.HOUSE, values={"continuity": 40}, at=at).id,
        "subject": user.id,
        "kind": "user",
        "slug": "request-kinds",
        "key": "repair",
        "code": "repair",
    }


def installed(at) -> dict[str, object]:
    """A device in somebody's hands, with a warranty and an agreement that covers it."""
    from datetime import date

    from aftercare.domains.catalog.actions import add_product
    from aftercare.domains.contracts.actions import (
        add_statutory_rule,
        add_warranty_term,
        grant_warranty,
        start_agreement,
    )
    from aftercare.domains.customers.actions import add_site
    from aftercare.domains.devices.actions import register_device

    owner = make.customer(at, name="赵敏", phone="13900139009")
    product = add_product(make.HOUSE, number="KFR-35GW", name="壁挂式空调", at=at)
    sold = date(2026, 1, 5)
    device = register_device(make.HOUSE, product=product, customer=owner, serial="HA1", sold_date=sold, at=at)
    worn = {"starts_on": sold, "months": 12, "labour_percent": 100, "parts_percent": 80}
    warranty = grant_warranty(make.HOUSE, device, name="延保", at=at, **worn)
    span = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "entitlements": {"visits": 4}}
    place = add_site(make.HOUSE, owner, name="总部", at=at)
    names = {"devices": [device], "sites": [place], "products": [product]}
    agreement = start_agreement(make.HOUSE, customer=owner, name="年度保养", at=at, **names, **span)
    term = add_warranty_term(make.HOUSE, name="整机一年", labour_months=12, product=product, at=at)
    rule = add_statutory_rule(make.HOUSE, name="家电", regulation="三包规定", source="1995", at=at)
    things = {"device_id": device, "warranty_id": warranty, "agreement_id": agreement, "term_id": term, "rule_id": rule}
    return {name: thing.id for name, thing in things.items()}


def things_of_channels(wanted, at) -> dict[str, dict[str, object]]:
    """What the engineer was told, the mail about it and a ready answer: the ids of their addresses."""
    from aftercare.domains.channels.actions import notify_people, set_reply_template
    from aftercare.domains.channels.models import Message
    from aftercare.kit.actor import system

    about = {"kind": "request.mentioned", "about": wanted.ref, "label": wanted.number, "key": "page"}
    (told,) = notify_people(system("tests"), [wanted.assignee_id], at=at, **about)
    reply = set_reply_template(system("tests"), code="ok", language="en", name="OK", text="OK", at=at)
    ids = {"notification": told.id, "message": Message.objects.get(key__startswith="page").id, "reply": reply.id}
    names = ("notification", "notification_read", "message", "message_again", "reply", "reply_remove")
    return {f"console:{name}": {"id": ids[name.partition("_")[0]]} for name in names}


def address(name: str, things: dict[str, object]) -> str:
    if name == "console:":
        return "/account/signup/"
    wanted = page_routes()[name].pattern.converters
    return reverse(name, kwargs={part: things[part] for part in wanted})


def test_every_page_has_a_row():
    assert set(TABLE) == set(page_routes())


def test_pages_open_for_those_they_are_for_and_for_nobody_else(asked, client_of):
    clients = {role: client_of(role) for role in sorted(EVERYBODY)}
    wrong = {}
    for name, row in TABLE.items():
        for role, client in clients.items():
            expected = FINE.get(name, row.refused if role not in row.allowed else {200, 302})
            status = asked(client, name).status_code
            if status not in ({404} if role in row.unseen else expected):
                wrong[name, role] = status
    assert wrong == {}


def test_what_is_public_opens_for_nobody_in_particular(asked, client_of):
    nobody = client_of("")
    answers = {name: asked(nobody, name).status_code for name, row in TABLE.items() if row.public}
    assert answers == {
        "console:favicon": 302,
        "console:enter_demo": 404,
        "console:sign_in": 200,
        "console:session": 200,
        "console:sign_out": 302,  # there is nothing to leave
        "console:second_step": 302,  # nobody gave a password yet
        "console:passkey_sign_in": 302,
        "console:forgot_password": 200,
        "console:new_password": 410,
        "console:first_password": 410,
        "console:first_run": 404,
        "console:": 404,
        "portal:submit": 200,
        "portal:mine": 302,
        "portal:ask": 200,
        "portal:enter": 404,
        "portal:leave": 302,
        "portal:forget_sent": 302,
        "portal:request_of_mine": 302,
        "portal:device": 302,
        "portal:register_mine": 302,
        "portal:register": 404,
        "portal:label": 404,
        "portal:order": 404,
        "portal:order_paper": 404,
        "portal:delivery_note": 404,
        "portal:quotation": 404,
        "portal:quotation_paper": 404,
        "portal:accept_quotation": 404,
        "portal:decline_quotation": 404,
        "portal:mails": 404,
        "portal:sent": 200,
        "portal:track": 200,
        "portal:file": 404,
        "portal:write": 302,
        "portal:cancel": 302,
        "portal:rate": 422,
        "portal:reopen": 422,
    }


def test_everything_else_sends_nobody_to_the_sign_in_page(asked, client_of):
    nobody = client_of("")
    answers = {name: asked(nobody, name) for name, row in TABLE.items() if not row.public}
    assert {
        name: (one.status_code, one["Location"].partition("?")[0]) for name, one in answers.items()
    } == dict.fromkeys(answers, (302, "/account/login/"))


def test_a_foreign_thing_answers_like_a_missing_one(asked, client_of, at):
    """An engineer knows only the requests that are or were the engineer's own."""
    foreign = make.request(at, customer_=make.customer(at, name="刘洋", phone="13900139000"))
    client, missing = client_of("engineer"), uuid4()
    about_one = [name for name, row in TABLE.items() if row.unseen and name not in VIEWS and has_id(name)]
    assert len(about_one) == 38
    for name in about_one:
        answers = [asked(client, name, id=id) for id in (foreign.id, missing)]
        assert [answer.status_code for answer in answers] == [404, 404], name
        assert same(answers[0], foreign.id) == same(answers[1], missing), name


def same(answer, id: UUID) -> str:
    """The page without what differs from answer to answer: the address asked for and the token against forgery."""
    return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", answer.content.decode().replace(str(id), "ID"))


def has_id(name: str) -> bool:
    """Whether the address names a thing."""
    return "id" in page_routes()[name].pattern.converters
