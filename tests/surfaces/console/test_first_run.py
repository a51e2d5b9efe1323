"""The first-run page: open at the machine itself, behind the key of the terminal's link everywhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from aftercare.domains.accounts.models import Grant, User
from aftercare.surfaces.console.first_run.key import opening_path

pytestmark = pytest.mark.django_db
GIVEN = {"company": "华安电器", "name": "管理员", "email": "admin@example.com", "password": "a long enough phrase"}
GIVEN |= {"language": "en", "time_zone": "Asia/Shanghai"}
SENTENCE = "Whoever has the terminal can open it; nobody else can."


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.mark.parametrize("key", ["", "?key=begin", "?key=begin:0123456789", "?key="])
def test_without_the_key_of_the_terminal_nobody_begins(stranger, key: str):
    address = reverse("console:first_run") + key
    for answer in (stranger.get(address), stranger.post(address, GIVEN)):
        assert (answer.status_code, SENTENCE in answer.content.decode()) == (403, True)
    assert User.objects.count() == 0


def test_the_link_of_the_terminal_opens_it_and_keeps_it_open_while_one_types(stranger):
    address = opening_path()
    assert stranger.get(address).status_code == 200
    assert stranger.post(address, GIVEN | {"password": "short"}).status_code == 422
    assert stranger.post(address, GIVEN)["Location"] == "/"
    assert User.objects.get().email == "admin@example.com"


def test_at_the_machine_itself_it_is_open_unless_a_proxy_passes_strangers_on(stranger, settings):
    settings.FIRST_RUN_OPEN = True
    address = reverse("console:first_run")
    assert stranger.get(address).status_code == 200
    assert stranger.get(address, headers={"x-forwarded-for": "203.0.113.7"}).status_code == 403


def test_a_company_in_use_is_never_offered_to_strangers_again(client_of, company, settings):
    settings.FIRST_RUN_OPEN = True
    Grant.objects.all().delete()
    nobody = client_of("")
    for answer in (nobody.get(opening_path()), nobody.post(opening_path(), GIVEN | {"email": "thief@example.com"})):
        assert answer.status_code == 404
    assert nobody.get("/")["Location"].startswith("/account/login/")
    assert list(User.objects.values_list("email", flat=True)) == ["admin@example.com"]


def test_a_password_that_can_not_be_is_told_with_all_else_that_is_wrong(stranger):
    told = stranger.post(opening_path(), GIVEN | {"company": "", "password": "short"})
    assert (told.status_code, set(told.context["form"].errors)) == (422, {"company", "password"})
    assert "10" in told.context["form"].errors["password"][0]
