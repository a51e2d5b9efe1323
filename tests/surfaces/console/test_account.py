"""Signing in, signing out and one's own settings."""

import pytest
from django.test import Client
from django.urls import reverse

from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
RIGHT = {"login": "admin@example.com", "password": "a long enough phrase"}


def test_signing_in_leads_home_or_to_the_page_that_was_asked_for(client_of, company):
    assert client_of("").post(reverse("console:sign_in"), RIGHT)["Location"] == "/"
    asked = client_of("").get(reverse("console:worklist"))["Location"]
    assert client_of("").post(asked, RIGHT | {"next": "/worklist/"})["Location"] == "/worklist/"


def test_a_part_of_somebody_signed_out_has_no_room_for_the_sign_in_page(client_of, company):
    for asks in ({"hx-request": "true"}, {"accept": "application/json"}):
        answer = client_of("").get(reverse("console:requests"), headers=asks)
        assert (answer.status_code, answer.content) == (401, b"")


def test_whoever_was_signed_out_comes_back_to_the_page_of_the_form_and_never_to_another_site(client_of, company):
    address = reverse("console:request_new")
    came_from = {"http://testserver/requests/?q=a": "/requests/%3Fq%3Da", "http://elsewhere.example/requests/": "/"}
    for referer, back in came_from.items():
        answer = client_of("").post(address, {}, headers={"referer": referer})
        assert answer["Location"] == f"{reverse('console:sign_in')}?next={back}"


def test_a_wrong_password_is_told_apart_from_an_unknown_address_by_nobody(client_of, company):
    pages = [
        client_of("").post(reverse("console:sign_in"), RIGHT | change)
        for change in ({"password": "another long phrase"}, {"login": "nobody@example.com"})
    ]
    errors = [page.context["form"].non_field_errors() for page in pages]
    assert errors[0] == errors[1] == ["The email address and/or password you specified are not correct."]


def test_where_nobody_administers_yet_the_first_run_begins_and_ends_signed_in(db, settings):
    settings.FIRST_RUN_OPEN = True
    nobody = Client(headers={"accept-language": "en"})
    nobody.cookies["django_language"] = "en"
    assert nobody.get("/")["Location"] == reverse("console:first_run")
    given = {"company": "华安电器", "name": "管理员", "email": "admin@example.com", "password": "a long enough phrase"}
    weak = nobody.post(
        reverse("console:first_run"), given | {"password": "short", "language": "en", "time_zone": "Asia/Shanghai"}
    )
    assert (weak.status_code, "华安电器" in weak.content.decode()) == (422, True)
    done = nobody.post(reverse("console:first_run"), given | {"language": "en", "time_zone": "Asia/Shanghai"})
    assert done["Location"] == "/"
    assert "Hello, 管理员" in nobody.get("/").content.decode()
    assert nobody.get(reverse("console:first_run")).status_code == 404


def test_ones_language_and_zone_are_ones_own_to_choose(client_of, user_of):
    given = {"name": "李工", "language": "en", "time_zone": "Europe/Berlin"}
    answer = client_of("engineer").post(reverse("console:profile"), given)
    assert answer["Location"] == reverse("console:profile")
    person = user_of("engineer")
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("李工", "en", "Europe/Berlin")


def test_nobody_signs_up_by_themselves(client_of, company):
    for page in ("signup", "password/reset", "email", "confirm-email"):
        assert client_of("").get(f"/account/{page}/").status_code == 404


def test_a_refused_page_tells_why(client_of):
    answer = client_of("engineer").get(reverse("console:locked"))
    assert answer.status_code == 403
    assert "You may not do this: it needs the right" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"oldpassword": "wrong"}, "oldpassword", "Please type your current password."),
        ({"password1": "short", "password2": "short"}, "password1", "It is too short; use at least 10 characters."),
        ({"password2": "something else"}, "password2", "You must type the same password each time."),
    ],
)
def test_a_password_that_can_not_be_changed_says_why_at_the_field(client_of, company, given, field, sentence):
    right = {"oldpassword": RIGHT["password"], "password1": "another phrase", "password2": "another phrase"}
    form = right | given | {"idempotency_key": "a"}
    answer = client_of("administrator").post(reverse("console:change_password"), form)
    assert answer.context["form"].errors[field][0].startswith(sentence)
    company[1].refresh_from_db()
    assert company[1].check_password(RIGHT["password"])


def test_a_changed_password_ends_the_sessions_elsewhere(client_of, company):
    here, elsewhere = client_of(""), client_of("")
    for browser in (here, elsewhere):
        assert browser.post(reverse("console:sign_in"), RIGHT)["Location"] == "/"
    given = {"oldpassword": RIGHT["password"], "password1": "another phrase of mine"}
    answer = here.post(reverse("console:change_password"), given | {"password2": "another phrase of mine"})
    assert answer["Location"] == reverse("console:profile")
    assert here.get(reverse("console:profile")).status_code == 200
    assert elsewhere.get(reverse("console:profile"))["Location"].startswith(reverse("console:sign_in"))
    fact = LedgerEntry.objects.get(kind="user.password_changed")
    assert (fact.actor_id, fact.via) == (company[1].id, "console")


def test_a_wrong_password_changes_nothing(client_of, company):
    here = client_of("administrator")
    given = {"oldpassword": "a guess", "password1": "another phrase of mine", "password2": "another phrase of mine"}
    answer = here.post(reverse("console:change_password"), given)
    assert "oldpassword" in answer.context["form"].errors
    assert LedgerEntry.objects.filter(kind="user.password_changed").count() == 0
