"""The pages of quotations and charges: proposed, changed, sent, decided, waived, confirmed and paid by clicking."""

from decimal import Decimal

import pytest
from django.urls import reverse

from aftercare.domains.billing.actions import create_charge, draft_quotation, send_quotation
from aftercare.domains.billing.drafts import LineDraft
from aftercare.domains.billing.models import Charge, Quotation, QuotationWaiver
from aftercare.domains.fieldwork.actions import handle_visit
from aftercare.domains.fieldwork.drafts import RecordDraft
from aftercare.domains.requests.actions import start_request
from aftercare.ui.versions import MEANWHILE
from tests.domains.billing.conftest import (  # noqa: F401
    agent,
    asked,
    buyer,
    demanded,
    device,
    draft,
    fan,
    half,
    manager,
    rates,
    sent,
    vat,
)
from tests.make import HOUSE, engineer, later

pytestmark = pytest.mark.django_db


def lines(*written, **more):
    """What a browser sends of a form with these lines."""
    sent_ = {"lines-TOTAL_FORMS": str(len(written)), "lines-INITIAL_FORMS": "0", **more}
    for place, line in enumerate(written):
        sent_ |= {f"lines-{place}-{name}": value for name, value in line.items()}
    return sent_


def of(name, thing, *more):
    return reverse(f"console:{name}", args=[thing.id, *more])


def test_a_quotation_is_proposed_from_the_page_of_its_request(client_of, asked, frozen):  # noqa: F811
    client = client_of("agent")
    page = client.get(of("request", asked)).content.decode()
    assert "Propose a quotation" in page
    answer = client.post(of("request_quote", asked))
    made = Quotation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, of("quotation_change", made))
    assert made.total == Decimal("212.00")
    again = client.get(of("request", asked)).content.decode()
    assert (made.number in again, "Propose a quotation" in again) == (True, False)


def test_its_lines_are_changed_and_each_says_what_covers_it(client_of, half, draft, fan, frozen):  # noqa: F811
    client = client_of("agent")
    written = lines(
        {"sort": "part", "part": "风扇 · FAN-1", "quantity": "2", "discount_percent": "10"},
        {"sort": "other", "text": "吊车", "quantity": "1", "unit_price": "90"},
        valid_until="2026-03-20",
        notes="请尽快答复",
        expected=str(draft.version),
    )
    assert client.post(of("quotation_change", draft), written).status_code == 302
    page = client.get(of("quotation", draft)).content.decode()
    for words in (
        "2 × 149.99 − 10 % − 50 % covered = 134.99 CNY",
        "“延保” pays 50 % of parts until",
        "吊车",
        "224.99 CNY",
    ):
        assert words in page
    stale = client.post(of("quotation_change", draft), written)
    assert (stale.status_code, str(MEANWHILE) in stale.content.decode()) == (422, True)


def test_a_line_that_cannot_be_comes_back_with_its_sentence(client_of, draft, frozen):  # noqa: F811
    client, expected = client_of("agent"), str(draft.version)
    given = {"valid_until": "2026-03-20", "expected": expected}
    wrong = client.post(
        of("quotation_change", draft), lines({"sort": "other", "quantity": "1", "unit_price": "9"}, **given)
    )
    assert (wrong.status_code, "anything else says what it is" in wrong.content.decode()) == (422, True)
    nobody = client.post(
        of("quotation_change", draft), lines({"sort": "part", "part": "没有", "quantity": "1"}, **given)
    )
    assert (nobody.status_code, "Nothing is called just" in nobody.content.decode()) == (422, True)


def test_it_is_sent_and_the_answer_on_the_phone_is_recorded(client_of, draft, frozen):  # noqa: F811
    client = client_of("agent")
    sent_ = client.post(of("quotation_move", draft, "send"), {"expected": str(draft.version), "wait": "on"})
    assert sent_.status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.request.state) == ("sent", "suspended")
    refused = client.post(of("quotation_move", draft, "accept"), {"name": "王芳", "note": ""})
    assert refused.status_code == 422
    client.post(of("quotation_move", draft, "accept"), {"name": "王芳", "note": "电话同意"})
    page = client.get(of("quotation", draft)).content.decode()
    assert ("王芳 (told to a colleague)" in page, "电话同意" in page) == (True, True)
    story = client.get(of("request", draft.request)).content.decode()
    assert f"recorded that the customer accepted quotation {draft.number} of 361.99 CNY" in story


