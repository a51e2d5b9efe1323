"""Every sentence a person reads is in that person's language: in a terminal, and of Django's own rules."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from aftercare.config.commands.language import in_the_terminals_language, language_of
from aftercare.domains.accounts.actions.people import set_checked_password
from aftercare.domains.accounts.errors import WeakPassword
from aftercare.domains.accounts.models import User
from aftercare.kit.errors import NotFound


@pytest.mark.parametrize(
    ("terminal", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh-hans"),
    ],
)
def test_a_terminal_is_spoken_to_in_its_language(terminal, language):
    assert language_of(terminal) == language


def test_the_command_line_speaks_english_whatever_the_pages_speak(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    with translation.override("zh-hans"):
        with in_the_terminals_language():
            assert str(NotFound()) == "Nothing is here, or it is not visible to you."
        assert translation.get_language() == "zh-hans"


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("kq7zp", "密码不够安全：密码太短，请至少使用 10 个字符。"),
        ("li.ming.shanghai", "密码不够安全：密码与本人的姓名或邮箱地址太相似。"),
        ("1234567890", "密码不够安全：这个密码太常见了。"),
    ],
)
def test_a_weak_password_is_refused_in_chinese(password, told):
    with translation.override("zh-hans"), pytest.raises(WeakPassword) as refused:
        set_checked_password(User(email="li.ming.shanghai@example.com", name="李明"), password)
    with translation.override("zh-hans"):
        assert str(refused.value) == told


@pytest.mark.django_db
@pytest.mark.parametrize(("chosen", "title"), [("en", 'lang="en"'), ("zh-hans", 'lang="zh-hans"')])
def test_the_language_chosen_before_signing_in_stays_whatever_the_account_says(user_of, chosen, title):
    person = user_of("agent")
    User.objects.filter(pk=person.pk).update(language="zh-hans" if chosen == "en" else "en")
    person.set_password("a long enough password")
    person.save(update_fields=["password"])
    browser = Client()
    login = reverse("account_login")
    assert browser.post(reverse("set_language"), {"language": chosen, "next": login})["Location"] == login
    browser.post(login, {"login": person.email, "password": "a long enough password"})
    assert title in browser.get(reverse("console:home"), follow=True).content.decode()


@pytest.mark.django_db
def test_who_chose_none_is_spoken_to_in_the_language_of_the_account(user_of):
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(user_of("agent"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'lang="zh-hans"' in browser.get(reverse("console:home"), follow=True).content.decode()
