"""Passwords: changed by the person alone, told without the secret."""

import pytest
from tests.make import later

from aftercare.domains.accounts.actions import change_password
from aftercare.domains.accounts.errors import WeakPassword, WrongPassword
from aftercare.domains.accounts.models import User
from aftercare.kit.errors import NotAllowed
from aftercare.kit.models import LedgerEntry

pytestmark = pytest.mark.django_db
OLD, NEW = "a long enough phrase", "another phrase of mine"


def opens(password: str) -> bool:
    return User.objects.get(email="admin@example.com").check_password(password)


def change(actor, user, at, **given):
    return change_password(actor, user, **({"current": OLD, "password": NEW} | given), at=later(at, hours=1))


def test_the_new_one_opens_and_the_old_one_no_longer(company, actor_of, at):
    change(actor_of("administrator"), company[1], at)
    assert (opens(NEW), opens(OLD)) == (True, False)


def test_the_ledger_tells_that_and_not_what(company, actor_of, at):
    change(actor_of("administrator"), company[1], at)
    fact = LedgerEntry.objects.get(kind="user.password_changed")
    assert (fact.subject_id, fact.actor_id, fact.at) == (company[1].id, company[1].id, later(at, hours=1))
    assert (fact.data, fact.text_id) == ({}, None)


def test_who_does_not_know_the_one_in_use_changes_nothing(company, actor_of, at):
    with pytest.raises(WrongPassword) as refusal:
        change(actor_of("administrator"), company[1], at, current="a guess")
    assert str(refusal.value) == "This is not the password in use; type the one you sign in with now."
    assert (opens(OLD), LedgerEntry.objects.filter(kind="user.password_changed").count()) == (True, 0)


def test_a_weak_one_changes_nothing(company, actor_of, at):
    with pytest.raises(WeakPassword):
        change(actor_of("administrator"), company[1], at, password="short")
    assert opens(OLD)


def test_nobody_changes_anothers(company, user_of, actor_of, at):
    with pytest.raises(NotAllowed) as refusal:
        change(actor_of("agent"), company[1], at)
    assert str(refusal.value) == "Only the person changes a password; somebody else can't."
    with pytest.raises(NotAllowed):
        change(actor_of("administrator"), user_of("agent"), at)
    assert opens(OLD)
