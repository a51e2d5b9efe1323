"""What proves beside the password who signs in."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from aftercare.domains.accounts.actions import reset_second_factor
from aftercare.kit.errors import NotAllowed, WrongState
from aftercare.kit.models import LedgerEntry
from tests.make import HOUSE

pytestmark = pytest.mark.django_db
RIGHT = {"login": "admin@example.com", "password": "a long enough phrase"}


REST = "type what the app shows now, and check the phone's clock."
WRONG = (
    "The code is not right. An app's code changes every 30 seconds: type what it shows now, and check the phone's "
    "clock. A recovery code works once."
)


def digits(secret: str) -> str:
    """What an app shows for the secret now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def signed_in() -> Client:
    """The administrator, with the password of the company's first day."""
    browser = Client(headers={"accept-language": "en"})
    browser.cookies["django_language"] = "en"
    browser.post(reverse("console:sign_in"), RIGHT)
    return browser


@pytest.fixture
def guarded(company) -> tuple[Client, str, list[str]]:
    """Somebody who set an app up: the browser, the secret and the recovery codes."""
    browser = signed_in()
    secret = browser.get(reverse("console:set_up_app")).context["form"].secret
    done = browser.post(reverse("console:set_up_app"), {"code": digits(secret)})
    assert done["Location"] == reverse("console:show_codes")
    return browser, secret, browser.get(reverse("console:show_codes")).context["unused_codes"]


def told() -> list[str]:
    kinds = LedgerEntry.objects.filter(kind__contains="second_factor").order_by("id")
    return [f"{one.kind} {one.data['factor']}" for one in kinds]


def test_with_an_app_the_password_alone_opens_nothing(guarded):
    _browser, secret, _codes = guarded
    other = signed_in()
    assert other.get("/")["Location"].startswith(reverse("console:sign_in"))
    wrong = other.post(reverse("console:second_step"), {"code": "000000"})
    assert (wrong.status_code, wrong.context["form"].errors["code"]) == (422, [WRONG])
    assert other.post(reverse("console:second_step"), {"code": digits(secret)}).status_code == 302
    assert other.get("/").status_code == 200
    assert told() == ["user.second_factor_added totp"]


def test_a_wrong_code_is_told_what_would_be_right_while_setting_up_too(company):
    browser = signed_in()
    browser.get(reverse("console:set_up_app"))
    wrong = browser.post(reverse("console:set_up_app"), {"code": "000000"})
    assert (wrong.status_code, wrong.context["form"].errors["code"]) == (
        422,
        [f"The code is not right. It changes every 30 seconds: {REST}"],
    )
    assert not Authenticator.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_librarys_words_are_ours(company):
    browser = signed_in()
    browser.cookies["django_language"] = "zh-hans"
    way = reverse("console:set_up_app")
    browser.post(way, {"code": digits(browser.get(way).context["form"].secret)})
    # They are told once everything is kept.
    assert "身份验证器应用已启用。" in browser.get(reverse("console:security")).content.decode()
    browser.post(reverse("console:make_codes"))
    assert "已生成新的恢复码，请立即保存。" in browser.get(reverse("console:show_codes")).content.decode()


@pytest.mark.parametrize(
    ("host", "named"),
    [("127.0.0.1:8000", "http://localhost:8000/account/2fa/webauthn/add/"), ("192.0.2.7", ""), ("localhost", None)],
)
def test_at_a_number_the_pages_say_why_no_passkey_works(company, settings, host, named):
    settings.ALLOWED_HOSTS = ["*"]
    browser = signed_in()
    page = browser.get(reverse("console:add_passkey"), headers={"host": host})
    needed = page.context["name_needed"]
    assert (needed and needed.named) == named
    words = page.content.decode()
    assert ("Passkeys belong to a name, and" in words, "data-passkey-start" in words) == (
        named is not None,
        named is None,
    )
    assert ("Open this page at localhost" in words) == bool(named)


