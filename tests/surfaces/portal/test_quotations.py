"""A quotation behind its link: read, accepted or declined once, and said plainly when it does not hold."""

from datetime import timedelta

import pytest
from django.urls import reverse

from aftercare.domains.billing.actions import revise_quotation, send_quotation, withdraw_quotation
from aftercare.domains.billing.links import token_of
from aftercare.domains.billing.models import Quotation
from aftercare.domains.requests.links import token_of as request_token
from tests.domains.billing.conftest import (  # noqa: F401
    agent,
    asked,
    buyer,
    device,
    draft,
    fan,
    half,
    rates,
    sent,
    vat,
)
from tests.make import later
from tests.pdf_text import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobody(client_of):
    return client_of("")


def here(quotation, name="quotation"):
    return reverse(f"portal:{name}", args=[token_of(quotation)])


def shown(nobody, quotation):
    answer = nobody.get(here(quotation))
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_line_says_what_it_costs_and_what_covers_it(half, sent, nobody):  # noqa: F811
    page = shown(nobody, sent)
    for words in (
        "Please look at it and decide below.",
        "50 % covered",
        "“延保” pays 50 % of parts until",
        "286.99 CNY",
    ):
        assert words in page
    assert "Labour · " not in page


def test_accepting_takes_a_name_and_happens_once(sent, nobody, frozen):  # noqa: F811
    refused = nobody.post(here(sent, "accept_quotation"), {"name": ""})
    assert refused.status_code == 422
    done = nobody.post(here(sent, "accept_quotation"), {"name": "王芳", "idempotency_key": "one"})
    again = nobody.post(here(sent, "accept_quotation"), {"name": "王芳", "idempotency_key": "one"})
    assert (done.status_code, again.status_code, done["Location"]) == (302, 302, here(sent))
    page = shown(nobody, sent)
    assert ("You accepted it." in page, "王芳" in page, "Do you accept it?" in page) == (True, True, False)
    late = nobody.post(here(sent, "decline_quotation"), {"decline-name": "王芳", "decline-reason": "太贵"})
    assert (late.status_code, "Cannot decline a quotation that is accepted" in late.content.decode()) == (422, True)
    assert Quotation.objects.get(pk=sent.pk).state == "accepted"


def test_declining_takes_a_reason(sent, nobody, frozen):  # noqa: F811
    refused = nobody.post(here(sent, "decline_quotation"), {"decline-name": "王芳", "decline-reason": ""})
    assert (refused.status_code, Quotation.objects.get(pk=sent.pk).state) == (422, "sent")
    nobody.post(here(sent, "decline_quotation"), {"decline-name": "王芳", "decline-reason": "太贵"})
    assert "You declined it." in shown(nobody, sent)


def test_what_does_not_hold_any_more_says_so(sent, nobody, agent, at, frozen):  # noqa: F811
    frozen.shift(timedelta(days=15))
    page = shown(nobody, sent)
    assert ("It was not decided in time" in page, "Do you accept it?" in page) == (True, False)
    refused = nobody.post(here(sent, "accept_quotation"), {"name": "王芳"})
    assert (refused.status_code, "held until 2026-03-24" in refused.content.decode()) == (422, True)


def test_a_withdrawn_and_a_replaced_one_ask_for_nothing(sent, nobody, agent, at):  # noqa: F811
    second = send_quotation(agent, revise_quotation(agent, sent, at=at), at=at)
    assert "We have taken it back" in shown(nobody, sent)
    withdraw_quotation(agent, second, reason="写错了", at=later(at, hours=1))
    page = shown(nobody, second)
    assert ("We have taken it back" in page, "写错了" in page) == (True, False)


def test_a_draft_and_a_wrong_link_open_nothing(draft, asked, nobody):  # noqa: F811
    for token in (token_of(draft), request_token(asked), "nothing"):
        codes = [
            nobody.get(reverse("portal:quotation", args=[token])).status_code,
            nobody.get(reverse("portal:quotation_paper", args=[token])).status_code,
            nobody.post(reverse("portal:accept_quotation", args=[token]), {"name": "x"}).status_code,
        ]
        assert codes == [404, 404, 404]


def test_the_paper_is_made_in_the_readers_language(half, sent, nobody):  # noqa: F811
    answer = nobody.get(here(sent, "quotation_paper"))
    text = text_of(answer.content)
    assert (answer["Content-Type"], sent.number in text, "风扇" in text) == ("application/pdf", True, True)
    assert "Covered" in text


def test_the_page_of_the_request_leads_to_it(sent, asked, nobody, frozen):  # noqa: F811
    page = nobody.get(reverse("portal:track", args=[request_token(asked)])).content.decode()
    assert (here(sent) in page, "Look and decide" in page) == (True, True)