def test_a_sent_one_is_withdrawn_for_a_reason_or_gets_a_new_version(client_of, sent, frozen):  # noqa: F811
    client = client_of("agent")
    refused = client.post(of("quotation_move", sent, "withdraw"), {"reason": ""})
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)
    made = client.post(of("quotation_move", sent, "revise"), {"expected": ""})
    second = Quotation.objects.get(replaces=sent)
    assert made["Location"] == of("quotation_change", second)


def test_the_lists_find_by_state_number_and_customer(client_of, sent, frozen):  # noqa: F811
    client, place = client_of("agent"), reverse("console:quotations")
    found = {
        q: sent.number in client.get(place, asked_).content.decode().split('id="rows"')[-1]
        for q, asked_ in {
            "all": {},
            "sent": {"state": "sent"},
            "draft": {"state": "draft"},
            "number": {"q": sent.number[:9]},
            "name": {"q": "王芳"},
            "other": {"q": "赵敏"},
        }.items()
    }
    assert found == {"all": True, "sent": True, "draft": False, "number": True, "name": True, "other": False}


def test_work_waits_and_a_manager_lets_it_start(client_of, asked, demanded, frozen):  # noqa: F811
    page = client_of("agent").get(of("request", asked)).content.decode()
    assert ("who has accepted no quotation yet" in page, "Start without" in page) == (True, False)
    client = client_of("manager")
    assert client.get(of("request_waive", asked)).status_code == 200
    assert client.post(of("request_waive", asked), {"reason": "急修，客户口头同意"}).status_code == 302
    assert QuotationWaiver.objects.get().request == asked
    told = client.get(of("request", asked)).content.decode()
    assert ("let work start without an accepted quotation" in told, "no quotation yet" in told) == (True, False)


def test_the_engineer_reads_why_the_work_waits(client_of, user_of, asked, demanded, at, frozen):  # noqa: F811
    from aftercare.domains.requests.actions import assign_request

    assign_request(HOUSE, asked, engineer=engineer(at, user=user_of("engineer")), at=at)
    client = client_of("engineer")
    page = client.get(reverse("field:job", args=[asked.id])).content.decode()
    assert "who has accepted no quotation yet" in page
    refused = client.post(reverse("field:report", args=[asked.id, "start"]))
    assert "who has accepted no quotation yet" in refused.content.decode()
    asked.refresh_from_db()
    assert asked.state == "assigned"


@pytest.fixture
def charge(asked, user_of, at):  # noqa: F811
    from aftercare.domains.requests.actions import assign_request

    begun = assign_request(HOUSE, asked, engineer=engineer(at, user=user_of("engineer")), at=at)
    start_request(HOUSE, begun, at=at)
    handle_visit(HOUSE, begun, record=RecordDraft(work_done="换风扇", labour_minutes=60), at=at)
    return create_charge(HOUSE, begun, lines=[LineDraft("labour")], at=at)


def test_a_charge_is_changed_confirmed_and_paid(client_of, charge, frozen):
    client = client_of("agent")
    written = lines({"sort": "labour", "quantity": "2"}, expected=str(charge.version))
    assert client.post(of("charge_change", charge), written).status_code == 302
    charge.refresh_from_db()
    client.post(of("charge_move", charge, "confirm"), {"expected": str(charge.version)})
    form = client.get(of("charge_move", charge, "pay")).content.decode()
    assert "Still to be paid: 254.40 CNY" in form
    paid = {"amount": "254.40", "method": "wechat", "on": "2026-03-10", "reference": "42000"}
    assert client.post(of("charge_move", charge, "pay"), paid).status_code == 302
    page = client.get(of("charge", charge)).content.decode()
    assert (Charge.objects.get().state, "42000" in page, "WeChat Pay" in page) == ("paid", True, True)


def test_a_stranger_to_the_request_finds_nothing(client_of, draft, frozen):  # noqa: F811
    assert client_of("engineer").get(of("quotation", draft)).status_code == 404


@pytest.mark.usefixtures("rates", "frozen")
def test_pages_ask_as_often_for_few_and_for_many(client_of, agent, buyer, at, django_assert_num_queries):  # noqa: F811
    from tests.make import request

    def quoted(count):
        for n in range(count):
            made = request(at, customer_=buyer, title=f"空调 {n}")
            send_quotation(agent, draft_quotation(agent, made, at=at), at=later(at, minutes=1))

    client = client_of("agent")
    for count in (2, 20):
        quoted(count)
        client.get(reverse("console:quotations"))
        with django_assert_num_queries(5):
            client.get(reverse("console:quotations"))
        one = Quotation.objects.order_by("id")[0]
        with django_assert_num_queries(10):
            client.get(of("quotation", one))
