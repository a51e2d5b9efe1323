"""Browsers of the cast without a browser: a Django client signed in as a role, in English, at a fixed instant."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests import make

Clients = Callable[..., Client]


@pytest.fixture
def frozen(at) -> Iterator[time_machine.Traveller]:
    """The wall clock stands at `at`."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def client_of(frozen, user_of) -> Clients:
    """`client_of("agent")` is signed in; `client_of("")` is nobody."""

    def client(role: str, **grant) -> Client:
        made = Client(headers={"accept-language": "en"})
        made.cookies["django_language"] = "en"
        if role:
            made.force_login(user_of(role, **grant), backend="allauth.account.auth_backends.AuthenticationBackend")
        return made

    return client


@pytest.fixture
def assigned(at, user_of, actor_of):
    """A request that the role engineer's user has to do."""
    from aftercare.domains.requests.actions import assign_request

    engineer = make.engineer(at, user=user_of("engineer"))
    wanted = make.request(at)
    return assign_request(actor_of("dispatcher"), wanted, engineer=engineer, at=at)
