"""What axe says of every page of the URL table, in both themes, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from aftercare.domains.accounts.actions import open_task, save_view
from aftercare.domains.accounts.link_keys import link_key
from aftercare.domains.accounts.models import User
from aftercare.domains.billing.links import token_of as quotation_token
from aftercare.domains.billing.models import Quotation
from aftercare.domains.channels.actions import notify_people, set_reply_template
from aftercare.domains.channels.models import Message
from aftercare.domains.devices.models import Device
from aftercare.domains.devices.qr import token_of as label_token
from aftercare.domains.fieldwork.actions import fail_visit, handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.fieldwork.models import ServiceRecord
from aftercare.domains.insight.actions import count_everything
from aftercare.domains.orders.links import token_of as order_token
from aftercare.domains.orders.models import Order
from aftercare.domains.requests.actions import assign_request, note_request, start_request
from aftercare.domains.requests.links import token_of
from aftercare.kit.actor import system
from aftercare.kit.clock import now
from aftercare.surfaces.portal.entrance import ticket_for
from aftercare.surfaces.portal.mails import slip_for
from tests import make
from tests.browser.conftest import DESK, PHONE
from tests.surfaces.console.engineer_page_rights import of_engineer
from tests.surfaces.console.routes import page_routes
from tests.surfaces.console.sold_things import billed, sold
from tests.surfaces.console.test_permissions import file_of, house
from tests.ui.browser import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Addresses that show no page of their own: they answer a form, count, or are closed.
WITHOUT_PAGE = {
    *(
        "console:request_say",
        "console:request_here",
        "console:request_watch",
        "console:request_phone",
        "console:task_done",
    ),
    "console:request_link_renew",
    "console:enter_demo",
    *("console:request_contact_mail", "console:messages_held", "console:user_invite", "console:user_link"),
    # Of the sign-in library: reached only in the middle of a step, or answering a form. Looked at in their own test.
    *("console:sign_out_elsewhere", "console:second_step", "console:passkey_sign_in", "console:show_codes"),
    *("console:switch_app_off", "console:remove_passkey", "console:again_by_code", "console:again_by_passkey"),
    *("console:permission_withdraw", "console:token_revoke", "console:user_token_revoke", "console:user_reactivate"),
    "console:user_factor_reset",
    *("console:contact_phone", "console:customer_split", "console:customer_grade_end"),
    "console:customer_approach",
    "console:session",
    *("console:people_names", "console:unit_names", "console:team_members"),
    *("console:device_label", "console:device_labels"),
    *("console:owner_names", "console:product_names", "console:part_names", "console:device_names"),
    *("console:order_customers", "console:order_things", "console:order_link_renew"),
    *("console:order_paper", "console:shipment_note", "portal:order_paper", "portal:delivery_note"),
    *("console:request_quote", "console:service_rate_end", "console:quotation_paper", "portal:quotation_paper"),
    *("portal:accept_quotation", "portal:decline_quotation"),
    *("console:agreement_leave_site", "console:agreement_leave_product"),
    *("console:agreement_uncover", "console:agreement_document", "console:agreement_document_remove"),
    *("console:request_untie", "console:request_file", "console:request_colleagues", "portal:file"),
    *("console:notifications_latest", "console:notifications_read", "console:notification", "console:message_again"),
    *("console:notification_read", "console:template_take_back", "console:reply_remove"),
    *("console:report_export", "console:sales_export", "console:audit_export", "console:audit_integrity"),
    *("console:export", "console:import_template"),
    *("console:import_columns", "console:import_move", "console:import_refused"),
    *(
        "console:bell",
        "console:favicon",
        "console:request_known",
        "console:request_find",
        "console:palette_find",
        "console:first_run",
        "console:",
    ),
    *(
        "console:request_picture",
        "field:phone",
        "field:parts",
        "portal:write",
        "portal:cancel",
        "console:callback_phone",
        "portal:rate",
        "portal:reopen",
        "portal:leave",
        "portal:forget_sent",
        "console:engineer_take",
        "portal:mine",
        "portal:device",
        "portal:register_mine",
        "portal:request_of_mine",
        "console:callback_next",
        "console:callback_dial",
        "console:tasks_done",
        "console:request_bulk",
        "console:request_export",
        "console:request_view_delete",
    ),
}

FOR_NOBODY = {"console:sign_in", "console:forgot_password", "console:new_password", "console:first_password"}
OTHERS = {"console:desk_ways": "locked", "console:request_view": "view"}


@pytest.fixture
def busy(at, engineer, actor_of, user_of) -> dict[str, object]:
    """A request under way, one handled and one locked, each with something to show; what addresses are made of."""
    dispatcher, worker = actor_of("dispatcher"), actor_of("engineer")
    served = make.customer(at, email="wang@example.com")
    titles = ("空调", "冰箱", "洗衣机")
    under_way, handled, locked = (make.request(at, customer_=served, title=title) for title in titles)
    note_request(dispatcher, under_way, text="Key at the gate.", at=at)
    for one in (under_way, handled, locked):
        start_request(worker, assign_request(dispatcher, one, engineer=engineer, at=at), at=at)
    handle_visit(worker, handled, record=RecordDraft(work_done="Cleaned.", labour_minutes=20), at=at)
    fail_visit(worker, locked, outcome="unsolved", note="Needs a part.", at=at)
    start_request(worker, assign_request(dispatcher, locked, engineer=engineer, at=at), at=at)
    fail_visit(worker, locked, outcome="unsolved", note="Wrong part.", at=at)
    about = {"about": under_way.ref, "label": under_way.number, "kind": "clock.resolution", "role": "administrator"}
    open_task(system("tests"), key="clock", at=at, **about)
    owner = user_of("administrator")
    view = save_view(system("tests"), owner, page="requests", name="加急", query={"priority": ["urgent"]}, at=at)
    count_everything(system("tests"), at=at)
    people = house(at)
    person = User.objects.get(pk=people["user_id"])
    return {
        **people,
        "key of console:first_password": link_key(person, "invitation", at=now()),
        "key of console:new_password": link_key(person, "password_reset", at=now()),
        "id": under_way.id,
        "customer_id": served.id,
        **file_of(served, at),
        "token": token_of(handled),
        "ticket": ticket_for(served.contacts.get()),
        "slip": slip_for(served.contacts.get()),
        "kind": "resolution",
        "verb": "suspend",
        "area": "requests",
        "part": "skill",
        **of_engineer(engineer, at),
        "step": "handle",
        "handled": handled.id,
        "locked": locked.id,
        "view": view.id,
        "event": "received",
        "language": "en",
        **_told(under_way, user_of("administrator"), at),
        **sold(served, at),
        **billed(under_way, at),
        "record": ServiceRecord.objects.get(request=handled).id,
    }


def _told(wanted, person, at) -> dict[str, object]:
    """Something the reader was told, the mail about it, and a ready answer."""
    about = {"kind": "request.mentioned", "about": wanted.ref, "label": wanted.number, "key": "access"}
    notify_people(system("tests"), [person.id], at=at, **about)
    reply = set_reply_template(system("tests"), code="ok", language="zh-hans", name="OK", text="OK", at=at)
    return {"console:message": Message.objects.get(key__startswith="access").id, "console:reply": reply.id}


def addresses(busy: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Every page of the URL table with its name, about something that is there."""
    for name, pattern in page_routes().items():
        if name in WITHOUT_PAGE:
            continue
        parts = {part: busy[part] for part in pattern.pattern.converters if part != "key"}
        parts |= {"id": busy["handled"]} if "record" in parts or name == "console:callback" else {}
        parts |= {"id": busy[OTHERS[name]]} if name in OTHERS else {}
        parts |= {"id": busy[name]} if name in busy else {}
        if name in {"portal:label", "portal:register"}:
            parts |= {"token": label_token(Device.objects.get(pk=busy["device_id"]).qr_key)}
        parts |= {"token": order_token(Order.objects.get(pk=busy["order_id"]))} if name == "portal:order" else {}
        parts |= {"verb": "cancel"} if name == "console:order_move" else {}
        parts |= (
            {"token": quotation_token(Quotation.objects.get(pk=busy["sent_id"]))} if name == "portal:quotation" else {}
        )
        parts |= {"verb": "withdraw"} if name == "console:quotation_move" else {}
        parts |= {"verb": "cancel"} if name == "console:charge_move" else {}
        parts |= {"quotation_id": busy["sent_id"]} if name == "console:quotation_link" else {}
        parts |= {"order_id": busy["draft_id"]} if name == "console:order_change" else {}
        parts |= {"key": busy.get(f"key of {name}", busy["key"])} if "key" in pattern.pattern.converters else {}
        yield name, reverse(name, kwargs=parts)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(page_of, site: str, busy, theme: str):
    browser = {"theme": theme, "bypass_csp": True}
    staff = page_of("administrator", size=DESK, **browser)
    narrow = page_of("engineer", size=PHONE, **browser)
    nobody = page_of("", size=PHONE, **browser)
    found, wide = {}, []
    for name, address in addresses(busy):
        page = nobody if name.startswith("portal") or name in FOR_NOBODY else staff
        page = narrow if name.startswith("field") else page
        page.goto(site + address)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        told = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert len(told["passes"]) > 15, name
        if told["violations"]:
            found[name] = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in told["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    assert (found, wide) == ({}, [])


def test_the_request_page_reads_well_on_a_phone(page_of, busy):
    page = page_of("administrator", reverse("console:request", args=[busy["id"]]), size=PHONE, bypass_csp=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [one["id"] for one in told["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    place = "document.querySelector('%s').getBoundingClientRect().top"
    order = ("#head", "#side > .ac-card", "#composer", "#story", "#side > .ac-card:last-of-type")
    tops = [page.evaluate(place % one) for one in order]  # what to do, the words, the story, then what is known
    assert tops == sorted(tops)
