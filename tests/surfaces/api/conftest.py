"""Callers: one for each role, with a token of its own; the clock stands where the tests want it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from tests.surfaces.api.client import Api


@pytest.fixture(autouse=True)
def _api_alone(settings) -> None:
    settings.ROOT_URLCONF = "tests.surfaces.api.addresses"
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def frozen(at: datetime) -> Iterator[time_machine.Traveller]:
    """The wall clock stands at `at`; `frozen.shift(60)` moves it on."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def token_of(user_of, at: datetime) -> Callable[..., str]:
    """The secret of a new token for a role's user, with the scopes given."""
    from aftercare.domains.accounts.actions import create_token
    from aftercare.kit.actor import system

    def token(role: str, *scopes: str, days: int = 30, **grant) -> str:
        user = user_of(role, **grant)
        made = create_token(
            system("tests"), user, name="test", scopes=scopes or ("all",), expires_at=at + timedelta(days=days), at=at
        )
        return made[1]

    return token


@pytest.fixture
def api(frozen, token_of) -> Callable[..., Api]:
    """A caller of a role: `api("agent").get("/requests")`; `stranger` holds no role."""

    def caller(role: str, *scopes: str, **grant) -> Api:
        return Api(token_of(role, *scopes, **grant))

    return caller
