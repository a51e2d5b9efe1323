"""Pages for what went wrong: in the reader's language, leading back to the surface the reader was on."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from aftercare.config import failures

pytestmark = pytest.mark.django_db


def reader(language: str) -> Client:
    made = Client(raise_request_exception=False)
    made.cookies["django_language"] = language
    return made


@pytest.mark.parametrize(
    ("path", "start", "language", "heading"),
    [
        ("/nowhere/", "/", "en", "Nothing is here"),
        ("/nowhere/", "/", "zh-hans", "这里没有内容"),
        ("/service/r/nothing/", "/service/mine/sign-in/", "en", "This link opens nothing"),
        ("/service/r/nothing/", "/service/mine/sign-in/", "zh-hans", "此链接打不开"),
    ],
)
def test_what_is_not_there_says_so_and_leads_back(company, path: str, start: str, language: str, heading: str):
    answer = reader(language).get(path)
    shown = answer.content.decode()
    assert (answer.status_code, heading in shown, f'<a class="btn btn-primary" href="{start}">' in shown) == (
        404, True, True,
    )  # fmt: skip


@pytest.mark.parametrize(("language", "heading"), [("en", "Too many attempts"), ("zh-hans", "尝试次数过多")])
def test_who_tries_to_sign_in_too_often_is_told_to_wait(company, settings, language: str, heading: str):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    stranger = reader(language)
    given = {"login": "admin@example.com", "password": "wrong"}
    assert stranger.post(reverse("console:sign_in"), given).status_code == 200
    answer = stranger.post(reverse("console:sign_in"), given)
    assert (answer.status_code, answer["Retry-After"], heading in answer.content.decode()) == (429, "300", True)


@pytest.mark.parametrize(("language", "heading"), [("en", "Something broke on our side"), ("zh-hans", "系统出了问题")])
def test_a_bug_is_owned_up_to_without_asking_the_database(
    company, monkeypatch, language: str, heading: str, django_assert_num_queries
):
    def bug(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr("aftercare.surfaces.portal.submit.SubmitForm", bug)
    stranger = reader(language)
    with django_assert_num_queries(0):
        answer = stranger.get(reverse("portal:submit"))
    shown = answer.content.decode()
    assert (answer.status_code, heading in shown, 'href="/service/"' in shown) == (500, True, True)


def test_a_right_that_is_missing_is_named_and_djangos_silence_is_not_shown(client_of, rf):
    answer = client_of("agent").get(reverse("console:locked"))
    assert (answer.status_code, "needs the right" in answer.content.decode()) == (403, True)
    silent = failures.forbidden(_request_of(rf), PermissionError())
    assert "Your roles do not include the right for this page." in silent.content.decode()


def _request_of(rf):
    from django.contrib.auth.models import AnonymousUser

    made = rf.get("/")
    made.user = AnonymousUser()
    return made
