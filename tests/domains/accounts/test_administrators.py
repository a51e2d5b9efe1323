"""The company never stands without an administrator, and has its first run once."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.make import HOUSE, later

from aftercare.domains.accounts.actions import give_grant, set_up_company, take_grant
from aftercare.domains.accounts.errors import AlreadySetUp, GrantGone, LastAdministrator
from aftercare.domains.accounts.models import Company, Grant, User
from aftercare.domains.accounts.queries import administrators, first_run_is_over
from aftercare.kit.models import LedgerEntry

FIRST = {"company": "华安", "name": "甲", "password": "a long enough phrase", "language": "en"}
FIRST |= {"time_zone": "Asia/Shanghai"}
LAST = "管理员 is the last administrator of the company; give somebody else this role first, without an end."


def of(user: User) -> Grant:
    return Grant.objects.get(user=user, taken_at=None)


@pytest.mark.django_db
def test_the_last_administrator_keeps_the_role(company, at):
    with pytest.raises(LastAdministrator) as refused:
        take_grant(HOUSE, of(company[1]), at=at)
    assert (str(refused.value), of(company[1]).taken_at) == (LAST, None)
    assert not LedgerEntry.objects.filter(kind="user.grant_taken").exists()


@pytest.mark.django_db
def test_one_of_two_administrators_may_go_and_once(company, user_of, at):
    give_grant(HOUSE, user_of("stranger"), role="administrator", at=at)
    gone = of(company[1])
    take_grant(HOUSE, gone, at=at)
    with pytest.raises(GrantGone):
        take_grant(HOUSE, gone, at=at)
    assert LedgerEntry.objects.filter(kind="user.grant_taken").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("reach", ["expires", "inactive", "node"])
def test_an_administrator_for_a_while_of_a_part_or_gone_does_not_replace_the_last(reach, company, user_of, at):
    other = user_of("stranger")
    ends = later(at, days=9) if reach == "expires" else None
    node = company[1].unit if reach == "node" else None
    give_grant(HOUSE, other, role="administrator", node=node, expires_at=ends, at=at)
    if reach == "inactive":
        User.objects.filter(pk=other.id).update(is_active=False)
    with pytest.raises(LastAdministrator):
        take_grant(HOUSE, of(company[1]), at=at)


@pytest.mark.django_db
def test_the_last_administrators_role_is_given_no_end(company, at):
    with pytest.raises(LastAdministrator):
        give_grant(HOUSE, company[1], role="administrator", expires_at=later(at, days=1), at=at)
    assert of(company[1]).expires_at is None


@pytest.mark.django_db
def test_a_role_that_has_ended_makes_nobody_an_administrator(company, user_of, at):
    give_grant(HOUSE, user_of("stranger"), role="administrator", expires_at=later(at, days=1), at=at)
    holders = [administrators(at=later(at, days=days)).count() for days in (0, 1, 2)]
    assert holders == [2, 1, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["grants", "company"])
def test_the_first_run_comes_once_whatever_went_since(company, at, gone):
    if gone == "grants":
        Grant.objects.all().delete()
    else:
        Company.objects.all().delete()
        Grant.objects.update(taken_at=at)
    assert first_run_is_over()
    with pytest.raises(AlreadySetUp):
        set_up_company(HOUSE, email="b@example.com", **FIRST, at=at)
    assert list(User.objects.values_list("email", flat=True)) == ["admin@example.com"]


@pytest.mark.django_db(transaction=True)
def test_of_two_first_runs_at_once_one_is_done(at):
    together, ended = Barrier(2), []

    def begin(email: str) -> None:
        together.wait(timeout=20)
        try:
            set_up_company(HOUSE, email=email, **FIRST, at=at)
            ended.append("made")
        except AlreadySetUp:
            ended.append("refused")
        finally:
            connection.close()

    both = [Thread(target=begin, args=[f"{name}@example.com"]) for name in "ab"]
    for each in both:
        each.start()
    for each in both:
        each.join(timeout=60)
    assert (sorted(ended), User.objects.count()) == (["made", "refused"], 1)