def test_no_other_name_is_offered_that_is_not_allowed(company, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    page = signed_in().get(reverse("console:security"), headers={"host": "127.0.0.1:8000"})
    assert page.context["name_needed"] == ("127.0.0.1", "")
    assert "How to give this system a name" in page.content.decode()


def test_the_same_digits_open_once(guarded):
    secret = guarded[1]
    first, second = signed_in(), signed_in()
    code = digits(secret)
    first.post(reverse("console:second_step"), {"code": code})
    again = second.post(reverse("console:second_step"), {"code": code})
    assert (again.status_code, first.get("/").status_code) == (422, 200)


def test_the_codes_are_shown_once_and_each_signs_in_once(guarded):
    browser, _secret, codes = guarded
    assert len(codes) == 10
    again = browser.get(reverse("console:show_codes")).content.decode()
    assert "10 codes are left; they were shown when they were made." in again
    assert codes[0] not in again
    first, second = signed_in(), signed_in()
    assert first.post(reverse("console:second_step"), {"code": codes[0]}).status_code == 302
    assert second.post(reverse("console:second_step"), {"code": codes[0]}).status_code == 422
    assert "9 codes are left." in first.get(reverse("console:security")).content.decode()


def test_the_secret_is_not_readable_in_the_database(guarded):
    secret = guarded[1]
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept


def test_an_old_sign_in_is_asked_again_before_it_changes_what_protects_the_account(guarded):
    browser = guarded[0]
    session = browser.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [one | {"at": time.time() - 3600} for one in records]
    session.save()
    asked = browser.post(reverse("console:switch_app_off"))
    assert asked["Location"].startswith(reverse("console:again"))
    wrong = browser.post(asked["Location"], {"password": "another phrase"})
    assert wrong.status_code == 422
    assert browser.post(asked["Location"], RIGHT)["Location"] == reverse("console:security")
    assert not Authenticator.objects.exists()
    assert told() == ["user.second_factor_added totp", "user.second_factor_removed totp"]


def test_an_administrator_lets_in_who_lost_the_phone_and_nobody_lets_in_themselves(guarded, company, actor_of, at):
    person, browser = company[1], guarded[0]
    with pytest.raises(NotAllowed) as own:
        reset_second_factor(actor_of("administrator", user=person), person, at=at)
    assert str(own.value).startswith("Your own second factor you switch off yourself")
    with pytest.raises(NotAllowed):
        reset_second_factor(actor_of("agent"), person, at=at)
    assert reset_second_factor(HOUSE, person, at=at) == ["totp"]
    assert (browser.get("/").status_code, signed_in().get("/").status_code) == (302, 200)
    with pytest.raises(WrongState) as none:
        reset_second_factor(HOUSE, person, at=at)
    assert str(none.value) == "管理员 has no second factor; the password alone opens."


def test_other_devices_are_signed_out_one_by_one_or_all(company):
    here, phone, old = signed_in(), signed_in(), signed_in()
    page = here.get(reverse("console:security"))
    assert [place.here for place in page.context["places"]].count(True) == 1
    theirs = next(p.session for p in page.context["places"] if p.session.session_key == phone.session.session_key)
    here.post(reverse("console:sign_out_elsewhere"), {"session": theirs.pk})
    assert [one.get("/").status_code for one in (here, phone, old)] == [200, 302, 200]
    here.post(reverse("console:sign_out_elsewhere"))
    assert [one.get("/").status_code for one in (here, old)] == [200, 302]


def test_the_first_factor_ends_the_sessions_that_never_proved_it(company):
    old, here = signed_in(), signed_in()
    secret = here.get(reverse("console:set_up_app")).context["form"].secret
    here.post(reverse("console:set_up_app"), {"code": digits(secret)})
    assert [one.get("/").status_code for one in (here, old)] == [200, 302]


def test_somebody_elses_session_is_out_of_reach(company, client_of):
    mine, theirs = signed_in(), client_of("agent")
    session = mine.get(reverse("console:security")).context["places"][0].session
    theirs.post(reverse("console:sign_out_elsewhere"), {"session": session.pk})
    assert mine.get("/").status_code == 200
