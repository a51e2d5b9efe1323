"""A role demands a second factor: who has none sets one up before anything else opens."""

import json

import pytest
from django.urls import reverse

from aftercare.domains.accounts.actions import create_token, demand_second_factor, give_grant, reset_second_factor
from aftercare.domains.accounts.models import Role
from aftercare.kit.clock import now
from aftercare.kit.models import LedgerEntry
from tests.make import HOUSE, later
from tests.surfaces.console.test_second_factor import digits, signed_in

pytestmark = pytest.mark.django_db
SECURITY = "/account/2fa/"
SENTENCE = "Your role (Administrator) demands a second factor: set up an authenticator app or a passkey here."
STAYS = "This is your last second factor, and the role “Administrator” demands one"


def demand(code: str = "administrator", *, demanded: bool = True) -> Role:
    return demand_second_factor(HOUSE, Role.objects.get(code=code), demanded=demanded, at=now())


def set_up(browser) -> str:
    secret = browser.get(reverse("console:set_up_app")).context["form"].secret
    assert browser.post(reverse("console:set_up_app"), {"code": digits(secret)}).status_code == 302
    return secret


def test_the_password_leads_to_setting_one_up_and_nowhere_else(company):
    demand()
    browser = signed_in()
    paths = ("/", "/requests/", "/administration/", "/account/tokens/", "/field/", "/ui/")
    led = [browser.get(path) for path in paths]
    assert {(answer.status_code, answer["Location"]) for answer in led} == {
        (302, f"{SECURITY}?next={path}") for path in paths
    }
    page = browser.get(SECURITY)
    assert page.status_code == 200
    assert SENTENCE in page.content.decode()
    assert "ac-rail-item" not in page.content.decode()
    set_up(browser)
    assert browser.get("/").status_code == 200
    assert SENTENCE not in browser.get(SECURITY).content.decode()


def test_it_counts_at_the_next_click_of_whoever_is_signed_in(company):
    browser = signed_in()
    assert browser.get("/").status_code == 200
    demand()
    assert browser.get("/")["Location"] == f"{SECURITY}?next=/"
    demand(demanded=False)
    assert browser.get("/").status_code == 200


def test_the_page_asked_for_stands_at_the_end_of_the_set_up(company):
    demand()
    browser = signed_in()
    asked = "/requests/?q=E4&view=mine"
    led = browser.get(asked)["Location"]
    assert led == f"{SECURITY}?next=/requests/%3Fq%3DE4%26view%3Dmine"
    assert browser.get(led).context["set_up_app_url"] == led.replace(SECURITY, reverse("console:set_up_app"))
    way = browser.get(led).context["set_up_app_url"]
    done = browser.post(way, {"code": digits(browser.get(way).context["form"].secret)})
    assert done["Location"] == led.replace(SECURITY, reverse("console:show_codes"))
    codes = browser.get(done["Location"])
    assert codes.context["further"] == (asked, "Go on to “Requests”")
    assert 'href="/requests/?q=E4&amp;view=mine"' in codes.content.decode()
    assert "Your second factor is on." in browser.get(led).content.decode()


def test_a_form_and_a_part_that_are_held_back_lead_to_their_page_again(company):
    demand()
    browser = signed_in()
    sent = browser.post("/requests/new/", {}, headers={"referer": "http://testserver/requests/new/?type=repair"})
    assert sent["Location"] == f"{SECURITY}?next=/requests/new/%3Ftype%3Drepair"
    part = {"hx-request": "true", "hx-current-url": "http://testserver/requests/"}
    assert browser.get(reverse("console:bell"), headers=part)["HX-Redirect"] == f"{SECURITY}?next=/requests/"


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "requests/"]
)
def test_the_way_leads_to_no_other_house(company, next_page):
    browser = signed_in()
    page = browser.get(SECURITY, {"next": next_page})
    assert page.context["further"] is None
    assert "Your second factor is on." not in browser.get(SECURITY, {"next": "/requests/"}).content.decode()
    assert page.context["set_up_app_url"] == reverse("console:set_up_app")
    way = reverse("console:set_up_app")
    done = browser.post(f"{way}?next={next_page}", {"code": digits(browser.get(way).context["form"].secret)})
    assert done["Location"] == reverse("console:show_codes")


