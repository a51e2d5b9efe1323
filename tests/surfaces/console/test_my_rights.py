"""My rights: what I may do and until when, asking for more, and my programs' tokens."""

import re

import pytest
from django.urls import reverse

from aftercare.domains.accounts.actions import give_grant
from aftercare.domains.accounts.models import Grant, PermissionRequest, Token
from aftercare.kit.models import AnsweredCommand
from tests import make

pytestmark = pytest.mark.django_db
ASK = {"role": "manager", "scope": "all", "until": "2026-03-17T09:00", "reason": "代班一周"}


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_page_says_what_one_may_do_where_and_until_when(client_of, user_of, at):
    give_grant(make.HOUSE, user_of("engineer"), role="analyst", expires_at=make.later(at, days=3), at=at)
    page = text(client_of("engineer").get(reverse("console:my_rights")))
    assert "Field engineer the whole company no end" in page
    assert "Analyst the whole company" in page
    assert "Ends in 3 days" in page
    assert "see requests the whole company" in page
    assert "write notes on requests only own" in page


def test_a_role_that_has_ended_is_not_shown_and_opens_nothing(client_of, user_of, frozen, at):
    give_grant(make.HOUSE, user_of("stranger"), role="analyst", expires_at=make.later(at, hours=1), at=at)
    client = client_of("stranger")
    assert client.get(reverse("console:requests")).status_code == 200
    frozen.shift(3600)
    assert client.get(reverse("console:requests")).status_code == 403
    assert "You hold no role yet" in text(client.get(reverse("console:my_rights")))


def test_a_role_is_asked_for_decided_and_the_answer_read(client_of, user_of, at):
    agent, chief = client_of("agent"), client_of("administrator")
    assert agent.post(reverse("console:permission_ask"), ASK).status_code == 302
    asked = PermissionRequest.objects.get()
    assert "Waits for a decision" in text(agent.get(reverse("console:my_rights")))
    here = reverse("console:permission_request", args=[asked.id])
    assert here in chief.get(reverse("console:worklist")).content.decode()
    page = text(chief.get(here))
    assert "代班一周" in page
    assert "unlock, decide and sign off requests" in page
    assert chief.post(here, {"verb": "approve", "until": "2026-03-15T09:00", "answer": "好的"}).status_code == 302
    grant = Grant.objects.get(user=user_of("agent"), role__code="manager")
    assert grant.expires_at == make.later(at, days=5)
    told = text(agent.get(reverse("console:my_rights")))
    assert "Approved 管理员" in told
    assert "好的" in told


def test_a_decline_without_a_word_comes_back(client_of):
    agent, chief = client_of("agent"), client_of("administrator")
    agent.post(reverse("console:permission_ask"), ASK)
    asked = PermissionRequest.objects.get()
    here = reverse("console:permission_request", args=[asked.id])
    refused = chief.post(here, {"verb": "decline"})
    assert (refused.status_code, "Say why not" in text(refused)) == (422, True)
    chief.post(here, {"verb": "decline", "answer": "下月再说"})
    asked.refresh_from_db()
    assert (asked.state, asked.grant) == ("declined", None)
    assert "下月再说" in text(agent.get(reverse("console:my_rights")))


def test_ones_own_wish_has_no_buttons_but_the_reason(client_of):
    chief = client_of("administrator")
    chief.post(reverse("console:permission_ask"), {**ASK, "role": "engineer"})
    here = reverse("console:permission_request", args=[PermissionRequest.objects.get().id])
    page = chief.get(here)
    assert "Nobody decides what they ask for themselves" in text(page)
    assert 'value="approve"' not in page.content.decode()
    assert chief.post(here, {"verb": "approve"}).status_code == 422
    assert PermissionRequest.objects.get().state == "asked"


def test_a_wish_is_withdrawn_by_who_asked_alone(client_of):
    agent = client_of("agent")
    agent.post(reverse("console:permission_ask"), ASK)
    asked = PermissionRequest.objects.get()
    away = reverse("console:permission_withdraw", args=[asked.id])
    assert client_of("administrator").post(away).status_code == 404
    assert agent.post(away).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_a_wish_without_reason_or_in_the_past_keeps_its_words(client_of):
    agent = client_of("agent")
    for changed, said in (
        ({"reason": ""}, "This field is required"),
        ({"until": "2026-03-01T09:00"}, "already passed"),
    ):
        answer = agent.post(reverse("console:permission_ask"), {**ASK, **changed})
        assert (answer.status_code, said in text(answer)) == (422, True)
    assert PermissionRequest.objects.count() == 0


def test_a_token_is_shown_once_and_revoked(client_of, at):
    agent = client_of("agent")
    given = {"name": "ERP", "expires_at": "2026-04-10T09:00", "reach": "some", "scopes": ["requests:read"]}
    made = agent.post(reverse("console:token_new"), {**given, "idempotency_key": "k"})
    secret = re.search(r'id="secret" value="(act_[^"]+)"', made.content.decode())[1]
    token = Token.objects.get()
    assert (token.scopes, token.expires_at) == (["requests:read"], make.later(at, days=31))
    assert not any(secret in str(one) for one in AnsweredCommand.objects.values_list("answer", flat=True))
    assert secret not in agent.get(reverse("console:my_tokens")).content.decode()
    assert agent.post(reverse("console:token_new"), {**given, "scopes": []}).status_code == 422
    agent.post(reverse("console:token_revoke", args=[token.id]))
    token.refresh_from_db()
    assert token.revoked_at == at
