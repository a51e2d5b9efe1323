"""One-click sign-in exists in a company made as a demonstration, and nowhere else."""

import pytest
from django.urls import reverse

from aftercare.domains.accounts.models import User
from aftercare.surfaces.console.account.demo import PEOPLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_company(company, at):
    """The company as it is when it was made as a demonstration, with a person to try each role as."""
    from aftercare.domains.accounts.actions import create_user, give_grant
    from aftercare.kit.actor import system

    company[0].demo = True
    company[0].save(update_fields=["demo"])
    for role, (mailbox, _does) in PEOPLE.items():
        person = create_user(system("tests"), email=f"{mailbox}@demo.example", name=role, unit=company[1].unit, at=at)
        give_grant(system("tests"), person, role=role, at=at)


@pytest.mark.parametrize("role", PEOPLE)
def test_one_click_signs_in_as_the_person_of_a_role(client, demo_company, role):
    answer = client.post(reverse("console:enter_demo", args=[role]))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    person = User.objects.get(pk=client.session["_auth_user_id"])
    assert person.email == f"{PEOPLE[role][0]}@demo.example"
    assert person.last_login is not None
    assert client.get("/").status_code == 200


def test_the_sign_in_page_offers_each_role_with_a_sentence(client, demo_company):
    page = client.get(reverse("console:sign_in")).content.decode()
    assert [page.count(f'action="/account/demo/{role}/"') for role in PEOPLE] == [1] * len(PEOPLE)
    assert "Sends the right engineer at the right time." in page


def test_beside_real_data_there_is_no_such_door(client, company):
    assert "/account/demo/" not in client.get(reverse("console:sign_in")).content.decode()
    answer = client.post(reverse("console:enter_demo", args=["administrator"]))
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


def test_before_the_first_run_there_is_no_such_door(client, db):
    assert client.post(reverse("console:enter_demo", args=["administrator"])).status_code == 404


def test_a_role_the_demonstration_does_not_offer_is_unknown(client, demo_company):
    assert client.post(reverse("console:enter_demo", args=["analyst"])).status_code == 404


def test_reading_the_address_signs_nobody_in(client, demo_company):
    assert client.get(reverse("console:enter_demo", args=["manager"])).status_code == 405
    assert "_auth_user_id" not in client.session


def test_it_counts_among_the_sign_ins_that_are_allowed_a_minute(client, demo_company, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"}
    door = reverse("console:enter_demo", args=["agent"])
    assert [client.post(door).status_code for _n in range(3)] == [302, 302, 429]


def test_whom_the_demonstration_demands_a_second_factor_of_can_set_it_up(client, demo_company, at):
    """Nobody knows the password of these people, so it is not asked for once more."""
    from aftercare.domains.accounts.actions import demand_second_factor
    from aftercare.domains.accounts.models import Role
    from tests.make import HOUSE

    demand_second_factor(HOUSE, Role.objects.get(code="agent"), demanded=True, at=at)
    client.post(reverse("console:enter_demo", args=["agent"]))
    assert client.get("/")["Location"] == reverse("console:security") + "?next=/"
    assert client.get(reverse("console:set_up_app")).status_code == 200
