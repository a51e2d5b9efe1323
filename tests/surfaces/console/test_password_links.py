"""Invitations and ways back for who forgot the password: links by a real mail server, each for one use and a time."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.urls import reverse

from aftercare.domains.accounts.actions import choose_password, deactivate_user, make_password_link
from aftercare.domains.accounts.errors import PasswordLinkOver
from aftercare.domains.accounts.models import User
from aftercare.domains.accounts.queries import actor_for
from aftercare.domains.channels.jobs import send_due
from aftercare.domains.channels.models import Message
from aftercare.kit.ledger import facts_of
from tests.make import HOUSE
from tests.reacting import run_reactions

pytestmark = pytest.mark.django_db
PHRASE = {"password1": "a phrase of my own", "password2": "a phrase of my own"}
NEW = {"name": "张三", "email": "new@example.com", "language": "zh-hans", "time_zone": "Asia/Shanghai"}


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


def mailed(box) -> str:
    """The path of the link in the last mail."""
    run_reactions()
    send_due()
    words = box.mails[-1].get_body(("plain",)).get_content()
    return re.search(r"https://service\.example\.com(/account/\S+)", words)[1]


def test_who_is_invited_sets_a_password_by_the_mail_and_signs_in(client_of, box):
    answer = client_of("administrator").post(reverse("console:user_new"), NEW | {"entry": "mail"})
    assert "is invited" in answer.content.decode()
    path, person, nobody = mailed(box), User.objects.get(email="new@example.com"), client_of("")
    assert (box.to[-1], box.mails[-1]["Subject"]) == (["new@example.com"], "华安电器：您的账户")
    assert nobody.get(path).status_code == nobody.get(path).status_code == 200  # looking uses nothing up
    assert nobody.post(path, PHRASE)["Location"] == reverse("console:sign_in")
    signed = nobody.post(reverse("console:sign_in"), {"login": person.email, "password": PHRASE["password1"]})
    assert (signed["Location"], nobody.get(path).status_code) == ("/", 410)
    kinds = list(facts_of(person.ref).order_by("id").values_list("kind", flat=True))
    assert kinds == ["user.created", "user.invited", "user.password_changed"]


def test_what_is_kept_of_the_mail_holds_no_link(client_of, box):
    client_of("administrator").post(reverse("console:user_new"), NEW | {"entry": "mail"})
    path, kept = mailed(box), Message.objects.get()
    assert (path in kept.text + kept.html, "{link}" in kept.text) == (False, True)


def test_a_link_is_shown_once_where_no_mail_goes(client_of, company):
    page = client_of("administrator").post(reverse("console:user_new"), NEW | {"entry": "link"})
    link = page.context["link"]
    assert client_of("").get(link).status_code == 200
    assert client_of("administrator").post(reverse("console:user_new"), NEW | {"entry": "mail"}).status_code == 422


def test_an_invitation_is_sent_again_until_a_password_is_set(client_of, user_of, box):
    person, administrator = user_of("agent"), client_of("administrator")
    assert administrator.post(reverse("console:user_invite", args=[person.id])).status_code == 302
    client_of("").post(mailed(box), PHRASE)
    again = administrator.post(reverse("console:user_invite", args=[person.id]))
    assert (again.status_code, len(box.mails)) == (409, 1)
    assert "has a password already" in again.content.decode()


def test_known_and_unknown_addresses_get_the_same_answer_and_one_a_mail(client_of, company, box):
    nobody, page = client_of(""), reverse("console:forgot_password")
    answers = [nobody.post(page, {"email": email}) for email in ("admin@example.com", "other@example.com")]
    pages = [one.content.decode().replace("admin@", "other@") for one in answers]
    assert [one.status_code for one in answers] == [200, 200]
    assert re.sub(r'[A-Za-z0-9]{64}|nonce="[^"]*"', "", pages[0]) == re.sub(
        r'[A-Za-z0-9]{64}|nonce="[^"]*"', "", pages[1]
    )
    mailed(box)
    assert box.to == [["admin@example.com"]]


def test_asking_again_and_again_is_stopped_for_known_and_unknown_alike(client_of, company, box):
    nobody, page = client_of(""), reverse("console:forgot_password")
    for email in ("admin@example.com", "other@example.com"):
        assert [nobody.post(page, {"email": email}).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_another_password_ends_every_session_and_the_link_opens_once(client_of, company, box):
    signed, nobody = client_of("administrator"), client_of("")
    nobody.post(reverse("console:forgot_password"), {"email": "ADMIN@example.com"})
    path = mailed(box)
    short = nobody.post(path, {"password1": "short", "password2": "short"})
    assert (short.status_code, signed.get("/").status_code) == (422, 200)
    assert nobody.post(path, PHRASE).status_code == 302
    assert (signed.get("/").status_code, nobody.post(path, PHRASE).status_code) == (302, 410)


def test_without_a_mail_server_the_page_says_whom_to_ask(client_of, company):
    answer = client_of("").get(reverse("console:forgot_password"))
    assert "Ask the administrator of 华安电器" in answer.content.decode()
    assert client_of("").post(reverse("console:forgot_password"), {"email": "admin@example.com"}).status_code == 200
    assert not facts_of(company[1].ref).filter(kind="user.password_reset_asked").exists()


@pytest.mark.parametrize(("known", "hours", "late"), [(False, 72, 73), (True, 1, 2)])
def test_a_link_opens_until_its_time_is_over(user_of, at, known, hours, late):
    person = user_of("agent")
    if known:
        User.objects.filter(pk=person.pk).update(password=make_password("a phrase in use"))
    purpose, key = make_password_link(HOUSE, person, at=at)
    given = {"purpose": purpose, "key": key, "password": PHRASE["password1"]}
    actor = actor_for(person, via="link", at=at)
    with pytest.raises(PasswordLinkOver):
        choose_password(actor, person, at=at + timedelta(hours=late), **given)
    with pytest.raises(PasswordLinkOver):
        choose_password(actor, person, at=at, **given | {"key": key[:-1] + ("0" if key[-1] != "0" else "1")})
    choose_password(actor, person, at=at + timedelta(hours=hours), **given)
    with pytest.raises(PasswordLinkOver):
        choose_password(actor, person, at=at + timedelta(minutes=1), **given)


def test_whoever_was_deactivated_meanwhile_comes_in_by_no_link(user_of, at):
    person = user_of("agent")
    purpose, key = make_password_link(HOUSE, person, at=at)
    deactivate_user(HOUSE, person, at=at)
    person.refresh_from_db()
    with pytest.raises(PasswordLinkOver):
        given = {"purpose": purpose, "key": key, "password": PHRASE["password1"]}
        choose_password(actor_for(person, via="link", at=at), person, at=at, **given)


def test_nobody_makes_a_link_for_who_may_do_more(client_of, user_of, actor_of, company, at):
    from aftercare.domains.accounts.actions import create_role, give_grant
    from aftercare.kit.errors import NotAllowed

    create_role(HOUSE, code="people", name="人事", permissions=["users.manage", "users.view"], at=at)
    helper = user_of("stranger", name="helper")
    give_grant(HOUSE, helper, role="people", at=at)
    with pytest.raises(NotAllowed):
        make_password_link(actor_for(helper, via="test", at=at), company[1], at=at)
    assert not facts_of(company[1].ref).filter(kind="user.password_link_made").exists()
