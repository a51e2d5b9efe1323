"""The cast: one person of each role, a stranger among them, and the company they work for."""

from collections.abc import Callable
from datetime import datetime

import pytest

from aftercare.kit.actor import Actor, system

Cast = Callable[[str], Actor]


@pytest.fixture
def company(db, at: datetime):
    """华安电器 with its administrator; returns (company, administrator)."""
    from aftercare.domains.accounts.actions import set_up_company

    return set_up_company(
        system("first-run"),
        company="华安电器",
        name="管理员",
        email="admin@example.com",
        password="a long enough phrase",
        language="zh-hans",
        time_zone="Asia/Shanghai",
        at=at,
    )


@pytest.fixture
def user_of(company, at: datetime):
    """A user holding the role over the whole company (or the given reach), made once a test."""
    from aftercare.domains.accounts.actions import create_user, give_grant
    from aftercare.domains.accounts.models import User

    made: dict[str, User] = {"administrator": company[1]}

    def user(role: str, *, name: str = "", **grant) -> User:
        key = name or role
        if key not in made:
            by = system("tests")
            made[key] = create_user(by, email=f"{key}@example.com", name=key, unit=company[1].unit, at=at)
            if role != "stranger":
                give_grant(by, made[key], role=role, at=at, **grant)
        return made[key]

    return user


@pytest.fixture
def actor_of(user_of, at: datetime) -> Cast:
    """The actor of a role's user; `stranger` holds no role."""
    from aftercare.domains.accounts.queries import actor_for

    def actor(role: str, **kwargs) -> Actor:
        return actor_for(user_of(role, **kwargs), via="test", at=at)

    return actor