def test_a_part_of_a_page_takes_the_whole_page_along_and_a_suggestion_says_why(company):
    demand()
    browser = signed_in()
    part = browser.get(reverse("console:bell"), headers={"hx-request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, SECURITY)
    offer = browser.get(reverse("console:unit_names"), headers={"accept": "application/json"})
    assert (offer.status_code, offer.content.decode()) == (
        403,
        "A role of yours demands a second factor; set one up on the page “Sign-in and security”.",
    )


def test_signing_out_stays_possible_and_customers_pages_stay_open(company):
    demand()
    browser = signed_in()
    assert browser.get("/service/").status_code == 200
    browser.post(reverse("console:sign_out"))
    assert browser.get("/")["Location"].startswith("/account/login/")


def test_the_api_refuses_the_session_and_lets_the_token_go_on(company):
    demand()
    ends = later(now(), days=1)
    secret = create_token(HOUSE, company[1], name="ERP", scopes=["all"], expires_at=ends, at=now())[1]
    refused = signed_in().get("/api/v1/users/me")
    assert (refused.status_code, json.loads(refused.content)["code"]) == (403, "second_factor_missing")
    streamed = signed_in().get("/api/v1/stream")
    assert (streamed.status_code, json.loads(streamed.content)["code"]) == (403, "second_factor_missing")
    token = {"authorization": f"Bearer {secret}"}
    assert signed_in().get("/api/v1/users/me", headers=token).status_code == 200


def test_the_last_factor_stays_while_a_role_demands_it(company):
    demand()
    browser = signed_in()
    set_up(browser)
    assert STAYS in browser.get(SECURITY).content.decode()
    refused = browser.post(reverse("console:switch_app_off"))
    assert refused.status_code == 422
    assert STAYS in refused.content.decode()
    assert company[1].authenticator_set.filter(type="totp").count() == 1
    assert not LedgerEntry.objects.filter(kind="user.second_factor_removed").exists()
    company[1].authenticator_set.create(type="webauthn", data={"name": "k", "credential": {}})
    assert browser.post(reverse("console:switch_app_off")).status_code == 302
    key = company[1].authenticator_set.get(type="webauthn")
    kept = browser.post(reverse("console:remove_passkey", args=[key.pk]))
    assert kept.status_code == 422
    assert STAYS in kept.content.decode()


def test_a_reset_lets_in_by_the_password_to_set_up_another(company):
    demand()
    set_up(signed_in())
    reset_second_factor(HOUSE, company[1], at=now())
    browser = signed_in()
    assert browser.get("/")["Location"] == f"{SECURITY}?next=/"
    set_up(browser)
    assert browser.get("/").status_code == 200


def test_the_page_of_the_role_tells_whom_it_meets_before_it_is_demanded(company, client_of, at, user_of):
    give_grant(HOUSE, user_of("dispatcher"), role="agent", at=at)
    browser, agents = client_of("administrator"), Role.objects.get(code="agent")
    user_of("agent")
    address = reverse("console:role_second_factor", args=[agents.id])
    before = browser.get(f"/administration/roles/{agents.id}/").content.decode()
    assert "2 of 2 people who hold it have none yet." in before
    asked = browser.get(address).content.decode()
    assert "2 people hold this role, 2 of them have no second factor yet." in asked
    assert "You are one of them." not in asked
    assert browser.post(address, {"demanded": "True"}).status_code == 302
    assert Role.objects.get(code="agent").demands_second_factor
    shown = browser.get(f"/administration/roles/{agents.id}/").content.decode()
    assert shown.count("no second factor yet") == 2
    assert "needs a second factor from now on." in shown
    browser.post(address, {"demanded": "False"})
    assert not Role.objects.get(code="agent").demands_second_factor


def test_an_administrator_is_told_to_be_among_them(client_of, company):
    role = Role.objects.get(code="administrator")
    browser = client_of("administrator")
    asked = browser.get(reverse("console:role_second_factor", args=[role.id])).content.decode()
    assert "You are one of them." in asked
    browser.post(reverse("console:role_second_factor", args=[role.id]), {"demanded": "True"})
    assert browser.get("/")["Location"] == f"{SECURITY}?next=/"


def test_a_copy_demands_what_its_original_demands(client_of, company):
    browser, role = client_of("administrator"), demand("agent")
    form = browser.get(reverse("console:role_copy", args=[role.id])).context["form"]
    assert form.initial["demands_second_factor"] is True
    given = {"name": "客服二", "code": "agent_two", "permissions": ["requests.view"], "demands_second_factor": "on"}
    assert browser.post(reverse("console:role_copy", args=[role.id]), given).status_code == 302
    assert Role.objects.get(code="agent_two").demands_second_factor
